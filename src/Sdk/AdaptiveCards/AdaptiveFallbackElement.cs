using AdaptiveCards.Serialization;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>What stands in for an element or action that the host cannot show: nothing, or another one.</summary>
[JsonConverter(typeof(FallbackConverter))]
public class AdaptiveFallbackElement
{
    public enum AdaptiveFallbackType
    {
        /// <summary>No fallback is given; the host decides.</summary>
        None,

        /// <summary>The element is left out.</summary>
        Drop,

        /// <summary>The element is replaced by <see cref="AdaptiveFallbackElement.Content"/>.</summary>
        Content,
    }

    public AdaptiveFallbackElement()
    {
    }

    public AdaptiveFallbackElement(AdaptiveFallbackType fallbackType) => Type = fallbackType;

    public AdaptiveFallbackElement(AdaptiveTypedElement fallbackContent)
    {
        Type = AdaptiveFallbackType.Content;
        Content = fallbackContent;
    }

    public AdaptiveFallbackType Type { get; set; }

    public AdaptiveTypedElement Content { get; set; }
}
