using SupportBot.Tickets;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The channel is reminded of what waits: in service hours, once for as long as nobody acts, and no longer than that.</summary>
public sealed class PromptTests
{
    private const string Unclaimed = "Nobody has taken";
    private const string Unread = "has waited for an answer";

    private static readonly Dictionary<string, string?> OfficeHours = new()
    {
        ["Offer:Types:0"] = "Everything",
        ["Offer:Free"] = "true",
        ["Offer:TimeZone"] = "Europe/Lisbon",
        ["Offer:Hours:Monday-Friday"] = "09:00-18:00",
    };

    [SkippableFact]
    public async Task A_ticket_that_nobody_takes_is_shown_once_when_it_has_waited_long_enough_over_a_closed_night()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: OfficeHours);
        desk.StartInstance();
        // It is 9 o'clock on a Tuesday.
        await desk.MoveAsync(TimeSpan.FromMinutes((8 * 60) + 45));
        var (number, root) = await FiledAsync(desk);
        await desk.MoveAsync(TimeSpan.FromHours(15));
        await desk.MoveAsync(TimeSpan.FromMinutes(29));
        Assert.Empty(Reminders(desk, root, Unclaimed));

        await desk.MoveAsync(TimeSpan.FromMinutes(1));

        var prompt = await desk.Ivy.WaitForAsync($"Nobody has taken {number} for 30 min of service hours", root.Conversation);
        Assert.Equal(root.Id, prompt.RootId);
        Assert.Equal(["Claim", "Escalate…"], prompt.Buttons);
        await desk.MoveAsync(TimeSpan.FromDays(2));
        Assert.Single(Reminders(desk, root, Unclaimed));

        var pressed = await desk.Ivy.PressAsync(prompt, "Claim");
        await desk.QuietAsync();
        Assert.DoesNotContain("claim", pressed.Card!.ToString(), StringComparison.Ordinal);
        Assert.Empty(desk.Max.Again(prompt).Buttons);
        Assert.True(desk.Max.Again(root).Shows("Ivy Chen"));
    }

    [SkippableTheory]
    [InlineData("claim")]
    [InlineData("note")]
    [InlineData("reply")]
    public async Task Who_acts_in_time_is_not_reminded(string verb)
    {
        await using var desk = await OpenDesk.OpenAsync(settings: OfficeHours);
        var (_, root) = await FiledAsync(desk);
        if (verb is "claim") await desk.Ivy.PressAsync(root, verb);
        else await WayThroughTests.WriteAsync(desk.Ivy, root, verb, "I am looking at it.");
        await desk.QuietAsync();

        await desk.MoveAsync(TimeSpan.FromHours(3));

        Assert.Empty(Reminders(desk, root, Unclaimed));
    }

    [SkippableFact]
    public async Task A_word_that_nobody_takes_up_is_shown_once_and_a_later_one_again_after_somebody_acted()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: OfficeHours);
        var (number, root) = await FiledAsync(desk);
        await desk.Ivy.PressAsync(root, "claim");
        await SayAsync(desk, number, "It is worse now.");
        await desk.MoveAsync(TimeSpan.FromMinutes(30));
        await SayAsync(desk, number, "Is anybody there?");
        await desk.MoveAsync(TimeSpan.FromMinutes(30));

        var prompt = await desk.Ivy.WaitForAsync("Bo Larsen has waited for an answer for 1 h of service hours", root.Conversation);
        Assert.Equal(["Escalate…"], prompt.Buttons);
        await SayAsync(desk, number, "Hello?");
        await desk.MoveAsync(TimeSpan.FromHours(4));
        Assert.Single(Reminders(desk, root, Unread));

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Yes, I am.");
        await desk.QuietAsync();
        Assert.Empty(desk.Ivy.Again(prompt).Buttons);
        await desk.MoveAsync(TimeSpan.FromHours(2));
        Assert.Single(Reminders(desk, root, Unread));
        await SayAsync(desk, number, "And now?");
        await desk.MoveAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, Reminders(desk, root, Unread).Count);
    }

    [SkippableFact]
    public async Task That_business_stands_still_is_shown_at_once_until_somebody_acts()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: OfficeHours);
        var (_, root) = await FiledAsync(desk);

        await desk.Bo.SayAsync("this stops my business");
        var prompt = await desk.Ivy.WaitForAsync("Bo Larsen says that their business stands still", root.Conversation);
        Assert.Equal(["Claim", "Escalate…"], prompt.Buttons);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "note", "Calling them.");
        await desk.QuietAsync();

        Assert.Empty(desk.Max.Again(prompt).Buttons);
    }

    [SkippableFact]
    public async Task A_reminder_can_be_passed_on_to_the_leads()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: OfficeHours);
        var (number, root) = await FiledAsync(desk);
        await desk.MoveAsync(TimeSpan.FromMinutes(30));
        var prompt = await desk.Ivy.WaitForAsync(Unclaimed, root.Conversation);

        var opened = await desk.Ivy.PressAsync(prompt, "escalate");
        Assert.Null((await desk.Ivy.SubmitTaskAsync(opened.Task!, "escalate", new { target = "leads", text = "We are too few." })).Error);
        await desk.QuietAsync();

        Assert.Empty(desk.Max.Again(prompt).Buttons);
        Assert.True((await HeadAsync(desk, number)).Escalated);
    }

    [SkippableFact]
    public async Task Nobody_is_reminded_where_the_desk_does_not_want_it()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: new Dictionary<string, string?>(OfficeHours) { ["Desk:PromptUnclaimedMinutes"] = "0", ["Desk:PromptUnreadMinutes"] = "0" });
        var (number, root) = await FiledAsync(desk);
        await SayAsync(desk, number, "Hello?");

        await desk.MoveAsync(TimeSpan.FromDays(2));

        Assert.Empty(Reminders(desk, root, Unclaimed));
        Assert.Empty(Reminders(desk, root, Unread));
    }

    [SkippableFact]
    public async Task Scheduled_work_goes_on_at_its_time_once()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: OfficeHours);
        desk.StartInstance();
        var (number, root) = await FiledAsync(desk);
        var more = await desk.Ivy.PressAsync(root, "more");
        var form = await desk.Ivy.SubmitTaskAsync(more.Task!, "schedule");
        Assert.Null((await desk.Ivy.SubmitTaskAsync(form.Task!, "schedule", new { date = "2026-11-26", time = "03:00" })).Error);
        await desk.QuietAsync();
        Assert.Equal(TicketStatus.Scheduled, (await HeadAsync(desk, number)).Status);

        await desk.MoveAsync(TimeSpan.FromHours(42) - TimeSpan.FromSeconds(1));
        Assert.Equal(TicketStatus.Scheduled, (await HeadAsync(desk, number)).Status);
        await desk.MoveAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(TicketStatus.Open, (await HeadAsync(desk, number)).Status);
        Assert.Single(await desk.Get<ITicketStore>().EventsAsync(Parsed(number), default), happened => happened.Action is TicketAction.Wake);
    }

    private static async Task<(string Number, Message Root)> FiledAsync(OpenDesk desk)
    {
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo));
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await desk.QuietAsync();
        return (number, root);
    }

    private static async Task SayAsync(OpenDesk desk, string number, string words)
    {
        await desk.Bo.SayAsync($"{number}: {words}");
        await desk.QuietAsync();
    }

    private static List<Message> Reminders(OpenDesk desk, Message root, string words) => [.. desk.Ivy.Read(root.Conversation).Where(message => message.Shows(words))];

    private static TicketNumber Parsed(string number) => TicketNumber.TryParse(number, out var parsed) ? parsed : throw new ArgumentException(number);

    private static async Task<Ticket> HeadAsync(OpenDesk desk, string number) => (await desk.Get<ITicketStore>().FindAsync(Parsed(number), default))!.Ticket;
}
