using System.Globalization;
using System.Text;
using NodaTime;
using SupportBot.Customers;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

public sealed class EscalationPackageTests
{
    private const string Tenant = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    private const string OwnWords = "Bom dia,\nas mensagens ficam «presas» 😕 desde segunda-feira — 451 4.7.500.\nObrigada";

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 10, 0);
    private static readonly EvidenceCatalog Catalog = EvidenceCatalog.Read(new HandbookFiles(null));
    private static readonly Portals Portals = Portals.Read(new HandbookFiles(null));
    private static readonly CustomerFacts Customer = new("Contoso", Tenant, "contoso.com", Cloud.GccHigh);
    private static readonly PartnerContact Contact = new("Adatum", "Inês Duarte", "desk@adatum.example", "+351 21 000 0000");
    private static readonly Ticket Ticket = SampleTickets.Begin(TicketNumber.Of("A", 1042), Now).After;
    private static readonly TicketFacts Said = new(Ticket.Number, "Mensagens presas", Now, [new CustomerWords("Ana Sousa", Now, OwnWords)]);

    [Fact]
    public void The_summary_says_everything_in_English_and_keeps_the_customer_s_words_as_they_are()
    {
        var package = Build(EscalationFileTests.Whole.WithEvidence("stillHappening", new EvidenceValue("sometimes", EvidenceOrigin.Customer, null, Now)).File!, Said);

        foreach (var part in new[]
        {
            "A-1042", "Severity: A (critical)", "Nobody in Porto can send offers", "Tenant ID: " + Tenant, "Cloud: GCC High", "desk@adatum.example", "24x7 contact: Inês Duarte, +351 21 000 0000",
            "Service health: no matching incident (checked 2026-11-25 10:00 UTC)", "1. Traced the message. Result: Deferred inside the service.", "Whether it still happens: Now and then", "451 4.7.500 Server busy",
            "THE CUSTOMER'S OWN WORDS", $"--- Ana Sousa, 2026-11-25 10:00 UTC:\n{OwnWords}\n---", "Ana Sousa, 2026-11-25",
        })
            Assert.Contains(part, package.Summary, StringComparison.Ordinal);
        Assert.Empty(package.Found);
    }

    [Fact]
    public void Each_form_is_filled_within_its_limits_and_nothing_is_lost()
    {
        // Every character is several in UTF-16: a cut between them would show.
        var long_ = string.Concat(Enumerable.Repeat("Não é possível 👩‍👩‍👧 ", 150));
        var file = EscalationFileTests.Whole.WithBusinessImpact(string.Concat(Enumerable.Repeat("👩‍👩‍👧 impact ", 120))).File!.WithEvidence("symptom", new EvidenceValue(long_, EvidenceOrigin.Agent, null, Now)).File!;
        var said = Said with { Words = [.. Enumerable.Range(0, 20).Select(index => new CustomerWords("Ana", Now, $"{index}: {long_}"))] };
        foreach (var portal in Portals.All)
        {
            var package = Build(file, said, portal: portal);

            Assert.Equal(portal.Fields, package.Fields.Select(field => field.Field));
            Assert.All(package.Fields, field => Assert.True(field.Text.Length <= (field.Field.Longest ?? int.MaxValue), $"{portal.Id} {field.Field.Id}: {field.Text.Length}"));
            Assert.All(package.Fields, field => AssertWhole(field.Text));
            AssertWhole(package.Overflow);
            var description = package.Fields.Single(field => field.Field.Holds is FormContent.Description);
            var carried = description.Text + package.Overflow;
            Assert.EndsWith(package.Summary, carried, StringComparison.Ordinal);
            Assert.Equal(description.IsCut, package.Overflow.Length > 0);
            foreach (var cut in package.Fields.Where(field => field.IsCut && field.Field.Holds is not FormContent.Description))
                Assert.Contains($"{cut.Field.Label.In("en")} (in full): ", carried, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wherever_a_text_is_cut_no_character_is()
    {
        var azure = Portals.Find("azurePortal")!;
        var families = Said with { Words = [new CustomerWords("Ana", Now, string.Concat(Enumerable.Repeat("👩‍👩‍👧é", 900)))] };
        for (var longest = 3000; longest < 3012; longest++)
        {
            var portal = azure with { Fields = [.. azure.Fields.Select(field => field.Holds is FormContent.Description ? field with { Longest = longest } : field)] };

            var package = Build(EscalationFileTests.Whole, families, portal: portal);

            var description = package.Fields.Single(field => field.Field.Holds is FormContent.Description).Text;
            Assert.InRange(description.Length, longest - 10, longest);
            AssertWhole(description);
            AssertWhole(package.Overflow);
        }
    }

    [Fact]
    public void A_short_case_fits_and_nothing_is_marked_as_cut()
    {
        var package = Build(EscalationFileTests.Whole, Said);

        Assert.DoesNotContain(package.Fields, field => field.IsCut);
        Assert.Equal("", package.Overflow);
        Assert.Equal("Mensagens presas", package.Fields.Single(field => field.Field.Holds is FormContent.Title).Text);
    }

    [Fact]
    public void No_secret_that_anybody_wrote_anywhere_comes_along()
    {
        var canaries = Enumerable.Range(0, 9).Select(index => $"Canary{index}x!{index}7Zq").ToArray();
        string Secret(int index) => $"password: {canaries[index]}";
        var file = EscalationFileTests.Whole.WithBusinessImpact(Secret(0)).File!.WithStep(new StepTaken(Secret(1), Secret(2), SampleTickets.Agent, Now)).File!
            .WithBoundary(new BoundaryChoice("unavailable", Secret(3))).File!
            .WithEvidence("errorText", new EvidenceValue(Secret(4), EvidenceOrigin.Customer, null, Now)).File!.WithEvidence("symptom", new EvidenceValue(Secret(5), EvidenceOrigin.Agent, null, Now)).File!
            .WithSharedAttachments(["one"]).File!;
        var said = Said with { Subject = Secret(6), Words = [new CustomerWords("Ana", Now, OwnWords), new CustomerWords("Ana", Now, Secret(7))] };
        var attachment = new TicketAttachment("one", $"log password={canaries[8]}.txt", "text/plain", 10);

        foreach (var portal in Portals.All)
        {
            var package = Build(file, said, [new SharedFile(attachment, new StrippedFile([1], [], IsChecked: true))], portal);

            var everything = package.Summary + string.Concat(package.Fields.Select(field => field.Text)) + package.Overflow;
            Assert.All(canaries, canary => Assert.DoesNotContain(canary, everything, StringComparison.Ordinal));
            Assert.Superset(
                new HashSet<string?> { "businessImpact", "steps[1]", "boundary", "evidence.errorText", "evidence.symptom", "subject", "words[1]", "attachments[0]" }, package.Found.Select(found => found.Path).ToHashSet());
            Assert.Contains(OwnWords, everything, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_that_the_desk_wrote_to_itself_comes_along_whatever_was_done()
    {
        var events = Enum.GetValues<TicketAction>().SelectMany((action, index) => new[]
        {
            new TicketEvent(2 * index + 1, action, SampleTickets.Agent, Now, TicketStatus.Open, TicketStatus.Open, $"desk-canary-{action}"),
            new TicketEvent(2 * index + 2, action, SampleTickets.Ana, Now, TicketStatus.Open, TicketStatus.Open, $"customer-{action}"),
        }).ToList();

        var facts = TicketFacts.Of(Ticket, events.Where(each => each.Action is not (TicketAction.File or TicketAction.CustomerMessage) || each.Actor.Is(SampleTickets.Ana)));
        var package = Build(EscalationFileTests.Whole, facts);

        var everything = package.Summary + string.Concat(package.Fields.Select(field => field.Text)) + package.Overflow;
        Assert.DoesNotContain("desk-canary", everything, StringComparison.Ordinal);
        foreach (var action in events.Where(each => each.IsInternal).Select(each => each.Action).Distinct()) Assert.DoesNotContain($"customer-{action}\n", everything, StringComparison.Ordinal);
        Assert.Contains("customer-File", everything, StringComparison.Ordinal);
        Assert.Contains("customer-CustomerMessage", everything, StringComparison.Ordinal);
    }

    [Fact]
    public void Attachments_are_those_that_are_shared_with_what_was_stripped_unchecked_or_not_taken()
    {
        var files = new List<SharedFile>
        {
            Shared("har-2", "session.har", Secrets.StripFile("session.har", "Authorization: Bearer abcdefgh12345678"u8.ToArray())),
            Shared("trace-1", "picture.png", Secrets.StripFile("picture.png", new byte[6 * 1024 * 1024])),
            Shared("private", "not-shared.txt", Secrets.StripFile("not-shared.txt", "x"u8.ToArray())),
        };

        var listed = Build(EscalationFileTests.Whole, Said, files).Attachments;

        Assert.Equal(["picture.png", "session.har"], listed.Select(each => each.Attachment.Name));
        Assert.False(listed[0].IsChecked);
        Assert.Equal([AttachmentTrouble.TooLarge], listed[0].Trouble);
        Assert.True(listed[1].IsChecked);
        Assert.Single(listed[1].Found);
        Assert.Equal([AttachmentTrouble.ForLater], listed[1].Trouble);
    }

    [Fact]
    public void The_way_leads_into_the_customer_s_tenant_and_cloud()
    {
        var link = Assert.Single(Build(EscalationFileTests.Whole, Said).Links);

        Assert.Equal($"https://portal.azure.us/{Tenant}#create/Microsoft.Support", link.Address.AbsoluteUri);
    }

    private static EscalationPackage Build(EscalationFile file, TicketFacts said, IReadOnlyList<SharedFile>? files = null, Portal? portal = null) => EscalationPackage.Build(
        file, Checklist.Of(Catalog, file, new Dictionary<string, EvidenceValue>()), said, Customer, Contact, new RouteFacts("CSP technical support", portal ?? Portals.Find("azurePortal")!, null, "The service is not available."), files ?? []);

    private static SharedFile Shared(string id, string name, StrippedFile file) => new(new TicketAttachment(id, name, "application/octet-stream", file.Content.Length), file);

    // Put together from whole characters, none begun or ended in its middle.
    private static void AssertWhole(string text)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            Assert.True(elements.GetTextElement() is not ("👩" or "👧" or "👩‍" or "👩‍👩"), "A character was cut in two.");
    }
}
