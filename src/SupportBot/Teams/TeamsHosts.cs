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

    public bool MayCall(IPAddress? caller) => hasAppId || (caller is not null && IPAddress.IsLoopback(caller));

    public bool MayAnswer(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri)) return false;
        var isTeams = uri.Scheme == Uri.UriSchemeHttps && Hosts.Contains(uri.Host);
        return (hasAppId && isTeams) || (isDevelopment && uri.IsLoopback);
    }
}
