using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Builder;

/// <summary>Storage that ends with the process: for tests and trials. What is read is a copy of what was written.</summary>
public class MemoryStorage : IStorage
{
    private const string ETagName = "eTag";

    // Nothing but this process ever writes what is read here, so type names are safe to follow.
    private static readonly JsonSerializer Default = JsonSerializer.Create(new JsonSerializerSettings
    {
        TypeNameHandling = TypeNameHandling.All,
        TypeNameAssemblyFormatHandling = TypeNameAssemblyFormatHandling.Full,
        SerializationBinder = new TypeNames(),
        DateParseHandling = DateParseHandling.None,
        MaxDepth = 64,
    });

    private readonly JsonSerializer _serializer;
    private readonly Dictionary<string, JObject> _items;
    private readonly Lock _gate = new();
    private long _lastETag;

    /// <param name="jsonSerializer">Must write type names, or state comes back as <see cref="JObject"/>.</param>
    /// <param name="dictionary">Holds the items; null takes a new one.</param>
    public MemoryStorage(JsonSerializer jsonSerializer, Dictionary<string, JObject> dictionary = null)
    {
        ArgumentNullException.ThrowIfNull(jsonSerializer);
        _serializer = jsonSerializer;
        _items = dictionary ?? [];
    }

    public MemoryStorage(Dictionary<string, JObject> dictionary = null)
        : this(Default, dictionary)
    {
    }

    public Task DeleteAsync(string[] keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_gate)
        {
            foreach (var key in keys)
                _items.Remove(key);
        }

        return Task.CompletedTask;
    }

    public Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new Dictionary<string, object>(keys.Length);
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (_items.TryGetValue(key, out var item))
                    found[key] = item.ToObject<object>(_serializer);
            }
        }

        return Task.FromResult<IDictionary<string, object>>(found);
    }

    /// <exception cref="InvalidOperationException">An item was changed since it was read; nothing was written.</exception>
    public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        lock (_gate)
        {
            foreach (var (key, value) in changes)
            {
                if (value is IStoreItem { ETag: not (null or "*") } item
                    && _items.TryGetValue(key, out var stored)
                    && (string)stored[ETagName] is { } current
                    && current != item.ETag)
                {
                    throw new InvalidOperationException($"Etag conflict.\r\n\r\nOriginal: {item.ETag}\r\nCurrent: {current}");
                }
            }

            foreach (var (key, value) in changes)
            {
                var item = value as JObject ?? JObject.FromObject(value, _serializer);
                if (value is IStoreItem)
                {
                    item.Remove(nameof(IStoreItem.ETag));
                    item[ETagName] = (++_lastETag).ToString(CultureInfo.InvariantCulture);
                }

                _items[key] = item;
            }
        }

        return Task.CompletedTask;
    }
}
