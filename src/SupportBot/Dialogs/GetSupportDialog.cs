using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Builder.Dialogs.Choices;
using Microsoft.Bot.Schema;
using SupportBot.Cards;
using SupportBot.Desk;
using SupportBot.Diagnosis;
using SupportBot.Tickets;

namespace SupportBot.Dialogs;

/// <summary>
/// From the first words to a summary that can be sent. What the words say is filled in; only what they do not say and
/// cannot be assumed is asked, one thing at a time.
/// </summary>
public sealed class GetSupportDialog : ComponentDialog
{
    /// <summary>The dialog's result where the draft is to be sent as it stands; anything else means that nothing is.</summary>
    public const string ToBeSent = "toBeSent";

    private const int SubjectFromWords = 80;

    private readonly IStatePropertyAccessor<Talk> talks;
    private readonly ITicketStore tickets;
    private readonly INonces nonces;

    /// <summary>Makes the dialog.</summary>
    public GetSupportDialog(IStatePropertyAccessor<Talk> talks, ITicketStore tickets, INonces nonces)
        : base(nameof(GetSupportDialog))
    {
        this.talks = talks;
        this.tickets = tickets;
        this.nonces = nonces;
        AddDialog(new WaterfallDialog("fromWordsToSummary", [AskWordsAsync, ReadWordsAsync, SummariseAsync]));
        AddDialog(new WordsPrompt("words", talks, AreWordsAsync));
        AddDialog(new ServicePrompt("service"));
        AddDialog(new SummaryDialog(talks));
        InitialDialogId = "fromWordsToSummary";
    }

    private async Task<DialogTurnResult> AskWordsAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var talk = await TalkAsync(step.Context, cancellationToken);
        if (talk.Draft is not null) return await step.NextAsync(cancellationToken: cancellationToken);
        var words = step.Options as string;
        if (FirstReading.HasWords(words)) return await step.NextAsync(words, cancellationToken);

