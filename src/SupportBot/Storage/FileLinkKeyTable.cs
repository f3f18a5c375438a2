using Azure.Data.Tables;
using SupportBot.Desk;

namespace SupportBot.Storage;

/// <summary>Keeps the key with which links to files are signed, so that every instance knows the links of the others.</summary>
internal sealed class FileLinkKeyTable(StorageTables tables, TableRetries retries) : IFileLinkKeys
{
    /// <inheritdoc/>
    public async Task<byte[]> GetOrKeepAsync(byte[] otherwise, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } kept) return kept;
        var row = new TableEntity(TableKeys.SigningKeys, TableKeys.FileLinks) { ["Key"] = otherwise };
        // Of two instances that begin at once, the second takes the first one's key.
        await retries.RunOnceAsync(token => tables.Attachments.InsertAsync(row, token), async token => await FindAsync(token) is not null, cancellationToken);
        return await FindAsync(cancellationToken) ?? throw new InvalidOperationException("The key of links to files was kept and is not there.");
    }

    private async Task<byte[]?> FindAsync(CancellationToken cancellationToken)
    {
        var row = await retries.RunAsync(token => tables.Attachments.FindAsync(TableKeys.SigningKeys, TableKeys.FileLinks, token), cancellationToken);
        return row is null ? null : row.TryGetValue("Key", out var value) && value is byte[] key ? key : throw DamagedRowException.Of(row, "Key");
    }
}
