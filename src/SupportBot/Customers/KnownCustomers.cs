using System.Collections.Concurrent;

namespace SupportBot.Customers;

/// <summary>The customers as they were stored within the last minute, so that a turn need not ask for its customer.</summary>
public sealed class KnownCustomers(ICustomerStore store, TimeProvider time) : ICustomerDirectory
{
    private const int Most = 10_000;
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, (Customer Customer, DateTimeOffset At)> known = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ValueTask<Customer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken) =>
        known.TryGetValue(tenantId, out var answer) && time.GetUtcNow() - answer.At < Holds
            ? ValueTask.FromResult<Customer?>(answer.Customer)
            : new ValueTask<Customer?>(AskAsync(tenantId, cancellationToken));

    /// <inheritdoc/>
    public void Forget(IEnumerable<string> tenantIds)
    {
        foreach (var tenant in tenantIds) known.TryRemove(tenant, out _);
    }

    private async Task<Customer?> AskAsync(string tenantId, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var customer = (await store.FindByTenantAsync(tenantId, cancellationToken))?.Customer;
        if (customer is null)
        {
            known.TryRemove(tenantId, out _);
            return null;
        }

        if (known.Count >= Most) known.Clear();
        known[tenantId] = (customer, at);
        return customer;
    }
}
