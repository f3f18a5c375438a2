using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using SupportBot.Resources;
using SupportBot.Storage;
using SupportBot.Tickets;
using TeamsSimulator;
using Person = TeamsSimulator.Person;

namespace FaultSimulator.Processes;

/// <summary>What a run of kills has shown.</summary>
/// <param name="Kills">How often the bot was killed.</param>
/// <param name="Acknowledged">How many tickets' numbers their customers saw.</param>
/// <param name="Unseen">How many requests were sent by a word whose answer the customer never saw; nothing is promised of them.</param>
/// <param name="Worked">How many claims, replies, notes and resolutions the agents saw done.</param>
/// <param name="ExtraRoots">Root cards of a ticket beyond its first: allowed, since a root card is sent at least once.</param>
/// <param name="Throttled">How many calls Teams' limits refused.</param>
/// <param name="ThreadsAfter">How long after the last kill every acknowledged ticket had its thread.</param>
/// <param name="Problems">Every promise that was broken, in a sentence.</param>
internal sealed record KillReport(int Kills, int Acknowledged, int Unseen, int Worked, int ExtraRoots, int Throttled, TimeSpan ThreadsAfter, IReadOnlyList<string> Problems);

/// <summary>
/// The bot's process is killed at random moments and started again, while twenty customers file and three agents work. People
/// do what people do: what was not answered they say or press again.
/// </summary>
internal sealed class KillRun
{
    private const int Customers = 20;

    /// <summary>So long after a crash every acknowledged ticket has its thread.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromMinutes(2);

    // A channel takes 60 sends in 30 s: a ticket a second, and about as much of what the agents do.
    private static readonly TimeSpan BetweenTickets = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(1.2);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LongestStory = TimeSpan.FromMinutes(2);

    private readonly ProcessDesk desk;
    private readonly Pace tickets = new(BetweenTickets);
    private readonly Pace steps = new(BetweenSteps);
    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentBag<(string Number, string Words, bool ToCustomer, Person Customer)> written = [];
    private readonly ConcurrentBag<(string Number, string Mark)> added = [];
    private readonly ConcurrentBag<string> problems = [];
    private readonly ConcurrentDictionary<string, Person> customerOf = new();
    private volatile bool killed;
    private volatile bool filed;
    private int worked;
    private int unseen;

    private KillRun(ProcessDesk desk) => this.desk = desk;

    /// <param name="storage">The connection string of an Azurite.</param>
    /// <param name="kills">How often the bot is killed.</param>
    /// <param name="seed">Decides the moments.</param>
    /// <param name="tell">Hears of each kill.</param>
    public static async Task<KillReport> RunAsync(string storage, int kills, int seed, Action<string> tell)
    {
        await using var desk = await ProcessDesk.OpenAsync(storage, Customers, new Dictionary<string, string>
        {
            // The shortest that may be set: the promise of two minutes need not be waited for in full.
            ["Notifications__PatienceSeconds"] = "5",
            ["Notifications__UndoSeconds"] = "0",
        });
        return await new KillRun(desk).RunAsync(kills, new Random(seed), tell);
    }

    private async Task<KillReport> RunAsync(int kills, Random random, Action<string> tell)
    {
        await desk.StartBotAsync();
        var customers = Task.WhenAll(desk.Customers.Select(FileOftenAsync));
        var agents = Task.WhenAll(desk.Agents.Select(WorkAsync));
        for (var kill = 1; kill <= kills; kill++)
        {
            // Counted from its first call, so that on a slow machine too it dies while it is at work.
            await AtWorkAsync();
            var life = TimeSpan.FromMilliseconds(random.Next(100, 3000));
            await Task.Delay(life);
            await desk.KillBotAsync();
            tell(string.Create(CultureInfo.InvariantCulture, $"kill {kill} of {kills}, {life.TotalSeconds:F1} s after its first call; {acknowledged.Count} tickets acknowledged"));
            await desk.StartBotAsync();
        }

        var last = TimeProvider.System.GetTimestamp();
        killed = true;
        await customers;
        filed = true;
        await agents;
        var after = await AwaitThreadsAsync(last);
        await desk.StopBotAsync();
        await CheckTablesAsync();
        CheckReplies();

        var roots = desk.Roots();
        foreach (var wrong in desk.Teams.Violations.Where(violation => violation.Kind != "rateLimit"))
            problems.Add($"{wrong.Kind}: {wrong.Method} {wrong.Path} {wrong.Status} {wrong.Detail}");
        return new KillReport(
            kills,
            acknowledged.Count,
            unseen,
            worked,
            acknowledged.Keys.Sum(number => Math.Max(0, roots[number].Count() - 1)),
            desk.Teams.Violations.Count(violation => violation.Kind == "rateLimit"),
            after,
            [.. problems]);
    }

