using SupportBot.Customers;
using SupportBot.Resources;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Tables that take their time: people see that the bot is at work, and get each answer once.</summary>
public sealed class SlowTests
{
    [SkippableFact]
    public async Task A_message_shows_typing_is_let_go_before_Teams_gives_up_and_is_answered_once_however_often_it_comes()
    {
        var tables = new TableGate();
        await using var desk = await KnowingBoAsync(tables);
        tables.Close();

        var saying = desk.Bo.SayAsync("Outlook is slow since Monday");
        await desk.Time.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await saying).BotStatus);
        Assert.Single(desk.Teams.Calls, IsTyping);
        Assert.DoesNotContain(desk.Bo.Read(), message => message.FromBot);

        var again = desk.Teams.RedeliverAsync(desk.Teams.Activities[^1].Id);
        tables.Open();
        await desk.Bo.WaitForAsync("Please check your request");
        Assert.Equal(200, (await again).Status);
        await desk.QuietAsync();
        Assert.Single(desk.Bo.Read(), message => message.FromBot);
    }

    [SkippableFact]
    public async Task A_press_is_answered_with_working_on_it_and_its_effect_comes_afterwards()
    {
        var tables = new TableGate();
        await using var desk = await OpenDesk.OpenAsync(tables.Add);
        await desk.Ana.SayAsync("O Outlook não abre desde ontem");
        var summary = await desk.Ana.WaitForAsync(message => message.Buttons.Count == 3);
        var (_, root) = await FaultTests.FiledAsync(desk);
        tables.Close();

        var presses = await Task.WhenAll(desk.Ana.PressAsync(summary, "file"), desk.Ivy.PressAsync(root, "claim"));

        Assert.Equal(Texts.In("pt-PT").WorkingOnIt, presses[0].Message);
        Assert.Equal(Texts.In("en").WorkingOnIt, presses[1].Message);
        Assert.False(desk.Max.Again(root).Shows("Ivy Chen"));
        tables.Open();
        await desk.Ana.WaitForAsync("Recebido");
        await desk.Max.WaitForAsync(message => message.Id == root.Id && message.Shows("Ivy Chen"), root.Conversation);
        await desk.QuietAsync();
        Assert.True(desk.Ana.Again(summary).Shows("Recebido"));
        Assert.Single(desk.Bo.Read(), message => message.Shows("is now looking after"));
    }

    [SkippableFact]
    public async Task Typing_that_Teams_does_not_take_keeps_no_answer_back()
    {
        var tables = new TableGate();
        await using var desk = await KnowingBoAsync(tables);
        desk.Teams.Fail(new Fault(FaultKind.BadGatewayAfterDelivery, "POST", Person: "bo", TextContains: "\"typing\""));
        tables.Close();

        var saying = desk.Bo.SayAsync("Outlook is slow since Monday");
        await desk.Time.PassAsync(TimeSpan.FromSeconds(1));
        await desk.Teams.WaitForAsync(() => desk.Teams.Faults.Count == 0 ? this : null);
        tables.Open();
        await saying;

        Assert.Single(desk.Bo.Read(), message => message.Shows("Please check your request"));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("went wrong"));
    }

    // Whose a tenant is comes before all else, the typing too: nobody is shown that the bot writes before it may.
    private static async Task<OpenDesk> KnowingBoAsync(TableGate tables)
    {
        var desk = await OpenDesk.OpenAsync(tables.Add);
        await desk.Get<ICustomerDirectory>().FindByTenantAsync(Cast.Northwind.TenantId, default);
        return desk;
    }

    private static bool IsTyping(ConnectorCall call) => (string?)call.Body?["type"] == "typing";
}
