using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace Sdk.Tests.BotBuilder;

/// <summary>The channel's side of authentication: an OpenID metadata document and its keys on loopback, and tokens signed with them.</summary>
internal sealed class ChannelIssuer : IAsyncDisposable
{
    internal const string Issuer = "https://issuer.example.test";
    internal const string AppId = "7d7f1a0a-55b4-4f0e-8a8f-5a4e5f6a3001";
    internal const string ServiceUrl = "https://smba.example.test/emea/";

    // Making a key takes longer than any test.
    private static readonly Lazy<RSAParameters> Own = new(() => RSA.Create(2048).ExportParameters(true));
    private static readonly Lazy<RSAParameters> Stranger = new(() => RSA.Create(2048).ExportParameters(true));

    private readonly List<(string KeyId, RSA Key, string[] Endorsements)> _published = [];
    private LoopbackServer? _server;

    internal RsaSecurityKey Key { get; } = new(RSA.Create(Own.Value)) { KeyId = "key-1" };

    internal string MetadataUrl => _server!.Address + "/openidconfiguration";

    internal int KeyReads
    {
        get
        {
            lock (_server!.Requests)
                return _server.Requests.Count(request => request.Target == "/keys");
        }
    }

    /// <summary>Answers every further question with 503.</summary>
    internal bool IsDown { get; set; }

    internal static async Task<ChannelIssuer> StartAsync(params string[] endorsements)
    {
        var issuer = new ChannelIssuer();
        issuer.Publish(issuer.Key, endorsements);
        issuer._server = await LoopbackServer.StartAsync((context, request) => issuer.AnswerAsync(context, request));
        return issuer;
    }

    /// <summary>A key that the channel has not published.</summary>
    internal static RsaSecurityKey NewKey(string keyId) => new(RSA.Create(Stranger.Value)) { KeyId = keyId };

    internal void Publish(RsaSecurityKey key, params string[] endorsements) => _published.Add((key.KeyId, key.Rsa, endorsements));

    /// <summary>A token as the Connector sends it, but for what <paramref name="change"/> does to it.</summary>
    internal string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = AppId,
            NotBefore = now.AddMinutes(-1),
            IssuedAt = now.AddMinutes(-1),
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object> { ["serviceurl"] = ServiceUrl },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return "Bearer " + new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private Task AnswerAsync(HttpContext context, LoopbackServer.Request request)
    {
        if (IsDown)
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync((request.Target == "/keys" ? Keys() : Metadata()).ToString());
    }

    private JObject Metadata() => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = "https://invalid.example.test",
        ["jwks_uri"] = _server!.Address + "/keys",
        ["id_token_signing_alg_values_supported"] = new JArray("RS256"),
    };

    private JObject Keys() => new()
    {
        ["keys"] = new JArray(_published.Select(entry =>
        {
            var key = entry.Key.ExportParameters(false);
            return new JObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = entry.KeyId,
                ["n"] = Base64UrlEncoder.Encode(key.Modulus),
                ["e"] = Base64UrlEncoder.Encode(key.Exponent),
                ["endorsements"] = new JArray(entry.Endorsements),
            };
        })),
    };
}
