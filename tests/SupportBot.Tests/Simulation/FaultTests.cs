using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.Throttle, 429, false)]
    [InlineData(FaultKind.BadGateway, 502, false)]
    [InlineData(FaultKind.BadGatewayAfterDelivery, 502, true)]
    [InlineData(FaultKind.Blocked, 403, false)]
    [InlineData(FaultKind.NotInRoster, 403, false)]
    [InlineData(FaultKind.ChannelDeleted, 404, false)]
    [InlineData(FaultKind.PreconditionFailed, 412, false)]
    public async Task A_fault_is_played_once_and_is_nobodys_violation(FaultKind kind, int status, bool delivered)
    {
        await using var bot = await FakeBot.StartAsync();
        bot.Teams.Fail(new(kind, Person: "ana"));

        var bo = await bot.SendAsync(bot.Teams.Bo.ConversationId, FakeBot.Text("to Bo"));
        var first = await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("first"));
        var second = await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("second"));

        Assert.Equal((201, status, 201), (bo.Status, first.Status, second.Status));
        Assert.Equal(delivered ? ["first", "second"] : ["second"], bot.Teams.Ana.Read().Select(m => m.Text));
        Assert.Empty(bot.Teams.Violations);
        Assert.Empty(bot.Teams.Faults);
        Assert.Equal([null, char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..], null], bot.Teams.Calls.Select(c => c.Fault));
    }

    [Fact]
    public async Task Throttling_tells_how_long_and_lasts_as_often_as_asked()
    {
        await using var bot = await FakeBot.StartAsync();
        bot.Teams.Fail(new(FaultKind.Throttle, Method: "PUT", Count: 2, Seconds: 30));
        var id = (string)(await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("x"))).Body["id"]!;

        var first = await bot.EditAsync(bot.Teams.Ana.ConversationId, id, FakeBot.Text("y"));
        var second = await bot.EditAsync(bot.Teams.Ana.ConversationId, id, FakeBot.Text("y"));
        var third = await bot.EditAsync(bot.Teams.Ana.ConversationId, id, FakeBot.Text("y"));

        Assert.Equal((429, 429, 200), (first.Status, second.Status, third.Status));
        Assert.Equal(TimeSpan.FromSeconds(30), first.Response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Faults_are_aimed_by_path_and_by_text()
    {
        await using var bot = await FakeBot.StartAsync();
        bot.Teams.Fail(new(FaultKind.BadGateway, TextContains: "A-1042"));
        bot.Teams.Fail(new(FaultKind.NotInRoster, PathContains: "/pagedmembers"));
        bot.Teams.Fail(new(FaultKind.ChannelDeleted, Conversation: bot.Teams.SupportChannelId));

        Assert.Equal(201, (await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("A-1041"))).Status);
        Assert.Equal(502, (await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("A-1042"))).Status);
        Assert.Equal(201, (await bot.SendAsync(bot.Teams.GeneralChannelId, FakeBot.Text("Hello"))).Status);
        Assert.Equal(404, (await bot.SendAsync(bot.Teams.SupportChannelId, FakeBot.Text("Hello"))).Status);
        Assert.Equal(403, (await bot.CallAsync(HttpMethod.Get, $"v3/conversations/{Uri.EscapeDataString(bot.Teams.TeamId)}/pagedmembers")).Status);
    }

    [Fact]
    public async Task A_reset_connection_answers_nothing_and_delivers_nothing()
    {
        await using var bot = await FakeBot.StartAsync();
        bot.Teams.Fail(new(FaultKind.Reset));

        await Assert.ThrowsAsync<HttpRequestException>(() => bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("x")));

        Assert.Empty(bot.Teams.Ana.Read());
        Assert.Equal((0, "reset"), (Assert.Single(bot.Teams.Calls).Status, bot.Teams.Calls[0].Fault));
    }

    [Fact]
    public async Task A_slow_answer_comes_when_its_time_has_come_though_the_message_is_there_at_once()
    {
        var clock = new FakeClock();
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = clock });
        bot.Teams.Fail(new(FaultKind.Slow, Seconds: 20));

        var sending = bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("x"));
        await bot.Teams.Ana.WaitForAsync("x");
        await Until(() => clock.Waiting == 1);
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(201, (await sending).Status);
    }

    [Theory]
    [InlineData(FaultKind.Redeliver, true)]
    [InlineData(FaultKind.RedeliverNewId, false)]
    public async Task An_activity_comes_again_after_fifteen_seconds(FaultKind kind, bool sameId)
    {
        var clock = new FakeClock();
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = clock });
        var again = new TaskCompletionSource();
        bot.Answer = _ =>
        {
            if (bot.Heard.Count == 3)
                again.SetResult();
            return Task.FromResult<(int, string?)>((200, null));
        };
        bot.Teams.Fail(new(kind, Person: "ana"));

        await bot.Teams.Bo.SayAsync("Somebody else");
        await bot.Teams.Ana.SayAsync("Hello");
        await Until(() => clock.Waiting == 1);
        Assert.Equal(2, bot.Heard.Count);
        clock.Advance(TimeSpan.FromSeconds(15));
        await again.Task;

        Assert.Equal(["Hello", "Hello"], bot.Heard.Skip(1).Select(a => (string?)a["text"]));
        Assert.Equal(sameId, (string?)bot.Heard[1]["id"] == (string?)bot.Heard[2]["id"]);
        Assert.Equal(sameId, (string?)bot.Heard[1]["timestamp"] == (string?)bot.Heard[2]["timestamp"]);
        Assert.Equal(2, bot.Teams.Ana.Read().Count + bot.Teams.Bo.Read().Count);
    }

    [Fact]
    public async Task A_bot_that_does_not_answer_in_time_or_does_not_listen_is_told_from_one_that_does()
    {
        await using var bot = await FakeBot.StartAsync(new() { BotTimeout = TimeSpan.FromMilliseconds(50) });
        var never = new TaskCompletionSource();
        bot.Answer = async _ =>
        {
            await never.Task;
            return (200, null);
        };

        Assert.Equal(504, (await bot.Teams.Ana.SayAsync("Hello?")).BotStatus);
        Assert.Equal("answer", Assert.Single(bot.Teams.Violations).Kind);
        never.SetResult();
        bot.Teams.BotUrl = "http://127.0.0.1:1";
        Assert.Equal(502, (await bot.Teams.Ana.SayAsync("Hello?")).BotStatus);
        Assert.Equal([504, 502], bot.Teams.Activities.Select(a => a.Status));
        Assert.Single(bot.Teams.Violations);
    }

    // The simulation sets its timer on another thread; there is no event to wait on.
    private static async Task Until(Func<bool> come)
    {
        while (!come())
            await Task.Yield();
    }
}
