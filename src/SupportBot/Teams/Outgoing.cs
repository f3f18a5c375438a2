using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Notifications;

namespace SupportBot.Teams;

/// <summary>How what goes out past a turn is addressed, and how long it may take.</summary>
internal static class Outgoing
{
    // Shorter than every lease behind which something is sent: whoever takes over after it does not meet what was sent late.
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(20);

    /// <summary>A token that ends with the given one, or after the longest time that a call to Teams may take.</summary>
    public static CancellationTokenSource Limited(CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(TimeOut);
        return source;
    }

    /// <summary>A message that begins a thread in a queue's channel.</summary>
    public static ConversationParameters NewThread(Queue queue, PartnerOptions partner, BotIdentity bot, Activity activity) => new()
    {
        IsGroup = true,
        Bot = new ChannelAccount("28:" + bot.AppId),
        TenantId = partner.TenantId,
        ChannelData = new JObject { ["channel"] = new JObject { ["id"] = queue.ChannelId }, ["tenant"] = new JObject { ["id"] = partner.TenantId } },
        Activity = activity,
    };

    /// <summary>The address that opens a thread in Teams (Teams, "Deep link to a message"), at the cloud's own host.</summary>
    public static Uri ThreadLink(Place root, PartnerOptions partner, ServedCloud cloud)
    {
        var host = cloud.Cloud switch
        {
            Cloud.GccHigh => "gov.teams.microsoft.us",
            Cloud.Dod => "dod.teams.microsoft.us",
            _ => "teams.microsoft.com",
        };
        return new Uri($"https://{host}/l/message/{Uri.EscapeDataString(root.Channel)}/{root.ActivityId}?tenantId={partner.TenantId}&parentMessageId={root.ActivityId}");
    }

    /// <summary>A message for a conversation that is there.</summary>
    public static Activity Addressed(Activity activity, string conversationId, BotIdentity bot)
    {
        activity.ChannelId = Channels.Msteams;
        activity.From = new ChannelAccount("28:" + bot.AppId);
        activity.Conversation = new ConversationAccount { Id = conversationId };
        return activity;
    }
}
