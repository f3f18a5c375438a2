using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>A notice that waits for a person: until they are back, or until their quiet hours end.</summary>
/// <param name="To">The person.</param>
/// <param name="Number">The ticket.</param>
/// <param name="Notice">Its key in the ticket's outbox.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Event">The event that it tells of.</param>
/// <param name="Question">The question whether work may be charged that it is about, if it is about one.</param>
public sealed record HeldNotice(Person To, TicketNumber Number, string Notice, NoticeKind Kind, int Event, int? Question)
{
    /// <summary>Until when an instance is sending it; null where none is.</summary>
    public Instant? LeaseUntil { get; init; }

    /// <summary>Opaque; null where it is not kept yet.</summary>
    public string? Stamp { get; init; }

    /// <summary>What waits of a notice.</summary>
    public static HeldNotice Of(Notice notice, Person to) => new(to, notice.Number, notice.Id, notice.Kind, notice.Event, notice.Question);
}

/// <summary>For what a notice waits.</summary>
public enum HeldFor
{
    /// <summary>Until the person can be reached again.</summary>
    Return,

    /// <summary>Until their quiet hours end.</summary>
    Digest,
}

/// <summary>
/// What waits for each person, found without looking at any ticket. A row is written before the notice is marked in its ticket,
/// so that a crash leaves at most a row too many; the notice's own state decides.
/// </summary>
public interface IHeldNotices
{
    /// <summary>Keeps it; the same one twice is one.</summary>
    Task HoldAsync(HeldNotice held, HeldFor what, CancellationToken cancellationToken);

    /// <summary>What waits for a person, by ticket and event; at most 100 at a time.</summary>
    Task<IReadOnlyList<HeldNotice>> OfAsync(Person person, HeldFor what, CancellationToken cancellationToken);

    /// <summary>Takes all of these for sending, or none.</summary>
    /// <returns>They as they are kept since; null where another instance was faster.</returns>
    Task<IReadOnlyList<HeldNotice>?> TakeAsync(IReadOnlyList<HeldNotice> held, HeldFor what, Instant until, CancellationToken cancellationToken);

    /// <summary>Gives back what was taken and could not be sent.</summary>
    Task ReleaseAsync(IReadOnlyList<HeldNotice> held, HeldFor what, CancellationToken cancellationToken);

    /// <summary>Forgets what waits no longer.</summary>
    Task ForgetAsync(IReadOnlyList<HeldNotice> held, HeldFor what, CancellationToken cancellationToken);
}
