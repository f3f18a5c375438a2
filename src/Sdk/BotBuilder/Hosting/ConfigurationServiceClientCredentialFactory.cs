using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Rest;

namespace Microsoft.Bot.Builder.Integration.AspNet.Core;

/// <summary>
/// The bot's credentials by configuration: <c>MicrosoftAppType</c> (MultiTenant, SingleTenant or UserAssignedMSI),
/// <c>MicrosoftAppId</c>, <c>MicrosoftAppPassword</c>, <c>MicrosoftAppTenantId</c>.
/// </summary>
internal sealed class ConfigurationServiceClientCredentialFactory : ServiceClientCredentialsFactory
{
    private readonly ServiceClientCredentialsFactory _inner;

    /// <exception cref="ArgumentException">A setting that the app type needs is missing, or the type is unknown.</exception>
    public ConfigurationServiceClientCredentialFactory(IConfiguration configuration, HttpClient httpClient = null, ILogger logger = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var appType = configuration[MicrosoftAppCredentials.MicrosoftAppTypeKey]?.Trim();
        var appId = configuration[MicrosoftAppCredentials.MicrosoftAppIdKey]?.Trim();
        var password = configuration[MicrosoftAppCredentials.MicrosoftAppPasswordKey]?.Trim();
        var tenantId = configuration[MicrosoftAppCredentials.MicrosoftAppTenantIdKey]?.Trim();

        void Require(string value, string key)
        {
            if (string.IsNullOrEmpty(value))
                throw new ArgumentException($"{key} is required for {MicrosoftAppCredentials.MicrosoftAppTypeKey} {appType}.", nameof(configuration));
        }

        switch (appType?.ToUpperInvariant())
        {
            case null or "" or "MULTITENANT":
                _inner = new PasswordServiceClientCredentialFactory(appId, password, null, httpClient, logger);
                break;
            case "SINGLETENANT":
                Require(appId, MicrosoftAppCredentials.MicrosoftAppIdKey);
                Require(password, MicrosoftAppCredentials.MicrosoftAppPasswordKey);
                Require(tenantId, MicrosoftAppCredentials.MicrosoftAppTenantIdKey);
                _inner = new PasswordServiceClientCredentialFactory(appId, password, tenantId, httpClient, logger);
                break;
            case "USERASSIGNEDMSI":
                Require(appId, MicrosoftAppCredentials.MicrosoftAppIdKey);
                Require(tenantId, MicrosoftAppCredentials.MicrosoftAppTenantIdKey);
                _inner = new ManagedIdentityCredentialsFactory(appId, httpClient);
                break;
            default:
                throw new ArgumentException($"{MicrosoftAppCredentials.MicrosoftAppTypeKey} is neither MultiTenant, SingleTenant nor UserAssignedMSI.", nameof(configuration));
        }
    }

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) =>
        _inner.IsValidAppIdAsync(appId, cancellationToken);

    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) =>
        _inner.IsAuthenticationDisabledAsync(cancellationToken);

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
        _inner.CreateCredentialsAsync(appId, audience, loginEndpoint, validateAuthority, cancellationToken);
}
