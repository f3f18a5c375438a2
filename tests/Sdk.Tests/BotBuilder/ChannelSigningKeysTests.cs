using Microsoft.Bot.Connector.Authentication;
using Microsoft.IdentityModel.Protocols;

namespace Sdk.Tests.BotBuilder;

/// <summary>When the channel's keys are read again.</summary>
public sealed class ChannelSigningKeysTests : IDisposable
{
    private readonly Clock _clock = new();
    private readonly Documents _documents = new() { KeyId = "key-1" };
    private readonly ChannelSigningKeys _keys;

    public ChannelSigningKeysTests()
    {
        _keys = new ChannelSigningKeys("https://metadata.example.test", _documents, _clock);
    }

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Keys_are_read_again_after_24_hours_and_a_withdrawn_one_is_no_longer_known()
    {
        Assert.NotNull(await FindAsync("key-1"));
        _documents.KeyId = "key-2";

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await FindAsync("key-1"));
        Assert.Equal(1, _documents.KeyReads);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await FindAsync("key-1"));
        Assert.NotNull(await FindAsync("key-2"));
        Assert.Equal(2, _documents.KeyReads);
    }

    [Fact]
    public async Task An_unknown_key_makes_them_be_read_again_at_most_every_five_minutes()
    {
        await FindAsync("key-1");
        Assert.Null(await FindAsync("key-2"));
        Assert.Null(await FindAsync("key-2"));
        Assert.Equal(2, _documents.KeyReads);
        _documents.KeyId = "key-2";

        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Null(await FindAsync("key-2"));
        Assert.Equal(2, _documents.KeyReads);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await FindAsync("key-2"));
        Assert.Equal(3, _documents.KeyReads);
    }

    [Fact]
    public async Task A_failed_renewal_leaves_the_last_good_keys_in_use_and_is_tried_again_after_five_minutes()
    {
        await FindAsync("key-1");
        _documents.IsDown = true;
        _clock.Advance(TimeSpan.FromHours(24));

        Assert.NotNull(await FindAsync("key-1"));
        Assert.NotNull(await FindAsync("key-1"));
        Assert.Equal(1, _documents.Failures);

        _documents.IsDown = false;
        _documents.KeyId = "key-2";
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await FindAsync("key-1"));
    }

    [Fact]
    public async Task A_failed_search_for_an_unknown_key_does_not_forget_the_known_ones()
    {
        await FindAsync("key-1");
        _documents.IsDown = true;

        Assert.Null(await FindAsync("key-2"));
        Assert.NotNull(await FindAsync("key-1"));
        Assert.Equal(1, _documents.Failures);
    }

    [Fact]
    public async Task Endorsements_are_those_of_the_key()
    {
        var key = await FindAsync("key-1");

        Assert.Equal(["msteams", "webchat"], key!.Endorsements.Order());
    }

    private async Task<ChannelSigningKey?> FindAsync(string keyId) => await _keys.FindAsync(keyId, CancellationToken.None);

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        internal void Advance(TimeSpan by) => _now += by;
    }

    private sealed class Documents : IDocumentRetriever
    {
        internal string KeyId { get; set; } = "";

        internal bool IsDown { get; set; }

        internal int KeyReads { get; private set; }

        internal int Failures { get; private set; }

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            if (IsDown)
            {
                Failures++;
                throw new IOException("Down");
            }

            if (address == "https://metadata.example.test")
                return Task.FromResult("""{"issuer":"https://issuer.example.test","jwks_uri":"https://metadata.example.test/keys"}""");
            KeyReads++;
            return Task.FromResult($$"""{"keys":[{"kty":"RSA","kid":"{{KeyId}}","n":"AQAB","e":"AQAB","endorsements":["msteams","webchat"]}]}""");
        }
    }
}
