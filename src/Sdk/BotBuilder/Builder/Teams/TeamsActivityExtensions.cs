using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;

namespace Microsoft.Bot.Builder.Teams;

internal static class TeamsActivityExtensions
{
    internal static TeamsChannelData ChannelData(IActivity activity)
    {
        TeamsChannelData data = null;
        activity.TryGetChannelData(ref data);
        return data;
    }
}
