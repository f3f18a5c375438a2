using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>Who must hear of what: the one place that turns events into notices.</summary>
/// <param name="undo">For how long an agent's words are kept back; zero where they go out at once.</param>
public sealed class NoticePlan(Duration undo = default) : INoticePlan
{
    /// <inheritdoc/>
    public IReadOnlyList<PendingNotice> For(TicketChange change)
    {
        var notices = Planned(change).Where(notice => !TellsTheActor(notice.Kind, notice.To, change));
        return
        [
            .. notices.Select((notice, order) => new PendingNotice(
                change.Event.Sequence, order, notice.Kind.ToString(), notice.To, QuestionOf(notice.Kind, change), notice.Post, HeldUntil(notice.Kind, notice.Post, change))),
        ];
    }

    // Nobody is told of what they did themselves; that their card shows it is no telling.
    private static bool TellsTheActor(NoticeKind kind, Person? to, TicketChange change) =>
        NoticeRules.IsToCustomer(kind) && !NoticeRules.IsEdit(kind) && (to ?? change.After.Requester).Is(change.Event.Actor);

    private IEnumerable<(NoticeKind Kind, Person? To, int? Post)> Planned(TicketChange change) =>
        Reaching(change).Select(kind => (Kind: kind, To: (Person?)null, Post: PostOf(kind, change)))
            .Concat(ToApprovers(change).Concat(ToOwners(change)).Select(notice => (notice.Kind, notice.To, Post: (int?)null)))
            .Concat(PostsDrawnAgain(change).Select(post => (Kind: NoticeKind.ThreadPostEdit, To: (Person?)null, Post: (int?)post)));

    private static int? QuestionOf(NoticeKind kind, TicketChange change) => kind is NoticeKind.ConsentQuestion or NoticeKind.ConsentQuestionEdit or NoticeKind.ApproverQuestion or NoticeKind.ApproverQuestionEdit
        ? change.After.Consent!.Event
        : null;

    private int? PostOf(NoticeKind kind, TicketChange change) =>
        kind is NoticeKind.ThreadPost && (KeepsBack(change.After, change.Event) is not null || change.After.Prompt == change.Event.Sequence) ? change.Event.Sequence : null;

    // A post loses its buttons when the words have gone out or were taken back, and a prompt when somebody acts or there is a newer one.
    private IEnumerable<int> PostsDrawnAgain(TicketChange change)
    {
        if (KeepsBack(change.After, change.Event) is not null) yield return change.Event.Sequence;
        if (change.Withdraws is { } withdrawn) yield return withdrawn;
        if (change.Before?.Prompt is { } prompt && prompt != change.After.Prompt) yield return prompt;
    }

    private Instant? HeldUntil(NoticeKind kind, int? post, TicketChange change) =>
        kind is NoticeKind.CustomerWord || (kind is NoticeKind.ThreadPostEdit && post == change.Event.Sequence) ? change.Event.At + KeepsBack(change.After, change.Event) : null;

    /// <summary>For how long an agent's words are kept back, so that they can be taken back; null where they go out at once.</summary>
    /// <param name="ticket">The ticket as it stands with them.</param>
    /// <param name="words">The event that holds them.</param>
    public Duration? KeepsBack(Ticket ticket, TicketEvent words) =>
        // Where everybody is stopped, seconds count more than a slip of the pen.
        undo > Duration.Zero && words.Action is TicketAction.Reply or TicketAction.AskCustomer && ticket.Requester.UsesTeams && ticket.Priority is not Priority.P1 ? undo : null;

    /// <summary>Whether an agent's words go to the customer with it.</summary>
    public static bool SpeaksToCustomer(TicketAction action) =>
        action is TicketAction.Reply or TicketAction.AskCustomer or TicketAction.PassBeyond or TicketAction.TellProgress or TicketAction.AnswerFromBeyond;

    // Somebody without Teams gets nothing there; the desk is reminded to pass on what was meant for them.
    private static IEnumerable<NoticeKind> Reaching(TicketChange change)
    {
        if (change.After.Requester.UsesTeams) return Kinds(change);
        var atDesk = Kinds(change).Where(kind => !NoticeRules.IsToCustomer(kind));
        return change.Event.Action is TicketAction.Resolve || SpeaksToCustomer(change.Event.Action) ? atDesk.Append(NoticeKind.DeliveryFailed) : atDesk;
    }

