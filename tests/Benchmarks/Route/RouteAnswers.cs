using NodaTime.Text;
using SupportBot.Escalation;
using SupportBot.Handbook;

namespace Benchmarks.Route;

/// <summary>Where a reason comes from.</summary>
internal sealed record AnsweredSource(string Document, string Date, string Standing)
{
    public static AnsweredSource Of(Source source) => new(source.Document, LocalDatePattern.Iso.Format(source.Date), char.ToLowerInvariant(source.Standing.ToString()[0]) + source.Standing.ToString()[1..]);
}

/// <summary>What is said of one vehicle.</summary>
internal sealed record AnsweredVehicle(
    string Id, string Name, IEnumerable<string> Formerly, string Heading, bool Eligible, string Rule, string Reason, AnsweredSource Source,
    double? ResponseMinutes, string ResponseHours, string FiledAt, IEnumerable<string> RolesNeeded, bool AgentMayFile);

/// <summary>The answer to one case.</summary>
internal sealed record AnsweredRoute(string Id, string Edition, string? Recommended, string? Why, IReadOnlyList<AnsweredVehicle> Vehicles)
{
    private const string Language = Words.Always;

    public static AnsweredRoute Of(AskedRoute asked)
    {
        var route = EscalationRouting.Of(asked.Case, asked.Edition);
        return new AnsweredRoute(asked.Id, asked.Edition.Name, route.Recommended?.Vehicle.Id, route.Why?.In(Language), [.. route.Verdicts.Select(Of)]);
    }

    private static AnsweredVehicle Of(Verdict verdict) => new(
        verdict.Vehicle.Id,
        verdict.Vehicle.Name.In(Language),
        verdict.Vehicle.Formerly.Select(former => former.Name),
        verdict.Vehicle.Heading.ToString().ToLowerInvariant(),
        verdict.IsEligible,
        verdict.Ruling,
        verdict.Reason.In(Language),
        AnsweredSource.Of(verdict.Source),
        verdict.Response.Within?.TotalMinutes,
        verdict.Response.Hours.ToString().ToLowerInvariant(),
        verdict.Place.System,
        verdict.Roles.AnyOf.Select(role => role.Id),
        verdict.AgentMayFile);
}
