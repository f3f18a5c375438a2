using System.ComponentModel;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>A question of the card; its answer travels with actions under <see cref="AdaptiveTypedElement.Id"/>.</summary>
public abstract class AdaptiveInput : AdaptiveElement
{
    public string Label { get; set; }

    public bool IsRequired { get; set; }

    /// <summary>Shown when the answer is missing or refused.</summary>
    public string ErrorMessage { get; set; }
}

public class AdaptiveTextInput : AdaptiveInput
{
    public const string TypeName = "Input.Text";

    public override string Type { get; set; } = TypeName;

    public string Placeholder { get; set; }

    public string Value { get; set; }

    public AdaptiveTextInputStyle Style { get; set; }

    public bool IsMultiline { get; set; }

    /// <summary>The most characters; 0 for no limit.</summary>
    public int MaxLength { get; set; }

    /// <summary>A regular expression that the answer must match.</summary>
    public string Regex { get; set; }

    /// <summary>A button at the end of the field.</summary>
    public AdaptiveAction InlineAction { get; set; }
}

/// <summary>A number; <see cref="double.NaN"/> stands for none.</summary>
public class AdaptiveNumberInput : AdaptiveInput
{
    public const string TypeName = "Input.Number";

    public override string Type { get; set; } = TypeName;

    public string Placeholder { get; set; }

    [DefaultValue(double.NaN)]
    public double Value { get; set; } = double.NaN;

    [DefaultValue(double.NaN)]
    public double Min { get; set; } = double.NaN;

    [DefaultValue(double.NaN)]
    public double Max { get; set; } = double.NaN;
}

/// <summary>A date, written <c>yyyy-MM-dd</c>.</summary>
public class AdaptiveDateInput : AdaptiveInput
{
    public const string TypeName = "Input.Date";

    public override string Type { get; set; } = TypeName;

    public string Placeholder { get; set; }

    public string Value { get; set; }

    public string Min { get; set; }

    public string Max { get; set; }
}

/// <summary>A time of day, written <c>HH:mm</c>.</summary>
public class AdaptiveTimeInput : AdaptiveInput
{
    public const string TypeName = "Input.Time";

    public override string Type { get; set; } = TypeName;

    public string Placeholder { get; set; }

    public string Value { get; set; }

    public string Min { get; set; }

    public string Max { get; set; }
}

public class AdaptiveToggleInput : AdaptiveInput
{
    public const string TypeName = "Input.Toggle";

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public string Title { get; set; } = "";

    [DefaultValue("true")]
    public string ValueOn { get; set; } = "true";

    [DefaultValue("false")]
    public string ValueOff { get; set; } = "false";

    public string Value { get; set; }

    public bool Wrap { get; set; }
}

public class AdaptiveChoiceSetInput : AdaptiveInput
{
    public const string TypeName = "Input.ChoiceSet";

    public override string Type { get; set; } = TypeName;

    /// <summary>The value chosen at first; several are parted by commas.</summary>
    public string Value { get; set; }

    public AdaptiveChoiceInputStyle Style { get; set; }

    public bool IsMultiSelect { get; set; }

    public List<AdaptiveChoice> Choices { get; set; } = [];

    public bool Wrap { get; set; }

    public string Placeholder { get; set; }
}

public class AdaptiveChoice
{
    [JsonRequired]
    public string Title { get; set; }

    [JsonRequired]
    public string Value { get; set; }
}
