using SupportBot.Desk;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The channel of a queue is deleted: its tickets go on in another, and the desk hears of it once.</summary>
public sealed class LostChannelTests
{
    [SkippableFact]
    public async Task Tickets_of_a_deleted_channel_go_on_in_the_first_one_that_is_there_and_the_leads_are_told_once()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Get<IQueues>().KeepAsync(new Queue("Azure", Cast.TeamId, Cast.AzureChannelId, desk.Teams.ServiceUrl), default);
        await desk.ChangeAsync(Cast.Northwind, customer => customer with { Queue = "Azure" });
        await desk.Lea.SayAsync("ajuda");
        await OpenDesk.FileAsync(desk.Bo);
        await desk.QuietAsync();
        await desk.Bo.SayAsync("new request");
        await desk.Bo.SayAsync("Teams does not ring any more");
        await desk.Bo.PressAsync(await desk.Bo.WaitForAsync(message => message.Shows("does not ring") && message.Buttons.Count == 3), "file");
        await desk.QuietAsync();
        Assert.Equal(2, desk.Ivy.Read(Cast.AzureChannelId).Count);
        desk.Teams.Fail(new Fault(FaultKind.ChannelDeleted, Conversation: Cast.AzureChannelId, Count: 1000));

        await desk.Bo.SayAsync("A-1001: It also happens on the phone.");
        var first = await OpenDesk.RootAsync(desk.Ivy, "A-1001");
        await desk.Ivy.WaitForAsync("It also happens on the phone.", first.Conversation);
        await desk.QuietAsync();
        var calls = CallsToAzure(desk);
        await desk.Bo.SayAsync("A-1002: Since Monday.");
        var second = await OpenDesk.RootAsync(desk.Ivy, "A-1002");
        await desk.Ivy.WaitForAsync("Since Monday.", second.Conversation);
        await desk.QuietAsync();

        Assert.True(first.Shows("The earlier thread of this ticket was deleted. It goes on here."));
        Assert.True(first.Shows("Outlook keeps asking for my password"));
        Assert.Equal(calls, CallsToAzure(desk));
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.Shows("The channel of the queue Azure was deleted. Its tickets go on in the channel of the queue Support."));
        Assert.Single(desk.Lea.Read(), message => message.Shows("O canal da fila Azure foi eliminado."));

        await desk.Ivy.PressAsync(first, "claim");
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(first).Shows("Ivy Chen"));
        Assert.True(desk.Max.Again(first).Shows("It goes on here."));

        // An operator gives the queue a channel again: what is new comes there.
        desk.Teams.ClearFaults();
        await desk.Get<IQueues>().KeepAsync(new Queue("Azure", Cast.TeamId, Cast.GeneralChannelId, desk.Teams.ServiceUrl), default);
        await desk.Bo.SayAsync("new request");
        await desk.Bo.SayAsync("Outlook prints blank pages");
        await desk.Bo.PressAsync(await desk.Bo.WaitForAsync(message => message.Shows("blank pages") && message.Buttons.Count == 3), "file");
        await desk.Ivy.WaitForAsync("Outlook prints blank pages", Cast.GeneralChannelId);
    }

    [SkippableFact]
    public async Task A_deleted_thread_goes_on_in_a_new_one_of_the_same_channel_and_nobody_is_alarmed()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        desk.Teams.Fail(new Fault(FaultKind.ChannelDeleted, Conversation: root.Conversation, TextContains: "on the phone"));

        await desk.Bo.SayAsync("It also happens on the phone.");
        var anew = await desk.Ivy.WaitForAsync("It goes on here.", Cast.SupportChannelId);
        await desk.Ivy.WaitForAsync("It also happens on the phone.", anew.Conversation);
        await desk.QuietAsync();

        Assert.NotEqual(root.Id, anew.Id);
        Assert.Single(desk.Ivy.Read(anew.Conversation), message => message.Shows("It also happens on the phone.") && message.Id != anew.Id);
        Assert.DoesNotContain(desk.Ivy.Read(Cast.SupportChannelId), message => message.Shows("was deleted. Its tickets"));
    }

    [SkippableFact]
    public async Task Where_no_other_channel_is_there_tickets_wait_for_one()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Lea.SayAsync("help");
        await desk.QuietAsync();
        desk.Teams.Fail(new Fault(FaultKind.ChannelDeleted, Conversation: Cast.SupportChannelId, Count: 1000));

        await OpenDesk.FileAsync(desk.Bo);
        await desk.Lea.WaitForAsync("nenhuma outra fila tem canal");
        desk.Teams.ClearFaults();
        await desk.Get<IQueues>().KeepAsync(new Queue("Support", Cast.TeamId, Cast.AzureChannelId, desk.Teams.ServiceUrl), default);
        foreach (var seconds in new[] { 1, 2, 4, 8 }) desk.Time.Move(TimeSpan.FromSeconds(seconds));

        await desk.Ivy.WaitForAsync("A-1001 ·", Cast.AzureChannelId);
    }

    private static int CallsToAzure(OpenDesk desk) => desk.Teams.Calls.Count(call => call.Conversation?.StartsWith(Cast.AzureChannelId, StringComparison.Ordinal) is true);
}
