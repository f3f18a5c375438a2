using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>Where a message of ours stands in Teams, so that it can be edited or answered to.</summary>
/// <param name="ConversationId">The conversation; for a channel thread with its root's id.</param>
/// <param name="ActivityId">The message.</param>
public sealed record Place(string ConversationId, string ActivityId)
{
    /// <summary>The channel of a thread, all of whose threads Teams counts as one conversation; a personal chat itself.</summary>
    public string Channel => ChannelOf(ConversationId);

    /// <summary>Whether it is the first message of a thread.</summary>
    public bool BeginsThread => ConversationId.EndsWith($";messageid={ActivityId}", StringComparison.Ordinal);

    /// <summary>The channel in which a conversation is a thread; a personal chat is its own.</summary>
    public static string ChannelOf(string conversationId) => conversationId.Split(';', 2)[0];

    /// <summary>The question whether work may be charged that stands there: the event that asked it; null where there is another message.</summary>
    public int? Question { get; init; }

    /// <summary>Whether it stands for an earlier message that was deleted, and says so.</summary>
    public bool IsAnew { get; init; }
}

/// <summary>The messages of ours that belong to a ticket. Null where there is none yet, or none any more.</summary>
/// <param name="Root">The root card in the desk's channel.</param>
/// <param name="CustomerCard">The customer's ticket card.</param>
/// <param name="SettledQuestion">The latest settled question.</param>
public sealed record TicketPlaces(Place? Root, Place? CustomerCard, Place? SettledQuestion)
{
    /// <summary>No place: what is kept beside it stays as it is.</summary>
    public static TicketPlaces None { get; } = new(null, null, null);

    /// <summary>The root card in the channel of the queue that the ticket came from.</summary>
    public Place? OldRoot { get; init; }

    /// <summary>The latest question, in the requester's chat, whether work may be charged.</summary>
    public Place? ConsentQuestion { get; init; }

    /// <summary>The latest such question in the chat of one approver: the one to whom the notice goes.</summary>
    public Place? ApproverQuestion { get; init; }

    /// <summary>The post in the thread that the notice makes, where it can be drawn again.</summary>
    public Place? Post { get; init; }

    /// <summary>What became of the words whose post the notice makes or draws again.</summary>
    public HeldWords? Words { get; init; }
}

/// <summary>What became of an agent's words that were kept back for a while.</summary>
/// <param name="Post">Their post in the thread; null where there is none, or it cannot be drawn again.</param>
/// <param name="State">How far they have come; null where nothing of this event goes to the customer.</param>
/// <param name="HeldUntil">Until when they are or were kept back; null where they were not.</param>
public sealed record HeldWords(Place? Post, NoticeState? State, Instant? HeldUntil)
{
    /// <summary>Whether they were taken back.</summary>
    public bool AreWithdrawn => State is NoticeState.Cancelled;

    /// <summary>Whether they can still be taken back.</summary>
    public bool AreHeldAt(Instant now) => State is NoticeState.Pending && HeldUntil > now;
}

/// <summary>Where a person is reached, from their latest activity.</summary>
/// <param name="TenantId">Their tenant.</param>
/// <param name="ObjectId">Their Entra object id.</param>
/// <param name="TeamsId">The id by which this bot knows them (<c>29:…</c>).</param>
/// <param name="Name">How Teams shows them.</param>
/// <param name="ConversationId">Their personal chat with the bot.</param>
/// <param name="ServiceUrl">The connector that serves that chat.</param>
/// <param name="Language">The language that they are spoken to in, as a BCP 47 tag.</param>
/// <param name="TimeZone">Their IANA time zone, where Teams says it.</param>
public sealed record Address(
    string TenantId, string ObjectId, string TeamsId, string Name, string ConversationId, string ServiceUrl, string Language, string? TimeZone);

/// <summary>Keeps where people are reached.</summary>
public interface IAddressBook
{
    /// <summary>The latest address, or null where the person never wrote.</summary>
    Task<Address?> FindAsync(string tenantId, string objectId, CancellationToken cancellationToken);

    /// <summary>The people of a tenant whom the desk has met; at most 5000.</summary>
    Task<IReadOnlyList<Address>> OfTenantAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Keeps the latest address; what is known of the person besides stays.</summary>
    Task KeepAsync(Address address, CancellationToken cancellationToken);

    /// <summary>The person as notices reach them, or null where they never wrote.</summary>
    Task<Recipient?> RecipientAsync(Person person, CancellationToken cancellationToken);

    /// <summary>Teams lets nothing through to the person: they are out of reach from then on.</summary>
    /// <returns>False where something was heard of them since they were read, or somebody else has found it out.</returns>
    Task<bool> LostAsync(Recipient recipient, Instant at, CancellationToken cancellationToken);

    /// <summary>The person removed the app. Whether they can be reached shows when something is sent.</summary>
    Task RemovedAsync(Person person, Instant at, CancellationToken cancellationToken);

    /// <summary>Keeps whether what waited for the person is still to be delivered, now that they were heard of.</summary>
    Task KeepReturningAsync(Person person, bool isReturning, CancellationToken cancellationToken);

    /// <summary>The person can be reached again.</summary>
    Task BackAsync(Person person, CancellationToken cancellationToken);

    /// <summary>Keeps what the person chose about notices.</summary>
    Task KeepPreferencesAsync(Person person, NoticePreferences preferences, CancellationToken cancellationToken);
}

