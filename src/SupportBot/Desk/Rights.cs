using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>What a person is to the desk.</summary>
public enum Role
{
    /// <summary>Of a customer's tenant.</summary>
    Customer,

    /// <summary>A member of the desk's team.</summary>
    Agent,

    /// <summary>Of the partner's tenant, but not of the desk's team.</summary>
    Colleague,
}

/// <summary>A person as the verified activity shows them, and what they are to the desk.</summary>
/// <param name="Person">Who.</param>
/// <param name="Role">What they are.</param>
/// <param name="Customer">Their organisation, for a customer.</param>
public sealed record Caller(Person Person, Role Role, Customer? Customer);

/// <summary>Who may do what with a ticket: one table, asked for every press and every word; what it does not name is refused.</summary>
public static class Rights
{
    /// <summary>Whether a caller may do this with a ticket.</summary>
    public static bool May(Caller caller, TicketAction action, Ticket ticket) => (caller.Role, action) switch
    {
        (Role.Customer, TicketAction.CustomerMessage or TicketAction.AskForPerson or TicketAction.ConfirmSettled or TicketAction.Reopen) =>
            ticket.Requester.Is(caller.Person),
        (Role.Agent, TicketAction.Claim or TicketAction.Reply or TicketAction.Note or TicketAction.Resolve) => true,
        _ => false,
    };

    /// <summary>Whether a caller may see a ticket. Internal notes are another matter: <see cref="TicketEvent.IsInternal"/>.</summary>
    public static bool MaySee(Caller caller, Ticket ticket) =>
        caller.Role is Role.Agent || (caller.Role is Role.Customer && ticket.Requester.Is(caller.Person));
}

/// <summary>Says who belongs to the desk's team.</summary>
public interface IDeskTeam
{
    /// <summary>Whether the person is a member now; an answer may be up to 60 seconds old. Throws where Teams cannot be asked.</summary>
    Task<bool> HasMemberAsync(Person person, CancellationToken cancellationToken);
}
