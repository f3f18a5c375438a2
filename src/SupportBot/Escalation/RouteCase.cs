using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>Whose tenant the trouble is in.</summary>
public enum TenantOwner
{
    /// <summary>A customer's.</summary>
    Customer,

    /// <summary>The partner's own.</summary>
    Own,
}

/// <summary>How old a product on servers of the customer's own is.</summary>
public enum Generation
{
    /// <summary>The newest version (N).</summary>
    Current,

    /// <summary>The one before it (N-1).</summary>
    Previous,

    /// <summary>Any before that.</summary>
    Older,
}

/// <summary>A product on servers of the customer's own.</summary>
/// <param name="Name">The product with its version, such as SQL Server 2022; for reading only.</param>
/// <param name="Generation">How old it is.</param>
/// <param name="IsInMainstreamSupport">Whether Microsoft's mainstream support for it goes on.</param>
public sealed record OnPremisesProduct(string Name, Generation Generation, bool IsInMainstreamSupport);

/// <summary>All that decides by which vehicle a ticket goes beyond the partner.</summary>
public sealed record RouteCase
{
    /// <summary>What the partner is in the CSP programme.</summary>
    public required PartnerType PartnerType { get; init; }

    /// <summary>What kind of help is asked for.</summary>
    public required Category Category { get; init; }

    /// <summary>What the trouble is in.</summary>
    public required Workload Workload { get; init; }

    /// <summary>The cloud of the tenant.</summary>
    public Cloud Cloud { get; init; }

    /// <summary>Whose tenant it is.</summary>
    public TenantOwner Tenant { get; init; }

    /// <summary>The product where it runs on servers of the customer's own; null elsewhere, or where nobody has said which.</summary>
    public OnPremisesProduct? Product { get; init; }

    /// <summary>The memberships that the partner holds, by their ids in the edition.</summary>
    public IReadOnlyCollection<string> Memberships { get; init; } = [];

    /// <summary>The support contracts that the partner holds, by their ids in the edition.</summary>
    public IReadOnlyCollection<string> Contracts { get; init; } = [];

    /// <summary>How many incidents are left, by vehicle: null where they are not limited; a vehicle that is not named has none.</summary>
    public IReadOnlyDictionary<string, int?> Balances { get; init; } = new Dictionary<string, int?>();

    /// <summary>How Microsoft would grade it.</summary>
    public Severity Severity { get; init; } = Severity.C;

    /// <summary>The agent's Partner Center roles.</summary>
    public IReadOnlyCollection<PartnerCenterRole> PartnerCenterRoles { get; init; } = [];

    /// <summary>The agent's roles in the tenant, by delegated admin (GDAP) or on Azure subscriptions, by their ids in the edition.</summary>
    public IReadOnlyCollection<string> Roles { get; init; } = [];

    /// <summary>Whether it is a security vulnerability of a product.</summary>
    public bool IsVulnerability { get; init; }

    /// <summary>Whether another company gives this support in the partner's place.</summary>
    public bool IsSubcontracted { get; init; }

    /// <summary>Whether the indirect provider has given the reseller access to the customer's Azure account.</summary>
    public bool ProviderGaveAccess { get; init; }

    /// <summary>Whether it is the partner's policy that a reseller's agents file requests for Microsoft 365 and Dynamics 365 themselves.</summary>
    public bool ResellersMayFile { get; init; } = true;

    /// <summary>Whether it is about invoices, seats or plans, which the guidance calls commercial support.</summary>
    public bool IsCommercial => Category is not Category.Technical;
}
