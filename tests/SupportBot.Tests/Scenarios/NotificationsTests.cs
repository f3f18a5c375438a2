using NodaTime;
using SupportBot.Notifications;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>What a person is told, when, why, and how they change it.</summary>
public sealed class NotificationsTests
{
    // 21:00 where Bo is; the desk's day begins at 10:00 there.
    private static readonly TimeSpan ToTheEvening = TimeSpan.FromHours(11);

    [SkippableFact]
    public async Task Quiet_hours_gather_what_can_wait_into_one_digest_without_what_is_no_longer_so()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (ticket, root) = await FaultTests.FiledAsync(desk);
        var (_, other) = await FiledAnewAsync(desk, "Teams does not ring any more");
        await KeepAsync(desk.Bo, new { status = "true", from = "20:00", until = "8:00" });
        await desk.QuietAsync();
        desk.Time.Move(ToTheEvening);
        await desk.QuietAsync();

        await desk.Ivy.PressAsync(root, "claim");
        await desk.Ivy.PressAsync(other, "claim");
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Please restart Outlook.");
        await WayThroughTests.WriteAsync(desk.Ivy, other, "resolve", "Switched the ring tone on.");
        await desk.Bo.WaitForAsync("Please restart Outlook.");
        await desk.Bo.WaitForAsync("Switched the ring tone on.");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("is now looking after"));

        desk.Time.Move(ToTheEvening);
        var digest = await desk.Bo.WaitForAsync("What happened in your quiet hours");
        await ReachTests.SettledAsync(desk);

        Assert.True(digest.Shows($"Ivy Chen is now looking after {OpenDesk.NumberOn(ticket)}"));
        Assert.Single(digest.Everything.Split('\n'), line => line.Contains("is now looking after", StringComparison.Ordinal));
        Assert.True(digest.Shows("because you have set quiet hours"));
        Assert.Equal(["My tickets", "Notifications"], digest.Buttons);
        Assert.Single(desk.Bo.Read(), message => message.Shows("What happened in your quiet hours"));
        Assert.Empty(await desk.Get<IHeldNotices>().OfAsync(new(desk.Bo.TenantId, desk.Bo.AadObjectId, ""), HeldFor.Digest, default));
    }

    [SkippableFact]
    public async Task Status_notices_are_switched_off_and_on_again_and_replies_come_all_the_same()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        var kept = await KeepAsync(desk.Bo, new { status = "false", from = "", until = "" });
        Assert.Contains("Kept.", kept.Card!.ToString(), StringComparison.Ordinal);

        await desk.Ivy.PressAsync(root, "claim");
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Please restart Outlook.");
        var reply = await desk.Bo.WaitForAsync("Please restart Outlook.");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("is now looking after"));
        Assert.True(reply.Shows("You read this because you filed A-1001."));

        await KeepAsync(desk.Bo, new { status = "true" });
        var (_, other) = await FiledAnewAsync(desk, "Teams does not ring any more");
        await desk.Ivy.PressAsync(other, "claim");
        var taken = await desk.Bo.WaitForAsync("Ivy Chen is now looking after A-1002");
        Assert.True(taken.Shows("You read this because you filed A-1002. To change what you are told, write: notifications"));
    }

    [SkippableFact]
    public async Task Trouble_that_stops_everybody_is_told_in_quiet_hours_too()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        await KeepAsync(desk.Bo, new { status = "true", from = "0:00", until = "23:59" });
        await desk.Bo.SayAsync("this stops my business");
        await desk.QuietAsync();

        await desk.Ivy.PressAsync(root, "claim");

        await desk.Bo.WaitForAsync("Ivy Chen is now looking after");
    }

    [SkippableTheory]
    [InlineData("late", "8:00")]
    [InlineData("20:00", "")]
    [InlineData("20:00", "20:00")]
    public async Task Hours_that_cannot_be_read_come_back_to_be_mended_and_nothing_is_kept(string from, string until)
    {
        await using var desk = await OpenDesk.OpenAsync();
        await FaultTests.FiledAsync(desk);

        var answer = await KeepAsync(desk.Bo, new { status = "true", from, until });

        Assert.Contains("Please write both times like 20:00 and 08:00", answer.Card!.ToString(), StringComparison.Ordinal);
        Assert.Equal(NoticePreferences.Default, (await desk.Get<IAddressBook>().RecipientAsync(new(desk.Bo.TenantId, desk.Bo.AadObjectId, ""), default))!.Preferences);
    }

    [SkippableFact]
    public async Task The_card_is_found_from_help_in_the_readers_language_and_shows_what_is_set()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Ana.SayAsync("ajuda");
        var help = await desk.Ana.WaitForAsync(message => message.Buttons.Contains("Notificações"));

        await desk.Ana.PressAsync(help, "Notificações");
        var card = desk.Ana.Again(help);
        Assert.True(card.Shows("Europe/Lisbon"));
        await desk.Ana.PressAsync(card, "notifications", new { status = "true", from = "21h30", until = "7" });

        await desk.Ana.SayAsync("avisos");
        var shown = await desk.Ana.WaitForAsync(message => message.Id != help.Id && message.Shows("Horas de sossego") && message.Card is not null);
        Assert.Equal(("21:30", "07:00", "true"), (WayThroughTests.Input(shown, "from"), WayThroughTests.Input(shown, "until"), WayThroughTests.Input(shown, "status")));
        Assert.Equal(
            new NoticePreferences(true, new QuietHours(new LocalTime(21, 30), new LocalTime(7, 0))),
            (await desk.Get<IAddressBook>().RecipientAsync(new(desk.Ana.TenantId, desk.Ana.AadObjectId, ""), default))!.Preferences);
    }

    private static async Task<Pressed> KeepAsync(Person person, object chosen)
    {
        await person.SayAsync("notifications");
        return await person.PressAsync(person.Read().Last(message => message.FromBot && message.Shows("Quiet hours begin")), "notifications", chosen);
    }

    private static async Task<(Message Ticket, Message Root)> FiledAnewAsync(OpenDesk desk, string words)
    {
        await desk.Bo.SayAsync("new request");
        await desk.Bo.SayAsync(words);
        var summary = await desk.Bo.WaitForAsync(message => message.Shows(words) && message.Buttons.Count == 3);
        await desk.Bo.PressAsync(summary, "file");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Bo.Again(summary)));
        await desk.QuietAsync();
        return (desk.Bo.Again(summary), root);
    }
}
