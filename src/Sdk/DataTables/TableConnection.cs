using System.Buffers;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>An account's table service: where it is, and the pipeline that leads there.</summary>
internal sealed class TableConnection
{
    private const string JsonType = "application/json";

    // Annotates what JSON cannot tell apart and gives each entity's ETag.
    private const string Accept = "application/json;odata=minimalmetadata";

    private const string StorageScope = "https://storage.azure.com/.default";

    private readonly HttpPipeline _pipeline;
    private readonly string _version;
    private readonly Uri _root;
    private readonly string _sas;

    private TableConnection(Uri endpoint, string account, HttpPipelinePolicy authentication, string sas, TableClientOptions options)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        AccountName = account;
        _root = new Uri(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        _sas = sas;
        _version = options.VersionString;
        _pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = ServiceError.Parser,
        });
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public static TableConnection Open(string connectionString, TableClientOptions options)
    {
        var parsed = ConnectionString.Parse(connectionString);
        return parsed.Credential is { } credential
            ? Open(parsed.Endpoint, credential, options)
            : new TableConnection(parsed.Endpoint, AccountOf(parsed.Endpoint), authentication: null, parsed.Sas, options);
    }

    public static TableConnection Open(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, credential.AccountName, new SharedKeyLitePolicy(credential, TimeProvider.System), sas: null, options);
    }

    public static TableConnection Open(Uri endpoint, TokenCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        if (endpoint.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("A token would be readable on its way: TokenCredential needs an https endpoint.", nameof(endpoint));
        return new(endpoint, AccountOf(endpoint), new BearerTokenAuthenticationPolicy(credential, StorageScope), sas: null, options);
    }

    /// <param name="method">The HTTP method.</param>
    /// <param name="resource">What follows the endpoint, keys already quoted and percent-encoded.</param>
    public HttpMessage CreateMessage(RequestMethod method, string resource)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        var uri = message.Request.Uri;
        uri.Reset(_root);
        uri.AppendPath(resource, escape: false);
        if (_sas is not null)
            uri.Query = _sas;
        var headers = message.Request.Headers;
        headers.SetValue("x-ms-version", _version);
        headers.SetValue("DataServiceVersion", "3.0");
        headers.SetValue(HttpHeader.Names.Accept, Accept);
        return message;
    }

    public static void SetJson(HttpMessage message, ReadOnlyMemory<byte> json)
    {
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, JsonType);
        message.Request.Content = RequestContent.Create(json);
    }

    public static void SetEntity(HttpMessage message, ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        WriteEntity(buffer, entity);
        SetJson(message, buffer.WrittenMemory);
    }

    public static void WriteEntity(ArrayBufferWriter<byte> buffer, ITableEntity entity)
    {
        using var json = new Utf8JsonWriter(buffer, EdmJson.WriterOptions);
        EntityFormat.Of(entity.GetType()).Write(json, entity);
    }

    /// <exception cref="RequestFailedException">The service answered with another status than expected.</exception>
    public async Task<Response> SendAsync(HttpMessage message, Expected expected, CancellationToken cancellationToken)
    {
        message.ResponseClassifier = expected.Classifier;
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.IsError ? throw ServiceError.Exception(message.Response) : message.Response;
    }

    private static string AccountOf(Uri endpoint)
    {
        var path = endpoint.AbsolutePath.Trim('/');
        return path.Length > 0 ? path : endpoint.Host.Split('.')[0];
    }

    /// <summary>Statuses that are an answer and no failure: all others throw and are logged as errors.</summary>
    public sealed class Expected
    {
        public static readonly Expected Success = new(200, 201, 202, 204);
        public static readonly Expected SuccessOrNotFound = new(200, 201, 202, 204, 404);
        public static readonly Expected SuccessOrConflict = new(200, 201, 202, 204, 409);

        private Expected(params ReadOnlySpan<ushort> statuses) => Classifier = new StatusCodeClassifier(statuses);

        public ResponseClassifier Classifier { get; }
    }
}
