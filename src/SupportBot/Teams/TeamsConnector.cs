using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using SupportBot.Desk;

namespace SupportBot.Teams;

/// <summary>The way to Teams when nobody has just written: connectors for the places where people and channels are served.</summary>
internal sealed class TeamsConnector(BotFrameworkAuthentication authentication, BotIdentity identity)
{
    private readonly ConnectorFactory factory = authentication.CreateConnectorFactory(new ClaimsIdentity(
        [new Claim("aud", identity.AppId), new Claim("appid", identity.AppId)]));

    private readonly ConcurrentDictionary<string, string> newest = new(StringComparer.Ordinal);

    /// <summary>The connector that serves a queue's team: the newest that an activity of the team named, else the stored one.</summary>
    public string UrlOf(Queue queue) => newest.GetValueOrDefault(queue.TeamId, queue.ServiceUrl);

    /// <summary>Remembers which connector an activity of a team came from.</summary>
    public void Learn(string teamId, string serviceUrl) => newest[teamId] = serviceUrl;

    public Task<IConnectorClient> AtAsync(Queue queue, CancellationToken cancellationToken) => AtAsync(UrlOf(queue), cancellationToken);

    public Task<IConnectorClient> AtAsync(string serviceUrl, CancellationToken cancellationToken) =>
        factory.CreateAsync(serviceUrl, authentication.GetOriginatingAudience(), cancellationToken);
}

/// <summary>Who the bot is to Teams.</summary>
/// <param name="AppId">The Entra app id of the bot registration; empty on a developer's machine.</param>
internal sealed record BotIdentity(string AppId);
