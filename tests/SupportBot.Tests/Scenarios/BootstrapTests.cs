using SupportBot.Customers;
using SupportBot.Desk;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>From nothing to the first ticket: an operator chooses in Teams where the desk works; no id is copied by hand.</summary>
public sealed class BootstrapTests
{
    [SkippableTheory]
    [InlineData("lea@contoso.example")]
    [InlineData("1eaa4715-5b4a-4f58-9e72-6b90c1bd0005")]
    public async Task An_operator_puts_the_first_queue_into_a_channel_and_files_the_first_ticket(string named)
    {
        await using var desk = await OpenDesk.OpenAsync(settings: new Dictionary<string, string?> { ["Desk:Operators:0"] = named, ["Desk:Leads:0"] = null }, isSetUp: false);
        desk.Provoked.Add("unknownMember");
        await desk.Teams.UninstallFromTeamAsync();
        await desk.Teams.InstallInTeamAsync();

        var card = await desk.Lea.WaitForAsync("an operator chooses the channel", Cast.GeneralChannelId);
        var form = (await desk.Lea.PressAsync(card, Verbs.UseChannel)).Task!;
        var kept = await desk.Lea.SubmitTaskAsync(form, Verbs.UseChannel, new { queue = "Support", channel = Cast.SupportChannelId });
        Assert.Contains("now come into the channel Support", kept.Body!.ToString(), StringComparison.Ordinal);

        // A colleague outside the team asks; the desk makes its own organisation a customer with one press.
        await desk.Teams.Rui.SayAsync("O meu portátil não liga");
        await desk.Teams.Rui.WaitForAsync("Este apoio destina-se aos nossos clientes");
        var asked = await desk.Ivy.WaitForAsync("A colleague asks for support", Cast.SupportChannelId);
        var customer = (await desk.Ivy.PressAsync(asked, Verbs.NewCustomer)).Task!;
        Assert.Contains(Cast.Contoso.Name, customer.Card!.ToString(), StringComparison.Ordinal);
        await desk.Ivy.SubmitTaskAsync(customer, Verbs.NewCustomer, new { name = Cast.Contoso.Name });
        await desk.Teams.Rui.WaitForAsync("apoia a sua organização aqui");
        await OpenDesk.FileAsync(desk.Teams.Rui, "O Outlook não abre");

        await desk.Ivy.WaitForAsync("O Outlook não abre", Cast.SupportChannelId);
        Assert.True(desk.Ivy.Again(asked).Shows("Linked to Contoso CSP by Ivy Chen"));
    }

    [SkippableFact]
    public async Task Who_is_no_operator_is_told_so_and_changes_nothing()
    {
        await using var desk = await OpenDesk.OpenAsync(isSetUp: false);
        await desk.Teams.UninstallFromTeamAsync();
        await desk.Teams.InstallInTeamAsync();
        var card = await desk.Ivy.WaitForAsync("an operator chooses the channel", Cast.GeneralChannelId);

        var refused = await desk.Ivy.PressAsync(card, Verbs.UseChannel);

        Assert.Null(refused.Task);
        Assert.Contains("not for your role", refused.Body!.ToString(), StringComparison.Ordinal);
        var forged = await desk.Ivy.InvokeAsync(
            "task/submit", new { data = new { verb = Verbs.UseChannel, queue = "Mine", channel = Cast.SupportChannelId }, context = new { theme = "default" } }, Cast.GeneralChannelId);
        Assert.Contains("not for your role", forged.Body, StringComparison.Ordinal);
        Assert.Empty(await desk.Get<IQueues>().AllAsync(default));
    }

    [SkippableFact]
    public async Task What_is_no_channel_of_the_team_is_refused_and_the_form_keeps_what_was_typed()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Lea.SayAsync("fila", Cast.SupportChannelId, mention: true);
        var card = await desk.Lea.WaitForAsync(message => message.FromBot && message.Buttons.Contains("Queue's open tickets"), Cast.SupportChannelId);
        var form = (await desk.Lea.PressAsync(card, Verbs.UseChannel)).Task!;

        var again = await desk.Lea.InvokeAsync(
            "task/submit", new { data = new { verb = Verbs.UseChannel, queue = "Azure", channel = "19:elsewhere@thread.tacv2" }, context = new { theme = "default" } }, Cast.SupportChannelId);

        Assert.Contains("one of this team's channels", again.Body, StringComparison.Ordinal);
        Assert.Contains("\"Azure\"", again.Body, StringComparison.Ordinal);
        desk.Time.Move(TimeSpan.FromSeconds(1));
        var done = await desk.Lea.SubmitTaskAsync(form, Verbs.UseChannel, new { queue = "Azure", channel = Cast.AzureChannelId });
        Assert.Contains("Azure", done.Body!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Support", "Azure"], (await desk.Get<IQueues>().AllAsync(default)).Select(queue => queue.Name));
    }

    [SkippableFact]
    public async Task A_ticket_filed_before_there_is_a_queue_waits_for_one()
    {
        await using var desk = await OpenDesk.OpenAsync(isSetUp: false);
        await desk.AddCustomersAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        await desk.Get<IQueues>().KeepAsync(new Queue("Support", Cast.TeamId, Cast.SupportChannelId, desk.Teams.ServiceUrl), default);

        desk.Time.Move(TimeSpan.FromMinutes(3));

        await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
    }

    [SkippableFact]
    public async Task A_team_that_lost_the_bot_makes_nobody_an_agent_and_locks_no_operator_out()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Provoked.UnionWith(["notInRoster", "unknownMember"]);
        await desk.Teams.UninstallFromTeamAsync();

        await desk.Lea.SayAsync("hello");
        await desk.Ivy.SayAsync("hello");

        await desk.Lea.WaitForAsync(message => message.Buttons.Contains("Clientes"));
        await desk.Ivy.WaitForAsync("serves our customers");
    }

    [SkippableFact]
    public async Task An_agent_keeps_their_Partner_Center_roles()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Ivy.SayAsync("hello");
        var card = await desk.Ivy.WaitForAsync("My roles in Partner Center");

        await desk.Ivy.PressAsync(card, Verbs.PartnerCenterRoles, new { roles = "AdminAgent,SalesAgent" });
        await desk.Ivy.InvokeAsync(
            "adaptiveCard/action", new { action = new { type = "Action.Execute", verb = Verbs.PartnerCenterRoles, data = new { verb = Verbs.PartnerCenterRoles, roles = "AdminAgent,SalesAgent,Owner" } } });

        Assert.True(desk.Ivy.Again(card).Shows("Saved."));
        var ivy = new SupportBot.Tickets.Person(desk.Ivy.TenantId, desk.Ivy.AadObjectId, desk.Ivy.Name);
        Assert.Equal([PartnerCenterRole.AdminAgent, PartnerCenterRole.SalesAgent], await desk.Get<IAgents>().RolesOfAsync(ivy, default));
    }
}
