namespace FaultSimulator.Running;

/// <summary>Time that stands still until the loop moves it. A timer that is due fires when the loop says so, one at a time.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private readonly List<Timer> timers = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    /// <summary>When the next timer is due; null where nobody waits.</summary>
    public DateTimeOffset? Next => timers.Min(timer => timer.Due);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Create(this, callback, state, dueTime, period);

    /// <summary>The same clock for one instance: its timers end with it.</summary>
    public TimeProvider Of(object owner) => new OwnedClock(this, owner);

    public void MoveTo(DateTimeOffset moment)
    {
        if (moment > Now) Now = moment;
    }

    /// <summary>The timers that are due now, in the order in which they were set.</summary>
    public List<Action> Due() => [.. timers.Where(timer => timer.Due <= Now).Select(timer => (Action)timer.Fire)];

    public void Abandon(object owner) => timers.RemoveAll(timer => timer.Owner == owner);

    private Timer Create(object owner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, owner, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class OwnedClock(SimulatedClock clock, object owner) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.Now;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.Create(owner, callback, state, dueTime, period);
    }

    private sealed class Timer(SimulatedClock clock, object owner, Action callback) : ITimer
    {
        private TimeSpan period;

        public object Owner => owner;

        public DateTimeOffset? Due { get; private set; }

        public void Fire()
        {
            Due = period > TimeSpan.Zero ? clock.Now + period : null;
            if (Due is null) clock.timers.Remove(this);
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            period = newPeriod;
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now + dueTime;
            if (Due is not null && !clock.timers.Contains(this)) clock.timers.Add(this);
            return true;
        }

        public void Dispose() => clock.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
