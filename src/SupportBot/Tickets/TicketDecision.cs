using NodaTime;
using NodaTime.Text;

namespace SupportBot.Tickets;

/// <summary>A change of one ticket: all of it is stored, or none of it.</summary>
/// <param name="Before">The head before; null where the ticket begins.</param>
/// <param name="After">The head after.</param>
/// <param name="Event">What happened.</param>
/// <param name="Key">The command that caused it.</param>
/// <param name="Withdraws">The event whose words are kept back still and never go out because of it; null where there is none.</param>
/// <param name="EscalationFile">What was gathered on the way beyond the desk, where that changes; null where it stays.</param>
public sealed record TicketChange(Ticket? Before, Ticket After, TicketEvent Event, CommandKey Key, int? Withdraws = null, string? EscalationFile = null);

/// <summary>Either a change or the reason why there is none.</summary>
/// <param name="Change">The change, if allowed.</param>
/// <param name="Refusal">The reason, if not.</param>
public sealed record TicketDecision(TicketChange? Change, Refusal? Refusal)
{
    /// <summary>Text beyond this many UTF-16 characters is refused: it is what one request to the bot can hold (1 MiB of JSON).</summary>
    public const int LongestText = 1024 * 1024;

    /// <summary>How much of a long description the head repeats; the first event holds it whole.</summary>
    public const int DescriptionInHead = 4000;

    /// <summary>How much of whom a ticket waits for the head holds, in UTF-16 characters; the event holds it whole.</summary>
    public const int LongestWaitsFor = 300;

    /// <summary>How many approvers can be asked one question.</summary>
    public const int MostApprovers = 20;

    /// <summary>So long after it was closed a customer can open a ticket again (House defaults, "reopen").</summary>
    public static readonly Duration Reopenable = Duration.FromDays(14);

    /// <summary>As many times within <see cref="ReopenWindow"/> a customer's words open a ticket again; then a person decides (House defaults, the loop breaker).</summary>
    public const int MostReopens = 5;

    /// <summary>The time within which reopenings are counted.</summary>
    public static readonly Duration ReopenWindow = Duration.FromHours(1);

    /// <summary>Begins a ticket.</summary>
    public static TicketDecision Begin(FileTicket wish, Instant now)
    {
        var description = wish.Request.Description;
        if (string.IsNullOrWhiteSpace(description)) return No(RefusalReason.NothingWritten);
        if (description.Length > LongestText) return No(RefusalReason.TooLong);

        var head = new Ticket
        {
            Number = wish.Number,
            Requester = wish.Requester,
            FiledBy = wish.Actor.Is(wish.Requester) ? null : wish.Actor,
            Queue = wish.Queue,
            GivenBy = wish.GivenBy,
            CustomerName = wish.CustomerName,
            Request = wish.Request with { Description = Graphemes.Cut(description, DescriptionInHead) },
            Status = TicketLifecycle.Beginning,
            WantsPerson = wish.WantsPerson,
            Follows = wish.Follows,
            Version = 1,
            LastEvent = 1,
            LastCustomerEvent = 1,
            LastChange = 1,
            Draft = wish.Draft,
            SummaryMessage = wish.SummaryMessage,
            FiledAt = now,
            ChangedAt = now,
        };
        var filed = new TicketEvent(1, TicketAction.File, wish.Actor, now, From: null, head.Status, description) { Attachments = wish.Attachments };
        return Yes(new TicketChange(Before: null, head, filed, wish.Key));
    }

