using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace FaultSimulator.Tables;

/// <summary>
/// Hands a client's requests to an <see cref="InMemoryTables"/>. A call ends before it returns, unless its line waits; what is
/// on its way arrives even where nobody waits for the answer any more.
/// </summary>
internal sealed class TableTransport(InMemoryTables tables, ITableLine? line) : HttpPipelineTransport
{
    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var request = await ReadAsync(message.Request, message.CancellationToken).ConfigureAwait(false);
        var call = tables.Announce(request);
        TableAnswer answer;
        try
        {
            if (line is not null) await line.SendingAsync(call, message.CancellationToken).ConfigureAwait(false);
            answer = tables.Handle(request, call);
            if (line is not null) await line.AnsweringAsync(call, answer.Status, message.CancellationToken).ConfigureAwait(false);
        }
        catch (TableFailureException failure)
        {
            answer = tables.Answer(failure, request, call.Number);
        }

        message.Response = new TableResponse(answer) { ClientRequestId = message.Request.ClientRequestId };
    }

    private static async ValueTask<TableRequest> ReadAsync(Request request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        if (request.Content is { } content) await content.WriteToAsync(body, cancellationToken).ConfigureAwait(false);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers) headers[header.Name] = header.Value;
        return new TableRequest(request.Method.Method, request.Uri.ToUri(), headers, body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private sealed class TableResponse(TableAnswer answer) : Response
    {
        public override int Status => answer.Status;

        public override string ReasonPhrase => answer.Reason;

        public override Stream? ContentStream { get; set; } = new MemoryStream(answer.Body, 0, answer.Body.Length, writable: false, publiclyVisible: true);

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => answer.Headers.Select(header => new HttpHeader(header.Name, header.Value));

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
        {
            value = answer.Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            return value is not null;
        }

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = TryGetHeader(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
