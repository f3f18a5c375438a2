namespace SupportBot.Escalation;

/// <summary>What the trouble is in, as finely as vehicles, portals and evidence tell it apart.</summary>
public enum Workload
{
    /// <summary>Microsoft 365, where it is not known which part of it.</summary>
    Microsoft365,

    /// <summary>Microsoft Entra ID: sign-in, MFA, synchronisation.</summary>
    EntraId,

    /// <summary>Exchange Online: mailboxes and mail flow.</summary>
    ExchangeOnline,

    /// <summary>Outlook, as an application.</summary>
    Outlook,

    /// <summary>Microsoft Teams.</summary>
    Teams,

    /// <summary>SharePoint and OneDrive.</summary>
    SharePoint,

    /// <summary>Microsoft 365 Apps: Word, Excel and the rest on a device.</summary>
    Microsoft365Apps,

    /// <summary>Microsoft Intune.</summary>
    Intune,

    /// <summary>Azure.</summary>
    Azure,

    /// <summary>Dynamics 365, apart from Business Central.</summary>
    Dynamics365,

    /// <summary>Dynamics 365 Business Central.</summary>
    BusinessCentral,

    /// <summary>Power Apps, Power Automate, Power BI and Dataverse.</summary>
    PowerPlatform,

    /// <summary>A product that runs on servers of the customer's own.</summary>
    OnPremises,

    /// <summary>Partner Center itself.</summary>
    PartnerCenter,

    /// <summary>A product of somebody else's, bought through the marketplace or not.</summary>
    ThirdParty,
}

/// <summary>What share their portal and their support.</summary>
public enum WorkloadFamily
{
    /// <summary>Microsoft 365 with Enterprise Mobility + Security.</summary>
    Microsoft365,

    /// <summary>Azure.</summary>
    Azure,

    /// <summary>Dynamics 365 and the Power Platform.</summary>
    Dynamics365,

    /// <summary>Products on servers of the customer's own.</summary>
    OnPremises,

    /// <summary>Partner Center itself.</summary>
    PartnerCenter,

    /// <summary>Products of somebody else's.</summary>
    ThirdParty,
}

/// <summary>Sorts workloads.</summary>
public static class Workloads
{
    /// <summary>The family that a workload belongs to.</summary>
    public static WorkloadFamily FamilyOf(Workload workload) => workload switch
    {
        Workload.Azure => WorkloadFamily.Azure,
        Workload.Dynamics365 or Workload.BusinessCentral or Workload.PowerPlatform => WorkloadFamily.Dynamics365,
        Workload.OnPremises => WorkloadFamily.OnPremises,
        Workload.PartnerCenter => WorkloadFamily.PartnerCenter,
        Workload.ThirdParty => WorkloadFamily.ThirdParty,
        _ => WorkloadFamily.Microsoft365,
    };
}
