namespace SupportBot.Resources;

/// <summary>The languages that the bot speaks.</summary>
public static class Languages
{
    /// <summary>English: what is said where nothing nearer is known.</summary>
    public const string English = "en";

    /// <summary>European Portuguese.</summary>
    public const string Portuguese = "pt-PT";

    /// <summary>All of them, as BCP 47 tags; each has its file <c>Texts.xx.resx</c>, English the neutral one.</summary>
    public static IReadOnlyList<string> All { get; } = [English, Portuguese];

    /// <summary>The spoken language nearest to a locale: the same tag, else the same language, else English.</summary>
    public static string Nearest(string? locale)
    {
        if (string.IsNullOrWhiteSpace(locale)) return English;
        return All.FirstOrDefault(language => language.Equals(locale, StringComparison.OrdinalIgnoreCase))
            ?? All.FirstOrDefault(language => Primary(language).Equals(Primary(locale), StringComparison.OrdinalIgnoreCase))
            ?? English;
    }

    private static string Primary(string tag) => tag.Split('-', 2)[0].Trim();
}
