using System.Net;

namespace Microsoft.Rest;

/// <summary>What is kept of a message in an exception.</summary>
public class HttpMessageWrapper
{
    protected HttpMessageWrapper()
    {
    }

    /// <summary>The body of a response. A request's is not kept: it holds what people wrote.</summary>
    public string Content { get; set; }

    /// <summary>Header names are compared without regard to letter case. <c>Authorization</c> is never among them.</summary>
    public IDictionary<string, IEnumerable<string>> Headers { get; } =
        new Dictionary<string, IEnumerable<string>>(StringComparer.OrdinalIgnoreCase);

    internal void CopyHeaders(System.Net.Http.Headers.HttpHeaders headers)
    {
        if (headers is null)
            return;

        foreach (var header in headers)
        {
            if (!header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                Headers[header.Key] = [.. header.Value];
        }
    }
}

public class HttpRequestMessageWrapper : HttpMessageWrapper
{
    public HttpRequestMessageWrapper(HttpRequestMessage httpRequest, string content)
    {
        ArgumentNullException.ThrowIfNull(httpRequest);
        Method = httpRequest.Method;
        RequestUri = httpRequest.RequestUri;
        Content = content;
        CopyHeaders(httpRequest.Headers);
    }

    public HttpMethod Method { get; protected set; }

    public Uri RequestUri { get; protected set; }
}

public class HttpResponseMessageWrapper : HttpMessageWrapper
{
    public HttpResponseMessageWrapper(HttpResponseMessage httpResponse, string content)
    {
        ArgumentNullException.ThrowIfNull(httpResponse);
        StatusCode = httpResponse.StatusCode;
        ReasonPhrase = httpResponse.ReasonPhrase;
        Content = content;
        CopyHeaders(httpResponse.Headers);
        CopyHeaders(httpResponse.Content?.Headers);
    }

    public HttpStatusCode StatusCode { get; protected set; }

    public string ReasonPhrase { get; protected set; }
}
