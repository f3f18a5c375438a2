using System.Net;

namespace SupportBot.Teams;

/// <summary>Whom the bot listens to and answers: with an app id Teams' own hosts, without one only this machine.</summary>
/// <param name="hasAppId">Whether the bot has an identity, so that callers are authenticated.</param>
/// <param name="isDevelopment">Whether a simulated Teams on this machine may be answered as well.</param>
internal sealed class TeamsHosts(bool hasAppId, bool isDevelopment)
{
    // The bot's token goes to these hosts and to no others (platform facts, 2.4).
    private static readonly HashSet<string> Hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "smba.trafficmanager.net",
        "smba.onyx.prod.teams.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    };

    // Teams keeps the files of a chat in its sender's OneDrive.
    private static readonly string[] FileHosts = [".sharepoint.com", ".svc.ms"];

    public bool MayCall(IPAddress? caller) => hasAppId || (caller is not null && IPAddress.IsLoopback(caller));

    public bool MayAnswer(string? serviceUrl) => Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) && MayAnswer(uri);

    /// <summary>Whether a picture or file may be fetched from there.</summary>
    public bool MayFetch(Uri address) =>
        MayAnswer(address)
        || (hasAppId && IsSecure(address) && FileHosts.Any(host => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether the Connector keeps an attachment there, which it hands out for the bot's token only.</summary>
    public bool IsConnectorAttachment(Uri address) =>
        MayAnswer(address) && address.AbsolutePath.Contains("/v3/attachments/", StringComparison.OrdinalIgnoreCase);

    private bool MayAnswer(Uri address) =>
        (hasAppId && IsSecure(address) && Hosts.Contains(address.Host)) || (isDevelopment && address.IsLoopback && address.Scheme is ("http" or "https"));

    private static bool IsSecure(Uri address) => address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort;
}
