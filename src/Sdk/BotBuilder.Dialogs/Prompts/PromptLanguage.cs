using Microsoft.Bot.Builder.Dialogs.Choices;

namespace Microsoft.Bot.Builder.Dialogs.Prompts;

/// <summary>What prompts say of themselves in a language, and what is taken for a yes or a no.</summary>
internal sealed class PromptLanguage
{
    private static readonly PromptLanguage _english = new(
        new ChoiceFactoryOptions(", ", " or ", ", or ", true),
        new Choice("Yes") { Synonyms = ["y", "yeah", "yep", "sure", "ok", "okay", "true", "👍"] },
        new Choice("No") { Synonyms = ["n", "nope", "nah", "false", "👎"] });

    private static readonly PromptLanguage _portuguese = new(
        new ChoiceFactoryOptions(", ", " ou ", ", ou ", true),
        new Choice("Sim") { Synonyms = ["s", "claro", "certo", "ok", "👍"] },
        new Choice("Não") { Synonyms = ["nao", "n", "👎"] });

    private PromptLanguage(ChoiceFactoryOptions choiceOptions, Choice yes, Choice no)
    {
        ChoiceOptions = choiceOptions;
        Confirmations = [yes, no];
    }

    public ChoiceFactoryOptions ChoiceOptions { get; }

    /// <summary>Yes, then no.</summary>
    public IList<Choice> Confirmations { get; }

    /// <summary>The language of the activity, else of the default, else English.</summary>
    public static PromptLanguage Of(Activity activity, string defaultLocale) => Find(activity.Locale) ?? Find(defaultLocale) ?? _english;

    private static PromptLanguage Find(string locale)
    {
        if (locale is null)
            return null;
        var hyphen = locale.IndexOf('-', StringComparison.Ordinal);
        return (hyphen < 0 ? locale : locale[..hyphen]).ToUpperInvariant() switch
        {
            "EN" => _english,
            "PT" => _portuguese,
            _ => null,
        };
    }
}
