using System.Globalization;
using AdaptiveCards.Serialization;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>How tall an element is: as tall as its content, as tall as its container leaves room for, or so many pixels.</summary>
[JsonConverter(typeof(HeightConverter))]
public class AdaptiveHeight : IEquatable<AdaptiveHeight>
{
    public AdaptiveHeight(AdaptiveHeightType heightType) => HeightType = heightType;

    public AdaptiveHeight(uint px)
    {
        HeightType = AdaptiveHeightType.Pixel;
        Unit = px;
    }

    public static AdaptiveHeight Auto => new(AdaptiveHeightType.Auto);

    public static AdaptiveHeight Stretch => new(AdaptiveHeightType.Stretch);

    public AdaptiveHeightType HeightType { get; set; }

    /// <summary>The height in pixels; null unless <see cref="HeightType"/> says pixels.</summary>
    public uint? Unit { get; set; }

    public bool IsPixel() => HeightType == AdaptiveHeightType.Pixel;

    public bool Equals(AdaptiveHeight other) => other is not null && HeightType == other.HeightType && Unit == other.Unit;

    public override bool Equals(object obj) => Equals(obj as AdaptiveHeight);

    public override int GetHashCode() => HashCode.Combine(HeightType, Unit);

    public override string ToString() => HeightType switch
    {
        AdaptiveHeightType.Pixel => string.Create(CultureInfo.InvariantCulture, $"{Unit ?? 0}px"),
        AdaptiveHeightType.Stretch => "stretch",
        _ => "auto",
    };
}
