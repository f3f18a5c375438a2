using System.Net;
using Microsoft.Bot.Connector;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>The desk's leads, in their own chats. What must not be lost stands in the channel as well.</summary>
internal sealed partial class DeskLeads(IAgents agents, IAddressBook addresses, TeamsConnector connector, BotIdentity bot, ILogger<DeskLeads> logger)
{
    /// <summary>Tells each lead whom the desk has met, once; whoever cannot be told reads it in the channel.</summary>
    public async Task TellAsync(Func<Texts, string> sentence, CancellationToken cancellationToken)
    {
        foreach (var lead in await agents.LeadsAsync(cancellationToken))
        {
            if (await addresses.FindAsync(lead.TenantId, lead.ObjectId, cancellationToken) is { } address) await TellAsync(address, sentence(Texts.In(address.Language)), cancellationToken);
        }
    }

    private async Task TellAsync(Address address, string sentence, CancellationToken cancellationToken)
    {
        using var timeOut = Outgoing.Limited(cancellationToken);
        try
        {
            var client = await connector.AtAsync(address.ServiceUrl, timeOut.Token);
            await client.Conversations.SendToConversationAsync(address.ConversationId, Outgoing.Addressed(Speech.Of(sentence), address.ConversationId, bot), timeOut.Token);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogNotTold(SendFailure.StatusOf(exception), exception);
        }
    }

    [LoggerMessage(EventId = 374, Level = LogLevel.Warning, Message = "Teams answered {Status} when a lead was to be told something")]
    private partial void LogNotTold(HttpStatusCode? status, Exception exception);
}
