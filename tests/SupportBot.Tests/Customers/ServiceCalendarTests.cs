using NodaTime;
using SupportBot.Customers;

namespace SupportBot.Tests.Customers;

public sealed class ServiceCalendarTests
{
    private static readonly DateTimeZone Lisbon = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];
    private static readonly LocalTime Nine = new(9, 0);
    private static readonly LocalTime Six = new(18, 0);

    [Theory]
    [InlineData("2026-11-24T10:00", "2026-11-24T10:00")] // Tuesday, open
    [InlineData("2026-11-24T18:00", "2026-11-25T09:00")] // the closing moment is closed
    [InlineData("2026-11-28T22:00", "2026-11-30T09:00")] // Saturday night
    [InlineData("2026-12-24T19:00", "2026-12-28T09:00")] // over Christmas, a Friday
    public void The_next_opening_is_found_over_nights_weekends_and_holidays(string at, string expected) =>
        Assert.Equal(Local(expected), Office().NextOpening(Local(at)));

    [Theory]
    [InlineData("2026-11-24T10:00", 4, "2026-11-24T14:00")]
    [InlineData("2026-11-24T16:00", 4, "2026-11-25T11:00")]
    [InlineData("2026-11-27T17:30", 1, "2026-11-30T09:30")] // S14: Friday 17:30 and one hour
    [InlineData("2026-11-28T12:00", 4, "2026-11-30T13:00")] // S4: Saturday, first answer by Monday 13:00
    [InlineData("2026-11-24T09:00", 9, "2026-11-24T18:00")]
    [InlineData("2026-11-24T09:00", 27, "2026-11-26T18:00")]
    public void Service_time_runs_only_while_the_desk_is_open(string from, int hours, string expected) =>
        Assert.Equal(Local(expected), Office().Add(Local(from), Duration.FromHours(hours)));

    [Fact]
    public void A_night_shift_over_the_change_of_the_clocks_has_the_hours_that_really_pass()
    {
        var nights = Week(new OpenSpan(LocalTime.Midnight, new LocalTime(6, 0)), IsoDayOfWeek.Sunday);
        var calendar = ServiceCalendar.Weekly(Lisbon, nights, []);

        Assert.Equal(Duration.FromHours(5), calendar.Between(Local("2026-03-29T00:00"), Local("2026-03-29T12:00")));
        Assert.Equal(Duration.FromHours(7), calendar.Between(Local("2026-10-25T00:00"), Local("2026-10-25T12:00")));
    }

    [Fact]
    public void Around_the_clock_is_simply_time()
    {
        var calendar = ServiceCalendar.Always(Lisbon);
        var saturday = Local("2026-11-28T22:00");

        Assert.True(calendar.IsOpen(saturday));
        Assert.Equal(saturday, calendar.NextOpening(saturday));
        Assert.Equal(saturday + Duration.FromHours(4), calendar.Add(saturday, Duration.FromHours(4)));
    }

    [Fact]
    public void What_is_computed_agrees_with_counting_minute_by_minute()
    {
        var random = new Random(20261124);
        var calendar = ServiceCalendar.Weekly(
            Lisbon,
            new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>
            {
                [IsoDayOfWeek.Monday] = [new(Nine, new LocalTime(13, 0)), new(new LocalTime(14, 0), Six)],
                [IsoDayOfWeek.Wednesday] = [new(new LocalTime(20, 0), LocalTime.Midnight)],
                [IsoDayOfWeek.Thursday] = [new(LocalTime.Midnight, new LocalTime(3, 30))],
                [IsoDayOfWeek.Sunday] = [new(new LocalTime(0, 30), new LocalTime(4, 0))],
            },
            [new LocalDate(2026, 4, 6)]);

        for (var i = 0; i < 60; i++)
        {
            var from = Local("2026-01-01T00:00") + Duration.FromMinutes(random.Next(60 * 24 * 365));
            var minutes = random.Next(1, 900);

            var at = from;
            for (var left = minutes; left > 0; at += Duration.FromMinutes(1))
            {
                if (calendar.IsOpen(at)) left--;
            }

            Assert.Equal(at, calendar.Add(from, Duration.FromMinutes(minutes)));
            Assert.Equal(Duration.FromMinutes(minutes), calendar.Between(from, at));
        }
    }

    [Fact]
    public void Service_time_that_never_passes_has_a_day_all_the_same()
    {
        var (now, days) = (Local("2026-11-24T10:00"), Enumerable.Range(0, 500).Select(day => new LocalDate(2026, 11, 24).PlusDays(day)));
        var closed = ServiceCalendar.Weekly(Lisbon, Week(new OpenSpan(Nine, Six), IsoDayOfWeek.Monday), days);

        Assert.Equal(now + Duration.FromDays(400), closed.Add(now, Duration.FromHours(1)));
        Assert.Equal(now + Duration.FromDays(400), closed.NextOpening(now));
        Assert.Equal(now + Duration.FromDays(400), Office().Add(now, Duration.FromHours(100_000)));
    }

    [Fact]
    public void A_calendar_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ServiceCalendar.Weekly(Lisbon, new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>(), []));
        Assert.Throws<ArgumentException>(() => ServiceCalendar.Weekly(Lisbon, Week(new OpenSpan(Six, Nine), IsoDayOfWeek.Monday), []));
        Assert.Throws<ArgumentException>(() => ServiceCalendar.Weekly(
            Lisbon, new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> { [IsoDayOfWeek.Monday] = [new(Nine, Six), new(new LocalTime(17, 0), new LocalTime(19, 0))] }, []));
    }

    private static ServiceCalendar Office() => ServiceCalendar.Weekly(
        Lisbon,
        Week(new OpenSpan(Nine, Six), IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday),
        [new LocalDate(2026, 12, 25)]);

    private static Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> Week(OpenSpan span, params IsoDayOfWeek[] days) =>
        days.ToDictionary(day => day, _ => (IReadOnlyList<OpenSpan>)[span]);

    private static Instant Local(string at) =>
        Lisbon.AtLeniently(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(at).Value).ToInstant();
}
