using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
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
    /// <param name="terms">What the ticket's customer is charged.</param>
    /// <param name="now">The moment.</param>
    /// <param name="notice">A line above the ticket for the one who pressed, such as why a press was refused.</param>
    /// <param name="isAnew">Whether it begins a thread that goes on for an earlier one.</param>
    public static JObject Draw(Ticket ticket, Texts texts, ChargeTerms terms, Instant now, string? notice = null, bool isAnew = false)
    {
        var request = ticket.Request;
        var title = texts.RootTitle(ticket.Number.Text, ticket.Priority, texts.OfStatusAtDesk(ticket.Status));
        List<AdaptiveElement> body = [];
        if (notice is not null) body.Add(Drawing.Warning(notice));
        body.Add(Drawing.Title(title));
        if (isAnew) body.Add(Drawing.Subtle(texts.RootAnew));
        body.Add(Drawing.Words(request.Subject, strong: true));
        var from = ticket.CustomerName.Length > 0 ? texts.RootFrom(ticket.Requester.Name, ticket.CustomerName) : ticket.Requester.Name;
        body.Add(Drawing.Subtle(Escape.ForCard(from)));
        if (ticket.GivenBy is { } company)
            body.Add(Drawing.Line(Escape.ForCard(texts.RootGivenBy(company.Contact is { } contact ? texts.CompanyContact(company.Name, contact) : company.Name))));
        if (ticket.FiledBy is { } filer) body.Add(Drawing.Subtle(texts.RootFiledBy(Escape.ForCard(filer.Name))));
        if (ticket.BusinessStopped) body.Add(Drawing.Warning(texts.RootStopsBusiness));
        if (ticket.WantsPerson) body.Add(Drawing.Warning(texts.RootWantsPerson));
        if (ticket.Escalated) body.Add(Drawing.Warning(texts.RootEscalated));
        if (ticket.Held) body.Add(Drawing.Warning(texts.RootHeld));
        if (ticket.WaitsFor is { } whom) body.Add(Drawing.Line(Escape.ForCard(texts.RootWaitsFor(whom))));
        if (ticket.Escalation is { } escalation) body.AddRange(EscalationOf(escalation, texts, terms.Zone?.Id, now));
        if (ticket.ScheduledFor is { } when) body.Add(Drawing.Line(texts.RootScheduledFor(texts.Of(when, terms.Zone?.Id))));
        if (ticket.Follows is { } earlier) body.Add(Drawing.Subtle(texts.RootFollows(earlier.Text)));
        body.Add(Drawing.Words(Graphemes.Cut(request.Description, ShownDescription)));
        if (request.Description.Length > ShownDescription) body.Add(new AdaptiveActionSet { Actions = [Post.WholeText(ticket.Number, eventSequence: 1, texts)] });
        body.Add(Drawing.Facts(
            (texts.LabelOwner, ticket.Owner?.Name ?? texts.Nobody),
            (texts.LabelService, texts.Of(request.Service)),
            (texts.LabelCategory, texts.Of(request.Category)),
            (texts.LabelAffected, texts.Of(request.Affected)),
            (texts.LabelBlocked, texts.Of(request.Blocked))));
        if (ticket.Consent is { } consent) body.AddRange(ConsentOf(consent, texts, terms.Zone?.Id, now));
        if (ticket is { Status: TicketStatus.Resolved or TicketStatus.Closed, Resolution: { } resolution })
        {
            body.Add(Drawing.Subtle(texts.LabelSolution));
            body.Add(Drawing.Words(Graphemes.Cut(resolution, ShownDescription)));
        }

        return Drawing.Card(texts, $"{title} {request.Subject}", body, Buttons(ticket, texts, terms), Escape.IsRightToLeft(request.Description));
    }

    /// <summary>What stands in the channel that a ticket has left.</summary>
    public static JObject DrawMoved(Ticket ticket, Texts texts, string queue)
    {
        var title = $"{ticket.Number} · {texts.RootMoved(Escape.ForCard(queue))}";
        return Drawing.Card(texts, $"{ticket.Number} {texts.RootMoved(queue)}", [Drawing.Title(title), Drawing.Words(ticket.Request.Subject, strong: true)]);
    }

    /// <summary>What stands in place of a root card that came a second time.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="thread">The address of the ticket's own thread in Teams.</param>
    public static JObject DrawSuperseded(Ticket ticket, Texts texts, Uri thread)
    {
        var title = $"{ticket.Number} · {texts.RootSuperseded}";
        return Drawing.Card(
            texts,
            title,
            [Drawing.Title(title), Drawing.Words(ticket.Request.Subject, strong: true)],
            [new AdaptiveOpenUrlAction { Title = texts.ButtonOpenThread, Url = thread }]);
    }

    private static IEnumerable<AdaptiveElement> EscalationOf(TicketEscalation escalation, Texts texts, string? timeZone, Instant now)
    {
        var standing = escalation.State switch
        {
            EscalationState.Preparing => texts.RootEscalationPreparing,
            EscalationState.HandedOver => texts.RootEscalationHandedOver(escalation.Vehicle ?? ""),
            _ => string.Join(" · ", new[] { escalation.Case, escalation.Vehicle, OutcomeOf(escalation.State, texts) }.OfType<string>()),
        };
        yield return Drawing.Line(Escape.ForCard(texts.RootEscalation(standing)));
        if (escalation is { State: EscalationState.WithMicrosoft, AnswerBy: { } due }) yield return Drawing.Line(Escape.ForCard(texts.RootAnswerBy(texts.Of(due, timeZone))));
        foreach (var deadline in escalation.Deadlines.Where(deadline => deadline.By > now))
            yield return Drawing.Warning(texts.RootDeadline(deadline.What, texts.Of(deadline.By, timeZone)));
    }

    private static string? OutcomeOf(EscalationState state, Texts texts) => state switch
    {
        EscalationState.AttentionNeeded => texts.EscalationAttention,
        EscalationState.Resolved => texts.EscalationResolved,
        EscalationState.Rejected => texts.EscalationRejected,
        EscalationState.Refunded => texts.EscalationRefunded,
        EscalationState.Withdrawn => texts.EscalationWithdrawn,
        _ => null,
    };

    private static IEnumerable<AdaptiveElement> ConsentOf(Consent consent, Texts texts, string? timeZone, Instant now)
    {
        yield return Drawing.Subtle(texts.LabelConsent);
        if (ConsentCard.EndOf(consent, texts, timeZone, now) is { } end) yield return Drawing.Line(Escape.ForCard(end));
        else yield return Drawing.Warning(texts.RootConsentAsked(texts.Of(consent.Question.ExpiresAt, timeZone)));
        if (consent.Approvers.Count > 0) yield return Drawing.Subtle(Escape.ForCard(texts.ConsentAskedOf(ConsentCard.NamesOf(consent.Approvers))));
        yield return Drawing.Words(consent.Question.Work);
        yield return Drawing.Facts((texts.OfferPrice, consent.Question.Price));
    }

    private static IEnumerable<AdaptiveAction> Buttons(Ticket ticket, Texts texts, ChargeTerms terms)
    {
        if (ticket.Owner is null && TicketLifecycle.Next(ticket.Status, TicketAction.Claim) is not null)
            yield return Drawing.Execute(texts.ButtonClaim, Verbs.Claim, Drawing.Of(ticket), style: "positive");
        if (TicketLifecycle.Next(ticket.Status, TicketAction.Reply) is not null)
            yield return Drawing.OpenForm(texts.ButtonReply, Verbs.Reply, Drawing.Of(ticket.Number));
        yield return Drawing.OpenForm(texts.ButtonNote, Verbs.Note, Drawing.Of(ticket.Number));
        if (TicketLifecycle.Next(ticket.Status, TicketAction.Resolve) is not null)
            yield return Drawing.OpenForm(texts.ButtonResolve, Verbs.Resolve, Drawing.Of(ticket));
        if (terms.Charges && TicketLifecycle.Next(ticket.Status, TicketAction.AskConsent) is not null)
            yield return Drawing.OpenForm(texts.ButtonAskConsent, Verbs.AskConsent, Drawing.Of(ticket.Number));
        // Six buttons are the most that Teams draws side by side; before somebody has taken the ticket, the way beyond the desk stands among the others.
        if (ticket.Owner is not null && TicketLifecycle.Next(ticket.Status, TicketAction.PrepareEscalation) is not null)
            yield return Drawing.OpenForm(texts.ButtonEscalate, Verbs.GoBeyond, Drawing.Of(ticket.Number));
        yield return Drawing.OpenForm(texts.ButtonMoreActions, Verbs.More, Drawing.Of(ticket.Number));
    }
}
