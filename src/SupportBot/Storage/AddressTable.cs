using Azure.Data.Tables;
using SupportBot.Notifications;

namespace SupportBot.Storage;

/// <summary>Where people are reached, a partition for each tenant.</summary>
internal sealed class AddressTable(StorageTables tables, TableRetries retries) : IAddressBook
{
    private const int MostOfTenant = 5000;

    private readonly TableClient _table = tables.Addresses;

    /// <inheritdoc/>
    public async Task<Address?> FindAsync(string tenantId, string objectId, CancellationToken cancellationToken)
    {
        var row = await retries.RunAsync(token => _table.FindAsync(TableKeys.Tenant(tenantId), TableKeys.Object(objectId), token), cancellationToken);
        return row is null ? null : ToAddress(row);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Address>> OfTenantAsync(string tenantId, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Tenant(tenantId)}");
        return [.. (await retries.RunAsync(token => _table.ListAsync(filter, MostOfTenant, select: null, token), cancellationToken)).Select(ToAddress)];
    }

    /// <inheritdoc/>
    public Task KeepAsync(Address address, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.Tenant(address.TenantId), TableKeys.Object(address.ObjectId))
        {
            ["TenantId"] = address.TenantId,
            ["ObjectId"] = address.ObjectId,
            ["TeamsId"] = address.TeamsId,
            ["Name"] = address.Name,
            ["ConversationId"] = address.ConversationId,
            ["ServiceUrl"] = address.ServiceUrl,
            ["Language"] = address.Language,
        };
        row.SetOptional("TimeZone", address.TimeZone);
        return retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
    }

    private static Address ToAddress(TableEntity row) => new(
        row.Text("TenantId"),
        row.Text("ObjectId"),
        row.Text("TeamsId"),
        row.Text("Name"),
        row.Text("ConversationId"),
        row.Text("ServiceUrl"),
        row.Text("Language"),
        row.TextOrNull("TimeZone"));
}
