using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>What a person is to the desk. One may be several.</summary>
public enum Role
{
    /// <summary>Of a customer's tenant.</summary>
    Customer,

    /// <summary>A customer's person who may agree to work that costs.</summary>
    Approver,

    /// <summary>A customer's person who sees all of their organisation's tickets.</summary>
    Administrator,

    /// <summary>A member of one of the desk's teams.</summary>
    Agent,

    /// <summary>An agent whom the settings name as a lead.</summary>
    Lead,

    /// <summary>A person of the partner whom the settings name as one who sets the desk up.</summary>
    Operator,

    /// <summary>Of the partner's tenant, and none of these.</summary>
    Colleague,
}

/// <summary>A person as the verified activity shows them, and what they are to the desk.</summary>
/// <param name="Person">Who.</param>
/// <param name="Roles">What they are; at least one.</param>
/// <param name="Customer">Their organisation, for a customer's person.</param>
public sealed record Caller(Person Person, IReadOnlyList<Role> Roles, Customer? Customer)
{
    /// <summary>Whether the person is this to the desk.</summary>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>Whether the person belongs to the desk: an agent, lead or operator.</summary>
    public bool WorksAtDesk => Is(Role.Agent) || Is(Role.Lead) || Is(Role.Operator);
}
