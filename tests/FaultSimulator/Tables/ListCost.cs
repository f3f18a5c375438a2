using Azure.Data.Tables;
using NodaTime;
using SupportBot.Storage;
using SupportBot.Tickets;

namespace FaultSimulator.Tables;

/// <summary>What a page of each list costs among many tickets, all of which stand in every list: one person filed them into one queue, one agent took them, and on each it is asked whether work may be charged.</summary>
internal static class ListCost
{
    private const string Queue = "Support";
    private static readonly Person Ana = new("tenant-a", "ana", "Ana Sousa");
    private static readonly Person Ivy = new("tenant-desk", "ivy", "Ivy Chen");
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);

    /// <summary>The dearer of a list's first page and the one behind it, by list.</summary>
    /// <param name="count">How many tickets there are.</param>
    public static async Task<IReadOnlyDictionary<string, TableUsage>> MeasureAsync(int count)
    {
        var service = new InMemoryTables();
        var tables = StorageTables.Open(new StorageOptions { ConnectionString = InMemoryTables.ConnectionString }, new TableClientOptions { Transport = service.Transport() });
        Fill(service, tables, count);
        var lists = new ListTable(tables, new TableRetries(TimeProvider.System));
        return new Dictionary<string, TableUsage>
        {
            ["ongoing"] = await OfPageAsync(service, () => lists.OngoingOfAsync(Ana, default)),
            ["all"] = await OfPagesAsync(service, from => lists.AllOfAsync(Ana, from, default)),
            ["organisation"] = await OfPagesAsync(service, from => lists.OfOrganisationAsync([Ana.TenantId], from, default)),
            ["queue"] = await OfPagesAsync(service, from => lists.OfQueueAsync([Queue, null], from, default)),
            ["owned"] = await OfPagesAsync(service, from => lists.OwnedByAsync(Ivy, from, default)),
            ["consentsDue"] = await OfPageAsync(service, () => lists.ConsentsDueAsync(Now, default)),
        };
    }

    private static async Task<TableUsage> OfPagesAsync(InMemoryTables service, Func<string?, Task<TicketPage>> read)
    {
        string? next = null;
        var first = await OfPageAsync(service, async () => next = (await read(null)).Next);
        if (next is null) return first;
        var second = await OfPageAsync(service, () => read(next));
        return new TableUsage(Math.Max(first.Requests, second.Requests), Math.Max(first.Entities, second.Entities));
    }

    private static async Task<TableUsage> OfPageAsync(InMemoryTables service, Func<Task> read)
    {
        var before = service.Usage;
        await read();
        return service.Usage - before;
    }

    private static void Fill(InMemoryTables service, StorageTables tables, int count)
    {
        var request = new Request("Outlook asks for a password", "Again and again.", Service.Microsoft365, Category.Technical, Affected.Several, WorkBlocked.Partly);
        for (var number = 1; number <= count; number++)
        {
            var wish = new FileTicket(
                TicketNumber.Of("A", number), "draft", Ana, Ana, "Fabrikam", request, WantsPerson: false, SummaryMessage: null, CommandKey.OfMessage("chat", "1"), Queue);
            var filed = TicketDecision.Begin(wish, Now - Duration.FromDays(2)).Change!.After;
            var question = new ConsentQuestion("Move the mailboxes.", "75,00 EUR por hora", Now - Duration.FromSeconds(number));
            var asked = TicketDecision.Of(filed, new TicketCommand(TicketAction.AskConsent, Ivy, CommandKey.OfMessage("chat", "2"), Question: question), Now - Duration.FromDays(2)).Change!.After;
            service.Put(tables.Tickets.Name, TicketRows.OfHead(asked));
            foreach (var row in ListTable.RowsOf(asked)) service.Put(tables.Lists.Name, row);
        }
    }
}