    /// <summary>Decides what a wish does to a ticket as it stands.</summary>
    public static TicketDecision Of(Ticket ticket, TicketCommand wish, Instant now)
    {
        var written = wish.Action is TicketAction.AskConsent ? wish.Question?.Work : wish.Text;
        if (NeedsText(wish.Action) && string.IsNullOrWhiteSpace(written)) return No(RefusalReason.NothingWritten, ticket);
        if (wish is { Action: TicketAction.Attach, Attachments.Count: 0 }) return No(RefusalReason.NothingWritten, ticket);
        if (written?.Length > LongestText) return No(RefusalReason.TooLong, ticket);
        if (wish.Action is TicketAction.Claim && Claimed(ticket, wish.Actor) is { } reason) return No(reason, ticket);
        if (Unasked(ticket, wish, now) is { } unasked) return No(unasked, ticket);
        if (TicketLifecycle.Next(ticket.Status, wish.Action) is not { } status) return No(RefusalReason.NotInThisStatus, ticket);
        if (wish.ExpectedVersion is { } expected && expected != ticket.Version) return No(RefusalReason.ChangedSince, ticket);
        if (wish.Escalation is { After.Revision: var revision } && revision != (ticket.Escalation?.Revision ?? 0) + 1) return No(RefusalReason.ChangedSince, ticket);
        if (wish.Seen is { } seen && seen < ticket.LastCustomerEvent) return No(RefusalReason.CustomerWroteSince, ticket);
        if (Unfitting(ticket, wish, now) is { } unfitting) return No(unfitting, ticket);

        var isCustomers = IsCustomers(ticket, wish);
        var reopens = isCustomers && !TicketLifecycle.IsAtWork(ticket.Status) && TicketLifecycle.IsAtWork(status);
        var (since, count) = reopens ? Counted(ticket, now) : (ticket.ReopensSince, ticket.Reopens);
        // Only who opens it again or closes it has decided: a note, a reply or a new owner leaves it held.
        var held = reopens ? ticket.Held || count > MostReopens : ticket.Held && status == ticket.Status;
        if (reopens && held) status = ticket.Status;
        var after = ticket with
        {
            Status = status,
            Owner = OwnerAfter(ticket, wish),
            Queue = wish.Action is TicketAction.Transfer ? wish.Queue : ticket.Queue,
            Request = wish.Action is TicketAction.ChangePriority ? ticket.Request with { Affected = wish.Affected!.Value, Blocked = wish.Blocked!.Value } : ticket.Request,
            WantsPerson = wish.Action switch
            {
                TicketAction.AskForPerson => true,
                TicketAction.Claim or TicketAction.Assign or TicketAction.Reply or TicketAction.AskCustomer or TicketAction.Resolve or TicketAction.Cancel
                    or TicketAction.PassBeyond or TicketAction.TellProgress or TicketAction.AnswerFromBeyond => false,
                _ => ticket.WantsPerson,
            },
            BusinessStopped = wish.Action is TicketAction.StopsBusiness || (ticket.BusinessStopped && wish.Action is not TicketAction.ChangePriority),
            Escalated = wish.Action is TicketAction.Escalate || (ticket.Escalated && !EndsEscalation(wish.Action)),
            Consent = ConsentAfter(ticket, wish, now),
            Resolution = wish.Action is TicketAction.Resolve ? Graphemes.Cut(wish.Text!, DescriptionInHead) : ticket.Resolution,
            Escalation = wish.Escalation?.After ?? ticket.Escalation,
            WaitsFor = wish.Action switch
            {
                TicketAction.WaitOnThirdParty => Graphemes.Cut(wish.Text!, LongestWaitsFor),
                TicketAction.PassBeyond => Graphemes.Cut(wish.Escalation!.After.Case!, LongestWaitsFor),
                _ => status is TicketStatus.WaitingOnThirdParty ? ticket.WaitsFor : null,
            },
            ScheduledFor = wish.Action is TicketAction.Schedule ? wish.Until : status is TicketStatus.Scheduled ? ticket.ScheduledFor : null,
            ClosedAt = status is TicketStatus.Closed ? ticket.ClosedAt ?? now : null,
            ReopensSince = since,
            Reopens = count,
            Held = held,
            LastEvent = ticket.LastEvent + 1,
            LastCustomerEvent = isCustomers ? ticket.LastEvent + 1 : ticket.LastCustomerEvent,
            ChangedAt = now,
        };
        if (IsLifecycleChange(ticket, after)) after = after with { Version = ticket.Version + 1, LastChange = after.LastEvent };
        // What nobody answered in time ended when the time was over, however late the desk notes it down.
        var at = wish.Action is TicketAction.ConsentExpired ? ticket.Consent!.Question.ExpiresAt : now;
        var happened = new TicketEvent(after.LastEvent, wish.Action, wish.Actor, at, ticket.Status, status, TextOf(ticket, after, wish))
        {
            Attachments = wish.Attachments,
            Escalation = wish.Escalation?.After.State,
        };
        return Yes(new TicketChange(ticket, after, happened, wish.Key, wish.Action is TicketAction.UndoReply ? wish.Withdraws : null, wish.Escalation?.File));
    }

    private static bool IsLifecycleChange(Ticket before, Ticket after) =>
        after.Status != before.Status || !Equals(after.Owner, before.Owner) || after.Queue != before.Queue || after.Priority != before.Priority || after.Request != before.Request
        || after.BusinessStopped != before.BusinessStopped || after.Escalated != before.Escalated || after.Held != before.Held
        || (after.Escalation is { } escalation && !escalation.Shown(before.Escalation))
        || after.WaitsFor != before.WaitsFor || after.ScheduledFor != before.ScheduledFor
        || after.Consent?.Event != before.Consent?.Event || after.Consent?.State != before.Consent?.State;

