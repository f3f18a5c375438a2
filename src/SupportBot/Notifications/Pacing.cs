using NodaTime;
using NodaTime.Extensions;

namespace SupportBot.Notifications;

/// <summary>At most so many calls in any span of this length (Microsoft Learn: "Optimize your bot with rate limiting in Teams").</summary>
/// <param name="Span">The length of the span.</param>
/// <param name="Calls">How many calls fit into it.</param>
public readonly record struct SendLimit(Duration Span, int Calls);

/// <summary>What a call does, as far as Teams counts such calls apart.</summary>
public enum SendOperation
{
    /// <summary>A message into a conversation.</summary>
    Send,

    /// <summary>The first message of a new thread.</summary>
    Create,

    /// <summary>A message drawn again; only the tenant's limit counts it.</summary>
    Edit,
}

/// <summary>Where a call goes, as Teams counts it.</summary>
/// <param name="TenantId">The tenant of the person or the channel.</param>
/// <param name="Conversation">The personal chat or the channel; all threads of a channel are one conversation.</param>
/// <param name="Operation">What it does there.</param>
public sealed record Destination(string TenantId, string Conversation, SendOperation Operation);

/// <summary>Teams' limits, and the decision when one more call keeps them.</summary>
public static class SendLimits
{
    /// <summary>For one operation in one conversation.</summary>
    public static IReadOnlyList<SendLimit> OfConversation { get; } =
        [new(Duration.FromSeconds(1), 7), new(Duration.FromSeconds(2), 8), new(Duration.FromSeconds(30), 60), new(Duration.FromHours(1), 1800)];

    /// <summary>For all calls to one tenant.</summary>
    public static IReadOnlyList<SendLimit> OfTenant { get; } = [new(Duration.FromSeconds(1), 50)];

    /// <summary>The first moment, <paramref name="now"/> or later, at which one more call keeps all limits.</summary>
    /// <param name="calls">The earlier calls, oldest first, none of them later than <paramref name="now"/>.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="now">The moment.</param>
    public static Instant Earliest(IReadOnlyList<Instant> calls, IReadOnlyList<SendLimit> limits, Instant now)
    {
        var earliest = now;
        foreach (var limit in limits)
        {
            // The call that must leave the span before one more fits into it.
            if (calls.Count >= limit.Calls) earliest = Instant.Max(earliest, calls[calls.Count - limit.Calls] + limit.Span);
        }

        return earliest;
    }
}

/// <summary>
/// Keeps what this instance sends within Teams' limits, for each conversation and each tenant, and out of the way of those who
/// asked it to wait. It remembers what it sent itself; where instances together send too much, Teams says so and is obeyed.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="ofConversation">The limits of each operation in a conversation, the longest span last.</param>
/// <param name="ofTenant">The limits of a tenant.</param>
public sealed class Pacing(TimeProvider time, IReadOnlyList<SendLimit> ofConversation, IReadOnlyList<SendLimit> ofTenant)
{
    private const int PruneAbove = 2000;
    private static readonly Duration Longest = SendLimits.OfConversation[^1].Span;

    private readonly Lock gate = new();
    private readonly Dictionary<object, List<Instant>> calls = [];
    private readonly Dictionary<(string Tenant, string Conversation), Instant> held = [];
    private readonly Dictionary<string, Instant> heldTenants = [];

    /// <summary>Keeps to Teams' limits.</summary>
    public Pacing(TimeProvider time)
        : this(time, SendLimits.OfConversation, SendLimits.OfTenant)
    {
    }

    /// <summary>Takes a place for a call.</summary>
    /// <returns>Zero where it may be made now; otherwise after how long to ask again, and no place is taken.</returns>
    public Duration Take(Destination to)
    {
        lock (gate)
        {
            var now = Now;
            var wait = EarliestOf(to, now) - now;
            if (wait <= Duration.Zero) Count(to, now);
            return wait;
        }
    }

    /// <summary>Counts a call that was made without asking, such as the answer to somebody who waits for it.</summary>
    public void Count(Destination to)
    {
        lock (gate) Count(to, Now);
    }

    /// <summary>Teams asked to wait. Two conversations of a tenant that must wait at once are taken for the whole tenant.</summary>
    public void Throttled(Destination to, Duration wait)
    {
        lock (gate)
        {
            var until = Now + wait;
            var others = held.Where(each => each.Key.Tenant == to.TenantId && each.Key.Conversation != to.Conversation && each.Value > Now).ToList();
            held[(to.TenantId, to.Conversation)] = until;
            if (others.Count > 0) heldTenants[to.TenantId] = Instant.Max(until, others.Max(each => each.Value));
        }
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    private Instant EarliestOf(Destination to, Instant now)
    {
        var earliest = Instant.Max(held.GetValueOrDefault((to.TenantId, to.Conversation), now), heldTenants.GetValueOrDefault(to.TenantId, now));
        earliest = Instant.Max(earliest, SendLimits.Earliest(CallsOf(to.TenantId), ofTenant, now));
        return to.Operation is SendOperation.Edit ? earliest : Instant.Max(earliest, SendLimits.Earliest(CallsOf((to.Conversation, to.Operation)), ofConversation, now));
    }

    private void Count(Destination to, Instant now)
    {
        CallsOf(to.TenantId).Add(now);
        if (to.Operation is not SendOperation.Edit) CallsOf((to.Conversation, to.Operation)).Add(now);
        if (calls.Count + held.Count > PruneAbove) Prune(now);
    }

    private List<Instant> CallsOf(object key)
    {
        if (!calls.TryGetValue(key, out var list)) calls[key] = list = [];
        // Twice what a limit looks back at: what is older decides nothing.
        if (list.Count > 2 * SendLimits.OfConversation[^1].Calls) list.RemoveRange(0, list.Count / 2);
        return list;
    }

    private void Prune(Instant now)
    {
        foreach (var key in calls.Where(each => each.Value.Count == 0 || now - each.Value[^1] > Longest).Select(each => each.Key).ToList()) calls.Remove(key);
        foreach (var key in held.Where(each => each.Value <= now).Select(each => each.Key).ToList()) held.Remove(key);
        foreach (var key in heldTenants.Where(each => each.Value <= now).Select(each => each.Key).ToList()) heldTenants.Remove(key);
    }
}
