namespace SupportBot.Customers;

/// <summary>An organisation that buys from the partner.</summary>
/// <param name="Name">As the desk calls it.</param>
/// <param name="TenantIds">Its Entra tenants; one or several.</param>
public sealed record Customer(string Name, IReadOnlyList<string> TenantIds);

/// <summary>Finds customers by what the verified activity says.</summary>
public interface ICustomerDirectory
{
    /// <summary>The customer that owns the tenant, or null where nobody does.</summary>
    ValueTask<Customer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken);
}
