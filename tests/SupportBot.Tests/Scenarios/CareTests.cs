using SupportBot.Desk;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The desk looks after customers, and files for people who did not write themselves.</summary>
public sealed class CareTests
{
    [SkippableFact]
    public async Task A_lead_makes_somebody_an_administrator_who_sees_the_organisations_tickets_from_then_on()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre"));
        await desk.Teams.Dina.SayAsync("my tickets");
        var hers = await desk.Teams.Dina.WaitForAsync("Your requests");
        Assert.DoesNotContain("Our organisation's requests", hers.Buttons);

        var care = await CareAsync(desk, Cast.Fabrikam);
        Assert.Contains("Dina Costa", care.Card!.ToString(), StringComparison.Ordinal);
        var kept = await desk.Lea.SubmitTaskAsync(care, Verbs.Customers, new
        {
            administrators = $"{Cast.Fabrikam.TenantId}/{Cast.Dina.AadObjectId}", plan = "-", queue = "-", contacts = "Ana, +351 210 000 001",
        });

        Assert.Contains("Fabrikam is saved", kept.Body!.ToString(), StringComparison.Ordinal);
        await desk.Bo.SayAsync("help");
        var stale = care.Card!.SelectToken("$..stamp")!.ToString();
        var fresh = (await CareAsync(desk, Cast.Fabrikam)).Card!.SelectToken("$..stamp")!.ToString();
        Assert.Contains("Somebody else changed this", (await ForgedAsync(desk, stale)).Body, StringComparison.Ordinal);
        Assert.Contains("Fabrikam is saved", (await ForgedAsync(desk, fresh)).Body, StringComparison.Ordinal);
        var customer = (await desk.Get<SupportBot.Customers.ICustomerStore>().FindByTenantAsync(Cast.Fabrikam.TenantId, default))!.Customer;
        Assert.Equal(["Dina Costa"], customer.Administrators.Select(member => member.Name));
        Assert.Equal(["Ana, +351 210 000 002"], customer.Contacts);
        await desk.QuietAsync();
        await desk.Teams.Dina.SayAsync("my tickets");
        hers = await desk.Teams.Dina.WaitForAsync(message => message.Buttons.Contains("Our organisation's requests"));
        await desk.Teams.Dina.PressAsync(hers, Verbs.OrganisationTickets);
        Assert.True(desk.Teams.Dina.Again(hers).Shows(ticket));
        await desk.Teams.Dina.PressAsync(desk.Teams.Dina.Again(hers), $"{Verbs.Show}-{ticket}");
        Assert.True(desk.Teams.Dina.Again(hers).Shows("O Outlook não abre"));
        // She sees it and has nothing to press on it: it is Ana's.
        Assert.Empty(desk.Teams.Dina.Again(hers).Buttons);
    }

    // Bo, of another customer, among those who would see everything.
    private static Task<BotAnswer> ForgedAsync(OpenDesk desk, string stamp) => desk.Lea.InvokeAsync(
            "task/submit",
            new
            {
                data = new
                {
                    verb = Verbs.Customers, step = "keep", stamp, customer = Cast.Fabrikam.TenantId, contacts = "Ana, +351 210 000 002",
                    administrators = $"{Cast.Fabrikam.TenantId}/{Cast.Dina.AadObjectId},{Cast.Northwind.TenantId}/{Cast.Bo.AadObjectId}",
                },
                context = new { theme = "default" },
            },
            Cast.SupportChannelId);

    [SkippableFact]
    public async Task Customers_are_for_leads_and_operators()
    {
        await using var desk = await OpenDesk.OpenAsync();

        var forged = await desk.Ivy.InvokeAsync("task/fetch", new { data = new { verb = Verbs.Customers } }, Cast.SupportChannelId);

        Assert.Contains("not for your role", forged.Body, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_agent_files_for_somebody_and_they_get_the_card_in_their_language()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Ana.SayAsync("ajuda");
        var form = await FileForAsync(desk, Cast.Fabrikam);
        Assert.Contains("Ana Sousa", form.Card!.ToString(), StringComparison.Ordinal);

        var filed = await desk.Ivy.SubmitTaskAsync(form, Verbs.FileFor, new
        {
            person = $"{Cast.Fabrikam.TenantId}/{Cast.Ana.AadObjectId}", text = "O telefone não toca", service = "Microsoft365", category = "Technical", affected = "Several", blocked = "Yes",
        });

        var number = System.Text.RegularExpressions.Regex.Match(filed.Body!.ToString(), @"A-\d+").Value;
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        Assert.True(root.Shows("Filed by Ivy Chen"));
        Assert.True(root.Shows("O telefone não toca"));
        var card = await desk.Ana.WaitForAsync("Ivy Chen registou este pedido em seu nome");
        Assert.True(card.Shows(number));
        await desk.Ana.SayAsync($"{number}: já toca");
        await desk.Ivy.WaitForAsync("já toca", root.Conversation);

        var again = await desk.Teams.RedeliverAsync(desk.Teams.Activities.Last(sent => (string?)sent.Activity["name"] == "task/submit").Id, newId: true);
        Assert.Contains(number, again.Body, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.Id == message.RootId && message.Shows("O telefone não toca"));
    }

    [SkippableFact]
    public async Task For_somebody_without_Teams_a_name_is_needed_and_what_was_typed_stays()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var form = await FileForAsync(desk, Cast.Northwind);

        var again = (await desk.Ivy.SubmitTaskAsync(form, Verbs.FileFor, new { person = "-", text = "The printer is on fire" })).Task!;
        Assert.Contains("give the name of the person", again.Card!.ToString(), StringComparison.Ordinal);
        Assert.Contains("The printer is on fire", again.Card!.ToString(), StringComparison.Ordinal);
        await desk.Ivy.SubmitTaskAsync(again, Verbs.FileFor, new { person = "-", name = "Old Mr Larsen", text = "The printer is on fire" });

        var root = await desk.Ivy.WaitForAsync("Old Mr Larsen", Cast.SupportChannelId);
        var reply = (await desk.Ivy.PressAsync(root, "reply")).Task!;
        var kept = await desk.Ivy.SubmitTaskAsync(reply, "reply", new { text = "Please leave the building." });
        Assert.Contains("Old Mr Larsen does not use Teams", kept.Body!.ToString(), StringComparison.Ordinal);
        await desk.Ivy.WaitForAsync("Please tell them another way", root.Conversation);
        Assert.True(root.Shows(Cast.Northwind.Name));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("printer"));
    }

    [SkippableFact]
    public async Task An_agent_files_from_their_own_chat_as_well()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Ivy.SayAsync("file for a customer");
        var card = await desk.Ivy.WaitForAsync(message => message.Buttons.Contains("File for a customer"));
        var choice = (await desk.Ivy.PressAsync(card, Verbs.FileFor)).Task!;
        var form = (await desk.Ivy.SubmitTaskAsync(choice, Verbs.FileFor, new { customer = Cast.Northwind.TenantId })).Task!;

        await desk.Ivy.SubmitTaskAsync(form, Verbs.FileFor, new { name = "Old Mr Larsen", text = "The printer is on fire" });

        await desk.Ivy.WaitForAsync("Old Mr Larsen", Cast.SupportChannelId);
    }

    [SkippableFact]
    public async Task An_agent_finds_a_ticket_by_its_number_from_any_message_and_a_customer_only_their_own()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Outlook is slow"));

        Assert.Contains("Outlook is slow", (await desk.Ivy.QueryExtensionAsync("findTicket", number)).Body, StringComparison.Ordinal);
        Assert.Contains("Outlook is slow", (await desk.Bo.QueryExtensionAsync("findTicket", number)).Body, StringComparison.Ordinal);
        var other = (await desk.Ana.QueryExtensionAsync("findTicket", number)).Body;
        Assert.Equal((await desk.Ana.QueryExtensionAsync("findTicket", "A-999999")).Body, other);
        Assert.Contains("Write the number of a ticket", (await desk.Ivy.QueryExtensionAsync("findTicket", "slow")).Body, StringComparison.Ordinal);
    }

    private static async Task<OpenTask> CareAsync(OpenDesk desk, Organisation organisation)
    {
        await desk.Lea.SayAsync("customers", Cast.SupportChannelId, mention: true);
        var card = await desk.Lea.WaitForAsync(message => message.Buttons.Contains("Customers"), Cast.SupportChannelId);
        var choice = (await desk.Lea.PressAsync(card, Verbs.Customers)).Task!;
        return (await desk.Lea.SubmitTaskAsync(choice, Verbs.Customers, new { customer = organisation.TenantId })).Task!;
    }

    private static async Task<OpenTask> FileForAsync(OpenDesk desk, Organisation organisation)
    {
        await desk.Ivy.SayAsync("file for a customer", Cast.SupportChannelId, mention: true);
        var card = await desk.Ivy.WaitForAsync(message => message.Buttons.Contains("File for a customer"), Cast.SupportChannelId);
        var choice = (await desk.Ivy.PressAsync(card, Verbs.FileFor)).Task!;
        return (await desk.Ivy.SubmitTaskAsync(choice, Verbs.FileFor, new { customer = organisation.TenantId })).Task!;
    }
}
