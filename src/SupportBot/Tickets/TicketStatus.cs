namespace SupportBot.Tickets;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    /// <summary>Filed, and nobody has taken it yet.</summary>
    New,

    /// <summary>Somebody works on it.</summary>
    Open,

    /// <summary>The customer was asked something, and has not answered yet.</summary>
    WaitingOnCustomer,

    /// <summary>Somebody else, such as Microsoft or the provider, works on it. Customers see it as in progress.</summary>
    WaitingOnThirdParty,

    /// <summary>Work goes on at a time that was agreed.</summary>
    Scheduled,

    /// <summary>An agent says that it is solved; the customer has not agreed yet.</summary>
    Resolved,

    /// <summary>Settled.</summary>
    Closed,

    /// <summary>Nothing is to be done any more: the customer does not need it, or it should not have been filed.</summary>
    Cancelled,

    /// <summary>It goes on in another ticket.</summary>
    Merged,
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

    /// <summary>The customer says that it is not settled, or an agent takes it up again.</summary>
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

    /// <summary>An agent gives it to a member of the desk, or takes it over from one.</summary>
    Assign,

    /// <summary>An agent moves it to another queue, where nobody has taken it yet.</summary>
    Transfer,

    /// <summary>An agent says anew how many people it touches and whether work stands still.</summary>
    ChangePriority,

    /// <summary>An agent asks the customer something and waits for the answer.</summary>
    AskCustomer,

    /// <summary>An agent hands it to somebody outside the desk and waits.</summary>
    WaitOnThirdParty,

    /// <summary>An agent asks the desk's leads to look at it.</summary>
    Escalate,

    /// <summary>An agent agrees on a time at which work goes on.</summary>
    Schedule,

    /// <summary>The agreed time has come.</summary>
    Wake,

    /// <summary>An agent goes on with it before what it waited for has come.</summary>
    Resume,

    /// <summary>An agent closes what is resolved, without the customer's word.</summary>
    Close,

    /// <summary>The customer does not need it any more, or an agent says that it should not have been filed.</summary>
    Cancel,

    /// <summary>The desk is reminded that nobody has taken the ticket.</summary>
    PromptUnclaimed,

    /// <summary>The desk is reminded that nobody has taken up what the customer wrote.</summary>
    PromptUnread,

    /// <summary>The customer sends pictures or files.</summary>
    Attach,

    /// <summary>An agent says that it goes on in another ticket.</summary>
    Merge,

    /// <summary>An agent says that it goes on by itself after all.</summary>
    Unmerge,

    /// <summary>An agent says that it has to do with another ticket.</summary>
    Link,

    /// <summary>An agent goes one step on the way beyond the desk.</summary>
    PrepareEscalation,

    /// <summary>An agent takes the package with which somebody beyond the desk is asked.</summary>
    HandOver,

    /// <summary>An agent says under which number somebody beyond the desk has it.</summary>
    PassBeyond,

    /// <summary>An agent passes on to the customer how it gets on beyond the desk.</summary>
    TellProgress,

    /// <summary>Somebody beyond the desk answered, asks for something, or does not take it; an agent passes that on.</summary>
    AnswerFromBeyond,
}
