using NodaTime;
using NodaTime.Extensions;

namespace SupportBot.Tickets;

/// <summary>A picture or a file that somebody sent. What it holds is kept apart from the ticket, by its id.</summary>
/// <param name="Id">Names it among all attachments; the same file of the same message has the same one.</param>
/// <param name="Name">Its name, without folders and without characters that would hide what it is.</param>
/// <param name="ContentType">Its media type, as its content or its name's ending says: never as the sender says.</param>
/// <param name="Size">How many bytes it has.</param>
public sealed record TicketAttachment(string Id, string Name, string ContentType, int Size)
{
    /// <summary>An attachment has at most so many bytes: 10 MB.</summary>
    public const int LargestSize = 10 * 1024 * 1024;

    /// <summary>At most so many come with one message or one request.</summary>
    public const int MostAtOnce = 50;
}

/// <summary>An attachment of which it is not known for certain whether a ticket names it.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="BegunAt">When it was begun to be kept.</param>
/// <param name="Number">The ticket that was about to name it; null while it waits for one.</param>
/// <param name="Key">The command by which that ticket was about to name it.</param>
/// <param name="IsBeingDeleted">Whether somebody has begun to delete it: no ticket will name it.</param>
/// <param name="Stamp">Opaque; what is decided on this is done only while it is as it was read.</param>
public sealed record UnsettledAttachment(string Id, Instant BegunAt, TicketNumber? Number, CommandKey? Key, bool IsBeingDeleted, string Stamp);

/// <summary>
/// Keeps attachments where every instance sees them: each is whole or not there. From its first byte on, until a ticket names
/// it for certain, an attachment is listed as unsettled, so that what a crash left behind, or nobody wanted in the end, is
/// found without looking through the others.
/// </summary>
public interface IAttachments
{
    /// <summary>The attachment, or null where it is not there whole.</summary>
    Task<TicketAttachment?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keeps it. Broken off, nothing of it is there; keeping it again keeps it once.</summary>
    Task KeepAsync(TicketAttachment attachment, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>What it holds, checked against what was kept; null where it is not there whole.</summary>
    Task<byte[]?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Notes down that a ticket is about to name these, so that none of them is deleted as one that nobody wanted.</summary>
    /// <returns>False where one of them is no longer there; the ticket must not name it.</returns>
    Task<bool> ReserveAsync(IReadOnlyList<TicketAttachment> attachments, TicketNumber number, CommandKey key, CancellationToken cancellationToken);

    /// <summary>Those unsettled ones that are to be looked at by now.</summary>
    Task<IReadOnlyList<UnsettledAttachment>> UnsettledAsync(Instant now, CancellationToken cancellationToken);

    /// <summary>A ticket names it for certain: it is unsettled no more.</summary>
    Task SettleAsync(UnsettledAttachment unsettled, CancellationToken cancellationToken);

    /// <summary>It is to be looked at again then.</summary>
    Task PostponeAsync(UnsettledAttachment unsettled, Instant until, CancellationToken cancellationToken);

    /// <summary>Deletes it with everything that was kept of it; nothing happens where it was reserved meanwhile.</summary>
    Task DeleteAsync(UnsettledAttachment unsettled, CancellationToken cancellationToken);
}

/// <summary>
/// Settles what tickets name, and deletes what a crash left half kept at once, and what no ticket named after
/// <see cref="KeptUnclaimed"/>.
/// </summary>
public sealed class AttachmentSweep(IAttachments attachments, ITicketStore tickets, TimeProvider time)
{
    /// <summary>How long an attachment waits for a ticket: longer than a request that is being written, or was cancelled, can wait.</summary>
    public static readonly Duration KeptUnclaimed = Duration.FromDays(14);

    /// <summary>Looks at what is to be looked at by now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToInstant();
        foreach (var unsettled in await attachments.UnsettledAsync(now, cancellationToken))
        {
            if (await IsNamedAsync(unsettled, cancellationToken)) await attachments.SettleAsync(unsettled, cancellationToken);
            else if (!unsettled.IsBeingDeleted && now < unsettled.BegunAt + KeptUnclaimed && await attachments.FindAsync(unsettled.Id, cancellationToken) is not null)
                await attachments.PostponeAsync(unsettled, unsettled.BegunAt + KeptUnclaimed, cancellationToken);
            else await attachments.DeleteAsync(unsettled, cancellationToken);
        }
    }

    private async Task<bool> IsNamedAsync(UnsettledAttachment unsettled, CancellationToken cancellationToken) =>
        unsettled is { Number: { } number, Key: { } key } && await tickets.EffectOfAsync(number, key, cancellationToken) is not null;
}
