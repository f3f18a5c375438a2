namespace Microsoft.Rest;

/// <summary>What a call gave. The HTTP messages are disposed when the call returns and are not kept.</summary>
public class HttpOperationResponse
{
}

public class HttpOperationResponse<T> : HttpOperationResponse
{
    public T Body { get; set; }
}
