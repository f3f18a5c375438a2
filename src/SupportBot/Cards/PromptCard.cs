using System.Globalization;
using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>What reminds the desk, in the ticket's thread, of what waits: pressed until somebody acts.</summary>
public static class PromptCard
{
    /// <summary>Whether an event is told by such a card.</summary>
    public static bool Tells(TicketEvent happened) => happened.Action is TicketAction.StopsBusiness or TicketAction.PromptUnclaimed or TicketAction.PromptUnread;

    /// <summary>Draws the reminder; with its buttons for as long as nobody has acted.</summary>
    /// <param name="ticket">The ticket as it stands now.</param>
    /// <param name="happened">What it reminds of.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="notice">A line above it for the one who pressed, such as why a press was refused.</param>
    public static JObject Draw(Ticket ticket, TicketEvent happened, Texts texts, string? notice = null)
    {
        var heading = Post.HeadingOf(ticket, happened, texts);
        List<AdaptiveElement> body = [];
        if (notice is not null) body.Add(Drawing.Warning(notice));
        body.Add(Drawing.Warning(heading));
        body.Add(Drawing.Words($"{ticket.Number} · {ticket.Request.Subject}", strong: true));
        if (happened is { Action: TicketAction.StopsBusiness, Text: { } words }) body.Add(Drawing.Words(Graphemes.Cut(words, 1000)));
        return Drawing.Card(texts, heading, body, ticket.Prompt == happened.Sequence ? Buttons(ticket, happened, texts) : [], Escape.IsRightToLeft(ticket.Request.Subject));
    }

    /// <summary>How long something waited, from the minutes that the event holds; hours and minutes are written alike in every language.</summary>
    internal static string Waited(TicketEvent happened)
    {
        var minutes = int.TryParse(happened.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var counted) ? counted : 0;
        var (hours, rest) = (minutes / 60, minutes % 60);
        return hours == 0 ? $"{rest} min" : rest == 0 ? $"{hours} h" : $"{hours} h {rest} min";
    }

    private static IEnumerable<AdaptiveAction> Buttons(Ticket ticket, TicketEvent happened, Texts texts)
    {
        if (ticket.Owner is null && TicketLifecycle.Next(ticket.Status, TicketAction.Claim) is not null)
        {
            var data = Drawing.Of(ticket);
            data["number"] = happened.Sequence;
            yield return Drawing.Execute(texts.ButtonClaim, Verbs.Claim, data, style: "positive");
        }

        if (!ticket.Escalated && TicketLifecycle.Next(ticket.Status, TicketAction.Escalate) is not null)
            yield return Drawing.OpenForm(texts.ButtonEscalate, Verbs.Escalate, Drawing.Of(ticket));
    }
}
