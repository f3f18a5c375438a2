using Azure.Data.Tables;
using NodaTime;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>What waits for each person, in a partition of their own.</summary>
internal sealed class HeldNoticeTable(StorageTables tables, TableRetries retries) : IHeldNotices
{
    // What one transaction can change.
    private const int Most = 100;
    private const string LeaseUntil = "LeaseUntil";

    private readonly TableClient _table = tables.Held;

    /// <inheritdoc/>
    public Task HoldAsync(HeldNotice held, HeldFor what, CancellationToken cancellationToken)
    {
        var row = RowOf(held, what);
        row.SetPerson("To", held.To);
        row["Number"] = held.Number.Text;
        row["Notice"] = held.Notice;
        row["Kind"] = held.Kind.ToString();
        row["Event"] = held.Event;
        if (held.Question is { } question) row["Question"] = question;
        // Refused where it is there already.
        return retries.RunOnceAsync(token => _table.InsertAsync(row, token), happened: _ => Task.FromResult(true), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldNotice>> OfAsync(Person person, HeldFor what, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.HeldFor(person, what.ToString())}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, Most, select: null, token), cancellationToken);
        return [.. rows.Select(ToHeld)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldNotice>?> TakeAsync(IReadOnlyList<HeldNotice> held, HeldFor what, Instant until, CancellationToken cancellationToken)
    {
        var transaction = new RowTransaction();
        foreach (var each in held)
        {
            var row = RowOf(each, what);
            row.SetInstant(LeaseUntil, until);
            transaction.Merge(row, TicketRows.ToVersion(each.Stamp!));
        }

        transaction.Check();
        IReadOnlyList<Azure.ETag> versions = [];
        var taken = await retries.RunOnceAsync(
            async token => versions = await transaction.SubmitAsync(_table, token), happened: _ => Task.FromResult(false), cancellationToken);
        return taken ? [.. held.Zip(versions, (each, version) => each with { LeaseUntil = until, Stamp = version.ToString() })] : null;
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(IReadOnlyList<HeldNotice> held, HeldFor what, CancellationToken cancellationToken)
    {
        var transaction = new RowTransaction();
        foreach (var each in held)
        {
            var row = RowOf(each, what);
            // A merge takes nothing away: a lease that never held stands for none.
            row.SetInstant(LeaseUntil, NodaConstants.UnixEpoch);
            transaction.Merge(row, TicketRows.ToVersion(each.Stamp!));
        }

        transaction.Check();
        return retries.RunOnceAsync(token => transaction.SubmitAsync(_table, token), happened: _ => Task.FromResult(true), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ForgetAsync(IReadOnlyList<HeldNotice> held, HeldFor what, CancellationToken cancellationToken) => Task.WhenAll(held.Select(each =>
    {
        var row = RowOf(each, what);
        return retries.RunAsync(token => _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: token), cancellationToken);
    }));

    private static TableEntity RowOf(HeldNotice held, HeldFor what) => new(TableKeys.HeldFor(held.To, what.ToString()), TableKeys.Held(held.Number, held.Notice));

    private static HeldNotice ToHeld(TableEntity row) => new(
        row.Person("To"), row.TicketNumber("Number"), row.Text("Notice"), row.Name<NoticeKind>("Kind"), row.Number("Event"), row.NumberOrNull("Question"))
    {
        LeaseUntil = row.ContainsKey(LeaseUntil) && row.Instant(LeaseUntil) is var until && until > NodaConstants.UnixEpoch ? until : null,
        Stamp = row.ETag.ToString(),
    };
}
