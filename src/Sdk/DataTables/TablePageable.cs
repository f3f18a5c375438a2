using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// A query, page by page. The service may end a page early, even empty, and say where to go on; the end is a page that
/// says nothing of the kind.
/// </summary>
/// <remarks>A continuation token is the one or two keys to go on from, each percent-encoded, with a space between them.</remarks>
internal sealed class TablePageable<T>(
    TableConnection connection,
    string resource,
    TablePageable<T>.Continuation continuation,
    TablePageable<T>.ItemReader readItem,
    string filter,
    string select,
    int? maxPerPage,
    CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public delegate T ItemReader(ref Utf8JsonReader json, EntityFormat.NameTable names);

    /// <summary>The query parameters that say where to go on; the response headers are called the same behind a prefix.</summary>
    public sealed record Continuation(params string[] Parameters);

    public override IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null) =>
        Pages(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    private async IAsyncEnumerable<Page<T>> Pages(string token, int? pageSize, [EnumeratorCancellation] CancellationToken cancellation)
    {
        do
        {
            var page = await ReadPage(token, pageSize, cancellation).ConfigureAwait(false);
            yield return page;
            token = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    private async Task<Page<T>> ReadPage(string token, int? pageSize, CancellationToken cancellation)
    {
        using var message = connection.CreateMessage(RequestMethod.Get, resource);
        var uri = message.Request.Uri;
        if (pageSize is { } top)
            uri.AppendQuery("$top", top.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        if (!string.IsNullOrEmpty(select))
            uri.AppendQuery("$select", select, escapeValue: true);
        if (!string.IsNullOrEmpty(filter))
            uri.AppendQuery("$filter", filter, escapeValue: true);
        if (!string.IsNullOrEmpty(token))
        {
            var keys = token.Split(' ');
            for (var i = 0; i < keys.Length && i < continuation.Parameters.Length; i++)
                uri.AppendQuery(continuation.Parameters[i], keys[i], escapeValue: false);
        }

        var response = await connection.SendAsync(message, TableConnection.Expected.Success, cancellation).ConfigureAwait(false);
        return Page<T>.FromValues(Items(response.Content.ToMemory().Span, pageSize), Token(response), response);
    }

    private string Token(Response response)
    {
        string token = null;
        foreach (var parameter in continuation.Parameters)
        {
            if (!response.Headers.TryGetValue("x-ms-continuation-" + parameter, out var key) || string.IsNullOrEmpty(key))
                break;
            token = token is null ? Uri.EscapeDataString(key) : $"{token} {Uri.EscapeDataString(key)}";
        }

        return token;
    }

    private List<T> Items(ReadOnlySpan<byte> body, int? pageSize)
    {
        var json = new Utf8JsonReader(body);
        var items = new List<T>(Math.Min(pageSize ?? 16, 1000));
        var names = new EntityFormat.NameTable();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = json.ValueTextEquals("value"u8);
            json.Read();
            if (!isValue)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                items.Add(readItem(ref json, names));
        }

        return items;
    }
}
