namespace SupportBot.Tickets;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    /// <summary>Filed, and nobody has taken it yet.</summary>
    New,

    /// <summary>Somebody works on it.</summary>
    Open,

    /// <summary>An agent says that it is solved; the customer has not agreed yet.</summary>
    Resolved,

    /// <summary>Settled. What comes later is a new ticket.</summary>
    Closed,
}

/// <summary>What may be done with a ticket.</summary>
public enum TicketAction
{
    /// <summary>The customer sends the summary: the ticket begins.</summary>
    File,

    /// <summary>An agent takes it.</summary>
    Claim,

    /// <summary>The customer writes.</summary>
    CustomerMessage,

    /// <summary>The customer asks for a person.</summary>
    AskForPerson,

    /// <summary>An agent writes to the customer.</summary>
    Reply,

    /// <summary>An agent takes back words that have not gone out yet.</summary>
    UndoReply,

    /// <summary>An agent writes for the desk's eyes only.</summary>
    Note,

    /// <summary>An agent says that it is solved.</summary>
    Resolve,

    /// <summary>The customer agrees that it is settled.</summary>
    ConfirmSettled,

    /// <summary>The customer says that it is not settled.</summary>
    Reopen,

    /// <summary>The customer says that their business stands still because of it.</summary>
    StopsBusiness,

    /// <summary>An agent asks whether work may be charged.</summary>
    AskConsent,

    /// <summary>An approver of the customer agrees to the price.</summary>
    Agree,

    /// <summary>An approver of the customer does not agree to the price.</summary>
    Decline,

    /// <summary>Nobody answered in time whether work may be charged.</summary>
    ConsentExpired,

    /// <summary>An agent takes back the question whether work may be charged.</summary>
    WithdrawConsent,

    /// <summary>The customer has approvers asked in their own chats.</summary>
    AskApprovers,

    /// <summary>An approver whom the customer wanted asked has never been here.</summary>
    ApproverOutOfReach,
}
