using Microsoft.Bot.Builder;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>Shows agents the open tickets of a queue, and their own.</summary>
internal sealed class DeskLists(ITicketLists lists, IQueues queues, PartnerOptions partner)
{
    /// <summary>Takes a press on one of the lists' buttons. Only the one who pressed sees the list.</summary>
    public async Task<PressAnswer> PressAsync(ITurnContext context, Caller caller, Press press, CancellationToken cancellationToken)
    {
        var texts = Identity.ScopeOf(context.Activity) is Scope.Personal ? Speech.TextsFor(context) : Texts.In(partner.Language);
        var all = await queues.AllAsync(cancellationToken);
        var from = ChatCards.PageOf(press);
        if (press.Verb is Verbs.OwnedTickets) return PressAnswer.OfCard(DeskListCards.Owned(await lists.OwnedByAsync(caller.Person, from, cancellationToken), all, texts));
        if (all.Count == 0) return PressAnswer.OfSentence(texts.NoQueueYet);

        var here = Place.ChannelOf(context.Activity.Conversation.Id);
        var queue = DeskListCards.QueueIn(press) is { } chosen ? all.Named(chosen)! : all.FirstOrDefault(each => each.ChannelId == here) ?? all[0];
        // Only the first queue takes what is in none of the others.
        var given = queue == all[0] ? await lists.QueueNamesAsync(cancellationToken) : [];
        var page = await lists.OfQueueAsync(all.NamesOf(queue, given), from, cancellationToken);
        return PressAnswer.OfCard(DeskListCards.OfQueue(page, queue, all, texts));
    }
}
