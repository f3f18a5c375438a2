namespace SupportBot.Customers;

/// <summary>What the partner is in the CSP programme (partner support guidance, "types of partner").</summary>
public enum PartnerType
{
    /// <summary>Buys from Microsoft and serves its customers itself.</summary>
    DirectBill,

    /// <summary>Buys from Microsoft and serves resellers.</summary>
    IndirectProvider,

    /// <summary>Buys from an indirect provider, which is its next hop for support.</summary>
    IndirectReseller,
}

/// <summary>What an agent may do in Partner Center (Partner Center, "Assign roles and permissions to users").</summary>
public enum PartnerCenterRole
{
    /// <summary>Manages customers, orders and requests.</summary>
    AdminAgent,

    /// <summary>Helps customers and asks for support on their behalf.</summary>
    HelpdeskAgent,

    /// <summary>Sells and manages subscriptions.</summary>
    SalesAgent,
}

/// <summary>Who the partner is: section <c>Partner</c> of the settings.</summary>
public sealed class PartnerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Partner";

    /// <summary>The partner's name, as its customers know it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The partner's own Entra tenant, where its agents sign in; the bot's own tenant unless set.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>How somebody whom the desk does not know reaches the partner: a mail address, a telephone number.</summary>
    public string Contact { get; set; } = "";

    /// <summary>The language of the desk's channel, as a BCP 47 tag.</summary>
    public string Language { get; set; } = "en";

    /// <summary>What the partner is in the CSP programme.</summary>
    public PartnerType Type { get; set; }

    /// <summary>The indirect provider's name; for an indirect reseller.</summary>
    public string Provider { get; set; } = "";
}

/// <summary>The cloud that this bot serves. One registration serves one; a customer of another is refused, with the reason.</summary>
/// <param name="Cloud">Commercial, which includes GCC; GccHigh; or Dod.</param>
public sealed record ServedCloud(Cloud Cloud)
{
    /// <summary>Whether tenants of that cloud reach this bot (platform facts, 2.4).</summary>
    public bool Serves(Cloud cloud) => cloud == Cloud || (cloud is Cloud.Gcc && Cloud is Cloud.Commercial);
}
