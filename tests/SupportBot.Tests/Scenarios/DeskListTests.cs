using NodaTime;
using SupportBot.Desk;
using SupportBot.Tickets;
using TeamsSimulator;
using Person = TeamsSimulator.Person;

namespace SupportBot.Tests.Scenarios;

/// <summary>Agents find what is to be done in lists: a queue's open tickets, and their own.</summary>
public sealed class DeskListTests
{
    [SkippableFact]
    public async Task An_agent_pages_through_the_queue_takes_a_ticket_and_finds_it_among_their_own_until_it_is_settled()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var first = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "The printer is on fire in Outlook"));
        for (var count = 1; count <= 11; count++) await FileAsync(desk, $"nonce-{count}", queue: null);
        await desk.QuietAsync();
        var card = await CardAsync(desk, desk.Ivy);
        Assert.Equal(["File for a customer", "Queue's open tickets", "My tickets"], card.Buttons);

        await desk.Ivy.PressAsync(card, Verbs.QueueTickets);
        var page = desk.Ivy.Again(card);
        Assert.True(page.Shows("Open tickets: Support"));
        Assert.Equal(10, page.Buttons.Count(button => button == "Show"));
        Assert.False(page.Shows(first), "the oldest is on the next page");
        Assert.False(desk.Max.Again(card).Shows("Open tickets: Support"), "only the one who pressed sees the list");
        await desk.Ivy.PressAsync(page, "Show more");
        page = desk.Ivy.Again(card);
        Assert.Equal(2, page.Buttons.Count(button => button == "Show"));
        Assert.True(page.Shows($"{first} · The printer is on fire") && page.Shows("Northwind Traders · New · Nobody yet"));
        Assert.DoesNotContain("Show more", page.Buttons);

        await desk.Ivy.PressAsync(page, $"show-{first}");
        await desk.Ivy.PressAsync(desk.Ivy.Again(card), Verbs.Claim);
        await desk.QuietAsync();
        var mine = await ListAsync(desk, desk.Ivy, Verbs.OwnedTickets);
        Assert.True(mine.Shows("Tickets you look after") && mine.Shows(first));
        Assert.Single(mine.Buttons, "Show");
        Assert.True((await ListAsync(desk, desk.Max, Verbs.OwnedTickets)).Shows("You look after no open ticket"));

        var root = await OpenDesk.RootAsync(desk.Ivy, first);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Put it out.");
        var question = await desk.Bo.WaitForAsync($"Is {first} settled?");
        await desk.Bo.PressAsync(question, "Yes");
        await desk.QuietAsync();
        Assert.True((await ListAsync(desk, desk.Ivy, Verbs.OwnedTickets)).Shows("You look after no open ticket"));
        var left = await ListAsync(desk, desk.Max, Verbs.QueueTickets);
        await desk.Max.PressAsync(left, "Show more");
        Assert.False(desk.Max.Again(left).Shows(first));
    }

    [SkippableFact]
    public async Task Of_several_queues_the_one_of_the_channel_is_shown_and_another_can_be_chosen()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await FileAsync(desk, "request-printers", "Printers");
        await FileAsync(desk, "request-azure", "Azure");
        await FileAsync(desk, "request-plain", queue: null);
        await desk.QuietAsync();

        // Nobody has set up a queue of either name: all is in the first one.
        var list = await ListAsync(desk, desk.Ivy, Verbs.QueueTickets);
        Assert.True(list.Shows("request-printers") && list.Shows("request-azure") && list.Shows("request-plain"));

        desk.Time.Move(TimeSpan.FromSeconds(1));
        await desk.Get<IQueues>().KeepAsync(new Queue("Azure", Cast.TeamId, Cast.AzureChannelId, desk.Teams.ServiceUrl), default);
        list = await ListAsync(desk, desk.Ivy, Verbs.QueueTickets);
        Assert.True(list.Shows("request-printers") && !list.Shows("request-azure") && list.Shows("request-plain"));
        await desk.Ivy.PressAsync(list, Verbs.QueueTickets, new { queue = "Azure" });
        list = desk.Ivy.Again(list);
        Assert.True(list.Shows("Open tickets: Azure") && list.Shows("request-azure") && !list.Shows("request-plain"));

        await desk.Max.SayAsync("hello", Cast.AzureChannelId, mention: true);
        var there = await desk.Max.WaitForAsync(message => message.Buttons.Contains("Queue's open tickets"), Cast.AzureChannelId);
        await desk.Max.PressAsync(there, Verbs.QueueTickets);
        Assert.True(desk.Max.Again(there).Shows("Open tickets: Azure"));

        // In their own chat, in their own language.
        desk.Max.Prefers(locale: "pt-PT");
        await desk.Max.SayAsync("olá");
        var personal = await desk.Max.WaitForAsync(message => message.Buttons.Contains("Pedidos em aberto da fila"));
        await desk.Max.PressAsync(personal, Verbs.QueueTickets);
        Assert.True(desk.Max.Again(personal).Shows("Pedidos em aberto: Support"));
    }

    private static async Task FileAsync(OpenDesk desk, string nonce, string? queue)
    {
        var store = desk.Get<ITicketStore>();
        var ana = new SupportBot.Tickets.Person(desk.Ana.TenantId, desk.Ana.AadObjectId, desk.Ana.Name);
        var request = new Request(nonce, "Words", Service.Azure, Category.Technical, Affected.OnlyMe, WorkBlocked.No);
        var wish = new FileTicket(
            await store.NextNumberAsync(default), nonce, ana, ana, Cast.Fabrikam.Name, request, WantsPerson: false, SummaryMessage: null, CommandKey.OfMessage("filed", nonce), queue);
        var filed = TicketDecision.Begin(wish, Instant.FromDateTimeOffset(desk.Time.GetUtcNow())).Change!;
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(filed, stamp: null, notices: [], default));
        await store.SettleListsAsync(filed.After, default);
    }

    private static async Task<Message> CardAsync(OpenDesk desk, Person agent)
    {
        var before = agent.Read(Cast.SupportChannelId).Select(message => message.Id).ToHashSet();
        await agent.SayAsync("lists", Cast.SupportChannelId, mention: true);
        return await agent.WaitForAsync(message => !before.Contains(message.Id) && message.Buttons.Contains("Queue's open tickets"), Cast.SupportChannelId);
    }

    private static async Task<Message> ListAsync(OpenDesk desk, Person agent, string verb)
    {
        var card = await CardAsync(desk, agent);
        await agent.PressAsync(card, verb);
        return agent.Again(card);
    }
}
