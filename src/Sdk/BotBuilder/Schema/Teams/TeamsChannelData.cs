using Newtonsoft.Json;

namespace Microsoft.Bot.Schema.Teams;

/// <summary>What Teams adds to an activity: tenant, team, channel, and how to notify.</summary>
public class TeamsChannelData
{
    public TeamsChannelData()
    {
    }

    public TeamsChannelData(
        ChannelInfo channel = null,
        string eventType = null,
        TeamInfo team = null,
        NotificationInfo notification = null,
        TenantInfo tenant = null)
    {
        Channel = channel;
        EventType = eventType;
        Team = team;
        Notification = notification;
        Tenant = tenant;
    }

    [JsonProperty("channel")]
    public ChannelInfo Channel { get; set; }

    [JsonProperty("eventType")]
    public string EventType { get; set; }

    [JsonProperty("team")]
    public TeamInfo Team { get; set; }

    [JsonProperty("notification")]
    public NotificationInfo Notification { get; set; }

    [JsonProperty("tenant")]
    public TenantInfo Tenant { get; set; }

    [JsonProperty("settings")]
    public TeamsChannelDataSettings Settings { get; set; }

    [JsonExtensionData]
    public IDictionary<string, object> AdditionalProperties { get; set; } = new Dictionary<string, object>();
}

public class TeamsChannelDataSettings
{
    public TeamsChannelDataSettings()
    {
    }

    public TeamsChannelDataSettings(ChannelInfo channel = null)
    {
        SelectedChannel = channel;
    }

    /// <summary>The channel that was chosen when the app was installed.</summary>
    [JsonProperty("selectedChannel")]
    public ChannelInfo SelectedChannel { get; set; }

    [JsonExtensionData]
    public IDictionary<string, object> AdditionalProperties { get; set; } = new Dictionary<string, object>();
}

public class ChannelInfo
{
    public ChannelInfo()
    {
    }

    public ChannelInfo(string id = null, string name = null)
    {
        Id = id;
        Name = name;
    }

    [JsonProperty("id")]
    public string Id { get; set; }

    /// <summary>Null for the team's General channel.</summary>
    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("type")]
    public string Type { get; set; }
}

public class TeamInfo
{
    public TeamInfo()
    {
    }

    public TeamInfo(string id = null, string name = null)
    {
        Id = id;
        Name = name;
    }

    [JsonProperty("id")]
    public string Id { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("aadGroupId")]
    public string AadGroupId { get; set; }
}

public class TenantInfo
{
    public TenantInfo()
    {
    }

    public TenantInfo(string id = null)
    {
        Id = id;
    }

    [JsonProperty("id")]
    public string Id { get; set; }
}

public class NotificationInfo
{
    public NotificationInfo()
    {
    }

    public NotificationInfo(bool? alert = null)
    {
        Alert = alert;
    }

    /// <summary>True shows the message in the activity feed and as a banner.</summary>
    [JsonProperty("alert")]
    public bool? Alert { get; set; }

    [JsonProperty("alertInMeeting")]
    public bool? AlertInMeeting { get; set; }

    [JsonProperty("externalResourceUrl")]
    public string ExternalResourceUrl { get; set; }
}

public class TeamDetails
{
    public TeamDetails()
    {
    }

    public TeamDetails(string id = null, string name = null, string aadGroupId = null)
    {
        Id = id;
        Name = name;
        AadGroupId = aadGroupId;
    }

    [JsonProperty("id")]
    public string Id { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("aadGroupId")]
    public string AadGroupId { get; set; }

    [JsonProperty("channelCount")]
    public int ChannelCount { get; set; }

    [JsonProperty("memberCount")]
    public int MemberCount { get; set; }

    [JsonProperty("type")]
    public string Type { get; set; }
}
