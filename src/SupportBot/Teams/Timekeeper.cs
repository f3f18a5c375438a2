using System.Collections.Concurrent;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Takes the alarms that are due, its own and those of instances that are gone, and has done what is due: every few seconds,
/// and at the very moment for which this instance set one.
/// </summary>
internal sealed partial class Timekeeper(
    IAlarms alarms, IEnumerable<IAlarmHandler> handlers, IAfterTheAnswer after, TimeProvider time, ILogger<Timekeeper> logger) : BackgroundService
{
    // Longer than most work behind an alarm; what takes longer is taken up by another instance as well, which does no harm.
    private static readonly Duration Lease = Duration.FromSeconds(60);

    private static readonly Duration Interval = Duration.FromSeconds(5);

    // What is farther off need not be met to the second, and is found by looking every few of them.
    private static readonly Duration Foreseen = Duration.FromMinutes(1);

    private static readonly Duration LateAfter = Duration.FromMinutes(5);

    private readonly ILookup<AlarmKind, IAlarmHandler> handlersOf = handlers.ToLookup(handler => handler.Kind);
    private readonly ConcurrentDictionary<string, bool> reported = new(StringComparer.Ordinal);
    private readonly Lock waking = new();
    private readonly SortedSet<Instant> upcoming = [];
    private TaskCompletionSource woken = new();
    private Instant looksAgainAt;
    private ITimer? timer;

    /// <summary>What the last audit found; null before the first.</summary>
    public AlarmAudit? LastAudit { get; private set; }

    /// <summary>When an audit last found no late alarm; null where none has yet.</summary>
    public Instant? LastCleanAudit { get; private set; }

    /// <summary>Takes what is due now, and has it done after this returns.</summary>
    public async Task FireDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var due = await alarms.DueAsync(cancellationToken);
            var taken = await Task.WhenAll(due.Select(each => alarms.TakeAsync(each, Lease, cancellationToken)));
            foreach (var alarm in taken) Fire(alarm);
            if (Array.TrueForAll(taken, alarm => alarm is null)) return;
        }
    }

    /// <summary>Finds the alarms that are more than five minutes late, says which, and tries those that nobody holds once more, at once.</summary>
    public async Task AuditAsync(CancellationToken cancellationToken)
    {
        var late = await alarms.LateAsync(LateAfter, cancellationToken);
        foreach (var alarm in late)
        {
            if (!reported.TryAdd(alarm.Key, true)) continue;
            LogLate(alarm.Alarm.Kind, alarm.Key, alarm.Alarm.Due);
            if (alarm.IsFree) Fire(await alarms.TakeAsync(alarm, Lease, cancellationToken));
        }

        var keys = late.Select(alarm => alarm.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in reported.Keys.Where(key => !keys.Contains(key))) reported.TryRemove(gone, out _);
        LastAudit = new AlarmAudit(Now, late.Count);
        if (late.Count == 0) LastCleanAudit = Now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        alarms.WasSet += WakeFor;
        try
        {
            await using var ticking = timer = time.CreateTimer(_ => Wake(), state: null, Interval.ToTimeSpan(), Interval.ToTimeSpan());
            while (!stoppingToken.IsCancellationRequested)
            {
                Task next;
                lock (waking)
                {
                    woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    next = woken.Task;
                    var now = Now;
                    upcoming.RemoveWhere(moment => moment <= now);
                    looksAgainAt = now + Interval;
                    SetTimer(now);
                }

                await TryFireAsync(stoppingToken);
                await next.WaitAsync(stoppingToken);
            }
        }
        finally
        {
            alarms.WasSet -= WakeFor;
        }
    }

    private async Task TryFireAsync(CancellationToken stoppingToken)
    {
        try
        {
            await FireDueAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    private void Wake()
    {
        lock (waking) woken.TrySetResult();
    }

    private void WakeFor(Alarm alarm)
    {
        lock (waking)
        {
            var now = Now;
            if (alarm.Due > now + Foreseen) return;
            if (alarm.Due <= now) woken.TrySetResult();
            else if (upcoming.Add(alarm.Due)) SetTimer(now);
        }
    }

    private void SetTimer(Instant now)
    {
        var next = upcoming.Count > 0 ? Instant.Min(upcoming.Min, looksAgainAt) : looksAgainAt;
        timer?.Change(Duration.Max(next - now, Duration.Zero).ToTimeSpan(), Interval.ToTimeSpan());
    }

    // In the order of what follows the ticket's changes, so that both do not deliver the same at once.
    private void Fire(TakenAlarm? taken)
    {
        if (taken is not null) after.Run(taken.Alarm.About, cancellationToken => FireAsync(taken, cancellationToken));
    }

    private async Task FireAsync(TakenAlarm taken, CancellationToken cancellationToken)
    {
        var isDone = true;
        foreach (var handler in handlersOf[taken.Alarm.Kind])
        {
            // It may have waited for its turn longer than it was held.
            if (!await alarms.HoldsAsync(taken, cancellationToken)) return;
            isDone &= await handler.FireAsync(taken, cancellationToken);
        }

        if (isDone) await alarms.DoneAsync(taken, cancellationToken);
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    [LoggerMessage(EventId = 370, Level = LogLevel.Error, Message = "The alarm about a {Kind} in row {Key} was due at {Due} and is there still; if nobody holds it, it is tried again now")]
    private partial void LogLate(AlarmKind kind, string key, Instant due);

    [LoggerMessage(EventId = 371, Level = LogLevel.Error, Message = "The alarms that are due could not be taken; they are tried again in a few seconds")]
    private partial void LogFailed(Exception exception);
}

/// <summary>What an audit of the alarms found.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Late">How many alarms were more than five minutes late; where there are very many, some of them.</param>
internal sealed record AlarmAudit(Instant At, int Late);
