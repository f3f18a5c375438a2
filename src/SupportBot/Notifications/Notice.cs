using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>What is told to somebody because something happened to a ticket.</summary>
public enum NoticeKind
{
    /// <summary>The root card of the ticket's thread in the desk's channel. At least once; it marks the thread's beginning.</summary>
    RootCard,

    /// <summary>The root card drawn again. The latest version wins.</summary>
    RootCardEdit,

    /// <summary>A post in the ticket's thread. At least once.</summary>
    ThreadPost,

    /// <summary>A post in the thread drawn again, without what cannot be pressed any more. The latest version wins.</summary>
    ThreadPostEdit,

    /// <summary>The customer's ticket card drawn again in place. The latest version wins.</summary>
    CustomerCardEdit,

    /// <summary>An agent's words to the customer. At most once.</summary>
    CustomerWord,

    /// <summary>"… is now looking after your ticket." At most once.</summary>
    TakenNotice,

    /// <summary>"Is this settled?" At most once.</summary>
    SettledQuestion,

    /// <summary>The settled question drawn again with the answer in it. The latest version wins.</summary>
    SettledQuestionEdit,

    /// <summary>Asks the requester whether work may be charged, or whom to ask. At most once.</summary>
    ConsentQuestion,

    /// <summary>That question drawn again with what became of it. The latest version wins.</summary>
    ConsentQuestionEdit,

    /// <summary>Asks an approver whether work may be charged. At most once for each.</summary>
    ApproverQuestion,

    /// <summary>The approver's question drawn again with what became of it. The latest version wins.</summary>
    ApproverQuestionEdit,

    /// <summary>Tells the requester what became of the question. At most once.</summary>
    ConsentOutcome,

    /// <summary>Tells the desk that the question whether work may be charged may not have reached somebody.</summary>
    ConsentDoubt,

    /// <summary>The ticket's root card in the channel of the queue that it moved to. At least once; the thread goes on there.</summary>
    RootMove,

    /// <summary>The root card that stood in the channel before, drawn again with where the ticket went. The latest version wins.</summary>
    OldRootEdit,

    /// <summary>Tells a member of the desk that a ticket was given to them, or taken over from them. At most once.</summary>
    OwnerNotice,

    /// <summary>Tells the requester that another team looks after the ticket now. At most once.</summary>
    MovedNotice,

    /// <summary>Tells the requester that the desk cancelled the ticket, and why. At most once.</summary>
    CancelledNotice,

    /// <summary>Tells the desk that an agent's words may not have reached the customer, and offers to send them again.</summary>
    DeliveryDoubt,

    /// <summary>Tells the desk that an agent's words did not reach the customer.</summary>
    DeliveryFailed,

    /// <summary>Tells the desk that a person is out of reach, since when, and how to reach them otherwise.</summary>
    OutOfReach,

    /// <summary>Tells the desk that what waited for a person has reached them.</summary>
    ReachedAgain,
}

/// <summary>How far a notice has come.</summary>
public enum NoticeState
{
    /// <summary>Nobody has begun to send it.</summary>
    Pending,

    /// <summary>An instance holds it under a lease and is sending it.</summary>
    Sending,

    /// <summary>Teams has taken it.</summary>
    Sent,

    /// <summary>Teams may have taken it: the connection broke, or the answer did not tell.</summary>
    Unknown,

    /// <summary>Teams could not take it now; it is tried again.</summary>
    FailedTemp,

    /// <summary>It cannot be delivered: the person or the channel is out of reach.</summary>
    FailedPerm,

    /// <summary>It is not sent by itself: something newer has been told, its reader has switched it off, or a digest tells it.</summary>
    Cancelled,
}

/// <summary>A notice as it is kept in the ticket's outbox.</summary>
/// <param name="Number">The ticket.</param>
/// <param name="Id">Its key in the outbox; sorts by event and order.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Event">The event that it tells of.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Stamp">Opaque; handed back when it is marked.</param>
/// <param name="To">To whom, or of whom it tells, where that is neither the desk nor the requester.</param>
/// <param name="Question">The question whether work may be charged that it is about: the event that asked it; null where it is about none.</param>
public sealed record Notice(
    TicketNumber Number, string Id, NoticeKind Kind, int Event, NoticeState State, int Attempts, string? Stamp, Person? To = null, int? Question = null)
{
    /// <summary>Before when it must not be tried again; null where it may be at once.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>The event whose post in the thread it makes so that it can be drawn again, or draws again; null where it does neither.</summary>
    public int? Post { get; init; }

    /// <summary>Until when it is kept back; null where it may go out at once.</summary>
    public Instant? HeldUntil { get; init; }

    /// <summary>Whether it is kept back at a moment.</summary>
    public bool IsHeldAt(Instant now) => State is NoticeState.Pending && HeldUntil > now;
}

