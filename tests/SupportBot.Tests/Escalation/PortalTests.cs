using SupportBot.Customers;
using SupportBot.Escalation;
using SupportBot.Handbook;

namespace SupportBot.Tests.Escalation;

public sealed class PortalTests
{
    private const string Tenant = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    private static readonly Portals All = Portals.Read(new HandbookFiles(null));

    [Theory]
    // The pattern of the service request's id: up to ten digits, fifteen, sixteen, or one and thirteen.
    [InlineData("partnerCenter", "1", "1")]
    [InlineData("partnerCenter", "1234567890", "1234567890")]
    [InlineData("partnerCenter", "12345678901", null)]
    [InlineData("partnerCenter", "123456789012345", "123456789012345")]
    [InlineData("partnerCenter", "2411250050001234", "2411250050001234")]
    [InlineData("partnerCenter", "24112500500012345", null)]
    [InlineData("partnerCenter", "1-1234567890123", "1-1234567890123")]
    [InlineData("partnerCenter", "1-123456789012", null)]
    [InlineData("azurePortal", " TrackingID#2411250050001234 ", "2411250050001234")]
    [InlineData("azurePortal", "Support request number: 2411250050001234", "2411250050001234")]
    [InlineData("azurePortal", "SR 120010224001234", "120010224001234")]
    [InlineData("azurePortal", "24112500500012", null)]
    [InlineData("azurePortal", "2411250050001234\n", "2411250050001234")]
    [InlineData("azurePortal", "２４１１２５００５０００１２３４", null)]
    [InlineData("microsoft365AdminCenter", "12345678", "12345678")]
    [InlineData("microsoft365AdminCenter", "caso n.º 12345678", "12345678")]
    [InlineData("microsoft365AdminCenter", "123456", null)]
    [InlineData("powerPlatformAdminCenter", "2411250050001234", "2411250050001234")]
    [InlineData("servicesHub", "abc", null)]
    [InlineData("msrc", "VULN-123456", "VULN-123456")]
    [InlineData("provider", "Case 77/B", "Case 77/B")]
    [InlineData("provider", " ", null)]
    public void A_case_number_is_one_of_its_portal_or_is_refused_with_an_example(string portal, string text, string? number)
    {
        var reading = CaseNumber.Check(All.Find(portal)!, text);

        Assert.Equal(number, reading.Number);
        Assert.Equal(number is null, reading.Wrong is not null);
    }

