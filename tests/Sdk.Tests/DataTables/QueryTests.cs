using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

/// <summary>Queries, on Azurite.</summary>
public sealed class QueryTests(TableFixture fixture) : IClassFixture<TableFixture>
{
    [SkippableFact]
    public async Task All_pages_are_read_in_the_order_of_the_keys()
    {
        var table = await fixture.TableAsync();
        var partition = await FillAsync(table, 7);
        var query = table.QueryAsync<Sample>($"PartitionKey eq '{partition}'", maxPerPage: 3);
        Assert.Equal([3, 3, 1], (await query.AsPages().ToListAsync()).Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 7), (await query.ToListAsync()).Select(sample => sample.Int32));
    }

    [SkippableFact]
    public async Task A_later_query_goes_on_from_a_continuation_token()
    {
        var table = await fixture.TableAsync();
        var partition = await FillAsync(table, 5, keyPrefix: "ç a'");
        var query = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));
        string? token = null;
        await foreach (var page in query.AsPages(pageSizeHint: 2))
        {
            Assert.Equal([0, 1], page.Values.Select(entity => entity.GetInt32("Int32")!.Value));
            token = page.ContinuationToken;
            break;
        }

        var rest = await query.AsPages(token, pageSizeHint: 2).ToListAsync();

        Assert.Equal([2, 3, 4], rest.SelectMany(page => page.Values).Select(entity => entity.GetInt32("Int32")!.Value));
        Assert.Null(rest[^1].ContinuationToken);
    }

    [SkippableFact]
    public async Task Nothing_found_is_one_empty_page()
    {
        var table = await fixture.TableAsync();
        var pages = await table.QueryAsync<TableEntity>("PartitionKey eq 'none'").AsPages().ToListAsync();
        Assert.Empty(Assert.Single(pages).Values);
    }

    [SkippableFact]
    public async Task A_filter_compares_every_type()
    {
        var table = await fixture.TableAsync();
        var id = Guid.NewGuid();
        var time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero).AddTicks(3);
        var partition = Guid.NewGuid().ToString("N");
        var sample = new Sample { PartitionKey = partition, RowKey = "r", Text = "O'Neill", Int64 = 9_007_199_254_740_993, Double = 1.5, Boolean = true, Guid = id, Time = time, Binary = [1, 2] };
        await table.AddEntityAsync(sample);

        FormattableString[] matching =
        [
            $"Text eq {sample.Text}", $"Int64 eq {sample.Int64}", $"Double gt {1.25}", $"Boolean eq {true}", $"Guid eq {id}",
            $"Time eq {time}", $"Time lt {time.AddSeconds(1)}", $"Binary eq {sample.Binary}", $"Int32 eq {0}",
        ];
        foreach (var filter in matching)
        {
            var found = await table.QueryAsync<Sample>($"PartitionKey eq '{partition}' and {TableClient.CreateQueryFilter(filter)}").ToListAsync();
            Assert.True(found.Count == 1, filter.Format);
        }

        FormattableString other = $"PartitionKey eq {partition} and (Int64 eq {sample.Int64 - 1} or Guid eq {Guid.Empty})";
        Assert.Empty(await table.QueryAsync<Sample>(TableClient.CreateQueryFilter(other)).ToListAsync());
    }

    [SkippableFact]
    public async Task Only_selected_properties_are_read()
    {
        var table = await fixture.TableAsync();
        var partition = await FillAsync(table, 2);
        var found = await table.QueryAsync<TableEntity>($"PartitionKey eq '{partition}'", select: ["RowKey", "Int64"]).ToListAsync();
        Assert.All(found, entity => Assert.Equal((null, 40L), (entity["Int32"], entity["Int64"])));
        Assert.Equal(["000", "001"], found.Select(entity => entity.RowKey));
    }

    private static async Task<string> FillAsync(TableClient table, int count, string keyPrefix = "")
    {
        var partition = keyPrefix + Guid.NewGuid().ToString("N");
        var rows = Enumerable.Range(0, count).Select(i => new Sample { PartitionKey = partition, RowKey = $"{keyPrefix}{i:000}", Int32 = i, Int64 = 40 });
        await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        return partition;
    }
}
