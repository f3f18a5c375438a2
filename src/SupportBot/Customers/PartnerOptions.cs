namespace SupportBot.Customers;

/// <summary>Who the partner is: section <c>Partner</c> of the settings.</summary>
public sealed class PartnerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Partner";

    /// <summary>The partner's name, as its customers know it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The partner's own Entra tenant, where its agents sign in.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>How somebody whom the desk does not know reaches the partner: a mail address, a telephone number.</summary>
    public string Contact { get; set; } = "";

    /// <summary>The language of the desk's channel, as a BCP 47 tag.</summary>
    public string Language { get; set; } = "en";
}

/// <summary>One customer in the settings: section <c>Customers</c>, an array.</summary>
public sealed class CustomerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Customers";

    /// <summary>As the desk calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its Entra tenants.</summary>
    public IList<string> TenantIds { get; } = [];
}