    [Fact]
    public void A_refusal_shows_a_number_that_is_right()
    {
        foreach (var portal in All.All)
        {
            Assert.Equal(portal.CaseNumber.Example, CaseNumber.Check(portal, portal.CaseNumber.Example).Number);
            if (portal.Id is "provider" or "subcontractor" or "isv") continue;
            Assert.Contains(portal.CaseNumber.Example, portal.CaseNumber.Wrong.In("en"), StringComparison.Ordinal);
            Assert.Contains(portal.CaseNumber.Example, portal.CaseNumber.Wrong.In("pt-PT"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("azurePortal", Workload.Azure, Cloud.Commercial, "portal.azure.com")]
    [InlineData("azurePortal", Workload.Azure, Cloud.Gcc, "portal.azure.com")]
    [InlineData("azurePortal", Workload.Azure, Cloud.GccHigh, "portal.azure.us")]
    [InlineData("azurePortal", Workload.Azure, Cloud.Dod, "portal.azure.us")]
    [InlineData("microsoft365AdminCenter", Workload.Teams, Cloud.Commercial, "portal.office.com")]
    [InlineData("microsoft365AdminCenter", Workload.Teams, Cloud.Gcc, "portal.office.com")]
    [InlineData("microsoft365AdminCenter", Workload.Teams, Cloud.GccHigh, "portal.office365.us")]
    [InlineData("microsoft365AdminCenter", Workload.Teams, Cloud.Dod, "portal.apps.mil")]
    [InlineData("powerPlatformAdminCenter", Workload.BusinessCentral, Cloud.Commercial, "admin.powerplatform.microsoft.com")]
    [InlineData("powerPlatformAdminCenter", Workload.BusinessCentral, Cloud.GccHigh, "high.admin.powerplatform.microsoft.us")]
    public void A_form_is_reached_in_the_customer_s_cloud_and_tenant(string portal, Workload workload, Cloud cloud, string host)
    {
        var address = Assert.Single(All.Find(portal)!.LinksFor(cloud, workload)).For(Tenant);

        Assert.Equal((host, "https"), (address.Host, address.Scheme));
        Assert.Contains(Tenant, address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Business_Central_is_reached_where_its_documentation_says() => Assert.Equal(
        $"https://admin.powerplatform.microsoft.com/account/login/{Tenant}",
        Assert.Single(All.Find("powerPlatformAdminCenter")!.LinksFor(Cloud.Commercial, Workload.BusinessCentral)).For(Tenant).AbsoluteUri);

    [Fact]
    public void A_tenant_id_stays_one_part_of_the_address() =>
        Assert.DoesNotContain("evil=1", Assert.Single(All.Find("microsoft365AdminCenter")!.LinksFor(Cloud.Commercial, Workload.Teams)).For("x&evil=1#/").AbsoluteUri, StringComparison.Ordinal);

    [Fact]
    public void Every_service_of_every_cloud_has_one_page_that_shows_its_health()
    {
        foreach (var workload in Enum.GetValues<Workload>().Where(workload => Workloads.FamilyOf(workload) is WorkloadFamily.Microsoft365 or WorkloadFamily.Azure or WorkloadFamily.Dynamics365))
        {
            foreach (var cloud in Enum.GetValues<Cloud>()) Assert.Contains(Tenant, Assert.Single(All.HealthFor(cloud, workload)).For(Tenant).AbsoluteUri, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Limits_are_those_of_the_documents()
    {
        var azure = All.Find("azurePortal")!.Attachments!;

        Assert.Equal((1, 5, 5L * 1024 * 1024, 110), (azure.MostAtFirst, azure.MostLater, azure.LargestSize, azure.LongestName));
        Assert.Equal(255, All.Find("partnerCenter")!.Fields.Single(field => field.Holds is FormContent.Title).Longest);
    }

    [Fact]
    public void Evidence_that_a_form_asks_for_is_there_to_be_gathered()
    {
        var catalog = EvidenceCatalog.Read(new HandbookFiles(null));

        Assert.All(All.All.SelectMany(portal => portal.Fields).SelectMany(field => field.Items), item => Assert.NotNull(catalog.Find(item)));
    }

    [Fact]
    public void All_mistakes_of_the_file_are_told_at_once_with_their_lines()
    {
        const string File = """
            sources: { house: { document: "Ours", date: 2026-11-25, standing: default } }
            portals:
              - id: one
                name: One
                fields:
                  - { id: title, label: Title, holds: title, longest: 5, source: house }
                  - { id: title, label: Title, holds: evidence, source: house }
                links: [{ label: There, address: "http://contoso.com/{domain}", source: house }]
                caseNumber: { pattern: "[0-9]+", example: "x", wrong: No, source: house }
              - { id: one, name: Two, fields: [{ id: text, label: Text, holds: description, source: house }] }
            health:
              - { label: Azure, address: "https://contoso.com", families: [azure, dynamics365], source: house }
            """;

        var mistakes = Assert.Throws<HandbookException>(() => HandbookFiles.Read("portals.yaml", new StringReader(File), Portals.Read)).Mistakes;

        foreach (var (line, what) in new[] { (6, "description"), (6, "20"), (7, "two fields"), (7, "items"), (8, "https://"), (9, "example"), (10, "caseNumber"), (10, "two portals"), (12, "microsoft365") })
            Assert.True(mistakes.Any(mistake => mistake.Line == line && mistake.What.Contains(what, StringComparison.Ordinal)), $"Line {line} should say {what}:\n{string.Join('\n', mistakes)}");
    }
}
