using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>Who must hear of what: the one place that turns events into notices.</summary>
/// <param name="undo">For how long an agent's words are kept back; zero where they go out at once.</param>
public sealed class NoticePlan(Duration undo = default) : INoticePlan
{
    /// <inheritdoc/>
    public IReadOnlyList<PendingNotice> For(TicketChange change) =>
        [.. Reaching(change).Select(kind => (Kind: kind, To: (Person?)null)).Concat(ToApprovers(change))
            .Select((notice, order) => new PendingNotice(
                change.Event.Sequence, order, notice.Kind.ToString(), notice.To, QuestionOf(notice.Kind, change), PostOf(notice.Kind, change), HeldUntil(notice.Kind, change)))];

    private static int? QuestionOf(NoticeKind kind, TicketChange change) => kind is NoticeKind.ConsentQuestion or NoticeKind.ConsentQuestionEdit or NoticeKind.ApproverQuestion or NoticeKind.ApproverQuestionEdit
        ? change.After.Consent!.Event
        : null;

    private int? PostOf(NoticeKind kind, TicketChange change) => kind switch
    {
        NoticeKind.ThreadPost when KeepsBack(change.After, change.Event) is not null => change.Event.Sequence,
        NoticeKind.ThreadPostEdit => change.Withdraws ?? change.Event.Sequence,
        _ => null,
    };

    // When the words go out, their post loses its buttons.
    private Instant? HeldUntil(NoticeKind kind, TicketChange change) =>
        kind is NoticeKind.CustomerWord or NoticeKind.ThreadPostEdit ? change.Event.At + KeepsBack(change.After, change.Event) : null;

    /// <summary>For how long an agent's words are kept back, so that they can be taken back; null where they go out at once.</summary>
    /// <param name="ticket">The ticket as it stands with them.</param>
    /// <param name="words">The event that holds them.</param>
    public Duration? KeepsBack(Ticket ticket, TicketEvent words) =>
        // Where everybody is stopped, seconds count more than a slip of the pen.
        undo > Duration.Zero && words.Action is TicketAction.Reply && ticket.Requester.UsesTeams && ticket.Priority is not Priority.P1 ? undo : null;

    // Somebody without Teams gets nothing there; the desk is reminded to pass on what was meant for them.
    private IEnumerable<NoticeKind> Reaching(TicketChange change)
    {
        if (change.After.Requester.UsesTeams) return Kinds(change);
        var atDesk = Kinds(change).Where(kind => !NoticeRules.IsToCustomer(kind));
        return change.Event.Action is TicketAction.Reply or TicketAction.Resolve ? atDesk.Append(NoticeKind.DeliveryFailed) : atDesk;
    }

    private IEnumerable<NoticeKind> Kinds(TicketChange change)
    {
        foreach (var kind in Words(change)) yield return kind;

        if (change.Event.Action is TicketAction.File)
        {
            yield return NoticeKind.CustomerCardEdit;
            yield break;
        }

        if (change.After.Version == change.Before!.Version && change.After.WantsPerson == change.Before.WantsPerson) yield break;
        yield return NoticeKind.RootCardEdit;
        yield return NoticeKind.CustomerCardEdit;
    }

    private static IEnumerable<(NoticeKind Kind, Person? To)> ToApprovers(TicketChange change) => change.Event.Action switch
    {
        TicketAction.AskConsent => change.After.Consent!.Approvers.Select(approver => (NoticeKind.ApproverQuestion, (Person?)approver)),
        TicketAction.AskApprovers => change.After.Consent!.Approvers.Skip(change.Before!.Consent!.Approvers.Count).Select(approver => (NoticeKind.ApproverQuestion, (Person?)approver)),
        _ when EndsConsent(change) => change.After.Consent!.Approvers.Select(approver => (NoticeKind.ApproverQuestionEdit, (Person?)approver)),
        _ => [],
    };

    private static bool EndsConsent(TicketChange change) => change is { Before.Consent.State: ConsentState.Asked, After.Consent.State: not ConsentState.Asked };

    private NoticeKind[] Words(TicketChange change) => change.Event.Action switch
    {
        TicketAction.File => [NoticeKind.RootCard],
        TicketAction.Claim => [NoticeKind.TakenNotice],
        TicketAction.CustomerMessage => change.Event.From is TicketStatus.Resolved
            ? [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit]
            : [NoticeKind.ThreadPost],
        TicketAction.AskForPerson => change.Event.From is TicketStatus.Resolved
            ? [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit]
            : [NoticeKind.ThreadPost],
        TicketAction.Reply => KeepsBack(change.After, change.Event) is not null
            ? [NoticeKind.CustomerWord, NoticeKind.ThreadPost, NoticeKind.ThreadPostEdit]
            : [NoticeKind.CustomerWord, NoticeKind.ThreadPost],
        TicketAction.UndoReply => [NoticeKind.ThreadPostEdit],
        TicketAction.StopsBusiness or TicketAction.ApproverOutOfReach => [NoticeKind.ThreadPost],
        TicketAction.AskConsent => [NoticeKind.ConsentQuestion, NoticeKind.ThreadPost],
        TicketAction.AskApprovers => [NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit, NoticeKind.RootCardEdit],
        TicketAction.Agree or TicketAction.Decline or TicketAction.ConsentExpired => change.Event.Actor.Is(change.After.Requester)
            ? [NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit]
            : [NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit, NoticeKind.ConsentOutcome],
        TicketAction.WithdrawConsent => [NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit],
        TicketAction.Note => [NoticeKind.ThreadPost],
        TicketAction.Resolve => EndsConsent(change)
            ? [NoticeKind.ConsentQuestionEdit, NoticeKind.SettledQuestion, NoticeKind.ThreadPost]
            : [NoticeKind.SettledQuestion, NoticeKind.ThreadPost],
        TicketAction.ConfirmSettled or TicketAction.Reopen => [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit],
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Event.Action, "Nobody was told who must hear of this."),
    };
}
