namespace SupportBot.Tickets;

/// <summary>A person as Teams vouches for them: the tenant and the Entra object id, never a name or an address.</summary>
/// <param name="TenantId">The Entra tenant in which the person signed in.</param>
/// <param name="ObjectId">The person's object id in that tenant.</param>
/// <param name="Name">How Teams shows the person; for reading only, it identifies nobody.</param>
public sealed record Person(string TenantId, string ObjectId, string Name)
{
    /// <summary>Whether this is the same person, whatever the name shown.</summary>
    public bool Is(Person? other) =>
        other is not null
        && string.Equals(TenantId, other.TenantId, StringComparison.OrdinalIgnoreCase)
        && string.Equals(ObjectId, other.ObjectId, StringComparison.OrdinalIgnoreCase);
}
