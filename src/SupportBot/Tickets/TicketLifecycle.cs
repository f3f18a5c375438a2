using System.Text;
using static SupportBot.Tickets.TicketAction;
using static SupportBot.Tickets.TicketStatus;

namespace SupportBot.Tickets;

/// <summary>The life of a ticket: which action leads from which status to which. Nothing else moves a ticket.</summary>
public static class TicketLifecycle
{
    private static readonly TicketStatus[] From = [New, Open, WaitingOnCustomer, WaitingOnThirdParty, Scheduled, Resolved, Closed, Cancelled, Merged];

    private static readonly Dictionary<(TicketStatus From, TicketAction By), TicketStatus> Moves = Table(
        // from:                  New        Open                 OnCustomer           OnThirdParty         Scheduled  Resolved  Closed     Cancelled  Merged
        To(Claim,                 Open,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(Assign,                Open,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, Resolved, null,      null,      null),
        To(Transfer,              New,       Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(ChangePriority,        New,       Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(Escalate,              New,       Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),

        To(CustomerMessage,       New,       Open,                Open,                WaitingOnThirdParty, Open,      Open,     Open,      null,      null),
        To(Attach,                New,       Open,                Open,                WaitingOnThirdParty, Open,      Open,     Open,      null,      null),
        To(AskForPerson,          New,       Open,                Open,                WaitingOnThirdParty, Open,      Open,     null,      null,      null),
        To(StopsBusiness,         New,       Open,                Open,                WaitingOnThirdParty, Open,      null,     null,      null,      null),

        To(Reply,                 Open,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, Resolved, null,      null,      null),
        // Who takes a question back is at work on the ticket again.
        To(UndoReply,             null,      Open,                Open,                WaitingOnThirdParty, Scheduled, Resolved, null,      null,      null),
        To(Note,                  New,       Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, Resolved, Closed,    Cancelled, Merged),
        To(AskCustomer,           WaitingOnCustomer, WaitingOnCustomer, WaitingOnCustomer, WaitingOnCustomer, WaitingOnCustomer, null, null, null,   null),
        To(WaitOnThirdParty,      WaitingOnThirdParty, WaitingOnThirdParty, WaitingOnThirdParty, WaitingOnThirdParty, WaitingOnThirdParty, null, null, null, null),
        To(Schedule,              Scheduled, Scheduled,           Scheduled,           Scheduled,           Scheduled, null,     null,      null,      null),
        To(Wake,                  null,      null,                null,                null,                Open,      null,     null,      null,      null),
        To(Resume,                null,      null,                Open,                Open,                Open,      null,     null,      null,      null),

        To(Resolve,               Resolved,  Resolved,            Resolved,            Resolved,            Resolved,  null,     null,      null,      null),
        To(ConfirmSettled,        null,      null,                null,                null,                null,      Closed,   null,      null,      null),
        To(Close,                 null,      null,                null,                null,                null,      Closed,   null,      null,      null),
        To(Reopen,                null,      null,                null,                null,                null,      Open,     Open,      Open,      null),
        To(Cancel,                Cancelled, Cancelled,           Cancelled,           Cancelled,           Cancelled, null,     null,      null,      null),

        To(AskConsent,            Open,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(Agree,                 null,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(Decline,               null,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(ConsentExpired,        null,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(WithdrawConsent,       null,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(AskApprovers,          null,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(ApproverOutOfReach,    null,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),

        // The desk is reminded; nothing moves.
        To(PromptUnclaimed,       New,       Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(PromptUnread,          New,       Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),

        // The way beyond the desk.
        To(PrepareEscalation,     Open,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(HandOver,              Open,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(PassBeyond,            WaitingOnThirdParty, WaitingOnThirdParty, WaitingOnThirdParty, WaitingOnThirdParty, WaitingOnThirdParty, null, null, null, null),
        To(TellProgress,          Open,      Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, null,     null,      null,      null),
        To(AnswerFromBeyond,      Open,      Open,                Open,                Open,                Open,      null,     null,      null,      null),

        // Their places; nothing in the desk asks for them yet.
        To(Merge,                 Merged,    Merged,              Merged,              Merged,              Merged,    Merged,   null,      null,      null),
        To(Unmerge,               null,      null,                null,                null,                null,      null,     null,      null,      Open),
        To(Link,                  New,       Open,                WaitingOnCustomer,   WaitingOnThirdParty, Scheduled, Resolved, Closed,    Cancelled, null));

    /// <summary>The status in which a ticket begins.</summary>
    public const TicketStatus Beginning = New;

    /// <summary>The status that <paramref name="action"/> leads to, or null where it is not possible.</summary>
    public static TicketStatus? Next(TicketStatus from, TicketAction action) =>
        Moves.TryGetValue((from, action), out var to) ? to : null;

    /// <summary>Whether what a customer types may be meant for a ticket that stands so. One that is closed has to be named.</summary>
    public static bool IsOngoing(TicketStatus status) => !IsOver(status) && Next(status, CustomerMessage) is not null;

    /// <summary>Whether the desk has still something to do about a ticket that stands so.</summary>
    public static bool IsAtWork(TicketStatus status) => Next(status, Resolve) is not null;

    /// <summary>Whether nothing more is expected of anybody.</summary>
    public static bool IsOver(TicketStatus status) => status is Closed or Cancelled or Merged;

    /// <summary>
    /// The life cycle as a Mermaid state diagram: every move that leads to another status. The README shows it and a test holds
    /// the two equal.
    /// </summary>
    public static string ToMermaid()
    {
        var diagram = new StringBuilder("stateDiagram-v2\n    [*] --> ").Append(Beginning).Append(" : ").Append(TicketAction.File).Append('\n');
        var moves = Moves.Where(move => move.Value != move.Key.From).GroupBy(move => (move.Key.From, To: move.Value));
        foreach (var move in moves.OrderBy(move => move.Key.From).ThenBy(move => move.Key.To))
        {
            var actions = string.Join(", ", move.Select(each => each.Key.By).Order());
            diagram.Append("    ").Append(move.Key.From).Append(" --> ").Append(move.Key.To).Append(" : ").Append(actions).Append('\n');
        }

        foreach (var over in From.Where(IsOver)) diagram.Append("    ").Append(over).Append(" --> [*]\n");
        return diagram.ToString();
    }

    private static (TicketAction By, TicketStatus?[] To) To(TicketAction by, params TicketStatus?[] to) => (by, to);

    private static Dictionary<(TicketStatus From, TicketAction By), TicketStatus> Table(params (TicketAction By, TicketStatus?[] To)[] rows) => rows
        .SelectMany(row => From.Zip(row.To, (from, to) => (from, row.By, To: to)))
        .Where(move => move.To is not null)
        .ToDictionary(move => (move.from, move.By), move => move.To!.Value);
}
