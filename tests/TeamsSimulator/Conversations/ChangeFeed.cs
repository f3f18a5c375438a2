using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TeamsSimulator.Conversations;

internal sealed record Change(string Conversation, string? Message);

/// <summary>Tells whoever listens that something in a conversation is different now.</summary>
internal sealed class ChangeFeed
{
    private readonly Lock gate = new();
    private readonly List<Channel<Change>> listeners = [];
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change after this property was read.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
                return next.Task;
        }
    }

    public void Tell(string conversation, string? message)
    {
        lock (gate)
        {
            foreach (var listener in listeners)
                listener.Writer.TryWrite(new(conversation, message));
            next.SetResult();
            next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Every change from this call on, until <paramref name="cancellation"/>.</summary>
    public IAsyncEnumerable<Change> Listen(CancellationToken cancellation)
    {
        // A listener who does not read must not make the simulation grow without end; a page that lags reloads anyway.
        var channel = Channel.CreateBounded<Change>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
            listeners.Add(channel);
        return ReadAsync(channel, cancellation);
    }

    private async IAsyncEnumerable<Change> ReadAsync(Channel<Change> channel, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellation))
                yield return change;
        }
        finally
        {
            lock (gate)
                listeners.Remove(channel);
        }
    }
}