        return await step.PromptAsync("words", new PromptOptions(), cancellationToken);
    }

    private async Task<DialogTurnResult> ReadWordsAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var talk = await TalkAsync(step.Context, cancellationToken);
        if (talk.Draft is null)
        {
            var words = (string)step.Result;
            var reading = FirstReading.Of(words);
            // Who says so says the worst of both.
            var stopped = Utterances.OfCustomer(words) is Utterance.StopsBusiness;
            talk.ServiceKnown = reading.Service is not null;
            // What goes to a person at once is filed in this very turn: nonce and number are the message's, or the turn, run again, would file once more.
            var nonce = talk.WantsPerson ? CommandKey.OfMessage(step.Context.Activity.Conversation.Id, step.Context.Activity.Id).Text : nonces.Next();
            var number = talk.WantsPerson ? await tickets.NumberForAsync(nonce, cancellationToken) : await tickets.NextNumberAsync(cancellationToken);
            talk.Draft = new Draft(
                nonce,
                number.Text,
                new Request(
                    Graphemes.Cut(Escape.Visible(reading.Subject), SubjectFromWords),
                    words,
                    Named(reading.Service, Service.Other),
                    Named(reading.Category, Category.Technical),
                    stopped ? Affected.Everyone : Named(reading.Affected, Affected.OnlyMe),
                    stopped ? WorkBlocked.Yes : Named(reading.Blocked, WorkBlocked.No)),
                talk.WantsPerson)
            {
                Follows = talk.Follows,
                Attachments = [.. talk.Attachments],
            };
            talk.Attachments.Clear();
            talk.Follows = null;
        }

        // Who asked for a person has asked enough; the person finds out the rest.
        if (talk.ServiceKnown || talk.WantsPerson) return await step.NextAsync(cancellationToken: cancellationToken);

        return await step.PromptAsync("service", new PromptOptions(), cancellationToken);
    }

    private async Task<DialogTurnResult> SummariseAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var talk = await TalkAsync(step.Context, cancellationToken);
        if (talk.Draft is { } draft && step.Result is FoundChoice chosen)
        {
            talk.Draft = draft with { Request = draft.Request with { Service = Named(chosen.Value, Service.Other) } };
            talk.ServiceKnown = true;
        }

        return talk.WantsPerson
            ? await step.EndDialogAsync(ToBeSent, cancellationToken)
            : await step.ReplaceDialogAsync(nameof(SummaryDialog), cancellationToken: cancellationToken);
    }

    // Emoji or a greeting alone describe nothing; but who has asked for a person is not sent back to find better words.
    private async Task<bool> AreWordsAsync(PromptValidatorContext<string> prompt, CancellationToken cancellationToken) =>
        (FirstReading.HasWords(prompt.Recognized.Value) && Utterances.OfCustomer(prompt.Recognized.Value) is Utterance.Words or Utterance.StopsBusiness)
        || ((await TalkAsync(prompt.Context, cancellationToken)).WantsPerson && !string.IsNullOrWhiteSpace(prompt.Recognized.Value));

    private Task<Talk> TalkAsync(ITurnContext context, CancellationToken cancellationToken) => talks.GetAsync(context, () => new Talk(), cancellationToken);

    private static T Named<T>(string? name, T otherwise) where T : struct, Enum => name is null ? otherwise : Enum.Parse<T>(name);

    /// <summary>Asks what is wrong. The question is drawn when it is asked, so that it is in the language that the person has now.</summary>
    private sealed class WordsPrompt(string dialogId, IStatePropertyAccessor<Talk> talks, PromptValidator<string> validator) : TextPrompt(dialogId, validator)
    {
        protected override async Task OnPromptAsync(
            ITurnContext turnContext, IDictionary<string, object> state, PromptOptions options, bool isRetry, CancellationToken cancellationToken = default)
        {
            var texts = Speech.TextsFor(turnContext);
            var talk = await talks.GetAsync(turnContext, () => new Talk(), cancellationToken);
            var question = isRetry || SaysNothing(turnContext.Activity.Text)
                ? Speech.Of(ChatCards.Say(texts.AskInWords, texts, texts.ButtonPerson, Verbs.TalkToPerson))
                : Speech.Of(talk.WantsPerson ? texts.PersonAskedWords : texts.AskWhatIsWrong);
            await turnContext.SendActivityAsync(question, cancellationToken);
        }

        private static bool SaysNothing(string? typed) =>
            !string.IsNullOrWhiteSpace(typed) && !FirstReading.HasWords(typed) && Utterances.OfCustomer(typed) is Utterance.Words;
    }

    /// <summary>Asks for the service. What a typed answer means is decided by our own function, in every language.</summary>
    private sealed class ServicePrompt(string dialogId) : ChoicePrompt(dialogId)
    {
        protected override Task OnPromptAsync(
            ITurnContext turnContext, IDictionary<string, object> state, PromptOptions options, bool isRetry, CancellationToken cancellationToken = default)
        {
            var texts = Speech.TextsFor(turnContext);
            var question = ChatCards.WhichService(isRetry ? texts.AskWhichServiceAgain : texts.AskWhichService, texts);
            return turnContext.SendActivityAsync(Speech.Of(question), cancellationToken);
        }

        protected override Task<PromptRecognizerResult<FoundChoice>> OnRecognizeAsync(
            ITurnContext turnContext, IDictionary<string, object> state, PromptOptions options, CancellationToken cancellationToken = default)
        {
            var typed = turnContext.Activity.Type is ActivityTypes.Message ? turnContext.Activity.Text : null;
            var service = typed is null ? null : ChatCards.ServiceOf(typed, Utterances.Fold) ?? NamedIn(typed);
            return Task.FromResult(new PromptRecognizerResult<FoundChoice>
            {
                Succeeded = service is not null,
                Value = service is null ? null! : new FoundChoice { Value = service.Value.ToString(), Index = (int)service.Value, Score = 1 },
            });
        }

        private static Service? NamedIn(string typed) => FirstReading.Of(typed).Service is { } name ? Enum.Parse<Service>(name) : null;
    }
}
