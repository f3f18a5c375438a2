using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using SupportBot.Desk;

namespace SupportBot.Teams;

/// <summary>The way to Teams when nobody has just written: connectors for the places where people and channels are served.</summary>
internal sealed class TeamsConnector(BotFrameworkAuthentication authentication, BotIdentity identity, DeskOptions desk)
{
    private readonly ConnectorFactory factory = authentication.CreateConnectorFactory(new ClaimsIdentity(
        [new Claim("aud", identity.AppId), new Claim("appid", identity.AppId)]));

    private string? deskServiceUrl;

    /// <summary>The connector that serves the desk's team: the newest that an activity of the team named, until then the configured one.</summary>
    public string DeskServiceUrl => deskServiceUrl ?? desk.ServiceUrl;

    public void LearnDesk(string serviceUrl) => deskServiceUrl = serviceUrl;

    public Task<IConnectorClient> AtDeskAsync(CancellationToken cancellationToken) => AtAsync(DeskServiceUrl, cancellationToken);

    public Task<IConnectorClient> AtAsync(string serviceUrl, CancellationToken cancellationToken) =>
        factory.CreateAsync(serviceUrl, authentication.GetOriginatingAudience(), cancellationToken);
}

/// <summary>Who the bot is to Teams.</summary>
/// <param name="AppId">The Entra app id of the bot registration; empty on a developer's machine.</param>
internal sealed record BotIdentity(string AppId);
