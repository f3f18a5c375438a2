using NodaTime;
using SupportBot.Customers;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

/// <summary>What holds of every case: of all that the enumerated inputs give, each with several of the others, drawn by seed.</summary>
public sealed class RoutingPropertyTests
{
    private const int DrawsEach = 2;

    private static readonly HandbookFiles Handbook = new(folder: null);

    private static readonly IReadOnlyList<Edition> Editions = [.. Edition.NamesIn(Handbook).Select(name => Edition.In(Handbook, name))];

    private static readonly Lazy<IReadOnlyList<(Edition Edition, RouteCase Case, EscalationRoute Route)>> Space = new(() =>
        [.. from edition in Editions from routed in CasesOf(edition) select (edition, routed, EscalationRouting.Of(routed, edition))]);

    // Each input, and other values for it; null where the case has no such input.
    private static readonly (string Input, Func<Edition, RouteCase, IEnumerable<RouteCase>> Others)[] Inputs =
    [
        ("partner type", (_, routed) => Enum.GetValues<PartnerType>().Select(each => routed with { PartnerType = each })),
        ("category", (_, routed) => Enum.GetValues<Category>().Select(each => routed with { Category = each })),
        ("workload", (_, routed) => Enum.GetValues<Workload>().Select(each => routed with { Workload = each })),
        ("cloud", (_, routed) => Enum.GetValues<Cloud>().Select(each => routed with { Cloud = each })),
        ("tenant", (_, routed) => Enum.GetValues<TenantOwner>().Select(each => routed with { Tenant = each })),
        ("generation", (_, routed) => routed.Product is { } product ? Enum.GetValues<Generation>().Select(each => routed with { Product = product with { Generation = each } }) : []),
        ("mainstream", (_, routed) => routed.Product is { } product ? [routed with { Product = product with { IsInMainstreamSupport = !product.IsInMainstreamSupport } }] : []),
        ("product", (_, routed) => [routed with { Product = null }]),
        ("severity", (_, routed) => Enum.GetValues<Severity>().Select(each => routed with { Severity = each })),
        ("memberships", (edition, routed) => edition.Memberships.Select(each => routed with { Memberships = [each.Id] })),
        ("contracts", (edition, routed) => edition.Contracts.Select(each => routed with { Contracts = [each.Id] })),
        ("balances", (_, routed) => [routed with { Balances = new Dictionary<string, int?>() }]),
        ("Partner Center roles", (_, routed) => Enum.GetValues<PartnerCenterRole>().Select(each => routed with { PartnerCenterRoles = [each] })),
        ("roles in the tenant", (edition, routed) => edition.Roles.Select(each => routed with { Roles = [each.Id] })),
        ("vulnerability", (_, routed) => [routed with { IsVulnerability = !routed.IsVulnerability }]),
        ("subcontracted", (_, routed) => [routed with { IsSubcontracted = !routed.IsSubcontracted }]),
        ("provider gave access", (_, routed) => [routed with { ProviderGaveAccess = !routed.ProviderGaveAccess }]),
        ("resellers may file", (_, routed) => [routed with { ResellersMayFile = !routed.ResellersMayFile }]),
    ];

    public static TheoryData<string> InputNames => [.. Inputs.Select(input => input.Input)];

    [Fact]
    public void Every_vehicle_has_a_verdict_with_a_reason_in_both_languages_and_a_source()
    {
        foreach (var (edition, _, route) in Space.Value)
        {
            Assert.Equal(edition.Vehicles, route.Verdicts.Select(verdict => verdict.Vehicle));
            foreach (var verdict in route.Verdicts)
            {
                Assert.True(verdict.Reason.In("en").Length > 0 && verdict.Reason.In("pt-PT").Length > 0 && verdict.Source.Document.Length > 0 && verdict.Place.System.Length > 0);
                Assert.Equal(verdict.Response.Within is null, verdict.Response.Hours is ResponseHours.Unpublished);
            }
        }
    }

    [Fact]
    public void One_eligible_vehicle_is_recommended_or_none_and_none_only_where_none_is_eligible()
    {
        foreach (var (_, routed, route) in Space.Value)
        {
            Assert.Equal(route.Eligible.Any(), route.Recommended is not null);
            if (route.Recommended is not { } recommended) continue;
            if (!recommended.IsEligible || !route.Verdicts.Contains(recommended)) Assert.Fail(routed.ToString());
            Assert.NotEmpty(route.Why!.In("pt-PT"));
        }
    }

