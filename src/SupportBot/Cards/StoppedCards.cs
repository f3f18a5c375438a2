using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>What is said when the desk is closed, and when a customer's business stands still.</summary>
public static class StoppedCards
{
    private const string On = "on";
    private const string TicketCardName = "ticketCard";

    /// <summary>Whether the customer may still say of the ticket that it stops their business.</summary>
    public static bool MaySay(Ticket ticket) => !ticket.BusinessStopped && TicketLifecycle.Next(ticket.Status, TicketAction.StopsBusiness) is not null;

    /// <summary>The button on a ticket's own card.</summary>
    internal static AdaptiveAction ButtonOn(Ticket ticket, Texts texts)
    {
        var data = Drawing.Of(ticket.Number);
        data[On] = TicketCardName;
        return Drawing.Execute(texts.ButtonStopsBusiness, Verbs.StopsBusiness, data);
    }

    /// <summary>What is said of a request that comes when the desk is closed, with a way to say that it cannot wait.</summary>
    /// <param name="sentence">When the desk opens and answers.</param>
    /// <param name="ticket">The request.</param>
    /// <param name="texts">The customer's language.</param>
    public static JObject Closed(string sentence, Ticket ticket, Texts texts) =>
        ChatCards.Say(sentence, texts, texts.ButtonStopsBusiness, Verbs.StopsBusiness, Drawing.Of(ticket.Number));

    /// <summary>Asks which of several tickets is meant.</summary>
    public static JObject Which(IReadOnlyList<Ticket> tickets, Texts texts) => Drawing.Card(
        texts,
        texts.StopsWhich,
        [
            Drawing.Title(texts.StopsWhich),
            .. ChatCards.Shown(tickets).Select(ticket => new AdaptiveActionSet
            {
                Actions = [Drawing.Execute($"{ticket.Number}: {Graphemes.Cut(Escape.Visible(ticket.Request.Subject), 60)}", Verbs.StopsBusiness, Drawing.Of(ticket.Number), id: $"{Verbs.StopsBusiness}-{ticket.Number}")],
            }),
            .. ChatCards.MoreThan(tickets, texts),
        ]);

    /// <summary>What the customer is told once the desk knows: what happens next, and how to reach it faster.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="offer">The customer's offer, where there is one.</param>
    /// <param name="contact">How else the partner is reached.</param>
    /// <param name="now">The moment.</param>
    /// <param name="timeZone">The customer's IANA time zone, where known.</param>
    /// <param name="texts">The customer's language.</param>
    public static string Known(Ticket ticket, SupportOffer? offer, string contact, Instant now, string? timeZone, Texts texts)
    {
        var next = offer is null ? texts.StoppedNext : OfferCard.ClosedNow(offer, now, timeZone, texts) ?? texts.StoppedNext;
        return $"{texts.StoppedKnown(ticket.Number.Text)} {next} {texts.StoppedReach(offer?.Reach ?? contact)}";
    }

    /// <summary>The card that a press is answered with: the one on which it was pressed.</summary>
    public static JObject DrawPressed(Press press, Ticket ticket, Texts texts, string? timeZone, string said) => press.Input(On) == TicketCardName
        ? TicketCard.Draw(ticket, texts, timeZone, said)
        : ChatCards.Say(said, texts, texts.ButtonShow, Verbs.Show, Drawing.Of(ticket.Number));
}
