using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>A paragraph; a small part of Markdown is understood in its text.</summary>
public class AdaptiveTextBlock : AdaptiveElement
{
    public const string TypeName = "TextBlock";

    public AdaptiveTextBlock()
    {
    }

    public AdaptiveTextBlock(string text) => Text = text;

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public string Text { get; set; } = "";

    public AdaptiveTextSize Size { get; set; }

    public AdaptiveTextWeight Weight { get; set; }

    public AdaptiveTextColor Color { get; set; }

    public AdaptiveFontType FontType { get; set; }

    public bool IsSubtle { get; set; }

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }

    public bool Wrap { get; set; }

    /// <summary>The most lines that are shown; 0 for all.</summary>
    public int MaxLines { get; set; }

    public AdaptiveTextBlockStyle Style { get; set; }
}

/// <summary>A paragraph made of runs that are formatted one by one; no Markdown.</summary>
public class AdaptiveRichTextBlock : AdaptiveElement
{
    public const string TypeName = "RichTextBlock";

    public override string Type { get; set; } = TypeName;

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }

    [JsonRequired]
    public List<AdaptiveInline> Inlines { get; set; } = [];
}

/// <summary>A part of an <see cref="AdaptiveRichTextBlock"/>.</summary>
public abstract class AdaptiveInline
{
    [JsonProperty(Order = -3)]
    public abstract string Type { get; set; }

    /// <inheritdoc cref="AdaptiveTypedElement.AdditionalProperties"/>
    [JsonExtensionData]
    public SerializableDictionary<string, object> AdditionalProperties { get; set; } = [];
}

public class AdaptiveTextRun : AdaptiveInline
{
    public const string TypeName = "TextRun";

    public AdaptiveTextRun()
    {
    }

    public AdaptiveTextRun(string text) => Text = text;

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public string Text { get; set; } = "";

    public AdaptiveTextSize Size { get; set; }

    public AdaptiveTextWeight Weight { get; set; }

    public AdaptiveTextColor Color { get; set; }

    public AdaptiveFontType FontType { get; set; }

    public bool IsSubtle { get; set; }

    public bool Italic { get; set; }

    public bool Strikethrough { get; set; }

    public bool Highlight { get; set; }

    public bool Underline { get; set; }

    public AdaptiveAction SelectAction { get; set; }
}

internal sealed class UnknownInline : AdaptiveInline
{
    public override string Type { get; set; }
}
