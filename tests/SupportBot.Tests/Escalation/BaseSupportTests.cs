using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

/// <summary>Who resolves what.</summary>
public sealed class BaseSupportTests
{
    private static readonly BaseSupport Base = BaseSupport.In(new HandbookFiles(folder: null));

    [Theory]
    [InlineData(Workload.ExchangeOnline, Category.Technical, "m365-mail-flow", Boundary.Inside, null)]
    [InlineData(Workload.EntraId, Category.Technical, "m365-users", Boundary.Inside, null)]
    [InlineData(Workload.Teams, Category.Technical, "how-to", Boundary.Inside, null)]
    [InlineData(Workload.Azure, Category.Technical, "azure-network-rules", Boundary.Inside, null)]
    [InlineData(Workload.Azure, Category.Subscription, "azure-quota-self-service", Boundary.Inside, null)]
    [InlineData(Workload.BusinessCentral, Category.Technical, "dynamics-customisation", Boundary.Inside, null)]
    [InlineData(Workload.Azure, Category.Billing, "billing-explain", Boundary.Inside, null)]
    [InlineData(Workload.SharePoint, Category.Subscription, "subscription-purchase", Boundary.Inside, null)]
    [InlineData(Workload.Teams, Category.Technical, "undocumented", Boundary.Beyond, "undocumented")]
    [InlineData(Workload.SharePoint, Category.Technical, "unavailable", Boundary.Beyond, "unavailable")]
    [InlineData(Workload.PowerPlatform, Category.Technical, "irregular", Boundary.Beyond, "irregular")]
    [InlineData(Workload.ExchangeOnline, Category.Technical, "network-disruption", Boundary.Beyond, "network")]
    [InlineData(Workload.Azure, Category.Technical, "regional", Boundary.Beyond, "regional")]
    [InlineData(Workload.Azure, Category.Billing, "billing-fraud", Boundary.Beyond, "fraud")]
    [InlineData(Workload.Microsoft365, Category.Billing, "billing-mismatch", Boundary.Beyond, "billing-dispute")]
    [InlineData(Workload.Microsoft365, Category.Subscription, "subscription-seat-mismatch", Boundary.Beyond, "irregular")]
    [InlineData(Workload.Azure, Category.Technical, "azure-quota", Boundary.Beyond, "microsoft-only")]
    [InlineData(Workload.ThirdParty, Category.Technical, "third-party", Boundary.NeverMicrosofts, null)]
    [InlineData(Workload.BusinessCentral, Category.Technical, "custom-code", Boundary.NeverMicrosofts, null)]
    [InlineData(Workload.Dynamics365, Category.Technical, "data-corruption", Boundary.NeverMicrosofts, null)]
    [InlineData(Workload.Outlook, Category.Technical, "customer-network", Boundary.NeverMicrosofts, null)]
    public void A_choice_says_who_resolves_it_and_why(Workload workload, Category category, string choice, Boundary boundary, string? handOff)
    {
        var row = Base.Judge(workload, category, choice);

        Assert.NotNull(row);
        Assert.Equal((boundary, handOff), (row.Boundary, row.HandOff?.Id));
        Assert.NotEmpty(row.Reason.In("pt-PT"));
        Assert.NotEmpty(row.Source.Document);
    }

    [Theory]
    [InlineData(Workload.Azure, Category.Technical, "m365-users")]
    [InlineData(Workload.Teams, Category.Technical, "m365-mail-flow")]
    [InlineData(Workload.Teams, Category.Billing, "how-to")]
    [InlineData(Workload.ThirdParty, Category.Technical, "unavailable")]
    [InlineData(Workload.Teams, Category.Technical, "no-such-row")]
    public void A_choice_that_is_not_about_the_matter_says_nothing(Workload workload, Category category, string choice) => Assert.Null(Base.Judge(workload, category, choice));

    [Fact]
    public void Microsoft_s_five_classes_are_verified_and_what_is_derived_is_a_default()
    {
        foreach (var id in new[] { "undocumented", "unavailable", "irregular", "network", "regional" })
            Assert.Equal(Standing.Verified, Base.HandOffs.Single(each => each.Id == id).Source.Standing);
        foreach (var id in new[] { "m365-users", "azure-restart", "dynamics-roles", "billing-duplicate-order" })
            Assert.Equal(Standing.Default, Base.Rows.Single(row => row.Id == id).Source.Standing);
    }

    [Fact]
    public void For_every_microsoft_service_there_is_something_inside_and_something_beyond()
    {
        foreach (var workload in Enum.GetValues<Workload>().Except([Workload.ThirdParty, Workload.PartnerCenter]))
        {
            foreach (var category in Enum.GetValues<Category>())
                Assert.Superset(new HashSet<Boundary> { Boundary.Inside, Boundary.Beyond }, Base.RowsFor(workload, category).Select(row => row.Boundary).ToHashSet());
        }
    }
}
