using NodaTime;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Threads whose channel was deleted: the root card of each ticket about which the desk has still something to do is drawn
/// again, which opens its thread where it goes on, so that nobody has to wait for the next thing that happens to it.
/// </summary>
internal sealed class LostThreads(IQueues queues, ITicketLists lists, ITicketStore tickets, IOutbox outbox, IAftermath aftermath)
{
    /// <summary>Moves what is still to be moved. Broken off, it is begun again; what was moved stays.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var all = await queues.AllAsync(cancellationToken);
        foreach (var queue in all.Where(each => each is { LostAt: not null, AreThreadsMoved: false }))
        {
            // Tickets of other queues may stand there too, since their own channels were deleted before.
            var given = await lists.QueueNamesAsync(cancellationToken);
            var names = all.Where(each => each == queue || each.LostAt is not null).SelectMany(each => all.NamesOf(each, given)).Distinct().ToList();
            await MoveAsync(queue, queue.LostAt!.Value, names, cancellationToken);
            await queues.ThreadsMovedAsync(queue, cancellationToken);
        }
    }

    private async Task MoveAsync(Queue queue, Instant lostAt, IReadOnlyList<string?> names, CancellationToken cancellationToken)
    {
        string? from = null;
        do
        {
            var page = await lists.OfQueueAsync(names, from, cancellationToken);
            foreach (var ticket in page.Tickets)
            {
                if ((await outbox.PlacesAsync(ticket.Number, cancellationToken)).Root?.Channel != queue.ChannelId) continue;
                var key = CommandKey.OfNotice(ticket.Number, $"{queue.ChannelId} {lostAt.ToUnixTimeTicks()}", "moved");
                await tickets.AnnounceAsync(ticket.Number, key, cancellationToken);
                await outbox.AddAsync(ticket.Number, new PendingNotice(ticket.LastEvent, 0, nameof(NoticeKind.RootCardEdit)), key, cancellationToken);
                aftermath.ChangedBefore(ticket.Number, key);
            }

            from = page.Next;
        }
        while (from is not null);
    }
}
