using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Storage;
using TeamsSimulator;

namespace FaultSimulator.Processes;

/// <summary>A desk as it is deployed: the bot in a process of its own on tables in Azurite, and the simulated Teams around it, with as many customers as are asked for.</summary>
internal sealed partial class ProcessDesk : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;
    private BotProcess? _bot;

    private ProcessDesk(SimulatedTeams teams, Dictionary<string, string> settings, int customers)
    {
        (Teams, _settings) = (teams, settings);
        Customers = [.. Enumerable.Range(1, customers).Select(number => teams.AddPerson(new CastMember(
            FormattableString.Invariant($"customer{number}"),
            FormattableString.Invariant($"Customer {number}"),
            "customer",
            Cast.Northwind,
            FormattableString.Invariant($"c0570ae5-0000-4000-8000-{number:D12}"),
            "en-US",
            "Europe/Lisbon",
            "PT")))];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(each => each.Key.Replace("__", ":", StringComparison.Ordinal), each => (string?)each.Value))
            .Build();
        Storage = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
    }

    public SimulatedTeams Teams { get; }

    /// <summary>People of one customer, who speak English.</summary>
    public IReadOnlyList<Person> Customers { get; }

    public IReadOnlyList<Person> Agents => [Teams.Ivy, Teams.Max, Teams.Lea];

    /// <summary>The bot's tables, past the bot.</summary>
    public ServiceProvider Storage { get; }

    /// <param name="storage">The connection string of an Azurite.</param>
    /// <param name="customers">How many people of the customer there are.</param>
    /// <param name="settings">Settings beside those of the cast, as environment variables.</param>
    public static async Task<ProcessDesk> OpenAsync(string storage, int customers, IReadOnlyDictionary<string, string> settings)
    {
        var teams = await SimulatedTeams.StartAsync();
        teams.InstalledEverywhereBefore();
        var all = new Dictionary<string, string>(BotProcess.Settings(storage))
        {
            ["Storage__TablePrefix"] = "p" + Guid.NewGuid().ToString("N")[..12],
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (name, value) in settings) all[name] = value;
        var desk = new ProcessDesk(teams, all, customers);
        await desk.Storage.GetRequiredService<TableSetup>().CreateAsync(default);
        await desk.Storage.GetRequiredService<IQueues>().KeepAsync(new Queue("Support", Cast.TeamId, Cast.SupportChannelId, teams.ServiceUrl), default);
        await desk.Storage.GetRequiredService<ICustomerStore>().KeepAsync(
            new Customer { Id = Cast.Northwind.TenantId, Name = Cast.Northwind.Name, TenantIds = [Cast.Northwind.TenantId] }, stamp: null, default);
        return desk;
    }

    /// <summary>Starts the bot, and waits until it is ready.</summary>
    public async Task StartBotAsync()
    {
        _bot = await BotProcess.StartAsync(_settings);
        Teams.BotUrl = _bot.Url;
    }

    /// <summary>Ends the bot at once, without a word (SIGKILL).</summary>
    public async Task KillBotAsync()
    {
        await _bot!.KillAsync();
        await _bot.DisposeAsync();
    }

    /// <summary>Asks the bot to end, and waits until it has.</summary>
    public async Task StopBotAsync()
    {
        await _bot!.StopAsync();
        await _bot.DisposeAsync();
    }

    /// <summary>The root cards in the desk's channel, by the number that they show.</summary>
    public ILookup<string, Message> Roots() =>
        Teams.Ivy.Read(Cast.SupportChannelId).Where(message => message.FromBot && message.RootId == message.Id).ToLookup(NumberOn);

    /// <summary>The first ticket number that a message shows; empty where it shows none.</summary>
    public static string NumberOn(Message message) => TicketNumberInText().Match(message.Everything).Value;

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null) await _bot.DisposeAsync();
        await Storage.DisposeAsync();
        await Teams.DisposeAsync();
    }

    [GeneratedRegex(@"A-\d+")]
    private static partial Regex TicketNumberInText();
}
