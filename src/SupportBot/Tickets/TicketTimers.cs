using NodaTime;

namespace SupportBot.Tickets;

/// <summary>What a ticket's timer is for.</summary>
public enum TicketTimerKind
{
    /// <summary>Nobody has taken the ticket.</summary>
    Unclaimed,

    /// <summary>Nobody has taken up what the customer wrote.</summary>
    Unread,

    /// <summary>The time has come at which work goes on.</summary>
    Wake,
}

/// <summary>A moment at which something is to happen to a ticket, unless something else happens before.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Cycle">The event that set it: it goes off once for each.</param>
/// <param name="Due">When.</param>
/// <param name="HasGoneOff">Whether it has; it stays until its cycle ends, so that the cycle begins no second one.</param>
public sealed record TicketTimer(TicketTimerKind Kind, int Cycle, Instant Due, bool HasGoneOff = false);

/// <summary>The timers of a ticket, at most one of each kind. They are part of its head and decide; alarms only see to it that somebody looks.</summary>
public sealed record TicketTimers
{
    private readonly TicketTimer[] all;

    /// <summary>These timers.</summary>
    public TicketTimers(IEnumerable<TicketTimer> all) => this.all = [.. all.OrderBy(timer => timer.Kind)];

    /// <summary>No timer.</summary>
    public static TicketTimers None { get; } = new([]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<TicketTimer> All => all;

    /// <summary>The timer of a kind, if there is one.</summary>
    public TicketTimer? Of(TicketTimerKind kind) => Array.Find(all, timer => timer.Kind == kind);

    /// <summary>The timers whose moment has come and that have not gone off.</summary>
    public IEnumerable<TicketTimer> DueAt(Instant now) => all.Where(timer => !timer.HasGoneOff && timer.Due <= now);

    /// <summary>With this timer in the place of the one of its kind.</summary>
    public TicketTimers With(TicketTimer timer) => new(all.Where(each => each.Kind != timer.Kind).Append(timer));

    /// <summary>Without the timer of a kind.</summary>
    public TicketTimers Without(TicketTimerKind kind) => Of(kind) is null ? this : new(all.Where(each => each.Kind != kind));

    /// <summary>Whether both hold the same timers.</summary>
    public bool Equals(TicketTimers? other) => other is not null && all.AsSpan().SequenceEqual(other.all);

    /// <inheritdoc/>
    public override int GetHashCode() => all.Length == 0 ? 0 : HashCode.Combine(all.Length, all[0]);
}

/// <summary>Says which timers a ticket has after a change.</summary>
public interface ITimerPlan
{
    /// <summary>The change with the timers and the prompt in its head that follow from it.</summary>
    Task<TicketChange> SetAsync(TicketChange change, CancellationToken cancellationToken);
}
