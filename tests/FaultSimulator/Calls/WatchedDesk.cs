using Azure.Core;
using Azure.Data.Tables;
using FaultSimulator.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Teams;
using TeamsSimulator;

namespace FaultSimulator.Calls;

/// <summary>SupportBot by its own entry point, behind its HTTP door, with tables in memory and the simulated Teams around it; all that it calls is written down.</summary>
internal sealed class WatchedDesk : IAsyncDisposable
{
    // Long enough that what is begun together overlaps, on a busy machine too.
    private static readonly TimeSpan LeastOfACall = TimeSpan.FromMilliseconds(20);

    private readonly Bot _bot;

    private WatchedDesk(SimulatedTeams teams, CallLog calls)
    {
        Teams = teams;
        Calls = calls;
        _bot = new Bot(this);
    }

    public SimulatedTeams Teams { get; }

    public CallLog Calls { get; }

    public static async Task<WatchedDesk> OpenAsync()
    {
        var teams = await SimulatedTeams.StartAsync(new SimulatorOptions { RateLimits = RateLimits.Off });
        var desk = new WatchedDesk(teams, new CallLog(LeastOfACall));
        teams.BotUrl = desk._bot.Listen();
        teams.InstalledEverywhereBefore();
        await desk._bot.Services.GetRequiredService<IQueues>().KeepAsync(new Queue("Support", Cast.TeamId, Cast.SupportChannelId, teams.ServiceUrl), default);
        var northwind = new Customer { Id = Cast.Northwind.TenantId, Name = Cast.Northwind.Name, TenantIds = [Cast.Northwind.TenantId] };
        await desk._bot.Services.GetRequiredService<ICustomerStore>().KeepAsync(northwind, stamp: null, default);
        return desk;
    }

    /// <summary>Waits until everything that follows the answers has been done.</summary>
    public Task QuietAsync() => _bot.Services.GetRequiredService<Background>().DrainedAsync().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await Teams.DisposeAsync();
    }

    private sealed class Bot : WebApplicationFactory<MessagesEndpoint>
    {
        private readonly WatchedDesk _desk;

        public Bot(WatchedDesk desk)
        {
            _desk = desk;
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
            builder.UseContentRoot(AppContext.BaseDirectory);
            // Without an app id the bot starts only there.
            builder.UseEnvironment("Development");
            builder.UseSetting("Storage:ConnectionString", InMemoryTables.ConnectionString);
            builder.UseSetting("Partner:Name", Cast.Contoso.Name);
            builder.UseSetting("Partner:TenantId", Cast.Contoso.TenantId);
            builder.UseSetting("Partner:Contact", "support@contoso.example");
            builder.UseSetting("Desk:Operators:0", Cast.Lea.AadObjectId);
            // What an agent writes goes out at once, so that its sending is counted with it.
            builder.UseSetting("Notifications:UndoSeconds", "0");
            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.ConfigureServices(services =>
            {
                var tables = new TableClientOptions { Transport = new InMemoryTables().Transport() };
                tables.AddPolicy(new CallLog.OfTables(_desk.Calls), HttpPipelinePosition.BeforeTransport);
                services.AddSingleton(tables);
                services.AddHttpClient(Options.DefaultName).AddHttpMessageHandler(() => new CallLog.OfTeams(_desk.Calls));
                services.AddSingleton<IStartupFilter>(new Door(_desk.Calls));
                // Sweeps and looks at what is due would be counted with whatever they fall into.
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new StandingTime()));
                // Where time stands nothing ever leaves the span that a limit counts.
                services.Replace(ServiceDescriptor.Singleton(new Pacing(new StandingTime(), [], [])));
            });
        }
    }

    private sealed class Door(CallLog calls) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (http, pass) =>
            {
                await pass(http);
                calls.Answered();
            });
            next(app);
        };
    }

    // Its timers never go off.
    private sealed class StandingTime : TimeProvider
    {
        private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
