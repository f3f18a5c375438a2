using NodaTime;
using SupportBot.Customers;

namespace SupportBot.Escalation;

/// <summary>What the partner has that decides how a ticket goes beyond it: section <c>Escalation</c> of the settings.</summary>
public sealed class EscalationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Escalation";

    /// <summary>Which edition of the rules holds, such as <c>2021</c>; the newest in the handbook unless set.</summary>
    public string? Edition { get; set; }

    /// <summary>The memberships that the partner holds, by their ids in the edition.</summary>
    public IList<string> Memberships { get; } = [];

    /// <summary>The support contracts that the partner holds, by their ids in the edition.</summary>
    public IList<string> Contracts { get; } = [];

    /// <summary>The roles that the partner's agents hold in its customers' tenants by delegated admin (GDAP) or on Azure subscriptions, by their ids in the edition.</summary>
    public IList<string> TenantRoles { get; } = [];

    /// <summary>Whether an indirect reseller's agents file requests for Microsoft 365 and Dynamics 365 with Microsoft themselves; otherwise these go to the indirect provider.</summary>
    public bool ResellersMayFile { get; set; } = true;

    /// <summary>The incidents and hours that the partner has, by account.</summary>
    public IList<IncidentAccountOptions> Accounts { get; } = [];

    /// <summary>The mail address to which Microsoft writes.</summary>
    public string? ContactEmail { get; set; }

    /// <summary>The telephone number on which Microsoft calls, with the country's code.</summary>
    public string? ContactPhone { get; set; }

    /// <summary>The time zone and the hours in which the contact is there.</summary>
    public string? ContactTimeZone { get; set; }

    /// <summary>The access id and the contract id of the partner's support plan.</summary>
    public string? SupportContract { get; set; }

    /// <summary>Whether the indirect provider has given the reseller access to the Azure accounts of its customers; counts in the edition of 2021 only.</summary>
    public bool ProviderGaveAccess { get; set; }

    /// <summary>The roles that agents hold in a customer's tenant: none once its delegated admin relationship is over.</summary>
    /// <param name="customer">The customer; null for somebody of the partner's own.</param>
    /// <param name="today">The day on which it is asked.</param>
    public IReadOnlyCollection<string> RolesIn(Customer? customer, LocalDate today) => customer?.DelegatedAdminEnds < today ? [] : [.. TenantRoles];
}
