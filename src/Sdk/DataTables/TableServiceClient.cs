using System.Buffers;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The tables of a storage account. Failures are <see cref="RequestFailedException"/>.</summary>
public class TableServiceClient
{
    private readonly TableConnection _connection;

    /// <exception cref="FormatException">The connection string is incomplete or malformed.</exception>
    public TableServiceClient(string connectionString, TableClientOptions options = null)
        : this(TableConnection.Open(connectionString, options))
    {
    }

    /// <exception cref="ArgumentException">The endpoint is not https.</exception>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableConnection.Open(endpoint, tokenCredential, options))
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableConnection.Open(endpoint, credential, options))
    {
    }

    /// <summary>For test doubles.</summary>
    protected TableServiceClient()
    {
    }

    private TableServiceClient(TableConnection connection) => _connection = connection;

    public virtual string AccountName => _connection.AccountName;

    public virtual Uri Uri => _connection.Endpoint;

    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(_connection, tableName);
    }

    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return await CreateTableIfNotExistsAsync(_connection, tableName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the table; one that is not there is answered with status 404 and no exception.</summary>
    public virtual async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        using var message = _connection.CreateMessage(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(tableName)}')");
        return await _connection.SendAsync(message, TableConnection.Expected.SuccessOrNotFound, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="filter">An OData filter on <c>TableName</c>.</param>
    /// <param name="maxPerPage">At most this many tables per request.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public virtual AsyncPageable<TableItem> QueryAsync(string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>(_connection, "Tables", new("NextTableName"), ReadTable, filter, select: null, maxPerPage, cancellationToken);

    internal static async Task<Response<TableItem>> CreateTableIfNotExistsAsync(TableConnection connection, string tableName, CancellationToken cancellationToken)
    {
        using var message = connection.CreateMessage(RequestMethod.Post, "Tables");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        var buffer = new ArrayBufferWriter<byte>(96);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("TableName"u8, tableName);
            json.WriteEndObject();
        }

        TableConnection.SetJson(message, buffer.WrittenMemory);
        var response = await connection.SendAsync(message, TableConnection.Expected.SuccessOrConflict, cancellationToken).ConfigureAwait(false);
        return response.Status != 409 || TableErrorCode.TableAlreadyExists == ServiceError.Code(response)
            ? Response.FromValue(new TableItem(tableName), response)
            : throw ServiceError.Exception(response);
    }

    private static TableItem ReadTable(ref Utf8JsonReader json, EntityFormat.NameTable names)
    {
        string name = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isName = json.ValueTextEquals("TableName"u8);
            json.Read();
            if (isName)
                name = json.GetString();
            else
                json.Skip();
        }

        return new TableItem(name);
    }
}
