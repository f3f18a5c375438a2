using System.Buffers;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// A transaction on the wire: a multipart body with one change set, whose parts are the HTTP requests; answered by 202
/// with the HTTP responses likewise, or with the single one that failed.
/// </summary>
internal static class EntityGroupTransaction
{
    public static void Write(HttpMessage message, string tableUri, IReadOnlyList<TableTransactionAction> actions)
    {
        var batch = $"batch_{Guid.NewGuid()}";
        var changeSet = $"changeset_{Guid.NewGuid()}";
        var body = new ArrayBufferWriter<byte>(512 + (actions.Count * 1024));
        var table = tableUri[(tableUri.LastIndexOf('/') + 1)..];
        var parent = tableUri[..^table.Length];
        Append(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeSet}\r\n\r\n");
        foreach (var action in actions)
        {
            Append(body, $"--{changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            WriteOperation(body, parent, table, action);
            Append(body, "\r\n");
        }

        Append(body, $"--{changeSet}--\r\n\r\n--{batch}--\r\n");
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, $"multipart/mixed; boundary={batch}");
        message.Request.Content = RequestContent.Create(body.WrittenMemory);
    }

    public static IReadOnlyList<Response> Read(Response response)
    {
        var results = new List<Response>();
        var reader = new LineReader(response.Content.ToMemory());
        while (reader.TryRead(out var line))
        {
            if (line.StartsWith("HTTP/1.1 "u8))
                results.Add(ReadOperation(ref reader, line, response.ClientRequestId));
        }

        return results;
    }

    private static void WriteOperation(ArrayBufferWriter<byte> body, string parent, string table, TableTransactionAction action)
    {
        var entity = action.Entity;
        var method = action.ActionType switch
        {
            TableTransactionActionType.Add => RequestMethod.Post,
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => RequestMethod.Patch,
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => RequestMethod.Put,
            TableTransactionActionType.Delete => RequestMethod.Delete,
            _ => throw new InvalidOperationException($"{action.ActionType} is no operation."),
        };
        var isAdd = action.ActionType == TableTransactionActionType.Add;
        var path = isAdd ? table : TableClient.EntityPath(table, entity.PartitionKey, entity.RowKey);
        Append(body, $"{method.Method} {parent}{path} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (isAdd)
            Append(body, "Prefer: return-no-content\r\n");
        if (action.ActionType is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete)
            Append(body, $"If-Match: {(action.ETag == default ? ETag.All : action.ETag)}\r\n");
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Append(body, "\r\n");
            return;
        }

        Append(body, "Content-Type: application/json\r\n\r\n");
        TableConnection.WriteEntity(body, entity);
    }

    private static BatchResponse ReadOperation(ref LineReader reader, ReadOnlySpan<byte> statusLine, string clientRequestId)
    {
        var status = Encoding.ASCII.GetString(statusLine[9..]);
        var headers = new List<HttpHeader>(8);
        while (reader.TryRead(out var line) && line.Length > 0)
        {
            var colon = line.IndexOf((byte)':');
            if (colon > 0)
                headers.Add(new HttpHeader(Encoding.UTF8.GetString(line[..colon]), Encoding.UTF8.GetString(line[(colon + 1)..].Trim((byte)' '))));
        }

        return new BatchResponse(
            int.Parse(status.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture),
            status.Length > 4 ? status[4..] : string.Empty,
            headers,
            reader.ReadToBoundary(),
            clientRequestId);
    }

    private static void Append(ArrayBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);

    /// <summary>Lines that end in CR LF, or in LF alone as some emulators write them.</summary>
    private ref struct LineReader(ReadOnlyMemory<byte> body)
    {
        private int _position;

        public bool TryRead(out ReadOnlySpan<byte> line)
        {
            var rest = body.Span[_position..];
            if (rest.IsEmpty)
            {
                line = default;
                return false;
            }

            var end = rest.IndexOf((byte)'\n');
            line = end < 0 ? rest : rest[..end];
            _position += end < 0 ? rest.Length : end + 1;
            if (line is [.., (byte)'\r'])
                line = line[..^1];
            return true;
        }

        /// <summary>A JSON body has no line of its own that begins with two dashes: the next such line ends the part.</summary>
        public ReadOnlyMemory<byte> ReadToBoundary()
        {
            var start = _position;
            var end = start;
            while (TryRead(out var line) && !line.StartsWith("--"u8))
                end = _position;
            return body[start..end];
        }
    }

    /// <summary>The response to one operation.</summary>
    private sealed class BatchResponse(int status, string reason, List<HttpHeader> headers, ReadOnlyMemory<byte> body, string clientRequestId) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => reason;

        public override bool IsError => status is < 200 or > 299;

        public override Stream ContentStream { get; set; } = new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);

        public override string ClientRequestId { get; set; } = clientRequestId;

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

        protected override bool TryGetHeader(string name, out string value)
        {
            foreach (var header in headers)
            {
                if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    value = header.Value;
                    return true;
                }
            }

            value = null;
            return false;
        }

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
        {
            var found = headers.FindAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ConvertAll(header => header.Value);
            values = found.Count > 0 ? found : null;
            return found.Count > 0;
        }
    }
}
