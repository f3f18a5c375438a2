using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Rest;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>One app id with its secret. The same credentials, and so the same token, are handed out every time.</summary>
internal sealed class PasswordServiceClientCredentialFactory : ServiceClientCredentialsFactory
{
    private readonly AppCredentialsCache _cache;

    public PasswordServiceClientCredentialFactory()
        : this(null, null, null, null, null)
    {
    }

    public PasswordServiceClientCredentialFactory(string appId, string password, string tenantId, HttpClient httpClient, ILogger logger)
    {
        AppId = appId;
        Password = password;
        TenantId = tenantId;
        _cache = new AppCredentialsCache((audience, loginEndpoint) =>
            new MicrosoftAppCredentials(AppId, Password, Login.Url(loginEndpoint, TenantId), httpClient, audience, TimeProvider.System));
    }

    public string AppId { get; set; }

    public string Password { get; set; }

    public string TenantId { get; }

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) =>
        Task.FromResult(!string.IsNullOrEmpty(AppId) && string.Equals(appId, AppId, StringComparison.OrdinalIgnoreCase));

    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(string.IsNullOrEmpty(AppId));

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string oauthScope, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(AppId))
            return Task.FromResult<ServiceClientCredentials>(MicrosoftAppCredentials.Empty);
        if (!string.Equals(appId, AppId, StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException("Invalid appId.");
        return Task.FromResult<ServiceClientCredentials>(_cache.Get(oauthScope, loginEndpoint));
    }
}

/// <summary>A user-assigned managed identity.</summary>
internal sealed class ManagedIdentityCredentialsFactory : ServiceClientCredentialsFactory
{
    private readonly string _appId;
    private readonly AppCredentialsCache _cache;

    internal ManagedIdentityCredentialsFactory(string appId, HttpClient httpClient)
    {
        _appId = appId;
        _cache = new AppCredentialsCache((audience, _) => new ManagedIdentityAppCredentials(appId, httpClient, audience, TimeProvider.System));
    }

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) =>
        Task.FromResult(string.Equals(appId, _appId, StringComparison.OrdinalIgnoreCase));

    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken)
    {
        if (!string.Equals(appId, _appId, StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException("Invalid appId.");
        return Task.FromResult<ServiceClientCredentials>(_cache.Get(audience, loginEndpoint));
    }
}

internal sealed class AppCredentialsCache(Func<string, string, AppCredentials> create)
{
    private readonly ConcurrentDictionary<(string Audience, string LoginEndpoint), AppCredentials> _credentials = new();

    internal AppCredentials Get(string audience, string loginEndpoint) =>
        _credentials.GetOrAdd((audience, loginEndpoint), static (key, create) => create(key.Audience, key.LoginEndpoint), create);
}

internal static class Login
{
    /// <summary>The endpoint, or the same host with the bot's own tenant where it has one.</summary>
    internal static Uri Url(string loginEndpoint, string tenantId) =>
        string.IsNullOrEmpty(tenantId) ? new Uri(loginEndpoint) : new Uri(new Uri(loginEndpoint), "/" + Uri.EscapeDataString(tenantId));
}
