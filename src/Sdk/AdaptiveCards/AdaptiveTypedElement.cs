using System.ComponentModel;
using AdaptiveCards.Serialization;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>Anything in a card that JSON tells apart by its <c>type</c>: the card, its elements and its actions.</summary>
[JsonConverter(typeof(TypedElementConverter))]
public abstract class AdaptiveTypedElement
{
    /// <summary>The features, with their lowest version, without which the host shows <see cref="Fallback"/> instead.</summary>
    public IDictionary<string, string> Requires = new Dictionary<string, string>();

    [JsonProperty(Order = -3)]
    public abstract string Type { get; set; }

    [JsonProperty(Order = -2)]
    public string Id { get; set; }

    /// <summary>What a host shows that does not know this type or lacks what it requires.</summary>
    public AdaptiveFallbackElement Fallback { get; set; }

    /// <summary>Properties beyond those of the class, such as <c>msteams</c>; written as they are, filled when read.</summary>
    [JsonExtensionData]
    public SerializableDictionary<string, object> AdditionalProperties { get; set; } = [];
}

/// <summary>A part of a card's body.</summary>
public abstract class AdaptiveElement : AdaptiveTypedElement
{
    public AdaptiveSpacing Spacing { get; set; }

    /// <summary>Whether a line is drawn above.</summary>
    public bool Separator { get; set; }

    public AdaptiveHeight Height { get; set; } = AdaptiveHeight.Auto;

    [DefaultValue(true)]
    public bool IsVisible { get; set; } = true;

    public bool ShouldSerializeHeight() => Height is { HeightType: not AdaptiveHeightType.Auto };
}

/// <summary>An element of a type this library does not know; it is written back as it was read.</summary>
public class AdaptiveUnknownElement : AdaptiveElement
{
    public override string Type { get; set; }
}

public class SerializableDictionary<TKey, TValue> : Dictionary<TKey, TValue>
{
}
