namespace Microsoft.Rest;

/// <summary>A call over HTTP that was answered with a failure, or with something that cannot be read.</summary>
public class RestException : Exception
{
    public RestException()
    {
    }

    public RestException(string message)
        : base(message)
    {
    }

    public RestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
