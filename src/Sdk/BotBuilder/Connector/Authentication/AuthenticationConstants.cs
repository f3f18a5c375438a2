namespace Microsoft.Bot.Connector.Authentication;

/// <summary>What the public cloud and GCC use.</summary>
internal static class AuthenticationConstants
{
    public const string ToChannelFromBotLoginUrlTemplate = "https://login.microsoftonline.com/{0}";
    public const string ToChannelFromBotOAuthScope = "https://api.botframework.com";
    public const string ToBotFromChannelTokenIssuer = "https://api.botframework.com";
    public const string ToBotFromChannelOpenIdMetadataUrl = "https://login.botframework.com/v1/.well-known/openidconfiguration";
    public const string DefaultChannelAuthTenant = "botframework.com";
    public const string PublicAzureChannel = "urn:botframework:azure";
    public const string AudienceClaim = "aud";
    public const string AppIdClaim = "appid";
    public const string ServiceUrlClaim = "serviceurl";
    public const string AnonymousAuthType = "anonymous";

    public static readonly HashSet<string> AllowedSigningAlgorithms = new(StringComparer.Ordinal) { "RS256", "RS384", "RS512" };
}

/// <summary>What GCC High and DoD use.</summary>
internal static class GovernmentAuthenticationConstants
{
    /// <summary>The value of <c>ChannelService</c> that chooses this cloud.</summary>
    public const string ChannelService = "https://botframework.azure.us";
    public const string ToChannelFromBotLoginUrlTemplate = "https://login.microsoftonline.us/{0}";
    public const string ToChannelFromBotOAuthScope = "https://api.botframework.us";
    public const string ToBotFromChannelTokenIssuer = "https://api.botframework.us";
    public const string ToBotFromChannelOpenIdMetadataUrl = "https://login.botframework.azure.us/v1/.well-known/openidconfiguration";
    public const string DefaultChannelAuthTenant = "MicrosoftServices.onmicrosoft.us";
    public const string UsGovAzureChannel = "urn:botframework:azureusgov";
}
