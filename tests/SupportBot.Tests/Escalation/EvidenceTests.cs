using NodaTime;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tests.Resources;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

public sealed class EvidenceTests
{
    private static readonly EvidenceCatalog Catalog = EvidenceCatalog.Read(new HandbookFiles(null));
    private static readonly DateTimeZone Lisbon = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 10, 0);

    [Fact]
    public void Every_text_is_in_both_languages_in_the_words_of_the_house()
    {
        var words = Catalog.Items.SelectMany(item => new[] { item.Label, item.Question, item.Wrong, item.WrongLength }.Concat(item.Choices.Select(choice => choice.Label)))
            .Concat(Catalog.Topics.Select(topic => topic.Label)).OfType<Words>()
            .Concat(HouseWords.Of(Portals.Read(new HandbookFiles(null)))).Concat(Deadlines.Read(new HandbookFiles(null)).Rules.Select(rule => rule.Label));

        HouseWords.Check(words);
    }

    // Reference facts, 3.5: what is to be collected for each service, beside what is always collected.
    [Theory]
    [InlineData(Workload.EntraId, "signInUser signInApp signInCode correlationId signInRequestId happenedAt signInAddress conditionalAccess signInLog")]
    [InlineData(Workload.ExchangeOnline, "mailSender mailRecipient happenedAt mailBounce mailMessageId mailTrace mailHeaders mailConnectors")]
    [InlineData(Workload.Outlook, "outlookBuild outlookKind outlookCachedMode outlookOnWeb outlookConnections outlookLog")]
    [InlineData(Workload.Teams, "teamsCallId teamsParticipants teamsCallAnalytics teamsNetwork teamsVersion teamsLogs")]
    [InlineData(Workload.SharePoint, "siteUrl affectedUsers correlationId syncVersion itemPath oneDriveReport")]
    [InlineData(Workload.Microsoft365Apps, "officeBuild officeAccount deviceSystem officeLog")]
    [InlineData(Workload.Azure, "azureSubscription azureResource azureRegion azureOperation azureHealth startedAt azureEndedAt azureDiagnostics")]
    [InlineData(Workload.Dynamics365, "environment environmentVersion sessionId affectedUsers latency standardReproduction pluginTrace")]
    [InlineData(Workload.PowerPlatform, "environment environmentVersion sessionId affectedUsers latency standardReproduction pluginTrace")]
    [InlineData(Workload.BusinessCentral, "environment businessCentralEnvironment businessCentralVersion businessCentralTelemetry businessCentralLastError businessCentralCronus")]
    public void Each_service_asks_for_its_own_and_for_what_is_always_asked(Workload workload, string own)
    {
        var asked = Ids(new EvidenceCase(workload, Category.Technical));

        Assert.Superset(own.Split(' ').ToHashSet(), asked);
        Assert.Superset("customerName tenantId primaryDomain cloud feature symptom errorText correlationId happenedAt startedAt stillHappening lastWorked recentChanges scope reproduction expected screenshot logs diagnosticConsent contactName contactEmail contactPhone contactTimeZone contactLanguage".Split(' ').ToHashSet(), asked);
    }

    [Fact]
    public void Invoices_and_credits_ask_for_theirs_and_not_for_what_a_fault_needs()
    {
        var invoice = Ids(new EvidenceCase(Workload.Microsoft365, Category.Billing, TopicId: "invoice"));
        var credit = Ids(new EvidenceCase(Workload.ExchangeOnline, Category.Billing, TopicId: "slaCredit"));

        Assert.Superset(new HashSet<string> { "partnerId", "invoiceNumber", "billingPeriod", "lineItems", "subscriptionId", "orderId", "product", "amounts" }, invoice);
        Assert.Superset(new HashSet<string> { "tenantId", "creditIncident", "downtime", "creditAffected", "creditAttempts", "creditEmail", "creditCase", "creditThroughCsp" }, credit);
        Assert.DoesNotContain("reproduction", invoice);
        Assert.DoesNotContain("creditIncident", invoice);
        Assert.DoesNotContain("invoiceNumber", credit);
    }

    [Fact]
    public void A_vehicle_with_a_contract_asks_for_its_ids()
    {
        Assert.Contains("supportContract", Ids(new EvidenceCase(Workload.Teams, Category.Technical, VehicleId: "premier")));
        Assert.DoesNotContain("supportContract", Ids(new EvidenceCase(Workload.Teams, Category.Technical, VehicleId: "csp")));
        Assert.DoesNotContain("supportContract", Ids(new EvidenceCase(Workload.Teams, Category.Technical)));
    }

    [Fact]
    public void What_was_gathered_goes_before_what_is_known_anyway_and_the_rest_is_missing()
    {
        var asked = EscalationFile.Begin(Workload.Teams, Category.Technical).WithAsked("errorText", 7).File!.WithAsked("scope", 8).File!;
        var file = asked.WithEvidence("symptom", new EvidenceValue("No sound in meetings", EvidenceOrigin.Agent, null, Now)).File!.WithEvidence("scope", new EvidenceValue("All 40", EvidenceOrigin.Customer, null, Now)).File!;
        var known = new Dictionary<string, EvidenceValue> { ["symptom"] = new("Teams", EvidenceOrigin.Ticket, null, Now), ["tenantId"] = new("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", EvidenceOrigin.CustomerData, null, Now) };

        var checklist = Checklist.Of(Catalog, file, known);

        Assert.Equal("No sound in meetings", checklist.Lines.Single(line => line.Item.Id == "symptom").Value!.Value);
        Assert.Equal(EvidenceOrigin.CustomerData, checklist.Lines.Single(line => line.Item.Id == "tenantId").Value!.From);
        Assert.Equal(7, checklist.Lines.Single(line => line.Item.Id == "errorText").AskedBy);
        Assert.Null(checklist.Lines.Single(line => line.Item.Id == "scope").AskedBy);
        Assert.Contains(checklist.MissingRequired, line => line.Item.Id == "errorText");
        Assert.DoesNotContain(checklist.MissingRequired, line => line.Item.Id is "symptom" or "tenantId" or "scope" or "screenshot");
    }

    [Theory]
    [InlineData("startedAt", "2026-11-25 14:30", "2026-11-25T14:30:00Z")]
    [InlineData("startedAt", "2026-07-01 14:30", "2026-07-01T13:30:00Z")]
    [InlineData("startedAt", "2026-11-25 14:30 UTC", "2026-11-25T14:30:00Z")]
    [InlineData("startedAt", "2026-11-25T14:30+02:00", "2026-11-25T12:30:00Z")]
    [InlineData("startedAt", "2026-11-25T14:30:05Z", "2026-11-25T14:30:05Z")]
    [InlineData("startedAt", "yesterday", null)]
    [InlineData("startedAt", "2026-02-30 14:30", null)]
    [InlineData("tenantId", " {0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9} ", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9")]
    [InlineData("tenantId", "0a1b2c3d", null)]
    [InlineData("stillHappening", "de vez em quando", "sometimes")]
    [InlineData("stillHappening", "always", "always")]
    [InlineData("stillHappening", "perhaps", null)]
    [InlineData("signInCode", "aadsts50058", "aadsts50058")]
    [InlineData("signInCode", "50058", null)]
    [InlineData("contactPhone", "+351 21 000 0000", "+351 21 000 0000")]
    [InlineData("contactPhone", "21 000 0000", null)]
    [InlineData("creditIncident", "EX25194", "EX25194")]
    [InlineData("creditIncident", "an outage", null)]
    [InlineData("invoiceNumber", "G012345678", "G012345678")]
    [InlineData("errorText", "  ", null)]
    [InlineData("errorText", "line 1\nline 2", "line 1\nline 2")]
    public void A_value_is_read_as_its_kind_or_refused_in_the_reader_s_language(string item, string text, string? value)
    {
        var reading = Catalog.Find(item)!.Read(text, Lisbon);

        Assert.Equal(value, reading.Value);
        Assert.Equal(value is null, reading.Wrong is { } wrong && wrong.In("pt-PT").Length > 0 && wrong.In("pt-PT") != wrong.In("en"));
    }

    [Fact]
    public void A_value_that_is_too_long_is_refused_as_such()
    {
        var item = Catalog.Find("errorText")!;

        Assert.True(item.Read(new string('x', EvidenceItem.LongestValue), Lisbon).IsRight);
        Assert.Same(item.WrongLength, item.Read(new string('x', EvidenceItem.LongestValue + 1), Lisbon).Wrong);
    }

    [Fact]
    public void All_mistakes_of_the_file_are_told_at_once_with_their_lines()
    {
        const string File = """
            sources: { house: { document: "Ours", date: 2026-11-25, standing: default } }
            tooLong: { en: "Too long" }
            kinds: { text: a, moment: a, uniqueId: a, number: a, choice: a }
            topics: [{ id: credit, label: Credit }]
            items:
              - { id: one, label: One, kind: text, knownBy: customer, source: house }
              - { id: one, label: One, kind: choice, knownBy: agent, source: house }
              - { id: två, label: Two, kind: text, knownBy: agent, source: nobody, topics: [credits] }
              - { id: three, label: { pt-PT: Três }, kind: text, knownBy: agent, pattern: "(", source: house }
              - { id: four, kind: words, knownBy: agent, required: maybe, families: [azur], source: house, colour: red }
            """;

        var mistakes = Assert.Throws<HandbookException>(() => HandbookFiles.Read("evidence.yaml", new StringReader(File), EvidenceCatalog.Read)).Mistakes;

        foreach (var (line, what) in new[]
        {
            (3, "\"file\""), (6, "question"), (7, "two items \"one\""), (7, "two answers"), (8, "två"), (8, "nobody"), (8, "credits"),
            (9, "English"), (9, "\"pattern\" cannot be used"), (9, "\"wrong\""), (10, "label"), (10, "words"), (10, "maybe"), (10, "azur"), (10, "colour"),
        })
            Assert.True(mistakes.Any(mistake => mistake.Line == line && mistake.What.Contains(what, StringComparison.Ordinal)), $"Line {line} should say {what}:\n{string.Join('\n', mistakes)}");
    }

    private static HashSet<string> Ids(EvidenceCase escalation) => [.. Checklist.Of(Catalog, escalation, new Dictionary<string, EvidenceValue>()).Lines.Select(line => line.Item.Id)];
}

/// <summary>Holds what the handbook says to the words of the house.</summary>
internal static class HouseWords
{
    public static IEnumerable<Words> Of(Portals portals) =>
        portals.All.SelectMany(portal => new[] { portal.Name, portal.CaseNumber.Wrong }.Concat(portal.Fields.Select(field => field.Label)).Concat(portal.Links.Select(link => link.Label))).Concat(portals.Health.Select(link => link.Label));

    public static void Check(IEnumerable<Words> all)
    {
        var faults = new List<string>();
        foreach (var words in all)
        {
            var (english, portuguese) = (words.In("en"), words.In("pt-PT"));
            // A name is the same everywhere; a sentence is not.
            if (!words.Languages.Contains("pt-PT") && english.Split(' ').Length > 4) faults.Add($"\"{english}\" is in English only.");
            faults.AddRange(Glossary.FaultsInEnglish(english).Select(fault => $"\"{english}\" says {fault}"));
            if (words.Languages.Contains("pt-PT")) faults.AddRange(Glossary.FaultsInPortuguese(portuguese).Select(fault => $"\"{portuguese}\" says {fault}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
