using Azure.Data.Tables;
using NodaTime;
using NodaTime.Text;
using SupportBot.Desk;

namespace SupportBot.Storage;

/// <summary>The security audit, a partition for each day.</summary>
internal sealed class AuditTable(StorageTables tables, TableRetries retries) : ISecurityAudit
{
    private readonly TableClient _table = tables.Audit;

    /// <inheritdoc/>
    public Task WriteAsync(Trespass trespass, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Day(trespass.At.InUtc().Date), TableKeys.Trespass(trespass.Who, trespass.ActivityId))
        {
            ["Verb"] = trespass.Verb,
            ["Ticket"] = trespass.Ticket.Text,
            ["ActivityType"] = trespass.ActivityType,
            ["ActivityId"] = trespass.ActivityId,
        };
        row.SetPerson("Who", trespass.Who);
        row.SetInstant("At", trespass.At);
        return retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Trespass>> OfDayAsync(LocalDate day, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Day(day)}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken);
        return
        [
            .. rows.Select(row => new Trespass(
                row.Person("Who"), row.Text("Verb"), row.TicketNumber("Ticket"), row.Text("ActivityType"), row.Text("ActivityId"), row.Instant("At"))).OrderBy(trespass => trespass.At),
        ];
    }

    private static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
