using NodaTime;
using NodaTime.Extensions;

namespace SupportBot.Tickets;

/// <summary>How a wish ended.</summary>
/// <param name="Ticket">The ticket as it stands, where the wish took effect.</param>
/// <param name="Event">What happened, where the wish took effect.</param>
/// <param name="Repeated">Whether it had taken effect before and this is the first answer again.</param>
/// <param name="Refusal">Why not, otherwise.</param>
public sealed record TicketOutcome(Ticket? Ticket, TicketEvent? Event, bool Repeated, Refusal? Refusal)
{
    internal static TicketOutcome No(RefusalReason reason, Ticket? ticket = null) => new(null, null, Repeated: false, new Refusal(reason, ticket));
}

/// <summary>Carries out wishes: announces, reads, decides, commits, and begins again where somebody else was faster.</summary>
public sealed class TicketKeeper(ITicketStore store, IAttachments attachments, INoticePlan plan, ITimerPlan timers, IAftermath aftermath, TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>Begins a ticket; filing the same draft again answers with the ticket that it became.</summary>
    public async Task<TicketOutcome> FileAsync(FileTicket wish, CancellationToken cancellationToken)
    {
        var decision = TicketDecision.Begin(wish, Now);
        if (decision.Change is not { } decided) return new TicketOutcome(null, null, Repeated: false, decision.Refusal);

        await store.AnnounceAsync(wish.Number, wish.Key, cancellationToken);
        // Announced it stays: the same draft may be sent at once without them, by the same command.
        if (!await ReserveAsync(decided, cancellationToken)) return TicketOutcome.No(RefusalReason.AttachmentGone);

        var change = await timers.SetAsync(decided, cancellationToken);
        var notices = plan.For(change);
        var end = await store.CommitAsync(change, stamp: null, notices, cancellationToken);
        if (end is CommitEnd.Stored)
        {
            aftermath.Changed(change);
            return new TicketOutcome(change.After, change.Event, Repeated: false, Refusal: null);
        }

        aftermath.ChangedBefore(wish.Number, wish.Key);
        var existing = await store.FindAsync(wish.Number, cancellationToken);
        if (existing is null && end is CommitEnd.Repeated) return await FileAsync(wish with { Key = wish.Key.AfterVoid() }, cancellationToken);
        return existing is { Ticket: var ticket } && ticket.Draft == wish.Draft && (ticket.FiledBy ?? ticket.Requester).Is(wish.Actor)
            ? new TicketOutcome(ticket, await store.FindEventAsync(wish.Number, 1, cancellationToken), Repeated: true, Refusal: null)
            : TicketOutcome.No(RefusalReason.DraftGone);
    }

    /// <summary>Carries out a wish on a ticket.</summary>
    /// <param name="number">The ticket.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="mayTouch">Whether the actor may touch this ticket; where not, the answer is that there is no such ticket.</param>
    /// <param name="cancellationToken">Ends the wait; the wish may take effect all the same.</param>
    public async Task<TicketOutcome> DoAsync(TicketNumber number, TicketCommand wish, Func<Ticket, bool> mayTouch, CancellationToken cancellationToken)
    {
        var announcement = store.AnnounceAsync(number, wish.Key, cancellationToken);
        var reading = store.FindAsync(number, cancellationToken);
        await Task.WhenAll(announcement, reading);

        if (await CommitAsync(await reading, number, wish, mayTouch, cancellationToken) is not { } outcome)
        {
            aftermath.NothingChanged(number, wish.Key);
            return await DoAsync(number, wish with { Key = wish.Key.AfterVoid() }, mayTouch, cancellationToken);
        }

        if (outcome.Refusal is not null) aftermath.NothingChanged(number, wish.Key);
        else if (outcome.Repeated) aftermath.ChangedBefore(number, wish.Key);
        return outcome;
    }

    // Null where the command was made void.
    private async Task<TicketOutcome?> CommitAsync(
        StoredTicket? stored, TicketNumber number, TicketCommand wish, Func<Ticket, bool> mayTouch, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (stored is null || !mayTouch(stored.Ticket)) return TicketOutcome.No(RefusalReason.NoSuchTicket);

            var decision = TicketDecision.Of(stored.Ticket, wish, Now);
            if (decision.Change is not { } decided)
                return await FirstAnswerAsync(stored.Ticket, wish, cancellationToken) ?? new TicketOutcome(null, null, Repeated: false, await ToldAsync(decision.Refusal!, cancellationToken));

            if (!await ReserveAsync(decided, cancellationToken))
                return await FirstAnswerAsync(stored.Ticket, wish, cancellationToken) ?? TicketOutcome.No(RefusalReason.AttachmentGone, stored.Ticket);

            var change = await timers.SetAsync(decided, cancellationToken);
            var notices = plan.For(change);
            switch (await store.CommitAsync(change, stored.Stamp, notices, cancellationToken))
            {
                case CommitEnd.Stored:
                    aftermath.Changed(change);
                    return new TicketOutcome(change.After, change.Event, Repeated: false, Refusal: null);

                case CommitEnd.Repeated:
                    stored = await store.FindAsync(number, cancellationToken);
                    return await FirstAnswerAsync(stored!.Ticket, wish, cancellationToken);

                case CommitEnd.NothingHeld:
                    return TicketOutcome.No(RefusalReason.NothingToUndo, stored.Ticket);

                default:
                    // A retry may have met its own success: the command's row is read before anything is decided anew.
                    stored = await store.FindAsync(number, cancellationToken);
                    if (stored is not null && await FirstAnswerAsync(stored.Ticket, wish, cancellationToken) is { } first) return first;
                    if (attempt == Attempts) throw new InvalidOperationException($"Ticket {number} was changed by others {Attempts} times in a row.");
                    break;
            }
        }
    }

    // Just before the commit, so that what is deleted meanwhile is never named.
    private async Task<bool> ReserveAsync(TicketChange change, CancellationToken cancellationToken) =>
        change.Event.Attachments.Count == 0
        || await attachments.ReserveAsync(change.Event.Attachments, change.After.Number, change.Key, cancellationToken);

    // Whoever is refused because something happened in between is told what.
    private async Task<Refusal> ToldAsync(Refusal refusal, CancellationToken cancellationToken)
    {
        if (refusal.Ticket is not { } ticket) return refusal;
        int? sequence = refusal.Reason switch
        {
            RefusalReason.ChangedSince or RefusalReason.NotInThisStatus => ticket.LastChange,
            RefusalReason.CustomerWroteSince => ticket.LastCustomerEvent,
            _ => null,
        };
        return sequence is { } which ? refusal with { Happened = await store.FindEventAsync(ticket.Number, which, cancellationToken) } : refusal;
    }

    private async Task<TicketOutcome?> FirstAnswerAsync(Ticket ticket, TicketCommand wish, CancellationToken cancellationToken)
    {
        if (await store.EffectOfAsync(ticket.Number, wish.Key, cancellationToken) is not { } sequence) return null;
        var happened = await store.FindEventAsync(ticket.Number, sequence, cancellationToken);
        return new TicketOutcome(ticket, happened, Repeated: true, Refusal: null);
    }

    private Instant Now => time.GetUtcNow().ToInstant();
}
