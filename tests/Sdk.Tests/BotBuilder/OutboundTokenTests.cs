using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Configuration;

namespace Sdk.Tests.BotBuilder;

/// <summary>The tokens that the bot calls the Connector with, against the wire of Entra's token endpoint.</summary>
public class OutboundTokenTests
{
    [Theory]
    [InlineData("MultiTenant", "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token")]
    [InlineData("SingleTenant", "https://login.microsoftonline.com/0c1a6f0e-7b1e-4d52-8f53-0a4a1b6b2001/oauth2/v2.0/token")]
    public async Task A_token_is_asked_for_once_at_the_tenant_of_the_app_type_and_kept(string appType, string endpoint)
    {
        using var entra = new Entra();
        using var http = new HttpClient(entra);
        var factory = new ConfigurationServiceClientCredentialFactory(Configuration(appType), http);

        var credentials = (AppCredentials)await factory.CreateCredentialsAsync("app", "https://api.botframework.com", "https://login.microsoftonline.com/botframework.com", true, CancellationToken.None);
        var first = await credentials.GetTokenAsync();
        using var request = new HttpRequestMessage();
        await credentials.ProcessHttpRequestAsync(request, CancellationToken.None);

        var (uri, body) = Assert.Single(entra.TokenRequests);
        Assert.Equal(endpoint, uri);
        Assert.Contains("grant_type=client_credentials", body, StringComparison.Ordinal);
        Assert.Contains("client_id=app", body, StringComparison.Ordinal);
        Assert.Contains("client_secret=secret", body, StringComparison.Ordinal);
        Assert.Contains("scope=https%3A%2F%2Fapi.botframework.com%2F.default", body, StringComparison.Ordinal);
        Assert.Equal($"Bearer {first}", request.Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task The_same_credentials_are_handed_out_every_time_and_only_for_the_own_app()
    {
        using var entra = new Entra();
        using var http = new HttpClient(entra);
        var factory = new PasswordServiceClientCredentialFactory("app", "secret", null, http, null);

        var one = await factory.CreateCredentialsAsync("app", "https://a", "https://login.microsoftonline.com/t", true, CancellationToken.None);
        var again = await factory.CreateCredentialsAsync("APP", "https://a", "https://login.microsoftonline.com/t", true, CancellationToken.None);
        var other = await factory.CreateCredentialsAsync("app", "https://b", "https://login.microsoftonline.com/t", true, CancellationToken.None);

        Assert.Same(one, again);
        Assert.NotSame(one, other);
        await Assert.ThrowsAsync<InvalidOperationException>(() => factory.CreateCredentialsAsync("stranger", "https://a", "https://login.microsoftonline.com/t", true, CancellationToken.None));
    }

    [Fact]
    public async Task A_token_with_less_than_five_minutes_left_is_renewed_before_use()
    {
        using var entra = new Entra { ExpiresInSeconds = 299 };
        using var http = new HttpClient(entra);
        var credentials = new MicrosoftAppCredentials("app", "secret", "tenant", http);

        var first = await credentials.GetTokenAsync();
        var second = await credentials.GetTokenAsync();

        Assert.NotEqual(first, second);
        Assert.Equal(2, entra.TokenRequests.Count);
    }

    [Fact]
    public async Task Many_first_calls_at_once_ask_for_one_token()
    {
        using var entra = new Entra();
        using var http = new HttpClient(entra);
        var credentials = new MicrosoftAppCredentials("app", "secret", "tenant", http);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => credentials.GetTokenAsync()));

        Assert.Single(entra.TokenRequests);
        Assert.Single(tokens.Distinct());
    }

    [Fact]
    public async Task A_failed_renewal_keeps_a_token_that_is_still_good()
    {
        using var entra = new Entra { ExpiresInSeconds = 200 };
        using var http = new HttpClient(entra);
        var credentials = new MicrosoftAppCredentials("app", "secret", "tenant", http);
        var first = await credentials.GetTokenAsync();

        entra.Refuses = true;

        Assert.Equal(first, await credentials.GetTokenAsync());
    }

    [Fact]
    public async Task A_refused_secret_is_an_error_that_does_not_name_it()
    {
        using var entra = new Entra { Refuses = true };
        using var http = new HttpClient(entra);
        var credentials = new MicrosoftAppCredentials("app", "s3cr3t-value", "tenant", http);

        var e = await Assert.ThrowsAnyAsync<Exception>(() => credentials.GetTokenAsync());

        Assert.DoesNotContain("s3cr3t-value", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_bot_signs_nothing()
    {
        using var request = new HttpRequestMessage();

        await MicrosoftAppCredentials.Empty.ProcessHttpRequestAsync(request, CancellationToken.None);

        Assert.Null(request.Headers.Authorization);
        Assert.Null(await MicrosoftAppCredentials.Empty.GetTokenAsync());
    }

    private static IConfiguration Configuration(string appType) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["MicrosoftAppType"] = appType,
        ["MicrosoftAppId"] = "app",
        ["MicrosoftAppPassword"] = "secret",
        ["MicrosoftAppTenantId"] = "0c1a6f0e-7b1e-4d52-8f53-0a4a1b6b2001",
    }).Build();

    /// <summary>Entra's discovery and token endpoints.</summary>
    private sealed class Entra : HttpMessageHandler
    {
        private int _tokens;

        internal ConcurrentQueue<(string Uri, string Body)> TokenRequests { get; } = new();

        internal int ExpiresInSeconds { get; init; } = 3600;

        internal bool Refuses { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var uri = request.RequestUri!.AbsoluteUri;
            if (uri.Contains("/discovery/instance", StringComparison.Ordinal))
            {
                return Json(HttpStatusCode.OK, """
                    {"tenant_discovery_endpoint":"https://login.microsoftonline.com/common/.well-known/openid-configuration","api-version":"1.1",
                     "metadata":[{"preferred_network":"login.microsoftonline.com","preferred_cache":"login.windows.net","aliases":["login.microsoftonline.com","login.windows.net"]}]}
                    """);
            }

            TokenRequests.Enqueue((uri, await request.Content!.ReadAsStringAsync(cancellationToken)));
            return Refuses
                ? Json(HttpStatusCode.BadRequest, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}""")
                : Json(HttpStatusCode.OK, $$"""{"token_type":"Bearer","expires_in":{{ExpiresInSeconds}},"access_token":"token-{{Interlocked.Increment(ref _tokens)}}"}""");
        }

        private static HttpResponseMessage Json(HttpStatusCode status, string body) =>
            new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
