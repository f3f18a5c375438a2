using System.Globalization;
using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The support offer as customers read it: what and by whom, when, how to reach us, at what price, and where we turn ourselves.</summary>
public static class OfferCard
{
    /// <summary>Draws the offer.</summary>
    /// <param name="offer">The reader's own offer.</param>
    /// <param name="partner">Who gives it.</param>
    /// <param name="texts">The reader's language.</param>
    public static JObject Draw(SupportOffer offer, PartnerOptions partner, Texts texts) =>
        Drawing.Card(texts, texts.OfferTitle(partner.Name), [Drawing.Title(Escape.ForCard(texts.OfferTitle(partner.Name))), FactsOf(offer, partner, texts)]);

    /// <summary>The four facts, and a reseller's fifth, for a card that shows more than them.</summary>
    internal static AdaptiveFactSet FactsOf(SupportOffer offer, PartnerOptions partner, Texts texts)
    {
        List<(string Label, string Value)> facts =
        [
            (texts.OfferTypes, SupportText(offer, texts)),
            (texts.OfferHours, HoursOf(offer.Calendar, texts)),
            (texts.OfferReach, texts.OfferReachHere(offer.Reach)),
            (texts.OfferPrice, DatedPrice(offer, texts)),
        ];
        if (partner.Type is PartnerType.IndirectReseller) facts.Add((texts.OfferBeyond, texts.OfferProvider(partner.Provider)));
        return Drawing.Facts([.. facts]);
    }

    /// <summary>What is supported and who gives it, each company's part in a sentence of its own, in few words.</summary>
    public static string SupportText(SupportOffer offer, Texts texts)
    {
        if (offer.Support.Count == 0) return string.Join("; ", offer.Also);
        List<string> sentences = [];
        foreach (var giver in offer.Support.GroupBy(line => line.Company, StringComparer.OrdinalIgnoreCase).OrderBy(each => each.Key is not null))
        {
            var alike = SupportLine.AllServices
                .Select(service => (Service: service, Categories: SupportLine.AllCategories.Where(category => giver.Any(line => line.Covers(service, category))).ToList()))
                .Where(given => given.Categories.Count > 0)
                .GroupBy(given => string.Join(' ', given.Categories));
            foreach (var group in alike)
            {
                var services = ServicesOf([.. group.Select(given => given.Service)], texts);
                var help = $"{char.ToUpper(services[0], texts.Culture)}{services[1..]}: {List([.. group.First().Categories.Select(category => HelpOf(Enum.Parse<Category>(category), texts))], texts)}";
                sentences.Add(giver.Key is { } company ? texts.OfferSupport(help, company) : help);
            }
        }

        if (offer.Also.Count > 0) sentences.Add(texts.OfferAlso(string.Join("; ", offer.Also)));
        return string.Join(". ", sentences);
    }

    /// <summary>Says before a request is sent that the offer does not hold such help.</summary>
    public static string NotInOffer(Request request, string contact, Texts texts) =>
        texts.NotInOffer(ServiceOf(request.Service, texts), HelpOf(request.Category, texts), contact);

    /// <summary>When the desk opens and by when the first answer comes, in the reader's own time; null while it is open.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="now">The moment.</param>
    /// <param name="timeZone">The reader's IANA time zone; the desk's, named, where it is not known.</param>
    /// <param name="texts">The reader's language.</param>
    public static string? ClosedNow(SupportOffer offer, Instant now, string? timeZone, Texts texts)
    {
        var calendar = offer.Calendar;
        if (calendar.IsOpen(now)) return null;
        var own = timeZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone);
        return texts.ClosedNow(Moment(calendar.NextOpening(now)), Moment(calendar.Add(now, offer.FirstAnswer)));

        string Moment(Instant at)
        {
            var moment = at.InZone(own ?? calendar.Zone).ToDateTimeUnspecified().ToString(texts.MomentPattern, texts.Culture);
            return own is null ? $"{moment} ({calendar.Zone.Id})" : moment;
        }
    }

    /// <summary>A price in words, such as <c>2 h included; 75.00 EUR an hour</c>.</summary>
    public static string PriceText(SupportPrice price, Texts texts)
    {
        if (price.IsFree) return texts.PriceFree;
        List<string> parts = [];
        if (price.IncludedHours is { } included) parts.Add(texts.PriceIncluded(included.ToString("0.##", texts.Culture)));
        if (price.PerHour is { } hour) parts.Add(texts.PricePerHour(Amount(hour)));
        if (price.PerIncident is { } incident) parts.Add(texts.PricePerIncident(Amount(incident)));
        if (price.PerHourOutOfHours is { } outside) parts.Add(texts.PricePerHourOutOfHours(Amount(outside)));
        return string.Join("; ", parts);

        string Amount(decimal amount) => $"{amount.ToString("N2", texts.Culture)} {price.Currency}";
    }

    private static string HoursOf(ServiceCalendar calendar, Texts texts)
    {
        if (calendar.IsAlwaysOpen) return texts.OfferAroundTheClock;
        var lines = new List<string>();
        var days = Enum.GetValues<IsoDayOfWeek>().Where(calendar.Week.ContainsKey).ToList();
        for (var i = 0; i < days.Count;)
        {
            // Days in a row with the same hours are said as one: Monday – Friday.
            var last = i;
            while (last + 1 < days.Count && days[last + 1] == days[last] + 1 && calendar.Week[days[last + 1]].SequenceEqual(calendar.Week[days[i]])) last++;
            var name = last == i ? DayOf(days[i], texts) : $"{DayOf(days[i], texts)} – {DayOf(days[last], texts)}";
            lines.Add($"{name} {string.Join(", ", calendar.Week[days[i]].Select(SpanOf))}");
            i = last + 1;
        }

        return texts.OfferZone(string.Join("; ", lines), calendar.Zone.Id);
    }

    private static string DayOf(IsoDayOfWeek day, Texts texts) => texts.Culture.DateTimeFormat.GetDayName(day.ToDayOfWeek());

    private static string SpanOf(OpenSpan span) =>
        $"{Time(span.From)}–{(span.Until == LocalTime.Midnight ? "24:00" : Time(span.Until))}";

    private static string Time(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string ServicesOf(IReadOnlyList<string> services, Texts texts) =>
        services.Count == SupportLine.AllServices.Count ? texts.OfferAllServices : List([.. services.Select(service => ServiceOf(Enum.Parse<Service>(service), texts))], texts);

    private static string ServiceOf(Service service, Texts texts) => service is Service.Other ? texts.OfferOtherServices : texts.Of(service);

    private static string HelpOf(Category category, Texts texts) => category switch
    {
        Category.Technical => texts.OfferTechnical,
        Category.Billing => texts.OfferBilling,
        Category.Subscription => texts.OfferSubscriptions,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "This category has no name."),
    };

    private static string List(IReadOnlyList<string> names, Texts texts) =>
        names.Count == 1 ? names[0] : texts.And(string.Join(", ", names.SkipLast(1)), names[^1]);

    private static string DatedPrice(SupportOffer offer, Texts texts)
    {
        var price = PriceText(offer.Price, texts);
        if (offer.ValidFrom is not { } date) return price;
        var day = date.ToString(texts.DayPattern, texts.Culture);
        return offer.Price.IsFree ? texts.OfferFreeSince(price, day) : texts.OfferPriceSince(price, day);
    }
}
