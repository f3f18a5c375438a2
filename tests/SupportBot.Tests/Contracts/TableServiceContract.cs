using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on whichever table service answers it.</summary>
public abstract class TableServiceContract
{
    /// <summary>A table of this test, empty at first.</summary>
    protected abstract Task<TableClient> TableAsync();

    /// <summary>A client of a table that nobody made, in the same account.</summary>
    protected abstract TableClient Missing { get; }

    [SkippableFact]
    public async Task A_row_is_read_with_its_types()
    {
        var table = await TableAsync();
        var row = new TableEntity("a'b|(1)", "it's; é漢😀 %2F+")
        {
            ["Text"] = "\"quoted\" \\ \u0001 漢😀",
            ["Empty"] = "",
            ["Int"] = -7,
            ["Long"] = 9_007_199_254_740_993L,
            ["Double"] = 2.0,
            ["True"] = true,
            ["Time"] = new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero).AddTicks(1234567),
            ["Guid"] = Guid.Parse("c9da6455-213d-42c9-9a79-3e9149a57833"),
            ["Bytes"] = new byte[] { 0, 255, 10 },
            ["Null"] = null,
        };
        await table.AddEntityAsync(row);

        var read = (await table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey)).Value;

        foreach (var (name, value) in row.Where(property => property.Value is not null)) Assert.Equal(value, read[name]);
        Assert.False(read.ContainsKey("Null"));
        Assert.NotNull(read.Timestamp);
        Assert.Equal(read.ETag, Assert.Single(await RowsAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {row.PartitionKey} and RowKey eq {row.RowKey}"))).ETag);
    }

    [SkippableFact]
    public async Task Versions_are_met_or_refused()
    {
        var table = await TableAsync();
        var row = new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 };
        var first = (await table.AddEntityAsync(row)).Headers.ETag!.Value;
        await FailsAsync(409, TableErrorCode.EntityAlreadyExists, () => table.AddEntityAsync(row));

        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, first)).Headers.ETag!.Value;
        Assert.NotEqual(first, second);
        await FailsAsync(412, TableErrorCode.UpdateConditionNotSatisfied, () => table.UpdateEntityAsync(row, first, TableUpdateMode.Replace));
        await FailsAsync(412, TableErrorCode.UpdateConditionNotSatisfied, () => table.DeleteEntityAsync("p", "r", first));
        Assert.Equal((1, 2), await AandBAsync());

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, second, TableUpdateMode.Replace);
        Assert.Equal((null, 3), await AandBAsync());
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 4 });
        Assert.Equal((4, 3), await AandBAsync());
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 5 }, TableUpdateMode.Replace);
        Assert.Equal((5, null), await AandBAsync());

        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r")).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
        await FailsAsync(404, TableErrorCode.ResourceNotFound, () => table.UpdateEntityAsync(row, ETag.All));
        await FailsAsync(404, TableErrorCode.ResourceNotFound, () => table.GetEntityAsync<TableEntity>("p", "r"));

        async Task<(int?, int?)> AandBAsync()
        {
            var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
            return (read.GetInt32("A"), read.GetInt32("B"));
        }
    }

    [SkippableFact]
    public async Task A_query_gives_what_matches_in_the_order_of_keys()
    {
        var table = await TableAsync();
        foreach (var (partition, key, number) in new[] { ("p", "b", 2), ("p", "B", 3), ("p", "a", 1), ("p", "é", 4), ("q", "a", 5), ("p2", "a", 6) })
        {
            await table.AddEntityAsync(new TableEntity(partition, key)
            {
                ["Number"] = number,
                ["Big"] = 10L * number,
                ["Even"] = number % 2 == 0,
                ["At"] = DateTimeOffset.UnixEpoch.AddDays(number),
            });
        }

        Assert.Equal(["B", "a", "b", "é"], await KeysAsync($"PartitionKey eq {"p"}"));
        Assert.Equal(["a", "b"], await KeysAsync($"PartitionKey eq {"p"} and RowKey ge {"a"} and RowKey lt {"é"}"));
        Assert.Equal(["B", "a"], await KeysAsync($"PartitionKey eq {"p"} and RowKey le {"a"}"));
        Assert.Equal(["b", "é"], await KeysAsync($"PartitionKey eq {"p"} and RowKey gt {"a"}"));
        Assert.Equal(["b", "é"], await KeysAsync($"PartitionKey eq {"p"} and Even eq {true}"));
        Assert.Equal(["a", "b"], await KeysAsync($"PartitionKey eq {"p"} and At lt {DateTimeOffset.UnixEpoch.AddDays(3)}"));
        Assert.Equal(["B", "é"], await KeysAsync($"PartitionKey eq {"p"} and Big ge {30L}"));
        Assert.Equal(["a", "é"], await KeysAsync($"PartitionKey eq {"p"} and (Number eq {1} or Number eq {4}) and Number ne {2}"));
        Assert.Empty(await KeysAsync($"PartitionKey eq {"p"} and Missing eq {1}"));
        Assert.Empty(await KeysAsync($"PartitionKey eq {"p' or 1 eq 1"}"));

        var projected = Assert.Single(await RowsAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"p2"}"), select: ["RowKey", "Number"]));
        Assert.Equal(("a", 6), (projected.RowKey, projected.GetInt32("Number")));
        Assert.False(projected.ContainsKey("Big"));

        async Task<List<string>> KeysAsync(FormattableString filter) => [.. (await RowsAsync(table, TableClient.CreateQueryFilter(filter))).Select(row => row.RowKey)];
    }

    [SkippableFact]
    public async Task A_long_answer_comes_in_pages_each_where_the_last_one_ended()
    {
        var table = await TableAsync();
        foreach (var hundred in Enumerable.Range(0, 1005).Chunk(100))
            await table.SubmitTransactionAsync(hundred.Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p'é", $"{number:D4}'é"))));
        await table.AddEntityAsync(new TableEntity("q", "0"));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"p'é"}");

        Assert.Equal([1000, 5], await PagesAsync(maxPerPage: null));
        Assert.Equal([400, 400, 205], await PagesAsync(maxPerPage: 400));
        Assert.Equal(Enumerable.Range(0, 1005).Select(number => $"{number:D4}'é"), (await RowsAsync(table, filter)).Select(row => row.RowKey));

        async Task<List<int>> PagesAsync(int? maxPerPage)
        {
            var sizes = new List<int>();
            await foreach (var page in table.QueryAsync<TableEntity>(filter, maxPerPage).AsPages()) sizes.Add(page.Values.Count);
            return sizes;
        }
    }

    [SkippableFact]
    public async Task A_transaction_is_applied_whole_or_not_at_all()
    {
        var table = await TableAsync();
        var stale = (await table.AddEntityAsync(new TableEntity("p", "old") { ["A"] = 1 })).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "old") { ["A"] = 2 });
        TableTransactionAction[] well = [Act(TableTransactionActionType.Add, "new"), Act(TableTransactionActionType.UpsertMerge, "old")];

        await FailsAtAsync(1, 409, TableErrorCode.EntityAlreadyExists, [well[0], Act(TableTransactionActionType.Add, "old")]);
        await FailsAtAsync(1, 412, TableErrorCode.UpdateConditionNotSatisfied, [well[0], Act(TableTransactionActionType.UpdateReplace, "old", stale), well[1]]);
        await FailsAtAsync(2, 404, TableErrorCode.ResourceNotFound, [.. well, Act(TableTransactionActionType.Delete, "none")]);
        Assert.Equal(2, Assert.Single(await RowsAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"p"}"))).GetInt32("A"));

        var answers = (await table.SubmitTransactionAsync([.. well, Act(TableTransactionActionType.UpsertReplace, "other")])).Value;
        Assert.Equal(3, answers.Count);
        foreach (var (answer, key) in answers.Zip(["new", "old", "other"]))
            Assert.Equal((await table.GetEntityAsync<TableEntity>("p", key)).Value.ETag, answer.Headers.ETag);

        async Task FailsAtAsync(int index, int status, TableErrorCode code, TableTransactionAction[] actions)
        {
            var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));
            Assert.Equal((status, code.ToString(), index), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        }
    }

    [SkippableFact]
    public async Task A_table_is_made_once_and_what_is_not_there_is_said_to_be_missing()
    {
        var table = await TableAsync();
        await table.CreateIfNotExistsAsync();

        await FailsAsync(404, TableErrorCode.TableNotFound, () => Missing.AddEntityAsync(new TableEntity("p", "r")));
        await FailsAsync(404, TableErrorCode.TableNotFound, () => RowsAsync(Missing, TableClient.CreateQueryFilter($"PartitionKey eq {"p"}")));
    }

    protected static TableTransactionAction Act(TableTransactionActionType type, string key, ETag version = default) => new(type, new TableEntity("p", key) { ["A"] = 9 }, version);

    protected static async Task<List<TableEntity>> RowsAsync(TableClient table, string filter, IEnumerable<string>? select = null)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: select)) rows.Add(row);
        return rows;
    }

    protected static async Task FailsAsync(int status, TableErrorCode code, Func<Task> work)
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(work);
        Assert.Equal((status, code.ToString()), (failure.Status, failure.ErrorCode));
    }
}
