using System.Text.RegularExpressions;

namespace FaultSimulator.People;

/// <summary>
/// Every text that somebody types bears a mark that no other text has, so that it is recognised wherever it turns up.
/// </summary>
internal sealed partial class Marks
{
    private readonly Dictionary<string, Resident> writers = new(StringComparer.Ordinal);

    /// <summary>Words with a new mark.</summary>
    public string Mark(Resident writer, string words) => $"{words} {Next(writer)}";

    /// <summary>A new mark.</summary>
    public string Next(Resident writer)
    {
        var mark = FormattableString.Invariant($"mark{writers.Count + 1}x");
        writers.Add(mark, writer);
        return mark;
    }

    /// <summary>The marks in a text, each once.</summary>
    public static IEnumerable<string> In(string? text) => text is null ? [] : Pattern().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    public Resident WriterOf(string mark) => writers[mark];

    [GeneratedRegex("mark[0-9]+x", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
