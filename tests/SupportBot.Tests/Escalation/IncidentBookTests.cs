using NodaTime;
using SupportBot.Escalation;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Escalation;

/// <summary>What may be moved on an account of incidents or hours, and what not.</summary>
public sealed class IncidentBookTests
{
    private static readonly IncidentAccount Incidents = new(
        "i", "signature", "", IncidentUnit.Incidents, 10, new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31), Low: 0);

    private static readonly IncidentAccount Hours = Incidents with { Id = "h", Unit = IncidentUnit.Hours, Amount = 2.5m };

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly TicketNumber Ticket = TicketNumber.Of("A", 1042);

    public static TheoryData<MovementKind, MovementKind[], LedgerRefusal> WrongOrders => new()
    {
        { MovementKind.Reserve, [MovementKind.Reserve], LedgerRefusal.AlreadyReserved },
        { MovementKind.Consume, [], LedgerRefusal.NothingReserved },
        { MovementKind.Consume, [MovementKind.Reserve, MovementKind.Release], LedgerRefusal.NothingReserved },
        { MovementKind.Consume, [MovementKind.Reserve, MovementKind.Consume], LedgerRefusal.AlreadyConsumed },
        { MovementKind.Consume, [MovementKind.Reserve, MovementKind.Consume, MovementKind.Refund], LedgerRefusal.NothingReserved },
        { MovementKind.Release, [], LedgerRefusal.NothingReserved },
        { MovementKind.Release, [MovementKind.Reserve, MovementKind.Consume], LedgerRefusal.AlreadyConsumed },
        { MovementKind.Release, [MovementKind.Reserve, MovementKind.Release], LedgerRefusal.NothingReserved },
        { MovementKind.Refund, [], LedgerRefusal.NothingConsumed },
        { MovementKind.Refund, [MovementKind.Reserve], LedgerRefusal.NothingConsumed },
        { MovementKind.Refund, [MovementKind.Reserve, MovementKind.Consume, MovementKind.Refund], LedgerRefusal.NothingConsumed },
    };

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public void What_comes_out_of_order_is_refused_and_moves_nothing(MovementKind wanted, MovementKind[] before, LedgerRefusal refusal)
    {
        var desk = new Desk(Incidents);
        foreach (var kind in before) Assert.Null(desk.Do(Of(kind)).Refusal);
        var book = desk.Book;

        var step = desk.Do(Of(wanted));
        Assert.Equal(refusal, step.Refusal);
        Assert.Equal((book, 0), (desk.Book, step.Movements.Count));

        // What one ticket did stands in no other one's way.
        Assert.NotEqual(LedgerRefusal.AlreadyReserved, desk.Do(LedgerCommand.Reserve("i", TicketNumber.Of("A", 7), Agent, Key("other"))).Refusal);
    }

    [Theory]
    [InlineData(IncidentUnit.Incidents, 0.5)]
    [InlineData(IncidentUnit.Incidents, 0)]
    [InlineData(IncidentUnit.Incidents, -1)]
    [InlineData(IncidentUnit.Hours, 0.3)]
    [InlineData(IncidentUnit.Hours, 0.125)]
    [InlineData(IncidentUnit.Hours, -0.25)]
    public void Incidents_go_in_whole_numbers_and_hours_in_quarters(IncidentUnit unit, double amount)
    {
        var desk = new Desk(Incidents with { Unit = unit });

        Assert.Equal(LedgerRefusal.NotAStep, desk.Do(LedgerCommand.Reserve("i", Ticket, Agent, Key("r"), (decimal)amount)).Refusal);
        Assert.Null(desk.Do(LedgerCommand.Reserve("i", Ticket, Agent, Key("r"), IncidentAccount.StepOf(unit))).Refusal);
    }

    [Fact]
    public void What_is_reserved_counts_as_used_to_the_last_quarter_of_an_hour()
    {
        var desk = new Desk(Hours);
        Assert.Equal(LedgerRefusal.NotEnoughLeft, desk.Do(Of(MovementKind.Reserve) with { Amount = 2.75m }).Refusal);
        Assert.Null(desk.Do(Of(MovementKind.Reserve) with { Amount = 2.25m }).Refusal);
        Assert.Equal(LedgerRefusal.NotEnoughLeft, desk.Do(LedgerCommand.Reserve("h", TicketNumber.Of("A", 7), Agent, Key("o"), 0.5m)).Refusal);
        Assert.Null(desk.Do(LedgerCommand.Reserve("h", TicketNumber.Of("A", 7), Agent, Key("o"), 0.25m)).Refusal);
        Assert.Equal(0, desk.Book.LeftAt(Now));

        // Less was used than was set aside: what is over is freed.
        Assert.Equal(LedgerRefusal.MoreThanThere, desk.Do(Of(MovementKind.Consume) with { Amount = 2.5m }).Refusal);
        Assert.Null(desk.Do(Of(MovementKind.Consume) with { Amount = 1.5m }).Refusal);
        Assert.Equal(0.75m, Assert.Single(desk.Do(Of(MovementKind.Release)).Movements).Amount);
        Assert.Equal(LedgerRefusal.MoreThanThere, desk.Do(Of(MovementKind.Refund) with { Amount = 1.75m }).Refusal);
        Assert.Equal(1.5m, Assert.Single(desk.Do(Of(MovementKind.Refund)).Movements).Amount);
        Assert.Equal(new AccountBalance(Hours, 2.25m, 0.25m, 0, IsLow: false), desk.Book.At(Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Nothing_is_used_up_without_a_case_number(string? number)
    {
        var desk = new Desk(Incidents);
        desk.Do(Of(MovementKind.Reserve));

        Assert.Equal(LedgerRefusal.NoCaseNumber, desk.Do(Of(MovementKind.Consume) with { CaseNumber = number }).Refusal);
    }

    [Fact]
    public void An_account_gives_from_the_beginning_of_its_first_day_to_the_end_of_its_last()
    {
        var (begins, ends) = (Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));
        var tick = Duration.FromTicks(1);
        Assert.Equal((LedgerRefusal.NotBegun, 0m), At(begins - tick));
        Assert.Equal((null, 9m), At(begins));
        Assert.Equal((null, 9m), At(ends - tick));
        Assert.Equal((LedgerRefusal.Expired, 0m), At(ends));

        static (LedgerRefusal?, decimal) At(Instant now)
        {
            var step = IncidentBook.Open(Incidents, now).Then(book => book.Do(Of(MovementKind.Reserve), [], now));
            return (step.Refusal, step.After.LeftAt(now));
        }
    }

    [Fact]
    public void An_end_that_is_put_off_brings_back_what_it_took()
    {
        var end = Incidents.Ends;
        var ended = IncidentBook.Open(Incidents, Now).Then(book => book.Expire(end));
        Assert.Equal([MovementKind.Grant, MovementKind.Expire], ended.Movements.Select(each => each.Kind));
        Assert.Empty(ended.After.Expire(end).Movements);

        var longer = ended.After.Settle(Incidents with { Until = new LocalDate(2027, 3, 31), Amount = 12 }, end);
        Assert.Equal((MovementKind.Correct, 12m, 12m), (Assert.Single(longer.Movements).Kind, longer.Movements[0].Amount, longer.After.LeftAt(end)));
        Assert.Equal([(MovementKind.Correct, 2m), (MovementKind.Expire, 2m)], ended.After.Settle(Incidents with { Amount = 12 }, end).Movements.Select(each => (each.Kind, each.Amount)));
    }

    [Fact]
    public void Settings_that_say_the_same_move_nothing_and_another_unit_is_refused()
    {
        var book = IncidentBook.Open(Incidents, Now).After;
        Assert.Equal(book, book.Settle(Incidents, Now).After);
        var renamed = book.Settle(Incidents with { Contract = "C-2" }, Now);
        Assert.Equal(("C-2", 0), (renamed.After.Account.Contract, renamed.Movements.Count));

        var failure = Assert.Throws<InvalidOperationException>(() => book.Settle(Incidents with { Unit = IncidentUnit.Hours }, Now));
        Assert.Contains("another Id", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_begins_low_has_not_fallen_and_falls_later()
    {
        var desk = new Desk(Incidents with { Amount = 2, Low = 2 });
        Assert.True(desk.Book.IsLow);
        Assert.False(Assert.Single(desk.Do(Of(MovementKind.Reserve)).Movements).FellLow);

        // A mark that is raised is fallen below by the next movement.
        var raised = IncidentBook.Open(Incidents, Now).After.Settle(Incidents with { Low = 10 }, Now).After;
        Assert.True(Assert.Single(raised.Do(Of(MovementKind.Reserve), [], Now).Movements).FellLow);
    }

    /// <summary>Any commands in any order, over the end of the account and corrections of it.</summary>
    [Fact]
    public void Nobody_ever_gets_more_than_was_granted_and_movements_add_up_to_how_it_stands()
    {
        var kinds = new[] { MovementKind.Reserve, MovementKind.Reserve, MovementKind.Consume, MovementKind.Release, MovementKind.Refund };
        var ends = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var desk = new Desk(Hours) { Now = Hours.Ends - Duration.FromHours(random.Next(20, 60)) };
            for (var turn = 0; turn < 60; turn++)
            {
                desk.Now += Duration.FromHours(1);
                if (random.Next(10) == 0) desk.Settle(Hours with { Amount = random.Next(1, 20) / 4m });
                var (kind, ticket, before) = (kinds[random.Next(kinds.Length)], TicketNumber.Of("A", random.Next(1, 5)), desk.Book.LeftAt(desk.Now));
                var step = desk.Do(Of(kind, ticket) with { Amount = random.Next(1, 8) / 4m });
                if (kind is MovementKind.Reserve && step.Refusal is null) Assert.Equal(before, desk.Book.LeftAt(desk.Now) + step.Movements[0].Amount);
                Assert.True(desk.Book is { Reserved: >= 0, Consumed: >= 0, Expired: >= 0 } && desk.Book.LeftAt(desk.Now) >= 0 && (step.Refusal is null) == (step.Movements.Count > 0));
                Assert.Equal(desk.Book.Reserved, Sum(MovementKind.Reserve) - Sum(MovementKind.Consume) - Sum(MovementKind.Release));
                Assert.Equal(desk.Book.Consumed, Sum(MovementKind.Consume) - Sum(MovementKind.Refund));
                Assert.Equal(desk.Book.Account.Amount - desk.Book.Expired, Sum(MovementKind.Grant) + Sum(MovementKind.Correct) - Sum(MovementKind.Expire));
                Assert.Equal(Enumerable.Range(1, desk.Book.Movements), desk.Movements.Select(each => each.Sequence));
            }

            if (desk.Now >= Hours.Ends && Sum(MovementKind.Expire) > 0) ends++;

            decimal Sum(MovementKind kind) => desk.Movements.Where(each => each.Kind == kind).Sum(each => each.Amount);
        }

        Assert.True(ends > 30, $"Only {ends} accounts ended with something left.");
    }

    [Fact]
    public void A_vehicle_has_what_all_its_accounts_have_and_uses_first_what_ends_first()
    {
        var sooner = Incidents with { Id = "sooner", Until = new LocalDate(2026, 12, 1) };
        AccountBalance[] balances =
        [
            new(Incidents, 3, 0, 7, IsLow: false), new(sooner, 2, 0, 8, IsLow: false), new(Incidents with { Id = "empty", Until = new LocalDate(2026, 11, 30) }, 0, 0, 10, IsLow: true),
            new(Hours with { VehicleId = "advanced" }, 0.25m, 0, 2.25m, IsLow: false), new(Incidents with { VehicleId = "on-premises" }, 0, 0, 10, IsLow: true),
        ];

        Assert.Equal(new Dictionary<string, int?> { ["signature"] = 5, ["advanced"] = 1, ["on-premises"] = 0 }, AccountBalance.ByVehicle(balances));
        Assert.Equal(sooner, AccountBalance.ToUse(balances, "signature"));
        Assert.Equal(Incidents, AccountBalance.ToUse(balances, "signature", 3));
        Assert.Null(AccountBalance.ToUse(balances, "signature", 4));
        Assert.Null(AccountBalance.ToUse(balances, "on-premises"));
    }

    private static LedgerCommand Of(MovementKind kind) => Of(kind, Ticket);

    private static LedgerCommand Of(MovementKind kind, TicketNumber ticket) => kind switch
    {
        MovementKind.Reserve => LedgerCommand.Reserve("i", ticket, Agent, Key("reserve")),
        MovementKind.Consume => LedgerCommand.Consume("i", ticket, Agent, Key("consume"), "2611240040001234"),
        MovementKind.Release => LedgerCommand.Release("i", ticket, Agent, Key("release")),
        _ => LedgerCommand.Refund("i", ticket, Agent, Key("refund"), "A duplicate"),
    };

    /// <summary>An account and all that moved on it.</summary>
    private sealed class Desk
    {
        private readonly List<LedgerMovement> _movements = [];

        public Desk(IncidentAccount account) => Book = Take(IncidentBook.Open(account, IncidentBookTests.Now)).After;

        public Instant Now { get; set; } = IncidentBookTests.Now;

        public IncidentBook Book { get; private set; }

        public IReadOnlyList<LedgerMovement> Movements => _movements;

        public LedgerStep Do(LedgerCommand command)
        {
            Book = Take(Book.Expire(Now)).After;
            var step = Take(Book.Do(command, [.. _movements.Where(movement => movement.Ticket == command.Ticket)], Now));
            Book = step.After;
            return step;
        }

        public void Settle(IncidentAccount account) => Book = Take(Book.Settle(account, Now)).After;

        private LedgerStep Take(LedgerStep step)
        {
            _movements.AddRange(step.Movements);
            return step;
        }
    }
}
