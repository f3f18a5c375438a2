using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;
using Activity = Microsoft.Bot.Schema.Activity;

namespace Sdk.Tests.BotBuilder;

/// <summary>Each rule by which a call to the bot is believed.</summary>
public sealed class ChannelTokenTests : IAsyncLifetime
{
    private ChannelIssuer _issuer = null!;
    private ConfigurationBotFrameworkAuthentication _authentication = null!;

    public async Task InitializeAsync()
    {
        _issuer = await ChannelIssuer.StartAsync("msteams", "webchat");
        _authentication = Authentication();
    }

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    [Fact]
    public async Task A_token_of_the_channel_is_accepted()
    {
        var result = await AuthenticateAsync(_issuer.Token());

        Assert.True(result.ClaimsIdentity.IsAuthenticated);
        Assert.Equal(ChannelIssuer.AppId, result.ClaimsIdentity.FindFirst("aud")?.Value);
        Assert.Equal("https://api.botframework.com", result.Audience);
        Assert.NotNull(result.ConnectorFactory);
        Assert.Equal("urn:botframework:azure", result.CallerId);
    }

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    public async Task The_RSA_family_is_accepted(string algorithm) =>
        await AuthenticateAsync(_issuer.Token(token => token.SigningCredentials = new SigningCredentials(_issuer.Key, algorithm)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer not.a.token")]
    [InlineData("Bearer x")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public Task What_is_no_bearer_token_is_refused(string? header) => RefusedAsync(header);

    [Fact]
    public Task Another_issuer_is_refused() => RefusedAsync(_issuer.Token(token => token.Issuer = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"));

    [Fact]
    public Task A_token_without_issuer_is_refused() => RefusedAsync(_issuer.Token(token => token.Issuer = null));

    [Fact]
    public Task Another_audience_is_refused() => RefusedAsync(_issuer.Token(token => token.Audience = "11111111-2222-3333-4444-555555555555"));

    [Fact]
    public Task The_audience_of_an_Entra_API_is_refused() => RefusedAsync(_issuer.Token(token => token.Audience = "api://" + ChannelIssuer.AppId));

    [Fact]
    public Task A_token_without_audience_is_refused() => RefusedAsync(_issuer.Token(token => token.Audience = null));

    [Fact]
    public Task A_token_for_several_audiences_is_refused() => RefusedAsync(_issuer.Token(token =>
    {
        token.Audience = null;
        token.Claims["aud"] = new[] { ChannelIssuer.AppId, "another" };
    }));

    [Fact]
    public Task Another_key_under_a_known_id_is_refused() =>
        RefusedAsync(_issuer.Token(token => token.SigningCredentials = new SigningCredentials(ChannelIssuer.NewKey("key-1"), SecurityAlgorithms.RsaSha256)));

    [Fact]
    public Task A_token_that_names_no_key_is_refused() =>
        RefusedAsync(_issuer.Token(token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(_issuer.Key.Rsa), SecurityAlgorithms.RsaSha256)));

    [Fact]
    public async Task A_changed_payload_is_refused()
    {
        var parts = _issuer.Token().Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace(ChannelIssuer.ServiceUrl, "https://evil.example.test/", StringComparison.Ordinal);

        await RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}", serviceUrl: "https://evil.example.test/");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    public async Task A_token_that_claims_to_need_no_signature_is_refused(string algorithm)
    {
        var payload = _issuer.Token().Split('.')[1];
        var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"key-1"}""");

        await RefusedAsync($"Bearer {header}.{payload}.");
        await RefusedAsync($"Bearer {header}.{payload}.{_issuer.Token().Split('.')[2]}");
    }

    [Fact]
    public async Task The_public_key_as_a_shared_secret_is_refused()
    {
        var payload = _issuer.Token().Split('.')[1];
        var header = Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT","kid":"key-1"}""");
        var signature = HMACSHA256.HashData(_issuer.Key.Rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes($"{header}.{payload}"));

        await RefusedAsync($"Bearer {header}.{payload}.{Base64UrlEncoder.Encode(signature)}");
    }

    [Fact]
    public Task A_PSS_signature_is_refused() =>
        RefusedAsync(_issuer.Token(token => token.SigningCredentials = new SigningCredentials(_issuer.Key, SecurityAlgorithms.RsaSsaPssSha256)));

    [Theory]
    [InlineData(-4, true)]
    [InlineData(-6, false)]
    public async Task A_token_is_good_until_five_minutes_after_it_expired(int minutes, bool accepted) =>
        await AcceptedAsync(accepted, token => token.Expires = Now().AddMinutes(minutes), token => token.NotBefore = Now().AddHours(-1));

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public async Task A_token_is_good_from_five_minutes_before_it_is_valid(int minutes, bool accepted) =>
        await AcceptedAsync(accepted, token => token.NotBefore = Now().AddMinutes(minutes));

    [Fact]
    public Task A_token_without_end_is_refused() => RefusedAsync(_issuer.Token(token => token.Expires = null));

    [Fact]
    public Task A_token_for_another_service_URL_is_refused() => RefusedAsync(_issuer.Token(), serviceUrl: "https://evil.example.test/");

    [Fact]
    public Task A_token_without_service_URL_is_refused() => RefusedAsync(_issuer.Token(token => token.Claims.Remove("serviceurl")));

    [Fact]
    public Task A_token_without_service_URL_is_refused_for_an_activity_without_one() =>
        RefusedAsync(_issuer.Token(token => token.Claims.Remove("serviceurl")), serviceUrl: null);

    [Fact]
    public async Task The_service_URL_is_compared_without_regard_to_letter_case() =>
        await AuthenticateAsync(_issuer.Token(), serviceUrl: ChannelIssuer.ServiceUrl.ToUpperInvariant());

    [Theory]
    [InlineData("directline")]
    [InlineData("MSTEAMS")]
    [InlineData(null)]
    public Task A_key_that_is_not_endorsed_for_the_channel_is_refused(string? channelId) => RefusedAsync(_issuer.Token(), channelId: channelId);

    [Fact]
    public async Task A_required_endorsement_that_is_missing_is_refused()
    {
        _authentication = Authentication(new AuthenticationConfiguration { RequiredEndorsements = ["webchat"] });
        await AuthenticateAsync(_issuer.Token());

        _authentication = Authentication(new AuthenticationConfiguration { RequiredEndorsements = ["webchat", "extra"] });
        await RefusedAsync(_issuer.Token());
    }

    [Fact]
    public async Task A_new_key_is_found_by_reading_the_keys_once_more()
    {
        await AuthenticateAsync(_issuer.Token());
        var rolled = ChannelIssuer.NewKey("key-2");
        _issuer.Publish(rolled, "msteams");

        await AuthenticateAsync(_issuer.Token(token => token.SigningCredentials = new SigningCredentials(rolled, SecurityAlgorithms.RsaSha256)));

        Assert.Equal(2, _issuer.KeyReads);
    }

    [Fact]
    public async Task Unknown_keys_make_the_keys_be_read_once_only_however_many_come()
    {
        await AuthenticateAsync(_issuer.Token());
        var stranger = ChannelIssuer.NewKey("stranger");

        for (var i = 0; i < 5; i++)
            await RefusedAsync(_issuer.Token(token => token.SigningCredentials = new SigningCredentials(stranger, SecurityAlgorithms.RsaSha256)));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusedAsync(_issuer.Token(token => token.SigningCredentials = new SigningCredentials(stranger, SecurityAlgorithms.RsaSha256)))));

        Assert.Equal(2, _issuer.KeyReads);
    }

