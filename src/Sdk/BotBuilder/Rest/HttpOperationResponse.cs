namespace Microsoft.Rest;

/// <summary>What a call gave, without the messages themselves: those are disposed when the call returns.</summary>
public class HttpOperationResponse
{
    public HttpRequestMessage Request { get; set; }

    public HttpResponseMessage Response { get; set; }
}

public class HttpOperationResponse<T> : HttpOperationResponse
{
    public T Body { get; set; }
}
