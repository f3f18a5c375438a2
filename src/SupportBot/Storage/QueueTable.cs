using Azure.Data.Tables;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Desk;

namespace SupportBot.Storage;

/// <summary>The desk's queues, in one partition.</summary>
internal sealed class QueueTable(StorageTables tables, TableRetries retries, TimeProvider time) : IQueues
{
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(30);

    private const string LostAt = "LostAt";
    private const string LossTold = "LossTold";
    private const string ThreadsMoved = "ThreadsMoved";

    private readonly TableClient _table = tables.Desk;
    private (IReadOnlyList<Queue> Queues, DateTimeOffset At)? _known;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Queue>> AllAsync(CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        if (_known is { Queues.Count: > 0 } known && at - known.At < Holds) return known.Queues;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Queues}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken);
        IReadOnlyList<Queue> queues = [.. rows.OrderBy(row => row.Instant("Since")).Select(ToQueue)];
        _known = (queues, at);
        return queues;
    }

    /// <inheritdoc/>
    public async Task KeepAsync(Queue queue, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.Queues, TableKeys.QueueNamed(queue.Name))
        {
            ["Name"] = queue.Name,
            ["TeamId"] = queue.TeamId,
            ["ChannelId"] = queue.ChannelId,
            ["ServiceUrl"] = queue.ServiceUrl,
        };
        var before = await retries.RunAsync(token => _table.FindAsync(row.PartitionKey, row.RowKey, token), cancellationToken);
        // A queue that moves keeps its place among the others.
        row.SetInstant("Since", before?.Instant("Since") ?? time.GetUtcNow().ToInstant());
        await retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
        _known = null;
    }

    /// <inheritdoc/>
    public async Task<bool> LoseAsync(Queue queue, Instant at, CancellationToken cancellationToken)
    {
        _known = null;
        if (await FindAsync(queue, cancellationToken) is not { } row || row.Text("ChannelId") != queue.ChannelId || row.ContainsKey(LostAt)) return false;
        row.SetInstant(LostAt, at);
        return await retries.RunOnceAsync(
            token => _table.ReplaceAsync(row, row.ETag, token),
            // Where an answer was lost whoever sweeps tells of it.
            happened: _ => Task.FromResult(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task LossToldAsync(Queue queue, CancellationToken cancellationToken) => SetAsync(queue, LossTold, cancellationToken);

    /// <inheritdoc/>
    public Task ThreadsMovedAsync(Queue queue, CancellationToken cancellationToken) => SetAsync(queue, ThreadsMoved, cancellationToken);

    // Where somebody else wrote meanwhile, the next sweep does it once more.
    private async Task SetAsync(Queue queue, string flag, CancellationToken cancellationToken)
    {
        _known = null;
        if (await FindAsync(queue, cancellationToken) is not { } row || row.Text("ChannelId") != queue.ChannelId) return;
        row[flag] = true;
        await retries.RunOnceAsync(
            token => _table.ReplaceAsync(row, row.ETag, token), happened: _ => Task.FromResult(true), cancellationToken);
    }

    private Task<TableEntity?> FindAsync(Queue queue, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.FindAsync(TableKeys.Queues, TableKeys.QueueNamed(queue.Name), token), cancellationToken);

    private static Queue ToQueue(TableEntity row) => new(row.Text("Name"), row.Text("TeamId"), row.Text("ChannelId"), row.Text("ServiceUrl"))
    {
        LostAt = row.ContainsKey(LostAt) ? row.Instant(LostAt) : null,
        IsLossTold = row.Flag(LossTold),
        AreThreadsMoved = row.Flag(ThreadsMoved),
    };
}
