using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

/// <summary>A table of a test class's own on the shared Azurite.</summary>
public sealed class TableFixture
{
    private readonly Lazy<Task<TableClient>> _table = new(CreateAsync);

    public Task<TableClient> TableAsync() => _table.Value;

    private static async Task<TableClient> CreateAsync()
    {
        var azurite = await SharedAzurite.GetAsync();
        var table = new TableClient(azurite.ConnectionString, $"t{Guid.NewGuid():N}");
        await table.CreateIfNotExistsAsync();
        return table;
    }
}
