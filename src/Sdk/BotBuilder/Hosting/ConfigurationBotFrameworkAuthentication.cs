using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;

namespace Microsoft.Bot.Builder.Integration.AspNet.Core;

/// <summary>
/// Authentication by configuration: <c>ChannelService</c> chooses the cloud, and single addresses can be replaced
/// (<c>ToBotFromChannelOpenIdMetadataUrl</c>, <c>ToBotFromChannelTokenIssuer</c>, <c>ToChannelFromBotLoginUrl</c>,
/// <c>ToChannelFromBotOAuthScope</c>). Tokens of the Bot Framework Emulator and of other bots are refused.
/// </summary>
public class ConfigurationBotFrameworkAuthentication : BotFrameworkAuthentication
{
    private readonly ServiceClientCredentialsFactory _credentials;
    private readonly ChannelTokenValidator _validator;
    private readonly ConcurrentDictionary<string, ConnectorFactory> _connectors = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, ConnectorFactory> _createConnectors;
    private readonly string _audience;
    private readonly string _callerId;

    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public ConfigurationBotFrameworkAuthentication(
        IConfiguration configuration,
        ServiceClientCredentialsFactory credentialsFactory = null,
        AuthenticationConfiguration authConfiguration = null,
        IHttpClientFactory httpClientFactory = null,
        ILogger logger = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _credentials = credentialsFactory ?? new ConfigurationServiceClientCredentialFactory(configuration, logger: logger);

        var government = IsGovernment(configuration["ChannelService"]);
        string Setting(string name, string ofPublic, string ofGovernment) =>
            configuration[name] is { Length: > 0 } value ? value : government ? ofGovernment : ofPublic;

        _audience = Setting(
            "ToChannelFromBotOAuthScope",
            AuthenticationConstants.ToChannelFromBotOAuthScope,
            GovernmentAuthenticationConstants.ToChannelFromBotOAuthScope);
        _callerId = government ? GovernmentAuthenticationConstants.UsGovAzureChannel : AuthenticationConstants.PublicAzureChannel;
        var loginUrl = Setting(
            "ToChannelFromBotLoginUrl",
            Login.Url(AuthenticationConstants.ToChannelFromBotLoginUrlTemplate, AuthenticationConstants.DefaultChannelAuthTenant).AbsoluteUri,
            Login.Url(GovernmentAuthenticationConstants.ToChannelFromBotLoginUrlTemplate, GovernmentAuthenticationConstants.DefaultChannelAuthTenant).AbsoluteUri);
        var issuer = Setting(
            "ToBotFromChannelTokenIssuer",
            AuthenticationConstants.ToBotFromChannelTokenIssuer,
            GovernmentAuthenticationConstants.ToBotFromChannelTokenIssuer);
        var metadataUrl = Setting(
            "ToBotFromChannelOpenIdMetadataUrl",
            AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
            GovernmentAuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl);
        if (!Uri.TryCreate(metadataUrl, UriKind.Absolute, out var metadata))
            throw new InvalidOperationException("ToBotFromChannelOpenIdMetadataUrl is not an absolute address.");

        var keys = new ChannelSigningKeys(metadataUrl, new MetadataRetriever(httpClientFactory, metadata.IsLoopback), TimeProvider.System);
        _validator = new ChannelTokenValidator(keys, issuer, authConfiguration?.RequiredEndorsements ?? [], _credentials);
        _createConnectors = appId => new CachingConnectorFactory(appId, _audience, loginUrl, _credentials, httpClientFactory);
    }

    public override string GetOriginatingAudience() => _audience;

    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var anonymous = string.IsNullOrWhiteSpace(authHeader) && await _credentials.IsAuthenticationDisabledAsync(cancellationToken);
        var identity = anonymous
            ? new ClaimsIdentity(AuthenticationConstants.AnonymousAuthType)
            : await _validator.ValidateAsync(activity, authHeader, cancellationToken);
        return new AuthenticateRequestResult
        {
            Audience = _audience,
            ClaimsIdentity = identity,
            CallerId = anonymous ? null : _callerId,
            ConnectorFactory = CreateConnectorFactory(identity),
        };
    }

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity)
    {
        ArgumentNullException.ThrowIfNull(claimsIdentity);
        // A token from the channel names the bot as its audience; one that the bot made for itself does too.
        var appId = claimsIdentity.FindFirst(AuthenticationConstants.AudienceClaim)?.Value
            ?? claimsIdentity.FindFirst(AuthenticationConstants.AppIdClaim)?.Value
            ?? string.Empty;
        return _connectors.GetOrAdd(appId, _createConnectors);
    }

    private static bool IsGovernment(string channelService) => channelService switch
    {
        null or "" => false,
        GovernmentAuthenticationConstants.ChannelService => true,
        _ => throw new InvalidOperationException("ChannelService is neither empty nor " + GovernmentAuthenticationConstants.ChannelService + "."),
    };

    /// <summary>Asks the factory for a client each time, so that its handlers are renewed.</summary>
    private sealed class MetadataRetriever(IHttpClientFactory httpClientFactory, bool isLoopback) : IDocumentRetriever
    {
        private static readonly HttpClient Shared = new();

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            var retriever = new HttpDocumentRetriever(httpClientFactory?.CreateClient() ?? Shared) { RequireHttps = !isLoopback };
            return retriever.GetDocumentAsync(address, cancel);
        }
    }
}
