using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Schema;

/// <summary>
/// The one message of the Bot Framework protocol, of whatever <see cref="Type"/>. Of its forty properties a few are set at
/// a time; the others are left out by any serializer, so that a dialog that keeps one does not store the rest.
/// </summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
public class Activity : IConversationUpdateActivity, IInstallationUpdateActivity, IMessageUpdateActivity,
    IMessageDeleteActivity, IMessageReactionActivity, ITypingActivity, IEndOfConversationActivity, IEventActivity,
    IInvokeActivity, ITraceActivity
{
    public const string ContentType = "application/vnd.microsoft.activity";

    [JsonExtensionData]
    private JObject _properties;

    public Activity()
    {
    }

    public Activity(
        string type = null,
        string id = null,
        DateTimeOffset? timestamp = null,
        DateTimeOffset? localTimestamp = null,
        string serviceUrl = null,
        string channelId = null,
        ChannelAccount from = null,
        ConversationAccount conversation = null,
        ChannelAccount recipient = null,
        string textFormat = null,
        string attachmentLayout = null,
        IList<ChannelAccount> membersAdded = null,
        IList<ChannelAccount> membersRemoved = null,
        IList<MessageReaction> reactionsAdded = null,
        IList<MessageReaction> reactionsRemoved = null,
        string topicName = null,
        bool? historyDisclosed = null,
        string locale = null,
        string text = null,
        string speak = null,
        string inputHint = null,
        string summary = null,
        SuggestedActions suggestedActions = null,
        IList<Attachment> attachments = null,
        IList<Entity> entities = null,
        object channelData = null,
        string action = null,
        string replyToId = null,
        string label = null,
        string valueType = null,
        object value = null,
        string name = null,
        ConversationReference relatesTo = null,
        string code = null,
        DateTimeOffset? expiration = null,
        string importance = null,
        string deliveryMode = null,
        IList<string> listenFor = null,
        IList<TextHighlight> textHighlights = null,
        SemanticAction semanticAction = null,
        string localTimezone = null)
    {
        Type = type;
        Id = id;
        Timestamp = timestamp;
        LocalTimestamp = localTimestamp;
        ServiceUrl = serviceUrl;
        ChannelId = channelId;
        From = from;
        Conversation = conversation;
        Recipient = recipient;
        TextFormat = textFormat;
        AttachmentLayout = attachmentLayout;
        MembersAdded = membersAdded;
        MembersRemoved = membersRemoved;
        ReactionsAdded = reactionsAdded;
        ReactionsRemoved = reactionsRemoved;
        TopicName = topicName;
        HistoryDisclosed = historyDisclosed;
        Locale = locale;
        Text = text;
        Speak = speak;
        InputHint = inputHint;
        Summary = summary;
        SuggestedActions = suggestedActions;
        Attachments = attachments;
        Entities = entities;
        ChannelData = channelData;
        Action = action;
        ReplyToId = replyToId;
        Label = label;
        ValueType = valueType;
        Value = value;
        Name = name;
        RelatesTo = relatesTo;
        Code = code;
        Expiration = expiration;
        Importance = importance;
        DeliveryMode = deliveryMode;
        ListenFor = listenFor;
        TextHighlights = textHighlights;
        SemanticAction = semanticAction;
        LocalTimezone = localTimezone;
    }

    [JsonProperty("type")]
    public string Type { get; set; }

    [JsonProperty("id")]
    public string Id { get; set; }

    [JsonProperty("timestamp")]
    public DateTimeOffset? Timestamp { get; set; }

    [JsonProperty("localTimestamp")]
    public DateTimeOffset? LocalTimestamp { get; set; }

    [JsonProperty("localTimezone")]
    public string LocalTimezone { get; set; }

    [JsonProperty("serviceUrl")]
    public string ServiceUrl { get; set; }

    [JsonProperty("channelId")]
    public string ChannelId { get; set; }

    [JsonProperty("from")]
    public ChannelAccount From { get; set; }

    [JsonProperty("conversation")]
    public ConversationAccount Conversation { get; set; }

    [JsonProperty("recipient")]
    public ChannelAccount Recipient { get; set; }

    [JsonProperty("textFormat")]
    public string TextFormat { get; set; }

    [JsonProperty("attachmentLayout")]
    public string AttachmentLayout { get; set; }

    [JsonProperty("membersAdded")]
    public IList<ChannelAccount> MembersAdded { get; set; }

    [JsonProperty("membersRemoved")]
    public IList<ChannelAccount> MembersRemoved { get; set; }

    [JsonProperty("reactionsAdded")]
    public IList<MessageReaction> ReactionsAdded { get; set; }

    [JsonProperty("reactionsRemoved")]
    public IList<MessageReaction> ReactionsRemoved { get; set; }

    [JsonProperty("topicName")]
    public string TopicName { get; set; }

    [JsonProperty("historyDisclosed")]
    public bool? HistoryDisclosed { get; set; }

    [JsonProperty("locale")]
    public string Locale { get; set; }

    [JsonProperty("text")]
    public string Text { get; set; }

    [JsonProperty("speak")]
    public string Speak { get; set; }

    [JsonProperty("inputHint")]
    public string InputHint { get; set; }

    [JsonProperty("summary")]
    public string Summary { get; set; }

    [JsonProperty("suggestedActions")]
    public SuggestedActions SuggestedActions { get; set; }

    [JsonProperty("attachments")]
    public IList<Attachment> Attachments { get; set; }

    [JsonProperty("entities")]
    public IList<Entity> Entities { get; set; }

    [JsonProperty("channelData")]
    public object ChannelData { get; set; }

    [JsonProperty("action")]
    public string Action { get; set; }

    [JsonProperty("replyToId")]
    public string ReplyToId { get; set; }

    [JsonProperty("label")]
    public string Label { get; set; }

    [JsonProperty("valueType")]
    public string ValueType { get; set; }

    [JsonProperty("value")]
    public object Value { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("relatesTo")]
    public ConversationReference RelatesTo { get; set; }

    [JsonProperty("code")]
    public string Code { get; set; }

    [JsonProperty("expiration")]
    public DateTimeOffset? Expiration { get; set; }

    [JsonProperty("importance")]
    public string Importance { get; set; }

    [JsonProperty("deliveryMode")]
    public string DeliveryMode { get; set; }

    [JsonProperty("listenFor")]
    public IList<string> ListenFor { get; set; }

    [JsonProperty("textHighlights")]
    public IList<TextHighlight> TextHighlights { get; set; }

    [JsonProperty("semanticAction")]
    public SemanticAction SemanticAction { get; set; }

    /// <summary>Who called the bot. The adapter sets it from the verified token; what a sender wrote is overwritten.</summary>
    [JsonProperty("callerId")]
    public string CallerId { get; set; }

    /// <summary>What the sender put beside the properties that are known here.</summary>
    [JsonIgnore]
    public JObject Properties
    {
        get => _properties ??= [];
        set => _properties = value;
    }

    public static IMessageActivity CreateMessageActivity() => new Activity(ActivityTypes.Message)
    {
        Attachments = [],
        Entities = [],
    };

    public static IConversationUpdateActivity CreateConversationUpdateActivity() => new Activity(ActivityTypes.ConversationUpdate)
    {
        MembersAdded = [],
        MembersRemoved = [],
    };

    public static ITypingActivity CreateTypingActivity() => new Activity(ActivityTypes.Typing);

    public static IEventActivity CreateEventActivity() => new Activity(ActivityTypes.Event);

    public static IInvokeActivity CreateInvokeActivity() => new Activity(ActivityTypes.Invoke);

    public static ITraceActivity CreateTraceActivity(string name, string valueType = null, object value = null, string label = null) =>
        new Activity(ActivityTypes.Trace)
        {
            Name = name,
            Label = label,
            ValueType = valueType ?? value?.GetType().Name,
            Value = value,
        };

    /// <summary>A message from this activity's recipient back to its sender, in the same conversation.</summary>
    public Activity CreateReply(string text = null, string locale = null) => new(ActivityTypes.Message)
    {
        From = Recipient is null ? null : new ChannelAccount(Recipient.Id, Recipient.Name),
        Recipient = From is null ? null : new ChannelAccount(From.Id, From.Name),
        ReplyToId = RepliesMayNameThis ? Id : null,
        ServiceUrl = ServiceUrl,
        ChannelId = ChannelId,
        Conversation = Conversation is null ? null : new ConversationAccount(Conversation.IsGroup, id: Conversation.Id, name: Conversation.Name),
        Text = text ?? string.Empty,
        Locale = locale ?? Locale,
        Attachments = [],
        Entities = [],
    };

    public IMessageActivity AsMessageActivity() => IsActivity(ActivityTypes.Message) ? this : null;

    public IInstallationUpdateActivity AsInstallationUpdateActivity() => IsActivity(ActivityTypes.InstallationUpdate) ? this : null;

    public IConversationUpdateActivity AsConversationUpdateActivity() => IsActivity(ActivityTypes.ConversationUpdate) ? this : null;

    public ITypingActivity AsTypingActivity() => IsActivity(ActivityTypes.Typing) ? this : null;

    public IEndOfConversationActivity AsEndOfConversationActivity() => IsActivity(ActivityTypes.EndOfConversation) ? this : null;

    public IEventActivity AsEventActivity() => IsActivity(ActivityTypes.Event) ? this : null;

    public IInvokeActivity AsInvokeActivity() => IsActivity(ActivityTypes.Invoke) ? this : null;

    public IMessageUpdateActivity AsMessageUpdateActivity() => IsActivity(ActivityTypes.MessageUpdate) ? this : null;

    public IMessageDeleteActivity AsMessageDeleteActivity() => IsActivity(ActivityTypes.MessageDelete) ? this : null;

    public IMessageReactionActivity AsMessageReactionActivity() => IsActivity(ActivityTypes.MessageReaction) ? this : null;

    public ITraceActivity AsTraceActivity() => IsActivity(ActivityTypes.Trace) ? this : null;

    /// <summary>Whether there is anything for a person to see or for a program to read.</summary>
    public bool HasContent() =>
        !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrWhiteSpace(Summary) || Attachments is { Count: > 0 } || ChannelData is not null;

    public Mention[] GetMentions()
    {
        if (Entities is not { Count: > 0 })
            return [];

        var mentions = new List<Mention>();
        foreach (var entity in Entities)
        {
            if (string.Equals(entity?.Type, "mention", StringComparison.OrdinalIgnoreCase))
                mentions.Add(entity as Mention ?? entity.GetAs<Mention>());
        }

        return [.. mentions];
    }

    /// <summary><see cref="ChannelData"/> as a <typeparamref name="TypeT"/>, or the default where there is none.</summary>
    /// <exception cref="JsonException">The channel data has another shape.</exception>
    public TypeT GetChannelData<TypeT>() => ChannelData switch
    {
        null => default,
        TypeT same => same,
        JToken token => token.ToObject<TypeT>(SchemaJson.Serializer),
        var other => JToken.FromObject(other, SchemaJson.Serializer).ToObject<TypeT>(SchemaJson.Serializer),
    };

    public bool TryGetChannelData<TypeT>(ref TypeT instance)
    {
        if (ChannelData is null)
            return false;

        try
        {
            instance = GetChannelData<TypeT>();
            return instance is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Where this activity came from, enough to write there again later.</summary>
    public ConversationReference GetConversationReference() => new()
    {
        ActivityId = RepliesMayNameThis ? Id : null,
        User = From,
        Bot = Recipient,
        Conversation = Conversation,
        ChannelId = ChannelId,
        Locale = Locale,
        ServiceUrl = ServiceUrl,
    };

    public ConversationReference GetReplyConversationReference(ResourceResponse reply)
    {
        var reference = GetConversationReference();
        reference.ActivityId = reply?.Id;
        return reference;
    }

    /// <summary>Addresses this activity.</summary>
    /// <param name="reference">The conversation it belongs to.</param>
    /// <param name="isIncoming">True for an activity from the user to the bot; otherwise it goes from the bot to the user.</param>
    public Activity ApplyConversationReference(ConversationReference reference, bool isIncoming = false)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ChannelId = reference.ChannelId;
        ServiceUrl = reference.ServiceUrl;
        Conversation = reference.Conversation;
        Locale ??= reference.Locale;
        if (isIncoming)
        {
            From = reference.User;
            Recipient = reference.Bot;
            if (reference.ActivityId is not null)
                Id = reference.ActivityId;
        }
        else
        {
            From = reference.Bot;
            Recipient = reference.User;
            if (reference.ActivityId is not null)
                ReplyToId = reference.ActivityId;
        }

        return this;
    }

    /// <summary>Whether the type is this one or a kind of it (<c>type/kind</c>), in any letter case.</summary>
    protected bool IsActivity(string activityType) =>
        Type is not null
        && Type.StartsWith(activityType, StringComparison.OrdinalIgnoreCase)
        && (Type.Length == activityType.Length || Type[activityType.Length] == '/');

    // Web Chat and Direct Line give a conversationUpdate an id that nothing can reply to.
    private bool RepliesMayNameThis =>
        ChannelId is not ("webchat" or "directline") || !IsActivity(ActivityTypes.ConversationUpdate);
}