    [Fact]
    public void A_reseller_is_never_sent_past_its_provider_where_the_rule_forbids_it()
    {
        var seen = 0;
        foreach (var (edition, routed, route) in Space.Value.Where(each => each.Case.PartnerType is PartnerType.IndirectReseller && !each.Case.IsVulnerability))
        {
            var customers = routed.Tenant is TenantOwner.Customer;
            var forbidden = routed.IsCommercial
                || (customers && routed.Workload is Workload.Azure && (edition.Name != "2021" || !routed.ProviderGaveAccess))
                || (customers && Workloads.FamilyOf(routed.Workload) is WorkloadFamily.Microsoft365 or WorkloadFamily.Dynamics365 && !routed.ResellersMayFile);
            if (!forbidden) continue;
            seen++;
            var sentThere = route.Recommended?.Vehicle.Id is "provider" || (routed.IsSubcontracted && !routed.IsCommercial && route.Recommended?.Vehicle.Id is "subcontractor");
            if (!sentThere || !route.Of("provider")!.IsEligible || route.Eligible.Any(verdict => verdict.Vehicle.Heading is not Heading.Outside)) Assert.Fail($"{edition.Name}: {routed}");
        }

        Assert.True(seen > 500, $"{seen} cases");
    }

    [Fact]
    public void A_vehicle_whose_balance_is_zero_is_never_eligible()
    {
        foreach (var (edition, routed, _) in Space.Value)
        {
            var spent = EscalationRouting.Of(routed with { Balances = edition.Vehicles.ToDictionary(vehicle => vehicle.Id, _ => (int?)0) }, edition);
            Assert.DoesNotContain(spent.Verdicts, verdict => verdict.IsEligible);
        }
    }

    [Fact]
    public void What_is_counted_is_not_eligible_without_a_balance()
    {
        foreach (var (edition, routed, _) in Space.Value)
        {
            var without = EscalationRouting.Of(routed with { Balances = new Dictionary<string, int?>() }, edition);
            Assert.DoesNotContain(without.Eligible, verdict => verdict.Vehicle.IsCounted);
        }
    }

    [Fact]
    public void The_programme_s_entitlement_is_never_for_the_own_tenant_and_cloud_vehicles_never_for_servers()
    {
        foreach (var (edition, routed, route) in Space.Value)
        {
            if (routed.Tenant is TenantOwner.Own) Assert.False(route.Of("csp")!.IsEligible);
            if (routed.Workload is Workload.OnPremises) Assert.All(new[] { "csp", "advanced", "signature" }, vehicle => Assert.False(route.Of(vehicle)!.IsEligible));
            else Assert.All(new[] { "on-premises", "pay-per-incident" }, vehicle => Assert.False(route.Of(vehicle)!.IsEligible));
            if (routed.Product is not { Generation: Generation.Current or Generation.Previous, IsInMainstreamSupport: true }) Assert.False(route.Of("on-premises")!.IsEligible);
            if (edition.Name != "2021" && Workloads.FamilyOf(routed.Workload) is WorkloadFamily.Microsoft365) Assert.False(route.Of("signature")!.IsEligible);
        }
    }

    [Theory]
    [MemberData(nameof(InputNames))]
    public void Every_input_changes_something(string input)
    {
        var others = Inputs.Single(each => each.Input == input).Others;

        Assert.Contains(Space.Value, each => others(each.Edition, each.Case).Any(other => Answer(EscalationRouting.Of(other, each.Edition)) != Answer(each.Route)));
    }

    [Fact]
    public void Every_rule_decides_some_case()
    {
        foreach (var edition in Editions)
        {
            var decided = Space.Value.Where(each => each.Edition == edition).SelectMany(each => each.Route.Verdicts).Select(verdict => (verdict.Vehicle.Id, verdict.Ruling)).ToHashSet();
            var written = edition.Vehicles.SelectMany(vehicle => edition.First.On(vehicle).Concat(vehicle.Refusals).Concat(vehicle.Grounds).Select(rule => (vehicle.Id, rule.Id)));
            Assert.Empty(written.Except(decided));
            var why = Space.Value.Where(each => each.Edition == edition).Select(each => each.Route.Why).OfType<Words>().ToHashSet();
            Assert.Empty(edition.Recommendations.Where(recommendation => !why.Contains(recommendation.Reason)).Select(recommendation => recommendation.Reason.In("en")));
        }
    }

