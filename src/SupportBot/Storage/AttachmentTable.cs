using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>
/// Keeps each attachment in a partition of its own: its bytes first, in rows, and last the manifest, without which nothing of
/// it is there. What is unsettled stands in one partition besides; its row is written before the first byte.
/// </summary>
internal sealed class AttachmentTable(StorageTables tables, TableRetries retries, TimeProvider time) : IAttachments
{
    /// <summary>The bytes of one row: as many properties as stay under 1 MiB in base64 too.</summary>
    public const int BytesPerRow = BytesPerProperty * LongText.PropertiesPerRow;

    private const int BytesPerProperty = LongText.LongestProperty * 2;

    // Four full rows in base64 stay under the 4 MiB of a transaction.
    private const int RowsPerTransaction = 4;

    // Much longer than to keep the largest one takes: what is not whole by then was broken off.
    private static readonly Duration LongestKeeping = Duration.FromHours(1);

    // Much longer than a command takes: by then it took effect or did not.
    private static readonly Duration LongestCommand = Duration.FromMinutes(5);

    private readonly TableClient _table = tables.Attachments;

    /// <inheritdoc/>
    public async Task<TicketAttachment?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindManifestAsync(id, cancellationToken) is { } manifest
            ? new TicketAttachment(id, manifest.Text("Name"), manifest.Text("ContentType"), manifest.Number("Size"))
            : null;

    /// <inheritdoc/>
    /// <exception cref="TooLargeToStoreException">It is larger than an attachment may be; nothing was sent.</exception>
    public async Task KeepAsync(TicketAttachment attachment, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > TicketAttachment.LargestSize)
            throw new TooLargeToStoreException($"An attachment has {content.Length} bytes; at most {TicketAttachment.LargestSize} are possible.");
        if (await FindManifestAsync(attachment.Id, cancellationToken) is not null) return;

        await BeginAsync(attachment.Id, cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var rows = RowsOf(attachment.Id, hash, content).ToList();
        foreach (var some in rows.Chunk(RowsPerTransaction))
        {
            var transaction = new RowTransaction();
            foreach (var row in some) transaction.InsertOrReplace(row);
            transaction.Check();
            await retries.RunAsync(token => transaction.SubmitAsync(_table, token), cancellationToken);
        }

        var manifest = new TableEntity(TableKeys.Attachment(attachment.Id), TableKeys.Manifest)
        {
            ["Name"] = attachment.Name,
            ["ContentType"] = attachment.ContentType,
            ["Size"] = content.Length,
            ["Rows"] = rows.Count,
            ["Hash"] = hash,
        };
        // Whoever was faster kept the same file of the same message.
        await retries.RunOnceAsync(
            token => _table.InsertAsync(manifest, token), async token => await FindManifestAsync(attachment.Id, token) is not null, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRowException">What is there is not what was kept.</exception>
    public async Task<byte[]?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindManifestAsync(id, cancellationToken) is not { } manifest) return null;
        var (partition, hash) = (TableKeys.Attachment(id), manifest.Text("Hash"));
        var rows = await retries.RunAsync(token => _table.RangeAsync(partition, TableKeys.Chunks(hash), token), cancellationToken);
        var content = new byte[manifest.Number("Size")];
        var written = 0;
        foreach (var part in rows.SelectMany(Parts))
        {
            if (part.Length > content.Length - written) throw DamagedRowException.Of(manifest, "Size");
            part.CopyTo(content, written);
            written += part.Length;
        }

        return rows.Count == manifest.Number("Rows") && Convert.ToHexStringLower(SHA256.HashData(content)) == hash ? content : throw DamagedRowException.Of(manifest, "Hash");
    }

