using Azure.Core.Pipeline;
using Azure.Data.Tables;
using FaultSimulator.People;
using FaultSimulator.Plants;
using FaultSimulator.Tables;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json.Linq;
using SupportBot;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Teams;
using SupportBot.Tickets;
using Activity = Microsoft.Bot.Schema.Activity;

namespace FaultSimulator.Running;

/// <summary>One running bot, made of the product's own registrations; only what lies outside of it is simulated.</summary>
internal sealed class Instance : IAfterTheAnswer, INonces
{
    private static readonly AsyncLocal<Resident?> Scope = new();

    private readonly Simulation simulation;
    private readonly ServiceProvider services;
    private readonly BotFrameworkAuthentication authentication;
    private readonly DeskAdapter adapter;
    private readonly IBot bot;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, Task> lanes = new(StringComparer.Ordinal);

    public Instance(string name, Simulation simulation)
    {
        (Name, this.simulation) = (name, simulation);
        clock = simulation.Clock.Of(this);
        var configuration = simulation.Configuration;
        var collection = new ServiceCollection();
        collection.AddSingleton(configuration);
        Program.Register(collection, configuration, Environment, simulation.Settings);
        collection.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        collection.Add(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(NullLogger<>)));

        var teams = new TeamsLine(this, simulation.Gates, simulation.Faults, simulation.Connector, simulation);
        collection.Replace(ServiceDescriptor.Singleton<IHttpClientFactory>(teams));
        collection.Replace(ServiceDescriptor.Singleton(clock));
        collection.Replace(ServiceDescriptor.Singleton<INonces>(this));
        collection.Replace(ServiceDescriptor.Singleton<IAfterTheAnswer>(this));
        collection.Replace(ServiceDescriptor.Singleton(new InstanceName(name)));
        collection.Replace(ServiceDescriptor.Singleton(new BotAddress(new Uri("https://bot.example/"), server: null!)));
        var tables = new TableClientOptions { Transport = simulation.Tables.Transport(new TableLine(this, simulation.Gates, simulation.Faults, simulation)) };
        tables.Diagnostics.IsLoggingEnabled = false;
        tables.Diagnostics.IsDistributedTracingEnabled = false;
        simulation.Plant?.Break(collection, tables, simulation);
        simulation.Watch(collection);
        collection.AddSingleton(tables);
        services = collection.BuildServiceProvider();
        (authentication, adapter, bot) = (Get<BotFrameworkAuthentication>(), Get<DeskAdapter>(), Get<IBot>());
    }

    public static IHostEnvironment Environment { get; } = new Development();

    /// <summary>For whom what runs now is done; null where the desk does it of itself.</summary>
    public static Resident? OnBehalfOf => Scope.Value;

    public string Name { get; }

    public bool IsDead { get; private set; }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>What the host would do for ever.</summary>
    public async Task SweepAsync(TimeSpan first)
    {
        var sweeper = services.GetServices<IHostedService>().OfType<Sweeper>().Single();
        if (first > TimeSpan.Zero) await Task.Delay(first, clock);
        while (true)
        {
            await simulation.Gates.ReachAsync(this, GateKind.Work, "sweep");
            await sweeper.SweepAsync(CancellationToken.None);
            await Task.Delay(sweeper.Interval, clock);
        }
    }

    /// <summary>
    /// Fires alarms as the host would: at the moment for which this instance set one, and again and again. How often is not the
    /// host's few seconds: nothing rests on that, and a run has no room for it.
    /// </summary>
    public async Task KeepTimeAsync()
    {
        Get<IAlarms>().WasSet += alarm => _ = FireAtAsync(alarm.Due.ToDateTimeOffset());
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(50), clock);
            await FireAsync();
        }
    }

    private async Task FireAtAsync(DateTimeOffset moment)
    {
        Scope.Value = null;
        if (moment - clock.GetUtcNow() > TimeSpan.FromMinutes(1)) return;
        if (moment > clock.GetUtcNow()) await Task.Delay(moment - clock.GetUtcNow(), clock);
        await FireAsync();
    }

    private async Task FireAsync()
    {
        await simulation.Gates.ReachAsync(this, GateKind.Work, "fire what is due");
        try
        {
            await Get<Timekeeper>().FireDueAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            simulation.Journal.Add($"{Name}: what is due could not be taken: {exception.GetType().Name}");
        }
    }

    /// <summary>Takes an activity as it came over the wire.</summary>
    /// <returns>The answer to an invoke; null otherwise.</returns>
    public async Task<InvokeResponse?> TakeAsync(JObject json, Resident from)
    {
        Scope.Value = from;
        using var reader = new JTokenReader(json);
        var activity = HttpHelper.BotMessageSerializer.Deserialize<Activity>(reader)!;
        await simulation.Gates.ReachAsync(this, GateKind.Work, $"take {activity.Id}");
        var authenticated = await authentication.AuthenticateRequestAsync(activity, null, CancellationToken.None);
        return await adapter.RunAsync(authenticated, activity, bot, CancellationToken.None);
    }

    /// <summary>Ends the process at whatever gates it stands.</summary>
    public void Crash(Func<Gate, bool> arrives)
    {
        IsDead = true;
        simulation.Gates.Abandon(this, arrives);
        simulation.Clock.Abandon(this);
    }

    void IAfterTheAnswer.Run(string order, Func<CancellationToken, Task> work) => lanes[order] = AfterAsync(lanes.GetValueOrDefault(order, Task.CompletedTask), order, work);

    string INonces.Next() => simulation.NextNonce();

    private async Task AfterAsync(Task before, string order, Func<CancellationToken, Task> work)
    {
        // Nobody is asking for this any more: it is the desk's own.
        Scope.Value = null;
        await before;
        await simulation.Gates.ReachAsync(this, GateKind.Work, $"after the answer, {order}");
        try
        {
            await work(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // As in production: what did not get done is announced, and a sweep finds it.
            simulation.Journal.Add($"{Name}: work behind {order} failed: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private sealed class Development : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "SupportBot";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