    [Fact]
    public void A_vehicle_keeps_its_id_through_the_editions_and_tells_its_former_names()
    {
        Assert.Equal(["2021", "2026"], Editions.Select(edition => edition.Name));
        Assert.Equal(Editions[0].Vehicles.Select(vehicle => vehicle.Id), Editions[1].Vehicles.Select(vehicle => vehicle.Id));
        Assert.Equal("Partner Cloud Support, formerly Signature Cloud Support", Called("signature", "2026"));
        Assert.Equal("Signature Cloud Support, formerly ", Called("signature", "2021"));
        Assert.Equal("Partner On-premises Support, formerly Product Support Incidents, Microsoft Product Support", Called("on-premises", "2026"));
        Assert.Equal([(50, "solutionsPartner"), (5, "successExpanded"), (2, "successCore")], VehicleOf("signature", "2026").Included.Select(each => (each.Incidents!.Value, each.Membership)));
        Assert.Contains(VehicleOf("signature", "2021").Included, each => each is { Incidents: null, Membership: "cloudCompetency" });

        static Vehicle VehicleOf(string id, string edition) => Editions.Single(each => each.Name == edition).Vehicles.Single(vehicle => vehicle.Id == id);

        static string Called(string id, string edition) =>
            $"{VehicleOf(id, edition).Name.In("pt-PT")}, formerly {string.Join(", ", VehicleOf(id, edition).Formerly.Select(former => former.Name))}";
    }

    [Fact]
    public void The_newest_edition_holds_unless_the_options_name_another()
    {
        Assert.Equal("2026", Edition.In(Handbook, new EscalationOptions()).Name);
        Assert.Equal("2021", Edition.In(Handbook, new EscalationOptions { Edition = "2021" }).Name);
    }

    [Fact]
    public void The_roles_in_a_tenant_end_with_its_delegated_admin_relationship()
    {
        var options = new EscalationOptions { TenantRoles = { "serviceSupportAdministrator" } };
        var today = new LocalDate(2026, 11, 25);
        var customer = new Customer { Id = "a", Name = "Fabrikam", TenantIds = ["a"] };

        Assert.Equal(["serviceSupportAdministrator"], options.RolesIn(customer, today));
        Assert.Equal(["serviceSupportAdministrator"], options.RolesIn(customer with { DelegatedAdminEnds = today }, today));
        Assert.Empty(options.RolesIn(customer with { DelegatedAdminEnds = today.PlusDays(-1) }, today));
    }

    private static string Answer(EscalationRoute route) => string.Join(
        '|', route.Verdicts.Select(verdict => $"{verdict.IsEligible} {verdict.Ruling} {verdict.Response.Within} {verdict.Place.How.In("en")} {verdict.AgentMayFile}").Append(route.Recommended?.Vehicle.Id));

    private static IEnumerable<RouteCase> CasesOf(Edition edition)
    {
        var random = new Random(2026);
        return from partner in Enum.GetValues<PartnerType>()
               from category in Enum.GetValues<Category>()
               from workload in Enum.GetValues<Workload>()
               from cloud in Enum.GetValues<Cloud>()
               from tenant in Enum.GetValues<TenantOwner>()
               from draw in Enumerable.Range(0, DrawsEach)
               select new RouteCase
               {
                   PartnerType = partner,
                   Category = category,
                   Workload = workload,
                   Cloud = cloud,
                   Tenant = tenant,
                   Severity = random.GetItems(Enum.GetValues<Severity>(), 1)[0],
                   Product = workload is not Workload.OnPremises || Now(6) ? null : new OnPremisesProduct("SQL Server", random.GetItems(Enum.GetValues<Generation>(), 1)[0], !Now(3)),
                   Memberships = Some(edition.Memberships),
                   Contracts = Now(2) ? [] : Some(edition.Contracts),
                   Balances = edition.Vehicles.Where(vehicle => vehicle.Heading is Heading.Technical && !Now(3)).ToDictionary(vehicle => vehicle.Id, _ => Now(4) ? null : (int?)random.Next(0, 4)),
                   PartnerCenterRoles = [.. Enum.GetValues<PartnerCenterRole>().Where(_ => Now(3))],
                   Roles = Some(edition.Roles),
                   IsVulnerability = Now(12),
                   IsSubcontracted = Now(8),
                   ProviderGaveAccess = Now(3),
                   ResellersMayFile = !Now(3),
               };

        bool Now(int oneIn) => random.Next(oneIn) == 0;

        List<string> Some(IReadOnlyList<Named> named) => [.. named.Where(_ => Now(3)).Select(each => each.Id)];
    }
}
