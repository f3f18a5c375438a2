using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

internal enum Colour
{
    Red,
    Green,
}

/// <summary>An entity with a property of each kind.</summary>
internal sealed class Sample : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public int Int32 { get; set; }

    public int? NullableInt32 { get; set; }

    public long Int64 { get; set; }

    public long? NullableInt64 { get; set; }

    public double Double { get; set; }

    public bool Boolean { get; set; }

    public bool? NullableBoolean { get; set; }

    public Guid Guid { get; set; }

    public DateTimeOffset Time { get; set; } = DateTimeOffset.UnixEpoch;

    public DateTimeOffset? NullableTime { get; set; }

    public DateTime Utc { get; set; } = DateTime.UnixEpoch;

    public byte[]? Binary { get; set; }

    public BinaryData? Data { get; set; }

    public Colour Colour { get; set; }

    public Colour? NullableColour { get; set; }

    [DataMember(Name = "renamed")]
    public string? Renamed { get; set; }

    [IgnoreDataMember]
    public string? Ignored { get; set; }

    public string Computed => $"{PartitionKey}/{RowKey}";
}
