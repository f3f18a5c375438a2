namespace SupportBot.Customers;

/// <summary>The customers that the settings name.</summary>
public sealed class ConfiguredCustomers : ICustomerDirectory
{
    private readonly Dictionary<string, Customer> byTenant = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ArgumentException">A tenant belongs to two customers.</exception>
    public ConfiguredCustomers(IEnumerable<CustomerOptions> customers)
    {
        foreach (var options in customers)
        {
            var customer = new Customer(options.Name, [.. options.TenantIds]);
            foreach (var tenant in customer.TenantIds)
            {
                if (!byTenant.TryAdd(tenant, customer))
                    throw new ArgumentException($"Tenant {tenant} belongs to two customers, {byTenant[tenant].Name} and {customer.Name}.", nameof(customers));
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<Customer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(byTenant.GetValueOrDefault(tenantId));
}
