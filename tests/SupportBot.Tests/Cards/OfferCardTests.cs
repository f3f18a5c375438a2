using NodaTime;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Resources;
using SupportBot.Tests.Customers;

namespace SupportBot.Tests.Cards;

/// <summary>The offer as it is read, in both languages.</summary>
public sealed class OfferCardTests
{
    private static readonly IReadOnlyList<string> Everything = SupportLine.AllCategories;

    [Fact]
    public void All_of_everything_is_one_short_sentence() => Reads(
        [new SupportLine(SupportLine.AllServices, Everything)],
        "All services: technical questions, billing and subscriptions",
        "Todos os serviços: questões técnicas, faturação e subscrições");

    [Fact]
    public void Services_that_get_the_same_are_named_together_and_a_company_has_its_own_sentence() => Reads(
        [
            new SupportLine(["Dynamics365"], ["Technical"], SupportGiver.Subcontracted, "Litware"),
            new SupportLine(["Microsoft365", "Azure"], Everything),
        ],
        "Microsoft 365 and Azure: technical questions, billing and subscriptions. Dynamics 365: technical questions (given by Litware)",
        "Microsoft 365 e Azure: questões técnicas, faturação e subscrições. Dynamics 365: questões técnicas (assegurado por Litware)");

    [Fact]
    public void One_service_may_be_shared_by_the_partner_and_two_companies() => Reads(
        [
            new SupportLine(["Azure"], ["Technical"], SupportGiver.Subcontracted, "Litware"),
            new SupportLine(["Microsoft365"], ["Technical"]),
            new SupportLine(["Azure", "Microsoft365"], ["Billing"]),
            new SupportLine(["Azure"], ["Subscription"], SupportGiver.Resold, "Proseware"),
            new SupportLine(["Dynamics365"], ["Technical"], SupportGiver.Subcontracted, "litware"),
        ],
        "Microsoft 365: technical questions and billing. Azure: billing. Azure and Dynamics 365: technical questions (given by Litware). Azure: subscriptions (given by Proseware)",
        "Microsoft 365: questões técnicas e faturação. Azure: faturação. Azure e Dynamics 365: questões técnicas (assegurado por Litware). Azure: subscrições (assegurado por Proseware)");

    [Fact]
    public void Other_services_alone_begin_a_sentence_and_free_lines_follow_as_they_are()
    {
        var offer = OfferTermsTests.Office() with { Support = [new SupportLine(["Other"], ["Billing"])], Also = ["Impressoras", "Wi-Fi"] };

        Assert.Equal("Other services: billing. Also: Impressoras; Wi-Fi", OfferCard.SupportText(offer, Texts.In("en")));
        Assert.Equal("Outros serviços: faturação. Também: Impressoras; Wi-Fi", OfferCard.SupportText(offer, Texts.In("pt-PT")));
        Assert.Equal("Impressoras; Wi-Fi", OfferCard.SupportText(offer with { Support = [] }, Texts.In("en")));
    }

    [Fact]
    public void A_price_is_said_in_full_with_the_day_from_which_it_holds()
    {
        var offer = OfferTermsTests.Office() with { Price = new SupportPrice("EUR", 1250.5m, 40, 2.5m, 150) };

        Assert.Equal("2.5 h included; 1,250.50 EUR an hour; 40.00 EUR a request; 150.00 EUR an hour outside service hours", OfferCard.PriceText(offer.Price, Texts.In("en")));
        Assert.Contains("an hour outside service hours (prices as of 1 January 2026)", Drawn(offer, new PartnerOptions(), "en"), StringComparison.Ordinal);
        Assert.Contains("(preços em vigor desde 1 de janeiro de 2026)", Drawn(offer, new PartnerOptions(), "pt-PT"), StringComparison.Ordinal);
        Assert.Contains("No charge (as of 1 January 2026)", Drawn(offer with { Price = SupportPrice.Free }, new PartnerOptions(), "en"), StringComparison.Ordinal);
        Assert.DoesNotContain("as of", Drawn(offer with { ValidFrom = null }, new PartnerOptions(), "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_whose_zone_is_not_known_reads_the_desks_with_its_name()
    {
        var saturday = Instant.FromUtc(2026, 11, 28, 12, 0);

        Assert.Contains("open Monday, 30 November at 09:00 (Europe/Lisbon).", OfferCard.ClosedNow(OfferTermsTests.Office(), saturday, timeZone: null, Texts.In("en")), StringComparison.Ordinal);
        Assert.Contains("open Monday, 30 November at 10:00.", OfferCard.ClosedNow(OfferTermsTests.Office(), saturday, "Europe/Madrid", Texts.In("en")), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_resellers_customers_hear_of_a_provider()
    {
        var reseller = new PartnerOptions { Type = PartnerType.IndirectReseller, Provider = "Wide_World" };

        Assert.Contains("We take it to our provider, Wide\\\\_World,", Drawn(OfferTermsTests.Office(), reseller, "en"), StringComparison.Ordinal);
        Assert.Contains("Encaminhamos para o nosso fornecedor", Drawn(OfferTermsTests.Office(), reseller, "pt-PT"), StringComparison.Ordinal);
        Assert.DoesNotContain("provider", Drawn(OfferTermsTests.Office(), new PartnerOptions(), "en"), StringComparison.Ordinal);
    }

    private static string Drawn(SupportOffer offer, PartnerOptions partner, string language) =>
        OfferCard.Draw(offer, partner, Texts.In(language)).ToString(Newtonsoft.Json.Formatting.None);

    private static void Reads(IReadOnlyList<SupportLine> support, string english, string portuguese)
    {
        var offer = OfferTermsTests.Office() with { Support = support };
        Assert.Equal(english, OfferCard.SupportText(offer, Texts.In("en")));
        Assert.Equal(portuguese, OfferCard.SupportText(offer, Texts.In("pt-PT")));
    }
}