    private static bool IsCustomers(Ticket ticket, TicketCommand wish) =>
        ticket.Requester.Is(wish.Actor)
        && wish.Action is TicketAction.CustomerMessage or TicketAction.Attach or TicketAction.AskForPerson or TicketAction.StopsBusiness or TicketAction.Reopen;

    private static bool EndsEscalation(TicketAction action) =>
        action is TicketAction.Claim or TicketAction.Assign or TicketAction.WaitOnThirdParty or TicketAction.PassBeyond or TicketAction.Schedule or TicketAction.Resolve or TicketAction.Cancel;

    private static (Instant? Since, int Count) Counted(Ticket ticket, Instant now) =>
        ticket.ReopensSince is { } since && now - since < ReopenWindow ? (since, ticket.Reopens + 1) : (now, 1);

    private static RefusalReason? Unfitting(Ticket ticket, TicketCommand wish, Instant now) => wish.Action switch
    {
        TicketAction.Assign when wish.Assignee!.Is(ticket.Owner) => RefusalReason.NothingChanges,
        TicketAction.Transfer when string.Equals(wish.Queue, ticket.Queue, StringComparison.OrdinalIgnoreCase) => RefusalReason.NothingChanges,
        TicketAction.ChangePriority when (wish.Affected, wish.Blocked) == (ticket.Request.Affected, ticket.Request.Blocked) && !ticket.BusinessStopped => RefusalReason.NothingChanges,
        TicketAction.Escalate when ticket.Escalated => RefusalReason.NothingChanges,
        TicketAction.Schedule when wish.Until <= now => RefusalReason.NotInFuture,
        TicketAction.Wake when now < ticket.ScheduledFor => RefusalReason.NothingChanges,
        TicketAction.PromptUnclaimed when !IsDue(ticket, TicketTimerKind.Unclaimed, now) => RefusalReason.NothingChanges,
        TicketAction.PromptUnread when !IsDue(ticket, TicketTimerKind.Unread, now) => RefusalReason.NothingChanges,
        _ when IsCustomers(ticket, wish) && ticket.ClosedAt is { } closed && now - closed > Reopenable => RefusalReason.ClosedTooLong,
        _ => null,
    };

    private static bool IsDue(Ticket ticket, TicketTimerKind kind, Instant now) => ticket.Timers.DueAt(now).Any(timer => timer.Kind == kind);

    private static RefusalReason? Unasked(Ticket ticket, TicketCommand wish, Instant now)
    {
        var pending = ticket.Consent is { State: ConsentState.Asked } asked ? asked.Question : null;
        return wish.Action switch
        {
            // A card of an earlier question is recognised, whatever became of that one.
            _ when wish.Answers is { } question && question != ticket.Consent?.Event => RefusalReason.ChangedSince,
            TicketAction.StopsBusiness when ticket.BusinessStopped => RefusalReason.AlreadyStopped,
            TicketAction.UndoReply when wish.Withdraws is null => RefusalReason.NothingToUndo,
            TicketAction.Agree or TicketAction.Decline or TicketAction.ConsentExpired or TicketAction.WithdrawConsent or TicketAction.AskApprovers or TicketAction.ApproverOutOfReach
                when pending is null => RefusalReason.NothingToAnswer,
            TicketAction.ConsentExpired => now < pending!.ExpiresAt ? RefusalReason.NothingToAnswer : null,
            TicketAction.Agree or TicketAction.Decline or TicketAction.WithdrawConsent or TicketAction.AskApprovers or TicketAction.ApproverOutOfReach
                when now >= pending!.ExpiresAt => RefusalReason.ConsentExpired,
            TicketAction.AskApprovers when Unasked(ticket.Consent!, wish).Count == 0 => RefusalReason.ApproverAsked,
            _ => null,
        };
    }

