namespace FaultSimulator.Tables;

/// <summary>A row that a call read or wrote.</summary>
/// <param name="Table">The table.</param>
/// <param name="PartitionKey">Its partition.</param>
/// <param name="RowKey">Its row key.</param>
/// <param name="IsWritten">Whether it was written or deleted, and not only read.</param>
public sealed record TouchedRow(string Table, string PartitionKey, string RowKey, bool IsWritten);

/// <summary>One request of one client.</summary>
/// <param name="Number">Counts the requests of a service, from 1.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">What is asked for: the path behind the account and the query, without percent-encoding.</param>
public sealed record TableCall(long Number, string Method, string Target)
{
    /// <summary>Whether it is an entity group transaction.</summary>
    public bool IsTransaction => Target.StartsWith("$batch", StringComparison.Ordinal);

    /// <summary>Whether it changes rows, where it succeeds.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>Whether it rests on versions of rows that were read before, so that the service may refuse it with 412.</summary>
    public bool IsConditional { get; internal init; }

    /// <summary>The rows that it read or wrote; empty before it was handled and where it was refused.</summary>
    public IReadOnlyList<TouchedRow> Rows { get; internal set; } = [];
}

/// <summary>
/// What lies between one client and the service. It may wait; it may throw what a broken connection throws, or a
/// <see cref="TableFailureException"/> that is answered in the service's words.
/// </summary>
public interface ITableLine
{
    /// <summary>The request is on its way. Where this throws it never arrives.</summary>
    ValueTask SendingAsync(TableCall call, CancellationToken cancellationToken);

    /// <summary>The request was handled, and its effect stays. Where this throws the answer is lost.</summary>
    /// <param name="call">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="cancellationToken">Ends when the client waits no longer.</param>
    ValueTask AnsweringAsync(TableCall call, int status, CancellationToken cancellationToken);
}
