using System.Globalization;
using System.Net;
using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;

namespace TeamsSimulator.Delivery;

/// <summary>Writes activities as Teams does (Bot Framework protocol v3, channel <c>msteams</c>). Callers hold <see cref="World.Gate"/>.</summary>
internal sealed class ActivityWriter(World world)
{
    public JObject Message(PersonState from, Place place, string id, string text, string? html, bool mentionsBot, IEnumerable<JObject>? attachments = null)
    {
        var activity = Base("message", id, from, place);
        activity["text"] = mentionsBot ? $"<at>{world.Options.BotName}</at> {text}" : text;
        activity["textFormat"] = "plain";
        var all = new JArray(attachments ?? []);
        if (html is not null || mentionsBot)
            all.Add(new JObject
            {
                ["contentType"] = "text/html",
                ["content"] = mentionsBot
                    ? $"<div><div><span itemscope=\"\" itemtype=\"http://schema.skype.com/Mention\" itemid=\"0\">{world.Options.BotName}</span>&nbsp;{html ?? WebUtility.HtmlEncode(text)}</div></div>"
                    : html,
            });
        if (all.Count > 0)
            activity["attachments"] = all;
        var entities = new JArray();
        if (mentionsBot)
            entities.Add(new JObject
            {
                ["type"] = "mention",
                ["mentioned"] = new JObject { ["id"] = world.BotId, ["name"] = world.Options.BotName },
                ["text"] = $"<at>{world.Options.BotName}</at>",
            });
        entities.Add(ClientInfo(from));
        activity["entities"] = entities;
        return activity;
    }

    public JObject Edited(ChatMessage message, string text)
    {
        var activity = Event("messageUpdate", message.Author!, message.Place, message.Id);
        activity["text"] = text;
        activity["textFormat"] = "plain";
        activity["entities"] = new JArray(ClientInfo(message.Author!));
        activity["channelData"]!["eventType"] = "editMessage";
        return activity;
    }

    public JObject Deleted(ChatMessage message)
    {
        var activity = Event("messageDelete", message.Author!, message.Place, message.Id);
        activity["channelData"]!["eventType"] = "softDeleteMessage";
        return activity;
    }

    public JObject Reaction(PersonState from, ChatMessage to, string reaction, bool removed)
    {
        var activity = Event("messageReaction", from, to.Place);
        activity["replyToId"] = to.Id;
        activity[removed ? "reactionsRemoved" : "reactionsAdded"] = new JArray(new JObject { ["type"] = reaction });
        return activity;
    }

    /// <summary>A pressed <c>Action.Submit</c>: a message without text of its own.</summary>
    public JObject Submit(PersonState from, ChatMessage card, JToken? value, string? text = null)
    {
        var activity = Base("message", EventId(), from, card.Place);
        if (text is not null)
        {
            activity["text"] = text;
            activity["textFormat"] = "plain";
        }
        activity["value"] = value;
        activity["replyToId"] = card.Id;
        activity["entities"] = new JArray(ClientInfo(from));
        // Teams names where the button was pressed.
        activity["channelData"]!["source"] = new JObject { ["name"] = "message" };
        activity["channelData"]!["legacy"] = new JObject { ["replyToId"] = card.Id };
        return activity;
    }

    public JObject Invoke(PersonState from, Place place, string name, JToken? value, string? replyToId)
    {
        var activity = Base("invoke", EventId(), from, place);
        activity["name"] = name;
        activity["value"] = value;
        if (replyToId is not null)
            activity["replyToId"] = replyToId;
        activity["entities"] = new JArray(ClientInfo(from));
        activity["channelData"]!["source"] = new JObject { ["name"] = name.StartsWith("composeExtension/", StringComparison.Ordinal) ? "compose" : "message" };
        return activity;
    }

