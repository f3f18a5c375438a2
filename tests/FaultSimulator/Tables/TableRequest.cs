using System.Text;

namespace FaultSimulator.Tables;

/// <summary>A request, alone or one of a change set.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">Where it goes.</param>
/// <param name="Headers">Its headers, whatever the case of their names.</param>
/// <param name="Body">Its body.</param>
internal sealed record TableRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>What stands behind the account, without percent-encoding: a table, a row, or what the service offers.</summary>
    public string Resource => Uri.UnescapeDataString(Uri.AbsolutePath[(Uri.AbsolutePath.LastIndexOf('/') + 1)..]);

    /// <summary>Whether it, or an operation of it, rests on a version of its row; every version begins so.</summary>
    public bool IsConditional => Header("If-Match")?.StartsWith("W/", StringComparison.Ordinal) is true || Body.Span.IndexOf("If-Match: W/"u8) >= 0;

    /// <summary>Of a transaction, the first operation that rests on a version of its row; null where none does, and for a request of its own.</summary>
    public int? FirstConditional => Resource == "$batch" && ChangeSet.Read(this).Select((change, index) => (change, index)).FirstOrDefault(each => each.change.IsConditional) is ({ }, var index) ? index : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The parameters of the query, without percent-encoding.</summary>
    public Dictionary<string, string> Parameters()
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('=', StringComparison.Ordinal);
            parameters[Uri.UnescapeDataString(end < 0 ? part : part[..end])] = end < 0 ? "" : Uri.UnescapeDataString(part[(end + 1)..]);
        }

        return parameters;
    }
}

/// <summary>An answer, alone or one of a change set.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
internal sealed record TableAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string Reason => Status switch
    {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        404 => "Not Found",
        409 => "Conflict",
        412 => "Precondition Failed",
        413 => "Request Entity Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    };
}

/// <summary>An entity group transaction's bodies, both ways: a multipart that holds one change set (Performing entity group transactions).</summary>
internal static class ChangeSet
{
    /// <exception cref="TableFailureException">It is no transaction.</exception>
    public static IReadOnlyList<TableRequest> Read(TableRequest batch)
    {
        var text = Encoding.UTF8.GetString(batch.Body.Span);
        var outer = Boundary(batch.Header("Content-Type"));
        var parts = Parts(text, outer);
        if (parts.Count != 1) throw TableFailureException.InvalidInput("A batch holds exactly one change set.");
        var (headers, changes) = Headed(parts[0]);
        return [.. Parts(changes, Boundary(headers.GetValueOrDefault("Content-Type"))).Select(ReadPart)];
    }

    /// <summary>What answers a change set; where it was refused, the one answer that says why.</summary>
    public static TableAnswer Write(IReadOnlyList<TableAnswer> answers, long number)
    {
        var (batch, changes) = ($"batchresponse_{number}", $"changesetresponse_{number}");
        var body = new StringBuilder();
        body.Append("--").Append(batch).Append("\r\nContent-Type: multipart/mixed; boundary=").Append(changes).Append("\r\n\r\n");
        foreach (var answer in answers)
        {
            body.Append("--").Append(changes).Append("\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            body.Append("HTTP/1.1 ").Append(answer.Status).Append(' ').Append(answer.Reason).Append("\r\n");
            foreach (var (name, value) in answer.Headers) body.Append(name).Append(": ").Append(value).Append("\r\n");
            body.Append("\r\n").Append(Encoding.UTF8.GetString(answer.Body)).Append("\r\n");
        }

        body.Append("--").Append(changes).Append("--\r\n--").Append(batch).Append("--\r\n");
        return new TableAnswer(202, [("Content-Type", $"multipart/mixed; boundary={batch}")], Encoding.UTF8.GetBytes(body.ToString()));
    }

    private static TableRequest ReadPart(string part)
    {
        var (_, http) = Headed(part);
        var end = http.IndexOf("\r\n", StringComparison.Ordinal);
        if (end < 0 || http[..end].Split(' ') is not [var method, var target, _] || !Uri.TryCreate(target, UriKind.Absolute, out var uri))
            throw TableFailureException.InvalidInput("A part of the change set is no request.");
        var (headers, body) = Headed(http[(end + 2)..]);
        return new TableRequest(method, uri, headers, Encoding.UTF8.GetBytes(body));
    }

    private static string Boundary(string? contentType)
    {
        const string Start = "boundary=";
        var at = contentType?.IndexOf(Start, StringComparison.Ordinal) ?? -1;
        return at < 0 ? throw TableFailureException.InvalidInput("The multipart names no boundary.") : contentType![(at + Start.Length)..].Trim().Trim('"');
    }

    private static List<string> Parts(string text, string boundary) =>
        [.. ("\r\n" + text).Split($"\r\n--{boundary}").Skip(1).TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal)).Select(part => part.TrimStart('\r', '\n'))];

    private static (Dictionary<string, string> Headers, string Content) Headed(string part)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        while (position < part.Length)
        {
            var end = part.IndexOf("\r\n", position, StringComparison.Ordinal);
            if (end < 0) end = part.Length;
            var line = part[position..end];
            position = Math.Min(part.Length, end + 2);
            if (line.Length == 0) break;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return (headers, part[position..]);
    }
}
