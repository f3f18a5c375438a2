using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Schema;

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
public class Attachment
{
    [JsonExtensionData]
    private JObject _properties;

    public Attachment()
    {
    }

    public Attachment(string contentType = null, string contentUrl = null, object content = null, string name = null, string thumbnailUrl = null)
    {
        ContentType = contentType;
        ContentUrl = contentUrl;
        Content = content;
        Name = name;
        ThumbnailUrl = thumbnailUrl;
    }

    [JsonProperty("contentType")]
    public string ContentType { get; set; }

    [JsonProperty("contentUrl")]
    public string ContentUrl { get; set; }

    /// <summary>A card or other content; written by the Newtonsoft attributes of its own type.</summary>
    [JsonProperty("content")]
    public object Content { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("thumbnailUrl")]
    public string ThumbnailUrl { get; set; }

    [JsonIgnore]
    public JObject Properties
    {
        get => _properties ??= [];
        set => _properties = value;
    }
}

/// <summary>Metadata about an activity, such as a <see cref="Mention"/>; what its type adds is in <see cref="Properties"/>.</summary>
public class Entity : IEquatable<Entity>
{
    [JsonExtensionData]
    private JObject _properties;

    public Entity()
    {
    }

    public Entity(string type = null)
    {
        Type = type;
    }

    [JsonProperty("type")]
    public string Type { get; set; }

    [JsonIgnore]
    public JObject Properties
    {
        get => _properties ??= [];
        set => _properties = value;
    }

    /// <exception cref="JsonException">The entity has another shape.</exception>
    public T GetAs<T>() => JObject.FromObject(this, SchemaJson.Serializer).ToObject<T>(SchemaJson.Serializer);

    public void SetAs<T>(T obj)
    {
        var all = JObject.FromObject(obj, SchemaJson.Serializer);
        Type = (string)all["type"];
        all.Remove("type");
        Properties = all;
    }

    public bool Equals(Entity other) =>
        other is not null
        && JToken.DeepEquals(JObject.FromObject(this, SchemaJson.Serializer), JObject.FromObject(other, SchemaJson.Serializer));

    public override bool Equals(object obj) => Equals(obj as Entity);

    public override int GetHashCode() => HashCode.Combine(Type);
}

public class Mention : Entity
{
    public Mention()
        : base("mention")
    {
    }

    public Mention(ChannelAccount mentioned = null, string text = null, string type = null)
        : base(type ?? "mention")
    {
        Mentioned = mentioned;
        Text = text;
    }

    [JsonProperty("mentioned")]
    public ChannelAccount Mentioned { get; set; }

    /// <summary>The words in the message that stand for the mention, such as <c>&lt;at&gt;Ana&lt;/at&gt;</c>.</summary>
    [JsonProperty("text")]
    public string Text { get; set; }
}

public class MessageReaction
{
    public MessageReaction()
    {
    }

    public MessageReaction(string type = null)
    {
        Type = type;
    }

    [JsonProperty("type")]
    public string Type { get; set; }
}

public class TextHighlight
{
    public TextHighlight()
    {
    }

    public TextHighlight(string text = null, int? occurrence = null)
    {
        Text = text;
        Occurrence = occurrence;
    }

    [JsonProperty("text")]
    public string Text { get; set; }

    [JsonProperty("occurrence")]
    public int? Occurrence { get; set; }
}

public class SemanticAction
{
    public SemanticAction()
    {
    }

    public SemanticAction(string id = null, IDictionary<string, Entity> entities = null)
    {
        Id = id;
        Entities = entities;
    }

    [JsonProperty("state")]
    public string State { get; set; }

    [JsonProperty("id")]
    public string Id { get; set; }

    [JsonProperty("entities")]
    public IDictionary<string, Entity> Entities { get; set; }
}

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
public class SuggestedActions
{
    public SuggestedActions()
    {
    }

    public SuggestedActions(IList<string> to = null, IList<CardAction> actions = null)
    {
        To = to;
        Actions = actions;
    }

    public SuggestedActions(IEnumerable<string> to, IEnumerable<CardAction> actions)
        : this(to?.ToArray(), actions?.ToArray())
    {
    }

    /// <summary>Ids of those who see the actions; empty for everybody.</summary>
    [JsonProperty("to")]
    public IList<string> To { get; set; }

    [JsonProperty("actions")]
    public IList<CardAction> Actions { get; set; }
}
