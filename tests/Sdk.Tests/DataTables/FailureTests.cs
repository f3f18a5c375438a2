using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Sdk.Tests.DataTables;

public sealed class FailureTests
{
    private const string JsonBody = """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"The specified entity already exists.\nRequestId:1\nTime:2"}}}""";
    private const string XmlBody = """<?xml version="1.0" encoding="utf-8"?><m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>AuthenticationFailed</m:code><m:message xml:lang="en-US">Server failed to authenticate.</m:message></m:error>""";

    [Theory]
    [InlineData(409, JsonBody, null, "EntityAlreadyExists", "The specified entity already exists.")]
    [InlineData(403, XmlBody, null, "AuthenticationFailed", "Server failed to authenticate.")]
    [InlineData(403, "\uFEFF" + XmlBody, null, "AuthenticationFailed", "Server failed to authenticate.")]
    [InlineData(400, """{"error":{"code":"InvalidInput","message":"plain"}}""", null, "InvalidInput", "plain")]
    [InlineData(503, "", "ServerBusy", "ServerBusy", null)]
    [InlineData(409, JsonBody, "Other", "EntityAlreadyExists", null)]
    [InlineData(502, "<html><body>Bad gateway<br></body></html>", null, null, null)]
    [InlineData(502, "<html><body>Bad gateway</body></html>", null, null, null)]
    [InlineData(500, """{"odata.error":{"code":"Trunc""", "InternalError", "InternalError", null)]
    [InlineData(500, """{"odata.error":null}""", null, null, null)]
    [InlineData(500, "", null, null, null)]
    public async Task Status_and_code_are_read_from_any_form_of_answer(int status, string body, string? header, string? code, string? message)
    {
        var response = header is null ? new FakeResponse(status, body) : new FakeResponse(status, body, ("x-ms-error-code", header));
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => new FakeService(response).Table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal((status, code), (failure.Status, failure.ErrorCode));
        Assert.Contains(message ?? "", failure.Message, StringComparison.Ordinal);
        Assert.Same(response, failure.GetRawResponse());
    }

    [Fact]
    public async Task Only_a_table_that_exists_already_is_no_failure_to_create()
    {
        var exists = new FakeService(new FakeResponse(409, """{"odata.error":{"code":"TableAlreadyExists","message":{"value":"m"}}}"""));
        Assert.Equal("mytable", (await exists.Table.CreateIfNotExistsAsync()).Value.Name);
        var goes = new FakeService(new FakeResponse(409, """{"odata.error":{"code":"TableBeingDeleted","message":{"value":"m"}}}"""));
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => goes.Table.CreateIfNotExistsAsync());
        Assert.True(failure.ErrorCode == TableErrorCode.TableBeingDeleted);
    }

    [Fact]
    public async Task Keys_and_entities_are_needed()
    {
        var table = new FakeService().Table;
        await Assert.ThrowsAsync<ArgumentNullException>("entity", () => table.AddEntityAsync<TableEntity>(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("PartitionKey", () => table.AddEntityAsync(new TableEntity(null, "r")));
        await Assert.ThrowsAsync<ArgumentNullException>("RowKey", () => table.UpsertEntityAsync(new TableEntity("p", null)));
        await Assert.ThrowsAsync<ArgumentNullException>("RowKey", () => table.UpdateEntityAsync(new TableEntity("p", null), ETag.All));
        await Assert.ThrowsAsync<ArgumentException>("ifMatch", () => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
        await Assert.ThrowsAsync<ArgumentNullException>("partitionKey", () => table.DeleteEntityAsync(null, "r"));
        await Assert.ThrowsAsync<ArgumentNullException>("rowKey", () => table.GetEntityAsync<TableEntity>("p", null));
        await Assert.ThrowsAsync<ArgumentNullException>("partitionKey", () => table.GetEntityIfExistsAsync<TableEntity>(null, "r"));
        await Assert.ThrowsAsync<ArgumentNullException>("transactionActions", () => table.SubmitTransactionAsync(null));
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
        Assert.Throws<ArgumentNullException>("entity", () => new TableTransactionAction(TableTransactionActionType.Add, null));
        Assert.Throws<ArgumentException>("tableName", () => new TableClient("UseDevelopmentStorage=true", ""));
    }

    [Fact]
    public void Error_codes_compare_with_text_regardless_of_case()
    {
        TableErrorCode code = "entityalreadyexists";
        Assert.True(code == TableErrorCode.EntityAlreadyExists);
        Assert.True(TableErrorCode.EntityAlreadyExists == "EntityAlreadyExists");
        Assert.True("EntityAlreadyExists" == TableErrorCode.EntityAlreadyExists);
        Assert.True(TableErrorCode.EntityAlreadyExists != "TableNotFound");
        Assert.True("TableNotFound" != TableErrorCode.EntityAlreadyExists);
        Assert.False(TableErrorCode.EntityAlreadyExists == (string?)null);
        Assert.Equal(code.GetHashCode(), TableErrorCode.EntityAlreadyExists.GetHashCode());
        Assert.Equal("TableNotFound", TableErrorCode.TableNotFound.ToString());
    }
}