/// <summary>The rules of sending by kind (Protocols 3.3 and 3.4).</summary>
public static class NoticeRules
{
    /// <summary>Whether it goes into somebody's chat, and not into the desk's channel.</summary>
    public static bool IsToCustomer(NoticeKind kind) =>
        kind is NoticeKind.CustomerCardEdit or NoticeKind.CustomerWord or NoticeKind.TakenNotice or NoticeKind.SettledQuestion or NoticeKind.SettledQuestionEdit
            or NoticeKind.ConsentQuestion or NoticeKind.ConsentQuestionEdit or NoticeKind.ApproverQuestion or NoticeKind.ApproverQuestionEdit or NoticeKind.ConsentOutcome
            or NoticeKind.OwnerNotice or NoticeKind.MovedNotice or NoticeKind.CancelledNotice;

    /// <summary>Notices of one lane are sent one after another, in the order of what happened: the desk's, the requester's and each approver's.</summary>
    public static string LaneOf(Notice notice) => !IsToCustomer(notice.Kind) ? "desk" : notice.To is { } person ? $"{person.TenantId}/{person.ObjectId}" : "requester";

    /// <summary>Whether the notice edits a card that stands already, so that repeating it does no harm and an older one is out of date.</summary>
    public static bool IsEdit(NoticeKind kind) =>
        kind is NoticeKind.RootCardEdit or NoticeKind.ThreadPostEdit or NoticeKind.OldRootEdit or NoticeKind.CustomerCardEdit or NoticeKind.SettledQuestionEdit or NoticeKind.ConsentQuestionEdit or NoticeKind.ApproverQuestionEdit;

    /// <summary>The question that such an edit draws again, in a card of its own each time; null where it draws the ticket's one card.</summary>
    public static NoticeKind? QuestionOf(NoticeKind edit) => edit switch
    {
        NoticeKind.SettledQuestionEdit => NoticeKind.SettledQuestion,
        NoticeKind.ConsentQuestionEdit => NoticeKind.ConsentQuestion,
        NoticeKind.ApproverQuestionEdit => NoticeKind.ApproverQuestion,
        _ => null,
    };

    /// <summary>Whether it may be sent again although it may have arrived.</summary>
    public static bool MayArriveTwice(NoticeKind kind) =>
        IsEdit(kind) || kind is NoticeKind.RootCard or NoticeKind.RootMove or NoticeKind.ThreadPost or NoticeKind.DeliveryDoubt or NoticeKind.DeliveryFailed or NoticeKind.ConsentDoubt
            or NoticeKind.OutOfReach or NoticeKind.ReachedAgain;

    /// <summary>Whether its reader cannot switch it off, nor have it wait for a digest: what agents write, questions, and cards drawn again without a sound.</summary>
    public static bool IsEssential(NoticeKind kind) => kind is not (NoticeKind.TakenNotice or NoticeKind.MovedNotice or NoticeKind.ConsentOutcome);

    /// <summary>Whether it waits for a person who is out of reach until they are back.</summary>
    public static bool WaitsForReturn(NoticeKind kind) =>
        kind is NoticeKind.CustomerWord or NoticeKind.SettledQuestion or NoticeKind.ConsentQuestion or NoticeKind.ApproverQuestion or NoticeKind.CancelledNotice;

    /// <summary>For how long Teams is asked to take a notice before it counts as not to be delivered; null where there is no end to it, since what goes to the desk arrives at least once (Protocols 3.3).</summary>
    public static Duration? LongestTry(NoticeKind kind) => IsToCustomer(kind) ? Duration.FromHours(24) : null;

    /// <summary>What the desk is told when this notice ends so, if anything.</summary>
    public static NoticeKind? FollowedBy(NoticeKind kind, NoticeState end) => (kind, end) switch
    {
        (NoticeKind.CustomerWord, NoticeState.Unknown) => NoticeKind.DeliveryDoubt,
        (NoticeKind.CustomerWord, NoticeState.FailedPerm) => NoticeKind.DeliveryFailed,
        (NoticeKind.ConsentQuestion or NoticeKind.ApproverQuestion, NoticeState.Unknown or NoticeState.FailedPerm) => NoticeKind.ConsentDoubt,
        _ => null,
    };
}
