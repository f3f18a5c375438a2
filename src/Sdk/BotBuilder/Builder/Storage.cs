namespace Microsoft.Bot.Builder;

/// <summary>Keeps objects by key. Keys that do not exist are left out of what is read.</summary>
public interface IStorage
{
    Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default);

    /// <remarks>An <see cref="IStoreItem"/> replaces only the version it was read as.</remarks>
    Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default);

    Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default);
}

public interface IStoreItem
{
    /// <summary>The version that was read; <c>*</c> for any; null for one that was never stored.</summary>
    string ETag { get; set; }
}
