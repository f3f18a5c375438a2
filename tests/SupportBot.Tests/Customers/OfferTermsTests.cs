using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportBot.Customers;

namespace SupportBot.Tests.Customers;

/// <summary>What holds for a customer: the desk's offer, with its plan's differences, with its own.</summary>
public sealed class OfferTermsTests
{
    private static readonly DateTimeZone Lisbon = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];

    [Theory]
    [InlineData("Colour", "blue", "Colour: cannot differ; what can is TimeZone")]
    [InlineData("TimeZone", "Lisbon", "TimeZone: \"Lisbon\"")]
    [InlineData("Hours", "office hours", "Hours: \"office hours\" is not days with their hours")]
    [InlineData("Hours", "Monday 9 to 6", "Hours: \"9 to 6\" is no time of day")]
    [InlineData("Hours", "Someday 09:00-18:00", "Hours: \"Someday\" is no day")]
    [InlineData("Hours", "M-F 09:00-18:00", "Hours: \"M-F\" is no day")]
    [InlineData("Hours", "Monday-Friday 09:00-18:00; Friday 09:00-13:00", "Hours: Friday has its hours twice")]
    [InlineData("Hours", "Monday 18:00-09:00", "Hours: A span of Monday ends before it begins.")]
    [InlineData("Hours", ";", "Hours: at least one day")]
    [InlineData("Holidays", "2026-12-25, Easter", "Holidays: \"Easter\" is no day")]
    [InlineData("AroundTheClock", "yes", "AroundTheClock: \"yes\" is neither true nor false")]
    [InlineData("FirstAnswerHours", "0", "FirstAnswerHours: \"0\"")]
    [InlineData("Free", "1", "Free: \"1\" is neither true nor false")]
    [InlineData("Currency", "Euro", "Currency: \"Euro\"")]
    [InlineData("PerHour", "62,50", "PerHour: \"62,50\" is no amount; write 75 or 62.50")]
    [InlineData("PerIncident", "-5", "PerIncident: \"-5\"")]
    [InlineData("ValidFrom", "1.1.2026", "ValidFrom: \"1.1.2026\" is no day")]
    public void What_is_wrong_is_named_with_its_remedy(string name, string text, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Terms((name, text)).Problems()), StringComparison.Ordinal);

    [Fact]
    public void Texts_that_contradict_each_other_are_named()
    {
        Assert.StartsWith("Free:", Assert.Single(Terms(("Free", "true"), ("PerHour", "75")).Problems()), StringComparison.Ordinal);
        Assert.StartsWith("AroundTheClock:", Assert.Single(Terms(("AroundTheClock", "true"), ("Hours", "Monday 09:00-18:00")).Problems()), StringComparison.Ordinal);
        Assert.StartsWith("Free:", Assert.Single(Terms(("PerHour", "none"), ("PerIncident", "none"), ("PerHourOutOfHours", "none")).Problems()), StringComparison.Ordinal);
        Assert.Equal(3, Terms(("PerHour", "x"), ("TimeZone", "x"), ("Free", "x")).Problems().Count);
    }

    [Fact]
    public void Hours_that_are_too_few_for_what_is_promised_are_named()
    {
        Assert.StartsWith("FirstAnswerHours: the desk is not open for so long", Problem(("FirstAnswerHours", "60"), ("Hours", "Monday 09:00-10:00")), StringComparison.Ordinal);
        Assert.StartsWith("Hours: the desk is not open for Offer:ConsentHours", Problem(("Hours", "Monday 09:00-09:20")), StringComparison.Ordinal);
        Assert.Empty(Terms(("FirstAnswerHours", "1000")).Problems());
        Assert.Null(Terms(("Hours", "Monday 09:00-09:20")).Over(Office(), []));

        static string Problem(params (string, string)[] differences) => Assert.Single(Terms(differences).Problems());
    }

    [Fact]
    public void Spans_of_a_day_may_be_written_in_any_order()
    {
        var offer = Terms(("Hours", "Friday 14:00-17:00, 09:00-13:00")).Over(Office(), [])!;

        Assert.Equal([new LocalTime(9, 0), new LocalTime(14, 0)], offer.Calendar.Week[IsoDayOfWeek.Friday].Select(span => span.From));
    }

    [Fact]
    public void Everything_that_may_differ_can_be_said_without_a_problem_and_a_blank_says_nothing()
    {
        var all = Terms(
            ("timeZone", "Europe/Madrid"), ("Hours", "Mon-Fri 8:00-20:00; Saturday, Sunday 10:00-12:00, 22:00-24:00"), ("Holidays", "2026-12-25, 2027-01-01"), ("AroundTheClock", "False"),
            ("FirstAnswerHours", "0.5"), ("Free", "false"), ("Currency", "chf"), ("PerHour", "90"), ("PerIncident", "none"), ("IncludedHours", "10"), ("PerHourOutOfHours", "180.25"), ("ValidFrom", "2026-02-01"));
        Assert.Equal(OfferTerms.Names.Count, all.Differences.Count);
        Assert.Empty(all.Problems());

        var offer = all.Over(Office(), [])!;

        Assert.Equal("Europe/Madrid", offer.Calendar.Zone.Id);
        Assert.Equal([new OpenSpan(new LocalTime(10, 0), new LocalTime(12, 0)), new OpenSpan(new LocalTime(22, 0), LocalTime.Midnight)], offer.Calendar.Week[IsoDayOfWeek.Sunday]);
        Assert.Equal([new OpenSpan(new LocalTime(8, 0), new LocalTime(20, 0))], offer.Calendar.Week[IsoDayOfWeek.Wednesday]);
        Assert.Equal([new LocalDate(2026, 12, 25), new LocalDate(2027, 1, 1)], offer.Calendar.Holidays.Order());
        Assert.Equal(Duration.FromMinutes(30), offer.FirstAnswer);
        Assert.Equal(new SupportPrice("CHF", 90, null, 10, 180.25m), offer.Price);
        Assert.Equal(new LocalDate(2026, 2, 1), offer.ValidFrom);
        Assert.Equal(Office().Price, Terms(("PerHour", " ")).Over(Office(), [])!.Price);
    }

    [Fact]
    public void A_week_that_runs_over_its_end_is_read()
    {
        var week = Terms(("Hours", "Fri–Mon 20:00-24:00")).Over(Office(), [])!.Calendar.Week;

        Assert.Equal([IsoDayOfWeek.Monday, IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], week.Keys.Order());
    }

    [Fact]
    public void Hours_and_around_the_clock_replace_each_other_and_holidays_come_back()
    {
        var always = Terms(("AroundTheClock", "true")).Over(Office(), [])!;
        Assert.True(always.Calendar.IsAlwaysOpen);

        var again = Terms(("Hours", "Monday-Friday 08:00-20:00")).Over(always, [])!;
        Assert.False(again.Calendar.IsAlwaysOpen);
        Assert.Contains(new LocalDate(2026, 12, 25), again.Calendar.Holidays);
        Assert.Single(again.Calendar.Week[IsoDayOfWeek.Tuesday]);

        var problems = new List<string>();
        Assert.Null(Terms(("AroundTheClock", "false")).Over(always, problems));
        Assert.StartsWith("Hours: needed", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Free_clears_the_prices_and_a_price_ends_free()
    {
        var free = Terms(("Free", "true")).Over(Office(), [])!;
        Assert.True(free.Price.IsFree);
        Assert.Null(free.Price.IncludedHours);

        Assert.Equal(new SupportPrice("EUR", null, 40, null, null), Terms(("PerIncident", "40")).Over(free, [])!.Price);

        var problems = new List<string>();
        Assert.Null(Terms(("PerHour", "40")).Over(Office() with { Price = SupportPrice.Free }, problems));
        Assert.StartsWith("Currency: needed", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_price_does_not_keep_the_date_of_the_one_that_it_replaces()
    {
        Assert.Null(Terms(("PerHour", "60")).Over(Office(), [])!.ValidFrom);
        Assert.Equal(new LocalDate(2026, 1, 1), Terms(("FirstAnswerHours", "1")).Over(Office(), [])!.ValidFrom);
    }

    [Fact]
    public void The_customers_own_terms_stand_over_its_plan_and_the_plan_over_the_desk()
    {
        var published = Publish(new List<string>());
        Assert.Same(published.Offer, published.For(null));
        Assert.Same(published.Offer, published.For(Fabrikam()));

        var gold = published.For(Fabrikam() with { Plan = "gold" })!;
        Assert.True(gold.Calendar.IsAlwaysOpen);
        Assert.Equal(60, gold.Price.PerHour);
        Assert.Equal(2, gold.Price.IncludedHours);

        var own = published.For(Fabrikam() with { Plan = "Gold", Terms = Terms(("PerHour", "55.5"), ("Hours", "Monday-Friday 07:00-21:00")) })!;
        Assert.Equal(55.5m, own.Price.PerHour);
        Assert.False(own.Calendar.IsAlwaysOpen);
        Assert.Equal(75, published.Offer!.Price.PerHour);
    }

    [Fact]
    public void Of_terms_that_no_longer_hold_the_customer_keeps_the_plan_and_the_log_says_it_once()
    {
        var logged = new List<string>();
        var published = Publish(logged);
        var broken = Fabrikam() with { Plan = "Gold", Terms = Terms(("PerHour", "a lot")) };

        Assert.Equal(60, published.For(broken)!.Price.PerHour);
        Assert.Equal(60, published.For(broken with { Name = "Read again a minute later" })!.Price.PerHour);

        Assert.Contains("PerHour: \"a lot\"", Assert.Single(logged), StringComparison.Ordinal);
        Assert.StartsWith("PerHour", Assert.Single(published.ProblemsOf(broken)), StringComparison.Ordinal);

        Assert.True(published.For(broken with { Terms = OfferTerms.None }) is { Calendar.IsAlwaysOpen: true });
        published.For(broken with { Terms = Terms(("Free", "perhaps")) });
        Assert.Equal(2, logged.Count);
    }

    [Fact]
    public void An_unknown_plan_gives_the_desks_offer_and_is_named()
    {
        var logged = new List<string>();
        var published = Publish(logged);
        var customer = Fabrikam() with { Plan = "Platinum" };

        Assert.Same(published.Offer, published.For(customer));
        Assert.True(published.KnowsPlan("GOLD"));
        Assert.False(published.KnowsPlan("Platinum"));
        Assert.Equal("Plan: \"Platinum\" is no plan of the offer; choose Gold.", Assert.Single(published.ProblemsOf(customer)));
        Assert.Single(logged);
    }

    [Fact]
    public void Where_nothing_is_published_nothing_holds_for_anybody()
    {
        var published = new PublishedOffer(null, new Dictionary<string, OfferTerms>(), NullLogger<PublishedOffer>.Instance);

        Assert.Null(published.For(Fabrikam() with { Terms = Terms(("PerHour", "5")) }));
        Assert.Single(published.ProblemsOf(Fabrikam() with { Terms = Terms(("PerHour", "x")) }));
    }

    internal static OfferTerms Terms(params (string Name, string Text)[] differences) => new(differences.ToDictionary(each => each.Name, each => each.Text));

    internal static SupportOffer Office() => new(
        [new SupportLine(SupportLine.AllServices, SupportLine.AllCategories)],
        [],
        ServiceCalendar.Weekly(Lisbon, new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>> { [IsoDayOfWeek.Monday] = [new(new LocalTime(9, 0), new LocalTime(18, 0))] }, [new LocalDate(2026, 12, 25)]),
        "support@contoso.example",
        new SupportPrice("EUR", 75, null, 2, null),
        Duration.FromHours(4),
        new LocalDate(2026, 1, 1));

    private static PublishedOffer Publish(List<string> logged) =>
        new(Office(), new Dictionary<string, OfferTerms> { ["Gold"] = Terms(("AroundTheClock", "true"), ("PerHour", "60")) }, new Log(logged));

    private static Customer Fabrikam() => new() { Id = "f", Name = "Fabrikam", TenantIds = ["f"] };

    private sealed class Log(List<string> lines) : ILogger<PublishedOffer>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
