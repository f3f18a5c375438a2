using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>
/// One table. Failures are <see cref="RequestFailedException"/>, with the service's code of <see cref="TableErrorCode"/>
/// in <see cref="RequestFailedException.ErrorCode"/>. A request is repeated as the options' retries say; an insert whose
/// repetition meets its own success answers 409, which only the caller can tell from a true conflict.
/// </summary>
public class TableClient
{
    private readonly TableConnection _connection;

    /// <exception cref="FormatException">The connection string is incomplete or malformed.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableConnection.Open(connectionString, options), tableName)
    {
    }

    /// <exception cref="ArgumentException">The endpoint is not https.</exception>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableConnection.Open(endpoint, tokenCredential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableConnection.Open(endpoint, credential, options), tableName)
    {
    }

    internal TableClient(TableConnection connection, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _connection = connection;
        Name = tableName;
    }

    /// <summary>For test doubles.</summary>
    protected TableClient()
    {
    }

    public virtual string Name { get; }

    public virtual string AccountName => _connection.AccountName;

    public virtual Uri Uri => new($"{_connection.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    /// <summary>
    /// Writes an OData filter from an interpolated string; every value becomes a literal of its type, quotes within doubled.
    /// </summary>
    /// <exception cref="ArgumentException">A value has a type that the service does not know.</exception>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableServiceClient.CreateTableIfNotExistsAsync(_connection, Name, cancellationToken);

    /// <exception cref="RequestFailedException">404 <see cref="TableErrorCode.ResourceNotFound"/>: there is no such entity.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGet(partitionKey, rowKey, select);
        var response = await _connection.SendAsync(message, TableConnection.Expected.Success, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(ReadEntity<T>(response), response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGet(partitionKey, rowKey, select);
        var response = await _connection.SendAsync(message, TableConnection.Expected.SuccessOrNotFound, cancellationToken).ConfigureAwait(false);
        return response.Status == 404 ? new NoEntity<T>(response) : Response.FromValue(ReadEntity<T>(response), response);
    }

    /// <exception cref="RequestFailedException">409 <see cref="TableErrorCode.EntityAlreadyExists"/>: the keys are taken.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity, nameof(entity));
        using var message = _connection.CreateMessage(RequestMethod.Post, Name);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        TableConnection.SetEntity(message, entity);
        return await _connection.SendAsync(message, TableConnection.Expected.Success, cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity, nameof(entity));
        using var message = _connection.CreateMessage(MethodOf(mode), EntityPath(Name, entity.PartitionKey, entity.RowKey));
        TableConnection.SetEntity(message, entity);
        return await _connection.SendAsync(message, TableConnection.Expected.Success, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="entity">The entity; its own ETag is not looked at.</param>
    /// <param name="ifMatch">The version to replace, or <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">Whether properties that are not sent stay.</param>
    /// <param name="cancellationToken">Gives up waiting; what has been sent may still be done.</param>
    /// <exception cref="RequestFailedException">
    /// 412 <see cref="TableErrorCode.UpdateConditionNotSatisfied"/>: another version is stored; 404: nothing is.
    /// </exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity, nameof(entity));
        if (ifMatch == default)
            throw new ArgumentException("An update needs the version to meet, or ETag.All.", nameof(ifMatch));
        using var message = _connection.CreateMessage(MethodOf(mode), EntityPath(Name, entity.PartitionKey, entity.RowKey));
        message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, ifMatch.ToString());
        TableConnection.SetEntity(message, entity);
        return await _connection.SendAsync(message, TableConnection.Expected.Success, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an entity; one that is not there is answered with status 404 and no exception.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The row in it.</param>
    /// <param name="ifMatch">The version to delete; the default stands for any.</param>
    /// <param name="cancellationToken">Gives up waiting; what has been sent may still be done.</param>
    /// <exception cref="RequestFailedException">412 <see cref="TableErrorCode.UpdateConditionNotSatisfied"/>: another version is stored.</exception>
    public virtual async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = _connection.CreateMessage(RequestMethod.Delete, EntityPath(Name, partitionKey, rowKey));
        message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await _connection.SendAsync(message, TableConnection.Expected.SuccessOrNotFound, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="filter">An OData filter, best written by <see cref="CreateQueryFilter"/>; null for all entities.</param>
    /// <param name="maxPerPage">At most this many entities per request; the service gives no more than 1000.</param>
    /// <param name="select">The properties to read; null for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public virtual AsyncPageable<T> QueryAsync<T>(string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var format = EntityFormat.Of(typeof(T));
        return new TablePageable<T>(
            _connection,
            $"{Name}()",
            new("NextPartitionKey", "NextRowKey"),
            (ref json, names) => (T)format.Read(ref json, names),
            filter,
            Selection(select),
            maxPerPage,
            cancellationToken);
    }

    /// <summary>
    /// Applies up to 100 operations on different entities of one partition, all or none. The responses stand in the
    /// operations' order and carry the new ETags.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no operations.</exception>
    /// <exception cref="TableTransactionFailedException">The service refused one of them; nothing has been applied.</exception>
    /// <exception cref="RequestFailedException">The service refused the transaction as a whole.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions as IReadOnlyList<TableTransactionAction> ?? [.. transactionActions];
        if (actions.Count == 0)
            throw new InvalidOperationException("A transaction needs at least one operation.");
        foreach (var action in actions)
            RequireKeys(action?.Entity, nameof(transactionActions));

        using var message = _connection.CreateMessage(RequestMethod.Post, "$batch");
        EntityGroupTransaction.Write(message, Uri.AbsoluteUri, actions);
        var response = await _connection.SendAsync(message, TableConnection.Expected.Success, cancellationToken).ConfigureAwait(false);
        var results = EntityGroupTransaction.Read(response);
        foreach (var result in results)
        {
            if (result.IsError)
                throw new TableTransactionFailedException(ServiceError.Exception(result));
        }

        return results.Count == actions.Count
            ? Response.FromValue(results, response)
            : throw new RequestFailedException(response.Status, $"The service answered {results.Count} of {actions.Count} operations.");
    }

    /// <summary>Quotes in keys are doubled for OData, then all is percent-encoded for the URL.</summary>
    internal static string EntityPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}')";

    internal static RequestMethod MethodOf(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    private static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static string Selection(IEnumerable<string> select) => select is null ? null : string.Join(',', select);

    private static void RequireKeys(ITableEntity entity, string parameter)
    {
        ArgumentNullException.ThrowIfNull(entity, parameter);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity.PartitionKey));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity.RowKey));
    }

    private static T ReadEntity<T>(Response response)
        where T : class, ITableEntity
    {
        var json = new Utf8JsonReader(response.Content.ToMemory().Span);
        json.Read();
        return (T)EntityFormat.Of(typeof(T)).Read(ref json, new EntityFormat.NameTable());
    }

    private HttpMessage CreateGet(string partitionKey, string rowKey, IEnumerable<string> select)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var message = _connection.CreateMessage(RequestMethod.Get, EntityPath(Name, partitionKey, rowKey));
        if (Selection(select) is { Length: > 0 } selection)
            message.Request.Uri.AppendQuery("$select", selection, escapeValue: true);
        return message;
    }

    private sealed class NoEntity<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T Value => throw new InvalidOperationException("There is no such entity.");

        public override Response GetRawResponse() => response;
    }
}
