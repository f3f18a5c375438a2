#pragma warning disable CA1725 // The official parameter names differ between base and override.
using System.Collections;
using AdaptiveCards.Serialization;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>An element that holds others.</summary>
[JsonObject]
public abstract class AdaptiveCollectionElement : AdaptiveElement, IEnumerable<AdaptiveElement>
{
    /// <summary>The look; null takes that of the parent.</summary>
    public AdaptiveContainerStyle? Style { get; set; }

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }

    public AdaptiveVerticalContentAlignment VerticalContentAlignment { get; set; }

    /// <summary>What a press anywhere on it does.</summary>
    public AdaptiveAction SelectAction { get; set; }

    /// <summary>Whether it reaches through its parent's padding.</summary>
    public bool Bleed { get; set; }

    /// <summary>The least height in pixels; 0 for none.</summary>
    [JsonProperty("minHeight")]
    [JsonConverter(typeof(PixelsConverter))]
    public uint PixelMinHeight { get; set; }

    public abstract IEnumerator<AdaptiveElement> GetEnumerator();

    /// <exception cref="InvalidCastException">This element holds another kind.</exception>
    public abstract void Add(AdaptiveElement value);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public class AdaptiveContainer : AdaptiveCollectionElement
{
    public const string TypeName = "Container";

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public List<AdaptiveElement> Items { get; set; } = [];

    /// <summary>Whether it reads from right to left; null takes the parent's direction.</summary>
    public bool? Rtl { get; set; }

    public override IEnumerator<AdaptiveElement> GetEnumerator() => Items.GetEnumerator();

    public override void Add(AdaptiveElement value) => Items.Add(value);
}

public class AdaptiveColumnSet : AdaptiveCollectionElement
{
    public const string TypeName = "ColumnSet";

    public override string Type { get; set; } = TypeName;

    public List<AdaptiveColumn> Columns { get; set; } = [];

    public override IEnumerator<AdaptiveElement> GetEnumerator() => Columns.GetEnumerator();

    public override void Add(AdaptiveElement element) => Columns.Add((AdaptiveColumn)element);
}

public class AdaptiveColumn : AdaptiveContainer
{
    public new const string TypeName = "Column";

    public override string Type { get; set; } = TypeName;

    /// <summary>One of <see cref="AdaptiveColumnWidth"/>, a weight such as <c>2</c>, or pixels such as <c>50px</c>.</summary>
    public AdaptiveWidth Width { get; set; }
}

public class AdaptiveColumnWidth
{
    public const string Auto = "auto";

    public const string Stretch = "stretch";
}

/// <summary>How wide a column is, as the schema writes it.</summary>
[JsonConverter(typeof(WidthConverter))]
public class AdaptiveWidth
{
    private readonly string _value;

    /// <exception cref="ArgumentException">The text is no width that the schema knows.</exception>
    public AdaptiveWidth(string value)
    {
        if (!WidthConverter.IsWidth(value))
            throw new ArgumentException($"'{value}' is not the width of a column.", nameof(value));
        _value = value;
    }

    public static implicit operator AdaptiveWidth(string value) => value is null ? null : new AdaptiveWidth(value);

    public override string ToString() => _value;
}

public class AdaptiveActionSet : AdaptiveElement
{
    public const string TypeName = "ActionSet";

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public List<AdaptiveAction> Actions { get; set; } = [];
}

public class AdaptiveFactSet : AdaptiveElement
{
    public const string TypeName = "FactSet";

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public List<AdaptiveFact> Facts { get; set; } = [];
}

public class AdaptiveFact
{
    public AdaptiveFact()
    {
    }

    public AdaptiveFact(string title, string value)
    {
        Title = title;
        Value = value;
    }

    [JsonRequired]
    public string Title { get; set; }

    [JsonRequired]
    public string Value { get; set; }
}

public class AdaptiveImage : AdaptiveElement
{
    public const string TypeName = "Image";

    public AdaptiveImage()
    {
    }

    public AdaptiveImage(string url)
        : this(new Uri(url, UriKind.RelativeOrAbsolute))
    {
    }

    public AdaptiveImage(Uri url) => Url = url;

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public Uri Url { get; set; }

    public string AltText { get; set; }

    public AdaptiveImageSize Size { get; set; }

    public AdaptiveImageStyle Style { get; set; }

    public AdaptiveHorizontalAlignment HorizontalAlignment { get; set; }

    /// <summary>Shown where the picture is transparent, as <c>#RRGGBB</c>.</summary>
    public string BackgroundColor { get; set; }

    public AdaptiveAction SelectAction { get; set; }

    /// <summary>The width in pixels; 0 to let <see cref="Size"/> decide.</summary>
    [JsonProperty("width")]
    [JsonConverter(typeof(PixelsConverter))]
    public uint PixelWidth { get; set; }

    /// <summary>The height in pixels; 0 when <see cref="AdaptiveElement.Height"/> is not in pixels.</summary>
    [JsonIgnore]
    public uint PixelHeight
    {
        get => Height?.Unit ?? 0;
        set => Height = value == 0 ? AdaptiveHeight.Auto : new AdaptiveHeight(value);
    }
}
