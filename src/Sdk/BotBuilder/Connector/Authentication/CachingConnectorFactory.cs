using System.Collections.Concurrent;
using Microsoft.Rest;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>One client per service URL and audience of one app, kept: a client holds nothing that grows old.</summary>
internal sealed class CachingConnectorFactory(
    string appId,
    string defaultAudience,
    string loginUrl,
    ServiceClientCredentialsFactory credentialsFactory,
    IHttpClientFactory httpClientFactory) : ConnectorFactory
{
    // One per tenant with today's service URLs. Without authentication anybody can name any number of them.
    private const int MostClients = 4096;

    private readonly ConcurrentDictionary<(string ServiceUrl, string Audience), Task<IConnectorClient>> _clients = new();
    private readonly Func<HttpClient> _httpClient = httpClientFactory is null ? null : () => httpClientFactory.CreateClient();

    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken)
    {
        var key = (serviceUrl, audience ?? defaultAudience);
        return _clients.TryGetValue(key, out var client) ? client : AddAsync(key, cancellationToken);
    }

    private async Task<IConnectorClient> AddAsync((string ServiceUrl, string Audience) key, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(key.ServiceUrl, UriKind.Absolute, out var baseUri) || (baseUri.Scheme != Uri.UriSchemeHttps && baseUri.Scheme != Uri.UriSchemeHttp))
            throw new ArgumentException("The service URL is not an absolute HTTP address.");

        var credentials = await credentialsFactory.CreateCredentialsAsync(appId, key.Audience, loginUrl, true, cancellationToken);
        var client = new ConnectorClient(baseUri, credentials, _httpClient);
        if (_clients.Count >= MostClients)
            _clients.Clear();
        _clients[key] = Task.FromResult<IConnectorClient>(client);
        return client;
    }
}
