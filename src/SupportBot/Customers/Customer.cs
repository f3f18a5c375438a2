using NodaTime;

namespace SupportBot.Customers;

/// <summary>The Microsoft cloud in which a tenant lives. A bot registration serves one of them; GCC is served by the commercial one.</summary>
public enum Cloud
{
    /// <summary>The public cloud.</summary>
    Commercial,

    /// <summary>Government Community Cloud; it uses commercial endpoints.</summary>
    Gcc,

    /// <summary>Government Community Cloud High.</summary>
    GccHigh,

    /// <summary>United States Department of Defense.</summary>
    Dod,
}

/// <summary>How a customer buys.</summary>
public enum Relation
{
    /// <summary>From the partner itself.</summary>
    Direct,

    /// <summary>From an indirect reseller whose provider the partner is.</summary>
    ThroughReseller,
}

/// <summary>A person of a customer with a part of their own, such as an approver.</summary>
/// <param name="TenantId">The tenant in which they sign in.</param>
/// <param name="ObjectId">Their Entra object id there.</param>
/// <param name="Name">How they were shown when they were chosen; for reading only.</param>
public sealed record Member(string TenantId, string ObjectId, string Name)
{
    /// <summary>Whether this is the person with these ids.</summary>
    public bool Is(string tenantId, string objectId) =>
        string.Equals(TenantId, tenantId, StringComparison.OrdinalIgnoreCase) && string.Equals(ObjectId, objectId, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An organisation that buys from the partner.</summary>
public sealed record Customer
{
    /// <summary>Names the customer for good: the first tenant that it had, in lower case.</summary>
    public required string Id { get; init; }

    /// <summary>As the desk calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Its Entra tenants, in lower case; one or several, none of them another customer's.</summary>
    public required IReadOnlyList<string> TenantIds { get; init; }

    /// <summary>Its main domain, such as <c>fabrikam.example</c>.</summary>
    public string? PrimaryDomain { get; init; }

    /// <summary>Where its tenants live.</summary>
    public Cloud Cloud { get; init; }

    /// <summary>How it buys.</summary>
    public Relation Relation { get; init; }

    /// <summary>The indirect reseller's name, where there is one between.</summary>
    public string? Reseller { get; init; }

    /// <summary>The name of its plan in the support offer.</summary>
    public string? Plan { get; init; }

    /// <summary>The language in which its people are spoken to where Teams says none, as a BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>The queue into which its tickets come; null for the desk's first one.</summary>
    public string? Queue { get; init; }

    /// <summary>Whom the desk may call or write to, each as the desk wrote it down.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    /// <summary>Who may agree to work that costs.</summary>
    public IReadOnlyList<Member> Approvers { get; init; } = [];

    /// <summary>Who sees all of the organisation's tickets.</summary>
    public IReadOnlyList<Member> Administrators { get; init; } = [];

    /// <summary>The last day of the delegated admin relationship (GDAP).</summary>
    public LocalDate? DelegatedAdminEnds { get; init; }

    /// <summary>Which warning of that end the desk has been given last, such as <c>2026-12-20/30</c>; null where none (<see cref="DelegatedAdmin"/>).</summary>
    public string? DelegatedAdminWarned { get; init; }

    /// <summary>Service hours and prices where they differ from the plan's and the desk's.</summary>
    public OfferTerms Terms { get; init; } = OfferTerms.None;

    /// <summary>What else an imported file said, by column.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();
}

/// <summary>A customer as it was read.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Stamp">Opaque; handed back when it is kept, so that of two writers one is refused.</param>
public sealed record StoredCustomer(Customer Customer, string Stamp);

/// <summary>How keeping a customer ended.</summary>
public enum CustomerKept
{
    /// <summary>It is stored with its tenants.</summary>
    Stored,

    /// <summary>Somebody else changed or began it first; nothing is stored.</summary>
    Overtaken,

    /// <summary>One of its tenants is another customer's; nothing is stored.</summary>
    TenantTaken,
}

/// <summary>Keeps customers.</summary>
public interface ICustomerStore
{
    /// <summary>The customer of this id, or null where there is none.</summary>
    Task<StoredCustomer?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The customer that owns the tenant now, or null where nobody does.</summary>
    Task<StoredCustomer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>All customers by name.</summary>
    Task<IReadOnlyList<StoredCustomer>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Stores the customer with all its tenants, or nothing.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="stamp">The stamp of what it was made from; null where it begins.</param>
    /// <param name="cancellationToken">Ends the wait; the customer may be stored all the same.</param>
    Task<CustomerKept> KeepAsync(Customer customer, string? stamp, CancellationToken cancellationToken);
}

/// <summary>Finds customers by what the verified activity says. An answer may be up to 60 seconds old; that nobody owns a tenant is always asked anew.</summary>
public interface ICustomerDirectory
{
    /// <summary>The customer that owns the tenant, or null where nobody does.</summary>
    ValueTask<Customer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Forgets what is remembered of the tenants, so that a change made here is seen here at once.</summary>
    void Forget(IEnumerable<string> tenantIds);
}
