using System.Globalization;
using FaultSimulator.Checks;
using FaultSimulator.People;
using FaultSimulator.Plants;
using FaultSimulator.Scenes;
using FaultSimulator.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using SupportBot;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Storage;
using SupportBot.Tickets;
using TeamsSimulator;
using TeamsSimulator.Connector;
using TeamsSimulator.Conversations;

namespace FaultSimulator.Running;

/// <summary>How one seed's run went.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Plant">What was broken on purpose; null for nothing.</param>
/// <param name="Scene">The scene that was played; null for a whole run.</param>
/// <param name="Violations">What must not be, one sentence each; empty where all promises were kept.</param>
/// <param name="Journal">Everything that happened, in order: the same for the same seed.</param>
/// <param name="Deliveries">How many activities were delivered, repetitions included.</param>
/// <param name="Crashes">How many instances died at work.</param>
/// <param name="Faults">How often each kind of fault happened.</param>
/// <param name="Actions">How often each action was done to a ticket.</param>
public sealed record SimulationResult(
    int Seed, string? Plant, string? Scene, IReadOnlyList<string> Violations, IReadOnlyList<string> Journal, int Deliveries, int Crashes, IReadOnlyDictionary<string, int> Faults, IReadOnlyDictionary<string, int> Actions)
{
    /// <summary>The command that plays the same run again and tells all of it.</summary>
    public string Replay => FormattableString.Invariant($"dotnet run --project tests/Benchmarks -- simulate --seeds 1 --first {Seed}{(Plant is null ? "" : " --plant " + Plant)}{(Scene is null ? "" : " --scene " + Scene)} --journal");
}

/// <summary>
/// One run of the whole desk: several instances of the bot over one table service and one Teams, people at work, faults, and
/// crashes, all in the order that the seed says; then everything is left to come to rest, and the promises are checked.
/// </summary>
public sealed class Simulation : ITableWatch, ITeamsWatch
{
    private const int StackSize = 32 * 1024 * 1024;
    private const int MostMoves = 20;
    private const int MostCrashes = 3;
    private const int MostSteps = 30_000;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(30);

    private readonly int seed;
    private readonly Scene? scene;
    private readonly Random random;
    private readonly Random noncesRandom;
    private readonly List<Instance> living = [];
    private readonly List<Delivery> open = [];
    private readonly List<Delivery> toRepeat = [];
    private readonly List<string> numbersGiven = [];
    private readonly Rows rows;
    private readonly World world;
    private readonly ActivityFactory activities;
    private readonly Players players;
    private readonly Ledger ledger;
    private readonly Reachability reach;
    private readonly Gathered gathered;
    private readonly Circumstances circumstances;
    private readonly List<Resident> opened = [];
    private readonly List<string> violations = [];
    private readonly double eagerness;
    private readonly TimeSpan foresight;
    private DateTimeOffset restsUntil;
    private int moves;
    private int instances;
    private int deliveries;
    private int crashes;

    private Simulation(int seed, Plant? plant, Scene? scene)
    {
        (this.seed, this.scene) = (seed, scene);
        random = new Random(seed);
        noncesRandom = new Random(seed ^ 0x5EED);
        Plant = plant;
        Gates = new Gates(Clock);
        rows = new Rows(Tables);
        Faults = new Faults(random, random.Next(5) switch { 0 => 0, 1 => 0.4, 2 or 3 => 1, _ => 2 });
        world = new World(new SimulatorOptions { TimeProvider = Clock, RateLimits = RateLimits.Off }) { ServiceUrl = "http://127.0.0.1:1/teams/" };
        world.InstallAsAtStart();
        Connector = new SimulatedConnector(world, AnswerAt);
        activities = new ActivityFactory(world);
        Marks = new Marks();
        players = new Players(world, activities, Marks, random) { IsBusy = who => open.Concat(toRepeat).Any(delivery => delivery.From == who) };
        reach = new Reachability(rows, players, world, Clock);
        gathered = new Gathered(rows, players);
        circumstances = scene is not null ? Circumstances.None : Happening(Circumstances.Absences, 0.35) | Happening(Circumstances.QuietHours, 0.25) | Happening(Circumstances.LostChannel, 0.2) | Happening(Circumstances.Files, 0.25);
        ledger = new Ledger(players);
        Connector.Took += Took;
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(Configured(random)).Build();
        Settings = Settings.Read(Configuration, Instance.Environment);
        if (Settings.Problems.Count > 0) throw new InvalidOperationException(Settings.Explain());
        moves = random.Next(6, MostMoves + 1);
        foresight = TimeSpan.FromMinutes(random.Next(12) == 0 ? 20 : 3);
        eagerness = random.Next(2) == 0 ? 0.03 : 0.008;
    }

