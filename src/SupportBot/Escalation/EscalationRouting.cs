using SupportBot.Handbook;

namespace SupportBot.Escalation;

/// <summary>Whether a vehicle may be used for a case, and what it would be like.</summary>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="IsEligible">Whether it may be used.</param>
/// <param name="Ruling">The id of the rule that says so.</param>
/// <param name="Reason">Why it may, or why not.</param>
/// <param name="Source">Where that is said.</param>
/// <param name="Response">How soon it answers for the first time.</param>
/// <param name="Place">Where it is filed.</param>
/// <param name="Roles">Which roles it needs.</param>
/// <param name="AgentMayFile">Whether the agent holds one of these; somebody else of the team may where not.</param>
public sealed record Verdict(
    Vehicle Vehicle, bool IsEligible, string Ruling, Words Reason, Source Source, ResponseTarget Response, FilingPlace Place, RolesNeeded Roles, bool AgentMayFile);

/// <summary>The ways beyond the partner for one case.</summary>
/// <param name="Verdicts">Every vehicle of the edition, in its order.</param>
/// <param name="Recommended">The one that is recommended, always eligible; null where none is.</param>
/// <param name="Why">Why this one; null where none is recommended.</param>
/// <param name="Source">Where that is said; null where none is recommended.</param>
public sealed record EscalationRoute(IReadOnlyList<Verdict> Verdicts, Verdict? Recommended, Words? Why, Source? Source)
{
    /// <summary>The vehicles that may be used.</summary>
    public IEnumerable<Verdict> Eligible => Verdicts.Where(verdict => verdict.IsEligible);

    /// <summary>What is said of one vehicle; null where the edition does not know it.</summary>
    public Verdict? Of(string vehicle) => Verdicts.FirstOrDefault(verdict => verdict.Vehicle.Id == vehicle);
}

/// <summary>Says by which vehicles a ticket may go beyond the partner, by the rules of an edition.</summary>
public static class EscalationRouting
{
    /// <summary>Every vehicle with whether it may be used and why, and the one that is recommended.</summary>
    /// <param name="routed">The case.</param>
    /// <param name="edition">The rules.</param>
    public static EscalationRoute Of(RouteCase routed, Edition edition)
    {
        var verdicts = edition.Vehicles.Select(vehicle => VerdictOn(vehicle, routed, edition)).ToList();
        foreach (var recommendation in edition.Recommendations)
        {
            if (!recommendation.When.Holds(routed)) continue;
            foreach (var id in recommendation.Vehicles)
            {
                if (verdicts.Find(verdict => verdict.Vehicle.Id == id) is { IsEligible: true } best)
                    return new EscalationRoute(verdicts, best, recommendation.Reason, recommendation.Source);
            }
        }

        return new EscalationRoute(verdicts, Recommended: null, Why: null, Source: null);
    }

    private static Verdict VerdictOn(Vehicle vehicle, RouteCase routed, Edition edition)
    {
        var refusal = edition.First.On(vehicle).Concat(vehicle.Refusals).Concat(edition.Last.On(vehicle)).FirstOrDefault(ruling => ruling.When.Holds(routed, vehicle));
        var ruling = refusal ?? vehicle.Grounds.First(ground => ground.When.Holds(routed, vehicle));
        var roles = vehicle.Roles.First(each => each.When.Holds(routed, vehicle)).Needed;
        return new Verdict(
            vehicle,
            refusal is null,
            ruling.Id,
            ruling.Reason,
            ruling.Source,
            vehicle.Responses.First(each => each.When.Holds(routed, vehicle)).Target,
            vehicle.Places.First(each => each.When.Holds(routed, vehicle)).Place,
            roles,
            roles.AnyOf.Count == 0 || roles.AnyOf.Any(role => When.HasRole(routed, role.Id)));
    }
}
