#pragma warning disable CA1725 // The official parameter names differ between base and override.
namespace Microsoft.Bot.Builder.Dialogs;

/// <summary>Several dialogs that look like one from outside; it ends when its own stack is empty.</summary>
public class ComponentDialog : DialogContainer
{
    /// <summary>Where the stack inside is kept in the dialog's state.</summary>
    public const string PersistedDialogState = "dialogs";

    public ComponentDialog(string dialogId = null)
        : base(dialogId)
    {
    }

    /// <summary>The dialog it begins with; the first one added unless set.</summary>
    public string InitialDialogId { get; set; }

    public ComponentDialog AddDialog(Dialog dialog)
    {
        Dialogs.Add(dialog);
        InitialDialogId ??= dialog.Id;
        return this;
    }

    public override async Task<DialogTurnResult> BeginDialogAsync(DialogContext outerDc, object options = null, CancellationToken cancellationToken = default)
    {
        await CheckForVersionChangeAsync(outerDc, cancellationToken).ConfigureAwait(false);
        var instance = outerDc.ActiveDialog;
        var result = await OnBeginDialogAsync(CreateChildContext(outerDc), options, cancellationToken).ConfigureAwait(false);
        return await SettleAsync(outerDc, instance, result, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<DialogTurnResult> ContinueDialogAsync(DialogContext outerDc, CancellationToken cancellationToken = default)
    {
        await CheckForVersionChangeAsync(outerDc, cancellationToken).ConfigureAwait(false);
        var instance = outerDc.ActiveDialog;
        var result = await OnContinueDialogAsync(CreateChildContext(outerDc), cancellationToken).ConfigureAwait(false);
        return await SettleAsync(outerDc, instance, result, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A dialog that was begun on top of this one has ended: what waits inside asks again.</summary>
    public override async Task<DialogTurnResult> ResumeDialogAsync(DialogContext outerDc, DialogReason reason, object result = null, CancellationToken cancellationToken = default)
    {
        await CheckForVersionChangeAsync(outerDc, cancellationToken).ConfigureAwait(false);
        await RepromptDialogAsync(outerDc.Context, outerDc.ActiveDialog, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    public override async Task RepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default)
    {
        await new DialogContext(Dialogs, turnContext, InnerState(instance)).RepromptDialogAsync(cancellationToken).ConfigureAwait(false);
        await OnRepromptDialogAsync(turnContext, instance, cancellationToken).ConfigureAwait(false);
    }

    public override async Task EndDialogAsync(ITurnContext turnContext, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken = default)
    {
        if (reason == DialogReason.CancelCalled)
            await new DialogContext(Dialogs, turnContext, InnerState(instance)).CancelAllDialogsAsync(cancellationToken).ConfigureAwait(false);
        await OnEndDialogAsync(turnContext, instance, reason, cancellationToken).ConfigureAwait(false);
    }

    public override DialogContext CreateChildContext(DialogContext dc) =>
        dc.ActiveDialog is { } active ? new DialogContext(Dialogs, dc, InnerState(active)) : null;

    protected virtual Task<DialogTurnResult> OnBeginDialogAsync(DialogContext innerDc, object options, CancellationToken cancellationToken = default) =>
        innerDc.BeginDialogAsync(InitialDialogId, options, cancellationToken);

    protected virtual Task<DialogTurnResult> OnContinueDialogAsync(DialogContext innerDc, CancellationToken cancellationToken = default) =>
        innerDc.ContinueDialogAsync(cancellationToken);

    protected virtual Task OnEndDialogAsync(ITurnContext context, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    protected virtual Task OnRepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    protected virtual Task<DialogTurnResult> EndComponentAsync(DialogContext outerDc, object result, CancellationToken cancellationToken) =>
        outerDc.EndDialogAsync(result, cancellationToken);

    private static DialogState InnerState(DialogInstance instance)
    {
        if (PersistedValue.Get<DialogState>(instance.State, PersistedDialogState) is { } state)
            return state;
        state = new DialogState();
        instance.State[PersistedDialogState] = state;
        return state;
    }

    private async Task<DialogTurnResult> SettleAsync(DialogContext outerDc, DialogInstance instance, DialogTurnResult inner, CancellationToken cancellationToken)
    {
        if (inner.Status == DialogTurnStatus.Waiting)
            return EndOfTurn;

        // Cancelling the parents too has taken this dialog off the stack already; what is there now must not be ended.
        if (outerDc.ActiveDialog != instance)
            return inner;

        var outer = await EndComponentAsync(outerDc, inner.Result, cancellationToken).ConfigureAwait(false);
        var cancelled = inner.Status == DialogTurnStatus.Cancelled && outer.Status == DialogTurnStatus.Complete;
        return cancelled ? new DialogTurnResult(DialogTurnStatus.Cancelled, outer.Result) : outer;
    }
}
