using System.Collections;

namespace Azure.Data.Tables;

/// <summary>
/// A row as a dictionary of its properties, the keys, the timestamp and <c>odata.etag</c> among them. Values are string,
/// int, long, double, bool, Guid, DateTimeOffset, byte[]; times come back from the service as DateTimeOffset in UTC.
/// </summary>
#pragma warning disable CA1710 // The official name.
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
#pragma warning restore CA1710
{
    private readonly Dictionary<string, object> _properties;

    public TableEntity()
        : this(null, null)
    {
    }

    public TableEntity(string partitionKey, string rowKey)
    {
        _properties = new Dictionary<string, object>();
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _properties = new Dictionary<string, object>(values);
    }

    internal TableEntity(int capacity) => _properties = new Dictionary<string, object>(capacity);

    public string PartitionKey
    {
        get => GetString(EntityKeys.PartitionKey);
        set => _properties[EntityKeys.PartitionKey] = value;
    }

    public string RowKey
    {
        get => GetString(EntityKeys.RowKey);
        set => _properties[EntityKeys.RowKey] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(EntityKeys.Timestamp);
        set => _properties[EntityKeys.Timestamp] = value;
    }

    public ETag ETag
    {
        get => new(GetString(EntityKeys.ETag));
        set => _properties[EntityKeys.ETag] = value == default ? null : value.ToString();
    }

    public int Count => _properties.Count;

    public ICollection<string> Keys => _properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>
    /// The property's value, null where there is none. An int that replaces a long or a double is widened, so that the
    /// stored type does not change by accident.
    /// </summary>
    public object this[string key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            return _properties.GetValueOrDefault(key);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(key);
            _properties[key] = value is int number
                ? _properties.GetValueOrDefault(key) switch { long => (long)number, double => (double)number, _ => value }
                : value;
        }
    }

    /// <exception cref="InvalidOperationException">The value has another type; so of all typed getters.</exception>
    public string GetString(string key) => (string)Get(key, typeof(string));

    public int? GetInt32(string key) => (int?)Get(key, typeof(int));

    public long? GetInt64(string key) => (long?)Get(key, typeof(long));

    public double? GetDouble(string key) => (double?)Get(key, typeof(double));

    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool));

    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid));

    /// <summary>The time in UTC.</summary>
    public DateTime? GetDateTime(string key) => this[key] switch
    {
        DateTimeOffset time => time.UtcDateTime,
        _ => (DateTime?)Get(key, typeof(DateTime)),
    };

    public DateTimeOffset? GetDateTimeOffset(string key) => this[key] switch
    {
        DateTime time => new DateTimeOffset(time),
        _ => (DateTimeOffset?)Get(key, typeof(DateTimeOffset)),
    };

    public byte[] GetBinary(string key) => this[key] switch
    {
        BinaryData data => data.ToArray(),
        _ => (byte[])Get(key, typeof(byte[])),
    };

    public BinaryData GetBinaryData(string key) => this[key] switch
    {
        byte[] bytes => BinaryData.FromBytes(bytes),
        _ => (BinaryData)Get(key, typeof(BinaryData)),
    };

    public void Add(string key, object value) => _properties.Add(key, value);

    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    public bool Remove(string key) => _properties.Remove(key);

    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    /// <summary>The properties without an enumerator on the heap.</summary>
    internal Dictionary<string, object> Properties => _properties;

    private object Get(string key, Type type)
    {
        var value = this[key];
        return value is null || type.IsInstanceOfType(value)
            ? value
            : throw new InvalidOperationException($"Property '{key}' is a {value.GetType().Name}, not a {type.Name}.");
    }
}
