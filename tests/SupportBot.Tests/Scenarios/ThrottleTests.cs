using System.Globalization;
using SupportBot.Notifications;
using SupportBot.Tickets;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>
/// S20: Teams throttles, and does not say what became of a message. Customer replies and card edits; left to later issues: pages,
/// and how long a backlog of many tickets drains.
/// </summary>
public sealed class ThrottleTests
{
    private const string First = "Please restart Outlook.";
    private const string Second = "Did it help?";

    [SkippableFact]
    public async Task A_throttled_customer_waits_in_order_and_another_tenant_does_not_and_what_is_in_doubt_is_sent_again_by_hand()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre desde ontem");
        var other = await OpenDesk.RootAsync(desk.Ivy, "A-1002");
        await desk.QuietAsync();

        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Person: "bo", Seconds: 45));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", First);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Second);
        await WayThroughTests.WriteAsync(desk.Ivy, other, "reply", "Reinicie o Outlook.");
        await desk.Ana.WaitForAsync("Reinicie o Outlook.");
        // Longer than anything waits in memory: it is left to its alarm.
        await desk.QuietAsync();
        Assert.Equal(0, FaultTests.Copies(desk.Bo, First));
        Assert.Equal(1, Posts(desk, First));
        Assert.Equal(0, Posts(desk, Second));

        desk.Time.Move(TimeSpan.FromSeconds(45));
        await desk.Bo.WaitForAsync(Second);
        await ReachTests.SettledAsync(desk);
        var read = desk.Bo.Read().Where(message => message.Shows(First) || message.Shows(Second)).ToList();
        Assert.Collection(read, one => Assert.True(one.Shows(First)), two => Assert.True(two.Shows(Second)));

        desk.Teams.Fail(new Fault(FaultKind.BadGatewayAfterDelivery, "POST", Person: "bo", TextContains: "Third"));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Third answer.");
        await desk.Ivy.WaitForAsync("not confirmed", root.Conversation);
        desk.Teams.Fail(new Fault(FaultKind.Reset, "POST", Person: "bo", TextContains: "Fourth"));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Fourth answer.");
        await desk.QuietAsync();
        Assert.Equal((1, 0), (FaultTests.Copies(desk.Bo, "Third answer."), FaultTests.Copies(desk.Bo, "Fourth answer.")));
        var doubts = desk.Ivy.Read(root.Conversation).Where(message => message.Shows("not confirmed")).ToList();
        Assert.Equal(2, doubts.Count);

        await desk.Ivy.PressAsync(doubts[1], "Send again");
        await desk.QuietAsync();
        Assert.Equal((1, 1), (FaultTests.Copies(desk.Bo, "Third answer."), FaultTests.Copies(desk.Bo, "Fourth answer.")));
    }

    [SkippableFact]
    public async Task After_an_outage_what_is_no_longer_so_is_not_told_and_cards_are_drawn_once_at_the_latest()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (ticket, root) = await FaultTests.FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.Throttle, Person: "bo", Seconds: 1800));
        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", First);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Restarted Outlook.");
        await desk.QuietAsync();
        var edits = Edits(desk);

        desk.Time.Move(TimeSpan.FromMinutes(30));
        await desk.Bo.WaitForAsync("settled?");
        await ReachTests.SettledAsync(desk);

        Assert.Equal(1, FaultTests.Copies(desk.Bo, First));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("is now looking after"));
        Assert.True(desk.Bo.Again(ticket).Shows("Solved"));
        Assert.Equal(edits + 1, Edits(desk));
        Assert.True(TicketNumber.TryParse("A-1001", out var number));
        Assert.Empty(await desk.Get<IOutbox>().OutstandingAsync(number, default));
    }

    [SkippableFact]
    public async Task A_burst_of_replies_keeps_within_what_Teams_takes_and_in_order()
    {
        await using var desk = await OpenDesk.OpenAsync(rateLimits: true);
        var (_, root) = await FaultTests.FiledAsync(desk);
        desk.Time.Move(TimeSpan.FromMinutes(1));
        for (var i = 1; i <= 12; i++) await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", string.Create(CultureInfo.InvariantCulture, $"Answer {i:D2}."));

        var last = desk.Bo.WaitForAsync("Answer 12.", timeout: TimeSpan.FromSeconds(60));
        while (!last.IsCompleted) await Task.WhenAny(last, desk.Time.PassAsync(TimeSpan.FromSeconds(1)));
        await last;
        var posted = desk.Ivy.WaitForAsync("Answer 12.", root.Conversation, TimeSpan.FromSeconds(60));
        while (!posted.IsCompleted) await Task.WhenAny(posted, desk.Time.PassAsync(TimeSpan.FromSeconds(1)));
        await posted;
        await desk.QuietAsync();

        var read = desk.Bo.Read().Where(message => message.Shows("Answer ")).ToList();
        Assert.Equal(12, read.Count);
        for (var i = 0; i < read.Count; i++) Assert.True(read[i].Shows(string.Create(CultureInfo.InvariantCulture, $"Answer {i + 1:D2}.")));
        Assert.DoesNotContain(desk.Teams.Calls, call => call.Status == 429);
    }

    private static int Posts(OpenDesk desk, string words) => desk.Teams.Calls.Count(
        call => call.Method == "POST" && call.Conversation == desk.Bo.ConversationId && call.Body?.ToString().Contains(words, StringComparison.Ordinal) is true);

    private static int Edits(OpenDesk desk) => desk.Teams.Calls.Count(call => call.Method == "PUT" && call.Conversation == desk.Bo.ConversationId && call.Status == 200);
}
