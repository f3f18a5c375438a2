using SupportBot.Tickets;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>A request that is begun and left: one reminder, then a draft that can be taken up again, then nothing.</summary>
public sealed class NudgeTests
{
    private const string Words = "Outlook keeps asking for my password.";
    private const string Nudge = "has not been sent yet";
    private const string Aside = "It is kept as a draft until";

    [SkippableFact]
    public async Task Who_leaves_a_request_is_reminded_once_and_can_take_up_the_draft_later_and_send_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.StartInstance();
        await desk.Bo.SayAsync(Words);
        var summary = await desk.Bo.WaitForAsync("Please check your request");
        await desk.MoveAsync(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows(Nudge));

        await desk.MoveAsync(TimeSpan.FromSeconds(1));
        var nudge = await desk.Bo.WaitForAsync(Nudge);
        Assert.True(nudge.Shows("Outlook keeps asking for my password"));
        Assert.Equal(["Go on", "Discard"], nudge.Buttons);
        await desk.MoveAsync(TimeSpan.FromMinutes(105));
        var aside = await desk.Bo.WaitForAsync(Aside);
        Assert.True(aside.Shows("1 Dec 2026, 10:00"));
        await desk.MoveAsync(TimeSpan.FromDays(6));
        Assert.Single(desk.Bo.Read(), message => message.Shows(Nudge));
        Assert.Single(desk.Bo.Read(), message => message.Shows(Aside));

        await desk.Bo.PressAsync(aside, "Go on");
        var again = await desk.Bo.WaitForAsync(message => message.Shows("Please check your request") && message.Id != summary.Id);
        Assert.Contains(Words, WayThroughTests.Input(again, "description"), StringComparison.Ordinal);
        await desk.Bo.PressAsync(again, "file");

        Assert.True(desk.Bo.Again(again).Shows("A-1001 · Received"));
        await desk.MoveAsync(TimeSpan.FromDays(10));
        Assert.Single(desk.Bo.Read(), message => message.Shows(Nudge));
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.RootId == message.Id);
    }

    [SkippableFact]
    public async Task A_word_in_between_puts_the_reminder_off()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync(Words);
        await desk.Bo.WaitForAsync("Please check your request");
        await desk.MoveAsync(TimeSpan.FromMinutes(10));
        await desk.Bo.SayAsync("It began yesterday.");
        await desk.MoveAsync(TimeSpan.FromMinutes(10));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows(Nudge));

        await desk.MoveAsync(TimeSpan.FromMinutes(5));

        await desk.Bo.WaitForAsync(Nudge);
    }

    [SkippableFact]
    public async Task A_request_that_was_sent_or_cancelled_is_not_reminded_of()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await OpenDesk.FileAsync(desk.Bo);
        await desk.Ana.SayAsync("O Outlook não envia mensagens.");
        await desk.Ana.SayAsync("cancelar");

        await desk.MoveAsync(TimeSpan.FromMinutes(15));
        await desk.MoveAsync(TimeSpan.FromHours(3));

        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows(Nudge) || message.Shows(Aside));
        Assert.DoesNotContain(desk.Ana.Read(), message => message.Shows("não foi enviado."));
        Assert.Empty(await desk.Get<IAlarms>().LateAsync(NodaTime.Duration.Zero, default));
    }

    [SkippableFact]
    public async Task The_summary_that_still_stands_sends_the_draft_that_was_set_aside()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Ana.SayAsync("O Outlook não envia mensagens.");
        var summary = await desk.Ana.WaitForAsync(message => message.Buttons.Count == 3);
        await LeaveAsync(desk);
        Assert.True((await desk.Ana.WaitForAsync("Fica guardado como rascunho")).Shows("01/12/2026"));

        await desk.Ana.PressAsync(summary, "file");

        Assert.True(desk.Ana.Again(summary).Shows("A-1001 · Recebido"));
    }

    [SkippableFact]
    public async Task A_draft_that_nobody_takes_up_is_deleted_after_a_week()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync(Words);
        await desk.Bo.WaitForAsync("Please check your request");
        await LeaveAsync(desk);
        var aside = await desk.Bo.WaitForAsync(Aside);

        await desk.MoveAsync(TimeSpan.FromDays(7) - TimeSpan.FromHours(2));
        var pressed = await desk.Bo.PressAsync(aside, "Go on");

        Assert.Equal("This request was already sent or cancelled.", pressed.Message);
    }

    [SkippableFact]
    public async Task A_new_request_may_be_written_beside_a_draft_and_the_draft_be_discarded()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync(Words);
        await desk.Bo.WaitForAsync("Please check your request");
        await LeaveAsync(desk);
        var aside = await desk.Bo.WaitForAsync(Aside);
        await desk.Bo.SayAsync("Teams does not start.");
        var second = await desk.Bo.WaitForAsync(message => message.Shows("Please check your request") && WayThroughTests.Input(message, "subject") == "Teams does not start");

        await desk.Bo.PressAsync(aside, "Go on");
        await desk.Bo.WaitForAsync("Your request is waiting for you to send it.");
        await desk.Bo.PressAsync(second, "file");
        Assert.True(desk.Bo.Again(second).Shows("Received"));
        var discarded = await desk.Bo.PressAsync(aside, "Discard");

        Assert.Contains("Nothing was sent", discarded.Card!.ToString(), StringComparison.Ordinal);
        Assert.Single(await desk.Get<ITicketLists>().OngoingOfAsync(new SupportBot.Tickets.Person(desk.Bo.TenantId, desk.Bo.AadObjectId, ""), default));
    }

    private static async Task LeaveAsync(OpenDesk desk)
    {
        await desk.MoveAsync(TimeSpan.FromMinutes(15));
        await desk.MoveAsync(TimeSpan.FromMinutes(105));
    }
}
