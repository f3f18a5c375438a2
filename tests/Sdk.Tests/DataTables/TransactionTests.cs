using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Sdk.Tests.DataTables;

/// <summary>Entity group transactions, on Azurite.</summary>
public sealed class TransactionTests(TableFixture fixture) : IClassFixture<TableFixture>
{
    private readonly string _partition = Guid.NewGuid().ToString("N");

    [SkippableFact]
    public async Task All_kinds_of_operations_are_applied_and_answered_in_order()
    {
        var table = await fixture.TableAsync();
        await SubmitAsync(table, TableTransactionActionType.Add, "merge", "replace", "delete", "upsertMerge", "upsertReplace");

        Response<IReadOnlyList<Response>> result = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("add", "B")),
            new(TableTransactionActionType.UpdateMerge, Row("merge", "B"), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Row("replace", "B"), ETag.All),
            new(TableTransactionActionType.Delete, Row("delete", "B")),
            new(TableTransactionActionType.UpsertMerge, Row("upsertMerge", "B")),
            new(TableTransactionActionType.UpsertReplace, Row("upsertReplace", "B")),
        ]);

        Assert.Equal(202, result.GetRawResponse().Status);
        Assert.Equal(Enumerable.Repeat(204, 6), result.Value.Select(response => response.Status));
        var rows = await table.QueryAsync<TableEntity>($"PartitionKey eq '{_partition}'").ToListAsync();
        Assert.Equal(
            ["add:B", "merge:A,B", "replace:B", "upsertMerge:A,B", "upsertReplace:B"],
            rows.Select(row => $"{row.RowKey}:{string.Join(',', row.Keys.Where(key => key is "A" or "B").Order())}"));
        var etags = rows.ToDictionary(row => row.RowKey, row => row.ETag);
        Assert.Equal(etags["add"], result.Value[0].Headers.ETag);
        Assert.Equal(etags["merge"], result.Value[1].Headers.ETag);
        Assert.Equal(etags["upsertReplace"], result.Value[5].Headers.ETag);
    }

    [SkippableFact]
    public async Task A_hundred_operations_fit()
    {
        var table = await fixture.TableAsync();
        var result = await SubmitAsync(table, TableTransactionActionType.Add, [.. Enumerable.Range(0, 100).Select(i => $"{i:000}")]);
        Assert.Equal(100, result.Value.Count);
        var rows = await table.QueryAsync<TableEntity>($"PartitionKey eq '{_partition}'").ToListAsync();
        Assert.Equal(rows.Select(row => row.ETag), result.Value.Select(response => response.Headers.ETag!.Value));
    }

    [SkippableFact]
    public async Task Text_of_any_language_and_form_survives()
    {
        var table = await fixture.TableAsync();
        string[] texts = ["ação", "日本語のテキスト", "😀", "{\"json\": [1]}\r\n--batch\r\n", "http://example.com/?a=b&c=d DELETE", "\u2028\u2029\u0001", "C:\\x\\"];
        await table.SubmitTransactionAsync(texts.Select((text, i) =>
            new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(_partition, $"{i} ção'😀") { ["Text"] = text, ["Nome ç".Replace(" ", "", StringComparison.Ordinal)] = text })));
        var rows = await table.QueryAsync<TableEntity>($"PartitionKey eq '{_partition}'").ToListAsync();
        Assert.Equal(texts, rows.Select(row => row.GetString("Text")));
        Assert.Equal(texts, rows.Select(row => row.GetString("Nomeç")));
    }

    [SkippableFact]
    public async Task One_operation_alone_is_a_transaction_too()
    {
        var table = await fixture.TableAsync();
        Assert.Single((await SubmitAsync(table, TableTransactionActionType.Add, "only")).Value);
        Assert.Single((await SubmitAsync(table, TableTransactionActionType.Delete, "only")).Value);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>(_partition, "only")).HasValue);
    }

    [SkippableFact]
    public async Task A_conflict_undoes_everything_and_names_the_operation()
    {
        var table = await fixture.TableAsync();
        await SubmitAsync(table, TableTransactionActionType.Add, "taken");
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => SubmitAsync(table, TableTransactionActionType.Add, "x", "y", "taken", "z"));
        Assert.Equal((409, 2), (failure.Status, failure.FailedTransactionActionIndex));
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
        var rows = await table.QueryAsync<TableEntity>($"PartitionKey eq '{_partition}'").ToListAsync();
        Assert.Equal("taken", Assert.Single(rows).RowKey);
    }

    [SkippableFact]
    public async Task A_version_that_no_longer_holds_refuses_the_whole()
    {
        var table = await fixture.TableAsync();
        var first = (await SubmitAsync(table, TableTransactionActionType.Add, "head")).Value[0].Headers.ETag!.Value;
        var second = (await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, Row("head", "B"), first)])).Value[0].Headers.ETag!.Value;
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("event", "A")),
            new(TableTransactionActionType.UpdateReplace, Row("head", "C"), first),
        ]));
        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal(second, (await table.GetEntityAsync<TableEntity>(_partition, "head")).Value.ETag);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>(_partition, "event")).HasValue);
    }

    [SkippableFact]
    public async Task An_update_without_a_version_still_needs_the_entity_to_exist()
    {
        var table = await fixture.TableAsync();
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => SubmitAsync(table, TableTransactionActionType.UpdateMerge, "none"));
        Assert.Equal(404, failure.Status);
    }

    private Task<Response<IReadOnlyList<Response>>> SubmitAsync(TableClient table, TableTransactionActionType type, params string[] rowKeys) =>
        table.SubmitTransactionAsync(rowKeys.Select(rowKey => new TableTransactionAction(type, Row(rowKey, "A"))));

    private TableEntity Row(string rowKey, string property) => new(_partition, rowKey) { [property] = 1 };
}
