using System.Net;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>Channels of queues that were deleted: the leads are told in their own chats, and the desk in the channel where its tickets go on.</summary>
internal sealed partial class LostChannels(
    IQueues queues,
    DeskLeads leads,
    TeamsConnector connector,
    IAfterTheAnswer after,
    PartnerOptions partner,
    BotIdentity bot,
    TimeProvider time,
    ILogger<LostChannels> logger)
{
    // So long the telling is left to whoever found it out.
    private static readonly Duration Patience = Duration.FromMinutes(2);

    /// <summary>Teams does not know the channel of this queue any more.</summary>
    public async Task FoundAsync(Queue queue, CancellationToken cancellationToken)
    {
        if (!await queues.LoseAsync(queue, Now, cancellationToken)) return;
        LogLost(queue.Name);
        after.Run("queue " + queue.Name, token => TellAsync(queue, token));
    }

    /// <summary>Tells what a crash or an outage left untold.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in await queues.AllAsync(cancellationToken))
        {
            if (queue is { LostAt: { } since, IsLossTold: false } && since < Now - Patience) await TellAsync(queue, cancellationToken);
        }
    }

    private async Task TellAsync(Queue queue, CancellationToken cancellationToken)
    {
        var other = (await queues.AllAsync(cancellationToken)).Named(null);
        // First where everybody reads it: what is told again after an outage is told to nobody twice in their own chat.
        if (other is not null && !await TryAsync(queue, token => PostAsync(other, Sentence(queue, other, Texts.In(partner.Language)), token), cancellationToken)) return;
        await leads.TellAsync(texts => Sentence(queue, other, texts), cancellationToken);
        await queues.LossToldAsync(queue, cancellationToken);
    }

    private static string Sentence(Queue queue, Queue? other, Texts texts) => other is null ? texts.QueueLostNoOther(queue.Name) : texts.QueueLost(queue.Name, other.Name);

    private async Task PostAsync(Queue other, string sentence, CancellationToken cancellationToken)
    {
        var client = await connector.AtAsync(other, cancellationToken);
        await client.Conversations.CreateConversationAsync(Outgoing.NewThread(other, partner, bot, Speech.Of(sentence)), cancellationToken);
    }

    // False where Teams did not take it, or did not say.
    private async Task<bool> TryAsync(Queue queue, Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using var timeOut = Outgoing.Limited(cancellationToken);
        try
        {
            await call(timeOut.Token);
            return true;
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogNotTold(queue.Name, SendFailure.StatusOf(exception), exception);
            return false;
        }
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    [LoggerMessage(EventId = 368, Level = LogLevel.Error, Message = "The channel of queue {Queue} was deleted; its tickets go on in the first channel that is there")]
    private partial void LogLost(string queue);

    [LoggerMessage(EventId = 369, Level = LogLevel.Warning, Message = "Queue {Queue}: Teams answered {Status} when it was told that its channel is gone")]
    private partial void LogNotTold(string queue, HttpStatusCode? status, Exception exception);
}
