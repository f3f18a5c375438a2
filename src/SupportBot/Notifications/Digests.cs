using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>What was gathered in people's quiet hours, sent in one message when these end, at most once, without what is no longer so.</summary>
public sealed partial class Digests(
    IAddressBook addresses,
    IHeldNotices held,
    ITicketStore tickets,
    IPersonalSender sender,
    Pacing pacing,
    IAlarms alarms,
    PublishedOffer published,
    TimeProvider time,
    ILogger<Digests> logger) : IAlarmHandler
{
    AlarmKind IAlarmHandler.Kind => AlarmKind.Person;

    Task<bool> IAlarmHandler.FireAsync(TakenAlarm taken, CancellationToken cancellationToken)
    {
        var (tenant, id) = taken.Alarm.ToPerson();
        return SettleAsync(new Person(tenant, id, Name: ""), cancellationToken);
    }

    // False where the alarm must go off again.
    private async Task<bool> SettleAsync(Person person, CancellationToken cancellationToken)
    {
        var gathered = await held.OfAsync(person, HeldFor.Digest, cancellationToken);
        if (gathered.Count == 0) return true;
        if (gathered.Any(each => each.LeaseUntil > Now)) return false;
        if (await addresses.RecipientAsync(person, cancellationToken) is not { UnreachableSince: null, Preferences.StatusNotices: true } to) return await ForgetAsync(gathered);
        var zone = to.ZoneOr(published.Zone);
        if (to.Preferences.Quiet is { } quiet && quiet.Contain(Now, zone))
        {
            // The alarm was another one's, or they have chosen other hours meanwhile.
            await alarms.SetAsync(Alarm.OfPerson(person.TenantId, person.ObjectId, quiet.EndAfter(Now, zone)), cancellationToken);
            return true;
        }

        if (gathered.Any(each => each.LeaseUntil is not null)) return await ForgetAsync(gathered);
        var news = await NewsAsync(gathered, cancellationToken);
        if (news.Count == 0) return await ForgetAsync(gathered);
        var destination = new Destination(to.Address.TenantId, to.Address.ConversationId, SendOperation.Send);
        if (pacing.Take(destination) > Duration.Zero) return false;
        if (await held.TakeAsync(gathered, HeldFor.Digest, Now + Courier.Lease, cancellationToken) is not { } taken) return false;
        var result = await sender.SendDigestAsync(to.Address, news, cancellationToken);
        LogSent(news.Count, result.State);
        if (result.RetryAfter is { } wait) pacing.Throttled(destination, wait);
        if (result.State is NoticeState.FailedTemp)
        {
            await held.ReleaseAsync(taken, HeldFor.Digest, cancellationToken);
            return false;
        }

        if (result.IsOutOfReach) await addresses.LostAsync(to, Now, cancellationToken);
        return await ForgetAsync(taken);

        async Task<bool> ForgetAsync(IReadOnlyList<HeldNotice> done)
        {
            await held.ForgetAsync(done, HeldFor.Digest, cancellationToken);
            return true;
        }
    }

    // Of each ticket the latest of each kind, unless that is no longer so.
    private async Task<IReadOnlyList<WaitingNotice>> NewsAsync(IEnumerable<HeldNotice> gathered, CancellationToken cancellationToken)
    {
        var latest = gathered.GroupBy(each => (each.Number, each.Kind)).Select(each => each.MaxBy(one => one.Event)!);
        var waiting = await Returns.WaitingAsync(tickets, latest, cancellationToken);
        return [.. waiting.Where(each => !NoticeRouting.IsOutOfDate(each.Kind, each.Ticket, each.Happened)).OrderBy(each => each.Happened.At)];
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    [LoggerMessage(EventId = 231, Level = LogLevel.Information, Message = "A digest of {Count} notices ended as {State}")]
    private partial void LogSent(int count, NoticeState state);
}
