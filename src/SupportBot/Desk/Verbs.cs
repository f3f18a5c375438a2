namespace SupportBot.Desk;

/// <summary>The stable names of what a button asks for. Labels are only for reading.</summary>
public static class Verbs
{
    /// <summary>Sends the summary: the draft becomes a ticket.</summary>
    public const string File = "file";

    /// <summary>Cancels the summary.</summary>
    public const string Discard = "discard";

    /// <summary>Goes on with a request that was begun and left.</summary>
    public const string GoOn = "goOn";

    /// <summary>Brings a cancelled summary back.</summary>
    public const string BringBack = "bringBack";

    /// <summary>Answers the question which service it is about.</summary>
    public const string Service = "service";

    /// <summary>Begins a new request.</summary>
    public const string NewRequest = "newRequest";

    /// <summary>Lists the person's tickets.</summary>
    public const string MyTickets = "myTickets";

    /// <summary>Shows one ticket.</summary>
    public const string Show = "show";

    /// <summary>Asks for a person.</summary>
    public const string TalkToPerson = "talkToPerson";

    /// <summary>Says to which ticket the parked words belong.</summary>
    public const string Choose = "choose";

    /// <summary>The customer agrees that it is settled.</summary>
    public const string Settled = "settled";

    /// <summary>The customer says that it is not settled.</summary>
    public const string NotYet = "notYet";

    /// <summary>An agent takes the ticket.</summary>
    public const string Claim = "claim";

    /// <summary>Opens the form for a reply, and sends it.</summary>
    public const string Reply = "reply";

    /// <summary>Takes back a reply that has not gone out yet, and opens the form with its words.</summary>
    public const string Undo = "undo";

    /// <summary>Sends a reply at once that is kept back.</summary>
    public const string SendNow = "sendNow";

    /// <summary>Opens the form for a note, and keeps it.</summary>
    public const string Note = "note";

    /// <summary>Opens the form for the solution, and resolves.</summary>
    public const string Resolve = "resolve";

    /// <summary>Shows a long text whole.</summary>
    public const string WholeText = "wholeText";

    /// <summary>Opens the form with the files that came with an event.</summary>
    public const string OpenFiles = "openFiles";

    /// <summary>Sends a reply again whose delivery is in doubt.</summary>
    public const string SendAgain = "sendAgain";

    /// <summary>A customer writes to a ticket; typed, not pressed.</summary>
    public const string Say = "say";

    /// <summary>Lists the tickets of the person's organisation.</summary>
    public const string OrganisationTickets = "organisationTickets";

    /// <summary>The customer says that their business stands still.</summary>
    public const string StopsBusiness = "stopsBusiness";

    /// <summary>Opens the form that asks whether work may be charged, and asks it.</summary>
    public const string AskConsent = "askConsent";

    /// <summary>Asks the customer's approvers in their own chats.</summary>
    public const string AskApprovers = "askApprovers";

    /// <summary>An approver agrees to the price.</summary>
    public const string Agree = "agree";

    /// <summary>An approver does not agree to the price.</summary>
    public const string Decline = "decline";

    /// <summary>Opens the form in which an agent files for a customer, and files it.</summary>
    public const string FileFor = "fileFor";

    /// <summary>Opens the form that looks after customers, and keeps what is chosen there.</summary>
    public const string Customers = "customers";

    /// <summary>Opens the form that links an unknown tenant to a customer, and links it.</summary>
    public const string LinkTenant = "linkTenant";

    /// <summary>Opens the form that makes a customer of an unknown tenant, and makes it.</summary>
    public const string NewCustomer = "newCustomer";

    /// <summary>An unknown tenant is asked about no more.</summary>
    public const string IgnoreTenant = "ignoreTenant";

    /// <summary>An ignored tenant is asked about again.</summary>
    public const string HeedTenant = "heedTenant";

    /// <summary>Opens the form that puts a queue into a channel, and does it.</summary>
    public const string UseChannel = "useChannel";

    /// <summary>Shows what the person is told, and keeps what they choose about it.</summary>
    public const string Notifications = "notifications";

    /// <summary>Lists a queue's open tickets.</summary>
    public const string QueueTickets = "queueTickets";

    /// <summary>Lists the tickets that are an agent's.</summary>
    public const string OwnedTickets = "ownedTickets";

    /// <summary>An agent says which Partner Center roles they hold.</summary>
    public const string PartnerCenterRoles = "partnerCenterRoles";

    /// <summary>Opens the form with everything that can be done with a ticket.</summary>
    public const string More = "more";

    /// <summary>Gives the ticket to a member of the desk.</summary>
    public const string Assign = "assign";

    /// <summary>Takes the ticket over from the one who has it.</summary>
    public const string TakeOver = "takeOver";

    /// <summary>Moves the ticket to another queue.</summary>
    public const string Transfer = "transfer";

    /// <summary>Says anew how pressing the ticket is.</summary>
    public const string ChangePriority = "changePriority";

    /// <summary>Asks the customer something and waits.</summary>
    public const string AskCustomer = "askCustomer";

    /// <summary>Asks the leads to look at it, or hands it to somebody outside.</summary>
    public const string Escalate = "escalate";

    /// <summary>Goes on with the ticket's way to Microsoft or the indirect provider.</summary>
    public const string GoBeyond = "goBeyond";

    /// <summary>Agrees on a time at which work goes on.</summary>
    public const string Schedule = "schedule";

    /// <summary>Goes on with the ticket before what it waited for has come.</summary>
    public const string Resume = "resume";

    /// <summary>Closes what is resolved.</summary>
    public const string Close = "close";

    /// <summary>An agent takes up again what was settled or cancelled.</summary>
    public const string Reopen = "reopen";

    /// <summary>Cancels the ticket: an agent's form, or the customer's own press.</summary>
    public const string CancelTicket = "cancelTicket";
}
