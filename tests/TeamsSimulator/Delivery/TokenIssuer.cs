using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace TeamsSimulator.Delivery;

/// <summary>Signs what the Bot Connector signs, and publishes the key as it does ("Authentication with the Bot Connector API").</summary>
internal sealed class TokenIssuer : IDisposable
{
    public const string Issuer = "https://api.botframework.com";
    // Costs a tenth of a second, and most simulations send no tokens.
    private readonly Lazy<RSA> key = new(() => RSA.Create(2048));
    private readonly string keyId = Wire.Base64Url(RandomNumberGenerator.GetBytes(20));

    /// <param name="now">Of the system clock: whoever validates a token reads that one.</param>
    public string Issue(string audience, string serviceUrl, DateTimeOffset now, TimeSpan? lifetime = null)
    {
        var header = new JObject { ["alg"] = "RS256", ["kid"] = keyId, ["x5t"] = keyId, ["typ"] = "JWT" };
        var claims = new JObject
        {
            ["serviceurl"] = serviceUrl,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["aud"] = audience,
        };
        var signed = $"{Part(header)}.{Part(claims)}";
        return $"{signed}.{Wire.Base64Url(key.Value.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static JObject Metadata(string url) => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = "https://invalid.botframework.com",
        ["jwks_uri"] = $"{url}.well-known/keys",
        ["id_token_signing_alg_values_supported"] = new JArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JArray("private_key_jwt"),
    };

    public JObject Keys()
    {
        var parameters = key.Value.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JArray(new JObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = keyId,
                ["x5t"] = keyId,
                ["n"] = Wire.Base64Url(parameters.Modulus!),
                ["e"] = Wire.Base64Url(parameters.Exponent!),
                ["endorsements"] = new JArray("msteams"),
            }),
        };
    }

    public void Dispose()
    {
        if (key.IsValueCreated)
            key.Value.Dispose();
    }

    private static string Part(JObject json) => Wire.Base64Url(Encoding.UTF8.GetBytes(Wire.Write(json)));
}