/// <summary>Asks the address book of several at once.</summary>
public static class AddressBook
{
    /// <summary>Those of the people who can be written to, in their order.</summary>
    public static async Task<IReadOnlyList<Person>> ReachedAsync(this IAddressBook addresses, IReadOnlyList<Person> people, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(people.Select(person => addresses.FindAsync(person.TenantId, person.ObjectId, cancellationToken)));
        return [.. people.Where((_, i) => found[i] is not null)];
    }
}

/// <summary>The notices of tickets as they are kept, and the places of what was sent.</summary>
public interface IOutbox
{
    /// <summary>The ticket's notices that have not come to an end, in order.</summary>
    Task<IReadOnlyList<Notice>> OutstandingAsync(TicketNumber number, CancellationToken cancellationToken);

    /// <summary>Takes a notice for sending, under a lease. Null where another instance holds it or it has come to an end.</summary>
    Task<Notice?> TakeAsync(Notice notice, Duration lease, CancellationToken cancellationToken);

    /// <summary>Marks how far a notice has come, in one transaction with the place of what was sent and what follows from it.</summary>
    /// <returns>False where another instance has marked it meanwhile.</returns>
    Task<bool> MarkAsync(Notice notice, NoticeState state, TicketPlaces? places, NoticeKind? followUp, CancellationToken cancellationToken);

    /// <summary>Puts off what Teams could not take now.</summary>
    /// <param name="notice">The notice, as it was taken.</param>
    /// <param name="until">Before when nobody tries again.</param>
    /// <param name="places">What was placed already, where something was.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False where another instance has marked it meanwhile.</returns>
    Task<bool> PostponeAsync(Notice notice, Instant until, TicketPlaces? places, CancellationToken cancellationToken);

    /// <summary>How far a notice has come; null where there is none of that id.</summary>
    Task<NoticeState?> StateAsync(TicketNumber number, string id, CancellationToken cancellationToken);

    /// <summary>Whether the desk was told, in this ticket's thread and since then, that a person is out of reach.</summary>
    /// <param name="number">The ticket.</param>
    /// <param name="of">The person; null for the requester.</param>
    /// <param name="since">When they went out of reach.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool> HasToldOutOfReachAsync(TicketNumber number, Person? of, Instant since, CancellationToken cancellationToken);

    /// <summary>Adds a notice that no change of the ticket causes, once for each key; the key counts as a command that caused its event.</summary>
    Task AddAsync(TicketNumber number, PendingNotice notice, CommandKey key, CancellationToken cancellationToken);

    /// <summary>Where the ticket's messages stand; with <paramref name="approver"/>, the question in that person's chat among them.</summary>
    Task<TicketPlaces> PlacesAsync(TicketNumber number, CancellationToken cancellationToken, Person? approver = null);

    /// <summary>What became of the words that an agent wrote in an event, and of their post.</summary>
    Task<HeldWords> WordsAsync(TicketNumber number, int sequence, CancellationToken cancellationToken);

    /// <summary>Keeps what an event has to tell back no longer.</summary>
    /// <returns>False where nothing of it was kept back.</returns>
    Task<bool> ReleaseAsync(TicketNumber number, int sequence, CancellationToken cancellationToken);
}

/// <summary>How a sending ended.</summary>
/// <param name="State">Sent, Unknown, FailedTemp, FailedPerm or Cancelled.</param>
/// <param name="Places">The places that it changed, where it did.</param>
/// <param name="RetryAfter">How long Teams asked to wait, where it did.</param>
public sealed record SendResult(NoticeState State, TicketPlaces? Places = null, Duration? RetryAfter = null)
{
    /// <summary>Whether Teams lets nothing through to the person any more.</summary>
    public bool IsOutOfReach { get; init; }

    /// <summary>What the desk is told because of it, where the kind and the end of the notice do not say it.</summary>
    public NoticeKind? FollowUp { get; init; }
}

/// <summary>Sends a notice to where it belongs; makes exactly one attempt.</summary>
public interface INoticeSender
{
    /// <summary>Makes one attempt. Never throws for what Teams answers; the result says it.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="ticket">Its ticket as it stands.</param>
    /// <param name="happened">What it tells of.</param>
    /// <param name="places">Where the ticket's messages stand.</param>
    /// <param name="to">Its reader; null where it goes to the desk.</param>
    /// <param name="cancellationToken">Ends the wait; it may have been sent all the same.</param>
    Task<SendResult> SendAsync(Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, Address? to, CancellationToken cancellationToken);

    /// <summary>Draws the root card again; what Teams does not take is left to the next change. Never throws for what Teams answers.</summary>
    Task RedrawAsync(Ticket ticket, Place root, CancellationToken cancellationToken);

    /// <summary>Draws, in place of a second root card, where the ticket goes on; what Teams does not take is left to the next press on it. Never throws for what Teams answers.</summary>
    Task SupersedeAsync(Ticket ticket, Place extra, Place root, CancellationToken cancellationToken);
}

/// <summary>A reply that its reader could not be given when it was written, or another notice that waited for them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Ticket">Its ticket as it stands.</param>
/// <param name="Happened">What it tells of.</param>
public sealed record WaitingNotice(NoticeKind Kind, Ticket Ticket, TicketEvent Happened);

/// <summary>Sends a person what belongs to no single ticket; makes exactly one attempt.</summary>
public interface IPersonalSender
{
    /// <summary>Sends the replies that waited for a person, in order, in one message.</summary>
    Task<SendResult> SendMissedAsync(Address to, IReadOnlyList<WaitingNotice> replies, CancellationToken cancellationToken);

    /// <summary>Sends what was gathered in a person's quiet hours, in one message.</summary>
    Task<SendResult> SendDigestAsync(Address to, IReadOnlyList<WaitingNotice> notices, CancellationToken cancellationToken);
}
