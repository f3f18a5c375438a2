namespace SupportBot.Tickets;

/// <summary>A person as Teams vouches for them: the tenant and the Entra object id, never a name or an address.</summary>
/// <param name="TenantId">The Entra tenant in which the person signed in.</param>
/// <param name="ObjectId">The person's object id in that tenant.</param>
/// <param name="Name">How Teams shows the person; for reading only, it identifies nobody.</param>
public sealed record Person(string TenantId, string ObjectId, string Name)
{
    private const string Nobody = "none:";

    /// <summary>Somebody whom Teams does not know. Nobody signs in with their id.</summary>
    /// <param name="tenantId">The tenant of their organisation.</param>
    /// <param name="nonce">Tells them from others like them.</param>
    /// <param name="name">How they are called.</param>
    public static Person WithoutTeams(string tenantId, string nonce, string name) => new(tenantId, Nobody + nonce, name);

    /// <summary>Whether they can be written to in Teams.</summary>
    public bool UsesTeams => !ObjectId.StartsWith(Nobody, StringComparison.Ordinal);

    /// <summary>Whether this is the same person, whatever the name shown.</summary>
    public bool Is(Person? other) =>
        other is not null
        && string.Equals(TenantId, other.TenantId, StringComparison.OrdinalIgnoreCase)
        && string.Equals(ObjectId, other.ObjectId, StringComparison.OrdinalIgnoreCase);
}
