namespace Microsoft.Bot.Builder.Dialogs;

/// <summary>A dialog with a stack of its own.</summary>
public abstract class DialogContainer : Dialog
{
    protected DialogContainer(string dialogId = null)
        : base(dialogId)
    {
    }

    public DialogSet Dialogs { get; set; } = new();

    /// <summary>The stack inside this dialog, which is the active one of the given stack.</summary>
    public abstract DialogContext CreateChildContext(DialogContext dc);

    public virtual Dialog FindDialog(string dialogId) => Dialogs.Find(dialogId);

    /// <summary>Says <c>versionChanged</c> to the dialogs once if the conversation began with other dialogs than these.</summary>
    protected virtual Task CheckForVersionChangeAsync(DialogContext dc, CancellationToken cancellationToken = default)
    {
        var version = Dialogs.GetVersion();
        var before = dc.ActiveDialog.Version;
        if (before == version)
            return Task.CompletedTask;
        dc.ActiveDialog.Version = version;
        return before is null ? Task.CompletedTask : dc.EmitEventAsync(DialogEvents.VersionChanged, Id, cancellationToken: cancellationToken);
    }
}
