using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using SupportBot.Cards;
using SupportBot.Diagnosis;
using SupportBot.Tickets;

namespace SupportBot.Dialogs;

/// <summary>
/// Shows the prefilled summary and waits. A press on it is a command and never comes here; typed words do: "send" sends, and
/// everything else is added to the request.
/// </summary>
public sealed class SummaryDialog(IStatePropertyAccessor<Talk> talks) : Dialog(nameof(SummaryDialog))
{
    /// <inheritdoc/>
    public override async Task<DialogTurnResult> BeginDialogAsync(DialogContext dc, object? options = null, CancellationToken cancellationToken = default)
    {
        await ShowAsync(dc.Context, cancellationToken);
        return EndOfTurn;
    }

    /// <inheritdoc/>
    public override async Task<DialogTurnResult> ContinueDialogAsync(DialogContext dc, CancellationToken cancellationToken = default)
    {
        var talk = await talks.GetAsync(dc.Context, () => new Talk(), cancellationToken);
        var texts = Speech.TextsFor(dc.Context);
        var typed = dc.Context.Activity.Text;
        if (talk.Draft is null) return await dc.EndDialogAsync(cancellationToken: cancellationToken);

        switch (Utterances.OfCustomer(typed))
        {
            case Utterance.Send or Utterance.Yes:
                return await dc.EndDialogAsync(GetSupportDialog.ToBeSent, cancellationToken);

            case Utterance.No or Utterance.Thanks or Utterance.Greeting:
                await dc.Context.SendActivityAsync(Speech.Of(texts.SummaryWaiting), cancellationToken);
                return EndOfTurn;

            default:
                if (string.IsNullOrWhiteSpace(typed)) return EndOfTurn;
                // Words that the request could not be sent with are refused now, not when it is sent.
                var longer = talk.Draft.With(typed);
                if (longer.Request.Description.Length > TicketDecision.LongestText)
                {
                    await dc.Context.SendActivityAsync(Speech.Of(texts.RefusedTooLong), cancellationToken);
                    return EndOfTurn;
                }

                talk.Draft = longer;
                await dc.Context.SendActivityAsync(Speech.Of(texts.SummaryAdded), cancellationToken);
                return EndOfTurn;
        }
    }

    /// <inheritdoc/>
    public override Task RepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default) =>
        turnContext.SendActivityAsync(Speech.Of(Speech.TextsFor(turnContext).SummaryWaiting), cancellationToken);

    private async Task ShowAsync(ITurnContext context, CancellationToken cancellationToken)
    {
        var talk = await talks.GetAsync(context, () => new Talk(), cancellationToken);
        if (talk.Draft is { } draft) await context.SendActivityAsync(Speech.Of(SummaryCard.Draw(draft, Speech.TextsFor(context))), cancellationToken);
    }
}
