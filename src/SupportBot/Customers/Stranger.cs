using NodaTime;

namespace SupportBot.Customers;

/// <summary>What the desk has decided of a tenant that nobody knew.</summary>
public enum StrangerStanding
{
    /// <summary>Nothing yet.</summary>
    Waiting,

    /// <summary>It is asked about no more.</summary>
    Ignored,

    /// <summary>It is a customer's now.</summary>
    Known,
}

/// <summary>What is still to be done because a tenant knocked, or because of what was decided of it.</summary>
[Flags]
public enum StrangerDues
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The desk is to be asked, by a card in its channel.</summary>
    Card = 1,

    /// <summary>The card is to be drawn again with what was decided.</summary>
    Edit = 2,

    /// <summary>The people who wait are to be told that they can go on.</summary>
    Tell = 4,
}

/// <summary>A tenant that knocked and was nobody's. Nothing of what its people wrote is kept.</summary>
public sealed record Stranger
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>What was decided.</summary>
    public StrangerStanding Standing { get; init; }

    /// <summary>The day of the latest card; there is one a day at most.</summary>
    public LocalDate? CardDay { get; init; }

    /// <summary>What is still to be done.</summary>
    public StrangerDues Dues { get; init; }

    /// <summary>Until when one instance is doing it.</summary>
    public Instant? TakenUntil { get; init; }

    /// <summary>The conversation of the latest card.</summary>
    public string? CardConversation { get; init; }

    /// <summary>The latest card.</summary>
    public string? CardMessage { get; init; }

    /// <summary>Who decided, for reading.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Whose it is now, for reading.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Opaque; null where it has not been kept yet.</summary>
    public string? Stamp { get; init; }

    /// <summary>The tenant after somebody of it knocked; the same where nothing is to be done.</summary>
    /// <param name="today">The desk's day.</param>
    public Stranger Knocked(LocalDate today)
    {
        if (Standing is StrangerStanding.Ignored || CardDay == today) return this;
        // A tenant that was a customer's once and is nobody's again is asked about like a new one.
        return this with { Standing = StrangerStanding.Waiting, CardDay = today, Dues = Dues | StrangerDues.Card };
    }

    /// <summary>The tenant after it became a customer's.</summary>
    public Stranger Linked(string customerName, string by) =>
        this with { Standing = StrangerStanding.Known, CustomerName = customerName, DecidedBy = by, Dues = StrangerDues.Edit | StrangerDues.Tell };

    /// <summary>The tenant after the desk chose to be asked no more; the same where something else was decided meanwhile, as an old card does not know.</summary>
    public Stranger Ignored(string by) => Standing is not StrangerStanding.Waiting ? this : this with { Standing = StrangerStanding.Ignored, DecidedBy = by, Dues = StrangerDues.Edit };

    /// <summary>The tenant after the desk chose to be asked again; the same where it is not ignored.</summary>
    public Stranger Heeded() => Standing is not StrangerStanding.Ignored ? this : this with { Standing = StrangerStanding.Waiting, DecidedBy = null, Dues = StrangerDues.Edit };
}

/// <summary>Where somebody of an unknown tenant waits: the conversation reference, and nothing that they wrote.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="ConversationId">The personal chat.</param>
/// <param name="ServiceUrl">The connector that serves it.</param>
/// <param name="Language">The language that Teams says, as a BCP 47 tag.</param>
/// <param name="At">When they last knocked.</param>
public sealed record WaitingPerson(string TenantId, string ConversationId, string ServiceUrl, string? Language, Instant At);

/// <summary>Keeps the tenants that knocked and are nobody's.</summary>
public interface IStrangers
{
    /// <summary>The tenant as it is kept, or null where it never knocked.</summary>
    Task<Stranger?> FindAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Keeps the tenant as it is now.</summary>
    /// <returns>False where somebody else kept it meanwhile; nothing is stored then.</returns>
    Task<bool> KeepAsync(Stranger stranger, CancellationToken cancellationToken);

    /// <summary>Tenants for which something is still to be done.</summary>
    Task<IReadOnlyList<Stranger>> UnsettledAsync(CancellationToken cancellationToken);

    /// <summary>Keeps where a person waits.</summary>
    Task KeepPersonAsync(WaitingPerson person, CancellationToken cancellationToken);

    /// <summary>Who of a tenant waits.</summary>
    Task<IReadOnlyList<WaitingPerson>> PeopleAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Forgets that a person waits.</summary>
    Task ForgetPersonAsync(WaitingPerson person, CancellationToken cancellationToken);
}
