using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>The desk as the one who does what is due by itself.</summary>
internal static class DeskItself
{
    private const string ObjectId = "desk";

    /// <summary>The desk, under the partner's name. Nobody signs in as it.</summary>
    public static Person Of(PartnerOptions partner) => new(partner.TenantId, ObjectId, partner.Name);
}
