using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace SupportBot.Customers;

/// <summary>Where a plan's or a customer's support differs from what the desk gives to all: settings of the offer by name, as text.</summary>
/// <param name="Differences">By the name of the setting, such as <c>PerHour</c>; what is not in it, or blank, does not differ.</param>
public sealed record OfferTerms(IReadOnlyDictionary<string, string> Differences)
{
    // What holds over this offer holds over any other, apart from what only the two together can get wrong.
    private static readonly SupportOffer Any = new(
        [],
        ["anything"],
        ServiceCalendar.Weekly(
            DateTimeZone.Utc, Enum.GetValues<IsoDayOfWeek>()[1..].ToDictionary(day => day, _ => (IReadOnlyList<OpenSpan>)[new OpenSpan(LocalTime.Midnight, LocalTime.Midnight)]), []),
        "",
        new SupportPrice("EUR", 1, 1, 1, 1),
        Duration.FromHours(4));

    /// <summary>Nothing differs.</summary>
    public static OfferTerms None { get; } = new(new Dictionary<string, string>());

    /// <summary>What may differ.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "TimeZone", "Hours", "Holidays", "AroundTheClock", "FirstAnswerHours", "Free", "Currency", "PerHour", "PerIncident", "IncludedHours", "PerHourOutOfHours", "ValidFrom",
    ];

    /// <summary>Everything that is wrong with the texts, each beginning with its name and ending with its remedy; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Over(Any, problems);
        return problems;
    }

    /// <summary>The offer with these differences.</summary>
    /// <param name="offer">What holds where nothing differs.</param>
    /// <param name="problems">Takes what is wrong, as <see cref="Problems"/> says it.</param>
    /// <returns>The offer; null where something is wrong.</returns>
    public SupportOffer? Over(SupportOffer offer, ICollection<string> problems)
    {
        if (Differences.Count == 0) return offer;
        var reading = new Reading(Differences);
        var changed = reading.Over(offer);
        foreach (var problem in reading.Problems) problems.Add(problem);
        return reading.Problems.Count > 0 ? null : changed;
    }

    private sealed class Reading
    {
        private static readonly string[] OfPrice = ["Free", "Currency", "PerHour", "PerIncident", "IncludedHours", "PerHourOutOfHours"];

        private readonly Dictionary<string, string> given = new(StringComparer.OrdinalIgnoreCase);

        public Reading(IReadOnlyDictionary<string, string> differences)
        {
            foreach (var (name, text) in differences)
            {
                if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase)) Problems.Add($"{name}: cannot differ; what can is {string.Join(", ", Names)}.");
                else if (!string.IsNullOrWhiteSpace(text)) given[name] = text.Trim();
            }
        }

        public List<string> Problems { get; } = [];

        public SupportOffer Over(SupportOffer offer)
        {
            var changed = offer with
            {
                Calendar = Over(offer.Calendar),
                FirstAnswer = FirstAnswerOr(offer.FirstAnswer),
                Price = Over(offer.Price),
                // Another price is not as old as the one that it replaces.
                ValidFrom = Date("ValidFrom") ?? (OfPrice.Any(given.ContainsKey) ? null : offer.ValidFrom),
            };
            if (Problems.Count > 0) return changed;
            if (!changed.Calendar.HasWithinAYear(changed.FirstAnswer)) Problems.Add("FirstAnswerHours: the desk is not open for so long in a year; give fewer hours, or longer Hours.");
            if (!changed.Calendar.HasWithinAYear(changed.ConsentTime)) Problems.Add("Hours: the desk is not open for Offer:ConsentHours in a year; give longer hours.");
            return changed;
        }

        private ServiceCalendar Over(ServiceCalendar before)
        {
            var zone = ZoneOr(before.Zone);
            var holidays = HolidaysOr(before.Holidays);
            var hours = Hours();
            var always = Flag("AroundTheClock");
            if (always is true && hours is not null) return Wrong(before, "AroundTheClock: support is given around the clock or at hours, not both; leave one out.");
            if (always is true || (always is null && hours is null && before.IsAlwaysOpen)) return ServiceCalendar.Always(zone, holidays);
            if (hours is null && before.IsAlwaysOpen) return Wrong(before, "Hours: needed with AroundTheClock false, such as Monday-Friday 09:00-18:00.");
            if (hours is { Count: 0 }) return before;
            return WeeklyHours.Calendar(zone, hours ?? before.Week, holidays, out var wrong) ?? Wrong(before, $"Hours: {wrong}");
        }

        private SupportPrice Over(SupportPrice before)
        {
            var free = Flag("Free");
            var price = new SupportPrice(
                CurrencyOr(before.Currency),
                AmountOr("PerHour", before.PerHour),
                AmountOr("PerIncident", before.PerIncident),
                AmountOr("IncludedHours", before.IncludedHours),
                AmountOr("PerHourOutOfHours", before.PerHourOutOfHours));
            if (free is true)
            {
                if (OfPrice[2..].Any(name => given.TryGetValue(name, out var text) && !IsNone(text))) Problems.Add("Free: support is free or has prices, not both; leave one out.");
                return SupportPrice.Free with { Currency = price.Currency };
            }

            if (price.IsFree && (free is false || !before.IsFree)) Problems.Add("Free: no price is left; set Free to true, or give PerHour or PerIncident.");
            if (!price.IsFree && price.Currency.Length == 0) Problems.Add("Currency: needed with a price; three letters, such as EUR.");
            return price;
        }

        private DateTimeZone ZoneOr(DateTimeZone before) => !given.TryGetValue("TimeZone", out var name) ? before
            : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? Wrong(before, $"TimeZone: \"{name}\" is no IANA time zone, such as Europe/Lisbon.");

        // Null where none are given; empty where they are wrong.
        private Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>? Hours()
        {
            if (!given.TryGetValue("Hours", out var text)) return null;
            var wrong = new List<string>();
            var week = WeeklyHours.Read(text, wrong);
            if (wrong.Count == 0 && week.Count > 0) return week;
            Problems.AddRange(wrong.DefaultIfEmpty("at least one day with its hours, such as Monday 09:00-18:00.").Select(each => $"Hours: {each}"));
            return [];
        }

        private IEnumerable<LocalDate> HolidaysOr(IEnumerable<LocalDate> before) => !given.TryGetValue("Holidays", out var text)
            ? before
            : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(day => LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var date) ? date : Wrong(date, $"Holidays: \"{day}\" is no day; write 2026-12-25, 2027-01-01."))
                .ToList();

        private Duration FirstAnswerOr(Duration before) => !given.TryGetValue("FirstAnswerHours", out var text) ? before
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && OfferOptions.IsFirstAnswer(hours) ? Duration.FromHours(hours)
            : Wrong(before, $"FirstAnswerHours: \"{text}\" is no number of service hours above 0, such as 4.");

        private string CurrencyOr(string before) => !given.TryGetValue("Currency", out var text) ? before
            : SupportPrice.IsCurrency(text.ToUpperInvariant()) ? text.ToUpperInvariant()
            : Wrong(before, $"Currency: \"{text}\" is not three letters, such as EUR.");

        private decimal? AmountOr(string name, decimal? before) => !given.TryGetValue(name, out var text) ? before
            : IsNone(text) ? null
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
            : Wrong(before, $"{name}: \"{text}\" is no amount; write 75 or 62.50, or none.");

        private bool? Flag(string name) => !given.TryGetValue(name, out var text) ? null
            : bool.TryParse(text, out var flag) ? flag
            : Wrong<bool?>(null, $"{name}: \"{text}\" is neither true nor false.");

        private LocalDate? Date(string name) => !given.TryGetValue(name, out var text) ? null
            : LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) ? date
            : Wrong<LocalDate?>(null, $"{name}: \"{text}\" is no day; write 2026-01-01.");

        private static bool IsNone(string text) => text.Equals("none", StringComparison.OrdinalIgnoreCase);

        private T Wrong<T>(T before, string problem)
        {
            Problems.Add(problem);
            return before;
        }
    }
}
