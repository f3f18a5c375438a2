namespace TeamsSimulator.Connector;

internal enum LimitedOperation
{
    Send,
    Create,
    Members,
    Conversations,
}

/// <summary>Sliding windows per bot and thread, and one per bot and tenant. A refused call does not count.</summary>
internal sealed class RateLimiter(TimeProvider time, RateLimits limits)
{
    private const int TenantPerSecond = 50;
    private static readonly (int Seconds, int Sends)[] Windows = [(1, 7), (2, 8), (30, 60), (3600, 1800)];

    private readonly Lock gate = new();
    private readonly Dictionary<(LimitedOperation?, string), Queue<DateTimeOffset>> taken = [];

    /// <summary>Takes a place for the call in every window.</summary>
    /// <returns>Null, or after how many whole seconds the call would be let through.</returns>
    public double? Take(LimitedOperation? operation, string thread, string tenant)
    {
        if (limits.Factor <= 0)
            return null;
        lock (gate)
        {
            var now = time.GetUtcNow();
            var tenantCalls = Calls((null, tenant), now);
            var wait = Wait(tenantCalls, now, 1, TenantPerSecond);
            Queue<DateTimeOffset>? threadCalls = null;
            if (operation is { } limited)
            {
                threadCalls = Calls((limited, thread), now);
                var generosity = limited is LimitedOperation.Members or LimitedOperation.Conversations ? 2 : 1;
                foreach (var (seconds, sends) in Windows)
                    wait = Longer(wait, Wait(threadCalls, now, seconds, sends * generosity));
            }
            if (wait is { } span)
                return Math.Max(1, Math.Ceiling(span.TotalSeconds));
            tenantCalls.Enqueue(now);
            threadCalls?.Enqueue(now);
            return null;
        }
    }

    public void Clear()
    {
        lock (gate)
            taken.Clear();
    }

    private Queue<DateTimeOffset> Calls((LimitedOperation?, string) key, DateTimeOffset now)
    {
        if (!taken.TryGetValue(key, out var calls))
            taken[key] = calls = new();
        while (calls.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(Windows[^1].Seconds))
            calls.Dequeue();
        return calls;
    }

    private TimeSpan? Wait(Queue<DateTimeOffset> calls, DateTimeOffset now, int seconds, int allowed)
    {
        var window = TimeSpan.FromSeconds(seconds);
        var limit = Math.Max(1, (int)(allowed * limits.Factor));
        if (calls.Count < limit)
            return null;
        // The call that must leave the window before one more fits into it.
        var blocking = calls.ElementAt(calls.Count - limit);
        return now - blocking < window ? blocking + window - now : null;
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;
}
