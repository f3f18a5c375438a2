using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

/// <summary>What is sent, to the letter, and answers that Azurite does not give.</summary>
public sealed class WireTests
{
    private const string ETagText = "W/\"datetime'2021-05-22T22%3A58%3A40.6450000Z'\"";

    [Fact]
    public async Task An_insert_annotates_what_json_cannot_tell_and_leaves_out_nulls()
    {
        var service = new FakeService(new FakeResponse(204, "", ("ETag", ETagText)));
        var entity = new TableEntity("p", "r")
        {
            ["String"] = "ação \"q\" \n", ["Int32"] = -1, ["Int64"] = long.MinValue, ["Double"] = 5.0, ["NaN"] = double.NaN, ["Infinity"] = double.NegativeInfinity,
            ["Boolean"] = true, ["Guid"] = Guid.Empty, ["Binary"] = new byte[] { 1, 2, 3 }, ["Null"] = null, ["Enum"] = Colour.Green,
            ["Time"] = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(1)).AddTicks(7),
            ETag = new ETag("old"), Timestamp = DateTimeOffset.UnixEpoch,
        };

        var response = await service.Table.AddEntityAsync(entity);

        Assert.Equal(ETagText, response.Headers.ETag.ToString());
        var request = service.Request;
        Assert.Equal(("POST", "https://acct.table.core.windows.net/mytable"), (request.Method, request.Uri.AbsoluteUri));
        Assert.Equal("return-no-content", request.Headers["Prefer"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("application/json;odata=minimalmetadata", request.Headers["Accept"]);
        Assert.Equal("2020-12-06", request.Headers["x-ms-version"]);
        Assert.Equal("3.0", request.Headers["DataServiceVersion"]);
        string[] properties =
        [
            """
            "PartitionKey":"p","RowKey":"r","String":"ação \"q\" \n","Int32":-1
            """,
            """
            "Int64@odata.type":"Edm.Int64","Int64":"-9223372036854775808","Double@odata.type":"Edm.Double","Double":5
            """,
            """
            "NaN@odata.type":"Edm.Double","NaN":"NaN","Infinity@odata.type":"Edm.Double","Infinity":"-Infinity","Boolean":true
            """,
            """
            "Guid@odata.type":"Edm.Guid","Guid":"00000000-0000-0000-0000-000000000000","Binary@odata.type":"Edm.Binary","Binary":"AQID"
            """,
            """
            "Enum":"Green","Time@odata.type":"Edm.DateTime","Time":"2026-11-24T11:00:00.0000007Z"
            """,
        ];
        Assert.Equal($"{{{string.Join(',', properties)}}}", request.Body);
    }

    [Fact]
    public async Task Method_and_condition_tell_update_from_upsert()
    {
        var service = new FakeService([.. Enumerable.Repeat(0, 6).Select(_ => new FakeResponse(204))]);
        var entity = new TableEntity("p", "r");
        await service.Table.UpsertEntityAsync(entity);
        await service.Table.UpsertEntityAsync(entity, TableUpdateMode.Replace);
        await service.Table.UpdateEntityAsync(entity, new ETag(ETagText));
        await service.Table.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace);
        await service.Table.DeleteEntityAsync("p", "r");
        await service.Table.DeleteEntityAsync("p", "r", new ETag(ETagText));
        Assert.Equal(
            ["PATCH", "PUT", $"PATCH {ETagText}", "PUT *", "DELETE *", $"DELETE {ETagText}"],
            service.Requests.Select(request => request.Headers.TryGetValue("If-Match", out var ifMatch) ? $"{request.Method} {ifMatch}" : request.Method));
        Assert.All(service.Requests, request => Assert.Equal("https://acct.table.core.windows.net/mytable(PartitionKey='p',RowKey='r')", request.Uri.AbsoluteUri));
    }