    public JObject Installation(PersonState by, Place place, bool added)
    {
        var activity = Event("installationUpdate", by, place);
        activity["action"] = added ? "add" : "remove";
        var channelData = (JObject)activity["channelData"]!;
        if (!place.Personal)
        {
            channelData["settings"] = new JObject { ["selectedChannel"] = new JObject { ["id"] = place.Id } };
            channelData["team"] = Team();
        }
        channelData["source"] = new JObject { ["name"] = "message" };
        return activity;
    }

    public JObject Members(PersonState by, Place place, bool added, params string[] ids)
    {
        var activity = Event("conversationUpdate", by, place);
        activity[added ? "membersAdded" : "membersRemoved"] = new JArray(ids.Select(Account));
        if (!place.Personal)
        {
            activity["conversation"]!["name"] = "General";
            var channelData = (JObject)activity["channelData"]!;
            channelData.Remove("channel");
            channelData["settings"] = new JObject { ["selectedChannel"] = new JObject { ["id"] = place.Id } };
            channelData["team"] = Team();
            channelData["eventType"] = added ? "teamMemberAdded" : "teamMemberRemoved";
        }
        return activity;
    }

    private JObject Account(string id) =>
        world.PersonByWireId(id) is { } person ? new JObject { ["id"] = id, ["aadObjectId"] = person.Member.AadObjectId } : new JObject { ["id"] = id };

    public static string EventId() => "f:" + Guid.NewGuid().ToString("D");

    // An event tells less than a message does: no name of its author, among others.
    private JObject Event(string type, PersonState from, Place place, string? id = null)
    {
        var activity = Base(type, id ?? EventId(), from, place);
        activity.Remove("localTimestamp");
        activity.Remove("localTimezone");
        activity.Object("from")!.Remove("name");
        activity.Object("channelData")!.Remove("teamsChannelId");
        activity.Object("channelData")!.Remove("teamsTeamId");
        return activity;
    }

    private JObject Base(string type, string id, PersonState from, Place place)
    {
        var now = world.Now;
        return new JObject
        {
            ["type"] = type,
            ["id"] = id,
            ["timestamp"] = Wire.Time(now),
            ["localTimestamp"] = LocalTime(now, from.TimeZone),
            ["localTimezone"] = from.TimeZone,
            ["serviceUrl"] = world.ServiceUrl,
            ["channelId"] = "msteams",
            ["from"] = new JObject { ["id"] = from.Mri, ["name"] = from.Member.Name, ["aadObjectId"] = from.Member.AadObjectId },
            ["recipient"] = new JObject { ["id"] = world.BotId, ["name"] = world.Options.BotName },
            ["conversation"] = place.Personal
                ? new JObject { ["conversationType"] = "personal", ["tenantId"] = from.Tenant, ["id"] = place.Id }
                : new JObject { ["isGroup"] = true, ["conversationType"] = "channel", ["tenantId"] = Cast.Contoso.TenantId, ["id"] = place.FullId },
            ["channelData"] = ChannelData(from, place),
            ["locale"] = from.Locale,
        };
    }

    private static JObject ChannelData(PersonState from, Place place) => place.Personal
        ? new JObject { ["tenant"] = new JObject { ["id"] = from.Tenant } }
        : new JObject
        {
            ["teamsChannelId"] = place.Id,
            ["teamsTeamId"] = Cast.TeamId,
            ["channel"] = new JObject { ["id"] = place.Id },
            ["team"] = new JObject { ["id"] = Cast.TeamId },
            ["tenant"] = new JObject { ["id"] = Cast.Contoso.TenantId },
        };

    private static JObject Team() => new() { ["aadGroupId"] = Cast.TeamGroupId, ["name"] = Cast.TeamName, ["id"] = Cast.TeamId };

    private static JObject ClientInfo(PersonState person) => new()
    {
        ["locale"] = person.Locale,
        ["country"] = person.Member.Country,
        ["platform"] = "Web",
        ["timezone"] = person.TimeZone,
        ["type"] = "clientInfo",
    };

    private static string LocalTime(DateTimeOffset now, string timeZone)
    {
        // A machine without time zone data still plays the simulation; only the offset shown here would be wrong.
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(now, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
    }
}
