using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>Who must hear of what: the one place that turns events into notices.</summary>
public sealed class NoticePlan : INoticePlan
{
    /// <inheritdoc/>
    public IReadOnlyList<PendingNotice> For(TicketChange change) =>
        [.. Kinds(change).Select((kind, order) => new PendingNotice(change.Event.Sequence, order, kind.ToString()))];

    private static IEnumerable<NoticeKind> Kinds(TicketChange change)
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

    private static NoticeKind[] Words(TicketChange change) => change.Event.Action switch
    {
        TicketAction.File => [NoticeKind.RootCard],
        TicketAction.Claim => [NoticeKind.TakenNotice],
        TicketAction.CustomerMessage => change.Event.From is TicketStatus.Resolved
            ? [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit]
            : [NoticeKind.ThreadPost],
        TicketAction.AskForPerson => change.Event.From is TicketStatus.Resolved
            ? [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit]
            : [NoticeKind.ThreadPost],
        TicketAction.Reply => [NoticeKind.CustomerWord, NoticeKind.ThreadPost],
        TicketAction.StopsBusiness or TicketAction.AskConsent or TicketAction.Agree or TicketAction.Decline or TicketAction.ConsentExpired => [NoticeKind.ThreadPost],
        TicketAction.Note => [NoticeKind.ThreadPost],
        TicketAction.Resolve => [NoticeKind.SettledQuestion, NoticeKind.ThreadPost],
        TicketAction.ConfirmSettled or TicketAction.Reopen => [NoticeKind.ThreadPost, NoticeKind.SettledQuestionEdit],
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Event.Action, "Nobody was told who must hear of this."),
    };
}
