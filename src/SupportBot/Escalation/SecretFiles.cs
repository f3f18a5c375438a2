using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupportBot.Escalation;

/// <content>Files: texts of every usual encoding, tables and JSON by their structure, HAR (HTTP Archive 1.2) by what its fields mean.</content>
public static partial class Secrets
{
    private static readonly HashSet<string> TextEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        "txt", "log", "csv", "tsv", "json", "jsonl", "ndjson", "xml", "html", "htm", "har", "ps1", "psm1", "psd1", "cfg", "conf", "config", "ini", "inf", "reg", "yaml", "yml", "toml", "properties", "env", "md", "sql",
        "sh", "bat", "cmd", "py", "js", "ts", "cs", "kql", "pem", "key", "rdp", "ics", "tf", "out", "err", "trace",
    };

    private static readonly char[] Separators = [',', ';', '\t'];

    private static readonly JsonSerializerOptions JsonAsItIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Takes the secrets out of a file, if it is a text.</summary>
    /// <param name="name">Its name; the ending says how it is read.</param>
    /// <param name="content">What it holds.</param>
    public static StrippedFile StripFile(string name, ReadOnlyMemory<byte> content)
    {
        var bytes = content.ToArray();
        var ending = name.LastIndexOf('.') is >= 0 and var dot ? name[(dot + 1)..] : "";
        if (!TextEndings.Contains(ending) || Decoded(bytes) is not { } decoded) return new StrippedFile(bytes, [], IsChecked: false);
        var stripped = ending.ToUpperInvariant() switch
        {
            "HAR" or "JSON" => StripJson(decoded.Text),
            "CSV" or "TSV" => StripTable(decoded.Text),
            _ => null,
        } ?? Strip(decoded.Text);
        return new StrippedFile(stripped.Found.Count == 0 ? bytes : [.. decoded.Encoding.GetPreamble(), .. decoded.Encoding.GetBytes(stripped.Text)], stripped.Found, IsChecked: true);
    }

    private static (string Text, Encoding Encoding)? Decoded(byte[] bytes)
    {
        var (encoding, mark) = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true) as Encoding, 4),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), 2),
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true), 3),
            // Without a mark: a text in Latin letters has every second byte zero.
            [not 0, 0, not 0, 0, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 0),
            [0, not 0, 0, not 0, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 0),
            _ => (new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), 0),
        };
        try
        {
            var text = encoding.GetString(bytes, mark, bytes.Length - mark);
            return text.Contains('\0', StringComparison.Ordinal) ? null : (text, encoding);
        }
        catch (DecoderFallbackException)
        {
            // Older programs write Windows' Western code page, of which Latin-1 keeps every byte.
            return mark == 0 && !bytes.AsSpan().Contains((byte)0) ? (Encoding.Latin1.GetString(bytes), Encoding.Latin1) : null;
        }
    }

    private static StrippedText? StripJson(string text)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 256 });
            if (root is null) return null;
            var walk = new JsonWalk();
            // One field that is broken off, or stands twice, shows only when it is read.
            root = walk.Clean(root, "", Meaning.None);
            return new StrippedText(walk.Found.Count == 0 ? text : root!.ToJsonString(JsonAsItIs), walk.Found);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // A column is told by its head: what stands below "Password" has no name beside it.
    private static StrippedText? StripTable(string text)
    {
        var firstLine = text[..(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)];
        var separator = Separators.MaxBy(each => firstLine.Count(character => character == each));
        var rows = Fields(text, separator);
        if (rows.Count < 2) return null;
        var secret = rows[0].Select(head => SecretRules.OfName(text[head.Start..head.End].Trim('"', ' '), "Aa1!Aa1!Aa1!")).ToList();
        if (secret.TrueForAll(kind => kind is null)) return null;
        var (stripped, found, at) = (new StringBuilder(text.Length), new List<FoundSecret>(), 0);
        for (var row = 1; row < rows.Count; row++)
        {
            for (var column = 0; column < Math.Min(rows[row].Count, secret.Count); column++)
            {
                if (secret[column] is not { } kind) continue;
                var (start, stop) = rows[row][column];
                var value = text[start..stop].Trim('"', ' ');
                if (value.Length == 0 || value.StartsWith(Before, StringComparison.Ordinal)) continue;
                found.Add(new FoundSecret(kind, row + 1, null));
                stripped.Append(text, at, start - at).Append(Replacement(kind));
                at = stop;
            }
        }

        var rest = Strip(stripped.Append(text, at, text.Length - at).ToString());
        return new StrippedText(rest.Text, [.. found, .. rest.Found]);
    }

    private static List<List<(int Start, int End)>> Fields(string text, char separator)
    {
        var rows = new List<List<(int, int)>>();
        var row = new List<(int, int)>();
        var (start, quoted) = (0, false);
        for (var at = 0; at <= text.Length; at++)
        {
            var each = at < text.Length ? text[at] : '\n';
            if (each == '"') quoted = !quoted;
            if (at < text.Length && (quoted || (each != separator && each != '\n'))) continue;
            row.Add((start, at > start && text[at - 1] == '\r' ? at - 1 : at));
            start = at + 1;
            if (each == separator && at < text.Length) continue;
            rows.Add(row);
            row = [];
        }

        return rows;
    }

    /// <summary>What the strings within a node are.</summary>
    private enum Meaning
    {
        /// <summary>Nothing in particular.</summary>
        None,

        /// <summary>Headers of a request or an answer, each with name and value.</summary>
        Headers,

        /// <summary>Cookies, each with name and value.</summary>
        Cookies,

        /// <summary>Parameters of an address or a form, each with name and value.</summary>
        Parameters,
    }

    private sealed class JsonWalk
    {
        public List<FoundSecret> Found { get; } = [];

        public JsonNode? Clean(JsonNode? node, string path, Meaning meaning)
        {
            switch (node)
            {
                case JsonObject map:
                    CleanMap(map, path, meaning);
                    return map;
                case JsonArray list:
                    for (var index = 0; index < list.Count; index++)
                    {
                        var before = list[index];
                        var after = Clean(before, $"{path}[{index}]", meaning);
                        if (!ReferenceEquals(before, after)) list[index] = after;
                    }

                    return list;
                case JsonValue value when value.TryGetValue<string>(out var text):
                    return CleanText(text, path) is { } clean ? JsonValue.Create(clean) : value;
                default:
                    return node;
            }
        }

        private void CleanMap(JsonObject map, string path, Meaning meaning)
        {
            var named = TextOf(map, "name") ?? TextOf(map, "key");
            foreach (var name in map.Select(property => property.Key).ToList())
            {
                var at = path.Length == 0 ? name : $"{path}.{name}";
                var node = map[name];
                var kind = node is JsonValue value && (value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number)
                    ? KindOf(name, named, value.ToString(), meaning)
                    : null;
                if (kind is { } found)
                {
                    Found.Add(new FoundSecret(found, null, at));
                    map[name] = Replacement(found);
                }
                else if (name == "text" && TextOf(map, "encoding") == "base64" && node is JsonValue coded && CleanCoded(coded.ToString(), at) is { } clean) map[name] = clean;
                else
                {
                    var after = Clean(node, at, MeaningOf(name, meaning));
                    if (!ReferenceEquals(node, after)) map[name] = after;
                }
            }
        }

        private static SecretKind? KindOf(string name, string? named, string value, Meaning meaning)
        {
            if (name is not "value") return meaning is Meaning.Cookies && name is not ("name" or "path" or "domain" or "expires" or "sameSite") && value.Length >= 8 ? SecretKind.Cookie : meaning is Meaning.Headers && name != "name" ? SecretRules.OfHeader(name, value) : SecretRules.OfName(name, value);
            if (named is null) return null;
            return meaning switch
            {
                Meaning.Cookies => value.Length == 0 || value.StartsWith(Before, StringComparison.Ordinal) ? null : SecretKind.Cookie,
                Meaning.Headers => SecretRules.OfHeader(named, value),
                Meaning.Parameters => SecretRules.OfParameter(named, value),
                _ => SecretRules.OfName(named, value),
            };
        }

        private static Meaning MeaningOf(string name, Meaning outer) => name switch
        {
            "headers" or "requestHeaders" or "responseHeaders" => Meaning.Headers,
            "cookies" => Meaning.Cookies,
            "queryString" or "params" => Meaning.Parameters,
            _ => outer is Meaning.None ? Meaning.None : outer,
        };

        // A string may hold JSON of its own: the body of a request, a line of a log.
        private string? CleanText(string text, string path)
        {
            if (text.AsSpan().TrimStart() is ['{' or '[', ..] && StripJson(text) is { } inner)
            {
                Found.AddRange(inner.Found.Select(found => found with { Path = found.Path is { } within ? $"{path}.{within}" : path, Line = null }));
                return inner.Found.Count == 0 ? null : inner.Text;
            }

            var stripped = Strip(text);
            Found.AddRange(stripped.Found.Select(found => found with { Path = path, Line = null }));
            return stripped.Found.Count == 0 ? null : stripped.Text;
        }

        private string? CleanCoded(string coded, string path)
        {
            var bytes = new byte[coded.Length];
            if (!Convert.TryFromBase64String(coded, bytes, out var length) || Decoded(bytes[..length]) is not { } decoded) return null;
            return CleanText(decoded.Text, path) is { } clean ? Convert.ToBase64String(decoded.Encoding.GetBytes(clean)) : null;
        }

        private static string? TextOf(JsonObject map, string name) => map.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }
}
