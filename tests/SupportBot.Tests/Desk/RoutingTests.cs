using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tests.Customers;
using SupportBot.Tickets;

namespace SupportBot.Tests.Desk;

/// <summary>Where a ticket goes, by what it is about.</summary>
public sealed class RoutingTests
{
    private static readonly SupportOffer Offer = OfferTermsTests.Office() with
    {
        Support =
        [
            new SupportLine(["Microsoft365"], SupportLine.AllCategories),
            new SupportLine(["Azure"], ["Technical"], SupportGiver.Subcontracted, "Litware", "noc@litware.example", "Azure"),
            new SupportLine(["Azure"], ["Billing"], Queue: "Money"),
            new SupportLine(["Dynamics365"], ["Technical"], SupportGiver.Resold, "Proseware"),
        ],
    };

    [Fact]
    public void The_offer_knows_services_and_categories_by_the_names_of_the_tickets()
    {
        Assert.Equal(Enum.GetNames<Service>(), SupportLine.AllServices);
        Assert.Equal(Enum.GetNames<Category>(), SupportLine.AllCategories);
    }

    [Theory]
    [InlineData(Service.Microsoft365, Category.Technical, "Northern", null, null, true)]
    [InlineData(Service.Azure, Category.Technical, "Azure", "Litware", "noc@litware.example", true)]
    [InlineData(Service.Azure, Category.Billing, "Money", null, null, true)]
    [InlineData(Service.Azure, Category.Subscription, "Northern", null, null, false)]
    [InlineData(Service.Dynamics365, Category.Technical, "Northern", "Proseware", null, true)]
    [InlineData(Service.Dynamics365, Category.Billing, "Northern", null, null, false)]
    [InlineData(Service.Other, Category.Technical, "Northern", null, null, false)]
    public void The_lines_queue_comes_before_the_customers_and_the_company_is_named(
        Service service, Category category, string queue, string? company, string? contact, bool supported)
    {
        var customer = new Customer { Id = "n", Name = "Northwind", TenantIds = ["n"], Queue = "Northern" };

        Assert.Equal(new Route(queue, company is null ? null : new SupportCompany(company, contact), supported), Routing.Of(Offer, customer, service, category));
    }

    [Fact]
    public void Without_a_queue_anywhere_it_is_the_desks_first_one() => Assert.Null(Routing.Of(Offer, customer: null, Service.Microsoft365, Category.Billing).Queue);

    [Fact]
    public void What_the_offer_says_in_free_words_or_not_at_all_is_not_refused()
    {
        Assert.True(Routing.Of(null, null, Service.Azure, Category.Technical).Supported);
        Assert.True(Routing.Of(Offer with { Support = [], Also = ["Azure"] }, null, Service.Azure, Category.Technical).Supported);
        Assert.True(Routing.Of(Offer with { Also = ["Printers"] }, null, Service.Other, Category.Technical).Supported);
        Assert.False(Routing.Of(Offer with { Also = ["Printers"] }, null, Service.Azure, Category.Subscription).Supported);
    }
}
