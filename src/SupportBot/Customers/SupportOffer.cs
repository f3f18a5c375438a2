using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace SupportBot.Customers;

/// <summary>What support costs.</summary>
/// <param name="Currency">ISO 4217, such as EUR; empty where support is free.</param>
/// <param name="PerHour">For an hour of work, within service hours.</param>
/// <param name="PerIncident">For a request, however long it takes.</param>
/// <param name="IncludedHours">Hours that the contract holds already.</param>
/// <param name="PerHourOutOfHours">For an hour of work outside service hours.</param>
public sealed record SupportPrice(string Currency, decimal? PerHour, decimal? PerIncident, decimal? IncludedHours, decimal? PerHourOutOfHours)
{
    /// <summary>Support that costs nothing.</summary>
    public static SupportPrice Free { get; } = new("", null, null, null, null);

    /// <summary>Whether it costs nothing.</summary>
    public bool IsFree => PerHour is null && PerIncident is null && PerHourOutOfHours is null;
}

/// <summary>
/// What the partner must tell its customers: which support it gives, at which hours, how it is reached, and at what price
/// (partner support guidance).
/// </summary>
/// <param name="Types">What is supported, in the partner's own words; at least one.</param>
/// <param name="Calendar">When.</param>
/// <param name="Reach">How else the desk is reached: a mail address, a telephone number.</param>
/// <param name="Price">At what price.</param>
/// <param name="FirstAnswer">Within how much service time the first answer comes.</param>
public sealed record SupportOffer(IReadOnlyList<string> Types, ServiceCalendar Calendar, string Reach, SupportPrice Price, Duration FirstAnswer)
{
    /// <summary>How much service time an approver has to answer whether work may be charged.</summary>
    public Duration ConsentTime { get; init; } = Duration.FromHours(OfferOptions.UsualConsentHours);
}

/// <summary>The offer that holds now.</summary>
/// <param name="Offer">The offer; null where the partner has published none here.</param>
public sealed record PublishedOffer(SupportOffer? Offer);

