using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace SupportBot.Storage;

/// <summary>Creates the tables, and says whether they answer.</summary>
public sealed partial class TableSetup
{
    private const int Attempts = 30;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);

    private readonly StorageTables _tables;
    private readonly TableRetries _retries;
    private readonly TimeProvider _time;
    private readonly ILogger<TableSetup> _logger;

    internal TableSetup(StorageTables tables, TableRetries retries, TimeProvider time, ILogger<TableSetup> logger) =>
        (_tables, _retries, _time, _logger) = (tables, retries, time, logger);

    /// <summary>Creates what is missing. The bot is not ready before it has ended.</summary>
    /// <exception cref="RequestFailedException">The account cannot be reached, refuses, or goes on deleting a table of that name.</exception>
    public Task CreateAsync(CancellationToken cancellationToken) => Task.WhenAll(_tables.All.Select(table => CreateTableAsync(table, cancellationToken)));

    /// <summary>Whether the tables are there and answer now.</summary>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Counters}");
            await _tables.Counters.ListAsync(filter, most: 1, select: null, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnhealthy(e);
            return false;
        }
    }

    private async Task CreateTableAsync(TableClient table, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _retries.RunAsync(token => table.CreateIfNotExistsAsync(token), cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableBeingDeleted && attempt < Attempts)
            {
                LogBeingDeleted(table.Name);
                await Task.Delay(Wait, _time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "The tables do not answer")]
    private partial void LogUnhealthy(Exception failure);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Table {Table} is still being deleted; waiting for its name to be free")]
    private partial void LogBeingDeleted(string table);
}
