using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;

namespace Microsoft.Bot.Builder.Teams;

public static class TeamsActivityExtensions
{
    public static string TeamsGetSelectedChannelId(this IActivity activity) => ChannelData(activity)?.Settings?.SelectedChannel?.Id;

    public static string TeamsGetChannelId(this IActivity activity) => ChannelData(activity)?.Channel?.Id;

    public static TeamInfo TeamsGetTeamInfo(this IActivity activity) => ChannelData(activity)?.Team;

    /// <summary>Shows the message in the recipients' activity feed and as a banner.</summary>
    public static void TeamsNotifyUser(this IActivity activity)
    {
        var data = ChannelData(activity) ?? new TeamsChannelData();
        data.Notification = new NotificationInfo(alert: true);
        activity.ChannelData = data;
    }

    internal static TeamsChannelData ChannelData(IActivity activity)
    {
        TeamsChannelData data = null;
        activity.TryGetChannelData(ref data);
        return data;
    }
}