    /// <inheritdoc/>
    public async Task<bool> ReserveAsync(IReadOnlyList<TicketAttachment> attachments, TicketNumber number, CommandKey key, CancellationToken cancellationToken)
    {
        var reserved = await Task.WhenAll(attachments.Select(attachment => ReserveAsync(attachment.Id, number, key, cancellationToken)));
        return Array.TrueForAll(reserved, each => each);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnsettledAttachment>> UnsettledAsync(Instant now, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Unsettled} and Due le {now.ToDateTimeOffset()}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, select: null, token), cancellationToken);
        return [.. rows.Select(ToUnsettled)];
    }

    /// <inheritdoc/>
    public async Task SettleAsync(UnsettledAttachment unsettled, CancellationToken cancellationToken) => await retries.RunOnceAsync(
        token => _table.DeleteEntityAsync(TableKeys.Unsettled, TableKeys.UnsettledAttachment(unsettled.Id), new ETag(unsettled.Stamp), token),
        async token => await FindUnsettledAsync(unsettled.Id, token) is null,
        cancellationToken);

    /// <inheritdoc/>
    public async Task PostponeAsync(UnsettledAttachment unsettled, Instant until, CancellationToken cancellationToken)
    {
        var row = UnsettledRow(unsettled.Id);
        row.SetInstant("Due", until);
        await MergeAsync(row, new ETag(unsettled.Stamp), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(UnsettledAttachment unsettled, CancellationToken cancellationToken)
    {
        if (!unsettled.IsBeingDeleted)
        {
            var row = UnsettledRow(unsettled.Id);
            row["IsBeingDeleted"] = true;
            if (!await MergeAsync(row, new ETag(unsettled.Stamp), cancellationToken)) return;
        }

        // The manifest goes first: without it nothing of the attachment is there.
        var partition = TableKeys.Attachment(unsettled.Id);
        await retries.RunAsync(token => _table.DeleteEntityAsync(partition, TableKeys.Manifest, cancellationToken: token), cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, int.MaxValue, ["PartitionKey", "RowKey"], token), cancellationToken);
        foreach (var row in rows)
            await retries.RunAsync(token => _table.DeleteEntityAsync(partition, row.RowKey, cancellationToken: token), cancellationToken);
        await retries.RunAsync(
            token => _table.DeleteEntityAsync(TableKeys.Unsettled, TableKeys.UnsettledAttachment(unsettled.Id), cancellationToken: token), cancellationToken);
    }

    private async Task BeginAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToInstant();
        var row = UnsettledRow(id);
        row["Id"] = id;
        row.SetInstant("BegunAt", now);
        row.SetInstant("Due", now + LongestKeeping);
        await retries.RunOnceAsync(token => _table.InsertAsync(row, token), async token => await FindUnsettledAsync(id, token) is not null, cancellationToken);
    }

    private async Task<bool> ReserveAsync(string id, TicketNumber number, CommandKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var unsettled = await FindUnsettledAsync(id, cancellationToken);
            if (unsettled?.Flag("IsBeingDeleted") is true || await FindManifestAsync(id, cancellationToken) is null) return false;
            // Settled: a ticket names it, so nobody will delete it.
            if (unsettled is null) return true;

            var row = UnsettledRow(id);
            row["Number"] = number.Text;
            row["Key"] = key.Text;
            row.SetInstant("Due", time.GetUtcNow().ToInstant() + LongestCommand);
            if (await MergeAsync(row, unsettled.ETag, cancellationToken)) return true;
        }
    }

    private Task<bool> MergeAsync(TableEntity row, ETag version, CancellationToken cancellationToken) => retries.RunOnceAsync(
        token => _table.MergeAsync(row, version, token),
        // What the row holds then is read again by whoever needs it.
        happened: _ => Task.FromResult(false),
        cancellationToken);

    private Task<TableEntity?> FindUnsettledAsync(string id, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.FindAsync(TableKeys.Unsettled, TableKeys.UnsettledAttachment(id), token), cancellationToken);

    private Task<TableEntity?> FindManifestAsync(string id, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.FindAsync(TableKeys.Attachment(id), TableKeys.Manifest, token), cancellationToken);

    private static TableEntity UnsettledRow(string id) => new(TableKeys.Unsettled, TableKeys.UnsettledAttachment(id));

    private static IEnumerable<TableEntity> RowsOf(string id, string hash, ReadOnlyMemory<byte> content)
    {
        for (var start = 0; start < content.Length; start += BytesPerRow)
        {
            var row = new TableEntity(TableKeys.Attachment(id), TableKeys.Chunk(hash, start / BytesPerRow));
            var end = Math.Min(content.Length, start + BytesPerRow);
            for (var from = start; from < end; from += BytesPerProperty)
                row[Property((from - start) / BytesPerProperty)] = content[from..Math.Min(end, from + BytesPerProperty)].ToArray();
            yield return row;
        }
    }

    private static IEnumerable<byte[]> Parts(TableEntity row)
    {
        for (var i = 0; row.TryGetValue(Property(i), out var value); i++) yield return value as byte[] ?? throw DamagedRowException.Of(row, Property(i));
    }

    private static string Property(int index) => FormattableString.Invariant($"Bytes{index:D2}");

    private static UnsettledAttachment ToUnsettled(TableEntity row) => new(
        row.Text("Id"),
        row.Instant("BegunAt"),
        row.ContainsKey("Number") ? row.TicketNumber("Number") : null,
        row.TextOrNull("Key") is { } key ? CommandKey.FromStored(key) : null,
        row.Flag("IsBeingDeleted"),
        row.ETag.ToString());
}
