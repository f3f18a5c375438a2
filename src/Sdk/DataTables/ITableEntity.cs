namespace Azure.Data.Tables;

/// <summary>
/// What every row has: its two keys and what the service keeps of it. A type of one's own that implements it is stored
/// by its public properties of the types string, int, long, double, bool, Guid, DateTimeOffset, DateTime (UTC only),
/// byte[], BinaryData and enums (by name), nullable or not. <c>[IgnoreDataMember]</c> leaves a property out and
/// <c>[DataMember(Name = …)]</c> renames it.
/// </summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>When the service last wrote the row. Never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version that was read. It is not sent by itself: conditions are given per call.</summary>
    ETag ETag { get; set; }
}
