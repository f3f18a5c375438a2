using System.Net;
using Microsoft.Bot.Connector;
using Newtonsoft.Json.Linq;
using SupportBot.Cards;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>Sends a person what belongs to no single ticket, once, and says how it went.</summary>
internal sealed partial class TeamsPersonalSender(TeamsConnector connector, BotIdentity bot, ILogger<TeamsPersonalSender> logger) : IPersonalSender
{
    public Task<SendResult> SendMissedAsync(Address to, IReadOnlyList<WaitingNotice> replies, CancellationToken cancellationToken) =>
        SendAsync(to, WaitingCards.Missed(replies, Texts.In(to.Language), to.TimeZone), cancellationToken);

    public Task<SendResult> SendDigestAsync(Address to, IReadOnlyList<WaitingNotice> notices, CancellationToken cancellationToken) =>
        SendAsync(to, WaitingCards.Digest(notices, Texts.In(to.Language), to.TimeZone), cancellationToken);

    private async Task<SendResult> SendAsync(Address to, JObject card, CancellationToken cancellationToken)
    {
        using var timeOut = Outgoing.Limited(cancellationToken);
        try
        {
            var client = await connector.AtAsync(to.ServiceUrl, timeOut.Token);
            await client.Conversations.SendToConversationAsync(to.ConversationId, Outgoing.Addressed(Speech.Of(card), to.ConversationId, bot), timeOut.Token);
            return new SendResult(NoticeState.Sent);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogAnswer(to.ConversationId, SendFailure.StatusOf(exception), exception);
            return SendFailure.Judge(exception, mayArriveTwice: false) with { IsOutOfReach = SendFailure.IsOutOfReach(exception) };
        }
    }

    [LoggerMessage(EventId = 351, Level = LogLevel.Warning, Message = "Chat {Chat}: Teams answered {Status} to what waited for its person")]
    private partial void LogAnswer(string chat, HttpStatusCode? status, Exception exception);
}
