using NodaTime;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

public sealed class GateTests
{
    private static readonly EvidenceCatalog Catalog = EvidenceCatalog.Read(new HandbookFiles(null));
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 10, 0);
    private static readonly GateFacts Fine = new(IsRouteEligible: true);

    // Whole but for the override, with all evidence that it needs.
    private static readonly EscalationFile Ready = EscalationFileTests.Whole with { Override = null };

    private static readonly Dictionary<string, EvidenceValue> Known = Catalog.Items.ToDictionary(item => item.Id, item => new EvidenceValue("x", EvidenceOrigin.Ticket, null, Now));

    [Fact]
    public void What_is_complete_passes()
    {
        Assert.Empty(Check(Ready).Findings);
        Assert.True(Check(Ready).IsOpen);
    }

    public static TheoryData<string, string> Missing => new()
    {
        { "health", nameof(GateFinding.HealthNotChecked) }, { "notYet", nameof(GateFinding.HealthNotChecked) }, { "incident", nameof(GateFinding.IncidentMatches) }, { "steps", nameof(GateFinding.StepsNotRecorded) },
        { "evidence", nameof(GateFinding.EvidenceMissing) }, { "route", nameof(GateFinding.WrongRoute) }, { "vehicle", nameof(GateFinding.VehicleNotChosen) }, { "contact", nameof(GateFinding.NobodyAroundTheClock) },
        { "consent", nameof(GateFinding.NoConsent) }, { "inside", nameof(GateFinding.InsideBaseSupport) }, { "boundary", nameof(GateFinding.BoundaryNotChosen) }, { "impact", nameof(GateFinding.ImpactNotSaid) }, { "severity", nameof(GateFinding.SeverityNotChosen) },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void Each_thing_that_is_missing_is_told_alone_and_closes_the_gate(string missing, string finding)
    {
        var verdict = Without(missing, Ready);

        Assert.Equal(finding, Assert.Single(verdict.Findings).GetType().Name);
        Assert.False(verdict.IsOpen);
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_lead_s_word_opens_it_but_for_what_nobody_can_say_in_another_s_place(string missing, string finding)
    {
        var verdict = Without(missing, Ready with { Override = new GateOverride(SampleTickets.Agent, "Now", Now) });

        var stays = finding is nameof(GateFinding.NoConsent) or nameof(GateFinding.VehicleNotChosen);
        Assert.Equal(!stays, verdict.IsOpen);
        Assert.Equal(!stays, verdict.MayBeOverridden);
        Assert.NotEmpty(verdict.Findings);
    }

    [Fact]
    public void Severity_B_needs_nobody_at_night_and_an_invoice_no_look_at_the_service()
    {
        Assert.Empty(Check(Ready with { Severity = Severity.B, RoundTheClock = null }).Findings);
        Assert.Empty(Check(Ready with { Category = Category.Billing, Severity = null, Health = null, RoundTheClock = null }).Findings);
    }

    [Fact]
    public void An_empty_file_misses_everything_in_the_order_of_the_walk()
    {
        var empty = EscalationFile.Begin(Workload.Teams, Category.Technical);
        var findings = Gate.Check(empty, Checklist.Of(Catalog, empty, new Dictionary<string, EvidenceValue>()), Fine).Findings;

        Assert.Equal(
            ["VehicleNotChosen", "BoundaryNotChosen", "HealthNotChecked", "SeverityNotChosen", "ImpactNotSaid", "StepsNotRecorded", "EvidenceMissing", "NoConsent"],
            findings.Select(finding => finding.GetType().Name));
        Assert.All(findings.OfType<GateFinding.EvidenceMissing>().Single().Items, item => Assert.True(item.IsRequired));
    }

    private static GateVerdict Without(string missing, EscalationFile file) => missing switch
    {
        "health" => Check(file with { Health = null }),
        "notYet" => Check(file with { Health = file.Health! with { Result = HealthResult.NotYet } }),
        "incident" => Check(file with { Health = file.Health! with { Result = HealthResult.Incident, IncidentId = "EX25194" } }),
        "steps" => Check(file with { Steps = [] }),
        "evidence" => Gate.Check(file, Checklist.Of(Catalog, file, Known.Where(each => each.Key != "mailTrace").ToDictionary()), Fine),
        "route" => Check(file, Fine with { IsRouteEligible = false }),
        "vehicle" => Check(file with { VehicleId = null }),
        "contact" => Check(file with { RoundTheClock = null }),
        "consent" => Check(file with { Consent = null }),
        "inside" => Check(file, Fine with { IsInsideBaseSupport = true }),
        "boundary" => Check(file with { Boundary = null }),
        "impact" => Check(file with { BusinessImpact = " " }),
        "severity" => Check(file with { Severity = null }),
        _ => throw new ArgumentOutOfRangeException(nameof(missing)),
    };

    private static GateVerdict Check(EscalationFile file, GateFacts? facts = null) => Gate.Check(file, Checklist.Of(Catalog, file, Known), facts ?? Fine);
}
