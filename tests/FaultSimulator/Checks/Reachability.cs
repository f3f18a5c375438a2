using FaultSimulator.People;
using FaultSimulator.Running;
using FaultSimulator.Tables;
using Newtonsoft.Json.Linq;
using SupportBot.Notifications;
using SupportBot.Storage;
using TeamsSimulator;
using TeamsSimulator.Conversations;

namespace FaultSimulator.Checks;

/// <summary>That the desk found out that nothing gets through to somebody: one for each time away of which it learned.</summary>
/// <param name="who">The customer.</param>
/// <param name="by">The instance that found it out.</param>
/// <param name="at">When.</param>
internal sealed class Finding(Resident who, Instance by, DateTimeOffset at)
{
    public Resident Who => who;

    public Instance By => by;

    public DateTimeOffset At => at;

    /// <summary>The tickets in whose threads the desk was told.</summary>
    public List<string> ToldIn { get; } = [];

    /// <summary>Whether the tables failed the one that found it out just then, so that it may have told nobody.</summary>
    public bool IsTroubled { get; set; }
}

/// <summary>
/// Follows, on the wire, what the desk knows of who can be reached, what it tries all the same, and what it says of it.
/// </summary>
internal sealed class Reachability(Rows rows, Players players, World world, SimulatedClock clock)
{
    // Whoever holds a notice sends it within its lease.
    private static readonly TimeSpan LongestHold = Courier.Lease.ToTimeSpan();

    private readonly Dictionary<Resident, Finding> known = [];
    private readonly Dictionary<(Instance, Resident), List<DateTimeOffset>> readings = [];
    private readonly Dictionary<Resident, int> returns = [];
    private readonly HashSet<(string, string)> seen = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>What was sent to people of whom the desk knew that it does not get through.</summary>
    public List<string> InVain { get; } = [];

    public void Handled(Instance by, TableCall call)
    {
        foreach (var row in call.Rows)
        {
            if (row.Table == Rows.Prefix + Rows.Addresses && CustomerAt(row) is { } customer)
            {
                if (row.IsWritten) Wrote(by, customer, row);
                else if (!known.ContainsKey(customer)) ReadingsOf(by, customer).Add(clock.Now);
            }
            else if (row is { IsWritten: true, Table: Rows.Prefix + Rows.Tickets } && Findings.Count > 0 && row.RowKey.StartsWith("n|", StringComparison.Ordinal) && seen.Add((row.PartitionKey, row.RowKey)))
            {
                Told(row);
            }
        }
    }

    /// <summary>A request of an instance to the tables, or its answer, was lost.</summary>
    public void Failed(Instance by)
    {
        foreach (var finding in Findings.Where(each => each.By == by && clock.Now - each.At < LongestHold)) finding.IsTroubled = true;
    }

    /// <summary>Teams let something not through to a customer.</summary>
    public void Refused(TeamsCall call)
    {
        // What answers somebody who wrote before they went is no notice, and nor is that the bot is typing.
        if (call.Body is not JObject body || body.Text("replyToId") is not null || body.Text("type") == "typing") return;
        var parts = call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.IndexOf(parts, "conversations") is var at && (at < 0 || at + 1 >= parts.Length || world.Find(parts[at + 1]) is not { Personal: true } place)) return;
        if (players.CustomerIn(world.Find(parts[at + 1])!) is not { } customer || !known.ContainsKey(customer)) return;
        // Whoever looked before it was known may still be about to send.
        var before = ReadingsOf(call.By, customer);
        before.RemoveAll(moment => clock.Now - moment > LongestHold);
        if (before.Count > 0) before.RemoveAt(0);
        else if (returns.GetValueOrDefault(customer) > 0) returns[customer]--;
        else InVain.Add($"{call.By.Name} sent to {customer.Id}, of whom the desk knew that nothing gets through: {body.ToString(Newtonsoft.Json.Formatting.None)[..Math.Min(200, body.ToString(Newtonsoft.Json.Formatting.None).Length)]}");
    }

    /// <summary>Whether the desk takes a customer for out of reach.</summary>
    public bool IsLost(Resident customer) => known.ContainsKey(customer);

    private void Wrote(Instance by, Resident customer, TouchedRow row)
    {
        if (rows.Find(Rows.Addresses, row.PartitionKey, row.RowKey) is not { } kept) return;
        if (kept.Flag("Returning")) returns[customer] = returns.GetValueOrDefault(customer) + 1;
        if (!kept.Flag("Unreachable"))
        {
            if (known.Remove(customer)) Forget(customer);
        }
        else if (!known.ContainsKey(customer))
        {
            var finding = new Finding(customer, by, clock.Now);
            known.Add(customer, finding);
            Findings.Add(finding);
        }
    }

    private void Forget(Resident customer)
    {
        returns.Remove(customer);
        foreach (var reading in readings.Keys.Where(key => key.Item2 == customer).ToList()) readings.Remove(reading);
    }

    private void Told(TouchedRow row)
    {
        if (rows.Find(Rows.Tickets, row.PartitionKey, row.RowKey) is not { } notice || notice.Text("Kind") != nameof(NoticeKind.OutOfReach)) return;
        var of = notice.PersonOrNull("To") ?? TicketRows.ToHead(rows.Find(Rows.Tickets, row.PartitionKey, "head")!).Ticket.Requester;
        Findings.FindLast(each => each.Who.State.Member.AadObjectId == of.ObjectId)?.ToldIn.Add(row.PartitionKey);
    }

    private List<DateTimeOffset> ReadingsOf(Instance by, Resident customer)
    {
        if (!readings.TryGetValue((by, customer), out var moments)) readings.Add((by, customer), moments = []);
        return moments;
    }

    private Resident? CustomerAt(TouchedRow row)
    {
        foreach (var customer in players.Customers)
        {
            if (TableKeys.Object(customer.State.Member.AadObjectId) == row.RowKey) return customer;
        }

        return null;
    }
}
