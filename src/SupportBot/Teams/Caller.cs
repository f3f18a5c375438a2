using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Notifications;
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

    /// <summary>Where the person is reached, as the activity of their own chat says it.</summary>
    /// <param name="activity">An activity of their personal chat.</param>
    /// <param name="person">Who they are.</param>
    /// <param name="language">The language in which they are answered.</param>
    /// <param name="zone">Their time zone as it was known before; a client does not always say it.</param>
    public static Address AddressOf(Activity activity, Person person, string language, string? zone = null) => new(
        person.TenantId, person.ObjectId, activity.From.Id, person.Name, activity.Conversation.Id, activity.ServiceUrl, language, TimeZoneOf(activity) ?? zone);

    public static string? TeamOf(Activity activity) => activity.ChannelData is JObject data ? data.ToObject<TeamsChannelData>()?.Team?.Id : null;

    /// <summary>The person's IANA time zone, where the client says it.</summary>
    public static string? TimeZoneOf(Activity activity)
    {
        var client = activity.Entities?.FirstOrDefault(entity => entity.Type == "clientInfo");
        return client?.Properties?["timezone"] is JValue { Type: JTokenType.String } zone ? (string?)zone : activity.LocalTimezone;
    }
}

/// <summary>Finds out what a person is to the desk.</summary>
internal sealed class Reception(ICustomerDirectory customers, IDeskTeams teams, DeskOptions desk, PartnerOptions partner, ServedCloud cloud)
{
    /// <summary>Who wrote or pressed; null where the activity names nobody whom the desk knows.</summary>
    public async Task<Caller?> RecogniseAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (Identity.PersonOf(activity) is not { } person) return null;
        if (IsPartner(person.TenantId) && await RolesAtDeskAsync(person, activity, cancellationToken) is { Count: > 0 } roles) return new Caller(person, roles, Customer: null);
        if (await customers.FindByTenantAsync(person.TenantId, cancellationToken) is { } customer) return new Caller(person, RolesOf(person, customer), customer);
        return IsPartner(person.TenantId) ? new Caller(person, [Role.Colleague], Customer: null) : null;
    }

    /// <summary>Whether the desk serves the tenant.</summary>
    public async Task<Admission> AdmitAsync(string? tenantId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tenantId)) return Admission.Unknown;
        if (IsPartner(tenantId)) return Admission.Served;
        if (await customers.FindByTenantAsync(tenantId, cancellationToken) is not { } customer) return Admission.Unknown;
        return cloud.Serves(customer.Cloud) ? Admission.Served : Admission.OtherCloud;
    }

    private bool IsPartner(string tenantId) => string.Equals(tenantId, partner.TenantId, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<Role>> RolesAtDeskAsync(Person person, Activity activity, CancellationToken cancellationToken)
    {
        var roles = new List<Role>();
        if (await teams.HaveMemberAsync(person, cancellationToken))
        {
            roles.Add(Role.Agent);
            if (await IsNamedAsync(desk.Leads, person, activity, cancellationToken)) roles.Add(Role.Lead);
        }

        if (await IsNamedAsync(desk.Operators, person, activity, cancellationToken)) roles.Add(Role.Operator);
        return roles;
    }

    // Object ids are in the activity; a sign-in name is asked of Teams, and only where the settings hold one.
    private async Task<bool> IsNamedAsync(IList<string> named, Person person, Activity activity, CancellationToken cancellationToken)
    {
        if (named.Contains(person.ObjectId, StringComparer.OrdinalIgnoreCase)) return true;
        if (!named.Any(each => each.Contains('@', StringComparison.Ordinal))) return false;
        var place = Identity.TeamOf(activity) ?? activity.Conversation.Id;
        return await teams.SignInNameAsync(person, place, activity.ServiceUrl, cancellationToken) is { } name && named.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private static List<Role> RolesOf(Person person, Customer customer)
    {
        List<Role> roles = [Role.Customer];
        if (customer.Approvers.Any(approver => approver.Is(person.TenantId, person.ObjectId))) roles.Add(Role.Approver);
        if (customer.Administrators.Any(administrator => administrator.Is(person.TenantId, person.ObjectId))) roles.Add(Role.Administrator);
        return roles;
    }
}

/// <summary>Whether the desk serves a tenant.</summary>
internal enum Admission
{
    /// <summary>It is a customer's, or the partner's own.</summary>
    Served,

    /// <summary>It is nobody's that the desk knows.</summary>
    Unknown,

    /// <summary>It is a customer's, but in a cloud that this bot does not reach.</summary>
    OtherCloud,
}
