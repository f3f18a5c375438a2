using SupportBot.Customers;
using SupportBot.Desk;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Somebody of a tenant that nobody knows writes: the desk is asked whose it is, and the person can go on once it is said.</summary>
public sealed class DoorstepTests
{
    [SkippableFact]
    public async Task The_desk_gets_one_card_a_tenant_and_day_and_nothing_that_was_written_is_kept()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        await desk.Teams.Sam.SayAsync("Outlook is broken, my password is hunter2");
        await desk.Teams.Sam.SayAsync("hello?");
        var card = await AskedAsync(desk);
        await desk.QuietAsync();

        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));
        Assert.True(card.Shows(Cast.Tailspin.TenantId));
        Assert.False(card.Shows("Sam Stone"));
        var waiting = Assert.Single(await desk.Get<IStrangers>().PeopleAsync(Cast.Tailspin.TenantId, default));
        Assert.Equal(desk.Teams.Sam.ConversationId, waiting.ConversationId);

        desk.Time.Move(TimeSpan.FromDays(1));
        await desk.Teams.Sam.SayAsync("and today?");
        await desk.QuietAsync();
        Assert.Equal(2, desk.Ivy.Read(Cast.SupportChannelId).Count);
    }

    [SkippableFact]
    public async Task Linked_to_a_customer_the_person_is_told_once_and_goes_on()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        await desk.Teams.Sam.SayAsync("Outlook is broken");
        var card = await AskedAsync(desk);

        var form = (await desk.Ivy.PressAsync(card, Verbs.LinkTenant)).Task!;
        var linked = await desk.Ivy.SubmitTaskAsync(form, Verbs.LinkTenant, new { customer = Cast.Northwind.TenantId });

        Assert.Contains("Linked to Northwind Traders", linked.Body!.ToString(), StringComparison.Ordinal);
        await desk.Teams.Sam.WaitForAsync("now serves your organisation here");
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(card).Shows("Linked to Northwind Traders by Ivy Chen"));
        Assert.Empty(desk.Max.Again(card).Buttons);
        Assert.Empty(await desk.Get<IStrangers>().PeopleAsync(Cast.Tailspin.TenantId, default));
        var ticket = await OpenDesk.FileAsync(desk.Teams.Sam, "Outlook is broken");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        Assert.True(root.Shows(Cast.Northwind.Name));
        Assert.Single(desk.Teams.Sam.Read(), message => message.Shows("now serves your organisation"));
    }

    [SkippableFact]
    public async Task A_form_that_is_sent_twice_makes_one_customer()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        var card = await AskedAsync(desk);
        var form = (await desk.Ivy.PressAsync(card, Verbs.NewCustomer)).Task!;
        await desk.Ivy.SubmitTaskAsync(form, Verbs.NewCustomer, new { name = "Tailspin Toys", domain = "tailspin.example", cloud = "Gcc" });
        await desk.Teams.Sam.WaitForAsync("now serves your organisation here");

        var again = await desk.Teams.RedeliverAsync(desk.Teams.Activities.Last(sent => (string?)sent.Activity["name"] == "task/submit").Id, newId: true);

        Assert.Contains("Linked to Tailspin Toys", again.Body, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Single(desk.Teams.Sam.Read(), message => message.Shows("now serves your organisation"));
        var customer = (await desk.Get<ICustomerStore>().FindByTenantAsync(Cast.Tailspin.TenantId, default))!.Customer;
        Assert.Equal(("Tailspin Toys", "tailspin.example", Cloud.Gcc), (customer.Name, customer.PrimaryDomain, customer.Cloud));
    }

    [SkippableFact]
    public async Task A_customer_of_another_cloud_is_refused_with_the_reason()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        var form = (await desk.Ivy.PressAsync(await AskedAsync(desk), Verbs.NewCustomer)).Task!;

        var refused = (await desk.Ivy.SubmitTaskAsync(form, Verbs.NewCustomer, new { name = "Tailspin Toys", cloud = "GccHigh" })).Task!;

        Assert.Contains("a customer in GCC High needs a deployment of its own", refused.Card!.ToString(), StringComparison.Ordinal);
        Assert.Null(await desk.Get<ICustomerStore>().FindByTenantAsync(Cast.Tailspin.TenantId, default));
    }

    [SkippableFact]
    public async Task A_stored_customer_of_another_cloud_is_told_so_and_nothing_of_theirs_is_taken()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.ChangeAsync(Cast.Northwind, customer => customer with { Cloud = Cloud.Dod });

        await desk.Bo.SayAsync("Outlook is broken");

        await desk.Bo.WaitForAsync("in another Microsoft cloud");
        await desk.QuietAsync();
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));
    }

    [SkippableFact]
    public async Task Ignored_a_tenant_is_asked_about_no_more_until_that_is_taken_back()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        var card = await AskedAsync(desk);
        await desk.Ivy.PressAsync(card, Verbs.IgnoreTenant);
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(card).Shows("Ignored by Ivy Chen"));

        desk.Time.Move(TimeSpan.FromDays(2));
        await desk.Teams.Sam.SayAsync("hello?");
        await desk.Teams.Sam.WaitForAsync("Your organisation is not set up here yet");
        await desk.QuietAsync();
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));

        await desk.Max.PressAsync(desk.Max.Again(card), Verbs.HeedTenant);
        await desk.Teams.Sam.SayAsync("hello again");
        await desk.QuietAsync();
        Assert.Equal(2, desk.Ivy.Read(Cast.SupportChannelId).Count);
    }

    [SkippableFact]
    public async Task A_card_of_an_earlier_day_does_not_undo_what_was_decided_since()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        var old = await AskedAsync(desk);
        await desk.QuietAsync();
        desk.Time.Move(TimeSpan.FromDays(1));
        await desk.Teams.Sam.SayAsync("hello?");
        var card = await desk.Ivy.WaitForAsync(message => message.Id != old.Id && message.Shows("nobody knows wrote to us"), Cast.SupportChannelId);
        var form = (await desk.Ivy.PressAsync(card, Verbs.LinkTenant)).Task!;
        await desk.Ivy.SubmitTaskAsync(form, Verbs.LinkTenant, new { customer = Cast.Northwind.TenantId });
        await desk.QuietAsync();

        await desk.Max.PressAsync(old, Verbs.IgnoreTenant);

        Assert.True(desk.Max.Again(old).Shows("Linked to Northwind Traders by Ivy Chen"));
        await desk.Teams.Sam.WaitForAsync("now serves your organisation here");
        Assert.Equal(StrangerStanding.Known, (await desk.Get<IStrangers>().FindAsync(Cast.Tailspin.TenantId, default))!.Standing);
    }

    [SkippableFact]
    public async Task A_card_that_can_be_drawn_no_more_keeps_nobody_waiting()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Provoked.Add("unknownActivity");
        await desk.Teams.Sam.InstallAsync();
        var card = await AskedAsync(desk);
        await desk.QuietAsync();
        var form = (await desk.Ivy.PressAsync(card, Verbs.LinkTenant)).Task!;
        desk.Teams.Fail(new Fault(FaultKind.NotInRoster, "PUT", Conversation: Cast.SupportChannelId));

        await desk.Ivy.SubmitTaskAsync(form, Verbs.LinkTenant, new { customer = Cast.Northwind.TenantId });

        await desk.Teams.Sam.WaitForAsync("now serves your organisation here");
        await desk.QuietAsync();
        Assert.Empty(await desk.Get<IStrangers>().UnsettledAsync(default));
    }

    [SkippableFact]
    public async Task While_Teams_takes_nothing_the_question_waits_and_is_asked_once()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Conversation: Cast.SupportChannelId, Seconds: 25));
        await desk.Teams.Sam.InstallAsync();
        await desk.QuietAsync();
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));

        desk.Time.Move(TimeSpan.FromMinutes(2));

        await AskedAsync(desk);
        await desk.QuietAsync();
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));
    }

    private static Task<Message> AskedAsync(OpenDesk desk) => desk.Ivy.WaitForAsync("nobody knows wrote to us", Cast.SupportChannelId);
}
