using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Looks at a person's chat in which a request was begun, in a turn of its own that is held and repeated like any other: the
/// alarm's row names the activity, so the same alarm is answered once (Protocols 2.1 and 2.2).
/// </summary>
internal sealed class IdleChats(IAddressBook addresses, DeskAdapter adapter, Reception reception, PersonalChat chat, BotIdentity bot) : IAlarmHandler
{
    public AlarmKind Kind => AlarmKind.Chat;

    public async Task<bool> FireAsync(TakenAlarm taken, CancellationToken cancellationToken)
    {
        var (tenantId, objectId) = taken.Alarm.ToPerson();
        if (await addresses.FindAsync(tenantId, objectId, cancellationToken) is not { } address) return true;

        var looking = new Activity(ActivityTypes.Event)
        {
            Name = DeskAdapter.AlarmTurn,
            Id = taken.Key,
            ChannelId = Channels.Msteams,
            ServiceUrl = address.ServiceUrl,
            Conversation = new ConversationAccount { Id = address.ConversationId, TenantId = address.TenantId, ConversationType = "personal" },
            From = new ChannelAccount(address.TeamsId, address.Name) { AadObjectId = address.ObjectId },
            Recipient = new ChannelAccount("28:" + bot.AppId),
            Locale = address.Language,
        };
        await adapter.ContinueConversationAsync(
            bot.AppId,
            looking,
            async (context, token) =>
            {
                // Who is a customer's no more is not reminded of anything.
                if (await reception.RecogniseAsync(looking, token) is { Customer: not null } caller) await chat.LookAfterAsync(context, caller, token);
            },
            cancellationToken);
        return true;
    }
}
