namespace SupportBot.Tests.Contracts;

/// <summary>A clock that stands until it is set, and whose timers are due at once: nobody waits for a time-out here.</summary>
public sealed class StillClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
}
