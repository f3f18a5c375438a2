using System.Security.Claims;
using Microsoft.Bot.Schema;
using Microsoft.Rest;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>Who may call the bot, and how the bot identifies itself when it calls back.</summary>
public abstract class BotFrameworkAuthentication
{
    /// <exception cref="UnauthorizedAccessException">The header does not prove that the channel sent this activity.</exception>
    public abstract Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken);

    public abstract ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity);

    /// <summary>The audience of the tokens that the bot calls the Connector with.</summary>
    public virtual string GetOriginatingAudience() => throw new NotImplementedException();
}

public class AuthenticateRequestResult
{
    public string Audience { get; set; }

    public ClaimsIdentity ClaimsIdentity { get; set; }

    public string CallerId { get; set; }

    public ConnectorFactory ConnectorFactory { get; set; }
}

public class AuthenticationConfiguration
{
    /// <summary>Endorsements that the signing key must carry beside the channel's own.</summary>
    public string[] RequiredEndorsements { get; set; } = [];
}

public abstract class ConnectorFactory
{
    /// <param name="serviceUrl">Where the conversation lives.</param>
    /// <param name="audience">Of the token that the client sends; null takes the cloud's own.</param>
    public abstract Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken);
}

public abstract class ServiceClientCredentialsFactory
{
    public abstract Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken);

    /// <summary>True only where no app id is configured.</summary>
    public abstract Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken);

    public abstract Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken);
}
