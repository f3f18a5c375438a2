using Azure;
using Azure.Data.Tables;
using Newtonsoft.Json;
using NodaTime.Text;
using SupportBot.Customers;

namespace SupportBot.Storage;

/// <summary>Customers, and which tenant is whose. All in one partition, so that a customer and its tenants change together.</summary>
internal sealed class CustomerTable(StorageTables tables, TableRetries retries) : ICustomerStore
{
    private readonly TableClient _table = tables.Customers;

    /// <inheritdoc/>
    public async Task<StoredCustomer?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindRowAsync(TableKeys.Customer(id), cancellationToken) is { } row ? ToCustomer(row) : null;

    /// <inheritdoc/>
    public async Task<StoredCustomer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken) =>
        await FindRowAsync(TableKeys.TenantOfCustomer(tenantId), cancellationToken) is { } row ? await FindAsync(row.Text("Customer"), cancellationToken) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredCustomer>> AllAsync(CancellationToken cancellationToken)
    {
        var rows = await retries.RunAsync(token => _table.RangeAsync(TableKeys.AllCustomers, TableKeys.CustomerRows, token), cancellationToken);
        return [.. rows.Select(ToCustomer).OrderBy(stored => stored.Customer.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <inheritdoc/>
    public async Task<CustomerKept> KeepAsync(Customer customer, string? stamp, CancellationToken cancellationToken)
    {
        var before = stamp is null ? null : await FindAsync(customer.Id, cancellationToken);
        if (stamp is not null && before?.Stamp != stamp) return CustomerKept.Overtaken;
        var had = before?.Customer.TenantIds ?? [];
        foreach (var tenant in customer.TenantIds.Except(had, StringComparer.OrdinalIgnoreCase))
        {
            if (await FindRowAsync(TableKeys.TenantOfCustomer(tenant), cancellationToken) is { } taken && taken.Text("Customer") != customer.Id) return CustomerKept.TenantTaken;
        }

        var row = OfCustomer(customer);
        var transaction = stamp is null ? new RowTransaction().Insert(row) : new RowTransaction().Replace(row, new ETag(stamp));
        foreach (var tenant in customer.TenantIds.Except(had, StringComparer.OrdinalIgnoreCase))
            transaction.Insert(new TableEntity(TableKeys.AllCustomers, TableKeys.TenantOfCustomer(tenant)) { ["Customer"] = customer.Id });
        foreach (var tenant in had.Except(customer.TenantIds, StringComparer.OrdinalIgnoreCase))
            transaction.Delete(TableKeys.AllCustomers, TableKeys.TenantOfCustomer(tenant));
        transaction.Check();

        var stored = await retries.RunOnceAsync(
            token => transaction.SubmitAsync(_table, token),
            async token => await FindAsync(customer.Id, token) is { } kept && Same(kept.Customer, customer),
            cancellationToken);
        return stored ? CustomerKept.Stored : CustomerKept.Overtaken;
    }

    // Records compare lists by reference; as they are written they compare by what they hold.
    private static bool Same(Customer one, Customer other)
    {
        var (left, right) = (OfCustomer(one), OfCustomer(other));
        return left.Count == right.Count && left.All(property => right.TryGetValue(property.Key, out var value) && Equals(property.Value, value));
    }

    private Task<TableEntity?> FindRowAsync(string row, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.FindAsync(TableKeys.AllCustomers, row, token), cancellationToken);

    private static TableEntity OfCustomer(Customer customer)
    {
        var row = new TableEntity(TableKeys.AllCustomers, TableKeys.Customer(customer.Id))
        {
            ["Id"] = customer.Id,
            ["Name"] = customer.Name,
            ["Tenants"] = string.Join(' ', customer.TenantIds),
            ["Cloud"] = customer.Cloud.ToString(),
            ["Relation"] = customer.Relation.ToString(),
            ["Contacts"] = JsonConvert.SerializeObject(customer.Contacts),
            ["Approvers"] = JsonConvert.SerializeObject(customer.Approvers),
            ["Administrators"] = JsonConvert.SerializeObject(customer.Administrators),
            ["Terms"] = JsonConvert.SerializeObject(customer.Terms.Differences),
            ["More"] = JsonConvert.SerializeObject(customer.More),
        };
        row.SetOptional("PrimaryDomain", customer.PrimaryDomain);
        row.SetOptional("Reseller", customer.Reseller);
        row.SetOptional("Plan", customer.Plan);
        row.SetOptional("Language", customer.Language);
        row.SetOptional("Queue", customer.Queue);
        row.SetOptional("DelegatedAdminEnds", customer.DelegatedAdminEnds is { } ends ? LocalDatePattern.Iso.Format(ends) : null);
        row.SetOptional("DelegatedAdminWarned", customer.DelegatedAdminWarned);
        return row;
    }

    private static StoredCustomer ToCustomer(TableEntity row) => new(
        new Customer
        {
            Id = row.Text("Id"),
            Name = row.Text("Name"),
            TenantIds = row.Text("Tenants").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            PrimaryDomain = row.TextOrNull("PrimaryDomain"),
            Cloud = row.Name<Cloud>("Cloud"),
            Relation = row.Name<Relation>("Relation"),
            Reseller = row.TextOrNull("Reseller"),
            Plan = row.TextOrNull("Plan"),
            Language = row.TextOrNull("Language"),
            Queue = row.TextOrNull("Queue"),
            Contacts = Read<List<string>>(row, "Contacts"),
            Approvers = Read<List<Member>>(row, "Approvers"),
            Administrators = Read<List<Member>>(row, "Administrators"),
            DelegatedAdminEnds = row.TextOrNull("DelegatedAdminEnds") is { } ends
                ? LocalDatePattern.Iso.Parse(ends).TryGetValue(default, out var date) ? date : throw DamagedRowException.Of(row, "DelegatedAdminEnds", ends)
                : null,
            DelegatedAdminWarned = row.TextOrNull("DelegatedAdminWarned"),
            Terms = new OfferTerms(Read<Dictionary<string, string>>(row, "Terms")),
            More = Read<Dictionary<string, string>>(row, "More"),
        },
        row.ETag.ToString());

    private static T Read<T>(TableEntity row, string name)
        where T : class
    {
        var text = row.Text(name);
        try
        {
            return JsonConvert.DeserializeObject<T>(text) ?? throw DamagedRowException.Of(row, name, text);
        }
        catch (JsonException)
        {
            throw DamagedRowException.Of(row, name, text);
        }
    }
}
