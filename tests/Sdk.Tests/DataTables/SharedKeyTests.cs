using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

public sealed class SharedKeyTests
{
    [Theory]
    [InlineData("http://127.0.0.1:10002/devstoreaccount1/mytable(PartitionKey='p',RowKey='r')", "GW7ZkEcgMs4wVOUQ5H8qJQVkak7b++AJ8lIJnbT64kc=")]
    [InlineData("http://127.0.0.1:10002/devstoreaccount1/Tables", "Ptvf2eFksO2AViDBNtH6ut9blQTf/xXRPMVd+znHsPE=")]
    [InlineData("https://devstoreaccount1.table.core.windows.net/mytable(PartitionKey='p',RowKey='r')", "MbBsf4/KaNP6mtX7DEU1DzbbzrCxMDfYmRw7JUp9hdE=")]
    [InlineData("https://devstoreaccount1.table.core.windows.net/mytable(PartitionKey='p',RowKey='r')?$select=A", "MbBsf4/KaNP6mtX7DEU1DzbbzrCxMDfYmRw7JUp9hdE=")]
    [InlineData("https://devstoreaccount1.table.core.windows.net/$batch", "i+E7sJzrIoPezMrxAk9kmcis8Rgc/KkIoX0b5Nh2UJo=")]
    [InlineData("https://devstoreaccount1.table.core.windows.net/mytable?comp=acl", "0FfgKbpfu52yGfoRdUWBgjdiq6+iIqmLtDD75j4acUs=")]
    public async Task A_request_is_signed_as_the_service_expects(string uri, string signature)
    {
        var service = new FakeService(new FakeResponse(200));
        var policy = new SharedKeyLitePolicy(
            new TableSharedKeyCredential("devstoreaccount1", FakeService.Key),
            new StoppedClock(new DateTimeOffset(2026, 11, 22, 5, 0, 0, TimeSpan.Zero)));
        var pipeline = HttpPipelineBuilder.Build(service.Options, policy);
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(new Uri(uri));

        await pipeline.SendAsync(message, default);

        Assert.Equal("Sun, 22 Nov 2026 05:00:00 GMT", service.Request.Headers["x-ms-date"]);
        Assert.Equal($"SharedKeyLite devstoreaccount1:{signature}", service.Request.Headers["Authorization"]);
    }

    [Fact]
    public async Task An_exchanged_key_signs_the_next_request()
    {
        var service = new FakeService(new FakeResponse(204), new FakeResponse(204));
        var credential = new TableSharedKeyCredential("acct", FakeService.Key);
        var table = new TableClient(new Uri("https://acct.table.core.windows.net"), "mytable", credential, service.Options);
        await table.DeleteEntityAsync("p", "r");
        credential.SetAccountKey("AAAA");
        await table.DeleteEntityAsync("p", "r");

        var stringToSign = $"{service.Requests[1].Headers["x-ms-date"]}\n/acct/mytable(PartitionKey='p',RowKey='r')";
        var expected = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(new byte[3], System.Text.Encoding.UTF8.GetBytes(stringToSign)));
        Assert.Equal($"SharedKeyLite acct:{expected}", service.Requests[1].Headers["Authorization"]);
    }

    [Fact]
    public void A_key_that_is_not_base64_is_refused() =>
        Assert.Throws<FormatException>(() => new TableSharedKeyCredential("acct", "not base64!"));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
