#pragma warning disable CA1725 // The official parameter names differ between base and override.
using System.ComponentModel;
using System.Globalization;
using AdaptiveCards.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AdaptiveCards;

/// <summary>What a table, its rows and its cells have in common.</summary>
public abstract class AdaptiveCollectionWithContentAlignment : AdaptiveCollectionElement
{
}

public class AdaptiveTable : AdaptiveCollectionWithContentAlignment
{
    public const string TypeName = "Table";

    public override string Type { get; set; } = TypeName;

    public List<AdaptiveTableColumnDefinition> Columns { get; set; } = [];

    public List<AdaptiveTableRow> Rows { get; set; } = [];

    public AdaptiveContainerStyle? GridStyle { get; set; }

    [DefaultValue(true)]
    public bool ShowGridLines { get; set; } = true;

    /// <remarks>The 1.5 schema writes this without the last letter; every renderer, and so this class, writes it with.</remarks>
    [DefaultValue(true)]
    public bool FirstRowAsHeaders { get; set; } = true;

    public override IEnumerator<AdaptiveElement> GetEnumerator() => Rows.GetEnumerator();

    public override void Add(AdaptiveElement element) => Rows.Add((AdaptiveTableRow)element);
}

public class AdaptiveTableColumnDefinition
{
    private const string Pixels = "px";

    /// <summary>The share of the room that the column takes beside the others.</summary>
    [JsonIgnore]
    public double Width { get; set; } = 1;

    /// <summary>The width in pixels; 0 to let <see cref="Width"/> decide.</summary>
    [JsonIgnore]
    public double PixelWidth { get; set; }

    [JsonProperty("horizontalCellContentAlignment")]
    public AdaptiveHorizontalContentAlignment HorizontalContentAlignment { get; set; }

    [JsonProperty("verticalCellContentAlignment")]
    public AdaptiveVerticalContentAlignment VerticalContentAlignment { get; set; }

    [JsonProperty("width")]
    private JToken WidthToken
    {
        get => PixelWidth > 0 ? PixelWidth.ToString(CultureInfo.InvariantCulture) + Pixels : new JValue(Width);
        set
        {
            var text = value.ToString(Formatting.None).Trim('"');
            var inPixels = text.EndsWith(Pixels, StringComparison.OrdinalIgnoreCase);
            if (inPixels)
                text = text[..^Pixels.Length];
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number <= 0)
                throw new JsonSerializationException($"{value} is not the width of a table's column.");
            (Width, PixelWidth) = inPixels ? (1d, number) : (number, 0d);
        }
    }
}

public class AdaptiveTableRow : AdaptiveCollectionWithContentAlignment
{
    public const string TypeName = "TableRow";

    public override string Type { get; set; } = TypeName;

    public List<AdaptiveTableCell> Cells { get; set; } = [];

    public override IEnumerator<AdaptiveElement> GetEnumerator() => Cells.GetEnumerator();

    public override void Add(AdaptiveElement value) => Cells.Add((AdaptiveTableCell)value);
}

public class AdaptiveTableCell : AdaptiveCollectionWithContentAlignment
{
    public const string TypeName = "TableCell";

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public List<AdaptiveElement> Items { get; set; } = [];

    public override IEnumerator<AdaptiveElement> GetEnumerator() => Items.GetEnumerator();

    public override void Add(AdaptiveElement element) => Items.Add(element);
}
