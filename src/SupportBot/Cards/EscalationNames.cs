using SupportBot.Escalation;
using SupportBot.Resources;

namespace SupportBot.Cards;

/// <summary>What the ideas of the way beyond the desk are called in a language.</summary>
internal static class EscalationNames
{
    public static string Of(this Texts texts, Workload workload) => workload switch
    {
        Workload.Microsoft365 => texts.WorkloadMicrosoft365,
        Workload.EntraId => "Microsoft Entra ID",
        Workload.ExchangeOnline => "Exchange Online",
        Workload.Outlook => "Outlook",
        Workload.Teams => "Microsoft Teams",
        Workload.SharePoint => texts.WorkloadSharePoint,
        Workload.Microsoft365Apps => texts.WorkloadMicrosoft365Apps,
        Workload.Intune => "Microsoft Intune",
        Workload.Azure => "Azure",
        Workload.Dynamics365 => "Dynamics 365",
        Workload.BusinessCentral => "Dynamics 365 Business Central",
        Workload.PowerPlatform => "Power Platform",
        Workload.OnPremises => texts.WorkloadOnPremises,
        Workload.PartnerCenter => "Partner Center",
        Workload.ThirdParty => texts.WorkloadThirdParty,
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "This workload has no name."),
    };

    public static string Of(this Texts texts, Generation generation) => generation switch
    {
        Generation.Current => texts.GenerationCurrent,
        Generation.Previous => texts.GenerationPrevious,
        Generation.Older => texts.GenerationOlder,
        _ => throw new ArgumentOutOfRangeException(nameof(generation), generation, "This generation has no name."),
    };

    public static string Of(this Texts texts, Boundary boundary) => boundary switch
    {
        Boundary.Inside => texts.BoundaryInside,
        Boundary.Beyond => texts.BoundaryBeyond,
        Boundary.NeverMicrosofts => texts.BoundaryNever,
        _ => throw new ArgumentOutOfRangeException(nameof(boundary), boundary, "This side has no name."),
    };

    public static string Of(this Texts texts, HealthResult result) => result switch
    {
        HealthResult.None => texts.HealthNone,
        HealthResult.Incident => texts.HealthIncident,
        HealthResult.NotYet => texts.HealthNotYet,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "This result has no name."),
    };

    public static string Of(this Texts texts, Heading heading) => heading switch
    {
        Heading.Commercial => texts.HeadingCommercial,
        Heading.Technical => texts.HeadingTechnical,
        Heading.Outside => texts.HeadingOutside,
        _ => throw new ArgumentOutOfRangeException(nameof(heading), heading, "This heading has no name."),
    };
}
