using System.Collections.Concurrent;
using NodaTime.Extensions;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Work that outlives the request that caused it: turns that take longer than Teams waits, and what follows a change. A
/// shutdown drains it.
/// </summary>
internal sealed partial class Background(ILogger<Background> logger) : IHostedService, IAfterTheAnswer, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, string> running = new();
    private readonly Dictionary<string, Task> lanes = new(StringComparer.Ordinal);
    private readonly Lock lanesLock = new();

    /// <summary>Runs a turn that the request may stop waiting for.</summary>
    public Task<T> RunTurnAsync<T>(Func<CancellationToken, Task<T>> turn)
    {
        var task = Task.Run(() => turn(stopping.Token));
        Track(task, "a turn");
        return task;
    }

    public void Run(string order, Func<CancellationToken, Task> work)
    {
        Task task;
        lock (lanesLock)
        {
            var before = lanes.GetValueOrDefault(order, Task.CompletedTask);
            task = AfterAsync(before, order, work);
            lanes[order] = task;
        }

        Track(task, order);
        _ = task.ContinueWith(_ => Leave(order, task), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>What is running now: the orders of work, and turns. Tests tell it.</summary>
    public IEnumerable<string> UnderWay => running.Values;

    /// <summary>Completes when nothing is running. Tests wait for it.</summary>
    public async Task DrainedAsync()
    {
        while (!running.IsEmpty) await Task.WhenAll(running.Keys.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        // The host's own time limit decides how long the draining may take.
        try
        {
            await DrainedAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // What waits longer, such as for Teams to take more, is announced in storage: the next instance's sweep finds it.
            LogLeft(running.Count);
        }
        finally
        {
            await stopping.CancelAsync();
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task AfterAsync(Task before, string order, Func<CancellationToken, Task> work)
    {
        await Task.Yield();
        await before;
        try
        {
            await work(stopping.Token);
        }
        catch (Exception exception)
        {
            // What did not get done is still announced in storage; the sweep finds it.
            LogFailed(order, exception);
        }
    }

    private void Leave(string order, Task task)
    {
        lock (lanesLock)
        {
            if (lanes.TryGetValue(order, out var last) && last == task) lanes.Remove(order);
        }
    }

    private void Track(Task task, string what)
    {
        running[task] = what;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    [LoggerMessage(EventId = 332, Level = LogLevel.Information, Message = "{Count} pieces of work are left to the next sweep")]
    private partial void LogLeft(int count);

    [LoggerMessage(EventId = 330, Level = LogLevel.Error, Message = "Work behind {Order} failed; it is taken up again later")]
    private partial void LogFailed(string order, Exception exception);
}

/// <summary>Takes up what crashes and outages left behind, and ends what nobody answered in time: at the start and then every 20 seconds, or as often as its patience ends.</summary>
internal sealed partial class Sweeper(
    Aftermath aftermath,
    Timekeeper timekeeper,
    LostChannels lost,
    LostThreads threads,
    Doorstep doorstep,
    ConsentExpiry consents,
    AttachmentSweep attachments,
    DelegatedAdminWatch delegatedAdmin,
    NotificationOptions options,
    TimeProvider time,
    ILogger<Sweeper> logger) : BackgroundService
{
    // With the patience of 90 s that is set unless told otherwise, what a crash left is taken up within two minutes.
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(20);

    /// <summary>How long one round is waited for after the other.</summary>
    public TimeSpan Interval => Patience < LongestInterval ? Patience : LongestInterval;

    private TimeSpan Patience => TimeSpan.FromSeconds(options.PatienceSeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One round.</summary>
    public async Task SweepAsync(CancellationToken stoppingToken)
    {
        await TryAsync(token => aftermath.SweepAsync(Patience.ToDuration(), token), stoppingToken);
        await TryAsync(lost.SweepAsync, stoppingToken);
        await TryAsync(threads.SweepAsync, stoppingToken);
        await TryAsync(timekeeper.AuditAsync, stoppingToken);
        await TryAsync(doorstep.SweepAsync, stoppingToken);
        await TryAsync(consents.SweepAsync, stoppingToken);
        await TryAsync(attachments.RunAsync, stoppingToken);
        await TryAsync(delegatedAdmin.SweepAsync, stoppingToken);
    }

    private async Task TryAsync(Func<CancellationToken, Task> sweep, CancellationToken stoppingToken)
    {
        try
        {
            await sweep(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(EventId = 331, Level = LogLevel.Error, Message = "The sweep failed; the next one tries again")]
    private partial void LogFailed(Exception exception);
}
