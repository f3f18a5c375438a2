using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

/// <summary>Answers with what a test prescribes, in order, and keeps what was asked. An unforeseen request fails the test.</summary>
internal sealed class FakeService : HttpPipelineTransport
{
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Queue<FakeResponse> _answers = new();
    private readonly HttpClientTransport _requests = new();

    public FakeService(params FakeResponse[] answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
    }

    public List<Asked> Requests { get; } = [];

    public Asked Request => Assert.Single(Requests);

    public TableClientOptions Options
    {
        get
        {
            var options = new TableClientOptions { Transport = this };
            options.Retry.MaxRetries = 0;
            return options;
        }
    }

    public TableClient Table => new(new Uri("https://acct.table.core.windows.net"), "mytable", new TableSharedKeyCredential("acct", Key), Options);

    public override Request CreateRequest() => _requests.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var request = message.Request;
        using var body = new MemoryStream();
        if (request.Content is { } content)
        {
            await content.WriteToAsync(body, message.CancellationToken);
            Assert.True(content.TryComputeLength(out var length));
            Assert.Equal(body.Length, length);
        }

        Requests.Add(new Asked(
            request.Method.Method,
            request.Uri.ToUri(),
            request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(body.ToArray())));
        message.Response = _answers.Dequeue();
        message.Response.ClientRequestId = request.ClientRequestId;
    }

    public sealed record Asked(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body);
}

internal sealed class FakeResponse(int status, string body = "", params (string Name, string Value)[] headers) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "Prescribed";

    public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Name, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        var found = TryGetHeader(name, out var value);
        values = found ? [value!] : null;
        return found;
    }
}
