using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>Somebody asked for a ticket that is not theirs. They were told that there is none.</summary>
/// <param name="Who">Who asked, as the verified activity says.</param>
/// <param name="Verb">What for.</param>
/// <param name="Ticket">Which ticket.</param>
/// <param name="ActivityType">By which kind of activity.</param>
/// <param name="ActivityId">By which activity; a repetition of it is no second entry.</param>
/// <param name="At">When.</param>
public sealed record Trespass(Person Who, string Verb, TicketNumber Ticket, string ActivityType, string ActivityId, Instant At);

/// <summary>Keeps what an auditor must be able to read later.</summary>
public interface ISecurityAudit
{
    /// <summary>Writes the entry down; the same one twice is one.</summary>
    Task WriteAsync(Trespass trespass, CancellationToken cancellationToken);

    /// <summary>The entries of one day, UTC, in their order.</summary>
    Task<IReadOnlyList<Trespass>> OfDayAsync(LocalDate day, CancellationToken cancellationToken);
}
