using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The first card of a ticket's thread in the desk's channel.</summary>
public static class RootCard
{
    private const int ShownDescription = 1000;

    /// <summary>Draws the ticket for the desk.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="notice">A line above the ticket for the one who pressed, such as why a press was refused.</param>
    public static JObject Draw(Ticket ticket, Texts texts, string? notice = null)
    {
        var request = ticket.Request;
        var title = texts.RootTitle(ticket.Number.Text, ticket.Priority, texts.OfStatusAtDesk(ticket.Status));
        List<AdaptiveElement> body = [];
        if (notice is not null) body.Add(Drawing.Warning(notice));
        body.Add(Drawing.Title(title));
        body.Add(Drawing.Words(request.Subject, strong: true));
        body.Add(Drawing.Subtle(texts.RootFrom(Escape.ForCard(ticket.Requester.Name), Escape.ForCard(ticket.CustomerName))));
        if (ticket.FiledBy is { } filer) body.Add(Drawing.Subtle(texts.RootFiledBy(Escape.ForCard(filer.Name))));
        if (ticket.WantsPerson) body.Add(Drawing.Warning(texts.RootWantsPerson));
        body.Add(Drawing.Words(Graphemes.Cut(request.Description, ShownDescription)));
        body.Add(Drawing.Facts(
            (texts.LabelOwner, ticket.Owner?.Name ?? texts.Nobody),
            (texts.LabelService, texts.Of(request.Service)),
            (texts.LabelCategory, texts.Of(request.Category)),
            (texts.LabelAffected, texts.Of(request.Affected)),
            (texts.LabelBlocked, texts.Of(request.Blocked))));
        if (ticket is { Status: TicketStatus.Resolved or TicketStatus.Closed, Resolution: { } resolution })
        {
            body.Add(Drawing.Subtle(texts.LabelSolution));
            body.Add(Drawing.Words(Graphemes.Cut(resolution, ShownDescription)));
        }

        return Drawing.Card(texts, $"{title} {request.Subject}", body, Buttons(ticket, texts), Escape.IsRightToLeft(request.Description));
    }

    private static IEnumerable<AdaptiveAction> Buttons(Ticket ticket, Texts texts)
    {
        if (ticket.Owner is null && TicketLifecycle.Next(ticket.Status, TicketAction.Claim) is not null)
            yield return Drawing.Execute(texts.ButtonClaim, Verbs.Claim, Drawing.Of(ticket), style: "positive");
        if (TicketLifecycle.Next(ticket.Status, TicketAction.Reply) is not null)
            yield return Drawing.OpenForm(texts.ButtonReply, Verbs.Reply, Drawing.Of(ticket.Number));
        yield return Drawing.OpenForm(texts.ButtonNote, Verbs.Note, Drawing.Of(ticket.Number));
        if (TicketLifecycle.Next(ticket.Status, TicketAction.Resolve) is not null)
            yield return Drawing.OpenForm(texts.ButtonResolve, Verbs.Resolve, Drawing.Of(ticket));
        if (ticket.Request.Description.Length > ShownDescription)
            yield return Post.WholeText(ticket.Number, eventSequence: 1, texts);
    }
}
