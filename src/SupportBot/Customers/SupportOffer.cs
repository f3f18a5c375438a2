using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace SupportBot.Customers;

/// <summary>What support costs.</summary>
/// <param name="Currency">ISO 4217, such as EUR; may be empty where support is free.</param>
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

    /// <summary>Whether this is written as a currency is: three capital letters.</summary>
    internal static bool IsCurrency(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);
}

/// <summary>
/// What the partner must tell its customers: which support it gives, at which hours, how it is reached, and at what price
/// (partner support guidance).
/// </summary>
/// <param name="Support">Which kinds of help with which services are given, and by whom; no two lines say something of the same.</param>
/// <param name="Also">What is supported besides, in the partner's own words; at least one where <paramref name="Support"/> is empty.</param>
/// <param name="Calendar">When.</param>
/// <param name="Reach">How else the desk is reached: a mail address, a telephone number.</param>
/// <param name="Price">At what price.</param>
/// <param name="FirstAnswer">Within how much service time the first answer comes.</param>
/// <param name="ValidFrom">Since when the prices hold; null where that is not said.</param>
public sealed record SupportOffer(
    IReadOnlyList<SupportLine> Support, IReadOnlyList<string> Also, ServiceCalendar Calendar, string Reach, SupportPrice Price, Duration FirstAnswer, LocalDate? ValidFrom = null)
{
    /// <summary>How much service time an approver has to answer whether work may be charged.</summary>
    public Duration ConsentTime { get; init; } = Duration.FromHours(OfferOptions.UsualConsentHours);
}

/// <summary>The offer in the settings: section <c>Offer</c>. Where the section is missing nothing is said of an offer.</summary>
public sealed class OfferOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Offer";

    internal const int UsualConsentHours = 24;

    /// <summary>Which kinds of help with which services are given, and by whom; said to each reader in their language.</summary>
    public IList<SupportLineOptions> Support { get; } = [];

    /// <summary>What is supported besides, each in a few words of the partner's own; they are not translated.</summary>
    public IList<string> Types { get; } = [];

    /// <summary>The IANA time zone of the hours, such as <c>Europe/Lisbon</c>.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Hours by English day name or range, such as <c>"Monday-Friday": "09:00-13:00, 14:00-18:00"</c>; empty with <see cref="AroundTheClock"/>.</summary>
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

    /// <summary>Since when the prices hold, as <c>2026-01-01</c>.</summary>
    public string ValidFrom { get; set; } = "";

    /// <summary>Reads the settings into an offer, and says everything that is wrong with them.</summary>
    /// <param name="contact">The partner's contact.</param>
    /// <param name="problems">Takes what is wrong, each with its remedy.</param>
    /// <returns>The offer; null where something is wrong.</returns>
    public SupportOffer? Read(string contact, ICollection<string> problems)
    {
        var before = problems.Count;
        if (Support.Count == 0 && Types.Count == 0)
            problems.Add("Offer:Support: at least one line that says what you support, such as { \"Services\": [ \"Microsoft365\" ], \"Categories\": [ \"Technical\" ] }; or Offer:Types, in your own words.");
        var support = SupportLineOptions.Read(Support, problems);
        var calendar = ReadCalendar(problems);
        if (!IsFirstAnswer(FirstAnswerHours)) problems.Add("Offer:FirstAnswerHours: a number of service hours above 0, such as 4.");
        else if (calendar?.HasWithinAYear(Duration.FromHours(FirstAnswerHours)) is false)
            problems.Add("Offer:FirstAnswerHours: the desk is not open for so long in a year; give fewer hours.");
        if (ConsentHours is not (>= 1 and <= 1000)) problems.Add("Offer:ConsentHours: 1 to 1000 service hours; 24 unless set.");
        else if (calendar?.HasWithinAYear(Duration.FromHours(ConsentHours)) is false)
            problems.Add("Offer:ConsentHours: the desk is not open for so long in a year; give fewer hours.");
        var price = ReadPrice(problems);
        LocalDate? validFrom = null;
        if (LocalDatePattern.Iso.Parse(ValidFrom).TryGetValue(default, out var day)) validFrom = day;
        else if (ValidFrom.Length > 0) problems.Add($"Offer:ValidFrom: \"{ValidFrom}\" is no day; write 2026-01-01.");
        return problems.Count > before || calendar is null
            ? null
            : new SupportOffer(support, [.. Types], calendar, Reach.Length > 0 ? Reach : contact, price, Duration.FromHours(FirstAnswerHours), validFrom)
            {
                ConsentTime = Duration.FromHours(ConsentHours),
            };
    }

    /// <summary>Whether a first answer may be promised within so many hours.</summary>
    internal static bool IsFirstAnswer(double hours) => hours is > 0 and <= 1000;

    private ServiceCalendar? ReadCalendar(ICollection<string> problems)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone);
        if (zone is null) problems.Add("Offer:TimeZone: an IANA time zone, such as Europe/Lisbon.");

        var holidays = new List<LocalDate>();
        foreach (var holiday in Holidays)
        {
            if (LocalDatePattern.Iso.Parse(holiday).TryGetValue(default, out var date)) holidays.Add(date);
            else problems.Add($"Offer:Holidays: \"{holiday}\" is no day; write 2026-12-25.");
        }

        if (AroundTheClock)
        {
            if (Hours.Count > 0) problems.Add("Offer:AroundTheClock: support is given around the clock or at Offer:Hours, not both.");
            return zone is null ? null : ServiceCalendar.Always(zone, holidays);
        }

        var before = problems.Count;
        var week = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>();
        foreach (var (days, hours) in Hours)
        {
            if (WeeklyHours.Add(week, days, hours) is { } wrong) problems.Add($"Offer:Hours:{days}: {wrong}");
        }

        if (zone is null || problems.Count > before) return null;
        var calendar = WeeklyHours.Calendar(zone, week, holidays, out var impossible);
        if (calendar is null) problems.Add($"Offer:Hours: {impossible}");
        return calendar;
    }

    private SupportPrice ReadPrice(ICollection<string> problems)
    {
        var price = new SupportPrice(Currency.ToUpperInvariant(), PerHour, PerIncident, IncludedHours, PerHourOutOfHours);
        if (Free)
        {
            if (!price.IsFree) problems.Add("Offer:Free: support is free or has prices, not both.");
            return SupportPrice.Free with { Currency = price.Currency };
        }

        if (price.IsFree) problems.Add("Offer: set Offer:Free to true, or at least one of Offer:PerHour and Offer:PerIncident.");
        else if (!SupportPrice.IsCurrency(price.Currency)) problems.Add("Offer:Currency: three letters, such as EUR.");
        foreach (var (name, amount) in new[] { (nameof(PerHour), PerHour), (nameof(PerIncident), PerIncident), (nameof(IncludedHours), IncludedHours), (nameof(PerHourOutOfHours), PerHourOutOfHours) })
        {
            if (amount < 0) problems.Add(string.Create(CultureInfo.InvariantCulture, $"Offer:{name}: {amount} is below zero."));
        }

        return price;
    }}
