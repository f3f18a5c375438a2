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

    /// <summary>Fourteen full properties are 896 KiB, which leaves room for what else stands in the row.</summary>
    public const int PropertiesPerRow = 14;

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

    /// <summary>Writes one row of <see cref="Split"/>.</summary>
    public static void Write(TableEntity row, string name, IReadOnlyList<string> properties)
    {
        for (var i = 0; i < properties.Count; i++) row[Property(name, i)] = properties[i];
    }

    /// <summary>Puts together what stands in the rows, given in their order.</summary>
    public static string Join(IReadOnlyList<TableEntity> rows, string name)
    {
        if (rows is [var only] && only.ContainsKey(Property(name, 0)) && !only.ContainsKey(Property(name, 1))) return (string)only[Property(name, 0)];
        return string.Concat(rows.SelectMany(row => Properties(row, name)));
    }

    private static IEnumerable<string> Properties(TableEntity row, string name)
    {
        for (var i = 0; row.TryGetValue(Property(name, i), out var value); i++)
            yield return value as string ?? throw DamagedRowException.Of(row, Property(name, i));
    }

    private static string Property(string name, int index) => FormattableString.Invariant($"{name}{index:D2}");
}