    internal SimulatedClock Clock { get; } = new();

    internal Gates Gates { get; }

    internal Faults Faults { get; }

    internal InMemoryTables Tables { get; } = new();

    internal SimulatedConnector Connector { get; }

    internal IConfiguration Configuration { get; }

    /// <summary>The settings, which all instances share as they share the configuration.</summary>
    internal Settings Settings { get; }

    internal Marks Marks { get; }

    internal World World => world;

    internal Players Players => players;

    internal Random Random => random;

    internal IReadOnlyList<Instance> Living => living;

    internal Plant? Plant { get; }

    internal List<string> Journal { get; } = [];

    /// <summary>Plays one seed.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="plant">What is broken on purpose, by its name in <see cref="Plant.All"/>; null for the product as it is.</param>
    /// <param name="scene">The scene that is played instead of a whole run, by its name in <see cref="Scene.All"/>; null for the run.</param>
    public static SimulationResult Run(int seed, string? plant = null, string? scene = null) =>
        Run(seed, plant is null ? null : Plants.Plant.Named(plant), scene is null ? null : Scenes.Scene.Named(scene));

    private static SimulationResult Run(int seed, Plant? plant, Scene? scene)
    {
        SimulationResult? result = null;
        Exception? failure = null;
        // A thread of its own: no synchronisation context, and room for continuations that run one within the other.
        var thread = new Thread(() =>
        {
            try
            {
                result = new Simulation(seed, plant, scene).Play();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }, StackSize);
        thread.Start();
        thread.Join();
        return result ?? throw new InvalidOperationException($"Seed {seed} could not be played to its end.", failure);
    }

    /// <summary>Nonces as nobody outside can guess them, and the same ones for the same seed.</summary>
    internal string NextNonce()
    {
        var bytes = new byte[12];
        noncesRandom.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>A number that only the plants draw, so that they break at other moments than the faults.</summary>
    internal bool Chance(double rate) => noncesRandom.NextDouble() < rate;

    /// <summary>Adds what the checks must see happen.</summary>
    internal void Watch(IServiceCollection services) => Interposed<ITicketStore>.In(services, (method, _, call) => method.Name == nameof(ITicketStore.NextNumberAsync)
        ? GivenAsync((Task<TicketNumber>)call()!)
        : call());

    void ITableWatch.Handled(Instance by, TableCall call)
    {
        ledger.Touched(Instance.OnBehalfOf, call);
        if (circumstances.HasFlag(Circumstances.Absences)) reach.Handled(by, call);
        if (circumstances.HasFlag(Circumstances.QuietHours)) gathered.Handled(by, call);
    }

    void ITableWatch.Failed(Instance by, TableCall call)
    {
        reach.Failed(by);
        gathered.Failed(call);
    }

    void ITeamsWatch.Arrived(TeamsCall call, int status)
    {
        if (status == 403) reach.Refused(call);
    }

    void ITeamsWatch.Ended(TeamsCall call, int? status) => gathered.Ended(call, status);

    private ConnectorError? AnswerAt(Place place)
    {
        if (place.Id == players.LostChannel)
        {
            Faults.Count("Teams: 404, the channel was deleted");
            return ConnectorError.NoConversation();
        }

        if (players.CustomerIn(place)?.Away is not { } answer) return null;
        Faults.Count("Teams: 403, the person is away");
        return answer;
    }

    private Circumstances Happening(Circumstances one, double rate) => random.NextDouble() < rate ? one : Circumstances.None;

    private async Task<TicketNumber> GivenAsync(Task<TicketNumber> giving)
    {
        var number = await giving;
        if (numbersGiven.Contains(number.Text)) violations.Add($"I2: the number {number} was given twice.");
        numbersGiven.Add(number.Text);
        return number;
    }

    private SimulationResult Play()
    {
        if (scene is not null)
        {
            Furnish();
            Begin();
            return Checked([.. scene.Play(this)]);
        }

        SetUp();
        Gates.AreOpen = false;
        Faults.AreOn = true;
        for (var steps = 0; moves > 0 || toRepeat.Count > 0 || opened.Count > 0 || Gates.Waiting.Count > 0; steps++)
        {
            if (steps > MostSteps) throw new InvalidOperationException("The run does not come to its end.");
            Step();
        }

        Rest();
        return Checked([]);
    }

    private SimulationResult Checked(IReadOnlyList<string> seen)
    {
        violations.AddRange(seen);
        Gates.AreOpen = true;
        var invariants = new Invariants(living[0], rows, Connector, ledger, reach, gathered, players, Marks, world, Clock);
        violations.AddRange(invariants.Check());
        if (Gates.Escaped is { } escaped) violations.Add($"Not one order: {escaped} ran on a thread of its own.");
        return new SimulationResult(seed, Plant?.Name, scene?.Name, violations, Journal, deliveries, crashes, Faults.Happened, invariants.Actions);
    }

    private void SetUp()
    {
        Furnish();
        // Those that have been running for a while are somewhere between two sweeps.
        for (var others = random.Next(0, 3); others > 0; others--) Begin();
        if (circumstances.HasFlag(Circumstances.QuietHours)) SetQuietHours(players.Quiet = players.Customer());
        // A desk that has some tickets already, so that there is something to press from the first moment on.
        for (var tickets = random.Next(circumstances == Circumstances.None ? 0 : 1, 3); tickets > 0; tickets--)
        {
            var customer = players.Customer();
            Play("write", players.Type(customer, "Outlook does not open since this morning")!);
            if (players.Press(customer, isLatest: true, data => data.Text("verb") == "file") is { } sending) Play("send the summary", sending);
        }

        foreach (var instance in living) Work(instance, TimeSpan.FromSeconds(random.Next(1, 60)));
    }

    /// <summary>Somebody begins a request, writes what it is about and sends the summary.</summary>
    internal void FileTicket(Resident customer)
    {
        Play("begin another request", players.Say(customer, "new request")!);
        Play("write", players.Type(customer, "Outlook does not open since this morning")!);
        Play("send the summary", players.SendSummary(customer)!);
    }

    private void Furnish()
    {
        var first = Begin();
        Done(first.Get<TableSetup>().CreateAsync(default));
        Done(first.Get<IQueues>().KeepAsync(new Queue("Support", Cast.TeamId, Cast.SupportChannelId, world.ServiceUrl), default));
        Clock.MoveTo(Clock.Now + TimeSpan.FromMinutes(1));
        Done(first.Get<IQueues>().KeepAsync(new Queue("Azure", Cast.TeamId, Cast.AzureChannelId, world.ServiceUrl), default));
        foreach (var organisation in new[] { Cast.Fabrikam, Cast.Northwind })
        {
            var customer = new Customer
            {
                Id = organisation.TenantId,
                Name = organisation.Name,
                TenantIds = [organisation.TenantId],
                PrimaryDomain = organisation.Domain,
                Approvers = organisation == Cast.Fabrikam ? [new Member(Cast.Fabrikam.TenantId, Cast.Carla.AadObjectId, Cast.Carla.Name)] : [],
            };
            Done(first.Get<ICustomerStore>().KeepAsync(customer, stamp: null, default));
        }
    }

    // They began an hour ago and end while the run goes on, or soon after.
    private void SetQuietHours(Resident who)
    {
        var now = TimeZoneInfo.ConvertTime(Clock.Now, TimeZoneInfo.FindSystemTimeZoneById(who.State.TimeZone));
        var chosen = new JObject { ["status"] = "true", ["from"] = Hour(now.AddHours(-1)), ["until"] = Hour(now.AddMinutes(random.Next(1, 4))) };
        Play("write about notices", players.Say(who, who.State.Locale.StartsWith("pt", StringComparison.Ordinal) ? "avisos" : "notifications")!);
        Play("set quiet hours", players.Choose(who, Verbs.Notifications, chosen));
        static string Hour(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private static void Done(Task task)
    {
        if (!task.IsCompleted) throw new InvalidOperationException("What is done while nothing is held ends at once.");
        task.GetAwaiter().GetResult();
    }

    private void Start() => Work(Begin(), TimeSpan.Zero);

    private Instance Begin()
    {
        var instance = new Instance($"i{++instances}", this);
        living.Add(instance);
        Journal.Add($"{instance.Name} starts");
        return instance;
    }

    internal void Work(Instance instance, TimeSpan firstSweep)
    {
        _ = instance.KeepTimeAsync();
        var sweeping = instance.SweepAsync(firstSweep);
        if (sweeping.IsFaulted) violations.Add($"The sweeps of {instance.Name} ended: {sweeping.Exception!.InnerException!.Message}");
    }

    private void Step()
    {
        var roll = random.NextDouble();
        var waiting = Gates.Waiting;
        if (living.Count == 0)
        {
            Start();
        }
        else if (roll < 0.004 && crashes < MostCrashes && waiting.Count > 0)
        {
            Crash(living[random.Next(living.Count)]);
        }
        else if (roll < 0.007 && living.Count < 3)
        {
            Start();
        }
        else if (toRepeat.Count > 0 && roll < 0.03)
        {
            Repeat();
        }
        else if (opened.Count > 0 && roll < 0.06)
        {
            SendOpened();
        }
        else if (moves > 0 && roll < 0.06 + eagerness)
        {
            Move();
        }
        else if (roll > 0.985)
        {
            Pass(TimeSpan.FromMilliseconds(random.Next(4) switch { 0 => 15_000, 1 => 3_000, _ => 400 }));
        }
        else if (Clock.Due() is { Count: > 0 } due && (waiting.Count == 0 || random.Next(2) == 0))
        {
            due[random.Next(due.Count)]();
        }
        else if (waiting.Count > 0)
        {
            Open(waiting[random.Next(waiting.Count)]);
        }
        else if (toRepeat.Count > 0)
        {
            Repeat();
        }
        else if (opened.Count > 0)
        {
            SendOpened();
        }
        else if (moves > 0)
        {
            Move();
        }
    }

    // An agent who opened a form fills it in.
    private void SendOpened()
    {
        var agent = opened[0];
        opened.RemoveAt(0);
        if (players.SendForm(agent) is { } delivery) Play("send the form at once", delivery);
    }

    private void Open(Gate gate, bool isGivenUp = false)
    {
        Journal.Add($"{gate.Owner.Name}{(gate.Owner.IsDead ? " (dead)" : "")} {gate.Kind}{(isGivenUp ? " given up" : "")}: {gate.What}");
        Gates.Open(gate, isGivenUp);
    }

    private void Crash(Instance instance)
    {
        Journal.Add($"{instance.Name} crashes");
        crashes++;
        Faults.Count("a crash");
        living.Remove(instance);
        instance.Crash(arrives: _ =>
        {
            var arrives = random.Next(3) == 0;
            if (arrives) Faults.Count("a call that arrives after its instance died");
            return arrives;
        });
        // Whoever waits for the dead one is answered by nobody; Teams delivers again, most of the time.
        foreach (var delivery in open.Where(each => each.TakenBy == instance).ToList())
        {
            open.Remove(delivery);
            if (random.Next(5) > 0) toRepeat.Add(delivery);
        }
    }

    private void Move()
    {
        moves--;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var move = Drawn();
            if (move.Try(players) is not { } delivery) continue;
            Play(move.Name, delivery);
            if (random.Next(6) == 0 && !delivery.IsSilent) toRepeat.Add(delivery);
            // People do not wait for each other.
            if (moves > 0 && random.Next(3) == 0) Move();
            return;
        }
    }

    internal void Play(string name, Delivery delivery)
    {
        Journal.Add($"{delivery.From.Id}: {name} ({delivery.Id})");
        if (delivery.IsSilent) return;
        ledger.Wrote(delivery);
        Deliver(delivery);
    }

    private Move Drawn()
    {
        var at = random.Next(Moves.All.Where(move => move.IsIn(circumstances)).Sum(move => move.Weight));
        foreach (var move in Moves.All.Where(move => move.IsIn(circumstances)))
        {
            if ((at -= move.Weight) < 0) return move;
        }

        throw new InvalidOperationException("Weights do not add up.");
    }

    private void Repeat()
    {
        var delivery = toRepeat[random.Next(toRepeat.Count)];
        toRepeat.Remove(delivery);
        var isNew = delivery.IsInvoke && random.Next(2) == 0;
        Faults.Count(isNew ? "an activity again, with a new id" : "an activity again, with the same id");
        var again = isNew ? delivery.WithNewId(activities.Again(delivery.Activity)) : delivery.Again();
        Journal.Add($"{delivery.From.Id}: {delivery.Id} is delivered again as {again.Id}");
        Deliver(again);
    }

    private void Deliver(Delivery delivery)
    {
        if (living.Count == 0) Start();
        deliveries++;
        delivery.TakenBy ??= living[random.Next(living.Count)];
        open.Add(delivery);
        _ = TakeAsync(delivery);
    }

    private async Task TakeAsync(Delivery delivery)
    {
        var begun = Clock.Now;
        try
        {
            var answer = await delivery.TakenBy!.TakeAsync(delivery.Activity, delivery.From);
            Journal.Add($"{delivery.TakenBy.Name} answers {delivery.Id}");
            // Whoever waits longer has read "Working on it" instead.
            delivery.Answer = answer;
            if (answer is not null) ledger.Answered(delivery, answer, isShown: Clock.Now - begun < TimeSpan.FromSeconds(4));
            // Where people are away the desk writes to them.
            if (circumstances.HasFlag(Circumstances.Absences) && delivery.Activity.Text("name") == "task/fetch" && delivery.From.Form is not null) opened.Add(delivery.From);
            delivery.Origin.IsHeard = true;
        }
        catch (Exception exception)
        {
            // As behind the HTTP door: the sender gets an error, and nobody has been told anything.
            Journal.Add($"{delivery.TakenBy!.Name} fails {delivery.Id}: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
        }
        finally
        {
            open.Remove(delivery);
        }
    }

    private void Took(Taken taken)
    {
        Journal.Add($"Teams takes {(taken.IsEdit ? "an edit of " : "")}{taken.Id} in {taken.Place.FullId}");
        ledger.Shown(taken);
    }

    // Nobody who made a call waits longer than they would: first what they give up on the way is given up.
    private void Pass(TimeSpan span) => MoveTo(Clock.Now + span);

    private void MoveTo(DateTimeOffset moment)
    {
        while (Gates.Waiting.Where(gate => gate.GivenUpAt <= moment).MinBy(gate => gate.GivenUpAt) is { } late)
        {
            Clock.MoveTo(late.GivenUpAt!.Value);
            Open(late, isGivenUp: true);
        }

        Clock.MoveTo(moment);
        Journal.Add($"it is {Clock.Now:HH:mm:ss.fff}");
    }

    /// <summary>A ticket as it stands, with all that happened to it, once nothing is held any more.</summary>
    internal (Ticket Head, IReadOnlyList<TicketEvent> Events) Find(string number)
    {
        Gates.AreOpen = true;
        if (!TicketNumber.TryParse(number, out var parsed)) throw new ArgumentException($"'{number}' is no ticket's number.", nameof(number));
        var store = living[0].Get<ITicketStore>();
        return (store.FindAsync(parsed, default).GetAwaiter().GetResult()!.Ticket, store.EventsAsync(parsed, default).GetAwaiter().GetResult());
    }

    /// <summary>Opens one of the gates, if any is closed.</summary>
    internal bool OpenAny()
    {
        if (Gates.Waiting.Count == 0) return false;
        Open(Gates.Waiting[random.Next(Gates.Waiting.Count)]);
        return true;
    }

    /// <summary>Goes on until a moment, with nobody waiting for anything that can go on.</summary>
    internal void GoOnUntil(DateTimeOffset end)
    {
        while (Clock.Now < end)
        {
            if (OpenAny()) continue;
            if (Clock.Due() is { Count: > 0 } due) due[0]();
            else MoveTo(Clock.Next is { } next && next < end ? next : end);
        }

        while (OpenAny())
        {
        }
    }

    private void Rest()
    {
        Faults.AreOn = false;
        Journal.Add("no more faults");
        if (living.Count == 0) Start();
        restsUntil = Clock.Now + foresight;
        // What waits in memory for somebody who is away meets them there, now and then.
        if (players.Customers.Any(each => each.Away is not null) && random.Next(2) == 0) ComeToRest();
        // Most people who are away come back in the end; whoever came back by writing writes again some time.
        foreach (var customer in players.Customers.Where(each => each.Away is not null && random.Next(4) > 0)) Play("come back", players.Return(customer));
        if (players.Customers.Any(each => each.IsBackByWord))
        {
            foreach (var words in new[] { "cancel", "status" })
            {
                foreach (var customer in players.Customers.Where(each => each.IsBackByWord)) Play("write after coming back", players.Say(customer, words)!);
                ComeToRest();
            }
        }

        ComeToRest();
    }

    internal void ComeToRest()
    {
        var end = Clock.Now + LongestRest;
        for (var steps = 0; steps < MostSteps; steps++)
        {
            if (OpenAny()) continue;
            if (Clock.Due() is { Count: > 0 } due) due[0]();
            else if (IsAtRest() || Clock.Now > end || Clock.Next is not { } next) return;
            else MoveTo(next);
        }

        violations.Add("The desk does not come to rest.");
    }

    // Nothing is announced that is not settled, and nothing is due, now or within some minutes; now and then so many that those
    // who left a request half written are reminded of it.
    private bool IsAtRest() =>
        rows.Of(Rows.Intents).Count == 0 && (players.LostChannel is null || !rows.Of(Rows.Desk).Any(row => row.ContainsKey("LostAt") && !(row.Flag("LossTold") && row.Flag("ThreadsMoved")))) && !rows.Of(Rows.Due).Any(row => row.GetDateTimeOffset("Due") <= restsUntil);

    private static Dictionary<string, string?> Configured(Random random) => new()
    {
        ["Storage:ConnectionString"] = InMemoryTables.ConnectionString,
        ["Storage:TablePrefix"] = Rows.Prefix,
        ["Storage:NumberBlock"] = random.Next(1, 5).ToString(CultureInfo.InvariantCulture),
        ["Partner:Name"] = Cast.Contoso.Name,
        ["Partner:TenantId"] = Cast.Contoso.TenantId,
        ["Partner:Contact"] = "support@contoso.example",
        ["Desk:Operators:0"] = Cast.Lea.AadObjectId,
        ["Desk:Leads:0"] = Cast.Lea.AadObjectId,
        ["Notifications:PatienceSeconds"] = (random.Next(3) switch { 0 => 90, 1 => 60, _ => 30 }).ToString(CultureInfo.InvariantCulture),
        ["Notifications:UndoSeconds"] = (random.Next(2) * 15).ToString(CultureInfo.InvariantCulture),
        ["Desk:PromptUnclaimedMinutes"] = (random.Next(3) switch { 0 => 1, 1 => 30, _ => 0 }).ToString(CultureInfo.InvariantCulture),
        ["Desk:PromptUnreadMinutes"] = (random.Next(3) switch { 0 => 1, 1 => 60, _ => 0 }).ToString(CultureInfo.InvariantCulture),
        ["Offer:Support:0:Services:0"] = "Microsoft365",
        ["Offer:TimeZone"] = "Europe/Lisbon",
        ["Offer:Hours:Monday-Friday"] = "09:00-18:00",
        ["Offer:FirstAnswerHours"] = "4",
        ["Offer:Currency"] = "EUR",
        ["Offer:PerHour"] = "75",
        ["Offer:IncludedHours"] = "2",
        ["Offer:ValidFrom"] = "2026-01-01",
    };
}
