using Newtonsoft.Json;

namespace Microsoft.Bot.Builder.Dialogs.Choices;

public class Choice
{
    public Choice(string value = null) => Value = value;

    [JsonProperty("value")]
    public string Value { get; set; }

    /// <summary>The button; null for one that says the value.</summary>
    [JsonProperty("action")]
    public CardAction Action { get; set; }

    /// <summary>Other words that are taken for this choice.</summary>
    [JsonProperty("synonyms")]
    public List<string> Synonyms { get; set; }
}

/// <summary>The choice that an answer was taken for.</summary>
public class FoundChoice
{
    [JsonProperty("value")]
    public string Value { get; set; }

    [JsonProperty("index")]
    public int Index { get; set; }

    /// <summary>How well it fits, up to 1.</summary>
    [JsonProperty("score")]
    public float Score { get; set; }

    /// <summary>The value, title or synonym that matched; null for a choice picked by position.</summary>
    [JsonProperty("synonym")]
    public string Synonym { get; set; }
}

public enum ListStyle
{
    /// <summary>The choices are not shown.</summary>
    None,

    /// <summary>As suits the channel.</summary>
    Auto,

    Inline,
    List,
    SuggestedAction,
    HeroCard,
}

/// <summary>The words between choices in a text.</summary>
public class ChoiceFactoryOptions
{
    public ChoiceFactoryOptions()
    {
    }

    public ChoiceFactoryOptions(string inlineSeparator, string inlineOr, string inlineOrMore, bool? includeNumbers)
    {
        InlineSeparator = inlineSeparator;
        InlineOr = inlineOr;
        InlineOrMore = inlineOrMore;
        IncludeNumbers = includeNumbers;
    }

    [JsonProperty("inlineSeparator")]
    public string InlineSeparator { get; set; }

    /// <summary>Between two choices.</summary>
    [JsonProperty("inlineOr")]
    public string InlineOr { get; set; }

    /// <summary>Before the last of three or more choices.</summary>
    [JsonProperty("inlineOrMore")]
    public string InlineOrMore { get; set; }

    [JsonProperty("includeNumbers")]
    public bool? IncludeNumbers { get; set; }
}
