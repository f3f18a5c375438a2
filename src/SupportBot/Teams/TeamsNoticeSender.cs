using System.Net;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using NodaTime.Extensions;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>Sends one notice to Teams, once, and says how it went (Protocols 2.6, 3.3 and 3.4).</summary>
internal sealed partial class TeamsNoticeSender(
    TeamsConnector connector, IAddressBook addresses, IQueues queues, ChargeTermsOf charges, PartnerOptions partner, BotIdentity bot, TimeProvider time, ILogger<TeamsNoticeSender> logger) : INoticeSender
{

    public async Task<SendResult> SendAsync(Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, CancellationToken cancellationToken)
    {
        var result = await AttemptAsync(
            notice,
            NoticeRules.MayArriveTwice(notice.Kind),
            token => NoticeRules.IsToCustomer(notice.Kind)
                ? ToCustomerAsync(notice, ticket, happened, places, token)
                : ToDeskAsync(notice, ticket, happened, places, token),
            cancellationToken);
        if (result is not null) return result;

        // The ticket card is gone. Its edit may be repeated; the card that takes its place is a message like any other, and is sent once.
        if (notice.State is NoticeState.Unknown) return new SendResult(NoticeState.Unknown);
        return (await AttemptAsync(notice, mayArriveTwice: false, token => PostTicketCardAsync(ticket, token), cancellationToken))!;
    }

    public async Task RedrawAsync(Ticket ticket, Place root, CancellationToken cancellationToken)
    {
        using var timeOut = Outgoing.Limited(cancellationToken);
        try
        {
            if ((await queues.AllAsync(timeOut.Token)).Named(ticket.Queue) is not { } queue) return;
            await EditAsync(await connector.AtAsync(queue, timeOut.Token), root, await RootAsync(ticket, Texts.In(partner.Language), timeOut.Token), timeOut.Token);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogAnswer(ticket.Number, NoticeKind.RootCardEdit, SendFailure.StatusOf(exception), exception);
        }
    }

    private async Task<SendResult?> AttemptAsync(
        Notice notice, bool mayArriveTwice, Func<CancellationToken, Task<SendResult?>> attempt, CancellationToken cancellationToken)
    {
        using var timeOut = Outgoing.Limited(cancellationToken);
        try
        {
            return await attempt(timeOut.Token);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogAnswer(notice.Number, notice.Kind, SendFailure.StatusOf(exception), exception);
            return Judge(exception, mayArriveTwice);
        }
    }

    private async Task<SendResult?> ToDeskAsync(Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, CancellationToken cancellationToken)
    {
        var texts = Texts.In(partner.Language);
        // Before an operator has chosen a channel there is nowhere to go: the notice waits.
        if ((await queues.AllAsync(cancellationToken)).Named(ticket.Queue) is not { } queue) return new SendResult(NoticeState.FailedTemp);
        var client = await connector.AtAsync(queue, cancellationToken);
        switch (notice.Kind)
        {
            case NoticeKind.RootCard:
                return await OpenThreadAsync(client, queue, ticket, texts, cancellationToken);

            case NoticeKind.RootCardEdit when places.Root is { } root:
                return await EditAsync(client, root, await RootAsync(ticket, texts, cancellationToken), cancellationToken)
                    ? new SendResult(NoticeState.Sent)
                    : await OpenThreadAsync(client, queue, ticket, texts, cancellationToken);

            case NoticeKind.RootCardEdit:
                return await OpenThreadAsync(client, queue, ticket, texts, cancellationToken);

            case NoticeKind.RootMove:
                return await OpenThreadAsync(client, queue, ticket, texts, cancellationToken) is var moved && places.Root is { } left
                    ? moved with { Places = moved.Places! with { OldRoot = left } }
                    : moved;

            case NoticeKind.OldRootEdit:
                if (places.OldRoot is not { } old) return new SendResult(NoticeState.Cancelled);
                await EditAsync(client, old, RootCard.DrawMoved(ticket, texts, queue.Name), cancellationToken);
                return new SendResult(NoticeState.Sent);

            default:
                // The root ended badly, so nothing would ever open the thread: open it, and post with the next attempt.
                if (notice.Kind is NoticeKind.ThreadPostEdit) return await EditPostAsync(client, ticket, happened, places, texts, cancellationToken);
                if (places.Root is not { } thread)
                    return await OpenThreadAsync(client, queue, ticket, texts, cancellationToken) with { State = NoticeState.FailedTemp };
                var saying = notice.Kind switch
                {
                    NoticeKind.DeliveryDoubt => Post.DeliveryDoubt(ticket, happened, texts),
                    NoticeKind.DeliveryFailed => Post.DeliveryFailed(ticket, happened, texts),
                    NoticeKind.ConsentDoubt => Post.ConsentDoubt(notice.To ?? ticket.Requester, texts),
                    _ when PromptCard.Tells(happened) => Prompt(ticket, happened, texts),
                    _ when places.Words is { } words => Post.Held(ticket, happened, words, time.GetUtcNow().ToInstant(), texts),
                    _ => Post.AtDesk(
                        ticket, happened, texts, await MoreAsync(ticket, happened, texts, cancellationToken), (await charges.TicketAsync(ticket, cancellationToken)).Offer?.Calendar.Zone.Id),
                };
                var post = await SendAsync(client, thread.ConversationId, Speech.Of(saying), cancellationToken);
                return new SendResult(NoticeState.Sent, notice.Post is null ? null : TicketPlaces.None with { Post = post });
        }
    }

    private async Task<SendResult> EditPostAsync(
        IConnectorClient client, Ticket ticket, TicketEvent happened, TicketPlaces places, Texts texts, CancellationToken cancellationToken)
    {
        // What was never posted, or nobody knows where, is not drawn again.
        if (places.Words is not { Post: { } place } words) return new SendResult(NoticeState.Cancelled);
        var saying = PromptCard.Tells(happened) ? Prompt(ticket, happened, texts) : Post.Held(ticket, happened, words, time.GetUtcNow().ToInstant(), texts);
        await EditAsync(client, place, saying.Card!, cancellationToken);
        return new SendResult(NoticeState.Sent);
    }

    private static Saying Prompt(Ticket ticket, TicketEvent happened, Texts texts) =>
        new(Text: null, PromptCard.Draw(ticket, happened, texts), Escape.Visible(Post.HeadingOf(ticket, happened, texts)));

    private async Task<JObject> RootAsync(Ticket ticket, Texts texts, CancellationToken cancellationToken) =>
        RootCard.Draw(ticket, texts, await charges.TicketAsync(ticket, cancellationToken), time.GetUtcNow().ToInstant());

    private async Task<string?> MoreAsync(Ticket ticket, TicketEvent happened, Texts texts, CancellationToken cancellationToken) =>
        happened.Action is TicketAction.AskConsent && (await charges.TicketAsync(ticket, cancellationToken)).Approvers.Count == 0
            ? texts.PostNoApprover(ticket.CustomerName)
            : null;

    // Null where the card to be edited is gone.
    private async Task<SendResult?> ToCustomerAsync(Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, CancellationToken cancellationToken)
    {
        var person = notice.To ?? ticket.Requester;
        if (await addresses.FindAsync(person.TenantId, person.ObjectId, cancellationToken) is not { } address)
            // A member of the desk who never wrote to the bot reads it in the thread.
            return new SendResult(notice.Kind is NoticeKind.OwnerNotice ? NoticeState.Cancelled : NoticeState.FailedPerm);
        var texts = Texts.In(address.Language);
        var client = await connector.AtAsync(address.ServiceUrl, cancellationToken);
        switch (notice.Kind)
        {
            case NoticeKind.ConsentQuestion or NoticeKind.ConsentQuestionEdit or NoticeKind.ApproverQuestion or NoticeKind.ApproverQuestionEdit:
                return await ConsentAsync(client, notice, ticket, happened, places, address, cancellationToken);

            case NoticeKind.ConsentOutcome:
                await SendAsync(client, address.ConversationId, Speech.Of(ConsentCard.Outcome(ticket, happened, texts)), cancellationToken);
                return new SendResult(NoticeState.Sent);

            case NoticeKind.CustomerCardEdit:
                var standing = places.CustomerCard ?? (ticket.SummaryMessage is { } summary ? new Place(address.ConversationId, summary) : null);
                return standing is not null && await EditAsync(client, standing, TicketCard.Draw(ticket, texts, address.TimeZone), cancellationToken)
                    ? new SendResult(NoticeState.Sent)
                    : null;

            case NoticeKind.SettledQuestion:
                // Answered, or written to, before it was asked: the question is out of date.
                if (ticket.Status is not TicketStatus.Resolved) return new SendResult(NoticeState.Cancelled);
                var asked = await SendAsync(client, address.ConversationId, Speech.Of(SettledCard.Draw(ticket, texts, happened.Actor.Name)), cancellationToken);
                return new SendResult(NoticeState.Sent, TicketPlaces.None with { SettledQuestion = asked });

            case NoticeKind.SettledQuestionEdit:
                if (places.SettledQuestion is not { } question) return new SendResult(NoticeState.Cancelled);
                await EditAsync(client, question, SettledCard.Draw(ticket, texts, ticket.Owner?.Name ?? "", happened.Action is not TicketAction.Reopen), cancellationToken);
                return new SendResult(NoticeState.Sent);

            case NoticeKind.TakenNotice:
                // Whoever has it now: of two changes in a row the customer need not know the first.
                if (ticket.Owner is not { } owner) return new SendResult(NoticeState.Cancelled);
                await SendAsync(client, address.ConversationId, Speech.Of(texts.TakenBy(owner.Name, ticket.Number.Text)), cancellationToken);
                return new SendResult(NoticeState.Sent);

            case NoticeKind.OwnerNotice:
                await SendAsync(client, address.ConversationId, Speech.Of(Post.ToOwner(ticket, happened, person, texts)), cancellationToken);
                return new SendResult(NoticeState.Sent);

            case NoticeKind.MovedNotice:
                await SendAsync(client, address.ConversationId, Speech.Of(texts.MovedTo(ticket.Number.Text)), cancellationToken);
                return new SendResult(NoticeState.Sent);

            case NoticeKind.CancelledNotice:
                await SendAsync(client, address.ConversationId, Speech.Of(Post.Cancelled(ticket, happened, texts)), cancellationToken);
                return new SendResult(NoticeState.Sent);

            default:
                await SendAsync(client, address.ConversationId, Speech.Of(Post.ToCustomer(ticket, happened, texts)), cancellationToken);
                return new SendResult(NoticeState.Sent);
        }
    }

    private async Task<SendResult> ConsentAsync(
        IConnectorClient client, Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, Address address, CancellationToken cancellationToken)
    {
        // A newer question has cards of its own; what ended before it was asked is told as it ended.
        var consent = ticket.Consent is { } latest && latest.Event == notice.Question ? latest : ConsentCard.EndedBy(happened);
        var view = new ConsentCard.View(Texts.In(address.Language), address.TimeZone, time.GetUtcNow().ToInstant());
        var isQuestion = notice.Kind is NoticeKind.ConsentQuestion or NoticeKind.ApproverQuestion;
        // Answered before it was asked, or too late for that.
        if (consent is null || (isQuestion && consent.StateAt(view.Now) is not ConsentState.Asked)) return new SendResult(NoticeState.Cancelled);

        var toApprover = notice.Kind is NoticeKind.ApproverQuestion or NoticeKind.ApproverQuestionEdit;
        var card = toApprover
            ? ConsentCard.ToApprover(ticket, consent, view)
            : ConsentCard.ToRequester(ticket, consent, (await charges.TicketAsync(ticket, cancellationToken)).Approvers, view);
        if (isQuestion)
        {
            var asked = await SendAsync(client, address.ConversationId, Speech.Of(card), cancellationToken) with { Question = notice.Question };
            return new SendResult(NoticeState.Sent, toApprover ? TicketPlaces.None with { ApproverQuestion = asked } : TicketPlaces.None with { ConsentQuestion = asked });
        }

        // Another question may stand there, where nobody knows what became of this one.
        if ((toApprover ? places.ApproverQuestion : places.ConsentQuestion) is not { } place || place.Question != notice.Question) return new SendResult(NoticeState.Cancelled);
        await EditAsync(client, place, card, cancellationToken);
        return new SendResult(NoticeState.Sent);
    }

    private async Task<SendResult?> PostTicketCardAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var person = ticket.Requester;
        if (await addresses.FindAsync(person.TenantId, person.ObjectId, cancellationToken) is not { } address) return new SendResult(NoticeState.FailedPerm);
        var client = await connector.AtAsync(address.ServiceUrl, cancellationToken);
        var card = TicketCard.Draw(ticket, Texts.In(address.Language), address.TimeZone);
        var anew = await SendAsync(client, address.ConversationId, Speech.Of(card), cancellationToken);
        return new SendResult(NoticeState.Sent, TicketPlaces.None with { CustomerCard = anew });
    }

    private async Task<SendResult> OpenThreadAsync(IConnectorClient client, Queue queue, Ticket ticket, Texts texts, CancellationToken cancellationToken)
    {
        var created = await client.Conversations.CreateConversationAsync(
            Outgoing.NewThread(queue, partner, bot, Speech.Of(await RootAsync(ticket, texts, cancellationToken))), cancellationToken);
        return new SendResult(NoticeState.Sent, TicketPlaces.None with { Root = new Place(created.Id, created.ActivityId) });
    }

    private async Task<Place> SendAsync(IConnectorClient client, string conversationId, Activity activity, CancellationToken cancellationToken)
    {
        var sent = await client.Conversations.SendToConversationAsync(conversationId, Outgoing.Addressed(activity, conversationId, bot), cancellationToken);
        return new Place(conversationId, sent.Id);
    }

    // False where the message is gone: the person or an agent deleted it.
    private async Task<bool> EditAsync(IConnectorClient client, Place place, JObject card, CancellationToken cancellationToken)
    {
        var activity = Outgoing.Addressed(Speech.Of(card), place.ConversationId, bot);
        activity.Id = place.ActivityId;
        try
        {
            await client.Conversations.UpdateActivityAsync(place.ConversationId, place.ActivityId, activity, cancellationToken);
            return true;
        }
        catch (ErrorResponseException exception) when (exception.Response?.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static SendResult Judge(Exception exception, bool mayArriveTwice)
    {
        if (SendFailure.TookNothing(exception)) return new SendResult(NoticeState.FailedTemp, RetryAfter: SendFailure.RetryAfter(exception));
        return SendFailure.StatusOf(exception) switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge =>
                new SendResult(NoticeState.FailedPerm),
            // The bot's own credentials are wrong: the desk's tickets wait until they are mended, an agent's words are given back.
            HttpStatusCode.Unauthorized => new SendResult(mayArriveTwice ? NoticeState.FailedTemp : NoticeState.FailedPerm),
            _ => new SendResult(mayArriveTwice ? NoticeState.FailedTemp : NoticeState.Unknown),
        };
    }

    [LoggerMessage(EventId = 350, Level = LogLevel.Warning, Message = "Ticket {Number}: Teams answered {Status} to {Kind}")]
    private partial void LogAnswer(TicketNumber number, NoticeKind kind, HttpStatusCode? status, Exception exception);
}
