using SupportBot.Handbook;

namespace SupportBot.Escalation;

/// <summary>What a severity means.</summary>
/// <param name="Severity">The severity.</param>
/// <param name="Definition">When it holds.</param>
/// <param name="Examples">What it looks like.</param>
/// <param name="RoundTheClock">What it asks of the desk day and night, and what happens without; null where it asks nothing.</param>
/// <param name="Source">Where it is said.</param>
public sealed record SeverityMeaning(Severity Severity, Words Definition, Words Examples, Words? RoundTheClock, Source Source);

/// <summary>What the severities mean: <c>escalation/severities.yaml</c>.</summary>
public sealed class SeverityGuide
{
    /// <summary>The file's name in the handbook.</summary>
    public const string FileName = "escalation/severities.yaml";

    private SeverityGuide(IReadOnlyList<SeverityMeaning> meanings) => Meanings = meanings;

    /// <summary>Each severity, the gravest first.</summary>
    public IReadOnlyList<SeverityMeaning> Meanings { get; }

    /// <summary>What one of them means.</summary>
    public SeverityMeaning Of(Severity severity) => Meanings.Single(meaning => meaning.Severity == severity);

    /// <summary>Reads it from the handbook.</summary>
    /// <exception cref="HandbookException">The file has mistakes, all of which are named.</exception>
    public static SeverityGuide In(HandbookFiles files) => files.Read(FileName, Of);

    internal static SeverityGuide Of(Entry root)
    {
        var meanings = new List<SeverityMeaning>();
        foreach (var entry in root.Each("severities"))
        {
            var roundTheClock = entry.WordsOrNull("roundTheClock");
            if (roundTheClock is not null) entry.Source("roundTheClockSource");
            meanings.Add(new SeverityMeaning(entry.Choice<Severity>("severity"), entry.Words("definition"), entry.Words("examples"), roundTheClock, entry.Source()));
        }

        foreach (var severity in Enum.GetValues<Severity>().Where(severity => meanings.Count(meaning => meaning.Severity == severity) != 1))
            root.Wrong($"Severity {severity} must be there once.", "severities");
        return new SeverityGuide([.. meanings.OrderBy(meaning => meaning.Severity)]);
    }
}
