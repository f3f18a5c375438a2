using Azure.Data.Tables;
using FaultSimulator.Tables;
using SupportBot.Storage;

namespace FaultSimulator.Checks;

/// <summary>Looks at the tables past the product and its instances.</summary>
internal sealed class Rows(InMemoryTables tables)
{
    public const string Prefix = "desk";
    public const string Tickets = "tickets";
    public const string Intents = "intents";
    public const string Due = "due";
    public const string Addresses = "addresses";
    public const string Held = "held";
    public const string Desk = "desk";

    private readonly TableServiceClient service = new(InMemoryTables.ConnectionString, new TableClientOptions { Transport = tables.Transport() });

    /// <summary>All rows of a table, in the order of their keys.</summary>
    public List<TableEntity> Of(string table) => AllAsync(service.GetTableClient(Prefix + table)).GetAwaiter().GetResult();

    /// <summary>One row; null where there is none.</summary>
    public TableEntity? Find(string table, string partition, string row) => service.GetTableClient(Prefix + table).FindAsync(partition, row, default).GetAwaiter().GetResult();

    private static async Task<List<TableEntity>> AllAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }
}
