namespace TeamsSimulator;

/// <summary>A Microsoft Entra tenant.</summary>
public sealed record Organisation(string Name, string TenantId, string Domain);

/// <summary>A person as the simulation starts with them; <see cref="Person"/> is the same one at play.</summary>
/// <param name="Role"><c>customer</c>, <c>agent</c>, <c>lead</c>, <c>colleague</c> (of the partner, outside its team) or <c>stranger</c>.</param>
/// <param name="TimeZone">An IANA time zone, which is what Teams sends.</param>
public sealed record CastMember(
    string Id, string Name, string Role, Organisation Organisation, string AadObjectId, string Locale, string TimeZone, string Country);

/// <summary>Who and what there is at the start. The ids never change, so tests and configuration may name them.</summary>
public static class Cast
{
    /// <summary>The partner.</summary>
    public static readonly Organisation Contoso = new("Contoso CSP", "c0a1e5c0-5b1f-4c55-9d53-0f6a2f4b1001", "contoso.example");
    /// <summary>A customer.</summary>
    public static readonly Organisation Fabrikam = new("Fabrikam", "fab41ca0-7d0e-4a0c-8f0d-3b6d5f7a2002", "fabrikam.example");
    /// <summary>A customer.</summary>
    public static readonly Organisation Northwind = new("Northwind Traders", "0a74817d-2c3b-4d57-b1ac-6e9f8c1d3003", "northwind.example");
    /// <summary>Not a customer.</summary>
    public static readonly Organisation Tailspin = new("Tailspin Toys", "7a115b17-9e64-4f0e-8d11-5a2c7e9b4004", "tailspin.example");
    /// <summary>Not a customer.</summary>
    public static readonly Organisation AdventureWorks = new("Adventure Works", "adae4705-0b2c-4e8f-9a13-6c5d8e7f5005", "adventure-works.example");

    public static readonly CastMember Ana =
        new("ana", "Ana Sousa", "customer", Fabrikam, "a11a5005-1f0e-4b1c-9a3e-2d5c8e7f0001", "pt-PT", "Europe/Lisbon", "PT");
    public static readonly CastMember Bo =
        new("bo", "Bo Larsen", "customer", Northwind, "b01a45e0-2e1d-4c2b-8b4f-3e6d9f8a0002", "en-US", "Europe/Copenhagen", "DK");
    public static readonly CastMember Ivy =
        new("ivy", "Ivy Chen", "agent", Contoso, "1c4e4000-3d2c-4d3a-9c50-4f7eaf9b0003", "en-GB", "Europe/Lisbon", "PT");
    public static readonly CastMember Max =
        new("max", "Max Weber", "agent", Contoso, "3a7eebe0-4c3b-4e49-8d61-5a8fb0ac0004", "en-US", "Europe/Berlin", "DE");
    public static readonly CastMember Lea =
        new("lea", "Lea Martins", "lead", Contoso, "1eaa4715-5b4a-4f58-9e72-6b90c1bd0005", "pt-PT", "Europe/Lisbon", "PT");
    public static readonly CastMember Sam =
        new("sam", "Sam Stone", "stranger", Tailspin, "5a3570e0-6a59-4067-8f83-7ca1d2ce0006", "en-US", "America/New_York", "US");
    /// <summary>Approves orders at Fabrikam.</summary>
    public static readonly CastMember Carla =
        new("carla", "Carla Nunes", "customer", Fabrikam, "ca51a005-7b68-4176-9194-8db2e3df0007", "pt-PT", "Europe/Lisbon", "PT");
    /// <summary>Administrator at Fabrikam.</summary>
    public static readonly CastMember Dina =
        new("dina", "Dina Costa", "customer", Fabrikam, "d19a0c05-8c77-4285-82a5-9ec3f4e00008", "en-GB", "Europe/Lisbon", "PT");
    /// <summary>Works for the partner, and is not at its desk.</summary>
    public static readonly CastMember Rui =
        new("rui", "Rui Alves", "colleague", Contoso, "2510a1e5-9d86-4394-83b6-afd405f10009", "pt-PT", "Europe/Lisbon", "PT");
    public static readonly CastMember Cleo =
        new("cleo", "Cleo Martin", "stranger", AdventureWorks, "c1e03a27-ae95-44a3-84c7-b0e51602000a", "fr-FR", "Europe/Paris", "FR");

    public static readonly IReadOnlyList<CastMember> People = [Ana, Bo, Ivy, Max, Lea, Sam, Carla, Dina, Rui, Cleo];

    public const string TeamName = "Contoso Support";
    public const string TeamGroupId = "7ea0c0a7-8d0b-4a53-9c1e-51d0c2e7b0a1";
    /// <summary>Teams gives a team the thread id of its General channel.</summary>
    public const string TeamId = "19:7ea0c0a78d0b4a539c1e51d0c2e7b0a1@thread.tacv2";
    public const string GeneralChannelId = TeamId;
    public const string SupportChannelId = "19:5a99047c4d1e4f6fb2a3c1d5e7f90b2d@thread.tacv2";
    /// <summary>A second channel of the team, for desks that sort their tickets.</summary>
    public const string AzureChannelId = "19:a204e7c05d1e4f6fb2a3c1d5e7f90c3e@thread.tacv2";

    /// <summary>The bot's app id where <see cref="SimulatorOptions.AppId"/> gives none.</summary>
    public const string DefaultAppId = "b07b07b0-4f5e-4d3c-9b2a-1a0f9e8d7c6b";

    internal static readonly IReadOnlyList<CastMember> TeamMembersAtStart = [Ivy, Max, Lea];
    internal static readonly IReadOnlyList<CastMember> InstalledAtStart = [Ana, Bo, Ivy, Max, Lea, Carla, Dina, Rui];
}
