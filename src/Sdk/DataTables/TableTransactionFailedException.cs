namespace Azure.Data.Tables;

/// <summary>An entity group transaction was refused: none of its operations has been applied.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data[key] = requestFailedException.Data[key];
        if (Data[ServiceError.FailedIndexKey] is string index)
            FailedTransactionActionIndex = int.Parse(index, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Zero-based position of the operation that the service objected to; null where it named none.</summary>
    public int? FailedTransactionActionIndex { get; }
}
