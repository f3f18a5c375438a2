namespace FaultSimulator.Tables;

/// <summary>The service's refusal of a request; thrown by an <see cref="ITableLine"/> it is answered like one of the service's own.</summary>
public sealed class TableFailureException : Exception
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The service's code (Table service error codes).</param>
    /// <param name="message">What the service says of it.</param>
    public TableFailureException(int status, string code, string message)
        : base(message) => (Status, Code) = (status, code);

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The service's code.</summary>
    public string Code { get; }

    internal static TableFailureException InvalidInput(string why) => new(400, "InvalidInput", $"One of the request inputs is not valid. {why}");

    internal static TableFailureException NotFound() => new(404, "ResourceNotFound", "The specified resource does not exist.");
}
