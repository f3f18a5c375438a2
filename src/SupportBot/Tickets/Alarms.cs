using NodaTime;

namespace SupportBot.Tickets;

/// <summary>What somebody is to look at when an alarm goes off.</summary>
public enum AlarmKind
{
    /// <summary>A ticket: its timers, and what it has to tell.</summary>
    Ticket,

    /// <summary>A person's own chat with the bot: the request that they are writing there.</summary>
    Chat,

    /// <summary>A person: what was gathered for them.</summary>
    Person,
}

/// <summary>
/// A moment at which something is to be looked at again, by whichever instance is there. What is to be done then is decided by
/// what is looked at, so an alarm may come once too often or too late and does no harm.
/// </summary>
/// <param name="Kind">What is looked at.</param>
/// <param name="About">Which one: a ticket's number, or a person's tenant and object id.</param>
/// <param name="Due">When.</param>
public sealed record Alarm(AlarmKind Kind, string About, Instant Due)
{
    private const char Between = '/';

    /// <summary>An alarm about a ticket.</summary>
    public static Alarm OfTicket(TicketNumber number, Instant due) => new(AlarmKind.Ticket, number.Text, due);

    /// <summary>An alarm about a person's own chat with the bot.</summary>
    public static Alarm OfChat(string tenantId, string objectId, Instant due) => new(AlarmKind.Chat, tenantId + Between + objectId, due);

    /// <summary>An alarm about a person.</summary>
    public static Alarm OfPerson(string tenantId, string objectId, Instant due) => new(AlarmKind.Person, tenantId + Between + objectId, due);

    /// <summary>The ticket that it is about.</summary>
    /// <exception cref="InvalidOperationException">It is about no ticket.</exception>
    public TicketNumber ToTicket() => Kind is AlarmKind.Ticket && TicketNumber.TryParse(About, out var number)
        ? number
        : throw new InvalidOperationException($"The alarm about {Kind} '{About}' is about no ticket.");

    /// <summary>The person that it, or whose chat it, is about.</summary>
    /// <exception cref="InvalidOperationException">It is about nobody.</exception>
    public (string TenantId, string ObjectId) ToPerson() => Kind is AlarmKind.Chat or AlarmKind.Person && About.Split(Between, 2) is [var tenant, var person]
        ? (tenant, person)
        : throw new InvalidOperationException($"The alarm about {Kind} '{About}' is about nobody.");
}

/// <summary>An alarm that is due, as it was read.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Key">Names its row; the same alarm set twice has one.</param>
/// <param name="Stamp">Opaque; changes with every taking and setting.</param>
/// <param name="IsFree">Whether nobody holds it.</param>
public sealed record DueAlarm(Alarm Alarm, string Key, string Stamp, bool IsFree);

/// <summary>An alarm that this instance holds.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Key">Names its row.</param>
/// <param name="Taker">Names this taking: the fence that keeps out whoever took it before and comes late.</param>
/// <param name="Stamp">Opaque; the alarm is put away under it, so that one that was set anew meanwhile stays.</param>
public sealed record TakenAlarm(Alarm Alarm, string Key, string Taker, string Stamp);

/// <summary>
/// Alarms that survive every instance. Any may take a due one, under a lease; the lease saves work, and what happens once
/// happens once because its key is stored with it.
/// </summary>
public interface IAlarms
{
    /// <summary>Raised when an alarm was set by this instance.</summary>
    event Action<Alarm> WasSet;

    /// <summary>Sets an alarm; set twice for the same moment it is one.</summary>
    Task SetAsync(Alarm alarm, CancellationToken cancellationToken);

    /// <summary>The alarms that are due and that nobody holds, the oldest of each shard first; some of them, where there are many.</summary>
    Task<IReadOnlyList<DueAlarm>> DueAsync(CancellationToken cancellationToken);

    /// <summary>Takes a due alarm for so long. Null where somebody else was faster.</summary>
    Task<TakenAlarm?> TakeAsync(DueAlarm due, Duration lease, CancellationToken cancellationToken);

    /// <summary>Whether this taking still holds; asked just before what cannot be taken back.</summary>
    Task<bool> HoldsAsync(TakenAlarm taken, CancellationToken cancellationToken);

    /// <summary>Puts an alarm away for which everything has been done.</summary>
    /// <returns>False where it was set anew or taken by somebody else meanwhile, and stays.</returns>
    Task<bool> DoneAsync(TakenAlarm taken, CancellationToken cancellationToken);

    /// <summary>The alarms that were due longer ago than <paramref name="age"/> and are there still, held ones too; some of them, where there are many.</summary>
    Task<IReadOnlyList<DueAlarm>> LateAsync(Duration age, CancellationToken cancellationToken);
}

/// <summary>Does what is due when an alarm of its kind goes off. There may be several for a kind; an alarm is put away once all have done their part.</summary>
public interface IAlarmHandler
{
    /// <summary>The kind of alarm.</summary>
    AlarmKind Kind { get; }

    /// <summary>
    /// Looks at what the alarm is about and does what is due. What it does must be harmless twice, or ask
    /// <see cref="IAlarms.HoldsAsync"/> just before.
    /// </summary>
    /// <returns>False where not everything could be done now: the alarm goes off again when its lease ends.</returns>
    Task<bool> FireAsync(TakenAlarm taken, CancellationToken cancellationToken);
}
