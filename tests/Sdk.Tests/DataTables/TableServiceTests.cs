using Azure;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

/// <summary>Tables, on Azurite.</summary>
public sealed class TableServiceTests
{
    [SkippableFact]
    public async Task A_table_is_created_once_listed_and_deleted()
    {
        var service = new TableServiceClient((await SharedAzurite.GetAsync()).ConnectionString);
        var prefix = $"s{Guid.NewGuid():N}"[..20];
        Assert.Equal(204, (await service.CreateTableIfNotExistsAsync(prefix + "a")).GetRawResponse().Status);
        Assert.Equal(prefix + "a", (await service.CreateTableIfNotExistsAsync(prefix + "a")).Value.Name);
        await service.GetTableClient(prefix + "b").CreateIfNotExistsAsync();

        var filter = TableClient.CreateQueryFilter($"TableName ge {prefix} and TableName lt {prefix + "z"}");
        var pages = await service.QueryAsync(filter, maxPerPage: 1).AsPages().ToListAsync();
        Assert.Equal([prefix + "a", prefix + "b"], pages.SelectMany(page => page.Values).Select(table => table.Name));

        Assert.Equal(204, (await service.DeleteTableAsync(prefix + "a")).Status);
        Assert.Equal(404, (await service.DeleteTableAsync(prefix + "a")).Status);
        Assert.Equal(prefix + "b", Assert.Single(await service.QueryAsync(filter).ToListAsync()).Name);
    }

    [SkippableFact]
    public async Task A_wrong_key_is_refused()
    {
        var azurite = await SharedAzurite.GetAsync();
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        var service = new TableServiceClient(new Uri(azurite.TableEndpoint), new TableSharedKeyCredential("devstoreaccount1", "AAAA"), options);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableIfNotExistsAsync("refused"));
        Assert.Equal(403, failure.Status);
    }
}
