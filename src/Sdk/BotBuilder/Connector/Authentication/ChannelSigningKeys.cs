using System.Collections.Frozen;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>A key that the channel signs with, and the channels it may speak for.</summary>
internal sealed record ChannelSigningKey(SecurityKey Key, FrozenSet<string> Endorsements);

/// <summary>
/// The signing keys named by an OpenID metadata document ("OpenID Connect Discovery 1.0"). They are read anew every
/// 24 hours, and once for a key id that is not among them, at most every five minutes; a failed renewal leaves the last
/// good ones in use.
/// </summary>
internal sealed class ChannelSigningKeys(string metadataUrl, IDocumentRetriever documents, TimeProvider time) : IDisposable
{
    internal static readonly TimeSpan RenewAfter = TimeSpan.FromHours(24);
    internal static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Keys _keys = new(FrozenDictionary<string, ChannelSigningKey>.Empty, DateTimeOffset.MinValue);
    private DateTimeOffset _lastSearch = DateTimeOffset.MinValue;

    /// <summary>The key with this id, or null.</summary>
    internal ValueTask<ChannelSigningKey> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var keys = _keys;
        return keys.RenewAt > time.GetUtcNow() && keys.ById.TryGetValue(keyId, out var key)
            ? new ValueTask<ChannelSigningKey>(key)
            : new ValueTask<ChannelSigningKey>(SearchAsync(keyId, cancellationToken));
    }

    public void Dispose() => _reading.Dispose();

    private async Task<ChannelSigningKey> SearchAsync(string keyId, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var due = _keys.RenewAt <= now;
            var known = _keys.ById.TryGetValue(keyId, out var key);
            if (known && !due)
                return key;
            if (!due && now - _lastSearch < PauseBetweenTries)
                return null;

            if (!due)
                _lastSearch = now;
            try
            {
                _keys = new Keys(await ReadAsync(cancellationToken), now + RenewAfter);
            }
            catch (Exception e) when (e is not OperationCanceledException && _keys.ById.Count > 0)
            {
                _keys = _keys with { RenewAt = due ? now + PauseBetweenTries : _keys.RenewAt };
            }

            return _keys.ById.GetValueOrDefault(keyId);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<FrozenDictionary<string, ChannelSigningKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(metadataUrl, documents, cancellationToken);
        var keys = new Dictionary<string, ChannelSigningKey>(StringComparer.Ordinal);
        foreach (var key in configuration.JsonWebKeySet?.Keys ?? [])
        {
            if (!string.IsNullOrEmpty(key.Kid) && key.Kty == JsonWebAlgorithmsKeyTypes.RSA)
                keys[key.Kid] = new ChannelSigningKey(key, Endorsements(key));
        }

        return keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenSet<string> Endorsements(JsonWebKey key)
    {
        if (!key.AdditionalData.TryGetValue("endorsements", out var value))
            return FrozenSet<string>.Empty;

        return value switch
        {
            System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.Array } array =>
                array.EnumerateArray().Select(item => item.GetString()).ToFrozenSet(StringComparer.Ordinal),
            IEnumerable<object> list => list.OfType<string>().ToFrozenSet(StringComparer.Ordinal),
            _ => FrozenSet<string>.Empty,
        };
    }

    private sealed record Keys(FrozenDictionary<string, ChannelSigningKey> ById, DateTimeOffset RenewAt);
}
