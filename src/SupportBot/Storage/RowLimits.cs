using Azure;
using Azure.Data.Tables;

namespace SupportBot.Storage;

/// <summary>
/// What one row can hold (Understanding the Table service data model: 252 properties, 64 KiB a property, 1 MiB a row, 1 KiB a
/// key), each with some room left, because Azurite counts otherwise than the real service.
/// </summary>
internal static class RowLimits
{
    /// <summary>Properties besides the keys.</summary>
    public const int MostProperties = 252;

    /// <summary>UTF-16 characters of a partition or row key.</summary>
    public const int LongestKey = 512;

    /// <summary>Bytes of a property; a text has two for each UTF-16 character.</summary>
    public const int LargestProperty = LongText.LongestProperty * 2;

    /// <summary>Bytes of a row, names and keys included.</summary>
    public const long LargestRow = 1_000_000;

    /// <exception cref="TooLargeToStoreException">The service would refuse the row.</exception>
    public static void Check(TableEntity row)
    {
        CheckKey(row, row.PartitionKey);
        CheckKey(row, row.RowKey);
        var count = 0;
        var size = 4 + (2L * (row.PartitionKey.Length + row.RowKey.Length));
        foreach (var (name, value) in row)
        {
            if (value is null || name is nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey) or nameof(TableEntity.Timestamp) or "odata.etag") continue;
            count++;
            var length = value switch { string text => text.Length * 2, byte[] bytes => bytes.Length, _ => 16 };
            if (length > LargestProperty)
                throw new TooLargeToStoreException($"Property {name} of row '{row.RowKey}' has {length} bytes; at most {LargestProperty} are possible.");
            size += 12 + (2L * name.Length) + length;
        }

        if (count > MostProperties)
            throw new TooLargeToStoreException($"Row '{row.RowKey}' of partition '{row.PartitionKey}' would have {count} properties; at most {MostProperties} are possible.");
        if (size > LargestRow)
            throw new TooLargeToStoreException($"Row '{row.RowKey}' of partition '{row.PartitionKey}' would have {size} bytes; at most {LargestRow} are possible.");
    }

    private static void CheckKey(TableEntity row, string key)
    {
        if (key.Length > LongestKey)
            throw new TooLargeToStoreException($"A key of row '{row.RowKey}' of partition '{row.PartitionKey}' has {key.Length} characters; at most {LongestKey} are possible.");
    }
}

/// <summary>The writes of single rows: each is checked before it is sent.</summary>
internal static class RowWrites
{
    /// <exception cref="TooLargeToStoreException">The service would refuse the row; nothing was sent.</exception>
    /// <exception cref="RequestFailedException">409: there is such a row.</exception>
    public static Task<Response> InsertAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        RowLimits.Check(row);
        return table.AddEntityAsync(row, cancellationToken);
    }

    /// <inheritdoc cref="InsertAsync"/>
    /// <exception cref="RequestFailedException">412: another version is stored; 404: none is.</exception>
    public static Task<Response> ReplaceAsync(this TableClient table, TableEntity row, ETag version, CancellationToken cancellationToken)
    {
        RowLimits.Check(row);
        return table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc cref="ReplaceAsync"/>
    public static Task<Response> MergeAsync(this TableClient table, TableEntity row, ETag version, CancellationToken cancellationToken)
    {
        RowLimits.Check(row);
        return table.UpdateEntityAsync(row, version, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>Writes the row whatever is there.</summary>
    /// <exception cref="TooLargeToStoreException">The service would refuse the row; nothing was sent.</exception>
    public static Task<Response> InsertOrReplaceAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        RowLimits.Check(row);
        return table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Writes the row's properties over those that are there, or the row where there is none.</summary>
    /// <exception cref="TooLargeToStoreException">The service would refuse the row; nothing was sent.</exception>
    public static Task<Response> InsertOrMergeAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        RowLimits.Check(row);
        return table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }
}
