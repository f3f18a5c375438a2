using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Teams;
using SupportBot.Tickets;
using TeamsSimulator;
using Person = TeamsSimulator.Person;

namespace SupportBot.Tests.Scenarios;

/// <summary>
/// S19 (a) to (c): a customer blocks the bot, removes it, leaves a group chat. Left to later issues: (d) accounts disabled in
/// Entra, (e) a whole tenant that removes the app, reminders and satisfaction questions, which do not exist yet.
/// </summary>
public sealed class ReachTests
{
    private const string First = "Please restart Outlook.";
    private const string Second = "Did it help?";

    /// <summary>S19 (b), whole for the channel and the chat; mail is named as a way, and not sent from here.</summary>
    [SkippableFact]
    public async Task Replies_to_a_customer_who_removed_the_app_wait_and_arrive_in_one_message_when_they_return()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Provoked.Add("writesBlocked");
        await desk.ChangeAsync(Cast.Northwind, customer => customer with { Contacts = ["Nora, +45 33 11 22 33"] });
        var (ticket, root) = await FaultTests.FiledAsync(desk);
        await desk.Bo.UninstallAsync();
        await desk.QuietAsync();
        desk.Time.Move(TimeSpan.FromDays(2));

        Assert.Equal("On its way to Bo Larsen.", await ReplyAsync(desk.Ivy, root, First));
        var told = await desk.Ivy.WaitForAsync("Not delivered: Bo Larsen removed the app on 24 November 2026.", root.Conversation);
        await desk.QuietAsync();
        Assert.True(told.Shows("use mail or the phone"));
        Assert.True(told.Shows("Nora, +45 33 11 22 33"));
        Assert.Equal(1, SentTo(desk, desk.Bo, First));

        var calls = CallsTo(desk, desk.Bo);
        Assert.Contains("out of reach in Teams and gets it once they are back", await ReplyAsync(desk.Ivy, root, Second), StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Equal(calls, CallsTo(desk, desk.Bo));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("Not delivered"));
        Assert.DoesNotContain(desk.Ivy.Read(root.Conversation), message => message.Shows("did not reach"));
        Assert.Equal(TicketStatus.Open, (await TicketAsync(desk, ticket)).Status);
        Assert.Empty(await desk.Get<IOutbox>().OutstandingAsync((await TicketAsync(desk, ticket)).Number, default));

        await desk.Bo.InstallAsync();
        var missed = await desk.Bo.WaitForAsync("2 replies while you were away");
        await desk.Ivy.WaitForAsync("Bo Larsen is back", root.Conversation);
        await SettledAsync(desk);

