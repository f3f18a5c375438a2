using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>
/// People who can be reached again: what waited for them is delivered, the replies in one message and at most once, and the
/// desk hears of it.
/// </summary>
public sealed partial class Returns(
    IAddressBook addresses,
    IHeldNotices held,
    IOutbox outbox,
    ITicketStore tickets,
    ITicketLists lists,
    IPersonalSender sender,
    Pacing pacing,
    IAlarms alarms,
    IAftermath aftermath,
    IAfterTheAnswer after,
    TimeProvider time,
    ILogger<Returns> logger) : IAlarmHandler
{
    // What one card has room for; more come in a second message.
    private const int MostReplies = 20;

    /// <summary>A person has installed the app: what waited for them is delivered after the answer, by whichever instance is there.</summary>
    public async Task InstalledAsync(Person person, CancellationToken cancellationToken)
    {
        await addresses.KeepReturningAsync(person, isReturning: true, cancellationToken);
        await alarms.SetAsync(Alarm.OfPerson(person.TenantId, person.ObjectId, Now), cancellationToken);
    }

    /// <summary>A person was heard of, so they can be reached, whatever was known of them.</summary>
    public void Heard(Person person) => after.Run($"heard {person.TenantId}/{person.ObjectId}", async cancellationToken =>
    {
        if (await addresses.RecipientAsync(person, cancellationToken) is not { } known || (known.UnreachableSince is null && known.RemovedAt is null)) return;
        await InstalledAsync(person, cancellationToken);
    });

    AlarmKind IAlarmHandler.Kind => AlarmKind.Person;

    async Task<bool> IAlarmHandler.FireAsync(TakenAlarm taken, CancellationToken cancellationToken)
    {
        var (tenant, id) = taken.Alarm.ToPerson();
        var person = new Person(tenant, id, Name: "");
        return await addresses.RecipientAsync(person, cancellationToken) is not { IsReturning: true }
            || await SettleAsync(person, $"{taken.Alarm.Due.ToUnixTimeMilliseconds()}", cancellationToken);
    }

    // False where the alarm must go off again.
    private async Task<bool> SettleAsync(Person person, string returned, CancellationToken cancellationToken)
    {
        while (true)
        {
            var waiting = await held.OfAsync(person, HeldFor.Return, cancellationToken);
            var replies = waiting.Where(IsReply).Take(MostReplies).ToList();
            if (replies.Count > 0)
            {
                var end = await DeliverAsync(person, replies, cancellationToken);
                if (end is null) continue;
                return end.Value;
            }

            // From here on what is new to them is sent, not held; what was held before this is found by looking again.
            await addresses.BackAsync(person, cancellationToken);
            waiting = await held.OfAsync(person, HeldFor.Return, cancellationToken);
            if (waiting.Any(IsReply)) continue;
            foreach (var question in waiting)
            {
                if (await outbox.StateAsync(question.Number, question.Notice, cancellationToken) is NoticeState.Pending or NoticeState.Sending or NoticeState.FailedTemp) return false;
                await AddAsync(question, question.Kind, "asked again", cancellationToken);
                await held.ForgetAsync([question], HeldFor.Return, cancellationToken);
            }

            if (waiting.Count > 0) continue;
            await DrawCardsAsync(person, returned, cancellationToken);
            await addresses.KeepReturningAsync(person, isReturning: false, cancellationToken);
            return true;
        }
    }

    // True: they have left again. False: the alarm must go off again. Null: look what else there is.
    private async Task<bool?> DeliverAsync(Person person, List<HeldNotice> replies, CancellationToken cancellationToken)
    {
        if (replies.Any(reply => reply.LeaseUntil > Now)) return false;
        var begun = replies.Where(reply => reply.LeaseUntil is not null).ToList();
        if (begun.Count > 0)
        {
            // Whoever began to send them is gone, and nobody knows whether they arrived.
            await EndAsync(begun, NoticeKind.DeliveryDoubt, cancellationToken);
            return null;
        }

        var states = await Task.WhenAll(replies.Select(reply => outbox.StateAsync(reply.Number, reply.Notice, cancellationToken)));
        // Whoever wrote the row has not marked the notice yet, or never will: then it goes its own way.
        if (Array.Exists(states, state => state is NoticeState.Pending or NoticeState.Sending or NoticeState.FailedTemp)) return false;
        var ended = replies.Where((_, i) => states[i] is not NoticeState.FailedPerm).ToList();
        if (ended.Count > 0)
        {
            await held.ForgetAsync(ended, HeldFor.Return, cancellationToken);
            return null;
        }

        if (await addresses.RecipientAsync(person, cancellationToken) is not { } to) return true;
        if (await held.TakeAsync(replies, HeldFor.Return, Now + Courier.Lease, cancellationToken) is not { } taken) return false;
        var result = await SendAsync(to, taken, cancellationToken);
        LogReturned(replies.Count, result.State);
        switch (result)
        {
            case { State: NoticeState.FailedTemp }:
                await held.ReleaseAsync(taken, HeldFor.Return, cancellationToken);
                return false;

            case { IsOutOfReach: true }:
                await held.ReleaseAsync(taken, HeldFor.Return, cancellationToken);
                await addresses.LostAsync(to, to.UnreachableSince ?? Now, cancellationToken);
                return true;

            case { State: NoticeState.Sent }:
                foreach (var last in taken.GroupBy(reply => reply.Number).Select(each => each.Last())) await AddAsync(last, NoticeKind.ReachedAgain, "reached", cancellationToken);
                await held.ForgetAsync(taken, HeldFor.Return, cancellationToken);
                return null;

            default:
                await EndAsync(taken, result.State is NoticeState.Unknown ? NoticeKind.DeliveryDoubt : NoticeKind.DeliveryFailed, cancellationToken);
                return null;
        }
    }

    private async Task<SendResult> SendAsync(Recipient to, IReadOnlyList<HeldNotice> replies, CancellationToken cancellationToken)
    {
        var destination = new Destination(to.Address.TenantId, to.Address.ConversationId, SendOperation.Send);
        if (pacing.Take(destination) > Duration.Zero) return new SendResult(NoticeState.FailedTemp);
        var waiting = await WaitingAsync(tickets, replies, cancellationToken);
        var result = await sender.SendMissedAsync(to.Address, [.. waiting.OrderBy(reply => reply.Happened.At)], cancellationToken);
        if (result.RetryAfter is { } wait) pacing.Throttled(destination, wait);
        return result;
    }

    /// <summary>What is needed to draw the notices, each as it stands.</summary>
    internal static async Task<IReadOnlyList<WaitingNotice>> WaitingAsync(ITicketStore tickets, IEnumerable<HeldNotice> held, CancellationToken cancellationToken) => await Task.WhenAll(held.Select(async each =>
    {
        var reading = tickets.FindAsync(each.Number, cancellationToken);
        var happening = tickets.FindEventAsync(each.Number, each.Event, cancellationToken);
        await Task.WhenAll(reading, happening);
        return await reading is { Ticket: var ticket } && await happening is { } happened
            ? new WaitingNotice(each.Kind, ticket, happened)
            : throw new InvalidOperationException($"Notice {each.Notice} of ticket {each.Number} tells of something that is not stored.");
    }));

    private async Task EndAsync(IReadOnlyList<HeldNotice> replies, NoticeKind told, CancellationToken cancellationToken)
    {
        foreach (var reply in replies) await AddAsync(reply, told, told.ToString(), cancellationToken);
        await held.ForgetAsync(replies, HeldFor.Return, cancellationToken);
    }

    // What changed while they were away was not drawn on their cards.
    private async Task DrawCardsAsync(Person person, string returned, CancellationToken cancellationToken)
    {
        foreach (var ticket in await lists.OngoingOfAsync(person, cancellationToken))
        {
            var key = CommandKey.OfNotice(ticket.Number, returned, "drawn");
            await AddAsync(ticket.Number, new PendingNotice(ticket.LastEvent, 0, nameof(NoticeKind.CustomerCardEdit)), key, cancellationToken);
        }
    }

    private Task AddAsync(HeldNotice from, NoticeKind kind, string what, CancellationToken cancellationToken) => AddAsync(
        from.Number, new PendingNotice(from.Event, 0, kind.ToString(), from.Kind is NoticeKind.ApproverQuestion ? from.To : null, from.Question), CommandKey.OfNotice(from.Number, from.Notice, what), cancellationToken);

    private async Task AddAsync(TicketNumber number, PendingNotice notice, CommandKey key, CancellationToken cancellationToken)
    {
        await tickets.AnnounceAsync(number, key, cancellationToken);
        await outbox.AddAsync(number, notice, key, cancellationToken);
        aftermath.ChangedBefore(number, key);
    }

    private static bool IsReply(HeldNotice notice) => notice.Kind is NoticeKind.CustomerWord;

    private Instant Now => time.GetUtcNow().ToInstant();

    [LoggerMessage(EventId = 233, Level = LogLevel.Information, Message = "{Count} replies that waited for somebody who is back ended as {State}")]
    private partial void LogReturned(int count, NoticeState state);
}
