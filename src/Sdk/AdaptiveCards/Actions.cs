using System.ComponentModel;
using AdaptiveCards.Serialization;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>A button.</summary>
public abstract class AdaptiveAction : AdaptiveTypedElement
{
    public string Title { get; set; }

    public string IconUrl { get; set; }

    /// <summary><c>default</c>, <c>positive</c> or <c>destructive</c>.</summary>
    public string Style { get; set; }

    [DefaultValue(true)]
    public bool IsEnabled { get; set; } = true;

    public AdaptiveActionMode Mode { get; set; }

    public string Tooltip { get; set; }
}

/// <summary>Sends an <c>adaptiveCard/action</c> invoke to the bot, which may answer with a new card.</summary>
public class AdaptiveExecuteAction : AdaptiveAction
{
    public const string TypeName = "Action.Execute";

    public override string Type { get; set; } = TypeName;

    public string Verb { get; set; }

    /// <summary>A text or an object; the answers of the associated inputs are merged into an object.</summary>
    public object Data { get; set; }

    public AdaptiveAssociatedInputs AssociatedInputs { get; set; }
}

/// <summary>Sends the bot a message that carries the data and the answers as its value.</summary>
public class AdaptiveSubmitAction : AdaptiveAction
{
    public const string TypeName = "Action.Submit";

    public override string Type { get; set; } = TypeName;

    /// <inheritdoc cref="AdaptiveExecuteAction.Data"/>
    public object Data { get; set; }

    public AdaptiveAssociatedInputs AssociatedInputs { get; set; }
}

public class AdaptiveOpenUrlAction : AdaptiveAction
{
    public const string TypeName = "Action.OpenUrl";

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public Uri Url { get; set; }
}

/// <summary>Unfolds another card below the button.</summary>
public class AdaptiveShowCardAction : AdaptiveAction
{
    public const string TypeName = "Action.ShowCard";

    public override string Type { get; set; } = TypeName;

    public AdaptiveCard Card { get; set; }
}

/// <summary>Shows and hides elements.</summary>
public class AdaptiveToggleVisibilityAction : AdaptiveAction
{
    public const string TypeName = "Action.ToggleVisibility";

    public override string Type { get; set; } = TypeName;

    [JsonRequired]
    public List<AdaptiveTargetElement> TargetElements { get; set; } = [];
}

[JsonConverter(typeof(TargetElementConverter))]
public class AdaptiveTargetElement
{
    public AdaptiveTargetElement()
    {
    }

    public AdaptiveTargetElement(string elementId) => ElementId = elementId;

    public AdaptiveTargetElement(string elementId, bool isVisible)
        : this(elementId) => IsVisible = isVisible;

    public string ElementId { get; set; }

    /// <summary>Whether a press shows or hides the element; null turns it over.</summary>
    public bool? IsVisible { get; set; }
}

/// <summary>An action of a type this library does not know; it is written back as it was read.</summary>
public class AdaptiveUnknownAction : AdaptiveAction
{
    public override string Type { get; set; }
}