    private async Task AtWorkAsync()
    {
        var before = desk.Teams.Calls.Count;
        await desk.Teams.WaitForAsync(() => desk.Teams.Calls.Count > before ? this : null, () => "The bot calls nobody.", TimeSpan.FromSeconds(30));
    }

    private async Task FileOftenAsync(Person customer)
    {
        for (var which = 1; which == 1 || !killed; which++)
        {
            await tickets.TurnAsync();
            if (which > 1 && killed) return;
            var mark = string.Create(CultureInfo.InvariantCulture, $"fault-{customer.Id}-{which}-end");
            try
            {
                await FileAsync(customer, mark, isFirst: which == 1).WaitAsync(LongestStory);
            }
            catch (TimeoutException)
            {
                problems.Add($"{customer.Name} got no number for {mark}. They saw: {customer.Read().Where(message => message.FromBot).LastOrDefault()}");
                return;
            }
        }
    }

    private async Task FileAsync(Person customer, string mark, bool isFirst)
    {
        while (true)
        {
            var since = TimeProvider.System.GetUtcNow();
            // Words go to the ticket that is open, unless another request was begun.
            if (!isFirst) await SayAsync(customer, "new request");
            await SayAsync(customer, $"The Azure portal shows {mark}");
            var answer = await SeenAsync(customer, message => IsSummary(message, mark) || (message.SentAt >= since && WaitsToBeSent(message)));
            if (answer is null) continue;
            if (customer.Read().LastOrDefault(message => message.FromBot && IsSummary(message, mark)) is { } summary) await PressSendAsync(customer, summary, mark);
            else await WriteSendAsync(customer, mark);
            return;
        }
    }

    private static bool IsSummary(Message message, string mark) => message.Buttons.Count == 3 && message.Shows(mark);

    // The summary was stored, and the process died before the card was sent: the words are known, and the card is not there.
    private static bool WaitsToBeSent(Message message) => message.Shows("I added that to your request") || message.Shows("Your request is waiting");

    private async Task PressSendAsync(Person customer, Message summary, string mark)
    {
        while (true)
        {
            try
            {
                await customer.PressAsync(summary, "file");
            }
            catch (SimulatorException)
            {
                // The card has changed since: it shows what became of the press before.
            }

            if (await SeenAsync(customer, message => message.Id == summary.Id && message.Shows("Received")) is not { } card) continue;
            Acknowledge(customer, ProcessDesk.NumberOn(card), mark);
            return;
        }
    }

    // Whoever does not see the number now has been promised nothing: written again, it would be another request.
    private async Task WriteSendAsync(Person customer, string mark)
    {
        var since = TimeProvider.System.GetUtcNow();
        await SayAsync(customer, "send");
        if (await SeenAsync(customer, message => message.SentAt >= since && message.Shows("Your request has the number")) is { } filed) Acknowledge(customer, ProcessDesk.NumberOn(filed), mark);
        else Interlocked.Increment(ref unseen);
    }

    private void Acknowledge(Person customer, string number, string mark)
    {
        customerOf[number] = customer;
        // Where the chat did not get to know that the request before was filed, the words were added to that one, as its answers said.
        if (!acknowledged.TryAdd(number, mark)) added.Add((number, mark));
    }

    private async Task WorkAsync(Person agent)
    {
        var mine = desk.Agents.ToList().FindIndex(each => each.Id == agent.Id);
        var taken = new HashSet<string>();
        while (!filed)
        {
            var root = desk.Roots().SelectMany(each => each).FirstOrDefault(message =>
                !taken.Contains(message.Id) && int.Parse(ProcessDesk.NumberOn(message).AsSpan(2), CultureInfo.InvariantCulture) % desk.Agents.Count == mine);
            if (root is null)
            {
                await Task.Delay(4 * Moment);
                continue;
            }

            taken.Add(root.Id);
            var number = ProcessDesk.NumberOn(root);
            await ClaimAsync(agent, root);
            await WriteAsync(agent, root, number, "reply");
            await WriteAsync(agent, root, number, "note");
            await WriteAsync(agent, root, number, "resolve");
        }
    }

