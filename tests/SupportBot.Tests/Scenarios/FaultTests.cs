using System.Net;
using SupportBot.Notifications;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Teams refuses, delays, or does not say whether it delivered: each kind of message keeps its promise.</summary>
public sealed class FaultTests
{
    private const string Words = "Please restart Outlook.";

    [SkippableTheory]
    [InlineData(FaultKind.BadGatewayAfterDelivery, 1)]
    [InlineData(FaultKind.Reset, 0)]
    public async Task A_reply_of_unknown_fate_is_not_sent_again_until_an_agent_says_so(FaultKind kind, int arrived)
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FiledAsync(desk);
        desk.Teams.Fail(new Fault(kind, "POST", Person: "bo", TextContains: Words));

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Words);
        var doubt = await desk.Ivy.WaitForAsync("not confirmed", root.Conversation);
        await desk.QuietAsync();

        Assert.Equal(arrived, Copies(desk.Bo, Words));
        Assert.Equal(1, Posts(desk, desk.Bo.ConversationId, Words));
        Assert.Equal(["Send again"], doubt.Buttons);

        await desk.Ivy.PressAsync(doubt, "Send again");
        await desk.QuietAsync();
        await desk.Ivy.PressAsync(doubt, "Send again");
        await desk.QuietAsync();

        Assert.Equal(arrived + 1, Copies(desk.Bo, Words));
        Assert.Equal(2, Posts(desk, desk.Bo.ConversationId, Words));
    }

    [SkippableFact]
    public async Task A_question_of_unknown_fate_is_sent_again_by_the_same_button()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.Reset, "POST", Person: "bo", TextContains: "Which Outlook"));
        await WorkTests.DoAsync(desk.Ivy, root, "askCustomer", new { text = "Which Outlook is it?" });
        var doubt = await desk.Ivy.WaitForAsync("not confirmed", root.Conversation);
        await desk.QuietAsync();
        Assert.Equal(0, Copies(desk.Bo, "Which Outlook"));

        await desk.Ivy.PressAsync(doubt, "Send again");
        await desk.QuietAsync();
        await desk.Ivy.PressAsync(doubt, "Send again");
        await desk.QuietAsync();

        Assert.Equal(1, Copies(desk.Bo, "Which Outlook"));
        Assert.True(desk.Max.Again(root).Shows("Waiting on customer"));
    }

    [SkippableFact]
    public async Task A_reply_that_Teams_does_not_take_for_a_day_ends_as_not_delivered_and_its_writer_is_told()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Person: "bo", TextContains: Words, Seconds: 23 * 3600));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Words);
        await desk.QuietAsync();

        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Person: "bo", TextContains: Words, Seconds: 3600));
        await desk.MoveAsync(TimeSpan.FromHours(23.5));
        Assert.DoesNotContain(desk.Ivy.Read(root.Conversation), message => message.Shows("did not reach"));

        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Person: "bo", TextContains: Words, Seconds: 3600));
        await desk.MoveAsync(TimeSpan.FromHours(1.5));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("did not reach"));

        await desk.MoveAsync(TimeSpan.FromHours(5));
        Assert.Equal(0, Copies(desk.Bo, Words));
    }

    [SkippableFact]
    public async Task A_throttled_reply_waits_as_long_as_Teams_asks_and_keeps_its_place()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Person: "bo", TextContains: "The first answer.", Seconds: 2));

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "The first answer.");
        await desk.Time.AwaitedAsync(TimeSpan.FromSeconds(2));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "The second answer.");
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("answer."));
        desk.Time.Move(TimeSpan.FromSeconds(2));
        await desk.QuietAsync();

        var read = desk.Bo.Read().Where(message => message.Shows("answer.")).ToList();
        Assert.Collection(read, first => Assert.True(first.Shows("The first answer.")), second => Assert.True(second.Shows("The second answer.")));
        Assert.Equal(2, Posts(desk, desk.Bo.ConversationId, "The first answer."));
        Assert.Equal(1, Posts(desk, desk.Bo.ConversationId, "The second answer."));
    }

    [SkippableTheory]
    [InlineData(HttpStatusCode.BadRequest, "did not reach", false)]
    [InlineData(HttpStatusCode.Unauthorized, "did not reach", false)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "did not reach", false)]
    [InlineData(HttpStatusCode.InternalServerError, "not confirmed", false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "not confirmed", false)]
    [InlineData(HttpStatusCode.PreconditionFailed, null, true)]
    public async Task A_reply_is_tried_again_only_where_Teams_certainly_has_not_taken_it(HttpStatusCode status, string? told, bool again)
    {
        var connector = new AnsweringConnector(Words, status);
        await using var desk = await OpenDesk.OpenAsync(connector.Add);
        var (_, root) = await FiledAsync(desk);
        connector.Conversation = desk.Bo.ConversationId;

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Words);
        if (again) await desk.Time.PassAsync(TimeSpan.FromSeconds(1));
        await desk.QuietAsync();

        Assert.Equal(again ? 1 : 0, Copies(desk.Bo, Words));
        Assert.Equal(again ? 2 : 1, connector.Asked);
        Assert.Equal(told is null ? 0 : 1, desk.Ivy.Read(root.Conversation).Count(message => message.Shows("not confirmed") || message.Shows("did not reach")));
        if (told is not null) Assert.Contains(desk.Ivy.Read(root.Conversation), message => message.Shows(told));
    }

    [SkippableFact]
    public async Task A_root_card_that_Teams_could_not_take_is_posted_later_and_what_follows_waits_for_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.Fail(new Fault(FaultKind.BadGateway, "POST", Conversation: Cast.SupportChannelId, Count: 2));

        var ticket = await OpenDesk.FileAsync(desk.Bo);
        await desk.Bo.SayAsync("One more thing.");
        await desk.Bo.WaitForAsync("Added to");
        await desk.Time.AwaitedAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));
        desk.Time.Move(TimeSpan.FromSeconds(1));
        await desk.Time.PassAsync(TimeSpan.FromSeconds(2));
        await desk.QuietAsync();

        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        Assert.Collection(
            desk.Ivy.Read(Cast.SupportChannelId), first => Assert.Equal(root.Id, first.Id), second => Assert.True(second.Shows("One more thing")));
        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("Ivy Chen"));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_root_card_of_unknown_fate_is_posted_again_and_either_card_takes_the_claim(int pressed)
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.Fail(new Fault(FaultKind.BadGatewayAfterDelivery, "POST", Conversation: Cast.SupportChannelId));
        await OpenDesk.FileAsync(desk.Bo);
        await desk.Time.PassAsync(TimeSpan.FromSeconds(1));
        await desk.QuietAsync();

        var roots = desk.Ivy.Read(Cast.SupportChannelId);
        Assert.Equal(2, roots.Count);
        var answer = await desk.Ivy.PressAsync(roots[pressed], "claim");
        await desk.QuietAsync();

        Assert.Contains("Ivy Chen", answer.Card!.ToString(), StringComparison.Ordinal);
        Assert.True(desk.Max.Again(roots[1]).Shows("Ivy Chen"));
        Assert.Single(desk.Bo.Read(), message => message.Shows("is now looking after"));
    }

    [SkippableTheory]
    [InlineData("claim")]
    [InlineData("note")]
    public async Task A_root_card_that_came_twice_points_to_the_tickets_thread_from_its_first_press_on(string button)
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.Fail(new Fault(FaultKind.BadGatewayAfterDelivery, "POST", Conversation: Cast.SupportChannelId));
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo));
        await desk.Time.PassAsync(TimeSpan.FromSeconds(1));
        await desk.QuietAsync();
        var (extra, root) = (desk.Ivy.Read(Cast.SupportChannelId)[0], desk.Ivy.Read(Cast.SupportChannelId)[1]);

        await desk.Ivy.PressAsync(extra, button);
        await desk.QuietAsync();

        var superseded = desk.Max.Again(extra);
        Assert.True(superseded.Shows($"{number} · This card came twice."));
        Assert.Equal(["Open the thread"], superseded.Buttons);
        Assert.Contains($"/l/message/{Uri.EscapeDataString(Cast.SupportChannelId)}/{root.Id}?tenantId={Cast.Contoso.TenantId}", superseded.Card!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Internal note", desk.Max.Again(root).Buttons);

        // Edits and presses go on with the ticket's own card.
        await WayThroughTests.WriteAsync(desk.Max, root, "note", "Looked at it.");
        await desk.QuietAsync();
        Assert.Contains("Internal note", desk.Max.Again(root).Buttons);
        Assert.Equal(superseded.Everything, desk.Max.Again(extra).Everything);
    }

    [SkippableFact]
    public async Task A_post_opens_the_thread_whose_root_could_not_be_posted()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.Fail(new Fault(FaultKind.NotInRoster, "POST", Conversation: Cast.SupportChannelId));
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        await desk.QuietAsync();
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));

        await desk.Bo.SayAsync("Is anybody there?");
        await desk.QuietAsync();

        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("Is anybody there?") && message.Id != root.Id);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticket_card_that_is_gone_is_posted_anew_once(bool unconfirmed)
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (ticket, root) = await FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.ChannelDeleted, "PUT", Person: "bo", Count: unconfirmed ? 2 : 1));
        if (unconfirmed) desk.Teams.Fail(new Fault(FaultKind.BadGatewayAfterDelivery, "POST", Person: "bo", TextContains: "In progress"));

        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();

        var card = Assert.Single(desk.Bo.Read(), message => message.Card is not null && message.Shows("In progress"));
        Assert.NotEqual(ticket.Id, card.Id);
        if (unconfirmed) return;
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.QuietAsync();
        Assert.True(desk.Bo.Again(card).Shows("Solved"));
    }

    [SkippableFact]
    public async Task A_root_card_that_is_gone_is_posted_anew_with_the_next_change_and_the_thread_goes_on_there()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.ChannelDeleted, "PUT", Conversation: Cast.SupportChannelId));

        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();

        var anew = Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.Id != root.Id);
        Assert.True(anew.Shows("Ivy Chen"));
        await WayThroughTests.WriteAsync(desk.Ivy, anew, "note", "On it.");
        await desk.QuietAsync();
        Assert.Contains(desk.Ivy.Read(anew.Conversation), message => message.Shows("On it."));
        Assert.Equal(2, desk.Ivy.Read(Cast.SupportChannelId).Count(message => message.RootId == message.Id));
    }

    [SkippableFact]
    public async Task Edits_that_queue_behind_a_slow_one_are_drawn_once_at_the_latest()
    {
        var gate = new NoticeGate(NoticeKind.RootCardEdit);
        await using var desk = await OpenDesk.OpenAsync(gate.Add);
        var (_, root) = await FiledAsync(desk);

        await desk.Ivy.PressAsync(root, "claim");
        await gate.Reached;
        var first = desk.Teams.Calls.Count(call => call.Method == "PUT" && call.Conversation == root.Conversation);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.Bo.SayAsync("No, it is not.");
        await desk.Bo.WaitForAsync("Added to");
        await desk.Bo.SayAsync("this stops my business");
        gate.Open();
        await desk.QuietAsync();

        Assert.True(desk.Max.Again(root).Shows("P1"));
        Assert.Equal(first + 2, desk.Teams.Calls.Count(call => call.Method == "PUT" && call.Conversation == root.Conversation));
    }

    [SkippableFact]
    public async Task An_answer_that_Teams_did_not_confirm_is_not_said_again_and_nothing_is_said_to_be_lost()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.BadGatewayAfterDelivery, "POST", Person: "bo", TextContains: "Added to"));

        await desk.Bo.SayAsync("One more thing.");
        await desk.Bo.WaitForAsync("Added to");
        await desk.Teams.RedeliverAsync(desk.Teams.Activities.Last(activity => activity.Type == "message").Id);
        await desk.QuietAsync();

        Assert.Single(desk.Bo.Read(), message => message.FromBot && message.Shows("Added to"));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("went wrong"));
    }

    [SkippableFact]
    public async Task A_throttled_answer_is_said_when_Teams_takes_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Person: "bo", TextContains: "Please check your request", Seconds: 2));

        var saying = desk.Bo.SayAsync("Outlook is slow since Monday");
        await desk.Time.PassAsync(TimeSpan.FromSeconds(2));
        await saying;

        Assert.Single(desk.Bo.Read(), message => message.Shows("Please check your request"));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("went wrong"));
    }

    internal static async Task<(Message Ticket, Message Root)> FiledAsync(OpenDesk desk)
    {
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        await desk.QuietAsync();
        return (ticket, root);
    }

    internal static int Copies(Person person, string words) => person.Read().Count(message => message.FromBot && message.Shows(words));

    private static int Posts(OpenDesk desk, string conversation, string words) => desk.Teams.Calls.Count(
        call => call.Method == "POST" && call.Conversation == conversation && call.Body?.ToString().Contains(words, StringComparison.Ordinal) is true);
}
