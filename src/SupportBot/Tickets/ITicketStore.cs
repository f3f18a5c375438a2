namespace SupportBot.Tickets;

/// <summary>A head as it was read.</summary>
/// <param name="Ticket">The head.</param>
/// <param name="Stamp">Opaque; handed back when a change is committed, so that of two writers one is refused.</param>
public sealed record StoredTicket(Ticket Ticket, string Stamp);

/// <summary>What must be told because of a change, stored in the change's own transaction. What its kind means is Notifications'.</summary>
/// <param name="Event">The event that it tells of.</param>
/// <param name="Order">Its place among what that event causes, from 0.</param>
/// <param name="Kind">A stable name.</param>
/// <param name="To">To whom, where that is neither the desk nor the requester.</param>
/// <param name="Question">The question whether work may be charged that it is about: the event that asked it; null where it is about none.</param>
/// <param name="Post">The event whose post in the thread it makes so that it can be drawn again, or draws again; null where it does neither.</param>
/// <param name="HeldUntil">Until when it is kept back, and can be withdrawn; null where it may go out at once.</param>
public sealed record PendingNotice(int Event, int Order, string Kind, Person? To = null, int? Question = null, int? Post = null, NodaTime.Instant? HeldUntil = null);

/// <summary>How a commit ended.</summary>
public enum CommitEnd
{
    /// <summary>The change is stored, whole.</summary>
    Stored,

    /// <summary>Somebody else changed the ticket first; nothing of this change is stored.</summary>
    Overtaken,

    /// <summary>This command took effect earlier; nothing is stored now.</summary>
    Repeated,

    /// <summary>What the change withdraws has gone out, or was withdrawn before; nothing is stored.</summary>
    NothingHeld,
}

/// <summary>A command that was announced and whose consequences may not all be settled.</summary>
/// <param name="Number">The ticket.</param>
/// <param name="Key">The command.</param>
public sealed record UnsettledCommand(TicketNumber Number, CommandKey Key);

/// <summary>Keeps tickets. Every change is one transaction on the ticket's own partition.</summary>
public interface ITicketStore
{
    /// <summary>A number that nobody else was given, on any instance.</summary>
    Task<TicketNumber> NextNumberAsync(CancellationToken cancellationToken);

    /// <summary>The number of the ticket that an opened form becomes: the same however often the form is sent.</summary>
    Task<TicketNumber> NumberForAsync(string nonce, CancellationToken cancellationToken);

    /// <summary>The head, or null where there is no such ticket.</summary>
    Task<StoredTicket?> FindAsync(TicketNumber number, CancellationToken cancellationToken);

    /// <summary>One event, whole, or null where there is none.</summary>
    Task<TicketEvent?> FindEventAsync(TicketNumber number, int sequence, CancellationToken cancellationToken);

    /// <summary>All events in order, each whole.</summary>
    Task<IReadOnlyList<TicketEvent>> EventsAsync(TicketNumber number, CancellationToken cancellationToken);

    /// <summary>What was gathered on the ticket's way beyond the desk, as it was kept; null where it has not set out.</summary>
    Task<string?> FindEscalationFileAsync(TicketNumber number, CancellationToken cancellationToken);

    /// <summary>Writes down that a command is about to be committed, so that a crash behind it is found and repaired.</summary>
    Task AnnounceAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken);

    /// <summary>Stores the change: head, event, command, notices, and the end of those that it withdraws; or nothing.</summary>
    /// <param name="change">The change.</param>
    /// <param name="stamp">The stamp of the head that it was decided on; null where the ticket begins.</param>
    /// <param name="notices">Who must hear of it.</param>
    /// <param name="cancellationToken">Ends the wait; the change may be stored all the same.</param>
    Task<CommitEnd> CommitAsync(TicketChange change, string? stamp, IReadOnlyList<PendingNotice> notices, CancellationToken cancellationToken);

    /// <summary>The sequence of the event that a command caused, or null where it never took effect.</summary>
    Task<int?> EffectOfAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken);

    /// <summary>Brings the lists in which the ticket stands up to its head.</summary>
    /// <param name="ticket">The head.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="before">The head before a change, where it is known: it leaves the lists in which only that one stood.</param>
    Task SettleListsAsync(Ticket ticket, CancellationToken cancellationToken, Ticket? before = null);

    /// <summary>Forgets an announcement once everything behind it is settled.</summary>
    Task ForgetAnnouncementAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken);

    /// <summary>Announcements older than <paramref name="age"/> that nobody has settled.</summary>
    IAsyncEnumerable<UnsettledCommand> UnsettledAsync(NodaTime.Duration age, CancellationToken cancellationToken);

    /// <summary>Makes a command that never took effect impossible, so that a late transaction fails instead of surprising anybody.</summary>
    /// <returns>False where it took effect after all.</returns>
    Task<bool> VoidAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken);
}

/// <summary>A page of tickets.</summary>
/// <param name="Tickets">At most ten heads; fewer do not mean that it is the last page.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record TicketPage(IReadOnlyList<Ticket> Tickets, string? Next);

/// <summary>The lists in which tickets are found. A list may lag behind a head; the head decides.</summary>
public interface ITicketLists
{
    /// <summary>The person's tickets to which they can still write, last active first.</summary>
    Task<IReadOnlyList<Ticket>> OngoingOfAsync(Person person, CancellationToken cancellationToken);

    /// <summary>All tickets of an organisation, newest first within each of its tenants.</summary>
    /// <param name="tenantIds">The organisation's tenants.</param>
    /// <param name="from">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TicketPage> OfOrganisationAsync(IReadOnlyList<string> tenantIds, string? from, CancellationToken cancellationToken);

    /// <summary>All of the person's tickets, newest first.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="from">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TicketPage> AllOfAsync(Person person, string? from, CancellationToken cancellationToken);

    /// <summary>The tickets of a queue about which the desk has still something to do, newest first within each of the names.</summary>
    /// <param name="names">The names by which tickets may call the queue; null stands for those that call none.</param>
    /// <param name="from">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TicketPage> OfQueueAsync(IReadOnlyList<string?> names, string? from, CancellationToken cancellationToken);

    /// <summary>The names of queues that tickets were ever given, whether or not there is such a queue.</summary>
    Task<IReadOnlyList<string>> QueueNamesAsync(CancellationToken cancellationToken);

    /// <summary>The tickets that are an agent's and are not over, newest first.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="from">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TicketPage> OwnedByAsync(Person owner, string? from, CancellationToken cancellationToken);

    /// <summary>Tickets on which nobody answered in time whether work may be charged; some of them, where there are many.</summary>
    Task<IReadOnlyList<Ticket>> ConsentsDueAsync(NodaTime.Instant now, CancellationToken cancellationToken);
}

/// <summary>Says who must hear of a change.</summary>
public interface INoticePlan
{
    /// <summary>What the change causes to be told, in order.</summary>
    IReadOnlyList<PendingNotice> For(TicketChange change);
}

/// <summary>Takes up what follows a change once the person who made it has their answer: lists, notices, the announcement's end.</summary>
public interface IAftermath
{
    /// <summary>A change was stored.</summary>
    void Changed(TicketChange change);

    /// <summary>An announced command had taken effect earlier; what followed it may not have been finished by whoever carried it out.</summary>
    void ChangedBefore(TicketNumber number, CommandKey key);

    /// <summary>An announced command was refused.</summary>
    void NothingChanged(TicketNumber number, CommandKey key);

    /// <summary>Somebody pressed a button of a card that shows an older state: the card is to be drawn again.</summary>
    void Stale(TicketNumber number);
}
