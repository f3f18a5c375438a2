using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

public sealed class TokenTests
{
    private const string AppId = "2f9f2c1b-6a5d-4e11-9c37-0d6c4f1a7b55";

    [Fact]
    public async Task Every_activity_carries_a_token_that_the_published_key_verifies()
    {
        await using var bot = await FakeBot.StartAsync(new() { AppId = AppId });
        await bot.Teams.Ana.SayAsync("Hello");
        using var http = new HttpClient();

        var metadata = FakeBot.Parse(await http.GetStringAsync(new Uri(bot.Teams.OpenIdMetadataUrl)));
        var key = FakeBot.Parse(await http.GetStringAsync(new Uri((string)metadata["jwks_uri"]!)))["keys"]![0]!;
        var parts = bot.LastHeaders["Authorization"]["Bearer ".Length..].Split('.');
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes((string)key["n"]!), Exponent = Bytes((string)key["e"]!) });

        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var (header, claims) = (Json(parts[0]), Json(parts[1]));
        Assert.Equal(("RS256", (string?)key["kid"]), ((string?)header["alg"], (string?)header["kid"]));
        Assert.Equal(["msteams"], key["endorsements"]!.Select(e => (string?)e));
        Assert.Equal(
            ("https://api.botframework.com", (string?)metadata["issuer"], AppId, bot.Teams.ServiceUrl),
            ((string?)claims["iss"], (string?)claims["iss"], (string?)claims["aud"], (string?)claims["serviceurl"]));
        Assert.Equal("28:" + AppId, (string?)bot.Heard[0]["recipient"]!["id"]);
        Assert.Equal((string?)bot.Heard[0]["serviceUrl"], (string?)claims["serviceurl"]);
    }

    [Fact]
    public async Task Without_an_app_id_there_is_no_token_but_the_hints_of_Teams()
    {
        await using var bot = await FakeBot.StartAsync();
        await bot.Teams.Ana.SayAsync("Hello");

        Assert.False(bot.LastHeaders.ContainsKey("Authorization"));
        Assert.Equal("application/json; charset=utf-8", bot.LastHeaders["Content-Type"]);
        Assert.Equal(bot.Teams.Ana.ConversationId, bot.LastHeaders["x-ms-conversation-id"]);
        Assert.Equal(Cast.Fabrikam.TenantId, bot.LastHeaders["x-ms-tenant-id"]);
    }

    private static JObject Json(string part) => FakeBot.Parse(Encoding.UTF8.GetString(Bytes(part)));

    private static byte[] Bytes(string base64Url) =>
        Convert.FromBase64String(base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '='));
}