        Assert.Equal(2, missed.Everything.Split("Ivy Chen on " + OpenDesk.NumberOn(ticket)).Length - 1);
        Assert.True(missed.Everything.IndexOf(First, StringComparison.Ordinal) < missed.Everything.IndexOf(Second, StringComparison.Ordinal));
        Assert.Equal(1, FaultTests.Copies(desk.Bo, First));
        Assert.Single(desk.Bo.Read(), message => message.Shows("while you were away"));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("Bo Larsen is back"));
        Assert.True(desk.Bo.Again(ticket).Shows("In progress"));

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Welcome back.");
        await desk.Bo.WaitForAsync("Welcome back.");
    }

    /// <summary>S19 (a), whole for the channel and the chat.</summary>
    [SkippableFact]
    public async Task A_customer_who_blocked_the_bot_is_written_to_once_and_a_word_of_theirs_brings_what_waited()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.Blocked, Person: "bo", Count: 1000));

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", First);
        await desk.Ivy.WaitForAsync("Teams has let nothing through to Bo Larsen since 24 November 2026", root.Conversation);
        await desk.QuietAsync();
        await WayThroughTests.WriteAsync(desk.Max, root, "resolve", "Restarted it from here.");
        await desk.QuietAsync();
        Assert.Equal(1, CallsTo(desk, desk.Bo, "POST", first: First));
        Assert.Equal(0, SentTo(desk, desk.Bo, "settled?"));

        desk.Teams.ClearFaults();
        await desk.Bo.SayAsync("status");
        await desk.Bo.WaitForAsync("1 reply while you were away");
        await desk.Bo.WaitForAsync("settled?");
        await SettledAsync(desk);

        Assert.Equal(1, FaultTests.Copies(desk.Bo, First));
        Assert.Single(desk.Bo.Read(), message => message.FromBot && message.Shows("Restarted it from here.") && message.Shows("settled?") && message.Buttons.Count == 2 && !message.Shows("Looked after by"));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("Not delivered"));
    }

    /// <summary>S19 (c): no ticket is ever talked of in a group chat, so leaving one changes nothing.</summary>
    [SkippableFact]
    public async Task Whoever_leaves_a_group_chat_is_reached_in_their_own_chat_all_the_same()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);

        var left = await desk.Teams.PostRawAsync(new JObject
        {
            ["type"] = "conversationUpdate",
            ["id"] = "f:left-the-group",
            ["channelId"] = "msteams",
            ["serviceUrl"] = desk.Teams.ServiceUrl,
            ["from"] = new JObject { ["id"] = desk.Bo.Mri, ["aadObjectId"] = desk.Bo.AadObjectId },
            ["recipient"] = new JObject { ["id"] = desk.Teams.BotId },
            ["conversation"] = new JObject { ["conversationType"] = "groupChat", ["isGroup"] = true, ["id"] = "19:group@thread.v2", ["tenantId"] = desk.Bo.TenantId },
            ["channelData"] = new JObject { ["tenant"] = new JObject { ["id"] = desk.Bo.TenantId } },
            ["membersRemoved"] = new JArray(new JObject { ["id"] = desk.Bo.Mri, ["aadObjectId"] = desk.Bo.AadObjectId }),
        }.ToString());
        Assert.Equal(200, left.Status);

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", First);
        await desk.Bo.WaitForAsync(First);
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Ivy.Read(root.Conversation), message => message.Shows("Not delivered"));
        Assert.DoesNotContain(desk.Teams.Calls, call => call.Conversation == "19:group@thread.v2");
    }

    [SkippableFact]
    public async Task What_an_instance_that_died_while_delivering_it_left_in_doubt_is_not_sent_again_and_the_desk_hears_of_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Provoked.Add("writesBlocked");
        var (ticket, root) = await FaultTests.FiledAsync(desk);
        await desk.Bo.UninstallAsync();
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", First);
        await desk.Ivy.WaitForAsync("Not delivered", root.Conversation);
        await desk.QuietAsync();
        // As an instance left it that took the words and died before it said whether they were sent.
        var bo = (await TicketAsync(desk, ticket)).Requester;
        var waiting = await desk.Get<IHeldNotices>().OfAsync(bo, HeldFor.Return, default);
        Assert.NotNull(await desk.Get<IHeldNotices>().TakeAsync(waiting, HeldFor.Return, Instant.FromDateTimeOffset(desk.Time.GetUtcNow()) + Duration.FromSeconds(60), default));

        desk.Time.Move(TimeSpan.FromSeconds(61));
        await desk.Bo.InstallAsync();
        var doubt = await desk.Ivy.WaitForAsync("not confirmed", root.Conversation);
        await SettledAsync(desk);
        Assert.Equal(0, FaultTests.Copies(desk.Bo, First));

        await desk.Ivy.PressAsync(doubt, "Send again");
        await desk.QuietAsync();
        Assert.Equal(1, FaultTests.Copies(desk.Bo, First));
    }

    [SkippableFact]
    public async Task Of_two_instances_one_delivers_what_waited()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Provoked.Add("writesBlocked");
        var (_, root) = await FaultTests.FiledAsync(desk);
        await desk.Bo.UninstallAsync();
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", First);
        await desk.Ivy.WaitForAsync("Not delivered", root.Conversation);
        await desk.QuietAsync();

        desk.StartInstance();
        await desk.Bo.InstallAsync();
        await desk.Teams.RedeliverAsync(desk.Teams.Activities.Last(activity => activity.Type == "installationUpdate").Id, newId: true);
        await desk.Bo.WaitForAsync("1 reply while you were away");
        await SettledAsync(desk);

        Assert.Single(desk.Bo.Read(), message => message.Shows("while you were away"));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("is back"));
    }

    /// <summary>What alarms are due is done, and what follows from it.</summary>
    internal static async Task SettledAsync(OpenDesk desk)
    {
        await desk.QuietAsync();
        await desk.Get<Timekeeper>().FireDueAsync(default);
        await desk.QuietAsync();
    }

    private static async Task<string> ReplyAsync(Person agent, Message root, string text)
    {
        var opened = await agent.PressAsync(root, "reply");
        return (await agent.SubmitTaskAsync(opened.Task!, "reply", new { text })).Message!;
    }

    private static async Task<Ticket> TicketAsync(OpenDesk desk, Message card)
    {
        Assert.True(TicketNumber.TryParse(OpenDesk.NumberOn(card), out var number));
        return (await desk.Get<ITicketStore>().FindAsync(number, default))!.Ticket;
    }

    private static int CallsTo(OpenDesk desk, Person person) => desk.Teams.Calls.Count(call => call.Conversation == person.ConversationId);

    private static int CallsTo(OpenDesk desk, Person person, string method, string first)
    {
        var calls = desk.Teams.Calls.Where(call => call.Conversation == person.ConversationId && call.Method == method).ToList();
        return calls.Skip(calls.FindIndex(call => call.Body?.ToString().Contains(first, StringComparison.Ordinal) is true)).Count();
    }

    private static int SentTo(OpenDesk desk, Person person, string words) => desk.Teams.Calls.Count(
        call => call.Method == "POST" && call.Conversation == person.ConversationId && call.Body?.ToString().Contains(words, StringComparison.Ordinal) is true);
}
