using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.Bot.Builder;

namespace SupportBot.Storage;

/// <summary>
/// Keeps what conversations and users remember, a partition for each key. What is read carries an ETag: of two turns that
/// save the same state, the later one gets a <see cref="StateConflictException"/> and stores nothing. A key without state is
/// read as an empty document, so that a first save inserts. The ETag <c>*</c> overwrites.
/// </summary>
public sealed class TableConversationState : IStorage
{
    private const string Text = "Text";
    private const string Rows = "Rows";
    private const string Hash = "Hash";
    private const string Any = "*";
    private const int Attempts = 5;

    private readonly TableClient _table;
    private readonly TableRetries _retries;
    private readonly StateJson _json;

    /// <param name="tables">The tables.</param>
    /// <param name="retries">Repeats what passes.</param>
    /// <param name="allowed">The types that state may hold, by the names they are stored under.</param>
    internal TableConversationState(StorageTables tables, TableRetries retries, IReadOnlyDictionary<string, Type> allowed) =>
        (_table, _retries, _json) = (tables.State, retries, new StateJson(allowed));

    /// <inheritdoc/>
    public async Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default)
    {
        var documents = await Task.WhenAll(keys.Distinct(StringComparer.Ordinal).Select(async key => (key, await ReadAsync(key, cancellationToken))));
        return documents.ToDictionary(each => each.key, each => (object)each.Item2, StringComparer.Ordinal);
    }

    /// <summary>Stores each state in a transaction of its own; where one is refused, others may be stored.</summary>
    /// <exception cref="StateConflictException">A state was saved by another turn since it was read.</exception>
    /// <exception cref="StateFormatException">A state holds what cannot be read again; nothing was sent.</exception>
    /// <exception cref="TooLargeToStoreException">A state is too large; nothing was sent.</exception>
    public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
    {
        var writes = changes.Select(change => Prepare(change.Key, change.Value)).ToList();
        return Task.WhenAll(writes.Select(write => WriteAsync(write, cancellationToken)));
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default) =>
        Task.WhenAll(keys.Distinct(StringComparer.Ordinal).Select(key => DeleteAsync(key, cancellationToken)));

    private async Task<StateDocument> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(key, cancellationToken);
        var document = new StateDocument(stored is null ? null : Stamp.Of(stored.Version, stored.Rows));
        if (stored is null) return document;
        try
        {
            _json.Read(stored.Text, document);
        }
        catch (StateFormatException e)
        {
            throw new StateFormatException($"The state '{key}' cannot be read. {e.Message}", e);
        }

        return document;
    }

    private async Task<Stored?> FindAsync(string key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var rows = await RowsAsync(key, select: null, cancellationToken);
            if (rows.Count == 0) return null;
            // Rows behind the last one belong to a longer state of before.
            var count = rows[0].Number(Rows);
            var used = rows.Take(count).ToList();
            var isWhole = used.Count == count && used[0].RowKey == TableKeys.StateRow(0) && used[^1].RowKey == TableKeys.StateRow(count - 1);
            if (isWhole)
            {
                var text = LongText.Join(used, Text);
                // Several rows may come in several pages, between which the state can be saved anew.
                if (count == 1 || HashOf(text) == rows[0].Text(Hash)) return new Stored(text, rows[0].ETag, rows.Count);
            }

            if (attempt == Attempts) throw new DamagedRowException($"The state in partition '{rows[0].PartitionKey}' does not hold together.");
        }
    }

    private Write Prepare(string key, object value)
    {
        if (value is not IDictionary<string, object> state)
            throw new StateFormatException($"The state '{key}' is a {value?.GetType().ToString() ?? "null"}; only dictionaries, as BotState has them, can be stored.");
        var text = _json.Write(state);
        var item = value as IStoreItem;
        var write = new Write(key, text, RowsOf(key, text), item);
        Transaction(write, version: null, oldRows: 0).Check();
        return write;
    }

    private async Task WriteAsync(Write write, CancellationToken cancellationToken)
    {
        var etag = write.Item?.ETag;
        if (etag == Any)
        {
            await OverwriteAsync(write, cancellationToken);
            return;
        }

        (ETag Version, int Rows)? stamp = string.IsNullOrEmpty(etag) ? null : Stamp.Parse(etag, write.Key);
        var transaction = Transaction(write, stamp?.Version, stamp?.Rows ?? 0).Check();
        ETag version = default;
        var stored = await _retries.RunOnceAsync(
            async token => version = (await transaction.SubmitAsync(_table, token))[0],
            async token =>
            {
                var present = await FindAsync(write.Key, token);
                version = present?.Version ?? default;
                return present?.Text == write.Text;
            },
            cancellationToken);
        if (!stored) throw new StateConflictException(write.Key);
        Stamped(write, version);
    }

    private async Task OverwriteAsync(Write write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var present = await RowsAsync(write.Key, [nameof(TableEntity.RowKey)], cancellationToken);
            var transaction = Transaction(write, present.Count == 0 ? null : ETag.All, present.Count).Check();
            ETag version = default;
            if (await _retries.RunOnceAsync(
                async token => version = (await transaction.SubmitAsync(_table, token))[0], happened: _ => Task.FromResult(false), cancellationToken))
            {
                Stamped(write, version);
                return;
            }

            if (attempt == Attempts) throw new StateConflictException(write.Key);
        }
    }

    private async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var present = await RowsAsync(key, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken);
            if (present.Count == 0) return;
            var transaction = new RowTransaction();
            foreach (var row in present) transaction.Delete(TableKeys.State(key), row.RowKey);
            if (await _retries.RunOnceAsync(token => transaction.SubmitAsync(_table, token), happened: _ => Task.FromResult(false), cancellationToken)) return;
            if (attempt == Attempts) throw new StateConflictException(key);
        }
    }

    private static List<TableEntity> RowsOf(string key, string text)
    {
        var parts = LongText.Split(text);
        var rows = new List<TableEntity>(parts.Count);
        for (var part = 0; part < parts.Count; part++)
        {
            var row = new TableEntity(TableKeys.State(key), TableKeys.StateRow(part));
            LongText.Write(row, Text, parts[part]);
            rows.Add(row);
        }

        rows[0][Rows] = parts.Count;
        if (parts.Count > 1) rows[0][Hash] = HashOf(text);
        return rows;
    }

    private static RowTransaction Transaction(Write write, ETag? version, int oldRows)
    {
        var transaction = new RowTransaction();
        if (version is { } known) transaction.Replace(write.Rows[0], known);
        else transaction.Insert(write.Rows[0]);
        foreach (var row in write.Rows.Skip(1)) transaction.InsertOrReplace(row);
        // The first row's version vouches for how many there are: all of them change only together with it.
        for (var part = write.Rows.Count; part < oldRows; part++) transaction.Delete(TableKeys.State(write.Key), TableKeys.StateRow(part));
        return transaction;
    }

    private static void Stamped(Write write, ETag version)
    {
        if (write.Item is not null) write.Item.ETag = Stamp.Of(version, write.Rows.Count);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text)));

    private Task<List<TableEntity>> RowsAsync(string key, IEnumerable<string>? select, CancellationToken cancellationToken) => _retries.RunAsync(
        token => _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.State(key)}"), int.MaxValue, select, token), cancellationToken);

    private sealed record Stored(string Text, ETag Version, int Rows);

    private sealed record Write(string Key, string Text, List<TableEntity> Rows, IStoreItem? Item);

    /// <summary>The ETag that callers see: how many rows there are, and the first row's version.</summary>
    private static class Stamp
    {
        public static string Of(ETag version, int rows) => rows.ToString(CultureInfo.InvariantCulture) + ";" + version.ToString();

        public static (ETag Version, int Rows) Parse(string stamp, string key)
        {
            var end = stamp.IndexOf(';', StringComparison.Ordinal);
            return end > 0 && int.TryParse(stamp.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
                ? (new ETag(stamp[(end + 1)..]), rows)
                : throw new StateConflictException(key);
        }
    }
}
