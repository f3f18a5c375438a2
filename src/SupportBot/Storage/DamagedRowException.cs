using Azure.Data.Tables;

namespace SupportBot.Storage;

/// <summary>A stored row does not hold what this version of the bot writes there: it was edited by hand, or by a newer version.</summary>
public sealed class DamagedRowException : Exception
{
    /// <summary>A row that cannot be read.</summary>
    public DamagedRowException(string message)
        : base(message)
    {
    }

    internal static DamagedRowException Of(TableEntity row, string property, string? found = null) =>
        new($"Row '{row.RowKey}' of partition '{row.PartitionKey}': property {property} {(found is null ? "is missing or of the wrong type" : $"holds '{found}', which is not known")}.");
}
