using Azure;
using Azure.Data.Tables;
using NodaTime.Text;
using SupportBot.Customers;

namespace SupportBot.Storage;

/// <summary>Unknown tenants in one partition, and who of each waits in a partition of its own.</summary>
internal sealed class StrangerTable(StorageTables tables, TableRetries retries) : IStrangers
{
    private const int Most = 200;

    private readonly TableClient _table = tables.Strangers;

    /// <inheritdoc/>
    public async Task<Stranger?> FindAsync(string tenantId, CancellationToken cancellationToken) =>
        await retries.RunAsync(token => _table.FindAsync(TableKeys.Strangers, TableKeys.Tenant(tenantId), token), cancellationToken) is { } row ? ToStranger(row) : null;

    /// <inheritdoc/>
    public Task<bool> KeepAsync(Stranger stranger, CancellationToken cancellationToken)
    {
        var row = OfStranger(stranger);
        return retries.RunOnceAsync(
            token => stranger.Stamp is { } stamp ? _table.ReplaceAsync(row, new ETag(stamp), token) : _table.InsertAsync(row, token),
            // Where an answer was lost the caller reads again and sees for itself.
            happened: _ => Task.FromResult(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Stranger>> UnsettledAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Strangers} and Open eq {true}");
        return [.. (await retries.RunAsync(token => _table.ListAsync(filter, Most, select: null, token), cancellationToken)).Select(ToStranger)];
    }

    /// <inheritdoc/>
    public Task KeepPersonAsync(WaitingPerson person, CancellationToken cancellationToken)
    {
        var row = new TableEntity(PeopleOf(person.TenantId), TableKeys.Conversation(person.ConversationId))
        {
            ["TenantId"] = person.TenantId,
            ["ConversationId"] = person.ConversationId,
            ["ServiceUrl"] = person.ServiceUrl,
        };
        row.SetOptional("Language", person.Language);
        row.SetInstant("At", person.At);
        return retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WaitingPerson>> PeopleAsync(string tenantId, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PeopleOf(tenantId)}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken);
        return [.. rows.Select(row => new WaitingPerson(row.Text("TenantId"), row.Text("ConversationId"), row.Text("ServiceUrl"), row.TextOrNull("Language"), row.Instant("At")))];
    }

    /// <inheritdoc/>
    public Task ForgetPersonAsync(WaitingPerson person, CancellationToken cancellationToken) => retries.RunAsync(
        token => _table.DeleteEntityAsync(PeopleOf(person.TenantId), TableKeys.Conversation(person.ConversationId), cancellationToken: token), cancellationToken);

    private static string PeopleOf(string tenantId) => TableKeys.PeopleOf(tenantId);

    private static TableEntity OfStranger(Stranger stranger)
    {
        var row = new TableEntity(TableKeys.Strangers, TableKeys.Tenant(stranger.TenantId))
        {
            ["TenantId"] = stranger.TenantId,
            ["Standing"] = stranger.Standing.ToString(),
            ["Dues"] = (int)stranger.Dues,
            ["Open"] = stranger.Dues is not StrangerDues.None,
        };
        row.SetOptional("CardDay", stranger.CardDay is { } day ? LocalDatePattern.Iso.Format(day) : null);
        if (stranger.TakenUntil is { } until) row.SetInstant("TakenUntil", until);
        row.SetOptional("CardConversation", stranger.CardConversation);
        row.SetOptional("CardMessage", stranger.CardMessage);
        row.SetOptional("DecidedBy", stranger.DecidedBy);
        row.SetOptional("CustomerName", stranger.CustomerName);
        return row;
    }

    private static Stranger ToStranger(TableEntity row) => new()
    {
        TenantId = row.Text("TenantId"),
        Standing = row.Name<StrangerStanding>("Standing"),
        Dues = (StrangerDues)row.Number("Dues"),
        CardDay = row.TextOrNull("CardDay") is { } day ? LocalDatePattern.Iso.Parse(day).Value : null,
        TakenUntil = row.ContainsKey("TakenUntil") ? row.Instant("TakenUntil") : null,
        CardConversation = row.TextOrNull("CardConversation"),
        CardMessage = row.TextOrNull("CardMessage"),
        DecidedBy = row.TextOrNull("DecidedBy"),
        CustomerName = row.TextOrNull("CustomerName"),
        Stamp = row.ETag.ToString(),
    };
}
