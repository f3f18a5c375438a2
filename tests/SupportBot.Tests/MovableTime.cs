namespace SupportBot.Tests;

/// <summary>Domain time that stands still until a test moves it. Timers fire when it passes their due time.</summary>
public sealed class MovableTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on to the end of a wait, which may not have begun yet.</summary>
    /// <param name="wait">How long somebody waits, counted from now.</param>
    public async Task PassAsync(TimeSpan wait)
    {
        await AwaitedAsync(wait);
        Move(wait);
    }

    /// <summary>Completes when somebody waits for exactly so long, counted from now.</summary>
    /// <exception cref="TimeoutException">Nobody did within 20 seconds of the system's clock.</exception>
    public async Task AwaitedAsync(TimeSpan wait)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (timers.Any(timer => timer.Due == now + wait && !timer.Repeats)) return;
                next = changed.Task;
            }

            try
            {
                await next.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Nobody waits for {wait}.");
            }
        }
    }

    /// <summary>Moves time on; what falls due on the way happens in order.</summary>
    public void Move(TimeSpan by)
    {
        DateTimeOffset end;
        lock (gate) end = now + by;
        while (true)
        {
            Timer? next;
            lock (gate)
            {
                next = timers.Where(timer => timer.Due is { } due && due <= end).MinBy(timer => timer.Due);
                now = next?.Due is { } at && at > now ? at : next is null ? end : now;
                next?.Advance();
            }

            if (next is null) return;
            next.Fire();
        }
    }

    private sealed class Timer(MovableTime time, Action fire) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        public bool Repeats => period > TimeSpan.Zero;

        public void Fire() => fire();

        public void Advance() => Due = period > TimeSpan.Zero ? Due + period : null;

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            var fireNow = dueTime == TimeSpan.Zero;
            lock (time.gate)
            {
                period = newPeriod;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                if (fireNow) Advance();
                if (!time.timers.Contains(this)) time.timers.Add(this);
                time.changed.SetResult();
                time.changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (fireNow) ThreadPool.QueueUserWorkItem(_ => fire());
            return true;
        }

        public void Dispose()
        {
            lock (time.gate) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
