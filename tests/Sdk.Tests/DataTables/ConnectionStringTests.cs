using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

public sealed class ConnectionStringTests
{
    private const string Key = FakeService.Key;

    [Theory]
    [InlineData("AccountName=acct;AccountKey=" + Key, "acct", "https://acct.table.core.windows.net/t")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=acct;AccountKey=" + Key + ";EndpointSuffix=core.usgovcloudapi.net;", "acct", "http://acct.table.core.usgovcloudapi.net/t")]
    [InlineData("accountname=acct;accountkey=" + Key + ";TableEndpoint=http://127.0.0.1:10002/acct/", "acct", "http://127.0.0.1:10002/acct/t")]
    [InlineData("UseDevelopmentStorage=true", "devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1/t")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite", "devstoreaccount1", "http://azurite:10002/devstoreaccount1/t")]
    [InlineData("TableEndpoint=https://acct.table.core.windows.net/;SharedAccessSignature=sv=2020-12-06&sig=a%3D", "acct", "https://acct.table.core.windows.net/t")]
    public void It_says_where_the_table_is(string connectionString, string account, string uri)
    {
        var table = new TableClient(connectionString, "t");
        Assert.Equal((account, uri, "t"), (table.AccountName, table.Uri.AbsoluteUri, table.Name));
    }

    [Theory]
    [InlineData("AccountName=acct")]
    [InlineData("AccountKey=" + Key)]
    [InlineData("AccountName=acct;AccountKey=***")]
    [InlineData("AccountName=acct;AccountName=acct;AccountKey=" + Key)]
    [InlineData("TableEndpoint=https://acct.table.core.windows.net")]
    [InlineData("TableEndpoint=acct;AccountName=acct;AccountKey=" + Key)]
    [InlineData("DefaultEndpointsProtocol=ftp;AccountName=acct;AccountKey=" + Key)]
    [InlineData("nonsense")]
    public void An_incomplete_or_malformed_one_is_refused(string connectionString) =>
        Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

    [Fact]
    public async Task A_shared_access_signature_travels_in_the_query()
    {
        var service = new FakeService(new FakeResponse(200, """{"PartitionKey":"p","RowKey":"r"}"""));
        var table = new TableClient("TableEndpoint=https://acct.table.core.windows.net;SharedAccessSignature=?sv=2020-12-06&sig=a%3D", "t", service.Options);
        await table.GetEntityAsync<TableEntity>("p", "r", ["A"]);
        Assert.Equal("?sv=2020-12-06&sig=a%3D&%24select=A", service.Request.Uri.Query.Replace("$", "%24", StringComparison.Ordinal));
        Assert.False(service.Request.Headers.ContainsKey("Authorization"));
    }
}
