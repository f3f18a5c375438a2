using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>A ticket as it is put into a message: what it is about and how it stands, and nothing to press, since anybody may read that message.</summary>
public static class FoundCard
{
    /// <summary>Draws the ticket.</summary>
    public static JObject Draw(Ticket ticket, Texts texts, bool atDesk) => Drawing.Card(
        texts,
        $"{ticket.Number} · {ticket.Request.Subject}",
        [
            Drawing.Title($"{ticket.Number} · {texts.OfStatusNamed(ticket, atDesk)}"),
            Drawing.Words(ticket.Request.Subject, strong: true),
            Drawing.Facts(
                (texts.LabelCustomer, ticket.CustomerName),
                (texts.LabelOwner, ticket.Owner?.Name ?? texts.Nobody),
                (texts.LabelService, texts.Of(ticket.Request.Service))),
        ],
        rightToLeft: Escape.IsRightToLeft(ticket.Request.Subject));

    /// <summary>How a ticket stands, in a word, for the one who reads.</summary>
    public static string OfStatusNamed(this Texts texts, Ticket ticket, bool atDesk) => atDesk ? texts.OfStatusAtDesk(ticket.Status) : texts.OfStatus(ticket.Status);
}
