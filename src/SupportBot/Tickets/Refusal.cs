namespace SupportBot.Tickets;

/// <summary>Why something was not done. An expected "no" is a value; one place turns it into what a person reads.</summary>
public enum RefusalReason
{
    /// <summary>There is no such ticket, or it is not this person's: the two are answered alike.</summary>
    NoSuchTicket,

    /// <summary>The ticket's status does not allow it.</summary>
    NotInThisStatus,

    /// <summary>The ticket has changed since the card was drawn.</summary>
    ChangedSince,

    /// <summary>Somebody else took it first.</summary>
    TakenByAnother,

    /// <summary>It is theirs already.</summary>
    AlreadyYours,

    /// <summary>Nothing was written.</summary>
    NothingWritten,

    /// <summary>More was written than can be kept whole.</summary>
    TooLong,

    /// <summary>The desk knows already that the customer's business stands still.</summary>
    AlreadyStopped,

    /// <summary>Nobody asks whether work may be charged: it was answered, or never asked.</summary>
    NothingToAnswer,

    /// <summary>The time to answer whether work may be charged is over.</summary>
    ConsentExpired,

    /// <summary>The approver was asked already.</summary>
    ApproverAsked,

    /// <summary>The words have gone out, or were taken back before.</summary>
    NothingToUndo,

    /// <summary>It is so already.</summary>
    NothingChanges,

    /// <summary>The time is over already.</summary>
    NotInFuture,

    /// <summary>The customer wrote something that the person had not seen.</summary>
    CustomerWroteSince,

    /// <summary>It has been closed for too long to be opened again.</summary>
    ClosedTooLong,

    /// <summary>Only members of the desk's team may.</summary>
    NotAnAgent,

    /// <summary>The button holds nothing that this desk made.</summary>
    NotUnderstood,

    /// <summary>The summary is no longer there: it was sent, cancelled or replaced.</summary>
    DraftGone,

    /// <summary>One of the attachments waited so long that it was deleted.</summary>
    AttachmentGone,
}

/// <summary>An expected "no".</summary>
/// <param name="Reason">Why.</param>
/// <param name="Ticket">The ticket as it stands, where the person may see it.</param>
public sealed record Refusal(RefusalReason Reason, Ticket? Ticket = null)
{
    /// <summary>What happened in between, where that is the reason.</summary>
    public TicketEvent? Happened { get; init; }
}
