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

    public static string Of(this Texts texts, DeadlineMoment moment) => moment switch
    {
        DeadlineMoment.Purchased => texts.MomentPurchased,
        DeadlineMoment.Renewed => texts.MomentRenewed,
        DeadlineMoment.SeatsAdded => texts.MomentSeatsAdded,
        DeadlineMoment.Incident => texts.MomentIncident,
        DeadlineMoment.FirstFraudulentUse => texts.MomentFraud,
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "This moment has no name."),
    };

    public static string Of(this Texts texts, SecretKind kind) => kind switch
    {
        SecretKind.PrivateKey => texts.SecretPrivateKey,
        SecretKind.Password or SecretKind.RecoveryKey => texts.SecretPassword,
        SecretKind.ConnectionString => texts.SecretConnection,
        SecretKind.Cookie => texts.SecretCookie,
        SecretKind.AuthorizationHeader or SecretKind.Token or SecretKind.GitHubToken => texts.SecretToken,
        _ => texts.SecretKey,
    };

    public static string Of(this Texts texts, AttachmentTrouble trouble) => trouble switch
    {
        AttachmentTrouble.TooLarge => texts.TroubleTooLarge,
        AttachmentTrouble.NameTooLong => texts.TroubleName,
        AttachmentTrouble.KindRefused => texts.TroubleKind,
        AttachmentTrouble.ForLater => texts.TroubleLater,
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, "This trouble has no name."),
    };

    /// <summary>What the gate misses, as the agent reads it.</summary>
    public static string Of(this Texts texts, GateFinding finding) => finding switch
    {
        GateFinding.HealthNotChecked => texts.GateHealth,
        GateFinding.IncidentMatches incident => texts.GateIncident(incident.IncidentId),
        GateFinding.StepsNotRecorded => texts.GateSteps,
        GateFinding.ImpactNotSaid => texts.GateImpact,
        GateFinding.EvidenceMissing missing => texts.GateEvidence(string.Join(", ", missing.Items.Select(item => item.Label.In(texts.Language)))),
        GateFinding.VehicleNotChosen => texts.GateVehicle,
        GateFinding.WrongRoute { Reason: var reason } => texts.EscalateNotEligible(reason?.In(texts.Language) ?? ""),
        GateFinding.BoundaryNotChosen => texts.GateBoundary,
        GateFinding.InsideBaseSupport { Reason: var reason } => texts.GateInside(reason?.In(texts.Language) ?? ""),
        GateFinding.SeverityNotChosen => texts.GateSeverity,
        GateFinding.NobodyAroundTheClock => texts.GateRoundTheClock,
        GateFinding.NoConsent => texts.GateConsent,
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "This finding has no name."),
    };

    public static string Of(this Texts texts, Heading heading) => heading switch
    {
        Heading.Commercial => texts.HeadingCommercial,
        Heading.Technical => texts.HeadingTechnical,
        Heading.Outside => texts.HeadingOutside,
        _ => throw new ArgumentOutOfRangeException(nameof(heading), heading, "This heading has no name."),
    };
}