    private static Consent? ConsentAfter(Ticket ticket, TicketCommand wish, Instant now) => wish.Action switch
    {
        TicketAction.AskConsent => new Consent(Shortened(wish.Question!), ConsentState.Asked, ticket.LastEvent + 1, wish.Actor) { Approvers = [.. (wish.Approvers ?? []).Take(MostApprovers)] },
        TicketAction.Agree => ticket.Consent! with { State = ConsentState.Given, AnsweredBy = wish.Actor, EndedAt = now },
        TicketAction.Decline => ticket.Consent! with { State = ConsentState.Declined, AnsweredBy = wish.Actor, EndedAt = now },
        TicketAction.ConsentExpired => ticket.Consent! with { State = ConsentState.Expired, EndedAt = ticket.Consent.Question.ExpiresAt },
        TicketAction.WithdrawConsent => Withdrawn(ticket.Consent!, now),
        TicketAction.Resolve or TicketAction.Cancel when ticket.Consent is { State: ConsentState.Asked } asked => Withdrawn(asked, now),
        TicketAction.AskApprovers => ticket.Consent! with { Approvers = [.. ticket.Consent.Approvers, .. Unasked(ticket.Consent, wish)] },
        _ => ticket.Consent,
    };

    private static Consent Withdrawn(Consent consent, Instant now) => consent with { State = ConsentState.Withdrawn, EndedAt = now };

    // The head shows the beginning of long words; the event holds them whole.
    private static ConsentQuestion Shortened(ConsentQuestion question) => question with { Work = Graphemes.Cut(question.Work, DescriptionInHead) };

    private static List<Person> Unasked(Consent consent, TicketCommand wish) =>
        [.. (wish.Approvers ?? []).Where(approver => !consent.Approvers.Any(approver.Is)).Take(MostApprovers - consent.Approvers.Count)];

    // What was asked and at which price stands in the audit with every answer, whatever is asked later.
    private static string? TextOf(Ticket before, Ticket after, TicketCommand wish) => wish.Action switch
    {
        TicketAction.AskConsent => Asked(wish.Question!),
        TicketAction.Agree or TicketAction.Decline or TicketAction.ConsentExpired or TicketAction.WithdrawConsent => Asked(before.Consent!.Question),
        TicketAction.AskApprovers => Named(after.Consent!.Approvers.Skip(before.Consent!.Approvers.Count)),
        TicketAction.ApproverOutOfReach => Named(wish.Approvers ?? []),
        TicketAction.UndoReply => wish.Withdraws?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        TicketAction.Assign => Described(after.Owner!.Name, before.Owner?.Name, wish.Text),
        TicketAction.Transfer => Described(after.Queue ?? "", before.Queue, wish.Text),
        TicketAction.ChangePriority => Described(after.Priority.ToString(), before.Priority.ToString(), wish.Text),
        TicketAction.Schedule => Described(InstantPattern.General.Format(after.ScheduledFor!.Value), null, wish.Text),
        _ => wish.Text,
    };

    // The audit names what it became, what it was before, and why (invariant: an owner change names the previous owner).
    private static string Described(string after, string? before, string? why) =>
        (before is null ? after : $"{before} → {after}") + (string.IsNullOrWhiteSpace(why) ? "" : $"\n{why}");

    private static string Asked(ConsentQuestion question) => $"{question.Work}\n{question.Price}";

    private static string Named(IEnumerable<Person> people) => string.Join(", ", people.Select(person => person.Name));

    private static RefusalReason? Claimed(Ticket ticket, Person actor) =>
        ticket.Owner is null ? null : ticket.Owner.Is(actor) ? RefusalReason.AlreadyYours : RefusalReason.TakenByAnother;

    // Who writes to the customer or resolves a ticket that nobody has taken, has taken it.
    private static Person? OwnerAfter(Ticket ticket, TicketCommand wish) => wish.Action switch
    {
        TicketAction.Claim => wish.Actor,
        TicketAction.Assign => wish.Assignee,
        TicketAction.Transfer => null,
        TicketAction.Reply or TicketAction.Resolve or TicketAction.AskConsent or TicketAction.AskCustomer or TicketAction.WaitOnThirdParty or TicketAction.Schedule
            or TicketAction.PrepareEscalation or TicketAction.HandOver or TicketAction.PassBeyond or TicketAction.TellProgress or TicketAction.AnswerFromBeyond => ticket.Owner ?? wish.Actor,
        _ => ticket.Owner,
    };

    private static bool NeedsText(TicketAction action) =>
        action is TicketAction.CustomerMessage or TicketAction.Reply or TicketAction.Note or TicketAction.Resolve or TicketAction.AskConsent
            or TicketAction.AskCustomer or TicketAction.WaitOnThirdParty or TicketAction.Escalate or TicketAction.Transfer
            or TicketAction.PassBeyond or TicketAction.TellProgress or TicketAction.AnswerFromBeyond;

    private static TicketDecision Yes(TicketChange change) => new(change, Refusal: null);

    private static TicketDecision No(RefusalReason reason, Ticket? ticket = null) => new(Change: null, new Refusal(reason, ticket));
}
