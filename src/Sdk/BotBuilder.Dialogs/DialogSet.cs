using System.Security.Cryptography;
using System.Text;

namespace Microsoft.Bot.Builder.Dialogs;

/// <summary>Dialogs that can call each other by id. Filled at start, then shared by all turns.</summary>
public class DialogSet
{
    private readonly IStatePropertyAccessor<DialogState> _dialogState;
    private readonly Dictionary<string, Dialog> _dialogs = new(StringComparer.Ordinal);
    private string _version;

    public DialogSet()
    {
    }

    public DialogSet(IStatePropertyAccessor<DialogState> dialogState)
    {
        ArgumentNullException.ThrowIfNull(dialogState);
        _dialogState = dialogState;
    }

    /// <summary>A digest of the dialogs' versions; it does not change once it was asked for, until a dialog is added.</summary>
    public virtual string GetVersion() => _version ??= ComputeVersion();

    /// <summary>Adds a dialog. To another dialog's id a number is appended, from 2 on.</summary>
    public DialogSet Add(Dialog dialog)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        if (_dialogs.TryGetValue(dialog.Id, out var present) && present == dialog)
            return this;

        var id = dialog.Id;
        for (var suffix = 2; !_dialogs.TryAdd(id, dialog); suffix++)
            id = FormattableString.Invariant($"{dialog.Id}{suffix}");
        dialog.Id = id;
        _version = null;
        return this;
    }

    /// <exception cref="InvalidOperationException">The set was made without an accessor of its state.</exception>
    public async Task<DialogContext> CreateContextAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (_dialogState is null)
            throw new InvalidOperationException("This set of dialogs has no state of its own; it was made for a component.");

        var state = await _dialogState.GetAsync(turnContext, () => new DialogState(), cancellationToken).ConfigureAwait(false);
        return new DialogContext(this, turnContext, state);
    }

    /// <summary>The dialog of that id, or null.</summary>
    public Dialog Find(string dialogId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dialogId);
        return _dialogs.GetValueOrDefault(dialogId);
    }

    public IEnumerable<Dialog> GetDialogs() => _dialogs.Values;

    private string ComputeVersion()
    {
        var versions = string.Join('\n', _dialogs.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}={d.Value.GetVersion()}"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(versions)), 0, 8);
    }
}
