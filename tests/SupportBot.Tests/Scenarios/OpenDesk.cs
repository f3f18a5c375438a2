using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SupportBot.Customers;
using SupportBot.Notifications;
using SupportBot.Teams;
using SupportBot.Tickets;
using TeamsSimulator;
using Person = TeamsSimulator.Person;

namespace SupportBot.Tests.Scenarios;

/// <summary>
/// The whole product in one process: the bot behind its HTTP door, tables in a real Azurite, and the simulated Teams around
/// it. Each desk has tables of its own.
/// </summary>
public sealed class OpenDesk : IAsyncDisposable
{
    private readonly List<BotInProcess> instances = [];
    private readonly string tables = "t" + Guid.NewGuid().ToString("N")[..12];

    private readonly string? appId;

    private readonly IReadOnlyDictionary<string, string?> more;

    private OpenDesk(SimulatedTeams teams, MovableTime time, string storage, string? appId, IReadOnlyDictionary<string, string?>? more)
    {
        Time = time;
        this.appId = appId;
        this.more = more ?? new Dictionary<string, string?>();
        Teams = teams;
        Storage = storage;
    }

    public SimulatedTeams Teams { get; }

    public string Storage { get; }

    public MovableTime Time { get; }

    /// <summary>Kinds of violation that this test causes itself, such as answers to an activity that it forged.</summary>
    public HashSet<string> Provoked { get; } = [];

    public Person Ana => Teams.Ana;

    public Person Bo => Teams.Bo;

    public Person Ivy => Teams.Ivy;

    public Person Max => Teams.Max;

    public Person Lea => Teams.Lea;

    /// <summary>Opens a desk at which everybody has been installed before; nobody has spoken yet.</summary>
    public static async Task<OpenDesk> OpenAsync(
        Action<IServiceCollection>? services = null, string? appId = null, IReadOnlyDictionary<string, string?>? settings = null, bool isSetUp = true, bool rateLimits = false)
    {
        var storage = await Azurite.ConnectionStringAsync();
        var time = new MovableTime();
        var options = new SimulatorOptions { RateLimits = RateLimits.Off, AppId = appId };
        // Limits recover with time, so that both must read the same clock.
        var teams = await SimulatedTeams.StartAsync(rateLimits ? options with { RateLimits = RateLimits.Teams, TimeProvider = time } : options);
        var desk = new OpenDesk(teams, time, storage, appId, settings);
        if (rateLimits) services += collection => collection.Replace(ServiceDescriptor.Singleton(new Pacing(time)));
        teams.BotUrl = desk.StartInstance(services);
        teams.InstalledEverywhereBefore();
        if (isSetUp) await desk.instances[0].Services.SetUpAsync(teams.ServiceUrl);
        return desk;
    }

    /// <summary>Starts one more instance of the bot on the same tables, and says where it listens.</summary>
    public string StartInstance(Action<IServiceCollection>? services = null)
    {
        var instance = new BotInProcess(Settings(), Time, services);
        instances.Add(instance);
        return instance.Listen();
    }

    /// <summary>The settings with which the bot serves this desk.</summary>
    public Dictionary<string, string?> Settings() => new(OfTheDesk().Concat(more).GroupBy(each => each.Key).ToDictionary(each => each.Key, each => each.Last().Value));

    private Dictionary<string, string?> OfTheDesk() => new()
    {
        ["MicrosoftAppId"] = appId,
        ["MicrosoftAppType"] = appId is null ? null : "MultiTenant",
        ["MicrosoftAppPassword"] = appId is null ? null : "never sent anywhere",
        ["ToBotFromChannelOpenIdMetadataUrl"] = Teams.OpenIdMetadataUrl,
        ["Storage:ConnectionString"] = Storage,
        ["Storage:TablePrefix"] = tables,
        ["Partner:Name"] = Cast.Contoso.Name,
        ["Partner:TenantId"] = Cast.Contoso.TenantId,
        ["Partner:Contact"] = "support@contoso.example",
        // Stories about other things need not wait for it.
        ["Notifications:UndoSeconds"] = "0",
        ["Desk:Operators:0"] = Cast.Lea.AadObjectId,
        ["Desk:Leads:0"] = Cast.Lea.AadObjectId,
    };

    /// <summary>The customers of the cast are stored, without anything else.</summary>
    public Task AddCustomersAsync() => instances[0].Services.AddCustomersAsync();