    [Fact]
    public async Task Many_first_calls_at_once_read_the_keys_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AuthenticateAsync(_issuer.Token())));

        Assert.Equal(1, _issuer.KeyReads);
    }

    [Fact]
    public async Task Without_keys_nobody_is_believed_and_the_next_call_tries_again()
    {
        _issuer.IsDown = true;
        await RefusedAsync(_issuer.Token());

        _issuer.IsDown = false;
        await AuthenticateAsync(_issuer.Token());
    }

    [Fact]
    public async Task No_message_holds_any_part_of_the_token()
    {
        var token = _issuer.Token(descriptor => descriptor.Audience = "another");

        var e = await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() => AuthenticateAsync(token));

        foreach (var part in token["Bearer ".Length..].Split('.'))
            Assert.DoesNotContain(part, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_app_id_a_call_without_token_is_anonymous_and_a_token_is_still_checked()
    {
        _authentication = new ConfigurationBotFrameworkAuthentication(new ConfigurationBuilder().Build());

        var result = await AuthenticateAsync(null);

        Assert.Equal("anonymous", result.ClaimsIdentity.AuthenticationType);
        await RefusedAsync("Bearer x");
    }

    [Theory]
    [InlineData("MicrosoftAppType", "SingleTenant")]
    [InlineData("MicrosoftAppType", "UserAssignedMSI")]
    [InlineData("MicrosoftAppType", "Whatever")]
    public void A_type_of_app_that_lacks_its_settings_is_refused_at_start(string key, string value) =>
        Assert.ThrowsAny<ArgumentException>(() => new ConfigurationBotFrameworkAuthentication(Configuration((key, value))));

    [Theory]
    [InlineData("ChannelService", "https://botframework.azure.cn")]
    [InlineData("ToBotFromChannelOpenIdMetadataUrl", "nonsense")]
    public void A_setting_that_cannot_be_understood_is_refused_at_start(string key, string value) =>
        Assert.Throws<InvalidOperationException>(() => new ConfigurationBotFrameworkAuthentication(Configuration((key, value))));

    [Fact]
    public void Each_cloud_has_its_audience()
    {
        Assert.Equal("https://api.botframework.com", new ConfigurationBotFrameworkAuthentication(Configuration()).GetOriginatingAudience());
        Assert.Equal("https://api.botframework.us", new ConfigurationBotFrameworkAuthentication(Configuration(("ChannelService", "https://botframework.azure.us"))).GetOriginatingAudience());
    }

    private static DateTime Now() => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    private ConfigurationBotFrameworkAuthentication Authentication(AuthenticationConfiguration? configuration = null) => new(
        Configuration(
            ("MicrosoftAppId", ChannelIssuer.AppId),
            ("MicrosoftAppPassword", "secret"),
            ("ToBotFromChannelTokenIssuer", ChannelIssuer.Issuer),
            ("ToBotFromChannelOpenIdMetadataUrl", _issuer.MetadataUrl)),
        authConfiguration: configuration);

    private Task<AuthenticateRequestResult> AuthenticateAsync(string? header, string? serviceUrl = ChannelIssuer.ServiceUrl, string? channelId = "msteams") =>
        _authentication.AuthenticateRequestAsync(new Activity("message") { ServiceUrl = serviceUrl, ChannelId = channelId }, header, CancellationToken.None);

    private async Task RefusedAsync(string? header, string? serviceUrl = ChannelIssuer.ServiceUrl, string? channelId = "msteams") =>
        await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() => AuthenticateAsync(header, serviceUrl, channelId));

    private Task AcceptedAsync(bool accepted, params Action<SecurityTokenDescriptor>[] changes)
    {
        var token = _issuer.Token(descriptor =>
        {
            foreach (var change in changes)
                change(descriptor);
        });
        return accepted ? AuthenticateAsync(token) : RefusedAsync(token);
    }
}
