using System.Buffers;
using System.Text;
using Azure.Data.Tables;

namespace SupportBot.Storage;

/// <summary>
/// Keeps a text that is longer than a property or a row may be: 64 KiB and 1 MiB, counted in UTF-16 (Understanding the
/// Table service data model, "Property types").
/// </summary>
internal static class LongText
{
    /// <summary>The longest text of one property, in UTF-16 characters.</summary>
    public const int LongestProperty = 32_766;

    /// <summary>Eleven full properties stay under 1 MiB in base64 too, which is how Azurite counts, and leave room for what else stands in the row.</summary>
    public const int PropertiesPerRow = 11;

    // What every JSON writer leaves as it is; the strictest writes each other character in six bytes.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("\"\\<>&'+`")]);

    /// <summary>Cuts a text into rows of properties. An empty text is one row with one empty property.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Split(string text)
    {
        var properties = new List<string>();
        var start = 0;
        do
        {
            var length = Math.Min(LongestProperty, text.Length - start);
            var end = start + length;
            // Between the halves of a pair each half would be replaced on the way to the service.
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]) && char.IsLowSurrogate(text[end])) end--;
            properties.Add(text[start..end]);
            start = end;
        }
        while (start < text.Length);

        return [.. properties.Chunk(PropertiesPerRow)];
    }

    /// <summary>
    /// Writes one row of <see cref="Split"/>. In a long text, what JSON would swell beyond base64 is written as the bytes of
    /// UTF-16, so that a text of 1 Mi characters fits into a transaction whatever its script.
    /// </summary>
    public static void Write(TableEntity row, string name, IReadOnlyList<string> properties)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            var text = properties[i];
            row[Property(name, i)] = properties.Count > 1 && MostBytes(text) > text.Length * 8L / 3 ? Encoding.Unicode.GetBytes(text) : text;
        }
    }

    /// <summary>How many bytes the text can have in JSON.</summary>
    public static long MostBytes(string text)
    {
        var others = 0L;
        foreach (var character in text)
        {
            if (!Plain.Contains(character)) others++;
        }

        return text.Length + (5 * others);
    }

    /// <summary>Puts together what stands in the rows, given in their order.</summary>
    public static string Join(IReadOnlyList<TableEntity> rows, string name) =>
        string.Concat(rows.SelectMany(row => Properties(row, name)));

    private static IEnumerable<string> Properties(TableEntity row, string name)
    {
        for (var i = 0; row.TryGetValue(Property(name, i), out var value); i++)
        {
            yield return value switch
            {
                string text => text,
                byte[] text => Encoding.Unicode.GetString(text),
                _ => throw DamagedRowException.Of(row, Property(name, i)),
            };
        }
    }

    private static string Property(string name, int index) => FormattableString.Invariant($"{name}{index:D2}");
}
