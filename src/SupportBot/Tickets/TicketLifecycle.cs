using System.Text;

namespace SupportBot.Tickets;

/// <summary>The life of a ticket: which action leads from which status to which. Nothing else moves a ticket.</summary>
public static class TicketLifecycle
{
    private static readonly Dictionary<(TicketStatus From, TicketAction By), TicketStatus> Moves = new()
        {
            [(TicketStatus.New, TicketAction.Claim)] = TicketStatus.Open,
            [(TicketStatus.New, TicketAction.CustomerMessage)] = TicketStatus.New,
            [(TicketStatus.New, TicketAction.AskForPerson)] = TicketStatus.New,
            [(TicketStatus.New, TicketAction.Reply)] = TicketStatus.Open,
            [(TicketStatus.New, TicketAction.Note)] = TicketStatus.New,
            [(TicketStatus.New, TicketAction.Resolve)] = TicketStatus.Resolved,
            [(TicketStatus.New, TicketAction.StopsBusiness)] = TicketStatus.New,
            [(TicketStatus.New, TicketAction.AskConsent)] = TicketStatus.Open,

            [(TicketStatus.Open, TicketAction.Claim)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.CustomerMessage)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.AskForPerson)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.Reply)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.UndoReply)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.Note)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.Resolve)] = TicketStatus.Resolved,
            [(TicketStatus.Open, TicketAction.StopsBusiness)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.AskConsent)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.Agree)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.Decline)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.ConsentExpired)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.WithdrawConsent)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.AskApprovers)] = TicketStatus.Open,
            [(TicketStatus.Open, TicketAction.ApproverOutOfReach)] = TicketStatus.Open,

            [(TicketStatus.Resolved, TicketAction.CustomerMessage)] = TicketStatus.Open,
            [(TicketStatus.Resolved, TicketAction.AskForPerson)] = TicketStatus.Open,
            [(TicketStatus.Resolved, TicketAction.Reply)] = TicketStatus.Resolved,
            [(TicketStatus.Resolved, TicketAction.UndoReply)] = TicketStatus.Resolved,
            [(TicketStatus.Resolved, TicketAction.Note)] = TicketStatus.Resolved,
            [(TicketStatus.Resolved, TicketAction.ConfirmSettled)] = TicketStatus.Closed,
            [(TicketStatus.Resolved, TicketAction.Reopen)] = TicketStatus.Open,

            [(TicketStatus.Closed, TicketAction.Note)] = TicketStatus.Closed,
        };

    /// <summary>The status in which a ticket begins.</summary>
    public const TicketStatus Beginning = TicketStatus.New;

    /// <summary>The status that <paramref name="action"/> leads to, or null where it is not possible.</summary>
    public static TicketStatus? Next(TicketStatus from, TicketAction action) =>
        Moves.TryGetValue((from, action), out var to) ? to : null;

    /// <summary>Whether a customer may still write to a ticket that stands so.</summary>
    public static bool IsOngoing(TicketStatus status) => Next(status, TicketAction.CustomerMessage) is not null;

    /// <summary>The life cycle as a Mermaid state diagram; the README shows it and a test holds the two equal.</summary>
    public static string ToMermaid()
    {
        var diagram = new StringBuilder("stateDiagram-v2\n    [*] --> ").Append(Beginning).Append(" : ").Append(TicketAction.File).Append('\n');
        foreach (var move in Moves.GroupBy(move => (move.Key.From, To: move.Value)).OrderBy(move => move.Key.From).ThenBy(move => move.Key.To))
        {
            var actions = string.Join(", ", move.Select(each => each.Key.By).Order());
            diagram.Append("    ").Append(move.Key.From).Append(" --> ").Append(move.Key.To).Append(" : ").Append(actions).Append('\n');
        }

        return diagram.Append("    ").Append(TicketStatus.Closed).Append(" --> [*]\n").ToString();
    }
}