    private async Task ClaimAsync(Person agent, Message root)
    {
        while (!filed)
        {
            await steps.TurnAsync();
            try
            {
                await agent.PressAsync(root, "claim");
            }
            catch (SimulatorException)
            {
                // The button is gone, as it is once the ticket is somebody's.
            }

            if (!agent.Again(root).Shows(agent.Name)) continue;
            Interlocked.Increment(ref worked);
            return;
        }
    }

    private async Task WriteAsync(Person agent, Message root, string number, string verb)
    {
        var words = $"{verb}-for-{number}-end";
        OpenTask? form = null;
        while (!filed)
        {
            await steps.TurnAsync();
            Pressed sent;
            try
            {
                form ??= (await agent.PressAsync(root, verb)).Task;
                if (form is null) continue;
                sent = await agent.SubmitTaskAsync(form, verb, new { text = words });
            }
            catch (SimulatorException)
            {
                // The button is gone, as it is once the ticket is resolved.
                return;
            }

            // Without an answer the form stays open, and is sent again as it is.
            if (sent.BotStatus != 200) continue;
            // "Working on it" closes the form and acknowledges nothing.
            if (sent.Task is null && sent.Message is not null && sent.Message != Texts.In("en").WorkingOnIt && customerOf.TryGetValue(number, out var customer))
            {
                Interlocked.Increment(ref worked);
                written.Add((number, words, verb == "reply", customer));
            }

            return;
        }
    }

    private static async Task SayAsync(Person person, string words)
    {
        while ((await person.SayAsync(words)).BotStatus != 200) await Task.Delay(Moment);
    }

    private static async Task<Message?> SeenAsync(Person person, Func<Message, bool> fits)
    {
        try
        {
            return await person.WaitForAsync(fits, timeout: Patience);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<TimeSpan> AwaitThreadsAsync(long lastKill)
    {
        try
        {
            await desk.Teams.WaitForAsync(() => Missing().Count == 0 ? this : null, timeout: Promise - TimeProvider.System.GetElapsedTime(lastKill));
        }
        catch (TimeoutException)
        {
            foreach (var number in Missing()) problems.Add($"{number} has no thread {Promise.TotalMinutes} minutes after the last kill.");
        }

        return TimeProvider.System.GetElapsedTime(lastKill);
    }

    private List<string> Missing()
    {
        var roots = desk.Roots();
        return [.. acknowledged.Keys.Where(number => !roots.Contains(number))];
    }

    private async Task CheckTablesAsync()
    {
        var heads = new List<TableEntity>();
        // The test looks at everything; the bot never does.
        await foreach (var row in desk.Storage.GetRequiredService<StorageTables>().Tickets.QueryAsync<TableEntity>($"RowKey eq '{TableKeys.Head}'")) heads.Add(row);
        foreach (var (number, mark) in acknowledged)
        {
            var ofMark = heads.Where(head => head.GetString("Description").Contains(mark, StringComparison.Ordinal)).Select(head => head.GetString("Number")).ToList();
            if (ofMark is not [var only] || only != number) problems.Add($"{number} was acknowledged for {mark}; the tables hold {(ofMark.Count == 0 ? "none" : string.Join(", ", ofMark))}.");
        }

        var store = desk.Storage.GetRequiredService<ITicketStore>();
        foreach (var (number, mark) in added)
        {
            _ = TicketNumber.TryParse(number, out var ticket);
            if (!(await store.EventsAsync(ticket, default)).Any(happened => happened.Text?.Contains(mark, StringComparison.Ordinal) is true)) problems.Add($"{mark} was to be added to {number}, which does not hold it.");
        }

        foreach (var (number, words, _, _) in written)
        {
            _ = TicketNumber.TryParse(number, out var ticket);
            var times = (await store.EventsAsync(ticket, default)).Count(happened => happened.Text == words);
            if (times != 1) problems.Add($"'{words}' was acknowledged; its ticket holds it {times} times.");
        }
    }

    private void CheckReplies()
    {
        foreach (var (number, words, _, customer) in written.Where(each => each.ToCustomer))
        {
            var copies = customer.Read().Count(message => message.FromBot && message.Shows(words));
            if (copies > 1) problems.Add($"{customer.Name} read the one reply to {number} {copies} times.");
        }
    }

    /// <summary>Lets one through at a time, with a gap between two.</summary>
    private sealed class Pace(TimeSpan gap)
    {
        private readonly Lock gate = new();
        private DateTimeOffset next;

        public Task TurnAsync()
        {
            lock (gate)
            {
                var now = TimeProvider.System.GetUtcNow();
                var mine = next > now ? next : now;
                next = mine + gap;
                return Task.Delay(mine - now);
            }
        }
    }
}
