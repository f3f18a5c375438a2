using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>In what kind of conversation an activity came.</summary>
internal enum Scope
{
    Personal,
    GroupChat,
    Channel,
}

/// <summary>Who is at the door, by the verified activity alone: never by text, card data or a link.</summary>
internal static class Identity
{
    // A name is drawn on cards, which have 25 KB in all.
    private const int LongestName = 200;

    public static Scope ScopeOf(IActivity activity) => activity.Conversation?.ConversationType switch
    {
        "channel" => Scope.Channel,
        "groupChat" => Scope.GroupChat,
        "personal" => Scope.Personal,
        _ => activity.Conversation?.IsGroup is true ? Scope.GroupChat : Scope.Personal,
    };

    /// <summary>The tenant: that of the channel data, which is always there, before that of the conversation (platform facts, 1.4).</summary>
    public static string? TenantOf(IActivity activity)
    {
        var tenant = (activity.ChannelData as JObject)?.SelectToken("tenant.id") is JValue { Type: JTokenType.String } value ? (string?)value : null;
        return tenant ?? activity.Conversation?.TenantId;
    }

    /// <summary>The person, or null where the activity names none, as with another bot.</summary>
    public static Person? PersonOf(IActivity activity)
    {
        var objectId = activity.From?.AadObjectId;
        var tenant = TenantOf(activity);
        return string.IsNullOrEmpty(objectId) || string.IsNullOrEmpty(tenant)
            ? null
            : new Person(tenant, objectId, string.IsNullOrWhiteSpace(activity.From!.Name) ? objectId : Graphemes.Cut(activity.From.Name, LongestName));
    }

    public static string? TeamOf(Activity activity) => activity.ChannelData is JObject data ? data.ToObject<TeamsChannelData>()?.Team?.Id : null;

    /// <summary>The person's IANA time zone, where the client says it.</summary>
    public static string? TimeZoneOf(Activity activity)
    {
        var client = activity.Entities?.FirstOrDefault(entity => entity.Type == "clientInfo");
        return client?.Properties?["timezone"] is JValue { Type: JTokenType.String } zone ? (string?)zone : activity.LocalTimezone;
    }
}

/// <summary>Finds out what a person is to the desk.</summary>
internal sealed class Reception(ICustomerDirectory customers, IDeskTeam team, PartnerOptions partner)
{
    public async Task<Caller?> RecogniseAsync(Person person, CancellationToken cancellationToken)
    {
        var isPartner = string.Equals(person.TenantId, partner.TenantId, StringComparison.OrdinalIgnoreCase);
        if (isPartner && await team.HasMemberAsync(person, cancellationToken)) return new Caller(person, Role.Agent, Customer: null);
        if (await customers.FindByTenantAsync(person.TenantId, cancellationToken) is { } customer) return new Caller(person, Role.Customer, customer);
        return isPartner ? new Caller(person, Role.Colleague, Customer: null) : null;
    }

    public async Task<bool> KnowsTenantAsync(string? tenantId, CancellationToken cancellationToken) =>
        !string.IsNullOrEmpty(tenantId)
        && (string.Equals(tenantId, partner.TenantId, StringComparison.OrdinalIgnoreCase)
            || await customers.FindByTenantAsync(tenantId, cancellationToken) is not null);
}
