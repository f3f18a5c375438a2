using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Teams;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Scenarios;

/// <summary>What is due is done once, by whichever instance is there, and what is late is found (S17, without the planted losses of its chaos).</summary>
public sealed class TimekeeperTests
{
    [SkippableFact]
    public async Task Of_two_instances_one_does_what_is_due()
    {
        var handler = new Handler();
        await using var desk = await OpenDesk.OpenAsync(handler.Add);
        desk.StartInstance(handler.Add);
        for (var i = 1; i <= 20; i++) await desk.Get<IAlarms>().SetAsync(Alarm.OfPerson("tenant", $"person {i}", desk.Time.Now() + Duration.FromSeconds(i)), default);

        desk.Time.Move(TimeSpan.FromSeconds(20));
        await desk.Get<Timekeeper>().FireDueAsync(default);
        await handler.CalledAsync(20);
        await desk.QuietAsync();

        Assert.Equal(20, handler.Calls);
        Assert.Empty(await desk.Get<IAlarms>().LateAsync(Duration.Zero, default));
    }

    [SkippableFact]
    public async Task An_alarm_that_an_instance_took_along_into_its_grave_is_taken_up_when_its_lease_ends()
    {
        var handler = new Handler();
        await using var desk = await OpenDesk.OpenAsync(handler.Add);
        var alarms = desk.Get<IAlarms>();
        await alarms.SetAsync(Alarm.OfPerson("tenant", "person", desk.Time.Now() + Duration.FromSeconds(1)), default);
        desk.Time.Move(TimeSpan.FromSeconds(1));
        // Whoever took it, it is not the one that asks here.
        if (await alarms.DueAsync(default) is [var due] && await alarms.TakeAsync(due, Duration.FromSeconds(60), default) is { } dead)
        {
            desk.Time.Move(TimeSpan.FromSeconds(60));
            await desk.Get<Timekeeper>().FireDueAsync(default);
            await handler.CalledAsync(1);
            await desk.QuietAsync();
            Assert.False(await alarms.HoldsAsync(dead, default));
            Assert.False(await alarms.DoneAsync(dead, default));
        }

        await handler.CalledAsync(1);
        await desk.QuietAsync();
        Assert.Equal(1, handler.Calls);
    }

    [SkippableFact]
    public async Task What_is_late_is_said_with_its_row_counted_and_tried_again()
    {
        var handler = new Handler { Works = false };
        var log = new ErrorLog();
        await using var desk = await OpenDesk.OpenAsync(services =>
        {
            handler.Add(services);
            services.AddSingleton<ILoggerProvider>(log);
        });
        var timekeeper = desk.Get<Timekeeper>();
        await timekeeper.AuditAsync(default);
        Assert.Equal(0, (int?)(await HealthAsync(desk))["lateAlarms"]);
        var due = desk.Time.Now() + Duration.FromSeconds(1);
        await desk.Get<IAlarms>().SetAsync(Alarm.OfPerson("tenant", "late", due), default);
        desk.Time.Move(TimeSpan.FromSeconds(1));
        await timekeeper.FireDueAsync(default);
        await handler.CalledAsync(1);
        await desk.QuietAsync();

        desk.Time.Move(TimeSpan.FromMinutes(6));
        await timekeeper.AuditAsync(default);
        await timekeeper.AuditAsync(default);
        await desk.QuietAsync();

        Assert.Single(log.Errors, error => error.Contains("Person|tenant", StringComparison.Ordinal) && error.Contains("there still", StringComparison.Ordinal));
        var health = await HealthAsync(desk);
        Assert.Equal(1, (int?)health["lateAlarms"]);
        Assert.True(Parsed(health["lastCleanAudit"]) < Parsed(health["lastAudit"]));

        handler.Works = true;
        desk.Time.Move(TimeSpan.FromMinutes(1));
        await timekeeper.FireDueAsync(default);
        await desk.QuietAsync();
        await timekeeper.AuditAsync(default);
        health = await HealthAsync(desk);
        Assert.Equal(0, (int?)health["lateAlarms"]);
        Assert.Equal(health["lastAudit"], health["lastCleanAudit"]);
    }

    private static DateTime Parsed(JToken? moment) => (DateTime)moment!;

    private static async Task<JObject> HealthAsync(OpenDesk desk)
    {
        using var http = new HttpClient();
        return JObject.Parse(await http.GetStringAsync(new Uri(desk.Teams.BotUrl + "/health/ready")));
    }

    private sealed class Handler : IAlarmHandler
    {
        private readonly SemaphoreSlim called = new(0);
        private int calls;

        public bool Works { get; set; } = true;

        public int Calls => calls;

        public AlarmKind Kind => AlarmKind.Person;

        public void Add(IServiceCollection services) => services.AddSingleton<IAlarmHandler>(this);

        public async Task CalledAsync(int times)
        {
            while (calls < times) Assert.True(await called.WaitAsync(TimeSpan.FromSeconds(20)), "The alarm did not go off.");
        }

        public Task<bool> FireAsync(TakenAlarm taken, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref calls);
            called.Release();
            return Task.FromResult(Works);
        }
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private readonly List<string> errors = [];

        public IReadOnlyList<string> Errors
        {
            get
            {
                lock (errors) return [.. errors];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            lock (errors) errors.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
