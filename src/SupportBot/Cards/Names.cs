using NodaTime;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>What the desk's ideas are called in a language.</summary>
internal static class Names
{
    public static string OfStatus(this Texts texts, TicketStatus status) => status switch
    {
        TicketStatus.New => texts.StatusNew,
        TicketStatus.Open or TicketStatus.WaitingOnThirdParty => texts.StatusOpen,
        TicketStatus.WaitingOnCustomer => texts.StatusWaitingOnCustomer,
        TicketStatus.Scheduled => texts.StatusScheduled,
        TicketStatus.Resolved => texts.StatusResolved,
        TicketStatus.Closed => texts.StatusClosed,
        TicketStatus.Cancelled => texts.StatusCancelled,
        TicketStatus.Merged => texts.StatusMerged,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "This status has no name."),
    };

    public static string OfStatusAtDesk(this Texts texts, TicketStatus status) => status switch
    {
        TicketStatus.New => texts.DeskStatusNew,
        TicketStatus.Open => texts.DeskStatusOpen,
        TicketStatus.WaitingOnCustomer => texts.DeskStatusWaitingOnCustomer,
        TicketStatus.WaitingOnThirdParty => texts.DeskStatusWaitingOnThirdParty,
        TicketStatus.Scheduled => texts.StatusScheduled,
        TicketStatus.Resolved => texts.DeskStatusResolved,
        TicketStatus.Closed => texts.DeskStatusClosed,
        TicketStatus.Cancelled => texts.StatusCancelled,
        TicketStatus.Merged => texts.StatusMerged,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "This status has no name."),
    };

    public static string Of(this Texts texts, Service service) => service switch
    {
        Service.Microsoft365 => texts.ServiceMicrosoft365,
        Service.Azure => texts.ServiceAzure,
        Service.Dynamics365 => texts.ServiceDynamics365,
        Service.Other => texts.ServiceOther,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "This service has no name."),
    };

    public static string Of(this Texts texts, Category category) => category switch
    {
        Category.Technical => texts.CategoryTechnical,
        Category.Billing => texts.CategoryBilling,
        Category.Subscription => texts.CategorySubscription,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "This category has no name."),
    };

    public static string Of(this Texts texts, Cloud cloud) => cloud switch
    {
        Cloud.Commercial => texts.CloudCommercial,
        Cloud.Gcc => "GCC",
        Cloud.GccHigh => "GCC High",
        Cloud.Dod => "DoD",
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "This cloud has no name."),
    };

    public static string Of(this Texts texts, PartnerCenterRole role) => role switch
    {
        PartnerCenterRole.AdminAgent => texts.RoleAdminAgent,
        PartnerCenterRole.HelpdeskAgent => texts.RoleHelpdeskAgent,
        PartnerCenterRole.SalesAgent => texts.RoleSalesAgent,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This role has no name."),
    };

    public static string Of(this Texts texts, Affected affected) => affected switch
    {
        Affected.OnlyMe => texts.AffectedOnlyMe,
        Affected.Several => texts.AffectedSeveral,
        Affected.Everyone => texts.AffectedEveryone,
        _ => throw new ArgumentOutOfRangeException(nameof(affected), affected, "This reach has no name."),
    };

    public static string Of(this Texts texts, WorkBlocked blocked) => blocked switch
    {
        WorkBlocked.No => texts.BlockedNo,
        WorkBlocked.Partly => texts.BlockedPartly,
        WorkBlocked.Yes => texts.BlockedYes,
        _ => throw new ArgumentOutOfRangeException(nameof(blocked), blocked, "This hindrance has no name."),
    };

    /// <summary>A moment as the reader's clock and language show it; UTC where their zone is not known.</summary>
    public static string Of(this Texts texts, Instant at, string? timeZone)
    {
        var zone = timeZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone);
        var local = at.InZone(zone ?? DateTimeZone.Utc);
        return local.ToDateTimeUnspecified().ToString(texts.DateAndTime, texts.Culture) + (zone is null ? " UTC" : "");
    }
}
