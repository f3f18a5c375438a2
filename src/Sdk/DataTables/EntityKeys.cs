namespace Azure.Data.Tables;

/// <summary>The names that every row has.</summary>
internal static class EntityKeys
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";
}
