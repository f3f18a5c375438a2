namespace FaultSimulator.Tables;

/// <summary>A property as it is kept. The CLR type of the value is its EDM type.</summary>
internal readonly record struct StoredProperty(string Name, object Value);

/// <summary>A row. Also the probe with which rows are looked for.</summary>
internal sealed class StoredEntity(string partitionKey, string rowKey)
{
    public string PartitionKey { get; } = partitionKey;

    public string RowKey { get; } = rowKey;

    public StoredProperty[] Properties { get; set; } = [];

    public DateTime Timestamp { get; set; }

    /// <summary>Opaque to clients, and a new one with each write (Table service REST, "ETag").</summary>
    public string ETag => $"W/\"datetime'{Uri.EscapeDataString(EntityJson.Time(Timestamp))}'\"";

    public object? Value(string name) => name switch
    {
        "PartitionKey" => PartitionKey,
        "RowKey" => RowKey,
        "Timestamp" => Timestamp,
        _ => Array.Find(Properties, property => property.Name == name).Value,
    };

    /// <summary>The order in which the service keeps and answers rows: by partition, then by row, character by character.</summary>
    public sealed class Order : IComparer<StoredEntity>
    {
        public int Compare(StoredEntity? x, StoredEntity? y)
        {
            var byPartition = string.CompareOrdinal(x!.PartitionKey, y!.PartitionKey);
            return byPartition != 0 ? byPartition : string.CompareOrdinal(x.RowKey, y.RowKey);
        }
    }
}

/// <summary>One table: rows in the order of their keys, so that a page costs what it holds, however long the table.</summary>
internal sealed class EntityTable(string name)
{
    private readonly SortedSet<StoredEntity> _rows = new(new StoredEntity.Order());

    public string Name { get; } = name;

    public StoredEntity? Find(string partitionKey, string rowKey) => _rows.TryGetValue(new StoredEntity(partitionKey, rowKey), out var found) ? found : null;

    public void Add(StoredEntity entity) => _rows.Add(entity);

    public void Remove(StoredEntity entity) => _rows.Remove(entity);

    /// <summary>The rows from the bounds' first key on, up to the last one, in order.</summary>
    public IEnumerable<StoredEntity> Range(KeyBounds bounds)
    {
        if (_rows.Count == 0) yield break;
        var first = new StoredEntity(bounds.PartitionKey ?? "", bounds.From);
        // No partition lies between one and its name with the smallest character behind it.
        var last = bounds.PartitionKey is null ? _rows.Max! : bounds.Before is null ? new StoredEntity(bounds.PartitionKey + '\0', "") : new StoredEntity(bounds.PartitionKey, bounds.Before);
        var order = _rows.Comparer;
        if (order.Compare(first, last) > 0) yield break;
        foreach (var row in _rows.GetViewBetween(first, last))
        {
            if (bounds.PartitionKey is not null && order.Compare(row, last) == 0) yield break;
            yield return row;
        }
    }
}

/// <summary>Which keys a filter can match.</summary>
/// <param name="PartitionKey">The one partition; null for any.</param>
/// <param name="From">The first row key, within the partition.</param>
/// <param name="Before">Row keys from here on do not match; null for no such bound.</param>
internal readonly record struct KeyBounds(string? PartitionKey, string From, string? Before);
