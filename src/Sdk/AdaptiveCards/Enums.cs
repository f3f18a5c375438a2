namespace AdaptiveCards;

/// <summary>Whether an action is drawn as a button or moved to the overflow menu.</summary>
public enum AdaptiveActionMode
{
    Primary,
    Secondary,
}

/// <summary>Which inputs travel with an action: those of the card and its parents, or none.</summary>
public enum AdaptiveAssociatedInputs
{
    Auto,
    None,
}

public enum AdaptiveChoiceInputStyle
{
    Compact,
    Expanded,
    Filtered,
}

public enum AdaptiveContainerStyle
{
    Default,
    Emphasis,
    Good,
    Attention,
    Warning,
    Accent,
}

public enum AdaptiveFontType
{
    Default,
    Monospace,
}

public enum AdaptiveHeightType
{
    Auto,
    Stretch,
    Pixel,
}

public enum AdaptiveHorizontalAlignment
{
    Left,
    Center,
    Right,
}

/// <summary>Where the content of a table's cells stands.</summary>
public enum AdaptiveHorizontalContentAlignment
{
    Left,
    Center,
    Right,
}

public enum AdaptiveImageSize
{
    Auto,
    Stretch,
    Small,
    Medium,
    Large,
}

public enum AdaptiveImageStyle
{
    Default,
    Person,
}

public enum AdaptiveSpacing
{
    Default,
    None,
    Small,
    Medium,
    Large,
    ExtraLarge,
    Padding,
}

public enum AdaptiveTextBlockStyle
{
    Default,

    /// <summary>Announced as a heading by screen readers.</summary>
    Heading,
}

public enum AdaptiveTextColor
{
    Default,
    Dark,
    Light,
    Accent,
    Good,
    Warning,
    Attention,
}

public enum AdaptiveTextInputStyle
{
    Text,
    Tel,
    Url,
    Email,
    Password,
}

public enum AdaptiveTextSize
{
    Default,
    Small,
    Medium,
    Large,
    ExtraLarge,
}

public enum AdaptiveTextWeight
{
    Default,
    Lighter,
    Bolder,
}

public enum AdaptiveVerticalContentAlignment
{
    Top,
    Center,
    Bottom,
}
