using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>What a person reads when something was not done: one switch for every reason.</summary>
public static class Refusals
{
    /// <summary>The reason in words for a customer, or for an agent with <paramref name="atDesk"/>.</summary>
    /// <param name="texts">The reader's language.</param>
    /// <param name="refusal">The reason.</param>
    /// <param name="asked">The number that was asked for, however it was typed.</param>
    /// <param name="atDesk">Whether an agent reads it.</param>
    public static string Say(Texts texts, Refusal refusal, string? asked, bool atDesk)
    {
        var number = refusal.Ticket?.Number.Text ?? asked ?? "";
        return refusal.Reason switch
        {
            RefusalReason.NoSuchTicket => atDesk ? texts.RefusedNoSuchTicketAtDesk : texts.RefusedNoSuchTicket(number),
            RefusalReason.NotInThisStatus => texts.RefusedNotInThisStatus(number, StatusOf(texts, refusal.Ticket, atDesk)),
            RefusalReason.ChangedSince => texts.RefusedChangedSince(number),
            RefusalReason.TakenByAnother => texts.RefusedTakenByAnother(refusal.Ticket?.Owner?.Name ?? "", number),
            RefusalReason.AlreadyYours => texts.RefusedAlreadyYours(number),
            RefusalReason.NothingWritten => texts.RefusedNothingWritten,
            RefusalReason.TooLong => texts.RefusedTooLong,
            RefusalReason.AlreadyStopped => texts.RefusedAlreadyStopped(number),
            RefusalReason.NothingToAnswer => texts.RefusedNothingToAnswer,
            RefusalReason.ConsentExpired => texts.RefusedConsentExpired,
            RefusalReason.ApproverAsked => texts.RefusedApproverAsked,
            RefusalReason.NothingToUndo => texts.RefusedNothingToUndo,
            RefusalReason.NotAnAgent => texts.RefusedNotAnAgent,
            RefusalReason.NotUnderstood => texts.RefusedNotUnderstood,
            RefusalReason.DraftGone => texts.SummaryGone,
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Reason, "This refusal has no words."),
        };
    }

    private static string StatusOf(Texts texts, Ticket? ticket, bool atDesk) =>
        ticket is null ? "" : atDesk ? texts.OfStatusAtDesk(ticket.Status) : texts.OfStatus(ticket.Status);
}
