using NodaTime;
using NodaTime.Text;

namespace SupportBot.Customers;

/// <summary>Reads service hours and days as people write them, with English day names, long or short.</summary>
internal static class WeeklyHours
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <summary>Reads a whole week, such as <c>Monday-Thursday 09:00-18:00; Fri 09:00-13:00, 14:00-17:00</c>.</summary>
    /// <param name="text">The week; days that are not in it are closed.</param>
    /// <param name="problems">Takes what is wrong, each with its remedy.</param>
    public static Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> Read(string text, ICollection<string> problems)
    {
        var week = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>();
        foreach (var entry in text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var hours = entry.IndexOfAny([.. "0123456789"]);
            var wrong = hours > 0 ? Add(week, entry[..hours], entry[hours..]) : $"\"{entry}\" is not days with their hours; write Monday-Friday 09:00-18:00.";
            if (wrong is not null) problems.Add(wrong);
        }

        return week;
    }

    /// <summary>Gives days their hours.</summary>
    /// <param name="week">Takes them.</param>
    /// <param name="days">A day, or a range such as <c>Mon-Fri</c>, or several of these with commas.</param>
    /// <param name="hours">Spans such as <c>09:00-13:00, 14:00-18:00</c>.</param>
    /// <returns>What is wrong, with its remedy; null where nothing is.</returns>
    public static string? Add(Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> week, string days, string hours)
    {
        if (Spans(hours) is not { } spans) return $"\"{hours}\" is no time of day; write 09:00-18:00, or 09:00-13:00, 14:00-18:00.";
        foreach (var range in days.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split(['-', '–'], StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || Day(ends[0]) is not { } day || Day(ends[^1]) is not { } last) return $"\"{range}\" is no day; use Monday to Sunday, or a range such as Monday-Friday.";
            while (true)
            {
                if (!week.TryAdd(day, spans)) return $"{day} has its hours twice; give each day its hours once.";
                if (day == last) break;
                day = day is IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : day + 1;
            }
        }

        return null;
    }

    /// <summary>The calendar of these hours; null where there can be none.</summary>
    /// <param name="zone">The time zone of the hours.</param>
    /// <param name="week">The hours.</param>
    /// <param name="holidays">The days without.</param>
    /// <param name="wrong">What is wrong, with its remedy; empty where nothing is.</param>
    public static ServiceCalendar? Calendar(
        DateTimeZone zone, IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> week, IEnumerable<LocalDate> holidays, out string wrong)
    {
        wrong = "";
        try
        {
            return ServiceCalendar.Weekly(zone, week, holidays);
        }
        catch (ArgumentException exception)
        {
            wrong = $"{exception.Message.Split(" (", 2)[0]} Give at least one day its hours, or set AroundTheClock.";
            return null;
        }
    }

    private static IsoDayOfWeek? Day(string name)
    {
        if (name.Length < 3) return null;
        foreach (var day in Enum.GetValues<IsoDayOfWeek>())
        {
            // "Tue", "Tues" and "Tuesday" are one day, "Tuxday" is none.
            if (day is not IsoDayOfWeek.None && day.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase)) return day;
        }

        return null;
    }

    private static List<OpenSpan>? Spans(string hours)
    {
        var spans = new List<OpenSpan>();
        foreach (var span in hours.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = span.Split(['-', '–'], StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || !Time.Parse(ends[0]).TryGetValue(default, out var from)) return null;
            if (ends[1] is "24:00") spans.Add(new OpenSpan(from, LocalTime.Midnight));
            else if (Time.Parse(ends[1]).TryGetValue(default, out var until)) spans.Add(new OpenSpan(from, until));
            else return null;
        }

        return spans.Count > 0 ? [.. spans.OrderBy(span => span.From)] : null;
    }
}
