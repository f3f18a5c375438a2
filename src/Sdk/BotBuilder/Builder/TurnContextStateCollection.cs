using Microsoft.Bot.Connector;

namespace Microsoft.Bot.Builder;

/// <summary>What lives as long as a turn, by key or by type.</summary>
public class TurnContextStateCollection : Dictionary<string, object>, IDisposable
{
    public TurnContextStateCollection()
        : base(8, StringComparer.Ordinal)
    {
    }

    /// <returns>The default where the key is absent.</returns>
    public T Get<T>(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TryGetValue(key, out var value) && value is T typed ? typed : default;
    }

    public T Get<T>() => Get<T>(KeyOf<T>.Name);

    public void Add<T>(string key, T value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (value is null)
            throw new ArgumentNullException(nameof(value));
        base.Add(key, value);
    }

    public void Add<T>(T value) => Add(KeyOf<T>.Name, value);

    public void Set<T>(string key, T value)
    {
        ArgumentNullException.ThrowIfNull(key);
        this[key] = value;
    }

    public void Set<T>(T value) => Set(KeyOf<T>.Name, value);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        foreach (var value in Values)
        {
            // Connector clients outlive the turn.
            if (value is IDisposable disposable and not IConnectorClient)
                disposable.Dispose();
        }
    }

    private static class KeyOf<T>
    {
        internal static readonly string Name = typeof(T).FullName;
    }
}
