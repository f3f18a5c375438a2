using System.Net;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>The door: recognises who comes and hands them on to the chat or the channel.</summary>
internal sealed class DeskBot(
    Reception reception,
    PersonalChat chat,
    DeskChannel channel,
    DeskSetUp setUp,
    DeskLists lists,
    CustomerCare care,
    DeskPeople people,
    Doorstep doorstep,
    TicketSearch search,
    DeskFiles files,
    EscalationDesk escalations,
    Watch watch,
    TeamsConnector connector,
    PartnerOptions partner) : TeamsActivityHandler
{
    /// <summary>Bots are never answered (Protocols 2.5): two of them would never stop.</summary>
    public static bool IsBot(Activity activity) => activity.From?.Role == "bot" || activity.From?.Id?.StartsWith("28:", StringComparison.Ordinal) is true;

    public override Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        if (Identity.TeamOf(turnContext.Activity) is { } team) connector.Learn(team, turnContext.Activity.ServiceUrl);
        return IsBot(turnContext.Activity) ? Task.CompletedTask : base.OnTurnAsync(turnContext, cancellationToken);
    }

    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (await reception.RecogniseAsync(activity, cancellationToken) is not { } caller) return;
        if (activity.Value is not null)
        {
            await SubmittedAsync(turnContext, caller, Press.Read(DataOf(activity.Value)), cancellationToken);
            return;
        }

        switch (Identity.ScopeOf(activity))
        {
            case Scope.Personal when Policy.May(caller, Verbs.Say):
                await chat.HearAsync(turnContext, caller, cancellationToken);
                break;
            case Scope.Personal when caller.WorksAtDesk:
                people.Heard(activity, caller);
                await setUp.ShowPersonalAsync(turnContext, caller, cancellationToken);
                break;
            case Scope.Personal:
                // The partner's own people can be served like a customer's, once the desk has said so.
                await doorstep.KnockAsync(activity, caller.Person.TenantId, cancellationToken);
                await turnContext.SendActivityAsync(Speech.Of(Texts.In(activity.Locale).ColleagueChat), cancellationToken);
                break;
            case Scope.GroupChat when activity.MentionsRecipient():
                await turnContext.SendActivityAsync(Speech.Of(ChatCards.GroupChat(Texts.In(activity.Locale))), cancellationToken);
                break;
            case Scope.Channel when caller.WorksAtDesk && activity.MentionsRecipient():
                await setUp.ShowAsync(turnContext, caller.Roles, cancellationToken);
                break;
            case Scope.Channel when caller.WorksAtDesk:
                break;
            case Scope.Channel when activity.MentionsRecipient():
                await turnContext.SendActivityAsync(Speech.Of(Texts.In(activity.Locale).ChannelElsewhere), cancellationToken);
                break;
        }
    }

    protected override async Task OnInstallationUpdateAddAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (Identity.ScopeOf(activity) is Scope.Channel && await reception.RecogniseAsync(activity, cancellationToken) is { } adder && adder.Person.TenantId.Equals(partner.TenantId, StringComparison.OrdinalIgnoreCase))
            // Whoever added it, an operator is to press: the card is for them.
            await setUp.ShowAsync(turnContext, [.. adder.Roles, Role.Operator], cancellationToken);
        if (Identity.ScopeOf(activity) is Scope.Personal
            && await reception.RecogniseAsync(activity, cancellationToken) is { } caller)
        {
            if (caller.Customer is not null) await chat.WelcomeAsync(turnContext, caller, cancellationToken);
            else if (caller.WorksAtDesk) people.Heard(activity, caller);
        }
    }

    protected override Task OnInstallationUpdateRemoveAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        Identity.ScopeOf(turnContext.Activity) is Scope.Personal ? chat.RemovedAsync(turnContext, cancellationToken) : Task.CompletedTask;

    protected override async Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (activity.Name is not (InvokeAnswers.CardAction or InvokeAnswers.TaskFetch or InvokeAnswers.TaskSubmit or InvokeAnswers.Query))
            return new InvokeResponse { Status = (int)HttpStatusCode.NotImplemented };

        var texts = Texts.In(activity.Locale);
        if (await reception.RecogniseAsync(activity, cancellationToken) is not { } caller) return InvokeAnswers.Sentence(activity.Name, texts.RefusedNotUnderstood);
        if (activity.Name is InvokeAnswers.Query) return await search.FindAsync(activity, caller, caller.WorksAtDesk ? Texts.In(partner.Language) : texts, cancellationToken);
        var value = activity.Value as JObject;
        var data = activity.Name is InvokeAnswers.CardAction ? (value?["action"] as JObject)?["data"] : value?["data"];
        if (Press.Read(data) is not { } press) return InvokeAnswers.Sentence(activity.Name, texts.RefusedNotUnderstood);

        var answer = await AnswerAsync(turnContext, caller, press, activity.Name, texts, cancellationToken);
        if (activity.Name is InvokeAnswers.CardAction)
            return answer.Card is { } card ? InvokeAnswers.Card(card) : InvokeAnswers.Message(answer.Sentence ?? "");
        return answer.Form is { } form ? InvokeAnswers.Open(form) : InvokeAnswers.Done(answer.Sentence ?? "");
    }

    private async Task<PressAnswer> AnswerAsync(
        ITurnContext context, Caller caller, Press press, string invoke, Texts texts, CancellationToken cancellationToken)
    {
        var reader = caller.WorksAtDesk ? Texts.In(partner.Language) : texts;
        if (!Policy.May(caller, press.Verb)) return Refused(context, press, caller, reader);
        if (press.Verb is Verbs.WholeText && invoke is not InvokeAnswers.CardAction)
            return await chat.WholeTextAsync(caller, press, reader, cancellationToken) is { } form ? PressAnswer.OfForm(form) : Refused(context, press, caller, reader);
        if (!caller.WorksAtDesk)
        {
            // Also where the verb itself needs no ticket: whoever names one that is not theirs has made the press up.
            if (press.Ticket is { } named) watch.Named(caller, press.Verb, named, Watch.KindOf(context.Activity), context.Activity.Id);
            return Identity.ScopeOf(context.Activity) is Scope.Personal && invoke is InvokeAnswers.CardAction
                ? await chat.PressAsync(context, caller, press, cancellationToken)
                : Refused(context, press, caller, reader);
        }

        if (Identity.ScopeOf(context.Activity) is Scope.Channel) channel.Pressed(context.Activity, press);
        return (press.Verb, invoke) switch
        {
            (Verbs.UseChannel, InvokeAnswers.TaskFetch) => await setUp.OpenAsync(context, cancellationToken),
            (Verbs.UseChannel, InvokeAnswers.TaskSubmit) => await setUp.SubmitAsync(context, press, cancellationToken),
            (Verbs.PartnerCenterRoles, InvokeAnswers.CardAction) => await setUp.KeepRolesAsync(context, caller, press, cancellationToken),
            (Verbs.QueueTickets or Verbs.OwnedTickets, InvokeAnswers.CardAction) => await lists.PressAsync(context, caller, press, cancellationToken),
            (Verbs.IgnoreTenant or Verbs.HeedTenant, InvokeAnswers.CardAction) => await care.PressAsync(caller, press, cancellationToken),
            (Verbs.NewCustomer or Verbs.LinkTenant or Verbs.Customers or Verbs.FileFor, InvokeAnswers.TaskFetch) => await care.OpenAsync(press, cancellationToken),
            (Verbs.NewCustomer or Verbs.LinkTenant or Verbs.Customers or Verbs.FileFor, InvokeAnswers.TaskSubmit) => await care.SubmitAsync(caller, press, cancellationToken),
            (Verbs.GoBeyond, InvokeAnswers.TaskFetch) => await escalations.OpenAsync(caller, press, cancellationToken),
            (Verbs.GoBeyond, InvokeAnswers.TaskSubmit) => await escalations.SubmitAsync(caller, press, cancellationToken),
            (Verbs.OpenFiles, InvokeAnswers.TaskFetch or InvokeAnswers.TaskSubmit) => await files.OpenAsync(caller, press, cancellationToken),
            (_, InvokeAnswers.CardAction) => await channel.PressAsync(caller, press, cancellationToken),
            (_, InvokeAnswers.TaskFetch) => await channel.OpenAsync(caller, press, cancellationToken),
            _ => await channel.SubmitAsync(caller, press, cancellationToken),
        };
    }

    // What is not for somebody is answered as what does not exist.
    private PressAnswer Refused(ITurnContext context, Press press, Caller caller, Texts texts)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(IsOfThePartner(caller) ? texts.RefusedNotYours : texts.RefusedNotUnderstood);
        watch.Named(caller, press.Verb, number, Watch.KindOf(context.Activity), context.Activity.Id);
        return PressAnswer.OfSentence(caller.WorksAtDesk ? texts.RefusedNoSuchTicketAtDesk : texts.RefusedNoSuchTicket(number.Text));
    }

    private static bool IsOfThePartner(Caller caller) => caller.Customer is null;

    // A client without Action.Execute sends the press as a message; it is a press all the same, never an answer to a prompt.
    private async Task SubmittedAsync(ITurnContext context, Caller caller, Press? press, CancellationToken cancellationToken)
    {
        var texts = Texts.In(context.Activity.Locale);
        var answer = press is null
            ? PressAnswer.OfSentence(texts.RefusedNotUnderstood)
            : await AnswerAsync(context, caller, press, InvokeAnswers.CardAction, texts, cancellationToken);
        // Where the press was answered in the chat itself, what a client would show beside the button is said already.
        if (context.Responded) return;
        if (answer.Sentence is { } sentence) await context.SendActivityAsync(Speech.Of(sentence), cancellationToken);
        else if (answer.Card is { } card) await context.SendActivityAsync(Speech.Of(card), cancellationToken);
    }

    private static JToken? DataOf(object value) => value as JToken;
}
