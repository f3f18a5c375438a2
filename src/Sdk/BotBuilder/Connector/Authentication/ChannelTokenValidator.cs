using System.Security.Claims;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>The signing key may not speak for the activity's channel: HTTP 403, where every other flaw is 401.</summary>
internal sealed class EndorsementMissingException() : UnauthorizedAccessException("The signing key is not endorsed for this channel.");

/// <summary>
/// Checks the token that the Connector sends with an activity, by "Authentication with the Bot Connector API: verify the
/// JWT token". No message that it throws holds any part of the token.
/// </summary>
internal sealed class ChannelTokenValidator(
    ChannelSigningKeys keys,
    string issuer,
    IReadOnlyCollection<string> requiredEndorsements,
    ServiceClientCredentialsFactory credentials)
{
    private const string Scheme = "Bearer ";

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <exception cref="UnauthorizedAccessException">The header does not prove that the channel sent this activity.</exception>
    internal async Task<ClaimsIdentity> ValidateAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        if (authHeader is null || !authHeader.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw new UnauthorizedAccessException("A bearer token is required.");

        var token = Parse(authHeader[Scheme.Length..].Trim());
        if (string.IsNullOrEmpty(token.Kid))
            throw new UnauthorizedAccessException("The token names no key.");

        ChannelSigningKey key;
        try
        {
            key = await keys.FindAsync(token.Kid, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new UnauthorizedAccessException("The channel's signing keys could not be read.", e);
        }

        if (key is null)
            throw new UnauthorizedAccessException("The token is signed with an unknown key.");

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            // The audience is the bot's app id, which the credentials know; checked below.
            ValidateAudience = false,
            IssuerSigningKey = key.Key,
            ValidAlgorithms = AuthenticationConstants.AllowedSigningAlgorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromMinutes(5),
        });
        if (!result.IsValid)
            throw new UnauthorizedAccessException($"The token is not valid: {result.Exception?.GetType().Name}.");

        await CheckAudienceAsync(token, cancellationToken);

        if (!token.TryGetPayloadValue<string>(AuthenticationConstants.ServiceUrlClaim, out var serviceUrl)
            || string.IsNullOrEmpty(serviceUrl)
            || !string.Equals(serviceUrl, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnauthorizedAccessException("The token was issued for another service URL.");
        }

        if (activity.ChannelId is null || !key.Endorsements.Contains(activity.ChannelId))
            throw new EndorsementMissingException();
        foreach (var endorsement in requiredEndorsements)
        {
            if (!key.Endorsements.Contains(endorsement))
                throw new EndorsementMissingException();
        }

        return result.ClaimsIdentity;
    }

    private static JsonWebToken Parse(string token)
    {
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            throw new UnauthorizedAccessException("The token is no JSON Web Token.");
        }
    }

    private async Task CheckAudienceAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        var audience = token.Audiences.Count() == 1 ? token.Audiences.First() : null;
        if (string.IsNullOrEmpty(audience) || !await credentials.IsValidAppIdAsync(audience, cancellationToken))
            throw new UnauthorizedAccessException("The token was issued for another bot.");
    }
}