/// <summary>The offer in the settings: section <c>Offer</c>. Where the section is missing nothing is said of an offer.</summary>
public sealed class OfferOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Offer";

    internal const int UsualConsentHours = 24;

    private static readonly Instant AnyYear = Instant.FromUtc(2026, 1, 1, 0, 0);

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <summary>What is supported, each in a few words.</summary>
    public IList<string> Types { get; } = [];

    /// <summary>The IANA time zone of the hours, such as <c>Europe/Lisbon</c>.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Hours by English day name, such as <c>"Monday": "09:00-13:00, 14:00-18:00"</c>; empty with <see cref="AroundTheClock"/>.</summary>
    public IDictionary<string, string> Hours { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether support is given around the clock.</summary>
    public bool AroundTheClock { get; set; }

    /// <summary>Days on which the desk is closed, as <c>2026-12-25</c>.</summary>
    public IList<string> Holidays { get; } = [];

    /// <summary>How else the desk is reached; the partner's contact where it is empty.</summary>
    public string Reach { get; set; } = "";

    /// <summary>Within how many service hours the first answer comes.</summary>
    public double FirstAnswerHours { get; set; } = 4;

    /// <summary>How many service hours an approver has to answer whether work may be charged: 1 to 1000.</summary>
    public double ConsentHours { get; set; } = UsualConsentHours;

    /// <summary>Whether support is free; then there are no prices.</summary>
    public bool Free { get; set; }

    /// <summary>ISO 4217, such as EUR.</summary>
    public string Currency { get; set; } = "";

    /// <summary>For an hour of work.</summary>
    public decimal? PerHour { get; set; }

    /// <summary>For a request.</summary>
    public decimal? PerIncident { get; set; }

    /// <summary>Hours that the contract holds already.</summary>
    public decimal? IncludedHours { get; set; }

    /// <summary>For an hour of work outside service hours.</summary>
    public decimal? PerHourOutOfHours { get; set; }

    /// <summary>Reads the settings into an offer, and says everything that is wrong with them.</summary>
    /// <param name="contact">The partner's contact.</param>
    /// <param name="problems">Takes what is wrong, each with its remedy.</param>
    /// <returns>The offer; null where something is wrong.</returns>
    public SupportOffer? Read(string contact, ICollection<string> problems)
    {
        var before = problems.Count;
        if (Types.Count == 0) problems.Add("Offer:Types: at least one line that says what you support, such as \"Technical questions on Microsoft 365\".");
        var calendar = ReadCalendar(problems);
        if (FirstAnswerHours is not (> 0 and <= 1000)) problems.Add("Offer:FirstAnswerHours: a number of service hours above 0, such as 4.");
        if (ConsentHours is not (>= 1 and <= 1000)) problems.Add("Offer:ConsentHours: 1 to 1000 service hours; 24 unless set.");
        else if (calendar?.Between(AnyYear, AnyYear + Duration.FromDays(364)) < Duration.FromHours(ConsentHours))
            problems.Add("Offer:ConsentHours: the desk is not open for so long in a year; give fewer hours.");
        var price = ReadPrice(problems);
        return problems.Count > before || calendar is null
            ? null
            : new SupportOffer([.. Types], calendar, Reach.Length > 0 ? Reach : contact, price, Duration.FromHours(FirstAnswerHours))
            {
                ConsentTime = Duration.FromHours(ConsentHours),
            };
    }

    private ServiceCalendar? ReadCalendar(ICollection<string> problems)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone);
        if (zone is null)
        {
            problems.Add("Offer:TimeZone: an IANA time zone, such as Europe/Lisbon.");
            return null;
        }

        if (AroundTheClock) return ServiceCalendar.Always(zone);
        var week = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>();
        foreach (var (name, hours) in Hours)
        {
            if (!Enum.TryParse<IsoDayOfWeek>(name, ignoreCase: true, out var day) || day is IsoDayOfWeek.None || char.IsDigit(name[0]))
                problems.Add($"Offer:Hours: \"{name}\" is no day; use Monday to Sunday.");
            else if (ReadSpans(hours) is { } spans) week[day] = spans;
            else problems.Add($"Offer:Hours:{name}: \"{hours}\" is no time of day; write 09:00-18:00, or 09:00-13:00, 14:00-18:00.");
        }

        var holidays = new List<LocalDate>();
        foreach (var holiday in Holidays)
        {
            if (LocalDatePattern.Iso.Parse(holiday).TryGetValue(default, out var date)) holidays.Add(date);
            else problems.Add($"Offer:Holidays: \"{holiday}\" is no day; write 2026-12-25.");
        }

        try
        {
            return ServiceCalendar.Weekly(zone, week, holidays);
        }
        catch (ArgumentException exception)
        {
            problems.Add($"Offer:Hours: {exception.Message.Split(" (", 2)[0]} Give at least one day its hours, or set Offer:AroundTheClock.");
            return null;
        }
    }

    private static List<OpenSpan>? ReadSpans(string hours)
    {
        var spans = new List<OpenSpan>();
        foreach (var span in hours.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = span.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || !Time.Parse(ends[0]).TryGetValue(default, out var from)) return null;
            if (ends[1] is "24:00") spans.Add(new OpenSpan(from, LocalTime.Midnight));
            else if (Time.Parse(ends[1]).TryGetValue(default, out var until)) spans.Add(new OpenSpan(from, until));
            else return null;
        }

        return spans;
    }

    private SupportPrice ReadPrice(ICollection<string> problems)
    {
        var price = new SupportPrice(Currency.ToUpperInvariant(), PerHour, PerIncident, IncludedHours, PerHourOutOfHours);
        if (Free)
        {
            if (!price.IsFree) problems.Add("Offer:Free: support is free or has prices, not both.");
            return SupportPrice.Free;
        }

        if (price.IsFree) problems.Add("Offer: set Offer:Free to true, or at least one of Offer:PerHour and Offer:PerIncident.");
        else if (!IsCurrency(price.Currency)) problems.Add("Offer:Currency: three letters, such as EUR.");
        foreach (var (name, amount) in new[] { (nameof(PerHour), PerHour), (nameof(PerIncident), PerIncident), (nameof(IncludedHours), IncludedHours), (nameof(PerHourOutOfHours), PerHourOutOfHours) })
        {
            if (amount < 0) problems.Add(string.Create(CultureInfo.InvariantCulture, $"Offer:{name}: {amount} is below zero."));
        }

        return price;
    }

    private static bool IsCurrency(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);
}
