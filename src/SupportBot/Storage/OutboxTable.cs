using Azure;
using Azure.Data.Tables;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>The notices of a ticket, in its own partition. Each has its own ETag, which is what a lease rests on.</summary>
internal sealed class OutboxTable(StorageTables tables, TableRetries retries, InstanceName instance, TimeProvider time) : IOutbox
{
    private const int Attempts = 8;

    private readonly TableClient _table = tables.Tickets;
    private int _takings;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Notice>> OutstandingAsync(TicketNumber number, CancellationToken cancellationToken)
    {
        var (partition, range) = (TableKeys.Ticket(number), TableKeys.Notices);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {range.From} and RowKey lt {range.Before} and Ended eq {false}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken);
        return [.. rows.Select(row => NoticeRows.ToNotice(number, row))];
    }

    /// <inheritdoc/>
    public async Task<Notice?> TakeAsync(Notice notice, Duration lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToInstant();
        var state = NoticeState.Sending;
        if (notice.Stamp is null || notice.State is not (NoticeState.Pending or NoticeState.FailedTemp))
        {
            if (await FindRowAsync(notice, cancellationToken) is not { } row || row.Flag(NoticeRows.Ended)) return null;
            notice = NoticeRows.ToNotice(notice.Number, row);
            if (notice.State is NoticeState.Sending)
            {
                if (row.Instant(NoticeRows.LeaseUntil) > now) return null;
                // Whoever held it may have sent it.
                state = NoticeState.Unknown;
            }
        }

        var taker = FormattableString.Invariant($"{instance.Value}/{Interlocked.Increment(ref _takings)}");
        var taking = NoticeRows.OfState(notice, NoticeState.Sending);
        taking[NoticeRows.Attempts] = notice.Attempts + 1;
        taking[NoticeRows.Taker] = taker;
        taking.SetInstant(NoticeRows.LeaseUntil, now + lease);

        ETag? version = null;
        var taken = await retries.RunOnceAsync(
            async token => version = (await _table.MergeAsync(taking, TicketRows.ToVersion(notice.Stamp!), token)).Headers.ETag,
            async token =>
            {
                var row = await FindRowAsync(notice, token);
                version = row?.ETag;
                return row?.TextOrNull(NoticeRows.Taker) == taker;
            },
            cancellationToken);
        return taken ? notice with { State = state, Attempts = notice.Attempts + 1, Stamp = version.ToString() } : null;
    }

    /// <inheritdoc/>
    public Task<bool> MarkAsync(Notice notice, NoticeState state, TicketPlaces? places, NoticeKind? followUp, CancellationToken cancellationToken) =>
        MarkAsync(notice, NoticeRows.OfState(notice, state), places, followUp, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> PostponeAsync(Notice notice, Instant until, TicketPlaces? places, CancellationToken cancellationToken)
    {
        var row = NoticeRows.OfState(notice, NoticeState.FailedTemp);
        row.SetInstant(NoticeRows.NotBefore, until);
        return MarkAsync(notice, row, places, followUp: null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<NoticeState?> StateAsync(TicketNumber number, string id, CancellationToken cancellationToken) =>
        await FindRowAsync(number, id, cancellationToken) is { } row ? row.Name<NoticeState>(NoticeRows.State) : null;

    /// <inheritdoc/>
    public async Task<bool> HasToldOutOfReachAsync(TicketNumber number, Person? of, Instant since, CancellationToken cancellationToken)
    {
        var (partition, range, kind) = (TableKeys.Ticket(number), TableKeys.Notices, nameof(NoticeKind.OutOfReach));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {range.From} and RowKey lt {range.Before} and Kind eq {kind} and AddedAt ge {since.ToDateTimeOffset()}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken);
        return rows.Any(row => of is null ? row.PersonOrNull("To") is null : row.PersonOrNull("To")?.Is(of) is true);
    }

    /// <inheritdoc/>
    public Task AddAsync(TicketNumber number, PendingNotice notice, CommandKey key, CancellationToken cancellationToken)
    {
        var transaction = new RowTransaction()
            .Insert(new TableEntity(TableKeys.Ticket(number), TableKeys.Command(key)) { ["Sequence"] = notice.Event })
            .Insert(NoticeRows.OfAdded(number, notice, key))
            .Check();
        // Refused where the key is there already: then the notice was added before.
        return retries.RunOnceAsync(token => transaction.SubmitAsync(_table, token), happened: _ => Task.FromResult(true), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TicketPlaces> PlacesAsync(TicketNumber number, CancellationToken cancellationToken, Person? approver = null) =>
        NoticeRows.ToPlaces(await retries.RunAsync(token => _table.FindAsync(TableKeys.Ticket(number), TableKeys.Places, token), cancellationToken), approver);

    /// <inheritdoc/>
    public async Task<HeldWords> WordsAsync(TicketNumber number, int sequence, CancellationToken cancellationToken) =>
        NoticeRows.ToWords(number, await NoticesOfAsync(number, sequence, cancellationToken));

    /// <inheritdoc/>
    public async Task<bool> ReleaseAsync(TicketNumber number, int sequence, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToInstant();
        for (var attempt = 1; ; attempt++)
        {
            var transaction = new RowTransaction();
            foreach (var row in NoticeRows.Held(await NoticesOfAsync(number, sequence, cancellationToken)).Where(row => row.Instant(NoticeRows.HeldUntil) > now))
            {
                var release = new TableEntity(row.PartitionKey, row.RowKey);
                release.SetInstant(NoticeRows.HeldUntil, now);
                transaction.Merge(release, row.ETag);
            }

            if (transaction.IsEmpty) return false;
            // Where an answer was lost the loop reads again and sees for itself.
            if (await retries.RunOnceAsync(token => transaction.SubmitAsync(_table, token), happened: _ => Task.FromResult(false), cancellationToken)) return true;
            if (attempt == Attempts) throw new InvalidOperationException($"What event {sequence} of ticket {number} has to tell was changed by others {Attempts} times in a row.");
        }
    }

    private async Task<bool> MarkAsync(Notice notice, TableEntity marked, TicketPlaces? places, NoticeKind? followUp, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(notice.Stamp, nameof(notice));
        NoticeRows.SetPost(marked, places?.Post);
        var transaction = new RowTransaction().Merge(marked, TicketRows.ToVersion(notice.Stamp));
        if (places is not null && places with { Post = null } != TicketPlaces.None) transaction.InsertOrMerge(NoticeRows.OfPlaces(notice.Number, places, notice.To));
        if (followUp is { } kind) transaction.Insert(NoticeRows.OfFollowUp(notice, kind, time.GetUtcNow().ToInstant()));
        transaction.Check();
        return await retries.RunOnceAsync(
            token => transaction.SubmitAsync(_table, token),
            async token => await FindRowAsync(notice, token) is { } row && row.Text(NoticeRows.State) == marked.Text(NoticeRows.State) && row.Number(NoticeRows.Attempts) == notice.Attempts,
            cancellationToken);
    }

    private Task<List<TableEntity>> NoticesOfAsync(TicketNumber number, int sequence, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.RangeAsync(TableKeys.Ticket(number), TableKeys.NoticesOf(sequence), token), cancellationToken);

    private Task<TableEntity?> FindRowAsync(Notice notice, CancellationToken cancellationToken) => FindRowAsync(notice.Number, notice.Id, cancellationToken);

    private Task<TableEntity?> FindRowAsync(TicketNumber number, string id, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.FindAsync(TableKeys.Ticket(number), id, token), cancellationToken);
}
