using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupportBot.Tests.Resources;

/// <summary>What one idea is called in Portuguese.</summary>
/// <param name="Refused">Words of another variant or language that are not used for it.</param>
internal sealed record PortugueseTerm(string Term, IReadOnlyList<string> Refused);

/// <summary>One idea and the words for it.</summary>
/// <param name="Idea">The English term.</param>
/// <param name="Refused">English words that are not used for it.</param>
internal sealed record GlossaryEntry(string Idea, string Meaning, IReadOnlyList<string> Refused, PortugueseTerm Portuguese);

/// <summary>
/// The house's words, from <c>src/SupportBot/Resources/glossary.json</c>. A refused word is met whole, whatever its case;
/// accents count, <c>*</c> stands for any letters, and one space for any white space.
/// </summary>
internal static partial class Glossary
{
    public static IReadOnlyList<GlossaryEntry> Entries { get; } = JsonSerializer.Deserialize<List<GlossaryEntry>>(
        File.ReadAllText(Repository.Path("src", "SupportBot", "Resources", "glossary.json")), JsonSerializerOptions.Web)!;

    private static readonly Lazy<IReadOnlyList<(Regex Word, string Fault)>> English =
        new(() => [.. from entry in Entries from word in entry.Refused select (Pattern(word), $"\"{word}\"; say \"{entry.Idea}\"")]);

    private static readonly Lazy<IReadOnlyList<(Regex Word, string Fault)>> Portuguese =
        new(() => [.. from entry in Entries from word in entry.Portuguese.Refused select (Pattern(word), $"\"{word}\"; say \"{entry.Portuguese.Term}\"")]);

    /// <summary>The refused words in an English text, each with what to say instead.</summary>
    public static IEnumerable<string> FaultsInEnglish(string text) => Faults(English.Value, text);

    /// <summary>The refused words in a text for readers in Portugal, each with what to say instead.</summary>
    public static IEnumerable<string> FaultsInPortuguese(string text) => Faults(Portuguese.Value, text);

    /// <summary>The text of <c>docs/glossary.md</c>.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder("""
            # Glossary

            The words of this house: what SupportBot says to people, and what its documentation says. Written from
            `src/SupportBot/Resources/glossary.json`; a test refuses the words of the "not" columns in every text that people read,
            and holds this page equal to the data (`UPDATE_GOLDEN=1` writes it anew). `*` stands for any letters.

            | English | meaning | not | português (Portugal) | não |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var entry in Entries)
            page.Append(CultureInfo.InvariantCulture, $"| {entry.Idea} | {entry.Meaning} | {Words(entry.Refused)} | {entry.Portuguese.Term} | {Words(entry.Portuguese.Refused)} |\n");
        return page.ToString();
    }

    private static IEnumerable<string> Faults(IReadOnlyList<(Regex Word, string Fault)> refused, string text)
    {
        var read = NotOurs().Replace(text.Normalize(), " ");
        return from each in refused where each.Word.IsMatch(read) select each.Fault;
    }

    private static Regex Pattern(string word) => new(
        $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word.Normalize()).Replace(@"\*", @"\p{L}*", StringComparison.Ordinal).Replace(@"\ ", @"\s+", StringComparison.Ordinal)}(?![\p{{L}}\p{{N}}])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Words(IReadOnlyList<string> words) => string.Join(", ", words.Select(word => word.Replace("*", "\\*", StringComparison.Ordinal)));

    // Addresses, and the names of others' products.
    [GeneratedRegex(@"https?://\S+|/subscriptions/|Partner Center|admin center|Security Response Center|Solutions Partner|Message Center|Test E-mail AutoConfiguration|Contribuidor de Pedidos de Suporte")]
    private static partial Regex NotOurs();
}
