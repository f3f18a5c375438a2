using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

/// <summary>Transactions to the letter, and answers that Azurite does not give.</summary>
public sealed partial class BatchFormatTests
{
    private static readonly TableTransactionAction[] TwoActions =
    [
        new(TableTransactionActionType.Add, new TableEntity("p", "1")),
        new(TableTransactionActionType.Add, new TableEntity("p", "2")),
    ];

    [Fact]
    public async Task The_body_is_one_change_set_of_http_requests()
    {
        var service = new FakeService(new FakeResponse(202, Answer(Part(204), Part(204), Part(204), Part(204)), ("Content-Type", "multipart/mixed; boundary=batchresponse_1")));
        await service.Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("ç'", "1") { ["A"] = "ação" }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("ç'", "2"), new ETag("W/\"x\"")),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("ç'", "3")),
            new(TableTransactionActionType.Delete, new TableEntity("ç'", "4")),
        ]);

        var request = service.Request;
        Assert.Equal(("POST", "https://acct.table.core.windows.net/$batch"), (request.Method, request.Uri.AbsoluteUri));
        var batch = BatchBoundary().Match(request.Headers["Content-Type"]).Groups[1].Value;
        var changeSet = ChangeSetBoundary().Match(request.Body).Groups[1].Value;
        Assert.NotEmpty(batch);
        const string Accept = "Accept: application/json;odata=minimalmetadata\nDataServiceVersion: 3.0\n";
        const string Operation = "--CHANGESET\nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\n";
        Assert.Equal(
            "--BATCH\nContent-Type: multipart/mixed; boundary=CHANGESET\n\n"
            + Operation + $"POST https://acct.table.core.windows.net/mytable HTTP/1.1\n{Accept}Prefer: return-no-content\nContent-Type: application/json\n\n"
            + """{"PartitionKey":"ç'","RowKey":"1","A":"ação"}""" + "\n"
            + Operation + $"PATCH https://acct.table.core.windows.net/mytable(PartitionKey='%C3%A7%27%27',RowKey='2') HTTP/1.1\n{Accept}If-Match: W/\"x\"\nContent-Type: application/json\n\n"
            + """{"PartitionKey":"ç'","RowKey":"2"}""" + "\n"
            + Operation + $"PUT https://acct.table.core.windows.net/mytable(PartitionKey='%C3%A7%27%27',RowKey='3') HTTP/1.1\n{Accept}Content-Type: application/json\n\n"
            + """{"PartitionKey":"ç'","RowKey":"3"}""" + "\n"
            + Operation + $"DELETE https://acct.table.core.windows.net/mytable(PartitionKey='%C3%A7%27%27',RowKey='4') HTTP/1.1\n{Accept}If-Match: *\n\n\n"
            + "--CHANGESET--\n\n--BATCH--\n",
            request.Body.Replace("\r\n", "\n", StringComparison.Ordinal).Replace(batch, "BATCH", StringComparison.Ordinal).Replace(changeSet, "CHANGESET", StringComparison.Ordinal));
        Assert.Equal(request.Body.Count(c => c == '\n'), request.Body.Count(c => c == '\r'));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task Each_operation_has_its_answer(string lineEnd)
    {
        var body = Answer(Part(204, etag: "W/\"a\""), Part(201, etag: "W/\"b\"", body: """{"PartitionKey":"p"}"""));
        var service = new FakeService(new FakeResponse(202, body.Replace("\r\n", lineEnd, StringComparison.Ordinal)));
        var answers = (await service.Table.SubmitTransactionAsync(TwoActions)).Value;
        Assert.Equal([204, 201], answers.Select(answer => answer.Status));
        Assert.Equal(["W/\"a\"", "W/\"b\""], answers.Select(answer => answer.Headers.ETag!.Value.ToString()));
        Assert.Equal("No Content", answers[0].ReasonPhrase);
        Assert.Equal("""{"PartitionKey":"p"}""", answers[1].Content.ToString().Trim());
        Assert.Contains(answers[0].Headers, header => header.Name == "Cache-Control");
        Assert.False(answers[0].Headers.TryGetValue("Absent", out _));
    }

    [Theory]
    [InlineData("1:The specified entity already exists.", 1)]
    [InlineData("99:m", 99)]
    [InlineData("The specified entity already exists.", null)]
    [InlineData("Reason: unknown", null)]
    public async Task The_operation_that_failed_is_named_where_the_service_names_it(string message, int? index)
    {
        var error = """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"MESSAGE\nRequestId:1"}}}""".Replace("MESSAGE", message, StringComparison.Ordinal);
        var service = new FakeService(new FakeResponse(202, Answer(Part(409, body: error))));
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => service.Table.SubmitTransactionAsync(TwoActions));
        Assert.Equal((409, "EntityAlreadyExists", index), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_refused_as_a_whole_fails_as_a_request()
    {
        var service = new FakeService(new FakeResponse(413, """{"odata.error":{"code":"RequestBodyTooLarge","message":{"value":"m"}}}"""));
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => service.Table.SubmitTransactionAsync(TwoActions));
        Assert.Equal((413, "RequestBodyTooLarge"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task An_answer_that_lacks_operations_is_no_success()
    {
        var service = new FakeService(new FakeResponse(202, Answer(Part(204))));
        await Assert.ThrowsAsync<RequestFailedException>(() => service.Table.SubmitTransactionAsync(TwoActions));
    }

    private static string Answer(params string[] parts) =>
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n"
        + string.Concat(parts.Select(part => "--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n" + part))
        + "--changesetresponse_2--\r\n--batchresponse_1--\r\n";

    private static string Part(int status, string? etag = null, string body = "") =>
        $"HTTP/1.1 {status} {(status == 204 ? "No Content" : "Something")}\r\nContent-ID: 1\r\nCache-Control: no-cache\r\n"
        + (etag is null ? "" : $"ETag: {etag}\r\n")
        + $"\r\n{body}\r\n";

    [GeneratedRegex("^multipart/mixed; boundary=(batch_[0-9a-f-]{36})$")]
    private static partial Regex BatchBoundary();

    [GeneratedRegex("boundary=(changeset_[0-9a-f-]{36})\r\n")]
    private static partial Regex ChangeSetBoundary();
}
