namespace Microsoft.Bot.Builder.Dialogs;

/// <summary>Something that the dialogs on the stack may handle; handled once, it goes no further.</summary>
public class DialogEvent
{
    /// <summary>Whether the event goes on to the parents if it is not handled.</summary>
    public bool Bubble { get; set; }

    public string Name { get; set; }

    public object Value { get; set; }
}

internal static class DialogEvents
{
    public const string CancelDialog = "cancelDialog";

    public const string VersionChanged = "versionChanged";
}
