using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>
/// Delivers the notices of one ticket: in order for each side, by the rules of each kind, so often as Teams allows. What it
/// cannot finish stays in the outbox for a later sweep; for what is kept back, or must wait for long, an alarm is set.
/// </summary>
public sealed partial class Courier(
    IOutbox outbox,
    ITicketStore tickets,
    IAddressBook addresses,
    IHeldNotices held,
    IAlarms alarms,
    INoticeSender sender,
    Pacing pacing,
    PartnerOptions partner,
    PublishedOffer published,
    TimeProvider time,
    ILogger<Courier> logger)
{
    /// <summary>Longer than the HTTP time-out of a send: a notice still <see cref="NoticeState.Sending"/> after it has an unknown end.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(60);

    private const int Attempts = 5;
    private static readonly Duration LongestWait = Duration.FromSeconds(30);

    /// <summary>Delivers what is outstanding of a ticket.</summary>
    /// <returns>True where nothing is left but what is kept back, for whose moment an alarm is set.</returns>
    public async Task<bool> DeliverAsync(TicketNumber number, CancellationToken cancellationToken)
    {
        var foreseen = new HashSet<Instant>();
        while (true)
        {
            var outstanding = await outbox.OutstandingAsync(number, cancellationToken);
            foreach (var moment in outstanding.Where(notice => notice.IsHeldAt(Now)).Select(notice => notice.HeldUntil!.Value).Distinct().Where(foreseen.Add))
                await alarms.SetAsync(Alarm.OfTicket(number, moment), cancellationToken);

            // The lanes do not wait for each other: a deleted channel must not keep words from the customer.
            var ended = await Task.WhenAll(
                outstanding.GroupBy(NoticeRules.LaneOf).Select(lane => DeliverInOrderAsync(number, [.. lane], cancellationToken)));
            if (Array.Exists(ended, lane => lane is null)) return false;

            // Again until nothing more ends: what ended badly may have left a word for the desk, and whoever changed the ticket
            // meanwhile may have met a notice that was being sent here and left the newer ones to this instance (Protocols 3.3).
            if (ended.Sum() == 0) return true;
        }
    }

    /// <summary>Draws the ticket's root card again where it stands. It tells nobody anything, so it is kept in no outbox and tried once.</summary>
    public async Task RedrawAsync(TicketNumber number, CancellationToken cancellationToken)
    {
        for (int? drawn = null; ;)
        {
            var reading = tickets.FindAsync(number, cancellationToken);
            var places = outbox.PlacesAsync(number, cancellationToken);
            await Task.WhenAll(reading, places);
            // Whoever changed the ticket meanwhile may have drawn it before this landed on it: what is older than the head is drawn again (Protocols 3.3).
            if (await reading is not { Ticket: var ticket } || (await places).Root is not { } root || ticket.Version == drawn) return;
            await sender.RedrawAsync(ticket, root, cancellationToken);
            drawn = ticket.Version;
        }
    }

    /// <summary>
    /// Somebody pressed a root card of the ticket. A root card is sent at least once (Protocols 3.3): one that arrived although
    /// nobody learned it, and was sent again, is known by this, and then shows the way to the ticket's own thread.
    /// </summary>
    public async Task RootPressedAsync(TicketNumber number, Place pressed, CancellationToken cancellationToken)
    {
        var places = await outbox.PlacesAsync(number, cancellationToken);
        // While no root is known, this may be the one that is being sent; of one that the ticket has moved away from, its own edit tells.
        if (places.Root is not { } root || root.ActivityId == pressed.ActivityId || places.OldRoot?.ActivityId == pressed.ActivityId) return;
        if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var ticket }) return;
        LogExtraRoot(number, pressed.ActivityId);
        await sender.SupersedeAsync(ticket, pressed, root, cancellationToken);
    }

    // How many ended; null where one must be left for later.
    private async Task<int?> DeliverInOrderAsync(TicketNumber number, IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        var ended = 0;
        for (var i = 0; i < notices.Count; i++)
        {
            var notice = notices[i];
            if (notice.IsHeldAt(Now))
            {
                // What follows words that are kept back waits for them; an edit of a post of its own keeps nothing back.
                if (NoticeRules.IsEdit(notice.Kind)) continue;
                return ended;
            }

            // An edit that somebody is sending now may land after a newer one, so the newer one waits for it.
            var overtaken = notice.State is not NoticeState.Sending && NoticeRules.IsEdit(notice.Kind)
                && notices.Skip(i + 1).TakeWhile(later => later.Kind != NoticeRules.QuestionOf(notice.Kind))
                    .Any(later => later.Kind == notice.Kind && later.Post == notice.Post && !later.IsHeldAt(Now));
            if (overtaken) await outbox.MarkAsync(notice, NoticeState.Cancelled, places: null, followUp: null, cancellationToken);
            else if (!await DeliverAsync(number, notice, cancellationToken)) return null;
            ended++;
        }

        return ended;
    }

    private async Task<bool> DeliverAsync(TicketNumber number, Notice notice, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // What must wait longer is left to a later sweep, so that no work in memory waits for it.
            if (await ReadyAsync(number, notice, cancellationToken) is not { } letter) return false;
            if (await outbox.TakeAsync(notice, Lease, cancellationToken) is not { } taken)
            {
                // It may have ended meanwhile, such as words that were taken back, or have been let go: only what another instance sends is left to it.
                if (await AgainAsync(number, notice, cancellationToken) is not { } current) return true;
                if (current.State is NoticeState.Sending || attempt == Attempts) return false;
                notice = current;
                continue;
            }

            if (taken.State is NoticeState.Unknown && !NoticeRules.MayArriveTwice(taken.Kind))
            {
                await EndAsync(taken, new SendResult(NoticeState.Unknown), cancellationToken);
                return true;
            }

            var result = await TreatAsync(letter with { Notice = taken }, cancellationToken);
            if (result.State is NoticeState.FailedTemp && letter.IsGivenUpAt(Now)) result = result with { State = NoticeState.FailedPerm };
            if (result.State is not NoticeState.FailedTemp)
            {
                await EndAsync(taken, result, cancellationToken);
                return true;
            }

            var wait = result.RetryAfter ?? Duration.FromSeconds(Math.Pow(2, attempt - 1));
            if (!await outbox.PostponeAsync(taken, Now + wait, result.Places, cancellationToken)) return false;
            LogNotYet(number, notice.Kind, notice.Id, wait);
            if (attempt == Attempts) return false;
            if (await AgainAsync(number, notice, cancellationToken) is not { } again) return true;
            notice = again;
        }
    }

    // The notice as it is kept now; null where it has ended.
    private async Task<Notice?> AgainAsync(TicketNumber number, Notice notice, CancellationToken cancellationToken) =>
        (await outbox.OutstandingAsync(number, cancellationToken)).FirstOrDefault(each => each.Id == notice.Id);

    // Null where it must wait so long that it is left to a later sweep. Whoever waited reads again: the ticket or its reader may have moved on.
    private async Task<Letter?> ReadyAsync(TicketNumber number, Notice notice, CancellationToken cancellationToken)
    {
        var start = Now;
        for (var wait = (notice.NotBefore ?? start) - start; ;)
        {
            if (Now + wait - start > LongestWait)
            {
                // Whoever is there then goes on; the alarm also comes where this instance is gone.
                await alarms.SetAsync(Alarm.OfTicket(number, Now + wait), cancellationToken);
                return null;
            }

            if (wait > Duration.Zero) await Task.Delay(wait.ToTimeSpan(), time, cancellationToken);
            var letter = await ReadAsync(number, notice, cancellationToken);
            wait = letter.Route is NoticeRoute.Send ? pacing.Take(letter.Destination) : Duration.Zero;
            if (wait <= Duration.Zero) return letter;
        }
    }

    // Heads and places are read anew for each notice: an edit draws the latest, and a post needs the root that the one before it made.
    private async Task<Letter> ReadAsync(TicketNumber number, Notice notice, CancellationToken cancellationToken)
    {
        var reading = tickets.FindAsync(number, cancellationToken);
        var happening = tickets.FindEventAsync(number, notice.Post ?? notice.Event, cancellationToken);
        var placing = outbox.PlacesAsync(number, cancellationToken, notice.To);
        var saying = notice.Post is { } sequence ? outbox.WordsAsync(number, sequence, cancellationToken) : null;
        await Task.WhenAll(reading, happening, placing, saying ?? Task.CompletedTask);
        if (await reading is not { Ticket: var ticket } || await happening is not { } happened)
            throw new InvalidOperationException($"Notice {notice.Id} of ticket {number} tells of something that is not stored.");

        var places = await placing with { Words = saying is null ? null : await saying };
        if (!NoticeRules.IsToCustomer(notice.Kind)) return new Letter(notice, ticket, happened, places, To: null, NoticeRoute.Send, ToDesk(notice, ticket, places));
        var reader = notice.To ?? ticket.Requester;
        var to = await addresses.RecipientAsync(reader, cancellationToken);
        var route = NoticeRouting.Of(notice, ticket, happened, to, Now, published.Zone);
        var operation = NoticeRules.IsEdit(notice.Kind) ? SendOperation.Edit : SendOperation.Send;
        return new Letter(notice, ticket, happened, places, to, route, new Destination(reader.TenantId, to?.Address.ConversationId ?? "", operation));
    }

    // All threads of a channel are one conversation; the channel of a thread that does not begin yet is its queue's.
    private Destination ToDesk(Notice notice, Ticket ticket, TicketPlaces places) => places.Root is { } root && notice.Kind is not (NoticeKind.RootCard or NoticeKind.RootMove)
        ? new Destination(partner.TenantId, root.Channel, NoticeRules.IsEdit(notice.Kind) ? SendOperation.Edit : SendOperation.Send)
        : new Destination(partner.TenantId, ticket.Queue ?? "", SendOperation.Create);

    private Task<SendResult> TreatAsync(Letter letter, CancellationToken cancellationToken) => letter.Route switch
    {
        NoticeRoute.Send => SendAsync(letter, cancellationToken),
        NoticeRoute.Hold => HoldAsync(letter, cancellationToken),
        NoticeRoute.Gather => GatherAsync(letter, cancellationToken),
        NoticeRoute.LeaveOut => Task.FromResult(new SendResult(NoticeState.Cancelled)),
        _ => Task.FromResult(new SendResult(NoticeState.FailedPerm)),
    };

    private async Task<SendResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        var (notice, to) = (letter.Notice, letter.To);
        var result = await sender.SendAsync(notice, letter.Ticket, letter.Happened, letter.Places, to?.Address, cancellationToken);
        if (result.RetryAfter is { } wait && wait > Duration.Zero) pacing.Throttled(letter.Destination, wait);
        if (!result.IsOutOfReach || to is null) return result;

        LogOutOfReach(notice.Number, notice.Kind);
        if (NoticeRules.WaitsForReturn(notice.Kind)) await held.HoldAsync(HeldNotice.Of(notice, letter.Reader), HeldFor.Return, cancellationToken);
        // Whoever finds it out first tells the desk; what else is on its way to the person says nothing more.
        return await addresses.LostAsync(to, Now, cancellationToken) && notice.Kind is not NoticeKind.OwnerNotice ? result with { FollowUp = NoticeKind.OutOfReach } : result;
    }

    private async Task<SendResult> HoldAsync(Letter letter, CancellationToken cancellationToken)
    {
        var waiting = HeldNotice.Of(letter.Notice, letter.Reader);
        await held.HoldAsync(waiting, HeldFor.Return, cancellationToken);
        // They may have come back before this was written down, and be told of it by nobody.
        if (await addresses.RecipientAsync(letter.Reader, cancellationToken) is { UnreachableSince: null })
        {
            await held.ForgetAsync([waiting], HeldFor.Return, cancellationToken);
            return new SendResult(NoticeState.FailedTemp, RetryAfter: Duration.Zero);
        }

        // Its writer was told on sending that it waits, unless that was found out later and the thread does not say it yet.
        var isNews = letter.To!.UnreachableSince is { } since && letter.Happened.At < since
            && !await outbox.HasToldOutOfReachAsync(letter.Notice.Number, letter.Notice.To, since, cancellationToken);
        return new SendResult(NoticeState.FailedPerm) { IsOutOfReach = true, FollowUp = isNews ? NoticeKind.OutOfReach : null };
    }

    private async Task<SendResult> GatherAsync(Letter letter, CancellationToken cancellationToken)
    {
        var due = letter.To!.Preferences.Quiet!.EndAfter(Now, letter.To.ZoneOr(published.Zone));
        await alarms.SetAsync(Alarm.OfPerson(letter.Reader.TenantId, letter.Reader.ObjectId, due), cancellationToken);
        await held.HoldAsync(HeldNotice.Of(letter.Notice, letter.Reader), HeldFor.Digest, cancellationToken);
        return new SendResult(NoticeState.Cancelled);
    }

    private async Task EndAsync(Notice notice, SendResult result, CancellationToken cancellationToken)
    {
        if (result.State is not NoticeState.Sent) LogNotDelivered(notice.Number, notice.Kind, notice.Id, result.State);
        // What waits for its reader's return is no failure of its own.
        var followUp = result.FollowUp ?? (result.IsOutOfReach ? null : NoticeRules.FollowedBy(notice.Kind, result.State));
        await outbox.MarkAsync(notice, result.State, result.Places, followUp, cancellationToken);
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Ticket {Number}: {Kind} {Notice} waits {Wait} to be tried again")]
    private partial void LogNotYet(TicketNumber number, NoticeKind kind, string notice, Duration wait);

    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "Ticket {Number}: {Kind} {Notice} ended as {State}")]
    private partial void LogNotDelivered(TicketNumber number, NoticeKind kind, string notice, NoticeState state);

    [LoggerMessage(EventId = 203, Level = LogLevel.Information, Message = "Ticket {Number}: root card {Message} came twice; it now points to the ticket's thread")]
    private partial void LogExtraRoot(TicketNumber number, string message);

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "Ticket {Number}: Teams lets {Kind} through to its reader no more")]
    private partial void LogOutOfReach(TicketNumber number, NoticeKind kind);

    /// <summary>A notice with all that sending it takes.</summary>
    private sealed record Letter(
        Notice Notice, Ticket Ticket, TicketEvent Happened, TicketPlaces Places, Recipient? To, NoticeRoute Route, Destination Destination)
    {
        public Person Reader => Notice.To ?? Ticket.Requester;

        public bool IsGivenUpAt(Instant now) => NoticeRules.LongestTry(Notice.Kind) is { } longest && now >= Instant.Max(Happened.At, Notice.HeldUntil ?? Happened.At) + longest;
    }
}
