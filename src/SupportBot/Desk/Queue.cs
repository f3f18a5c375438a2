using NodaTime;

namespace SupportBot.Desk;

/// <summary>Where tickets of one kind come in: a channel of one of the desk's teams. An operator chooses it in Teams.</summary>
/// <param name="Name">As people call it; unique in the desk, whatever the case.</param>
/// <param name="TeamId">The team; its members are agents.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="ServiceUrl">The connector that serves the team.</param>
public sealed record Queue(string Name, string TeamId, string ChannelId, string ServiceUrl)
{
    /// <summary>When it was found that the channel had been deleted; null while it is there.</summary>
    public Instant? LostAt { get; init; }

    /// <summary>Whether the desk was told of that.</summary>
    public bool IsLossTold { get; init; }

    /// <summary>Whether the threads that stood there go on elsewhere.</summary>
    public bool AreThreadsMoved { get; init; }
}

/// <summary>The desk's queues.</summary>
public interface IQueues
{
    /// <summary>All queues, the first that was ever set up first: what names no queue, or one that there is not, comes into it. An answer may be up to 30 seconds old.</summary>
    Task<IReadOnlyList<Queue>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Sets a queue up, or moves it to another channel.</summary>
    Task KeepAsync(Queue queue, CancellationToken cancellationToken);

    /// <summary>The queue's channel has been deleted: what would come into it goes into the first queue that has one.</summary>
    /// <returns>True for the one who found it out; false where it was known, or the queue has moved.</returns>
    Task<bool> LoseAsync(Queue queue, Instant at, CancellationToken cancellationToken);

    /// <summary>The desk was told that the queue's channel has been deleted.</summary>
    Task LossToldAsync(Queue queue, CancellationToken cancellationToken);

    /// <summary>The threads that stood in the queue's deleted channel go on elsewhere.</summary>
    Task ThreadsMovedAsync(Queue queue, CancellationToken cancellationToken);
}

/// <summary>Finds queues among the desk's.</summary>
public static class QueueChoice
{
    /// <summary>The queue of this name, else the first one; none whose channel is gone. Null where the desk has none yet, or no more.</summary>
    public static Queue? Named(this IReadOnlyList<Queue> queues, string? name)
    {
        var there = queues.Where(queue => queue.LostAt is null).ToList();
        return there.Find(queue => queue.IsNamed(name)) ?? there.FirstOrDefault();
    }

    /// <summary>The names by which tickets come into a queue: its own, and for the first one none at all and those of no queue.</summary>
    /// <param name="queues">The desk's queues.</param>
    /// <param name="queue">One of them.</param>
    /// <param name="given">The names that tickets were given.</param>
    public static IReadOnlyList<string?> NamesOf(this IReadOnlyList<Queue> queues, Queue queue, IReadOnlyList<string> given) => queues.Count == 0 || queues[0] != queue
        ? [queue.Name]
        : [queue.Name, null, .. given.Where(name => !queues.Any(each => each.IsNamed(name)))];

    private static bool IsNamed(this Queue queue, string? name) => string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase);
}
