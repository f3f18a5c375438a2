using Azure;
using Azure.Data.Tables;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Alarms in the order in which they are due, spread over shards. What is due stands at the beginning of each, so nothing is searched.</summary>
internal sealed class AlarmTable(StorageTables tables, TableRetries retries, InstanceName instance, TimeProvider time) : IAlarms
{
    private const int MostOfShard = 50;
    private const int Attempts = 8;
    private const string Taker = "Taker";
    private const string FreeFrom = "FreeFrom";

    private readonly TableClient _table = tables.Due;
    private int _takings;

    /// <inheritdoc/>
    public event Action<Alarm> WasSet = _ => { };

    /// <inheritdoc/>
    public async Task SetAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = RowOf(alarm);
            row.SetInstant(FreeFrom, alarm.Due);
            if (await retries.RunOnceAsync(token => _table.InsertAsync(row, token), happened: _ => Task.FromResult(false), cancellationToken)) break;

            // It is there already, and somebody may just be done with it: touched, it stays for them to look again.
            var touch = RowOf(alarm);
            if (await retries.RunOnceAsync(
                token => _table.MergeAsync(touch, ETag.All, token), happened: _ => Task.FromResult(false), cancellationToken)) break;
            if (attempt == Attempts) throw new InvalidOperationException($"The alarm about {alarm.Kind} '{alarm.About}' came and went {Attempts} times in a row.");
        }

        WasSet(alarm);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueAlarm>> DueAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var free = now.ToDateTimeOffset();
        var before = TableKeys.FirstDueAfter(now);
        return ListAsync(shard => TableClient.CreateQueryFilter($"PartitionKey eq {shard} and RowKey lt {before} and FreeFrom le {free}"), now, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueAlarm>> LateAsync(Duration age, CancellationToken cancellationToken)
    {
        var now = Now;
        var before = TableKeys.FirstDueAfter(now - age);
        return ListAsync(shard => TableClient.CreateQueryFilter($"PartitionKey eq {shard} and RowKey lt {before}"), now, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TakenAlarm?> TakeAsync(DueAlarm due, Duration lease, CancellationToken cancellationToken)
    {
        var taker = FormattableString.Invariant($"{instance.Value}/{Interlocked.Increment(ref _takings)}");
        var taking = new TableEntity(TableKeys.ShardOf(due.Alarm.About), due.Key) { [Taker] = taker };
        taking.SetInstant(FreeFrom, Now + lease);

        ETag? version = null;
        var taken = await retries.RunOnceAsync(
            async token => version = (await _table.MergeAsync(taking, new ETag(due.Stamp), token)).Headers.ETag,
            async token =>
            {
                var row = await FindAsync(due.Alarm, due.Key, token);
                version = row?.ETag;
                return row?.TextOrNull(Taker) == taker;
            },
            cancellationToken);
        return taken ? new TakenAlarm(due.Alarm, due.Key, taker, version.ToString()!) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> HoldsAsync(TakenAlarm taken, CancellationToken cancellationToken) =>
        await FindAsync(taken.Alarm, taken.Key, cancellationToken) is { } row && row.TextOrNull(Taker) == taken.Taker && row.Instant(FreeFrom) > Now;

    /// <inheritdoc/>
    public Task<bool> DoneAsync(TakenAlarm taken, CancellationToken cancellationToken) => retries.RunOnceAsync(
        async token =>
        {
            var response = await _table.DeleteEntityAsync(TableKeys.ShardOf(taken.Alarm.About), taken.Key, new ETag(taken.Stamp), token);
            // The client takes a row that is not there for deleted; this one was put away by somebody else.
            if (response.Status == 404) throw new RequestFailedException(404, "The alarm is not there.");
        },
        async token => await FindAsync(taken.Alarm, taken.Key, token) is null,
        cancellationToken);

    private async Task<IReadOnlyList<DueAlarm>> ListAsync(Func<string, string> filter, Instant now, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, TableKeys.Shards).Select(shard => retries.RunAsync(
            token => _table.ListAsync(filter(TableKeys.Shard(shard)), MostOfShard, select: null, token), cancellationToken)));
        return
        [
            .. shards.SelectMany(rows => rows).Select(row => new DueAlarm(
                new Alarm(row.Name<AlarmKind>("Kind"), row.Text("About"), row.Instant("Due")), row.RowKey, row.ETag.ToString(), row.Instant(FreeFrom) <= now)),
        ];
    }

    private Task<TableEntity?> FindAsync(Alarm alarm, string key, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.FindAsync(TableKeys.ShardOf(alarm.About), key, token), cancellationToken);

    private static TableEntity RowOf(Alarm alarm)
    {
        var row = new TableEntity(TableKeys.ShardOf(alarm.About), TableKeys.DueRow(alarm)) { ["Kind"] = alarm.Kind.ToString(), ["About"] = alarm.About };
        row.SetInstant("Due", alarm.Due);
        return row;
    }

    private Instant Now => time.GetUtcNow().ToInstant();
}
