using Benchmarks.Route;
using SupportBot.Customers;
using SupportBot.Escalation;
using SupportBot.Handbook;

namespace SupportBot.Tests.Escalation;

/// <summary>Cases from elsewhere, as <c>tests/Benchmarks route</c> reads and answers them.</summary>
public sealed class RouteCasesTests
{
    private static readonly RouteCases Cases = new(new HandbookFiles(folder: null));

    [Fact]
    public void A_case_says_no_more_than_it_must()
    {
        var asked = Assert.Single(Read("""[{"partnerType": "directBill", "category": "technical", "workload": "azure", "memberships": ["solutionsPartner"]}]"""));

        Assert.Equal(("1", "2026", Cloud.Commercial, TenantOwner.Customer, Severity.C, true), (asked.Id, asked.Edition.Name, asked.Case.Cloud, asked.Case.Tenant, asked.Case.Severity, asked.Case.ResellersMayFile));
        Assert.Equal((50, 20), (asked.Case.Balances["signature"], asked.Case.Balances["on-premises"]));
        var answer = AnsweredRoute.Of(asked);
        Assert.Equal("csp", answer.Recommended);
        Assert.Equal(12, answer.Vehicles.Count);
        Assert.Contains("support plan", answer.Vehicles.Single(vehicle => vehicle.Id == "csp").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_may_say_everything()
    {
        var asked = Assert.Single(Read("""
            [{"id": "x", "edition": 2021, "partnerType": "indirectReseller", "category": "technical", "workload": "onPremises", "cloud": "gccHigh", "tenant": "own",
              "onPremises": {"product": "SQL Server", "generation": "N-1", "mainstream": true}, "memberships": ["gold", "cloudCompetency"], "contracts": ["premier"],
              "balances": {"on-premises": 3, "signature": null}, "severity": "A", "roles": ["helpdeskAgent", "owner"], "vulnerability": true, "subcontracted": true,
              "providerGaveAccess": true, "resellersMayFile": false}]
            """)).Case;

        Assert.Equal((PartnerType.IndirectReseller, Workload.OnPremises, Cloud.GccHigh, TenantOwner.Own, Severity.A), (asked.PartnerType, asked.Workload, asked.Cloud, asked.Tenant, asked.Severity));
        Assert.Equal(new OnPremisesProduct("SQL Server", Generation.Previous, true), asked.Product);
        Assert.Equal((3, (int?)null), (asked.Balances["on-premises"], asked.Balances["signature"]));
        Assert.Equal([PartnerCenterRole.HelpdeskAgent], asked.PartnerCenterRoles);
        Assert.Contains("owner", asked.Roles);
        Assert.Equal((true, true, true, false), (asked.IsVulnerability, asked.IsSubcontracted, asked.ProviderGaveAccess, asked.ResellersMayFile));
    }

    [Theory]
    [InlineData("""{}""", "The file must be one JSON list")]
    [InlineData("""[""", "The file is not JSON")]
    [InlineData("""[3]""", "Case 1: must be an object")]
    [InlineData("""[{"category": "billing", "workload": "azure"}]""", "Case 1: partnerType: is missing; one of directBill, indirectProvider, indirectReseller.")]
    [InlineData("""[{"id": "b", "partnerType": "direct", "category": "billing", "workload": "azure"}]""", "Case b: partnerType: \"direct\" is none of directBill")]
    [InlineData("""[{"partnerType": "directBill", "category": "billing", "workload": "azure", "edition": "2022"}]""", "Case 1: edition: \"2022\" is none of 2021, 2026.")]
    [InlineData("""[{"partnerType": "directBill", "category": "billing", "workload": "azure", "memberships": ["platinum"]}]""", "Case 1: memberships: \"platinum\" is none of actionPack")]
    [InlineData("""[{"partnerType": "directBill", "category": "billing", "workload": "azure", "contracts": "premier"}]""", "Case 1: contracts: must be a list.")]
    [InlineData("""[{"partnerType": "directBill", "category": "billing", "workload": "azure", "balances": {"gold": 1}}]""", "Case 1: balances: gold: is no vehicle")]
    [InlineData("""[{"partnerType": "directBill", "category": "billing", "workload": "azure", "balances": {"signature": -1}}]""", "Case 1: balances: signature: must be a whole number")]
    [InlineData("""[{"partnerType": "directBill", "category": "technical", "workload": "onPremises"}]""", "Case 1: onPremises: is missing")]
    [InlineData("""[{"partnerType": "directBill", "category": "technical", "workload": "azure", "onPremises": {"generation": "N", "mainstream": true}}]""", "Case 1: onPremises: belongs to workload onPremises only.")]
    [InlineData("""[{"partnerType": "directBill", "category": "technical", "workload": "onPremises", "onPremises": {"generation": "N+1", "mainstream": true}}]""", "Case 1: onPremises: generation: \"N+1\" is none of N, N-1, older.")]
    [InlineData("""[{"partnerType": "directBill", "category": "technical", "workload": "onPremises", "onPremises": {"generation": "N"}}]""", "Case 1: onPremises: mainstream: is missing; one of true, false.")]
    [InlineData("""[{"partnerType": "directBill", "category": "billing", "workload": "azure", "vulnerability": "yes"}]""", "Case 1: vulnerability: \"yes\" is neither true nor false.")]
    [InlineData("""[{"partnerType": "directBill", "category": "billing", "workload": "azure", "severty": "A"}]""", "Case 1: severty: is not a field of a case.")]
    public void What_cannot_be_read_is_said_with_its_case_and_field(string json, string said)
    {
        var mistakes = new List<string>();
        Cases.Read(json, mistakes);

        Assert.Contains(mistakes, mistake => mistake.StartsWith(said, StringComparison.Ordinal));
    }

    private static IReadOnlyList<AskedRoute> Read(string json)
    {
        var mistakes = new List<string>();
        var asked = Cases.Read(json, mistakes);
        Assert.Empty(mistakes);
        return asked;
    }
}
