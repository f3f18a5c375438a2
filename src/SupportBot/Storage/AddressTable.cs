using Azure;
using Azure.Data.Tables;
using NodaTime;
using NodaTime.Text;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Where people are reached, a partition for each tenant.</summary>
internal sealed class AddressTable(StorageTables tables, TableRetries retries) : IAddressBook
{
    private const int MostOfTenant = 5000;
    private const string Unreachable = "Unreachable";
    private const string UnreachableSince = "UnreachableSince";
    private const string Returning = "Returning";
    private const string Removed = "Removed";
    private const string RemovedAt = "RemovedAt";
    private const string NoStatusNotices = "NoStatusNotices";
    private const string QuietFrom = "QuietFrom";
    private const string QuietUntil = "QuietUntil";

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
            ["TimeZone"] = address.TimeZone ?? "",
        };
        // What is known of the person besides stands in the same row; a merge takes nothing away, so that empty stands for none.
        return retries.RunAsync(token => _table.InsertOrMergeAsync(row, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Recipient?> RecipientAsync(Person person, CancellationToken cancellationToken)
    {
        var row = await retries.RunAsync(token => _table.FindAsync(TableKeys.Tenant(person.TenantId), TableKeys.Object(person.ObjectId), token), cancellationToken);
        return row is null ? null : new Recipient(
            ToAddress(row),
            new NoticePreferences(!row.Flag(NoStatusNotices), row.TextOrNull(QuietFrom) is { Length: > 0 } from ? new QuietHours(ToTime(from), ToTime(row.Text(QuietUntil))) : null),
            row.Flag(Unreachable) ? row.Instant(UnreachableSince) : null,
            row.Flag(Removed) ? row.Instant(RemovedAt) : null,
            row.ETag.ToString()) { IsReturning = row.Flag(Returning) };
    }

    /// <inheritdoc/>
    public async Task<bool> LostAsync(Recipient recipient, Instant at, CancellationToken cancellationToken)
    {
        var row = RowOf(recipient.Address.TenantId, recipient.Address.ObjectId);
        row[Unreachable] = true;
        row.SetInstant(UnreachableSince, at);
        row[Returning] = false;
        return await retries.RunOnceAsync(
            token => _table.MergeAsync(row, new ETag(recipient.Stamp), token),
            async token => await RecipientAsync(new Person(recipient.Address.TenantId, recipient.Address.ObjectId, ""), token) is { UnreachableSince: { } since } && since == at,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemovedAsync(Person person, Instant at, CancellationToken cancellationToken)
    {
        var row = RowOf(person.TenantId, person.ObjectId);
        row[Removed] = true;
        row.SetInstant(RemovedAt, at);
        return MergeAsync(row, cancellationToken);
    }

    /// <inheritdoc/>
    public Task KeepReturningAsync(Person person, bool isReturning, CancellationToken cancellationToken)
    {
        var row = RowOf(person.TenantId, person.ObjectId);
        row[Returning] = isReturning;
        return MergeAsync(row, cancellationToken);
    }

    /// <inheritdoc/>
    public Task BackAsync(Person person, CancellationToken cancellationToken)
    {
        var row = RowOf(person.TenantId, person.ObjectId);
        row[Unreachable] = false;
        row[Removed] = false;
        return MergeAsync(row, cancellationToken);
    }

    /// <inheritdoc/>
    public Task KeepPreferencesAsync(Person person, NoticePreferences preferences, CancellationToken cancellationToken)
    {
        var row = RowOf(person.TenantId, person.ObjectId);
        row[NoStatusNotices] = !preferences.StatusNotices;
        row[QuietFrom] = preferences.Quiet is { From: var from } ? OfTime(from) : "";
        row[QuietUntil] = preferences.Quiet is { Until: var until } ? OfTime(until) : "";
        return MergeAsync(row, cancellationToken);
    }

    private static TableEntity RowOf(string tenantId, string objectId) => new(TableKeys.Tenant(tenantId), TableKeys.Object(objectId));

    private static LocalTime ToTime(string text) => LocalTimePattern.ExtendedIso.Parse(text).Value;

    private static string OfTime(LocalTime time) => LocalTimePattern.ExtendedIso.Format(time);

    // Nobody is written down who has never been met: where there is no row, there is nothing to add to.
    private Task<bool> MergeAsync(TableEntity row, CancellationToken cancellationToken) => retries.RunOnceAsync(
        token => _table.MergeAsync(row, ETag.All, token), happened: _ => Task.FromResult(true), cancellationToken);

    private static Address ToAddress(TableEntity row) => new(
        row.Text("TenantId"),
        row.Text("ObjectId"),
        row.Text("TeamsId"),
        row.Text("Name"),
        row.Text("ConversationId"),
        row.Text("ServiceUrl"),
        row.Text("Language"),
        row.TextOrNull("TimeZone") is { Length: > 0 } zone ? zone : null);
}
