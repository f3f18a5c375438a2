namespace SupportBot.Escalation;

/// <summary>How Microsoft's portals grade a request, by the business impact that its submitter states.</summary>
public enum Severity
{
    /// <summary>Critical: a significant loss or degradation; production is down.</summary>
    A,

    /// <summary>Moderate: a moderate loss; work goes on in part.</summary>
    B,

    /// <summary>Minimal: the service is still available, or it is not production.</summary>
    C,
}
