using System.Net.Http.Headers;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Rest;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>
/// Signs requests with a token of the bot's app, kept until five minutes before it expires.
/// A request that is refused all the same is not sent again.
/// </summary>
#pragma warning disable CA1001 // The semaphore's wait handle is never asked for, so there is nothing to dispose.
internal abstract class AppCredentials : ServiceClientCredentials
#pragma warning restore CA1001
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly TimeProvider _time;
    private readonly string[] _scopes;
    private volatile Held _held;

    private protected AppCredentials(string audience, TimeProvider time)
    {
        _time = time;
        _scopes = [audience + "/.default"];
    }

    public string MicrosoftAppId { get; set; }

    /// <summary>The token alone, for calls that the Connector client does not make.</summary>
    public async Task<string> GetTokenAsync(bool forceRefresh = false) => (await HoldAsync(forceRefresh, CancellationToken.None))?.Header.Parameter;

    public override Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Source is null)
            return Task.CompletedTask;
        if (_held is { } held && held.RenewAt > _time.GetUtcNow())
        {
            request.Headers.Authorization = held.Header;
            return Task.CompletedTask;
        }

        return SignAsync(request, cancellationToken);
    }

    /// <summary>Null for an anonymous bot.</summary>
    private protected abstract TokenCredential Source { get; }

    private async Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Headers.Authorization = (await HoldAsync(false, cancellationToken)).Header;

    private async Task<Held> HoldAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        if (Source is null)
            return null;

        await _renewing.WaitAsync(cancellationToken);
        try
        {
            var held = _held;
            if (!forceRefresh && held is not null && held.RenewAt > _time.GetUtcNow())
                return held;

            AccessToken token;
            try
            {
                token = await Source.GetTokenAsync(new TokenRequestContext(_scopes), cancellationToken);
            }
            catch (AuthenticationFailedException) when (!forceRefresh && held is not null && held.ExpiresOn > _time.GetUtcNow())
            {
                return held;
            }

            return _held = new Held(new AuthenticationHeaderValue("Bearer", token.Token), token.ExpiresOn, token.ExpiresOn - RenewBefore);
        }
        finally
        {
            _renewing.Release();
        }
    }

    private sealed record Held(AuthenticationHeaderValue Header, DateTimeOffset ExpiresOn, DateTimeOffset RenewAt);
}

/// <summary>An app id and its secret.</summary>
internal sealed class MicrosoftAppCredentials : AppCredentials
{
    public const string MicrosoftAppTypeKey = "MicrosoftAppType";
    public const string MicrosoftAppIdKey = "MicrosoftAppId";
    public const string MicrosoftAppPasswordKey = "MicrosoftAppPassword";
    public const string MicrosoftAppTenantIdKey = "MicrosoftAppTenantId";

    /// <summary>Signs nothing.</summary>
    public static readonly MicrosoftAppCredentials Empty = new(null, null);

    private readonly TokenCredential _source;

    public MicrosoftAppCredentials(string appId, string password, HttpClient customHttpClient = null, ILogger logger = null, string oAuthScope = null)
        : this(appId, password, null, customHttpClient, logger, oAuthScope)
    {
    }

    public MicrosoftAppCredentials(string appId, string password, string channelAuthTenant, HttpClient customHttpClient = null, ILogger logger = null, string oAuthScope = null)
        : this(
            appId,
            password,
            Login.Url(AuthenticationConstants.ToChannelFromBotLoginUrlTemplate, channelAuthTenant ?? AuthenticationConstants.DefaultChannelAuthTenant),
            customHttpClient,
            oAuthScope,
            TimeProvider.System)
    {
    }

    internal MicrosoftAppCredentials(string appId, string password, Uri loginUrl, HttpClient customHttpClient, string audience, TimeProvider time)
        : base(audience ?? AuthenticationConstants.ToChannelFromBotOAuthScope, time)
    {
        MicrosoftAppId = appId;
        MicrosoftAppPassword = password;
        if (string.IsNullOrEmpty(appId))
            return;

        var options = new ClientSecretCredentialOptions { AuthorityHost = new Uri(loginUrl.GetLeftPart(UriPartial.Authority)) };
        if (customHttpClient is not null)
            options.Transport = new HttpClientTransport(customHttpClient);
        _source = new ClientSecretCredential(loginUrl.AbsolutePath.Trim('/').Split('/')[0], appId, password, options);
    }

    public string MicrosoftAppPassword { get; set; }

    private protected override TokenCredential Source => _source;
}

/// <summary>A user-assigned managed identity: no secret.</summary>
internal sealed class ManagedIdentityAppCredentials : AppCredentials
{
    internal ManagedIdentityAppCredentials(string appId, HttpClient customHttpClient, string audience, TimeProvider time)
        : base(audience, time)
    {
        MicrosoftAppId = appId;
        var options = new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(appId));
        if (customHttpClient is not null)
            options.Transport = new HttpClientTransport(customHttpClient);
        Source = new ManagedIdentityCredential(options);
    }

    private protected override TokenCredential Source { get; }
}
