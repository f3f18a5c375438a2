using Newtonsoft.Json;

namespace Microsoft.Bot.Schema.Teams;

/// <summary>A member of a team or chat. E-mail and principal name may be missing: guests, anonymous people, privacy.</summary>
public class TeamsChannelAccount : ChannelAccount
{
    public TeamsChannelAccount()
    {
    }

    public TeamsChannelAccount(
        string id = null,
        string name = null,
        string givenName = null,
        string surname = null,
        string email = null,
        string userPrincipalName = null,
        string tenantId = null,
        string userRole = null)
        : base(id, name)
    {
        GivenName = givenName;
        Surname = surname;
        Email = email;
        UserPrincipalName = userPrincipalName;
        TenantId = tenantId;
        UserRole = userRole;
    }

    [JsonProperty("givenName")]
    public string GivenName { get; set; }

    [JsonProperty("surname")]
    public string Surname { get; set; }

    [JsonProperty("email")]
    public string Email { get; set; }

    [JsonProperty("userPrincipalName")]
    public string UserPrincipalName { get; set; }

    [JsonProperty("tenantId")]
    public string TenantId { get; set; }

    [JsonProperty("userRole")]
    public string UserRole { get; set; }

    // The members API calls it objectId, activities call it aadObjectId.
    [JsonProperty("objectId")]
    private string ObjectId
    {
        set => AadObjectId ??= value;
    }
}

public class TeamsPagedMembersResult
{
    public TeamsPagedMembersResult()
    {
    }

    public TeamsPagedMembersResult(string continuationToken = null, IList<ChannelAccount> members = null)
    {
        ContinuationToken = continuationToken;
        Members = members?.Select(AsTeamsAccount).ToList();
    }

    /// <summary>Asks for the next page; null on the last one.</summary>
    [JsonProperty("continuationToken")]
    public string ContinuationToken { get; set; }

    [JsonProperty("members")]
    public IList<TeamsChannelAccount> Members { get; set; }

    internal static TeamsChannelAccount AsTeamsAccount(ChannelAccount member) =>
        member as TeamsChannelAccount
        ?? Newtonsoft.Json.Linq.JObject.FromObject(member, SchemaJson.Serializer).ToObject<TeamsChannelAccount>(SchemaJson.Serializer);
}
