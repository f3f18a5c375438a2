using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Rest;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Connector;

/// <summary>
/// A client of the Bot Connector REST API v3. It holds no connection of its own, may be used by many turns at once,
/// and never repeats a request: whether a message may be sent again is for the caller to know.
/// </summary>
public class ConnectorClient : IConnectorClient
{
    // A page of 500 members is some 200 KB; what is far beyond is not the Connector.
    private const int LongestAnswer = 16 * 1024 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private static readonly string UserAgent =
        $"SupportBot-BotBuilder/{typeof(ConnectorClient).Assembly.GetName().Version?.ToString(3)} (.NET {Environment.Version}; {RuntimeInformation.OSArchitecture})";

    private static readonly HttpClient Shared = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    private readonly Func<HttpClient> _httpClient;
    private readonly HttpClient _owned;
    private Uri _baseUri;

    /// <param name="baseUri">The service URL of the conversation.</param>
    /// <param name="credentials">Signs the requests; null sends them unsigned.</param>
    /// <param name="customHttpClient">Null takes one that all share.</param>
    /// <param name="disposeHttpClient">Whether <paramref name="customHttpClient"/> goes when this client goes.</param>
    public ConnectorClient(Uri baseUri, ServiceClientCredentials credentials, HttpClient customHttpClient, bool disposeHttpClient)
        : this(baseUri, credentials, customHttpClient is null ? null : () => customHttpClient)
    {
        _owned = disposeHttpClient ? customHttpClient : null;
    }

    /// <param name="httpClient">Asked before each request, so that a factory can renew its handlers; null takes the shared one.</param>
    internal ConnectorClient(Uri baseUri, ServiceClientCredentials credentials, Func<HttpClient> httpClient)
    {
        BaseUri = baseUri;
        Credentials = credentials;
        _httpClient = httpClient ?? (static () => Shared);
        Conversations = new Conversations(this);
    }

    public Uri BaseUri
    {
        get => _baseUri;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            // Relative paths replace what follows the last slash, and a service URL may come without one.
            _baseUri = value.AbsoluteUri.EndsWith('/') ? value : new Uri(value.AbsoluteUri + "/");
        }
    }

    public JsonSerializerSettings SerializationSettings => SchemaJson.Settings;

    public JsonSerializerSettings DeserializationSettings => SchemaJson.Settings;

    public ServiceClientCredentials Credentials { get; }

    public virtual IConversations Conversations { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _owned?.Dispose();
    }

    internal async Task<TeamDetails> GetTeamDetailsAsync(string teamId, CancellationToken cancellationToken) =>
        (await SendAsync<TeamDetails>(HttpMethod.Get, "v3/teams/" + Escape(teamId), null, null, cancellationToken)).Body;

    internal async Task<IList<ChannelInfo>> GetTeamChannelsAsync(string teamId, CancellationToken cancellationToken) =>
        (await SendAsync<ConversationList>(HttpMethod.Get, string.Concat("v3/teams/", Escape(teamId), "/conversations"), null, null, cancellationToken)).Body?.Conversations;

    internal static string Escape(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        // Dots survive percent-encoding, and a path segment made of them alone would climb.
        if (id is "." or "..")
            throw new ArgumentException("Not an id.", nameof(id));
        return Uri.EscapeDataString(id);
    }

    internal async Task<HttpOperationResponse<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        object body,
        Dictionary<string, List<string>> customHeaders,
        CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, new Uri(_baseUri, path));
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (customHeaders is not null)
        {
            foreach (var (name, values) in customHeaders)
                request.Headers.TryAddWithoutValidation(name, values);
        }

        if (body is not null)
            request.Content = new PooledJsonContent(body, Json);
        if (Credentials is not null)
            await Credentials.ProcessHttpRequestAsync(request, cancellationToken);

        using var response = await _httpClient().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = await ReadAsync(response, cancellationToken);
        try
        {
            if (!response.IsSuccessStatusCode)
                throw Failure(request, response, answer);

            return new HttpOperationResponse<T> { Body = Parse<T>(answer) };
        }
        finally
        {
            answer.Dispose();
        }
    }

    private static async ValueTask<PooledBuffer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var announced = response.Content.Headers.ContentLength;
        if (announced > LongestAnswer)
            throw new RestException("The answer is too long.");

        var buffer = new PooledBuffer((int)Math.Max(announced ?? 0, 256));
        try
        {
            if (announced == 0)
                return buffer;

            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (true)
            {
                var read = await stream.ReadAsync(buffer.GetMemory(1), cancellationToken);
                if (read == 0)
                    return buffer;
                buffer.Advance(read);
                if (buffer.Length > LongestAnswer)
                    throw new RestException("The answer is too long.");
                if (buffer.Length == announced)
                    return buffer;
            }
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static T Parse<T>(PooledBuffer answer)
        where T : class
    {
        if (answer.Length == 0)
            return null;

        try
        {
            return SchemaJson.Read<T>(new ReadOnlySequence<byte>(answer.Written));
        }
        catch (JsonException e)
        {
            throw new RestException("The answer could not be read.", e);
        }
    }

    private static ErrorResponseException Failure(HttpRequestMessage request, HttpResponseMessage response, PooledBuffer answer)
    {
        var content = System.Text.Encoding.UTF8.GetString(answer.Written.Span);
        return new ErrorResponseException($"Operation returned an invalid status code '{(HttpStatusCode)response.StatusCode}'")
        {
            Request = new HttpRequestMessageWrapper(request, null),
            Response = new HttpResponseMessageWrapper(response, content),
            Body = ParseError(content),
        };
    }

    /// <summary>Teams answers with <c>error.code</c>, or with <c>errorCode</c> and a message that is itself JSON, or with no body.</summary>
    private static ErrorResponse ParseError(string content)
    {
        try
        {
            if (JsonConvert.DeserializeObject<JToken>(content, SchemaJson.Settings) is not JObject answer)
                return null;
            if (answer["error"] is JObject)
                return answer.ToObject<ErrorResponse>(SchemaJson.Serializer);

            var message = (string)(answer["message"] as JValue);
            var code = (string)(answer["errorCode"] as JValue);
            if (code is null && message is null)
                return null;
            if (code is not null && message is not null && InnerMessage(message) is { } inner)
            {
                code = (string)(inner["subCode"] as JValue) ?? code;
                message = (string)(inner["details"] as JValue) ?? message;
            }

            return new ErrorResponse(new Error(code, message));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JObject InnerMessage(string message)
    {
        try
        {
            return message.StartsWith('{') ? JsonConvert.DeserializeObject<JObject>(message, SchemaJson.Settings) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class ConversationList
    {
        [JsonProperty("conversations")]
        public IList<ChannelInfo> Conversations { get; set; }
    }
}
