using System.Globalization;
using Microsoft.Bot.Builder.Dialogs.Choices;

namespace Microsoft.Bot.Builder.Dialogs;

/// <summary>Decides whether an answer is accepted. It may change the recognized value, and may answer the person itself.</summary>
public delegate Task<bool> PromptValidator<T>(PromptValidatorContext<T> promptContext, CancellationToken cancellationToken);

/// <summary>Asks, and asks again until the answer is recognized and valid; ends with it.</summary>
public abstract class Prompt<T> : Dialog
{
    private const string PersistedOptions = "options";
    private const string PersistedState = "state";

    private readonly PromptValidator<T> _validator;

    protected Prompt(string dialogId, PromptValidator<T> validator = null)
        : base(dialogId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dialogId);
        _validator = validator;
    }

    /// <exception cref="ArgumentOutOfRangeException">The options are not <see cref="PromptOptions"/>.</exception>
    public override async Task<DialogTurnResult> BeginDialogAsync(DialogContext dc, object options, CancellationToken cancellationToken = default)
    {
        if (options is not PromptOptions promptOptions)
            throw new ArgumentOutOfRangeException(nameof(options), $"The prompt '{Id}' takes {nameof(PromptOptions)}.");

        ExpectInput(promptOptions.Prompt);
        ExpectInput(promptOptions.RetryPrompt);

        var state = new Dictionary<string, object> { [PromptState.AttemptCount] = 0 };
        dc.ActiveDialog.State[PersistedOptions] = promptOptions;
        dc.ActiveDialog.State[PersistedState] = state;
        await OnPromptAsync(dc.Context, state, promptOptions, isRetry: false, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    public override async Task<DialogTurnResult> ContinueDialogAsync(DialogContext dc, CancellationToken cancellationToken = default)
    {
        if (dc.Context.Activity.Type != ActivityTypes.Message)
            return EndOfTurn;

        var (options, state) = Persisted(dc.ActiveDialog);
        var recognized = await OnRecognizeAsync(dc.Context, state, options, cancellationToken).ConfigureAwait(false);
        state[PromptState.AttemptCount] = PromptState.Attempts(state) + 1;

        var isValid = _validator is null
            ? recognized.Succeeded
            : await _validator(new PromptValidatorContext<T>(dc.Context, recognized, state, options), cancellationToken).ConfigureAwait(false);
        if (isValid)
            return await dc.EndDialogAsync(recognized.Value, cancellationToken).ConfigureAwait(false);

        // A validator that said what is wrong need not be followed by the question again.
        if (!dc.Context.Responded)
            await OnPromptAsync(dc.Context, state, options, isRetry: true, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    /// <summary>A dialog that was begun on top of the question has ended: it is asked again.</summary>
    public override async Task<DialogTurnResult> ResumeDialogAsync(DialogContext dc, DialogReason reason, object result = null, CancellationToken cancellationToken = default)
    {
        await RepromptDialogAsync(dc.Context, dc.ActiveDialog, cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    public override Task RepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default)
    {
        var (options, state) = Persisted(instance);
        return OnPromptAsync(turnContext, state, options, isRetry: false, cancellationToken);
    }

    /// <summary>Asks.</summary>
    /// <param name="isRetry">Whether the answer to the question was not accepted.</param>
    protected abstract Task OnPromptAsync(ITurnContext turnContext, IDictionary<string, object> state, PromptOptions options, bool isRetry, CancellationToken cancellationToken = default);

    protected abstract Task<PromptRecognizerResult<T>> OnRecognizeAsync(ITurnContext turnContext, IDictionary<string, object> state, PromptOptions options, CancellationToken cancellationToken = default);

    /// <summary>A copy of the prompt that offers the choices.</summary>
    protected virtual IMessageActivity AppendChoices(
        IMessageActivity prompt,
        string channelId,
        IList<Choice> choices,
        ListStyle style,
        ChoiceFactoryOptions options = null,
        CancellationToken cancellationToken = default)
    {
        var text = prompt?.Text ?? "";
        var offer = style switch
        {
            ListStyle.None => MessageFactory.Text(text),
            ListStyle.Inline => ChoiceFactory.Inline(choices, text, null, options),
            ListStyle.List => ChoiceFactory.List(choices, text, null, options),
            ListStyle.SuggestedAction => ChoiceFactory.SuggestedAction(choices, text),
            ListStyle.HeroCard => ChoiceFactory.HeroCard(choices, text),
            _ => ChoiceFactory.ForChannel(channelId, choices, text, null, options),
        };
        if (prompt is not Activity original)
        {
            offer.InputHint = InputHints.ExpectingInput;
            return offer;
        }

        var copy = PromptState.Copy(original);
        copy.Text = offer.Text;
        if (offer.SuggestedActions?.Actions is { Count: > 0 })
            copy.SuggestedActions = offer.SuggestedActions;
        if (offer.Attachments is { Count: > 0 })
            copy.Attachments = [.. copy.Attachments ?? [], .. offer.Attachments];
        return copy;
    }

    internal static Task SendAsync(ITurnContext turnContext, PromptOptions options, bool isRetry, CancellationToken cancellationToken) =>
        PromptState.Question(options, isRetry) is { } question
            ? turnContext.SendActivityAsync(PromptState.Copy(question), cancellationToken)
            : Task.CompletedTask;

    private static void ExpectInput(Activity prompt)
    {
        if (prompt is not null && string.IsNullOrEmpty(prompt.InputHint))
            prompt.InputHint = InputHints.ExpectingInput;
    }

    private static (PromptOptions Options, IDictionary<string, object> State) Persisted(DialogInstance instance) =>
        (PersistedValue.Get<PromptOptions>(instance.State, PersistedOptions),
         PersistedValue.Get<IDictionary<string, object>>(instance.State, PersistedState));
}

/// <summary>What prompts of every kind share.</summary>
internal static class PromptState
{
    public const string AttemptCount = "AttemptCount";

    public static int Attempts(IDictionary<string, object> state) =>
        state.TryGetValue(AttemptCount, out var count) ? Convert.ToInt32(count, CultureInfo.InvariantCulture) : 0;

    public static Activity Question(PromptOptions options, bool isRetry) =>
        isRetry && options.RetryPrompt is not null ? options.RetryPrompt : options.Prompt;

    /// <summary>A copy to send: the original is stored and asked with again, and sending fills in where a message goes.</summary>
    public static Activity Copy(Activity prompt) => new()
    {
        Type = prompt.Type,
        Properties = prompt.Properties,
        Locale = prompt.Locale,
        Text = prompt.Text,
        TextFormat = prompt.TextFormat,
        Speak = prompt.Speak,
        Summary = prompt.Summary,
        InputHint = prompt.InputHint,
        Importance = prompt.Importance,
        AttachmentLayout = prompt.AttachmentLayout,
        Attachments = prompt.Attachments,
        SuggestedActions = prompt.SuggestedActions,
        Entities = prompt.Entities,
        ChannelData = prompt.ChannelData,
        Name = prompt.Name,
        Value = prompt.Value,
        ValueType = prompt.ValueType,
        Label = prompt.Label,
        ListenFor = prompt.ListenFor,
        TextHighlights = prompt.TextHighlights,
        SemanticAction = prompt.SemanticAction,
        DeliveryMode = prompt.DeliveryMode,
        Expiration = prompt.Expiration,
    };
}
