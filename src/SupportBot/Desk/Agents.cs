using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>What agents say of themselves.</summary>
public interface IAgents
{
    /// <summary>The Partner Center roles that the agent says they hold.</summary>
    Task<IReadOnlyList<PartnerCenterRole>> RolesOfAsync(Person agent, CancellationToken cancellationToken);

    /// <summary>Keeps them.</summary>
    Task KeepRolesAsync(Person agent, IReadOnlyList<PartnerCenterRole> roles, CancellationToken cancellationToken);

    /// <summary>Keeps that a person who leads the desk has been in their personal chat, where they can be told what concerns the whole desk.</summary>
    Task KeepLeadAsync(Person lead, CancellationToken cancellationToken);

    /// <summary>Those who led the desk when they were last in their personal chat.</summary>
    Task<IReadOnlyList<Person>> LeadsAsync(CancellationToken cancellationToken);
}
