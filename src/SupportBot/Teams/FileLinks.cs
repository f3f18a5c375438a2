using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>What a link to a file opens, and for whom it was made.</summary>
/// <param name="Number">The ticket from which it was opened.</param>
/// <param name="AttachmentId">The file.</param>
/// <param name="Agent">Who pressed.</param>
internal sealed record FileLink(TicketNumber Number, string AttachmentId, Person Agent);

/// <summary>Makes links to files that nobody can guess or change and that soon end, and reads them again, on whichever instance.</summary>
internal sealed class FileLinks(IFileLinkKeys keys, BotAddress address, TimeProvider time)
{
    /// <summary>Where links to files lead; the token follows.</summary>
    public const string Path = "/attachments/";

    /// <summary>How long a link can be used.</summary>
    public static readonly Duration Lifetime = Duration.FromMinutes(10);

    private const int LongestToken = 2048;
    private const char Separator = '\n';

    private byte[]? key;

    /// <summary>The address under which an agent opens a file in their browser.</summary>
    public async Task<Uri> MakeAsync(FileLink link, CancellationToken cancellationToken)
    {
        var expires = (Now + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var content = Encoding.UTF8.GetBytes(string.Join(Separator, link.Number.Text, link.AttachmentId, expires, link.Agent.TenantId, link.Agent.ObjectId));
        var signature = HMACSHA256.HashData(await KeyAsync(cancellationToken), content);
        return new Uri(address.Value, $"{Path}{Base64Url.EncodeToString(content)}.{Base64Url.EncodeToString(signature)}");
    }

    /// <summary>What a token opens; null where it was not made here, or is over.</summary>
    public async Task<FileLink?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > LongestToken || token.Split('.') is not [var first, var second] || Decode(first) is not { } content || Decode(second) is not { } signature) return null;
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(await KeyAsync(cancellationToken), content), signature)) return null;
        if (Encoding.UTF8.GetString(content).Split(Separator) is not [var ticket, var attachment, var expires, var tenant, var agent]) return null;
        return TicketNumber.TryParse(ticket, out var number) && Now.ToUnixTimeSeconds() < long.Parse(expires, CultureInfo.InvariantCulture)
            ? new FileLink(number, attachment, new Person(tenant, agent, ""))
            : null;
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private async Task<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        key ??= await keys.GetOrKeepAsync(RandomNumberGenerator.GetBytes(32), cancellationToken);
}

/// <summary>The address under which a browser reaches this bot.</summary>
/// <param name="set">What the settings say; where they say nothing, as on a developer's machine, it is where the bot listens.</param>
/// <param name="server">Knows where it listens.</param>
internal sealed class BotAddress(Uri? set, IServer? server)
{
    /// <exception cref="InvalidOperationException">Nothing is set, and the bot does not listen yet.</exception>
    public Uri Value => set ?? (server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening
        ? new Uri(listening)
        : throw new InvalidOperationException("Bot:Address is not set, and the bot does not listen anywhere yet."));
}