    [Fact]
    public async Task Quotes_in_keys_are_doubled_and_all_is_percent_encoded()
    {
        var service = new FakeService(new FakeResponse(204));
        await service.Table.DeleteEntityAsync("O'N ç", "a+b&c%");
        Assert.Equal("https://acct.table.core.windows.net/mytable(PartitionKey='O%27%27N%20%C3%A7',RowKey='a%2Bb%26c%25')", service.Request.Uri.AbsoluteUri);
    }

    [Fact]
    public async Task What_the_service_does_not_annotate_is_read_by_its_form()
    {
        const string Body = """
            {"odata.metadata":"https://acct.table.core.windows.net/$metadata#mytable/@Element","odata.etag":"W/\"x\"",
             "PartitionKey":"p","RowKey":"r","Timestamp":"2026-11-24T12:00:00.1234567Z","Whole":5.0,"Int":5,"Big":5000000000,"Text":"2026-11-24T12:00:00Z",
             "Late":"7","Late@odata.type":"Edm.Int64","LateTime":"2026-11-24T12:00:00Z","LateTime@odata.type":"Edm.DateTime"}
            """;
        TableEntity entity = await new FakeService(new FakeResponse(200, Body)).Table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((5.0, 5, 5e9, "2026-11-24T12:00:00Z", 7L), (entity["Whole"], entity["Int"], entity["Big"], entity["Text"], entity["Late"]));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), entity["LateTime"]);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567), entity.Timestamp);
        Assert.Equal(new ETag("W/\"x\""), entity.ETag);
        Assert.DoesNotContain("odata.metadata", entity.Keys);
    }

    [Fact]
    public async Task An_object_takes_its_properties_in_any_order_and_skips_the_others()
    {
        const string Body = """
            {"odata.etag":"W/\"x\"","Unknown":{"a":[1]},"Int64":"9007199254740993","Int64@odata.type":"Edm.Int64","Double":5,
             "Text":"t","PartitionKey":"p","RowKey":"r","Computed":"z","Ignored":"i","Timestamp":"2026-11-24T12:00:00Z","Colour":"Green","NullableInt32":null}
            """;
        Sample sample = await new FakeService(new FakeResponse(200, Body)).Table.GetEntityAsync<Sample>("p", "r");
        Assert.Equal((9007199254740993, 5.0, "t", "p", "r", null, Colour.Green), (sample.Int64, sample.Double, sample.Text, sample.PartitionKey, sample.RowKey, sample.Ignored, sample.Colour));
        Assert.Equal((new ETag("W/\"x\""), new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)), (sample.ETag, sample.Timestamp));
    }

    [Theory]
    [InlineData("""{"Int32":"text"}""", "Int32")]
    [InlineData("""{"Int32":5000000000}""", "Int32")]
    [InlineData("""{"Text":1}""", "Text")]
    [InlineData("""{"Guid":"no guid"}""", "Guid")]
    [InlineData("""{"Colour":"Blue"}""", "Colour")]
    [InlineData("""{"Int64":"1.5"}""", "Int64")]
    public async Task What_does_not_fit_the_property_is_named(string body, string property)
    {
        var table = new FakeService(new FakeResponse(200, body)).Table;
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => table.GetEntityAsync<Sample>("p", "r"));
        Assert.Contains($"'{property}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_table_cannot_hold_is_refused_before_anything_is_sent()
    {
        var service = new FakeService();
        await Assert.ThrowsAsync<NotSupportedException>(() => service.Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1m }));
        await Assert.ThrowsAsync<NotSupportedException>(() => service.Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = new DateTime(2026, 11, 24) }));
        await Assert.ThrowsAsync<NotSupportedException>(() => service.Table.AddEntityAsync(new Unstorable { PartitionKey = "p", RowKey = "r" }));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Empty_pages_are_followed_and_a_missing_row_key_is_left_out()
    {
        var service = new FakeService(
            new FakeResponse(200, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cA+=="), ("x-ms-continuation-NextRowKey", "1 2")),
            new FakeResponse(200, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "q")),
            new FakeResponse(200, """{"odata.metadata":"x","value":[{"PartitionKey":"p","RowKey":"r"}]}"""));
        var found = await service.Table.QueryAsync<TableEntity>("A eq 'ç&'", maxPerPage: 10, select: ["PartitionKey", "RowKey"]).ToListAsync();
        Assert.Single(found);
        const string Query = "https://acct.table.core.windows.net/mytable()?$top=10&$select=PartitionKey%2CRowKey&$filter=A%20eq%20%27%C3%A7%26%27";
        Assert.Equal(
            [Query, Query + "&NextPartitionKey=1%214%21cA%2B%3D%3D&NextRowKey=1%202", Query + "&NextPartitionKey=q"],
            service.Requests.Select(request => request.Uri.AbsoluteUri));
    }

    [Fact]
    public async Task Tables_go_on_from_the_next_table_name()
    {
        var service = new FakeService(
            new FakeResponse(200, """{"value":[{"TableName":"a"}]}""", ("x-ms-continuation-NextTableName", "1!4!Yg--")),
            new FakeResponse(200, """{"value":[{"odata.id":"x","TableName":"b"}]}"""));
        var client = new TableServiceClient(new Uri("https://acct.table.core.windows.net/"), new TableSharedKeyCredential("acct", FakeService.Key), service.Options);
        Assert.Equal(["a", "b"], (await client.QueryAsync().ToListAsync()).Select(table => table.Name));
        Assert.Equal("https://acct.table.core.windows.net/Tables?NextTableName=1%214%21Yg--", service.Requests[1].Uri.AbsoluteUri);
    }

    [Fact]
    public async Task A_token_is_asked_for_storage_and_sent_as_bearer()
    {
        var credential = new FakeCredential();
        var service = new FakeService(new FakeResponse(204));
        var table = new TableClient(new Uri("https://acct.table.core.windows.net"), "mytable", credential, service.Options);
        await table.DeleteEntityAsync("p", "r");
        Assert.Equal("Bearer the-token", service.Request.Headers["Authorization"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Equal("acct", table.AccountName);
    }

    [Fact]
    public void A_token_is_never_sent_in_the_clear()
    {
        Assert.Throws<ArgumentException>(() => new TableClient(new Uri("http://acct.table.core.windows.net"), "mytable", new FakeCredential()));
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri("http://acct.table.core.windows.net"), new FakeCredential()));
    }

    [Fact]
    public async Task Without_retries_a_busy_service_is_asked_once()
    {
        var service = new FakeService(new FakeResponse(503, "", ("x-ms-error-code", "ServerBusy")));
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => service.Table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_repeated_insert_that_meets_its_own_success_says_so()
    {
        var service = new FakeService(new FakeResponse(500), new FakeResponse(409, """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"m"}}}"""));
        var options = service.Options;
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        var table = new TableClient(new Uri("https://acct.table.core.windows.net"), "mytable", new TableSharedKeyCredential("acct", FakeService.Key), options);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(409, failure.Status);
        Assert.Equal(service.Requests[0].Body, service.Requests[1].Body);
    }

    [Fact]
    public async Task The_service_version_is_the_one_of_the_options()
    {
        var service = new FakeService(new FakeResponse(204));
        var options = new TableClientOptions(TableClientOptions.ServiceVersion.V2019_02_02) { Transport = service };
        var table = new TableClient(new Uri("https://acct.table.core.windows.net"), "mytable", new TableSharedKeyCredential("acct", FakeService.Key), options);
        await table.DeleteEntityAsync("p", "r");
        Assert.Equal("2019-02-02", service.Request.Headers["x-ms-version"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableClientOptions((TableClientOptions.ServiceVersion)9));
    }

    private sealed class FakeCredential : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed class Unstorable : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public decimal Price { get; set; }
    }
}
