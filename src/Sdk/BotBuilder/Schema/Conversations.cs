using System.Globalization;
using Newtonsoft.Json;

namespace Microsoft.Bot.Schema;

/// <summary>A place in a conversation, enough to write there without having been spoken to.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
public class ConversationReference
{
    public ConversationReference()
    {
    }

    public ConversationReference(
        string activityId = null,
        ChannelAccount user = null,
        ChannelAccount bot = null,
        ConversationAccount conversation = null,
        string channelId = null,
        string serviceUrl = null)
        : this(null, activityId, user, bot, conversation, channelId, serviceUrl)
    {
    }

    public ConversationReference(
        CultureInfo locale,
        string activityId = null,
        ChannelAccount user = null,
        ChannelAccount bot = null,
        ConversationAccount conversation = null,
        string channelId = null,
        string serviceUrl = null)
    {
        Locale = locale?.Name;
        ActivityId = activityId;
        User = user;
        Bot = bot;
        Conversation = conversation;
        ChannelId = channelId;
        ServiceUrl = serviceUrl;
    }

    [JsonProperty("activityId")]
    public string ActivityId { get; set; }

    [JsonProperty("user")]
    public ChannelAccount User { get; set; }

    [JsonProperty("bot")]
    public ChannelAccount Bot { get; set; }

    [JsonProperty("conversation")]
    public ConversationAccount Conversation { get; set; }

    [JsonProperty("channelId")]
    public string ChannelId { get; set; }

    [JsonProperty("locale")]
    public string Locale { get; set; }

    [JsonProperty("serviceUrl")]
    public string ServiceUrl { get; set; }

    /// <summary>The event that a turn begins with when the bot speaks first.</summary>
    public Activity GetContinuationActivity() => new(ActivityTypes.Event)
    {
        Name = "ContinueConversation",
        Id = Guid.NewGuid().ToString(),
        ChannelId = ChannelId,
        Locale = Locale,
        ServiceUrl = ServiceUrl,
        Conversation = Conversation,
        Recipient = Bot,
        From = User,
        RelatesTo = this,
    };
}

public class ConversationParameters
{
    public ConversationParameters()
    {
    }

    public ConversationParameters(
        bool? isGroup = null,
        ChannelAccount bot = null,
        IList<ChannelAccount> members = null,
        string topicName = null,
        Activity activity = null,
        object channelData = null,
        string tenantId = null)
    {
        IsGroup = isGroup;
        Bot = bot;
        Members = members;
        TopicName = topicName;
        Activity = activity;
        ChannelData = channelData;
        TenantId = tenantId;
    }

    [JsonProperty("isGroup")]
    public bool? IsGroup { get; set; }

    [JsonProperty("bot")]
    public ChannelAccount Bot { get; set; }

    [JsonProperty("members")]
    public IList<ChannelAccount> Members { get; set; }

    [JsonProperty("topicName")]
    public string TopicName { get; set; }

    [JsonProperty("activity")]
    public Activity Activity { get; set; }

    [JsonProperty("channelData")]
    public object ChannelData { get; set; }

    [JsonProperty("tenantId")]
    public string TenantId { get; set; }
}

public class ConversationResourceResponse
{
    public ConversationResourceResponse()
    {
    }

    public ConversationResourceResponse(string activityId = null, string serviceUrl = null, string id = null)
    {
        ActivityId = activityId;
        ServiceUrl = serviceUrl;
        Id = id;
    }

    /// <summary>The first message of a channel thread; null for a 1:1 conversation, whose first message Teams does not name.</summary>
    [JsonProperty("activityId")]
    public string ActivityId { get; set; }

    [JsonProperty("serviceUrl")]
    public string ServiceUrl { get; set; }

    [JsonProperty("id")]
    public string Id { get; set; }
}

public class ResourceResponse
{
    public ResourceResponse()
    {
    }

    public ResourceResponse(string id = null)
    {
        Id = id;
    }

    [JsonProperty("id")]
    public string Id { get; set; }
}

internal sealed class ExpectedReplies
{
    public ExpectedReplies()
    {
    }

    public ExpectedReplies(IList<Activity> activities = null)
    {
        Activities = activities;
    }

    [JsonProperty("activities")]
    public IList<Activity> Activities { get; set; }
}
