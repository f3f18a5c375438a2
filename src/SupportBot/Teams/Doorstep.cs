using System.Net;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
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
    ICustomerDirectory directory,
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
    private static readonly Duration TellMargin = Duration.FromSeconds(25);

    /// <summary>Somebody of an unknown tenant wrote, or installed the app. Nothing of what they wrote is kept.</summary>
    public async Task KnockAsync(Activity activity, string tenantId, CancellationToken cancellationToken)
    {
        var person = new WaitingPerson(tenantId, activity.Conversation.Id, activity.ServiceUrl, activity.Locale, Now);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var stranger = await strangers.FindAsync(tenantId, cancellationToken) ?? new Stranger { TenantId = tenantId };
            if (stranger.Standing is StrangerStanding.Ignored) return;
            if (attempt == 1) await strangers.KeepPersonAsync(person, cancellationToken);
            // Somebody may have linked the tenant while this knock was on its way: then there is nothing to ask, but somebody to tell.
            var isKnown = stranger.Standing is StrangerStanding.Known && await directory.FindByTenantAsync(tenantId, cancellationToken) is not null;
            var knocked = isKnown ? stranger with { Dues = stranger.Dues | StrangerDues.Tell } : stranger.Knocked(Today);
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
            if (await strangers.KeepAsync(decided, cancellationToken))
            {
                if (decided.Standing is StrangerStanding.Ignored) await ForgetPeopleAsync(tenantId, cancellationToken);
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
        var done = stranger;
        Instant? until = null;
        try
        {
            // People first: a card that cannot be drawn any more must not keep them waiting.
            if (stranger.Dues.HasFlag(StrangerDues.Tell) && await TellAsync(stranger, cancellationToken)) done = Without(done, StrangerDues.Tell);
            if (stranger.Dues.HasFlag(StrangerDues.Card)) done = await PostAsync(done, cancellationToken);
            if (stranger.Dues.HasFlag(StrangerDues.Edit) && await EditAsync(done, cancellationToken)) done = Without(done, StrangerDues.Edit);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            // The next sweep tries again what is left.
            LogNotYet(tenantId, SendFailure.StatusOf(exception), exception);
            // Teams may say how long it is to be left alone; until then no sweep takes it up.
            if (SendFailure.RetryAfter(exception) is { } wait) until = Now + wait;
        }

        await ReleaseAsync(stranger, done, until, cancellationToken);
    }

    private static Stranger Without(Stranger stranger, StrangerDues due) => stranger with { Dues = stranger.Dues & ~due };

    // Somebody may have knocked or decided meanwhile: what that made due stays due, and is done next.
    private async Task ReleaseAsync(Stranger taken, Stranger done, Instant? until, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var current = (await strangers.FindAsync(taken.TenantId, cancellationToken))!;
            // It took too long, and another instance has begun anew.
            if (current.TakenUntil != taken.TakenUntil) return;
            var isSame = current with { Stamp = null } == taken with { Stamp = null };
            var released = current with
            {
                Dues = isSame ? done.Dues : current.Dues,
                TakenUntil = until,
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
        if (stranger.Standing is not StrangerStanding.Waiting) return Without(stranger, StrangerDues.Card);
        // Before an operator has chosen a channel there is nobody to ask.
        if ((await queues.AllAsync(cancellationToken)).Named(null) is not { } queue) return stranger;
        using var timeOut = Outgoing.Limited(cancellationToken);
        var client = await connector.AtAsync(queue, timeOut.Token);
        var card = Speech.Of(TenantCard.Draw(stranger, partner, Texts));
        var posted = await client.Conversations.CreateConversationAsync(Outgoing.NewThread(queue, partner, bot, card), timeOut.Token);
        return Without(stranger, StrangerDues.Card) with { CardConversation = posted.Id, CardMessage = posted.ActivityId };
    }

    // False where there is no channel to draw in.
    private async Task<bool> EditAsync(Stranger stranger, CancellationToken cancellationToken)
    {
        if (stranger is not { CardConversation: { } conversation, CardMessage: { } message }) return true;
        if ((await queues.AllAsync(cancellationToken)).Named(null) is not { } queue) return false;
        using var timeOut = Outgoing.Limited(cancellationToken);
        var client = await connector.AtAsync(queue, timeOut.Token);
        var activity = Outgoing.Addressed(Speech.Of(TenantCard.Draw(stranger, partner, Texts)), conversation, bot);
        activity.Id = message;
        try
        {
            await client.Conversations.UpdateActivityAsync(conversation, message, activity, timeOut.Token);
        }
        catch (ErrorResponseException exception) when (exception.Response?.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            // The card was deleted, or the bot was removed from its team: there is nothing left to draw.
            LogGone(stranger.TenantId, exception);
        }

        return true;
    }

    // False where somebody is still to be told.
    private async Task<bool> TellAsync(Stranger stranger, CancellationToken cancellationToken)
    {
        var isAll = true;
        foreach (var person in await strangers.PeopleAsync(stranger.TenantId, cancellationToken))
        {
            // The lease must hold until the last one is told.
            if (Now > stranger.TakenUntil - TellMargin) return false;
            isAll &= await TellAsync(person, cancellationToken);
        }

        return isAll;
    }

    private async Task<bool> TellAsync(WaitingPerson person, CancellationToken cancellationToken)
    {
        try
        {
            using var timeOut = Outgoing.Limited(cancellationToken);
            var client = await connector.AtAsync(person.ServiceUrl, timeOut.Token);
            var welcome = Speech.Of(ChatCards.Welcomed(partner.Name, Texts.In(person.Language)));
            await client.Conversations.SendToConversationAsync(person.ConversationId, Outgoing.Addressed(welcome, person.ConversationId, bot), timeOut.Token);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            if (SendFailure.TookNothing(exception))
            {
                LogNotYet(person.TenantId, SendFailure.StatusOf(exception), exception);
                return false;
            }

            // They have left meanwhile, or it may have arrived: it is told once at most.
            LogGone(person.TenantId, exception);
        }

        await strangers.ForgetPersonAsync(person, cancellationToken);
        return true;
    }

    private async Task ForgetPeopleAsync(string tenantId, CancellationToken cancellationToken)
    {
        foreach (var person in await strangers.PeopleAsync(tenantId, cancellationToken)) await strangers.ForgetPersonAsync(person, cancellationToken);
    }

    private Texts Texts { get; } = Texts.In(partner.Language);

    private Instant Now => time.GetUtcNow().ToInstant();

    private LocalDate Today => Now.InZone(published.Zone).Date;

    [LoggerMessage(EventId = 360, Level = LogLevel.Warning, Message = "Tenant {Tenant}: Teams answered {Status}; what is due is tried again")]
    private partial void LogNotYet(string tenant, HttpStatusCode? status, Exception exception);

    [LoggerMessage(EventId = 361, Level = LogLevel.Information, Message = "Tenant {Tenant}: Teams did not take what was due, and it is not tried again")]
    private partial void LogGone(string tenant, Exception exception);
}
