using System.Text.Json;
using NodaTime;
using SupportBot.Escalation;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

public sealed class EscalationFileTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 10, 0);

    /// <summary>A file with everything in it.</summary>
    internal static EscalationFile Whole { get; } = EscalationFile.Begin(Workload.ExchangeOnline, Category.Technical)
        .WithVehicle("csp").File!.WithSeverity(Severity.A).File!
        .WithBusinessImpact("Nobody in Porto can send offers; the tender closes on Friday.").File!
        .WithRoundTheClock(new RoundTheClockContact("Inês Duarte", "+351 21 000 0000")).File!
        .WithHealth(new HealthCheck(HealthResult.None, null, SampleTickets.Agent, Now)).File!
        .WithBoundary(new BoundaryChoice("unavailable", "Connectors and rules are as they should be.")).File!
        .WithStep(new StepTaken("Traced the message.", "Deferred inside the service.", SampleTickets.Agent, Now)).File!
        .WithEvidence("errorText", new EvidenceValue("451 4.7.500 Server busy — ação «é»", EvidenceOrigin.Customer, SampleTickets.Ana, Now)).File!
        .WithAsked("mailBounce", 9).File!
        .WithSharedAttachments(["trace-1", "trace-1", "har-2"]).File!
        .WithConsent(new ShareConsent("Ana Sousa", SampleTickets.Agent, Now)).File!
        .WithOverride(new GateOverride(SampleTickets.Agent, "Every minute counts.", Now)).File!
        .WithState(EscalationState.HandedOver, Now).File!
        .WithCaseNumber(new CaseReference("azurePortal", "2411250050001234"), new PromisedResponse("2 h, day and night", Now + Duration.FromHours(2)), Now).File!;

    [Fact]
    public void It_is_the_same_after_it_was_kept_and_read_again()
    {
        var json = Whole.ToJson();

        Assert.Equal(Whole, EscalationFile.FromJson(json));
        Assert.Contains("\"state\":\"withMicrosoft\"", json, StringComparison.Ordinal);
        Assert.Contains("\"2026-11-25T10:00:00Z\"", json, StringComparison.Ordinal);
        Assert.Contains("ação «é»", json, StringComparison.Ordinal);
        Assert.Equal(["trace-1", "har-2"], Whole.SharedAttachments);
    }

    [Fact]
    public void What_an_older_desk_kept_is_read_and_what_is_no_file_is_not()
    {
        var old = EscalationFile.FromJson("""{"workload":"teams","category":"technical","somethingNewer":{"x":1}}""");

        Assert.Equal(EscalationFile.Begin(Workload.Teams, Category.Technical), old);
        Assert.Throws<JsonException>(() => EscalationFile.FromJson("""{"workload":"teams","category":"technical","stateSince":"yesterday"}"""));
        Assert.Throws<JsonException>(() => EscalationFile.FromJson("null"));
    }

    public static TheoryData<EscalationField> Fields => [.. Enum.GetValues<EscalationField>()];

    [Theory]
    [MemberData(nameof(Fields))]
    public void What_is_too_long_is_refused_by_name_and_what_just_fits_is_kept(EscalationField field)
    {
        var most = EscalationFields.Longest(field);

        Assert.Null(Write(field, new string('x', most)).Refusal);
        Assert.Equal(new EscalationRefusal.TooLong(field, most + 1, most), Write(field, new string('x', most + 1)).Refusal);
    }

    [Fact]
    public void However_much_is_gathered_it_stays_within_one_property_of_a_table()
    {
        var file = Whole;
        EscalationRefusal? refusal = null;
        for (var item = 0; item < 100 && refusal is null; item++)
        {
            // Each quotation mark is two characters in JSON.
            var change = file.WithEvidence($"item-{item}", new EvidenceValue(new string('"', EvidenceItem.LongestValue), EvidenceOrigin.Agent, null, Now));
            refusal = change.Refusal;
            file = change.File ?? file;
        }

        Assert.IsType<EscalationRefusal.TooMuch>(refusal);
        Assert.True(file.ToJson().Length * 2 < 64 * 1024, $"{file.ToJson().Length}");
    }

    [Fact]
    public void An_answer_ends_its_question_and_an_item_asked_twice_waits_for_the_later_one()
    {
        var asked = EscalationFile.Begin(Workload.Teams, Category.Technical).WithAsked("errorText", 4).File!.WithAsked("scope", 5).File!.WithAsked("errorText", 9).File!;

        Assert.Equal([new AskedItem("scope", 5), new AskedItem("errorText", 9)], asked.Asked);
        Assert.Equal([new AskedItem("scope", 5)], asked.WithEvidence("errorText", new EvidenceValue("x", EvidenceOrigin.Customer, null, Now)).File!.Asked);
    }

    [Fact]
    public void Another_workload_forgets_the_vehicle_chosen_for_the_former()
    {
        var changed = Whole.WithCase(Workload.Azure, Category.Technical, "quota").File!;

        Assert.Null(changed.VehicleId);
        Assert.Null(changed.Boundary);
        Assert.Equal("quota", changed.TopicId);
        Assert.NotEmpty(changed.Evidence);
        Assert.Equal("csp", Whole.WithCase(Workload.ExchangeOnline, Category.Technical, "x").File!.VehicleId);
    }

    [Fact]
    public void A_case_number_brings_it_to_Microsoft_and_a_corrected_one_leaves_it_where_it_is()
    {
        var attention = Whole.WithState(EscalationState.AttentionNeeded, Now).File!;

        Assert.Equal(EscalationState.WithMicrosoft, Whole.State);
        Assert.Equal(EscalationState.AttentionNeeded, attention.WithCaseNumber(new CaseReference("azurePortal", "2411250050009999"), null, Now).File!.State);
        Assert.IsType<EscalationRefusal.NotFromHere>(EscalationFile.Begin(Workload.Teams, Category.Technical).WithCaseNumber(new CaseReference("azurePortal", "1"), null, Now).Refusal);
    }

    [Fact]
    public void Every_state_can_be_reached_and_what_is_refunded_stays_so()
    {
        var reached = new HashSet<EscalationState> { EscalationState.Preparing };
        for (var before = -1; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(Enum.GetValues<EscalationState>().Where(to => reached.Any(from => EscalationStates.Allows(from, to))).ToList());
        }

        Assert.Equal(Enum.GetValues<EscalationState>().Length, reached.Count);
        Assert.DoesNotContain(Enum.GetValues<EscalationState>(), to => EscalationStates.Allows(EscalationState.Refunded, to));
        Assert.DoesNotContain(Enum.GetValues<EscalationState>(), state => EscalationStates.Allows(state, state));
    }

    private static EscalationChange Write(EscalationField field, string text)
    {
        var file = EscalationFile.Begin(Workload.Teams, Category.Technical);
        var ready = file.WithState(EscalationState.HandedOver, Now).File!;
        return field switch
        {
            EscalationField.BusinessImpact => file.WithBusinessImpact(text),
            EscalationField.ContactName => file.WithRoundTheClock(new RoundTheClockContact(text, "1")),
            EscalationField.ContactPhone => file.WithRoundTheClock(new RoundTheClockContact("a", text)),
            EscalationField.IncidentId => file.WithHealth(new HealthCheck(HealthResult.Incident, text, SampleTickets.Agent, Now)),
            EscalationField.BoundaryReason => file.WithBoundary(new BoundaryChoice("row", text)),
            EscalationField.Step => file.WithStep(new StepTaken(text, "r", SampleTickets.Agent, Now)),
            EscalationField.StepResult => file.WithStep(new StepTaken("s", text, SampleTickets.Agent, Now)),
            EscalationField.Evidence => file.WithEvidence("errorText", new EvidenceValue(text, EvidenceOrigin.Agent, null, Now)),
            EscalationField.ConsentGivenBy => file.WithConsent(new ShareConsent(text, SampleTickets.Agent, Now)),
            EscalationField.OverrideReason => file.WithOverride(new GateOverride(SampleTickets.Agent, text, Now)),
            EscalationField.CaseNumber => ready.WithCaseNumber(new CaseReference("s", text), null, Now),
            EscalationField.ResponseTarget => ready.WithCaseNumber(new CaseReference("s", "1"), new PromisedResponse(text, null), Now),
            EscalationField.ItemId => file.WithAsked(text, 1),
            EscalationField.VehicleId => file.WithVehicle(text),
            EscalationField.SystemId => ready.WithCaseNumber(new CaseReference(text, "1"), null, Now),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
        };
    }
}
