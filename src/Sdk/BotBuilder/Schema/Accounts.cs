using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Schema;

/// <summary>A person or a bot, as one channel knows them.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
public class ChannelAccount
{
    [JsonExtensionData]
    private JObject _properties;

    public ChannelAccount()
    {
    }

    public ChannelAccount(string id = null, string name = null, string role = null, string aadObjectId = null)
    {
        Id = id;
        Name = name;
        Role = role;
        AadObjectId = aadObjectId;
    }

    [JsonProperty("id")]
    public string Id { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    /// <summary>The account's object id in Microsoft Entra.</summary>
    [JsonProperty("aadObjectId")]
    public string AadObjectId { get; set; }

    [JsonProperty("role")]
    public string Role { get; set; }

    [JsonIgnore]
    public JObject Properties
    {
        get => _properties ??= [];
        set => _properties = value;
    }
}

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
public class ConversationAccount
{
    [JsonExtensionData]
    private JObject _properties;

    public ConversationAccount()
    {
    }

    public ConversationAccount(
        bool? isGroup = null,
        string conversationType = null,
        string id = null,
        string name = null,
        string aadObjectId = null,
        string role = null,
        string tenantId = null)
    {
        IsGroup = isGroup;
        ConversationType = conversationType;
        Id = id;
        Name = name;
        AadObjectId = aadObjectId;
        Role = role;
        TenantId = tenantId;
    }

    [JsonProperty("isGroup")]
    public bool? IsGroup { get; set; }

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c> in Teams.</summary>
    [JsonProperty("conversationType")]
    public string ConversationType { get; set; }

    [JsonProperty("tenantId")]
    public string TenantId { get; set; }

    [JsonProperty("id")]
    public string Id { get; set; }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("aadObjectId")]
    public string AadObjectId { get; set; }

    [JsonProperty("role")]
    public string Role { get; set; }

    [JsonIgnore]
    public JObject Properties
    {
        get => _properties ??= [];
        set => _properties = value;
    }
}

public class PagedMembersResult
{
    public PagedMembersResult()
    {
    }

    public PagedMembersResult(string continuationToken = null, IList<ChannelAccount> members = null)
    {
        ContinuationToken = continuationToken;
        Members = members;
    }

    /// <summary>Asks for the next page; null on the last one.</summary>
    [JsonProperty("continuationToken")]
    public string ContinuationToken { get; set; }

    [JsonProperty("members")]
    public IList<ChannelAccount> Members { get; set; }
}
