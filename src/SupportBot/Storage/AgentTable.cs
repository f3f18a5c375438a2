using Azure.Data.Tables;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>What agents say of themselves, in one partition.</summary>
internal sealed class AgentTable(StorageTables tables, TableRetries retries) : IAgents
{
    private readonly TableClient _table = tables.Desk;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PartnerCenterRole>> RolesOfAsync(Person agent, CancellationToken cancellationToken)
    {
        var row = await retries.RunAsync(token => _table.FindAsync(TableKeys.Agents, TableKeys.PersonRow(agent), token), cancellationToken);
        return row is null ? [] : [.. row.Text("Roles").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<PartnerCenterRole>)];
    }

    /// <inheritdoc/>
    public Task KeepRolesAsync(Person agent, IReadOnlyList<PartnerCenterRole> roles, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.Agents, TableKeys.PersonRow(agent)) { ["Roles"] = string.Join(' ', roles) };
        row.SetPerson("Agent", agent);
        return retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task KeepLeadAsync(Person lead, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.Leads, TableKeys.PersonRow(lead));
        row.SetPerson("Lead", lead);
        return retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Person>> LeadsAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Leads}");
        return [.. (await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken)).Select(row => row.Person("Lead"))];
    }
}
