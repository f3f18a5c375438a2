namespace SupportBot.Desk;

/// <summary>Where tickets of one kind come in: a channel of one of the desk's teams. An operator chooses it in Teams.</summary>
/// <param name="Name">As people call it; unique in the desk, whatever the case.</param>
/// <param name="TeamId">The team; its members are agents.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="ServiceUrl">The connector that serves the team.</param>
public sealed record Queue(string Name, string TeamId, string ChannelId, string ServiceUrl);

/// <summary>The desk's queues.</summary>
public interface IQueues
{
    /// <summary>All queues, the first that was ever set up first: what names no queue, or one that there is not, comes into it. An answer may be up to 30 seconds old.</summary>
    Task<IReadOnlyList<Queue>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Sets a queue up, or moves it to another channel.</summary>
    Task KeepAsync(Queue queue, CancellationToken cancellationToken);
}

/// <summary>Finds queues among the desk's.</summary>
public static class QueueChoice
{
    /// <summary>The queue of this name, else the first one; null where the desk has none yet.</summary>
    public static Queue? Named(this IReadOnlyList<Queue> queues, string? name) =>
        queues.FirstOrDefault(queue => string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase)) ?? (queues.Count > 0 ? queues[0] : null);
}
