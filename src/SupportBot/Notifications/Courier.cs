using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>
/// Delivers the notices of one ticket: in order for each side, by the rules of each kind, so often as Teams allows. What it
/// cannot finish stays in the outbox for a later sweep; for what is kept back an alarm is set.
/// </summary>
public sealed partial class Courier(
    IOutbox outbox, ITicketStore tickets, IAlarms alarms, INoticeSender sender, TimeProvider time, ILogger<Courier> logger)
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
        // What ended badly may have left a word for the desk.
        return await DeliverLanesAsync(number, foreseen, cancellationToken) is { } left && (left == 0 || await DeliverLanesAsync(number, foreseen, cancellationToken) is not null);
    }

    // How many there were; null where some are left.
    private async Task<int?> DeliverLanesAsync(TicketNumber number, HashSet<Instant> foreseen, CancellationToken cancellationToken)
    {
        var outstanding = await outbox.OutstandingAsync(number, cancellationToken);
        foreach (var moment in outstanding.Where(notice => notice.IsHeldAt(Now)).Select(notice => notice.HeldUntil!.Value).Distinct().Where(foreseen.Add))
            await alarms.SetAsync(Alarm.OfTicket(number, moment), cancellationToken);

        // The lanes do not wait for each other: a deleted channel must not keep words from the customer.
        var lanes = await Task.WhenAll(
            outstanding.GroupBy(NoticeRules.LaneOf).Select(lane => DeliverInOrderAsync(number, [.. lane], cancellationToken)));
        return Array.TrueForAll(lanes, lane => lane) ? outstanding.Count : null;
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    /// <summary>Draws the ticket's root card again where it stands. It tells nobody anything, so it is kept in no outbox and tried once.</summary>
    public async Task RedrawAsync(TicketNumber number, CancellationToken cancellationToken)
    {
        var reading = tickets.FindAsync(number, cancellationToken);
        var places = outbox.PlacesAsync(number, cancellationToken);
        await Task.WhenAll(reading, places);
        if (await reading is { } stored && (await places).Root is { } root) await sender.RedrawAsync(stored.Ticket, root, cancellationToken);
    }

    private async Task<bool> DeliverInOrderAsync(TicketNumber number, IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        for (var i = 0; i < notices.Count; i++)
        {
            var notice = notices[i];
            if (notice.IsHeldAt(Now))
            {
                // What follows words that are kept back waits for them; an edit of a post of its own keeps nothing back.
                if (NoticeRules.IsEdit(notice.Kind)) continue;
                return true;
            }

            // An edit that somebody is sending now may land after a newer one, so the newer one waits for it.
            var overtaken = notice.State is not NoticeState.Sending && NoticeRules.IsEdit(notice.Kind)
                && notices.Skip(i + 1).TakeWhile(later => later.Kind != NoticeRules.QuestionOf(notice.Kind))
                    .Any(later => later.Kind == notice.Kind && later.Post == notice.Post && !later.IsHeldAt(Now));
            if (overtaken)
            {
                await outbox.MarkAsync(notice, NoticeState.Cancelled, places: null, followUp: null, cancellationToken);
                continue;
            }

            if (!await DeliverAsync(number, notice, cancellationToken)) return false;
        }

        return true;
    }

    private async Task<bool> DeliverAsync(TicketNumber number, Notice notice, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await outbox.TakeAsync(notice, Lease, cancellationToken) is not { } taken) return false;
            if (taken.State is NoticeState.Unknown && !NoticeRules.MayArriveTwice(taken.Kind))
            {
                await EndAsync(taken, new SendResult(NoticeState.Unknown), cancellationToken);
                return true;
            }

            var result = await SendAsync(number, taken, cancellationToken);
            if (result.State is not NoticeState.FailedTemp || attempt == Attempts)
            {
                await EndAsync(taken, result, cancellationToken);
                return result.State is not NoticeState.FailedTemp;
            }

            if (!await outbox.MarkAsync(taken, NoticeState.FailedTemp, result.Places, followUp: null, cancellationToken)) return false;
            var wait = result.RetryAfter ?? Duration.FromSeconds(Math.Pow(2, attempt - 1));
            LogNotYet(number, notice.Kind, notice.Id, wait);
            if (wait > LongestWait) return false;
            await Task.Delay(wait.ToTimeSpan(), time, cancellationToken);
            notice = (await outbox.OutstandingAsync(number, cancellationToken)).FirstOrDefault(each => each.Id == notice.Id)!;
            if (notice is null) return true;
        }
    }

    private async Task<SendResult> SendAsync(TicketNumber number, Notice notice, CancellationToken cancellationToken)
    {
        // Heads and places are read anew for each notice: an edit draws the latest, and a post needs the root that the one before it made.
        var reading = tickets.FindAsync(number, cancellationToken);
        var happened = tickets.FindEventAsync(number, notice.Post ?? notice.Event, cancellationToken);
        var places = outbox.PlacesAsync(number, cancellationToken, notice.To);
        var words = notice.Post is { } sequence ? outbox.WordsAsync(number, sequence, cancellationToken) : null;
        await Task.WhenAll(reading, happened, places, words ?? Task.CompletedTask);
        return await reading is { } stored && await happened is { } told
            ? await sender.SendAsync(notice, stored.Ticket, told, await places with { Words = words is null ? null : await words }, cancellationToken)
            : throw new InvalidOperationException($"Notice {notice.Id} of ticket {number} tells of something that is not stored.");
    }

    private async Task EndAsync(Notice notice, SendResult result, CancellationToken cancellationToken)
    {
        if (result.State is not NoticeState.Sent) LogNotDelivered(notice.Number, notice.Kind, notice.Id, result.State);
        await outbox.MarkAsync(notice, result.State, result.Places, NoticeRules.FollowedBy(notice.Kind, result.State), cancellationToken);
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Ticket {Number}: {Kind} {Notice} waits {Wait} to be tried again")]
    private partial void LogNotYet(TicketNumber number, NoticeKind kind, string notice, Duration wait);

    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "Ticket {Number}: {Kind} {Notice} ended as {State}")]
    private partial void LogNotDelivered(TicketNumber number, NoticeKind kind, string notice, NoticeState state);
}
