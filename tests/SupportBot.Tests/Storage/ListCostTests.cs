using FaultSimulator.Tables;
using NodaTime;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Storage;

/// <summary>What lists cost, in requests and in rows that the service looks at.</summary>
public sealed class ListCostTests
{
    [Fact]
    public async Task A_page_costs_the_same_at_a_hundred_and_at_ten_thousand_tickets()
    {
        var few = await ListCost.MeasureAsync(100);
        var many = await ListCost.MeasureAsync(10_000);

        Assert.Equal(few, many);
        // One query of ten rows and where the next page begins, and ten heads.
        foreach (var list in new[] { "all", "organisation", "queue", "owned" }) Assert.Equal(new TableUsage(11, 21), many[list]);
        foreach (var list in new[] { "ongoing", "consentsDue" }) Assert.Equal(new TableUsage(51, 100), many[list]);
        Assert.Equal(6, many.Count);
    }

    [Fact]
    public async Task Rows_that_lie_cost_two_more_queries_at_most()
    {
        var tables = await MemoryTables.CreateAsync(new StillClock());
        var store = tables.Instance();
        var ghost = Begin(TicketNumber.Of("A", 1), new StillClock().Now()).After;
        for (var count = 1; count <= 100; count++)
        {
            foreach (var row in ListTable.RowsOf(ghost with { Number = TicketNumber.Of("A", count) })) tables.Service.Put(tables.Tables.Lists.Name, row);
        }

        var before = tables.Service.Usage;
        var page = await store.Lists.AllOfAsync(Ana, from: null, default);

        Assert.Empty(page.Tickets);
        Assert.NotNull(page.Next);
        // Three queries of ten rows and the one behind them, thirty heads that are not there, thirty rows dropped.
        Assert.Equal(new TableUsage(3 + 30 + 30, 33), tables.Service.Usage - before);
        Assert.Equal(70, (await tables.Tables.Lists.RangeAsync(TableKeys.AllOf(Ana), new KeyRange("", "~"), default)).Count);
    }

    [Fact]
    public async Task What_a_change_takes_a_ticket_out_of_is_left_without_waiting_for_a_reader()
    {
        var clock = new StillClock();
        var tables = await MemoryTables.CreateAsync(clock);
        var store = tables.Instance();
        var until = clock.Now() + Duration.FromHours(1);
        var asked = Ask(Begin(TicketNumber.Of("A", 1), clock.Now()).After with { Queue = "Azure" }, clock.Now(), until).After;
        await store.Tickets.SettleListsAsync(asked, default);
        var places = ListTable.RowsOf(asked).Select(row => (row.PartitionKey, row.RowKey)).ToList();
        Assert.Equal(6, places.Count);

        var moved = asked with
        {
            Queue = "Printers",
            Owner = Agent with { ObjectId = "joão" },
            Consent = asked.Consent! with { Question = asked.Consent.Question with { ExpiresAt = until + Duration.FromHours(1) } },
            Version = asked.Version + 1,
        };
        await store.Tickets.SettleListsAsync(moved, default, before: asked);

        foreach (var (partition, key) in places.Except(ListTable.RowsOf(moved).Select(row => (row.PartitionKey, row.RowKey))))
            Assert.Null(await tables.Tables.Lists.FindAsync(partition, key, default));
        foreach (var row in ListTable.RowsOf(moved)) Assert.Equal(moved.Version, (await tables.Tables.Lists.FindAsync(row.PartitionKey, row.RowKey, default))!.Number("Version"));

        // Whoever is late with the old head does not take it back.
        await store.Tickets.SettleListsAsync(asked, default);
        foreach (var row in ListTable.RowsOf(moved)) Assert.NotNull(await tables.Tables.Lists.FindAsync(row.PartitionKey, row.RowKey, default));
    }
}
