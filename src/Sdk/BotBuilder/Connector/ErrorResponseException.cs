using Microsoft.Rest;

namespace Microsoft.Bot.Schema;

/// <summary>
/// The Connector refused. The message names the status alone; <see cref="Body"/> has Teams' code where there is one,
/// <see cref="Response"/> the raw body and the headers, <c>Retry-After</c> among them.
/// </summary>
public class ErrorResponseException : RestException
{
    public ErrorResponseException()
    {
    }

    public ErrorResponseException(string message)
        : base(message)
    {
    }

    public ErrorResponseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public HttpRequestMessageWrapper Request { get; set; }

    public HttpResponseMessageWrapper Response { get; set; }

    /// <summary>Null when the answer had no body that could be understood.</summary>
    public ErrorResponse Body { get; set; }
}
