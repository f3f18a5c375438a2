using Azure;
using Azure.Data.Tables;

namespace SupportBot.Storage;

/// <summary>
/// Rows of one partition that are changed together or not at all, checked against the service's limits before anything is
/// sent (Performing entity group transactions: 100 operations, 4 MiB).
/// </summary>
internal sealed class RowTransaction
{
    private const int MostOperations = 100;
    private const long LargestBody = 4_000_000;
    private const long HeadersOfOperation = 1_000;

    private readonly List<TableTransactionAction> _actions = [];
    private bool _isChecked;

    public RowTransaction Insert(TableEntity row) => Include(TableTransactionActionType.Add, row);

    public RowTransaction Replace(TableEntity row, ETag version) => Include(TableTransactionActionType.UpdateReplace, row, version);

    public RowTransaction Merge(TableEntity row, ETag version) => Include(TableTransactionActionType.UpdateMerge, row, version);

    public RowTransaction InsertOrReplace(TableEntity row) => Include(TableTransactionActionType.UpsertReplace, row);

    public RowTransaction InsertOrMerge(TableEntity row) => Include(TableTransactionActionType.UpsertMerge, row);

    public RowTransaction Delete(string partition, string row) => Include(TableTransactionActionType.Delete, new TableEntity(partition, row), ETag.All);

    public bool IsEmpty => _actions.Count == 0;

    /// <exception cref="TooLargeToStoreException">The service would refuse it.</exception>
    public RowTransaction Check()
    {
        if (_actions.Count > MostOperations)
            throw new TooLargeToStoreException($"A transaction holds {_actions.Count} rows; at most {MostOperations} are possible.");

        var body = 0L;
        foreach (var action in _actions)
        {
            if (action.ActionType is TableTransactionActionType.Delete) continue;
            var row = (TableEntity)action.Entity;
            RowLimits.Check(row);
            body += HeadersOfOperation + row.Sum(property => BodyOf(property.Value));
        }

        if (body > LargestBody)
            throw new TooLargeToStoreException($"A transaction on partition '{_actions[0].Entity.PartitionKey}' would be {body} bytes; at most {LargestBody} are possible.");
        _isChecked = true;
        return this;
    }

    /// <summary>Sends it.</summary>
    /// <returns>The new version of each row, in their order.</returns>
    /// <exception cref="TooLargeToStoreException">The service would refuse it; nothing was sent.</exception>
    public async Task<IReadOnlyList<ETag>> SubmitAsync(TableClient table, CancellationToken cancellationToken)
    {
        if (!_isChecked) Check();
        var responses = await table.SubmitTransactionAsync(_actions, cancellationToken);
        return [.. responses.Value.Select(response => response.Headers.ETag ?? default)];
    }

    private static long BodyOf(object? value) => 100 + value switch
    {
        string text => LongText.MostBytes(text),
        byte[] bytes => bytes.Length * 4L / 3,
        _ => 0,
    };

    private RowTransaction Include(TableTransactionActionType type, TableEntity row, ETag version = default)
    {
        _isChecked = false;
        _actions.Add(new TableTransactionAction(type, row, version));
        return this;
    }
}
