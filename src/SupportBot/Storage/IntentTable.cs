using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Commands that were announced and are not known to be settled.</summary>
internal sealed class IntentTable(StorageTables tables, TableRetries retries, TimeProvider time)
{
    private readonly TableClient _table = tables.Intents;

    public Task AnnounceAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.ShardOf(number), TableKeys.Announced(number, key))
        {
            ["Number"] = number.Text,
            ["Key"] = key.Text,
        };
        row.SetInstant("At", time.GetUtcNow().ToInstant());
        return retries.RunAsync(token => _table.InsertOrReplaceAsync(row, token), cancellationToken);
    }

    public Task ForgetAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.DeleteEntityAsync(TableKeys.ShardOf(number), TableKeys.Announced(number, key), cancellationToken: token), cancellationToken);

    public async IAsyncEnumerable<UnsettledCommand> OlderThanAsync(Duration age, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow().ToInstant() - age).ToDateTimeOffset();
        for (var shard = 0; shard < TableKeys.Shards; shard++)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Shard(shard)} and At lt {before}");
            var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken);
            foreach (var row in rows) yield return new UnsettledCommand(row.TicketNumber("Number"), CommandKey.FromStored(row.Text("Key")));
        }
    }
}
