using System.Globalization;
using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Resources;

namespace SupportBot.Cards;

/// <summary>The support offer as customers read it: what, when, how to reach us, at what price.</summary>
public static class OfferCard
{
    /// <summary>Draws the offer.</summary>
    public static JObject Draw(SupportOffer offer, string partner, Texts texts) =>
        Drawing.Card(texts, texts.OfferTitle(partner), [Drawing.Title(Escape.ForCard(texts.OfferTitle(partner))), FactsOf(offer, texts)]);

    /// <summary>The four facts, for a card that shows more than them.</summary>
    internal static AdaptiveFactSet FactsOf(SupportOffer offer, Texts texts) => Drawing.Facts(
        (texts.OfferTypes, string.Join("; ", offer.Types)),
        (texts.OfferHours, HoursOf(offer.Calendar, texts)),
        (texts.OfferReach, texts.OfferReachHere(offer.Reach)),
        (texts.OfferPrice, PriceOf(offer.Price, texts)));

    /// <summary>When the desk opens and by when the first answer comes, in the reader's own time; null while it is open.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="now">The moment.</param>
    /// <param name="timeZone">The reader's IANA time zone; the desk's where it is not known.</param>
    /// <param name="texts">The reader's language.</param>
    public static string? ClosedNow(SupportOffer offer, Instant now, string? timeZone, Texts texts)
    {
        var calendar = offer.Calendar;
        if (calendar.IsOpen(now)) return null;
        var zone = (timeZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone)) ?? calendar.Zone;
        return texts.ClosedNow(Moment(calendar.NextOpening(now)), Moment(calendar.Add(now, offer.FirstAnswer)));

        string Moment(Instant at) => at.InZone(zone).ToDateTimeUnspecified().ToString(texts.MomentPattern, texts.Culture);
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

    /// <summary>The price in words.</summary>
    internal static string PriceOf(SupportPrice price, Texts texts)
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
}
