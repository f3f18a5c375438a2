using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Resources;

namespace SupportBot.Cards;

/// <summary>The card by which the desk is asked whose an unknown tenant is.</summary>
public static class TenantCard
{
    private const string Tenant = "tenant";

    /// <summary>Draws the question, or what was decided.</summary>
    public static JObject Draw(Stranger stranger, PartnerOptions partner, Texts texts)
    {
        var isOurs = stranger.TenantId.Equals(partner.TenantId, StringComparison.OrdinalIgnoreCase);
        var (title, text) = isOurs ? (texts.ColleagueTitle, texts.ColleagueText) : (texts.TenantTitle, texts.TenantText);
        List<AdaptiveElement> body = [Drawing.Title(title), Drawing.Line(text), Drawing.Facts((texts.LabelTenant, stranger.TenantId))];
        if (Outcome(stranger, texts) is { } outcome) body.Add(Drawing.Words(outcome, strong: true));
        return Drawing.Card(texts, title, body, Buttons(stranger, texts));
    }

    /// <summary>The tenant that a button names; null where it names none.</summary>
    public static string? TenantOf(Press press) => Guid.TryParse(press.Input(Tenant), out var tenant) ? tenant.ToString("D") : null;

    internal static JObject Of(string tenantId) => new() { [Tenant] = tenantId };

    private static string? Outcome(Stranger stranger, Texts texts) => stranger.Standing switch
    {
        StrangerStanding.Known => texts.TenantLinked(stranger.CustomerName ?? "", stranger.DecidedBy ?? ""),
        StrangerStanding.Ignored => texts.TenantIgnored(stranger.DecidedBy ?? ""),
        _ => null,
    };

    private static IEnumerable<AdaptiveAction> Buttons(Stranger stranger, Texts texts) => stranger.Standing switch
    {
        StrangerStanding.Waiting =>
        [
            Drawing.OpenForm(texts.ButtonLinkTenant, Verbs.LinkTenant, Of(stranger.TenantId)),
            Drawing.OpenForm(texts.ButtonNewCustomer, Verbs.NewCustomer, Of(stranger.TenantId)),
            Drawing.Execute(texts.ButtonIgnore, Verbs.IgnoreTenant, Of(stranger.TenantId)),
        ],
        StrangerStanding.Ignored => [Drawing.Execute(texts.ButtonHeed, Verbs.HeedTenant, Of(stranger.TenantId))],
        _ => [],
    };
}
