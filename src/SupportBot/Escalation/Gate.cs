using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What the rules say of an escalation's way, as its file alone does not know it.</summary>
/// <param name="IsRouteEligible">Whether the chosen vehicle may be used; true while none is chosen.</param>
/// <param name="RouteReason">Why it may or may not be used; null where the rules say nothing.</param>
/// <param name="IsInsideBaseSupport">Whether the chosen row of base support lies within what the partner resolves; false while none is chosen.</param>
/// <param name="BoundaryReason">Why it lies there; null where the rules say nothing.</param>
public sealed record GateFacts(bool IsRouteEligible, Words? RouteReason = null, bool IsInsideBaseSupport = false, Words? BoundaryReason = null);

/// <summary>Something for which Microsoft would call an escalation improper, or send it back.</summary>
public abstract record GateFinding
{
    private GateFinding()
    {
    }

    /// <summary>Whether a lead's word is enough to go on without it.</summary>
    public virtual bool MayBeOverridden => true;

    /// <summary>Nobody has looked at the service's health (partner support guidance: before anything else).</summary>
    public sealed record HealthNotChecked : GateFinding;

    /// <summary>A known incident matches: the ticket is linked to it, and nothing is escalated.</summary>
    /// <param name="IncidentId">The incident.</param>
    public sealed record IncidentMatches(string IncidentId) : GateFinding;

    /// <summary>Nothing is noted down that was tried within base support.</summary>
    public sealed record StepsNotRecorded : GateFinding;

    /// <summary>Nobody has said what the trouble does to the customer's business.</summary>
    public sealed record ImpactNotSaid : GateFinding;

    /// <summary>Required evidence is missing.</summary>
    /// <param name="Items">What is missing, in the order in which it is asked for.</param>
    public sealed record EvidenceMissing(IReadOnlyList<EvidenceItem> Items) : GateFinding
    {
        /// <summary>Whether both miss the same.</summary>
        public bool Equals(EvidenceMissing? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Count;
    }

    /// <summary>No vehicle is chosen.</summary>
    public sealed record VehicleNotChosen : GateFinding
    {
        /// <inheritdoc/>
        public override bool MayBeOverridden => false;
    }

    /// <summary>The chosen vehicle may not be used.</summary>
    /// <param name="Reason">Why; null where the rules say nothing.</param>
    public sealed record WrongRoute(Words? Reason) : GateFinding;

    /// <summary>No row of base support is chosen, so that nobody knows whether it lies beyond.</summary>
    public sealed record BoundaryNotChosen : GateFinding;

    /// <summary>Base support says that the partner resolves it.</summary>
    /// <param name="Reason">Why; null where the rules say nothing.</param>
    public sealed record InsideBaseSupport(Words? Reason) : GateFinding;

    /// <summary>No severity is chosen.</summary>
    public sealed record SeverityNotChosen : GateFinding;

    /// <summary>Severity A, and nobody answers day and night: Microsoft would downgrade it.</summary>
    public sealed record NobodyAroundTheClock : GateFinding;

    /// <summary>The customer has not agreed that what was gathered is shared. Nobody can agree in the customer's place.</summary>
    public sealed record NoConsent : GateFinding
    {
        /// <inheritdoc/>
        public override bool MayBeOverridden => false;
    }
}

/// <summary>What the gate says.</summary>
/// <param name="Findings">What is missing or wrong, in the order of the walk; empty where nothing is.</param>
/// <param name="Override">A lead's word that it goes all the same; null where there is none.</param>
public sealed record GateVerdict(IReadOnlyList<GateFinding> Findings, GateOverride? Override)
{
    /// <summary>Whether the package may go.</summary>
    public bool IsOpen => Findings.All(finding => Override is not null && finding.MayBeOverridden);

    /// <summary>Whether a lead's word would open it.</summary>
    public bool MayBeOverridden => Findings.Count > 0 && Findings.All(finding => finding.MayBeOverridden);
}

/// <summary>Refuses what Microsoft would call an improper escalation (partner support guidance).</summary>
public static class Gate
{
    /// <summary>What stands between an escalation and its package.</summary>
    /// <param name="file">What was gathered.</param>
    /// <param name="checklist">The evidence that it needs.</param>
    /// <param name="facts">What the rules say of its way.</param>
    public static GateVerdict Check(EscalationFile file, Checklist checklist, GateFacts facts) => new([.. Findings(file, checklist, facts)], file.Override);

    private static IEnumerable<GateFinding> Findings(EscalationFile file, Checklist checklist, GateFacts facts)
    {
        if (file.VehicleId is null) yield return new GateFinding.VehicleNotChosen();
        else if (!facts.IsRouteEligible) yield return new GateFinding.WrongRoute(facts.RouteReason);
        if (file.Boundary is null) yield return new GateFinding.BoundaryNotChosen();
        else if (facts.IsInsideBaseSupport) yield return new GateFinding.InsideBaseSupport(facts.BoundaryReason);

        // What is wrong with an invoice or an order, no incident of the service explains.
        if (file.Category is Category.Technical)
        {
            if (file.Health is null or { Result: HealthResult.NotYet }) yield return new GateFinding.HealthNotChecked();
            else if (file.Health is { Result: HealthResult.Incident, IncidentId: var incident }) yield return new GateFinding.IncidentMatches(incident ?? "");
            if (file.Severity is null) yield return new GateFinding.SeverityNotChosen();
        }

        if (file.Severity is Severity.A && file.RoundTheClock is not { Name.Length: > 0, Phone.Length: > 0 }) yield return new GateFinding.NobodyAroundTheClock();
        if (string.IsNullOrWhiteSpace(file.BusinessImpact)) yield return new GateFinding.ImpactNotSaid();
        if (file.Steps.Count == 0) yield return new GateFinding.StepsNotRecorded();
        if (checklist.MissingRequired.Select(line => line.Item).ToList() is { Count: > 0 } missing) yield return new GateFinding.EvidenceMissing(missing);
        if (file.Consent is null) yield return new GateFinding.NoConsent();
    }
}
