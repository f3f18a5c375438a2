using Microsoft.Bot.Builder.Dialogs.Choices;
using Microsoft.Bot.Builder.Dialogs.Prompts;

namespace Microsoft.Bot.Builder.Dialogs;

/// <summary>Asks for a yes or a no.</summary>
public class ConfirmPrompt : Prompt<bool>
{
    public ConfirmPrompt(string dialogId, PromptValidator<bool> validator = null, string defaultLocale = null)
        : base(dialogId, validator)
    {
        DefaultLocale = defaultLocale;
    }

    public ListStyle Style { get; set; } = ListStyle.Auto;

    /// <inheritdoc cref="ChoicePrompt.DefaultLocale"/>
    public string DefaultLocale { get; set; }

    /// <inheritdoc cref="ChoicePrompt.ChoiceOptions"/>
    public ChoiceFactoryOptions ChoiceOptions { get; set; }

    /// <summary>The choices for yes and for no; null for those of the person's language.</summary>
    public Tuple<Choice, Choice> ConfirmChoices { get; set; }

    protected override Task OnPromptAsync(ITurnContext turnContext, IDictionary<string, object> state, PromptOptions options, bool isRetry, CancellationToken cancellationToken = default)
    {
        var language = PromptLanguage.Of(turnContext.Activity, DefaultLocale);
        var prompt = AppendChoices(
            PromptState.Question(options, isRetry),
            turnContext.Activity.ChannelId,
            Choices(language),
            options.Style ?? Style,
            ChoiceOptions ?? language.ChoiceOptions,
            cancellationToken);
        return turnContext.SendActivityAsync(prompt, cancellationToken);
    }

    protected override Task<PromptRecognizerResult<bool>> OnRecognizeAsync(ITurnContext turnContext, IDictionary<string, object> state, PromptOptions options, CancellationToken cancellationToken = default)
    {
        var language = PromptLanguage.Of(turnContext.Activity, DefaultLocale);
        var answer = Recognize(turnContext.Activity.Text, Choices(language)) ?? Recognize(turnContext.Activity.Text, language.Confirmations);
        return Task.FromResult(answer is { } yes
            ? new PromptRecognizerResult<bool> { Succeeded = true, Value = yes }
            : new PromptRecognizerResult<bool>());
    }

    private static bool? Recognize(string utterance, IList<Choice> choices)
    {
        var found = ChoiceRecognizers.RecognizeChoices(utterance, choices);

        // Who says both has not said which.
        return found.Count == 1 ? found[0].Resolution.Index == 0 : null;
    }

    private IList<Choice> Choices(PromptLanguage language) =>
        ConfirmChoices is { } own ? [own.Item1, own.Item2] : language.Confirmations;
}
