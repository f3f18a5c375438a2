namespace SupportBot.Handbook;

/// <summary>What a person reads, in each language that the handbook has it in.</summary>
public sealed class Words
{
    /// <summary>The language that every text has.</summary>
    public const string Always = "en";

    private readonly IReadOnlyDictionary<string, string> byLanguage;

    internal Words(IReadOnlyDictionary<string, string> byLanguage) => this.byLanguage = byLanguage;

    /// <summary>No words.</summary>
    public static Words None { get; } = new(new Dictionary<string, string> { [Always] = "" });

    /// <summary>The languages that it is in, as BCP 47 tags.</summary>
    public IEnumerable<string> Languages => byLanguage.Keys;

    /// <summary>The text in a language: in that very one, in another form of it, or else in English, always whole.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    public string In(string language)
    {
        if (byLanguage.TryGetValue(language, out var exact)) return exact;
        var main = language.Split('-', 2)[0];
        return byLanguage.FirstOrDefault(each => each.Key.Split('-', 2)[0].Equals(main, StringComparison.OrdinalIgnoreCase)).Value ?? byLanguage[Always];
    }
}