    private static IEnumerable<NoticeKind> Kinds(TicketChange change)
    {
        foreach (var kind in Words(change)) yield return kind;

        if (change.Event.Action is TicketAction.File)
        {
            yield return NoticeKind.CustomerCardEdit;
            yield break;
        }

        if (change.After.Version == change.Before!.Version && change.After.WantsPerson == change.Before.WantsPerson) yield break;
        if (change.Event.Action is not TicketAction.Transfer) yield return NoticeKind.RootCardEdit;
        yield return NoticeKind.CustomerCardEdit;
    }

    private static IEnumerable<(NoticeKind Kind, Person? To)> ToApprovers(TicketChange change) => change.Event.Action switch
    {
        TicketAction.AskConsent => change.After.Consent!.Approvers.Select(approver => (NoticeKind.ApproverQuestion, (Person?)approver)),
        TicketAction.AskApprovers => change.After.Consent!.Approvers.Skip(change.Before!.Consent!.Approvers.Count).Select(approver => (NoticeKind.ApproverQuestion, (Person?)approver)),
        _ when EndsConsent(change) => change.After.Consent!.Approvers.Select(approver => (NoticeKind.ApproverQuestionEdit, (Person?)approver)),
        _ => [],
    };

    private static IEnumerable<(NoticeKind Kind, Person? To)> ToOwners(TicketChange change) => change.Event.Action is TicketAction.Assign
        ? new[] { change.Before!.Owner, change.After.Owner }.OfType<Person>().Select(owner => (NoticeKind.OwnerNotice, (Person?)owner))
        : [];

    private static bool WasSettled(TicketChange change) => change.Event.From is TicketStatus.Resolved or TicketStatus.Closed;

    private static bool EndsConsent(TicketChange change) => change is { Before.Consent.State: ConsentState.Asked, After.Consent.State: not ConsentState.Asked };

    private static NoticeKind[] Words(TicketChange change) => change.Event.Action switch
    {
        // The root card shows the ticket as it stands; what came with the request is a post of its own.
        TicketAction.File => change.Event.Attachments.Count > 0 ? [NoticeKind.RootCard, NoticeKind.ThreadPost] : [NoticeKind.RootCard],
        TicketAction.Claim => [NoticeKind.TakenNotice],
        TicketAction.CustomerMessage or TicketAction.Attach or TicketAction.AskForPerson => WasSettled(change)
            ? [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit]
            : [NoticeKind.ThreadPost],
        TicketAction.Reply or TicketAction.AskCustomer => [NoticeKind.CustomerWord, NoticeKind.ThreadPost],
        TicketAction.UndoReply or TicketAction.PrepareEscalation => [],
        TicketAction.HandOver => [NoticeKind.ThreadPost],
        TicketAction.PassBeyond or TicketAction.TellProgress or TicketAction.AnswerFromBeyond => [NoticeKind.CustomerWord, NoticeKind.ThreadPost],
        TicketAction.Assign => [NoticeKind.TakenNotice, NoticeKind.ThreadPost],
        TicketAction.Transfer => [NoticeKind.ThreadPost, NoticeKind.RootMove, NoticeKind.OldRootEdit, NoticeKind.MovedNotice],
        TicketAction.ChangePriority or TicketAction.WaitOnThirdParty or TicketAction.Escalate or TicketAction.Schedule or TicketAction.Wake or TicketAction.Resume => [NoticeKind.ThreadPost],
        TicketAction.PromptUnclaimed or TicketAction.PromptUnread or TicketAction.StopsBusiness or TicketAction.ApproverOutOfReach => [NoticeKind.ThreadPost],
        TicketAction.AskConsent => [NoticeKind.ConsentQuestion, NoticeKind.ThreadPost],
        TicketAction.AskApprovers => [NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit, NoticeKind.RootCardEdit],
        TicketAction.Agree or TicketAction.Decline or TicketAction.ConsentExpired => [NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit, NoticeKind.ConsentOutcome],
        TicketAction.WithdrawConsent => [NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit],
        TicketAction.Note => [NoticeKind.ThreadPost],
        TicketAction.Resolve => EndsConsent(change)
            ? [NoticeKind.ConsentQuestionEdit, NoticeKind.SettledQuestion, NoticeKind.ThreadPost]
            : [NoticeKind.SettledQuestion, NoticeKind.ThreadPost],
        TicketAction.ConfirmSettled or TicketAction.Reopen or TicketAction.Close => [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit],
        TicketAction.Cancel => EndsConsent(change)
            ? [NoticeKind.CancelledNotice, NoticeKind.ThreadPost, NoticeKind.ConsentQuestionEdit]
            : [NoticeKind.CancelledNotice, NoticeKind.ThreadPost],
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Event.Action, "Nobody was told who must hear of this."),
    };
}
