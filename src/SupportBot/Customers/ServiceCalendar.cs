using NodaTime;

namespace SupportBot.Customers;

/// <summary>A span of one day in which the desk is open; an <see cref="Until"/> of midnight is the end of the day.</summary>
/// <param name="From">The first moment.</param>
/// <param name="Until">The first moment after it.</param>
public readonly record struct OpenSpan(LocalTime From, LocalTime Until);

/// <summary>
/// When the desk gives support: weekly hours without holidays, in the desk's own time zone, or always. The one calendar
/// behind every "by when" that is said.
/// </summary>
public sealed class ServiceCalendar
{
    // A week of closed days and as many holidays on end is a mistake in the settings, not a calendar; whoever waits is told a day all the same.
    private const int FarthestDays = 400;

    private static readonly Instant AnyYear = Instant.FromUtc(2026, 1, 1, 0, 0);

    private readonly IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> week;
    private readonly HashSet<LocalDate> holidays;
    private readonly bool always;

    private ServiceCalendar(DateTimeZone zone, IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> week, IEnumerable<LocalDate> holidays, bool always)
    {
        Zone = zone;
        this.week = week;
        this.holidays = [.. holidays];
        this.always = always;
    }

    /// <summary>The time zone in which the hours are meant.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Whether support is given around the clock, holidays included.</summary>
    public bool IsAlwaysOpen => always;

    /// <summary>The hours of each day of the week; days without are not in it.</summary>
    public IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> Week => week;

    /// <summary>The days on which weekly hours do not count.</summary>
    public IReadOnlyCollection<LocalDate> Holidays => holidays;

    /// <summary>Support around the clock.</summary>
    /// <param name="zone">The desk's time zone.</param>
    /// <param name="holidays">Days that are nothing special here, but would be if hours were set again.</param>
    public static ServiceCalendar Always(DateTimeZone zone, IEnumerable<LocalDate>? holidays = null) =>
        new(zone, new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>(), holidays ?? [], always: true);

    /// <summary>Support at weekly hours.</summary>
    /// <param name="zone">The desk's time zone.</param>
    /// <param name="week">For each day of the week its spans, in order and apart.</param>
    /// <param name="holidays">Days on which the desk stays closed.</param>
    /// <exception cref="ArgumentException">A span ends before it begins, two of a day overlap, or there is none at all.</exception>
    public static ServiceCalendar Weekly(DateTimeZone zone, IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> week, IEnumerable<LocalDate> holidays)
    {
        foreach (var (day, spans) in week)
        {
            for (var i = 0; i < spans.Count; i++)
            {
                if (spans[i].Until != LocalTime.Midnight && spans[i].Until <= spans[i].From) throw new ArgumentException($"A span of {day} ends before it begins.", nameof(week));
                var overlaps = i > 0 && (spans[i - 1].Until == LocalTime.Midnight || spans[i].From < spans[i - 1].Until);
                if (overlaps) throw new ArgumentException($"Two spans of {day} overlap.", nameof(week));
            }
        }

        return week.Values.Any(spans => spans.Count > 0)
            ? new ServiceCalendar(zone, week, holidays, always: false)
            : throw new ArgumentException("The desk is never open.", nameof(week));
    }

    /// <summary>Whether the desk is open at this moment.</summary>
    public bool IsOpen(Instant at) => always || SpansOf(at.InZone(Zone).Date).Any(span => span.Contains(at));

    /// <summary>When the desk opens next; the moment itself where it is open, and 400 days later where it does not open before.</summary>
    public Instant NextOpening(Instant at)
    {
        if (always) return at;
        foreach (var span in SpansFrom(at))
        {
            if (span.End > at) return Instant.Max(span.Start, at);
        }

        return at + Duration.FromDays(FarthestDays);
    }

    /// <summary>The moment at which so much service time has passed; 400 days later where it does not pass before.</summary>
    /// <param name="from">Where the clock begins; it starts to run when the desk is open.</param>
    /// <param name="serviceTime">Time in which the desk is open; not negative.</param>
    public Instant Add(Instant from, Duration serviceTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(serviceTime, Duration.Zero);
        if (always) return from + serviceTime;
        var left = serviceTime;
        foreach (var span in SpansFrom(from))
        {
            if (span.End <= from) continue;
            var start = Instant.Max(span.Start, from);
            if (left <= span.End - start) return start + left;
            left -= span.End - start;
        }

        return from + Duration.FromDays(FarthestDays);
    }

    /// <summary>Whether so much service time passes within a year.</summary>
    internal bool HasWithinAYear(Duration serviceTime) => Between(AnyYear, AnyYear + Duration.FromDays(364)) >= serviceTime;

    /// <summary>How much service time lies between two moments; zero where the second is not the later one.</summary>
    public Duration Between(Instant from, Instant until)
    {
        if (until <= from) return Duration.Zero;
        if (always) return until - from;
        var total = Duration.Zero;
        for (var date = from.InZone(Zone).Date; date <= until.InZone(Zone).Date; date = date.PlusDays(1))
        {
            foreach (var span in SpansOf(date))
            {
                var (start, end) = (Instant.Max(span.Start, from), Instant.Min(span.End, until));
                if (end > start) total += end - start;
            }
        }

        return total;
    }

    private IEnumerable<Interval> SpansFrom(Instant at)
    {
        var first = at.InZone(Zone).Date;
        for (var day = 0; day <= FarthestDays; day++)
        {
            foreach (var span in SpansOf(first.PlusDays(day))) yield return span;
        }
    }

    // A time that the change to summer time skips begins where the clock goes on; one that comes twice is meant the first time.
    private IEnumerable<Interval> SpansOf(LocalDate date)
    {
        if (holidays.Contains(date) || !week.TryGetValue(date.DayOfWeek, out var spans)) yield break;
        foreach (var span in spans)
        {
            var start = Zone.AtLeniently(date + span.From).ToInstant();
            var end = span.Until == LocalTime.Midnight ? Zone.AtStartOfDay(date.PlusDays(1)).ToInstant() : Zone.AtLeniently(date + span.Until).ToInstant();
            if (end > start) yield return new Interval(start, end);
        }
    }
}
