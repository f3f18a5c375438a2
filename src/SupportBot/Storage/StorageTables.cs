using Azure.Data.Tables;
using Azure.Identity;

namespace SupportBot.Storage;

/// <summary>The bot's tables in one account.</summary>
internal sealed class StorageTables
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    public StorageTables(TableServiceClient service, string prefix)
    {
        Tickets = service.GetTableClient(prefix + "tickets");
        Lists = service.GetTableClient(prefix + "lists");
        Intents = service.GetTableClient(prefix + "intents");
        Counters = service.GetTableClient(prefix + "counters");
        Addresses = service.GetTableClient(prefix + "addresses");
        State = service.GetTableClient(prefix + "state");
        Customers = service.GetTableClient(prefix + "customers");
        Strangers = service.GetTableClient(prefix + "strangers");
        Desk = service.GetTableClient(prefix + "desk");
        Audit = service.GetTableClient(prefix + "audit");
        Attachments = service.GetTableClient(prefix + "attachments");
        Held = service.GetTableClient(prefix + "held");
        Due = service.GetTableClient(prefix + "due");
        Ledger = service.GetTableClient(prefix + "ledger");
    }

    public TableClient Tickets { get; }

    public TableClient Lists { get; }

    public TableClient Intents { get; }

    public TableClient Counters { get; }

    public TableClient Addresses { get; }

    public TableClient State { get; }

    public TableClient Customers { get; }

    public TableClient Strangers { get; }

    public TableClient Desk { get; }

    public TableClient Audit { get; }

    public TableClient Attachments { get; }

    public TableClient Held { get; }

    public TableClient Due { get; }

    public TableClient Ledger { get; }

    public IReadOnlyList<TableClient> All => [Tickets, Lists, Intents, Counters, Addresses, State, Customers, Strangers, Desk, Audit, Attachments, Held, Due, Ledger];

    /// <summary>Opens the account that the options name. Nothing is sent.</summary>
    public static StorageTables Open(StorageOptions options, TableClientOptions client)
    {
        // A repeated insert answers 409 whether it met its own success or somebody else's: TableRetries repeats, knowing which.
        client.Retry.MaxRetries = 0;
        client.Retry.NetworkTimeout = LongestCall;
        var service = options.AccountUri is { Length: > 0 } account
            ? new TableServiceClient(new Uri(account), new DefaultAzureCredential(), client)
            : new TableServiceClient(options.ConnectionString, client);
        return new StorageTables(service, options.TablePrefix);
    }
}

/// <summary>The queries of this room: each names its partition.</summary>
internal static class PartitionQuery
{
    public static Task<List<TableEntity>> RangeAsync(this TableClient table, string partition, KeyRange range, CancellationToken cancellationToken) =>
        table.ListAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {range.From} and RowKey lt {range.Before}"),
            most: int.MaxValue,
            select: null,
            cancellationToken);

    /// <summary>At most so many of the rows that match, in the order of their keys.</summary>
    public static async Task<List<TableEntity>> ListAsync(
        this TableClient table, string filter, int most, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, most < 1000 ? most : null, select, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == most) break;
        }

        return rows;
    }

    public static async Task<TableEntity?> FindAsync(this TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
