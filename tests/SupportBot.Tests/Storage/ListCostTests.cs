using FaultSimulator.Tables;
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
}
