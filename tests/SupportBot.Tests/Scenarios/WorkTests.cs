using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Tickets;
using TeamsSimulator;
using Person = TeamsSimulator.Person;

namespace SupportBot.Tests.Scenarios;

/// <summary>What agents do with a ticket between claiming and resolving it, and what the customer sees of it.</summary>
public sealed class WorkTests
{
    [SkippableFact]
    public async Task Everything_that_can_be_done_stands_behind_one_button()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await RootAsync(desk);
        await desk.Max.PressAsync(root, "claim");

        var more = await desk.Ivy.PressAsync(root, "more");

        Assert.Equal(["Take over", "Assign…", "Move to another queue…", "Change priority…", "Ask the customer…", "Schedule…", "Escalate…", "Ask leads or others", "Cancel ticket…"], Buttons(more.Task!));
        // Whoever has it need not take it over.
        Assert.DoesNotContain("Take over", Buttons((await desk.Max.PressAsync(root, "more")).Task!));
    }

    [SkippableFact]
    public async Task A_lead_gives_a_ticket_to_an_agent_who_hears_of_it_and_so_does_the_customer_once()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Max.SayAsync("hello");
        var root = await RootAsync(desk);
        var number = OpenDesk.NumberOn(root);

        await DoAsync(desk.Lea, root, "assign", new { member = desk.Max.AadObjectId, text = "Max knows Exchange" });
        await desk.QuietAsync();

        Assert.True(desk.Ivy.Again(root).Shows("Max Weber"));
        Assert.True(desk.Max.Read()[^1].Shows($"Lea Martins gave you {number}"));
        Assert.Contains(desk.Ivy.Read(root.Conversation), post => post.Shows("Lea Martins assigned it: Max Weber") && post.Shows("Max knows Exchange"));
        Assert.Single(desk.Bo.Read(), message => message.Shows($"Max Weber is now looking after {number}"));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("knows Exchange"));
    }

    [SkippableFact]
    public async Task A_take_over_is_confirmed_and_whoever_had_the_ticket_is_told()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Ivy.SayAsync("hello");
        var root = await RootAsync(desk);
        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();

        var form = await OpenAsync(desk.Max, root, "takeOver");
        Assert.Contains("Ivy Chen has this ticket", form.Card!.ToString(), StringComparison.Ordinal);
        await desk.Max.SubmitTaskAsync(form, "takeOver");
        await desk.QuietAsync();

        Assert.True(desk.Lea.Again(root).Shows("Max Weber"));
        Assert.True(desk.Ivy.Read()[^1].Shows("Max Weber now has"));
    }

    [SkippableFact]
    public async Task A_transfer_opens_a_thread_in_the_other_channel_and_the_old_card_says_where_it_went()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Time.Move(TimeSpan.FromSeconds(1));
        await desk.Get<IQueues>().KeepAsync(new Queue("Azure", Cast.TeamId, Cast.AzureChannelId, desk.Teams.ServiceUrl), default);
        var root = await RootAsync(desk);
        var number = OpenDesk.NumberOn(root);
        await desk.Ivy.PressAsync(root, "claim");

        await DoAsync(desk.Ivy, root, "transfer", new { queue = "Azure", text = "It is a virtual machine" });
        await desk.QuietAsync();

        var old = desk.Ivy.Again(root);
        Assert.True(old.Shows("Moved to Azure"));
        Assert.Empty(old.Buttons);
        var moved = await desk.Max.WaitForAsync(message => message.RootId == message.Id && message.Shows(number), Cast.AzureChannelId);
        Assert.Equal("Claim", moved.Buttons[0]);
        Assert.Single(desk.Bo.Read(), message => message.Shows($"Another of our teams now looks after {number}"));

        await desk.Bo.SayAsync("It is the one in Lisbon");
        await desk.Max.WaitForAsync("It is the one in Lisbon", moved.Conversation);
        Assert.DoesNotContain(desk.Ivy.Read(root.Conversation), post => post.Shows("the one in Lisbon"));
    }

    [SkippableFact]
    public async Task The_priority_is_said_anew_and_nobody_but_the_desk_hears_of_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await RootAsync(desk);
        Assert.True(root.Shows("P4"));
        var before = desk.Bo.Read().Count;

        await DoAsync(desk.Ivy, root, "changePriority", new { affected = "Several", blocked = "Yes", text = "" });
        await desk.QuietAsync();

        Assert.True(desk.Max.Again(root).Shows("P2"));
        Assert.Contains(desk.Ivy.Read(root.Conversation), post => post.Shows("Ivy Chen changed the priority") && post.Shows("P4 → P2"));
        Assert.Equal(before, desk.Bo.Read().Count);
    }

    [SkippableFact]
    public async Task What_the_customer_is_asked_waits_for_them_and_their_answer_opens_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));

        await DoAsync(desk.Ivy, root, "askCustomer", new { text = "Qual é a versão do Outlook?" });
        await desk.Ana.WaitForAsync("Qual é a versão do Outlook?");
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("Waiting on customer"));
        Assert.True(desk.Ana.Again(ticket).Shows("A aguardar a sua resposta"));

        await desk.Ana.SayAsync("É a nova");
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("· Open"));
        Assert.True(desk.Ana.Again(ticket).Shows("Em tratamento"));
    }

    [SkippableFact]
    public async Task What_waits_on_somebody_outside_is_in_progress_to_the_customer_and_the_leads_are_asked_inside()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));

        await DoAsync(desk.Ivy, root, "escalate", new { target = "leads", text = "I am stuck" });
        await desk.QuietAsync();
        Assert.True(desk.Lea.Again(root).Shows("The leads are asked to look at it"));
        await DoAsync(desk.Lea, root, "escalate", new { target = "outside", text = "Microsoft, case 2611240010001234" });
        await desk.QuietAsync();

        Assert.True(desk.Ivy.Again(root).Shows("Waiting on: Microsoft, case 2611240010001234"));
        Assert.False(desk.Ivy.Again(root).Shows("The leads are asked"));
        Assert.True(desk.Bo.Again(ticket).Shows("In progress"));
        Assert.DoesNotContain(desk.Teams.Calls, call => call.Conversation == desk.Bo.ConversationId && call.Body?.ToString().Contains("2611240010001234", StringComparison.Ordinal) is true);

        await DoAsync(desk.Ivy, root, "resume", new { text = "" });
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));
    }

    [SkippableFact]
    public async Task A_time_is_agreed_in_the_desks_zone_and_shown_in_the_customers()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));

        var form = await OpenAsync(desk.Ivy, root, "schedule");
        var again = await desk.Ivy.SubmitTaskAsync(form, "schedule", new { date = "2026-11-20", time = "14:30", text = "After the update" });
        Assert.Contains("still to come", again.Task!.Card!.ToString(), StringComparison.Ordinal);
        Assert.Contains("After the update", again.Task.Card.ToString(), StringComparison.Ordinal);
        await desk.Ivy.SubmitTaskAsync(again.Task, "schedule", new { date = "2026-12-01", time = "14:30", text = "After the update" });
        await desk.QuietAsync();

        Assert.True(desk.Max.Again(root).Shows("Scheduled for"));
        // No offer is published, so the desk types UTC; Copenhagen is an hour ahead.
        Assert.True(desk.Bo.Again(ticket).Shows("1 Dec 2026, 15:30"), desk.Bo.Again(ticket).Everything);
        Assert.False(desk.Bo.Again(ticket).Shows("After the update"));
    }

    [SkippableFact]
    public async Task An_agent_cancels_with_a_reason_and_the_customer_brings_it_back()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));

        await DoAsync(desk.Ivy, root, "cancelTicket", new { text = "You asked the same yesterday." });
        Assert.True((await desk.Bo.WaitForAsync("Ivy Chen cancelled")).Shows("You asked the same yesterday."));
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("Cancelled"));

        await desk.Bo.PressAsync(desk.Bo.Again(ticket), "Still a problem");
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));
        Assert.True(desk.Bo.Again(ticket).Shows("In progress"));
    }

    [SkippableFact]
    public async Task Who_no_longer_needs_it_says_so_with_one_press()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        var before = desk.Ana.Read().Count;

        var pressed = await desk.Ana.PressAsync(ticket, "Já não preciso");
        await desk.QuietAsync();

        Assert.Contains("Obrigado por avisar", pressed.Card!.ToString(), StringComparison.Ordinal);
        Assert.True(desk.Ivy.Again(root).Shows("Cancelled"));
        Assert.Contains(desk.Ivy.Read(root.Conversation), post => post.Shows("Ana Sousa no longer needs this"));
        Assert.Equal(before, desk.Ana.Read().Count);
    }

    [SkippableFact]
    public async Task An_agent_closes_what_nobody_confirms_and_the_question_loses_its_buttons()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await RootAsync(desk);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        var question = await desk.Bo.WaitForAsync("settled?");

        await DoAsync(desk.Ivy, root, "close", new { text = "" });
        await desk.QuietAsync();

        Assert.True(desk.Ivy.Again(root).Shows("Closed"));
        Assert.Empty(desk.Bo.Again(question).Buttons);
    }

    [SkippableFact]
    public async Task A_closed_ticket_opens_again_for_fourteen_days_and_later_a_new_one_follows_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var number = OpenDesk.NumberOn(ticket);
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await SettleAsync(desk, root);

        desk.Time.Move(TimeSpan.FromDays(13));
        await desk.Bo.SayAsync($"{number}: it is back");
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));

        await SettleAsync(desk, root);
        desk.Time.Move(TimeSpan.FromDays(15));
        await desk.Bo.SayAsync($"{number}: Outlook asks again");
        Assert.Contains(desk.Bo.Read(), message => message.Shows("closed more than 14 days ago"));
        var summary = await desk.Bo.WaitForAsync("Please check your request");
        Assert.Equal("Outlook asks again", WayThroughTests.Input(summary, "description"));
        await desk.Bo.PressAsync(summary, "file");
        await desk.QuietAsync();

        var next = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Bo.Again(summary)));
        Assert.NotEqual(number, OpenDesk.NumberOn(next));
        Assert.True(next.Shows($"Follows {number}"));
        Assert.True(desk.Ivy.Again(root).Shows("Closed"));
    }

    [SkippableFact]
    public async Task Thanks_opens_nothing_and_one_tap_says_what_is_meant()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await OpenDesk.FileAsync(desk.Bo, "Excel is slow");
        await desk.Bo.SayAsync("new request");
        await desk.Bo.SayAsync("Outlook keeps asking for my password");
        var second = await desk.Bo.WaitForAsync(message => message.Shows("Please check your request") && message.Card!.ToString().Contains("password", StringComparison.Ordinal));
        await desk.Bo.PressAsync(second, "file");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Bo.Again(second)));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.QuietAsync();

        await desk.Bo.SayAsync("thanks!");
        await desk.QuietAsync();

        Assert.True(desk.Bo.Read()[^1].Shows("settled?"));
        Assert.True(desk.Ivy.Again(root).Shows("Resolved"));
    }

    [SkippableFact]
    public async Task A_loop_of_reopenings_is_held_and_a_person_decides()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await RootAsync(desk);
        for (var i = 0; i < TicketDecision.MostReopens; i++)
        {
            await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
            await desk.Bo.SayAsync($"Automatic reply {i}");
            await desk.QuietAsync();
            Assert.True(desk.Ivy.Again(root).Shows("· Open"));
        }

        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.Bo.SayAsync("Automatic reply, again");
        await desk.Bo.WaitForAsync("a person of our team looks at it now");
        await desk.QuietAsync();

        Assert.True(desk.Ivy.Again(root).Shows("Held: reopened too often"));
        Assert.True(desk.Ivy.Again(root).Shows("Resolved"));
        Assert.Contains(desk.Ivy.Read(root.Conversation), post => post.Shows("a lead opens it again") && post.Shows("Automatic reply, again"));

        await DoAsync(desk.Lea, root, "reopen", new { text = "" });
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));
        Assert.False(desk.Ivy.Again(root).Shows("Held"));
    }

    internal static async Task<OpenTask> OpenAsync(Person agent, Message root, string verb)
    {
        var more = await agent.PressAsync(root, "more");
        Assert.NotNull(more.Task);
        var opened = await agent.SubmitTaskAsync(more.Task, verb);
        Assert.NotNull(opened.Task?.Card);
        return opened.Task;
    }

    internal static async Task DoAsync(Person agent, Message root, string verb, object inputs)
    {
        var done = await agent.SubmitTaskAsync(await OpenAsync(agent, root, verb), verb, inputs);
        Assert.Null(done.Error);
        Assert.True(done.Task is null, done.Task?.Card?.ToString());
    }

    private static async Task SettleAsync(OpenDesk desk, Message root)
    {
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.QuietAsync();
        await desk.Bo.PressAsync(desk.Bo.Read().Last(message => message.Shows("settled?")), "Yes");
        await desk.QuietAsync();
    }

    private static async Task<Message> RootAsync(OpenDesk desk) => await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo)));

    private static List<string> Buttons(OpenTask task) => [.. task.Card!.SelectTokens("$..actions[*].title").Select(title => (string)title!)];
}
