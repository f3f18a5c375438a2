using NodaTime;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>What a person reads when something was not done: one switch for every reason.</summary>
public static class Refusals
{
    private const int LongestQuote = 300;

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
            RefusalReason.NothingChanges => texts.RefusedNothingChanges(number),
            RefusalReason.NotInFuture => texts.RefusedNotInFuture,
            RefusalReason.CustomerWroteSince => texts.RefusedChangedSince(number),
            RefusalReason.ClosedTooLong => texts.RefusedClosedTooLong(number),
            RefusalReason.NotAnAgent => texts.RefusedNotAnAgent,
            RefusalReason.NotUnderstood => texts.RefusedNotUnderstood,
            RefusalReason.DraftGone => texts.SummaryGone,
            RefusalReason.AttachmentGone => texts.RefusedFilesGone,
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Reason, "This refusal has no words."),
        };
    }

    /// <summary>The reason in words for an agent, with what happened in between: who did what, and when.</summary>
    /// <param name="texts">The desk's language.</param>
    /// <param name="refusal">The reason.</param>
    /// <param name="asked">The number that was asked for.</param>
    /// <param name="timeZone">The desk's IANA time zone, where one is known.</param>
    /// <param name="now">The moment.</param>
    public static string SayAtDesk(Texts texts, Refusal refusal, string? asked, string? timeZone, Instant now) => refusal switch
    {
        { Reason: RefusalReason.CustomerWroteSince, Happened: { } word } =>
            texts.RefusedCustomerWrote(word.Actor.Name, Ago(texts, now - word.At), Graphemes.Cut(word.Text ?? "", LongestQuote)),
        { Reason: RefusalReason.ChangedSince, Ticket: { } ticket, Happened: { } change } => texts.RefusedChangedBy(
            ticket.Number.Text, $"{Post.HeadingOf(ticket, change, texts, timeZone)}, {texts.Of(change.At, timeZone)}", ticket.Owner?.Name ?? texts.Nobody),
        _ => Say(texts, refusal, asked, atDesk: true),
    };

    /// <summary>How long ago something was, in words.</summary>
    internal static string Ago(Texts texts, Duration since) => since switch
    {
        _ when since < Duration.FromMinutes(1) => texts.AgoSeconds((int)Math.Max(0, since.TotalSeconds)),
        _ when since < Duration.FromHours(1) => texts.AgoMinutes((int)since.TotalMinutes),
        _ => texts.AgoHours((int)since.TotalHours),
    };

    private static string StatusOf(Texts texts, Ticket? ticket, bool atDesk) =>
        ticket is null ? "" : atDesk ? texts.OfStatusAtDesk(ticket.Status) : texts.OfStatus(ticket.Status);
}
