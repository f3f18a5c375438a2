using System.Net;
using System.Net.Http.Headers;
using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Connector;

/// <summary>An object as JSON in pooled memory, sent with its length.</summary>
internal sealed class PooledJsonContent : HttpContent
{
    private readonly PooledBuffer _json = new(2048);
    private bool _sent;

    internal PooledJsonContent(object body, MediaTypeHeaderValue mediaType)
    {
        SchemaJson.Write(_json, body);
        Headers.ContentType = mediaType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext context, CancellationToken cancellationToken)
    {
        _sent = false;
        await stream.WriteAsync(_json.Written, cancellationToken);
        _sent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // After a cancelled call the handler may still be writing; then the collector gets the array instead of the pool.
        if (disposing && _sent)
            _json.Dispose();
        base.Dispose(disposing);
    }
}
