using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaultSimulator.Processes;
using TeamsSimulator;

namespace Benchmarks.Feel;

/// <summary>
/// Measures what people feel at a desk as it is deployed, the bot in a process of its own: how long until the bot first shows
/// something, and until a word is on the other side. Turns begin by the clock, twenty a second, whether or not the ones
/// before have ended.
/// </summary>
internal sealed class FeelBenchmark
{
    // People with a ticket, and people who are in the middle of a request.
    private const int Filers = 10;
    private const int Talkers = 30;

    private const int TurnsPerSecond = 20;
    private const int ColdStarts = 5;

    // Within what Teams takes in one channel: 60 sends in 30 s, and each of these makes two or three.
    private const int TurnsBetweenWords = 70;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ProcessDesk _desk;
    private readonly Dictionary<string, Message> _rootOf = [];
    private int _marks;

    private FeelBenchmark(ProcessDesk desk) => _desk = desk;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    internal static async Task<int> RunAsync(FileInfo? json, CancellationToken cancellationToken)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        // What an agent writes is not kept back: what is measured begins where the window would end.
        await using var desk = await ProcessDesk.OpenAsync(azurite.ConnectionString, Filers + Talkers, new Dictionary<string, string> { ["Notifications__UndoSeconds"] = "0" });
        return await new FeelBenchmark(desk).MeasureAsync(json, cancellationToken);
    }

    private async Task<int> MeasureAsync(FileInfo? json, CancellationToken cancellationToken)
    {
        await _desk.StartBotAsync();
        await PrepareAsync(cancellationToken);
        var cold = await ColdAsync(cancellationToken);
        var warm = await WarmAsync(cancellationToken);
        await _desk.StopBotAsync();

        var results = new JsonObject { ["warm"] = warm.ToJson(), ["cold"] = cold.ToJson() };
        Console.WriteLine($"{"",-6}{"",-20}{"turns",7}{"p50 ms",9}{"p95 ms",9}");
        warm.Print("warm");
        cold.Print("cold");
        Console.WriteLine($"{_desk.Teams.Violations.Count(violation => violation.Kind == "rateLimit")} calls throttled.");
        if (json is not null) await File.WriteAllTextAsync(json.FullName, results.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), cancellationToken);
        var never = warm.Never + cold.Never;
        if (never > 0) Console.WriteLine($"{never} never came.");
        return never > 0 ? 1 : 0;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var talking = Task.WhenAll(_desk.Customers.Skip(Filers).Select(SummariseAsync));
        foreach (var customer in _desk.Customers.Take(Filers))
        {
            await customer.PressAsync(await SummariseAsync(customer), "file");
            var number = ProcessDesk.NumberOn(await customer.WaitForAsync("Received", timeout: Patience));
            _rootOf[customer.Id] = await _desk.Teams.WaitForAsync(() => _desk.Roots()[number].FirstOrDefault(), timeout: Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }

        await talking;
    }

    private static async Task<Message> SummariseAsync(Person customer)
    {
        await customer.SayAsync("The Azure portal is slow");
        return await customer.WaitForAsync(message => message.Buttons.Count == 3, timeout: Patience);
    }

    // The first turns of a process that has just become ready: a customer's word, an agent's form and reply, a word in a dialog.
    private async Task<Feeling> ColdAsync(CancellationToken cancellationToken)
    {
        var cold = new Feeling();
        for (var start = 0; start < ColdStarts; start++)
        {
            await _desk.StopBotAsync();
            await _desk.StartBotAsync();
            var (word, replyTo) = (_desk.Customers[start % Filers], _desk.Customers[(start + 1) % Filers]);
            await Task.WhenAll(WordAsync(cold, word), ReplyAsync(cold, _desk.Agents[0], replyTo), TalkAsync(cold, _desk.Customers[Filers + start]));
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }

        cold.Find(_desk.Teams.Calls);
        return cold;
    }

    private async Task<Feeling> WarmAsync(CancellationToken cancellationToken)
    {
        var (warmingUp, warm) = (new Feeling(), new Feeling());
        var turns = new List<Task>();
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TurnsPerSecond));
        for (var turn = 0; turn < TurnsPerSecond * (WarmUp + Measured).TotalSeconds; turn++)
        {
            await clock.WaitForNextTickAsync(cancellationToken);
            var feeling = turn < TurnsPerSecond * WarmUp.TotalSeconds ? warmingUp : warm;
            var round = turn / TurnsBetweenWords;
            switch (turn % TurnsBetweenWords)
            {
                case 0:
                    turns.Add(WordAsync(feeling, _desk.Customers[round % Filers]));
                    break;
                case TurnsBetweenWords / 2:
                    turns.Add(ReplyAsync(feeling, _desk.Agents[round % _desk.Agents.Count], _desk.Customers[(round + Filers / 2) % Filers]));
                    break;
                // The reply was two turns, the form and what was written in it.
                case TurnsBetweenWords / 2 + 1:
                    break;
                default:
                    turns.Add(TalkAsync(feeling, _desk.Customers[Filers + turn % Talkers]));
                    break;
            }
        }

        await Task.WhenAll(turns);
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        warm.Find(_desk.Teams.Calls);
        return warm;
    }

    // "No" while the summary waits is answered with a sentence.
    private static async Task TalkAsync(Feeling feeling, Person customer)
    {
        var began = Now;
        feeling.Said(customer, (await customer.SayAsync("no")).Id!, began);
    }

    private async Task WordAsync(Feeling feeling, Person customer)
    {
        var mark = Mark();
        var began = Now;
        feeling.CustomerToChannel.Add(new(began, call => IsTaken(call) && call.Conversation?.StartsWith(Cast.SupportChannelId, StringComparison.Ordinal) is true && Holds(call, mark)));
        feeling.Said(customer, (await customer.SayAsync(mark)).Id!, began);
    }

    private async Task ReplyAsync(Feeling feeling, Person agent, Person customer)
    {
        var began = Now;
        var form = (await agent.PressAsync(_rootOf[customer.Id], "reply")).Task ?? throw new InvalidOperationException("No form opened.");
        feeling.Answered(Now - began);
        var mark = Mark();
        began = Now;
        feeling.ChannelToCustomer.Add(new(began, call => IsTaken(call) && call.Conversation == customer.ConversationId && Holds(call, mark)));
        await agent.SubmitTaskAsync(form, "reply", new { text = mark });
        feeling.Answered(Now - began);
    }

    private string Mark() => string.Create(CultureInfo.InvariantCulture, $"mark{Interlocked.Increment(ref _marks)}end");

    private static bool IsTaken(ConnectorCall call) => call.Method == "POST" && call.Status is >= 200 and < 300;

    private static bool Holds(ConnectorCall call, string mark) => call.Body?.ToString().Contains(mark, StringComparison.Ordinal) is true;

    /// <summary>What began at a moment and is there with the first call that fits.</summary>
    private sealed record Wait(DateTimeOffset Began, Func<ConnectorCall, bool> Ends);

    /// <summary>The waits of one mood of the process.</summary>
    private sealed class Feeling
    {
        private readonly ConcurrentBag<TimeSpan> _answers = [];
        private readonly ConcurrentBag<Wait> _reactions = [];
        private readonly Dictionary<string, List<double>> _milliseconds = [];

        internal ConcurrentBag<Wait> CustomerToChannel { get; } = [];

        internal ConcurrentBag<Wait> ChannelToCustomer { get; } = [];

        internal int Never { get; private set; }

        // Typing, or the first answer to what was said.
        internal void Said(Person customer, string id, DateTimeOffset began) => _reactions.Add(new(
            began,
            call => IsTaken(call) && (call.Path.EndsWith("/" + id, StringComparison.Ordinal) || ((string?)call.Body?["type"] == "typing" && call.Conversation == customer.ConversationId))));

        internal void Answered(TimeSpan after) => _answers.Add(after);

        internal void Find(IReadOnlyList<ConnectorCall> calls)
        {
            _milliseconds["firstReaction"] = [.. _answers.Select(answer => answer.TotalMilliseconds), .. Found(_reactions, calls)];
            _milliseconds["customerToChannel"] = Found(CustomerToChannel, calls);
            _milliseconds["channelToCustomer"] = Found(ChannelToCustomer, calls);
        }

        internal JsonObject ToJson() => new(_milliseconds.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)new JsonObject { ["p50"] = Percentile(each.Value, 50), ["p95"] = Percentile(each.Value, 95) })));

        internal void Print(string mood)
        {
            foreach (var (name, waits) in _milliseconds)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mood,-6}{name,-20}{waits.Count,7}{Percentile(waits, 50),9}{Percentile(waits, 95),9}"));
        }

        private List<double> Found(IEnumerable<Wait> waits, IReadOnlyList<ConnectorCall> calls)
        {
            var found = new List<double>();
            foreach (var wait in waits)
            {
                if (calls.FirstOrDefault(call => call.At >= wait.Began && wait.Ends(call)) is { } call) found.Add((call.At - wait.Began).TotalMilliseconds);
                else Never++;
            }

            return found;
        }

        // The smallest that so many of a hundred do not exceed.
        private static double Percentile(List<double> values, int percent) =>
            values.Count == 0 ? 0 : Math.Round(values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(values.Count * percent / 100.0) - 1)));
    }
}