    /// <summary>A customer of the cast as it is stored now, changed.</summary>
    public async Task ChangeAsync(Organisation organisation, Func<Customer, Customer> change)
    {
        var store = Get<ICustomerStore>();
        var stored = (await store.FindByTenantAsync(organisation.TenantId, default))!;
        Assert.Equal(CustomerKept.Stored, await store.KeepAsync(change(stored.Customer), stored.Stamp, default));
        foreach (var instance in instances) instance.Services.GetRequiredService<ICustomerDirectory>().Forget([organisation.TenantId]);
    }

    /// <summary>A service of the instance that the desk was opened with.</summary>
    public T Get<T>() where T : notnull => instances[0].Services.GetRequiredService<T>();

    /// <summary>
    /// Waits until everything that follows the answers has been done. What this machine made fail for a moment, such as a
    /// connection that broke, is tried again in the desk's own time: after a long standstill that passes too.
    /// </summary>
    public async Task QuietAsync()
    {
        foreach (var background in instances.Select(instance => instance.Services.GetRequiredService<Background>()))
        {
            var drained = background.DrainedAsync();
            for (var standstills = 0; await Task.WhenAny(drained, Task.Delay(TimeSpan.FromSeconds(8))) != drained; standstills++)
            {
                if (standstills == 4) throw new TimeoutException($"Still under way: {string.Join(", ", background.UnderWay)}");
                Time.Move(TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>
    /// Moves time on, and waits until what is due then has been done, by whichever instance. What one instance met while another
    /// was sending it stays held until its lease ends, and is done by that other.
    /// </summary>
    public async Task MoveAsync(TimeSpan by)
    {
        // A leap over what is being sent would end its lease, and another instance would send it again.
        await QuietAsync();
        Time.Move(by);
        var deadline = Stopwatch.StartNew();
        for (var rounds = 0; rounds < 3; rounds++)
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(20), "What is due is not done.");
            await Get<Timekeeper>().FireDueAsync(default);
            await QuietAsync();
            var left = await Get<IAlarms>().LateAsync(NodaTime.Duration.Zero, default);
            if (left.Count == 0) break;
            if (left.Any(alarm => alarm.IsFree)) rounds = 0;
        }

        await QuietAsync();
    }

    /// <summary>Somebody files a request by writing it and pressing Send.</summary>
    /// <returns>The ticket card in their chat.</returns>
    public static async Task<Message> FileAsync(Person customer, string words = "Outlook keeps asking for my password.", object? corrections = null)
    {
        await customer.SayAsync(words);
        var summary = await customer.WaitForAsync(message => message.Card is not null && message.Buttons.Count == 3);
        var pressed = await customer.PressAsync(summary, "file", corrections);
        Assert.Equal(200, pressed.BotStatus);
        return customer.Again(summary);
    }

    /// <summary>The root card of a ticket, as an agent sees it.</summary>
    public static Task<Message> RootAsync(Person agent, string number) =>
        agent.WaitForAsync(message => message.RootId == message.Id && message.Shows(number + " ·"), Cast.SupportChannelId);

    /// <summary>The number on a ticket card.</summary>
    public static string NumberOn(Message card) => System.Text.RegularExpressions.Regex.Match(card.Everything, @"A-\d+").Value;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await QuietAsync();
            Assert.DoesNotContain(Teams.Violations, violation => !Provoked.Contains(violation.Kind));
        }
        finally
        {
            foreach (var instance in instances) await instance.DisposeAsync();
            await Teams.DisposeAsync();
        }
    }

    private sealed class BotInProcess : WebApplicationFactory<Program>
    {
        private readonly Dictionary<string, string?> settings;
        private readonly MovableTime time;
        private readonly Action<IServiceCollection>? services;

        public BotInProcess(Dictionary<string, string?> settings, MovableTime time, Action<IServiceCollection>? services)
        {
            this.settings = settings;
            this.time = time;
            this.services = services;
            // Not by port: the factory would set the address while the bot, which starts by itself, may be listening already.
            UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        }

        public string Listen()
        {
            StartServer();
            return ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureServices(collection =>
            {
                collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
                // Under a clock that stands still whoever paces waits for ever; stories about that ask for it.
                collection.Replace(ServiceDescriptor.Singleton(new Pacing(time, [], [])));
                services?.Invoke(collection);
            });
        }
    }
}
