using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>Says who belongs to the desk's teams. An answer may be up to 60 seconds old, so that a removal bites. Throws where Teams cannot be asked.</summary>
public interface IDeskTeams
{
    /// <summary>Whether the person is a member of one of the desk's teams.</summary>
    Task<bool> HaveMemberAsync(Person person, CancellationToken cancellationToken);

    /// <summary>The name with which the person signs in, as Teams vouches for it; null where it says none.</summary>
    /// <param name="person">Who.</param>
    /// <param name="place">A team or a personal chat in which they are.</param>
    /// <param name="serviceUrl">The connector that serves it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<string?> SignInNameAsync(Person person, string place, string serviceUrl, CancellationToken cancellationToken);

    /// <summary>All members of the desk's teams, in the order of their names; at most 500 of each team. Teams that cannot be asked now are left out.</summary>
    Task<IReadOnlyList<Person>> MembersAsync(CancellationToken cancellationToken);
}
