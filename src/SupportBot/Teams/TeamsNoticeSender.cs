using System.Net;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using NodaTime;
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
    TeamsConnector connector,
    IAddressBook addresses,
    IQueues queues,
    LostChannels lost,
    ChargeTermsOf charges,
    PartnerOptions partner,
    ServedCloud cloud,
    BotIdentity bot,
    TimeProvider time,
    ILogger<TeamsNoticeSender> logger) : INoticeSender
{
    public async Task<SendResult> SendAsync(
        Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, Address? to, CancellationToken cancellationToken)
    {
        if (to is null) return (await AttemptAsync(notice, NoticeRules.MayArriveTwice(notice.Kind), async token => await ToDeskAsync(notice, ticket, happened, places, token), cancellationToken))!;

        var result = await AttemptAsync(
            notice, NoticeRules.MayArriveTwice(notice.Kind), token => ToCustomerAsync(notice, ticket, happened, places, to, token), cancellationToken);
        if (result is not null) return result;

        // The ticket card is gone. Its edit may be repeated; the card that takes its place is a message like any other, and is sent once.
        if (notice.State is NoticeState.Unknown) return new SendResult(NoticeState.Unknown);
        return (await AttemptAsync(notice, mayArriveTwice: false, async token => await PostTicketCardAsync(ticket, to, token), cancellationToken))!;
    }

    public Task RedrawAsync(Ticket ticket, Place root, CancellationToken cancellationToken) =>
        DrawAsync(ticket, root, async (texts, token) => await RootAsync(ticket, texts, root.IsAnew, token), cancellationToken);

    public Task SupersedeAsync(Ticket ticket, Place extra, Place root, CancellationToken cancellationToken) =>
        DrawAsync(ticket, extra, (texts, _) => Task.FromResult(RootCard.DrawSuperseded(ticket, texts, Outgoing.ThreadLink(root, partner, cloud))), cancellationToken);

    private async Task DrawAsync(Ticket ticket, Place place, Func<Texts, CancellationToken, Task<JObject>> draw, CancellationToken cancellationToken)
    {
        using var timeOut = Outgoing.Limited(cancellationToken);
        try
        {
            if ((await queues.AllAsync(timeOut.Token)).Named(ticket.Queue) is not { } queue) return;
            await EditAsync(await connector.AtAsync(queue, timeOut.Token), place, await draw(Texts.In(partner.Language), timeOut.Token), timeOut.Token);
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
            var result = SendFailure.Judge(exception, mayArriveTwice);
            return result.State is NoticeState.FailedPerm ? result with { IsOutOfReach = NoticeRules.IsToCustomer(notice.Kind) && SendFailure.IsOutOfReach(exception) } : result;
        }
    }

    private async Task<SendResult> ToDeskAsync(Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, CancellationToken cancellationToken)
    {
        var texts = Texts.In(partner.Language);
        var known = await queues.AllAsync(cancellationToken);
        // Before an operator has chosen a channel there is nowhere to go: the notice waits.
        if (known.Named(ticket.Queue) is not { } queue) return new SendResult(NoticeState.FailedTemp);
        if (notice.Kind is NoticeKind.RootCard) return await OpenThreadAsync(ticket, texts, isAnew: false, cancellationToken);
        if (notice.Kind is NoticeKind.RootMove) return await MoveThreadAsync(ticket, texts, places, cancellationToken);
        if (notice.Kind is NoticeKind.OldRootEdit) return await CloseThreadAsync(ticket, texts, places, queue, cancellationToken);
        var isEdit = notice.Kind is NoticeKind.RootCardEdit;
        if (places.Root is { } root && !IsLost(root, known) && await InThreadAsync(notice, ticket, happened, places, root, queue, texts, cancellationToken) is { } sent) return sent;
        // A post that is gone, or was never made, is not drawn again.
        if (notice.Kind is NoticeKind.ThreadPostEdit) return new SendResult(NoticeState.Cancelled);

        // There is no thread, because its beginning ended badly or it was deleted: it is opened here, and a post goes there with the next attempt.
        var opened = await OpenThreadAsync(ticket, texts, isAnew: places.Root is not null, cancellationToken);
        return isEdit || opened.State is not NoticeState.Sent ? opened : opened with { State = NoticeState.FailedTemp, RetryAfter = Duration.Zero };
    }

    private async Task<SendResult> MoveThreadAsync(Ticket ticket, Texts texts, TicketPlaces places, CancellationToken cancellationToken)
    {
        var moved = await OpenThreadAsync(ticket, texts, isAnew: false, cancellationToken);
        return moved.Places is { } opened && places.Root is { } left ? moved with { Places = opened with { OldRoot = left } } : moved;
    }

    // What stood there may be gone, and then nobody needs to be shown the way.
    private async Task<SendResult> CloseThreadAsync(Ticket ticket, Texts texts, TicketPlaces places, Queue queue, CancellationToken cancellationToken)
    {
        if (places.OldRoot is not { } old) return new SendResult(NoticeState.Cancelled);
        await EditAsync(await connector.AtAsync(queue, cancellationToken), old, RootCard.DrawMoved(ticket, texts, queue.Name), cancellationToken);
        return new SendResult(NoticeState.Sent);
    }

    // Null where the thread, or what was to be edited in it, is gone.
    private async Task<SendResult?> InThreadAsync(
        Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, Place root, Queue queue, Texts texts, CancellationToken cancellationToken)
    {
        var client = await connector.AtAsync(queue, cancellationToken);
        if (notice.Kind is NoticeKind.RootCardEdit)
            return await EditAsync(client, root, await RootAsync(ticket, texts, root.IsAnew, cancellationToken), cancellationToken) ? new SendResult(NoticeState.Sent) : null;
        if (notice.Kind is NoticeKind.ThreadPostEdit)
            return places.Words is { Post: { } place } edited && await EditAsync(client, place, WithButtons(ticket, happened, edited, texts).Card!, cancellationToken) ? new SendResult(NoticeState.Sent) : null;

        var saying = places.Words is { } words ? WithButtons(ticket, happened, words, texts) : await SayingAsync(notice, ticket, happened, texts, cancellationToken);
        try
        {
            var post = await SendAsync(client, root.ConversationId, Speech.Of(saying), cancellationToken);
            return new SendResult(NoticeState.Sent, notice.Post is null ? null : TicketPlaces.None with { Post = post });
        }
        catch (ErrorResponseException exception) when (SendFailure.StatusOf(exception) is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<Saying> SayingAsync(Notice notice, Ticket ticket, TicketEvent happened, Texts texts, CancellationToken cancellationToken) => notice.Kind switch
    {
        NoticeKind.DeliveryDoubt => Post.DeliveryDoubt(ticket, happened, texts),
        NoticeKind.DeliveryFailed => Post.DeliveryFailed(ticket, happened, texts),
        NoticeKind.ConsentDoubt => Post.ConsentDoubt(notice.To ?? ticket.Requester, texts),
        NoticeKind.OutOfReach => await OutOfReachAsync(notice.To ?? ticket.Requester, ticket, texts, cancellationToken),
        NoticeKind.ReachedAgain => Post.ReachedAgain(notice.To ?? ticket.Requester, texts),
        _ => Post.AtDesk(
            ticket, happened, texts, await MoreAsync(ticket, happened, texts, cancellationToken), (await charges.TicketAsync(ticket, cancellationToken)).Zone?.Id),
    };

    private async Task<Saying> OutOfReachAsync(Person person, Ticket ticket, Texts texts, CancellationToken cancellationToken)
    {
        var known = await addresses.RecipientAsync(person, cancellationToken);
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        var since = known?.RemovedAt ?? known?.UnreachableSince ?? time.GetUtcNow().ToInstant();
        var day = since.InZone(terms.Zone ?? DateTimeZone.Utc).Date;
        return Post.OutOfReach(person, day.ToString(texts.DayPattern, texts.Culture), known?.RemovedAt is not null, terms.Customer?.Contacts ?? [], texts);
    }

    private static bool IsLost(Place root, IReadOnlyList<Queue> queues) =>
        queues.Any(queue => queue.LostAt is not null && root.Channel == queue.ChannelId);

    private async Task<JObject> RootAsync(Ticket ticket, Texts texts, bool isAnew, CancellationToken cancellationToken) =>
        RootCard.Draw(ticket, texts, await charges.TicketAsync(ticket, cancellationToken), time.GetUtcNow().ToInstant(), isAnew: isAnew);

    private Saying WithButtons(Ticket ticket, TicketEvent happened, HeldWords words, Texts texts) =>
        PromptCard.Tells(happened) ? Prompt(ticket, happened, texts) : Post.Held(ticket, happened, words, time.GetUtcNow().ToInstant(), texts);

    private static Saying Prompt(Ticket ticket, TicketEvent happened, Texts texts) =>
        new(Text: null, PromptCard.Draw(ticket, happened, texts), Escape.Visible(Post.HeadingOf(ticket, happened, texts)));

    private async Task<string?> MoreAsync(Ticket ticket, TicketEvent happened, Texts texts, CancellationToken cancellationToken) =>
        happened.Action is TicketAction.AskConsent && (await charges.TicketAsync(ticket, cancellationToken)).Approvers.Count == 0
            ? texts.PostNoApprover(ticket.CustomerName)
            : null;

    // Null where the card to be edited is gone.
    private async Task<SendResult?> ToCustomerAsync(
        Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, Address address, CancellationToken cancellationToken)
    {
        var texts = Texts.In(address.Language);
        var client = await connector.AtAsync(address.ServiceUrl, cancellationToken);
        switch (notice.Kind)
        {
            case NoticeKind.ConsentQuestion or NoticeKind.ConsentQuestionEdit or NoticeKind.ApproverQuestion or NoticeKind.ApproverQuestionEdit:
                return await ConsentAsync(client, notice, ticket, happened, places, address, cancellationToken);

            case NoticeKind.TakenNotice or NoticeKind.MovedNotice or NoticeKind.ConsentOutcome:
                var line = WaitingCards.StatusLine(notice.Kind, ticket, happened, texts);
                await SendAsync(client, address.ConversationId, Speech.Of(Post.Status(ticket, line, texts)), cancellationToken);
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

            case NoticeKind.OwnerNotice:
                await SendAsync(client, address.ConversationId, Speech.Of(Post.ToOwner(ticket, happened, notice.To!, texts)), cancellationToken);
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

    private async Task<SendResult> PostTicketCardAsync(Ticket ticket, Address address, CancellationToken cancellationToken)
    {
        var client = await connector.AtAsync(address.ServiceUrl, cancellationToken);
        var card = TicketCard.Draw(ticket, Texts.In(address.Language), address.TimeZone);
        var anew = await SendAsync(client, address.ConversationId, Speech.Of(card), cancellationToken);
        return new SendResult(NoticeState.Sent, TicketPlaces.None with { CustomerCard = anew });
    }

    // In the queue's channel or, where that was deleted, in the first one that is there.
    private async Task<SendResult> OpenThreadAsync(Ticket ticket, Texts texts, bool isAnew, CancellationToken cancellationToken)
    {
        while ((await queues.AllAsync(cancellationToken)).Named(ticket.Queue) is { } queue)
        {
            var client = await connector.AtAsync(queue, cancellationToken);
            try
            {
                var card = Speech.Of(await RootAsync(ticket, texts, isAnew, cancellationToken));
                var created = await client.Conversations.CreateConversationAsync(Outgoing.NewThread(queue, partner, bot, card), cancellationToken);
                return new SendResult(NoticeState.Sent, TicketPlaces.None with { Root = new Place(created.Id, created.ActivityId) { IsAnew = isAnew } });
            }
            catch (ErrorResponseException exception) when (SendFailure.StatusOf(exception) is HttpStatusCode.NotFound)
            {
                await lost.FoundAsync(queue, cancellationToken);
            }
        }

        return new SendResult(NoticeState.FailedTemp);
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

    [LoggerMessage(EventId = 350, Level = LogLevel.Warning, Message = "Ticket {Number}: Teams answered {Status} to {Kind}")]
    private partial void LogAnswer(TicketNumber number, NoticeKind kind, HttpStatusCode? status, Exception exception);
}
