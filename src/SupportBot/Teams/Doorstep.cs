using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>
/// People of tenants that are nobody's: where they wait is kept, the desk is asked once a day and tenant, and once the tenant
/// is a customer's they are told that they can go on.
/// </summary>
internal sealed partial class Doorstep(
    IStrangers strangers,
    IQueues queues,
    TeamsConnector connector,
    IAfterTheAnswer after,
    PartnerOptions partner,
    PublishedOffer published,
    BotIdentity bot,
    TimeProvider time,
    ILogger<Doorstep> logger)
{
    private const int Attempts = 5;
    private static readonly Duration Taking = Duration.FromSeconds(60);

    /// <summary>Somebody of an unknown tenant wrote, or installed the app. Nothing of what they wrote is kept.</summary>
    public async Task KnockAsync(Activity activity, string tenantId, CancellationToken cancellationToken)
    {
        var person = new WaitingPerson(tenantId, activity.Conversation.Id, activity.ServiceUrl, activity.Locale, Now);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var stranger = await strangers.FindAsync(tenantId, cancellationToken) ?? new Stranger { TenantId = tenantId };
            if (stranger.Standing is StrangerStanding.Ignored) return;
            if (attempt == 1) await strangers.KeepPersonAsync(person, cancellationToken);
            var knocked = stranger.Knocked(Today);
            if (knocked == stranger) return;
            if (!await strangers.KeepAsync(knocked, cancellationToken)) continue;
            Settle(tenantId);
            return;
        }
    }

    /// <summary>Carries out what the desk decided of a tenant.</summary>
    /// <returns>The tenant as it is kept since.</returns>
    public async Task<Stranger> DecideAsync(string tenantId, Func<Stranger, Stranger> decision, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var decided = decision(await strangers.FindAsync(tenantId, cancellationToken) ?? new Stranger { TenantId = tenantId });
            if (await strangers.KeepAsync(decided with { TakenUntil = null }, cancellationToken))
            {
                Settle(tenantId);
                return decided;
            }

            if (attempt == Attempts) throw new InvalidOperationException($"What was decided of tenant {tenantId} was overtaken {Attempts} times in a row.");
        }
    }

    /// <summary>Takes up what an outage left undone.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var stranger in await strangers.UnsettledAsync(cancellationToken)) Settle(stranger.TenantId);
    }

    private void Settle(string tenantId) => after.Run("tenant " + tenantId, token => SettleAsync(tenantId, token));

    private async Task SettleAsync(string tenantId, CancellationToken cancellationToken)
    {
        var stranger = await strangers.FindAsync(tenantId, cancellationToken);
        if (stranger is not { Dues: not StrangerDues.None } || stranger.TakenUntil > Now) return;
        if (!await strangers.KeepAsync(stranger with { TakenUntil = Now + Taking }, cancellationToken)) return;
        stranger = (await strangers.FindAsync(tenantId, cancellationToken))!;
        var done = stranger with { Dues = StrangerDues.None };
        try
        {
            if (stranger.Dues.HasFlag(StrangerDues.Card)) done = await PostAsync(done, cancellationToken);
            if (stranger.Dues.HasFlag(StrangerDues.Edit)) await EditAsync(stranger, cancellationToken);
            if (stranger.Dues.HasFlag(StrangerDues.Tell)) await TellAsync(stranger, cancellationToken);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogNotYet(tenantId, SendFailure.StatusOf(exception), exception);
            // The next sweep tries again.
            done = stranger;
        }

        await ReleaseAsync(stranger, done, cancellationToken);
    }

    // Somebody may have knocked or decided meanwhile: what that made due stays due, and is done next.
    private async Task ReleaseAsync(Stranger taken, Stranger done, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var current = (await strangers.FindAsync(taken.TenantId, cancellationToken))!;
            var isSame = current.Standing == taken.Standing && current.CardDay == taken.CardDay && current.Dues == taken.Dues;
            var released = current with
            {
                Dues = isSame ? done.Dues : current.Dues,
                TakenUntil = null,
                CardConversation = done.CardConversation,
                CardMessage = done.CardMessage,
            };
            if (!await strangers.KeepAsync(released, cancellationToken)) continue;
            if (!isSame) Settle(taken.TenantId);
            return;
        }
    }

    private async Task<Stranger> PostAsync(Stranger stranger, CancellationToken cancellationToken)
    {
        if (stranger.Standing is not StrangerStanding.Waiting) return stranger;
        // Before an operator has chosen a channel there is nobody to ask.
        if ((await queues.AllAsync(cancellationToken)).Named(null) is not { } queue) return stranger with { Dues = StrangerDues.Card };
        var client = await connector.AtAsync(queue, cancellationToken);
        var posted = await client.Conversations.CreateConversationAsync(NewThread.In(queue, partner, bot, Speech.Of(TenantCard.Draw(stranger, Texts))), cancellationToken);
        return stranger with { CardConversation = posted.Id, CardMessage = posted.ActivityId };
    }

    private async Task EditAsync(Stranger stranger, CancellationToken cancellationToken)
    {
        if (stranger is not { CardConversation: { } conversation, CardMessage: { } message } || (await queues.AllAsync(cancellationToken)).Named(null) is not { } queue) return;
        var client = await connector.AtAsync(queue, cancellationToken);
        var activity = NewThread.Addressed(Speech.Of(TenantCard.Draw(stranger, Texts)), conversation, bot);
        activity.Id = message;
        try
        {
            await client.Conversations.UpdateActivityAsync(conversation, message, activity, cancellationToken);
        }
        catch (ErrorResponseException exception) when (exception.Response?.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            // The card was deleted: there is nothing left to draw.
        }
    }

    private async Task TellAsync(Stranger stranger, CancellationToken cancellationToken)
    {
        foreach (var person in await strangers.PeopleAsync(stranger.TenantId, cancellationToken))
        {
            var texts = Texts.In(person.Language);
            var client = await connector.AtAsync(person.ServiceUrl, cancellationToken);
            try
            {
                await client.Conversations.SendToConversationAsync(
                    person.ConversationId,
                    NewThread.Addressed(Speech.Of(ChatCards.Welcomed(partner.Name, texts)), person.ConversationId, bot),
                    cancellationToken);
            }
            catch (ErrorResponseException exception) when (exception.Response?.StatusCode is System.Net.HttpStatusCode.Forbidden or System.Net.HttpStatusCode.NotFound)
            {
                // They have left meanwhile.
                LogGone(stranger.TenantId, exception);
            }

            await strangers.ForgetPersonAsync(person, cancellationToken);
        }
    }

    private Texts Texts { get; } = Texts.In(partner.Language);

    private Instant Now => time.GetUtcNow().ToInstant();

    private LocalDate Today => Now.InZone(published.Offer?.Calendar.Zone ?? DateTimeZone.Utc).Date;

    [LoggerMessage(EventId = 360, Level = LogLevel.Warning, Message = "Tenant {Tenant}: Teams answered {Status}; what is due is tried again")]
    private partial void LogNotYet(string tenant, System.Net.HttpStatusCode? status, Exception exception);

    [LoggerMessage(EventId = 361, Level = LogLevel.Information, Message = "Tenant {Tenant}: somebody who waited is no longer there")]
    private partial void LogGone(string tenant, Exception exception);
}

/// <summary>How a message of ours is addressed.</summary>
internal static class NewThread
{
    /// <summary>A message that begins a thread in a queue's channel.</summary>
    public static ConversationParameters In(Queue queue, PartnerOptions partner, BotIdentity bot, Activity activity) => new()
    {
        IsGroup = true,
        Bot = new ChannelAccount("28:" + bot.AppId),
        TenantId = partner.TenantId,
        ChannelData = new JObject { ["channel"] = new JObject { ["id"] = queue.ChannelId }, ["tenant"] = new JObject { ["id"] = partner.TenantId } },
        Activity = activity,
    };

    /// <summary>A message for a conversation that is there.</summary>
    public static Activity Addressed(Activity activity, string conversationId, BotIdentity bot)
    {
        activity.ChannelId = Channels.Msteams;
        activity.From = new ChannelAccount("28:" + bot.AppId);
        activity.Conversation = new ConversationAccount { Id = conversationId };
        return activity;
    }
}
