using Azure.Data.Tables;
using FaultSimulator.Tables;

namespace FaultSimulator.Checks;

/// <summary>Looks at the tables past the product and its instances.</summary>
internal sealed class Rows(InMemoryTables tables)
{
    public const string Prefix = "desk";
    public const string Tickets = "tickets";
    public const string Intents = "intents";
    public const string Due = "due";

    private readonly TableServiceClient service = new(InMemoryTables.ConnectionString, new TableClientOptions { Transport = tables.Transport() });

    /// <summary>All rows of a table, in the order of their keys.</summary>
    public List<TableEntity> Of(string table) => AllAsync(service.GetTableClient(Prefix + table)).GetAwaiter().GetResult();

    private static async Task<List<TableEntity>> AllAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }
}
