using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Activity = Microsoft.Bot.Schema.Activity;

namespace Sdk.Tests.BotBuilder;

public class TurnTests
{
    [Fact]
    public Task A_flow_sends_and_checks_step_by_step() => new TestFlow(new TestAdapter("msteams"), EchoAsync)
        .Send("one")
        .AssertReply("echo one")
        .Test("two", "echo two")
        .Test("three", reply => Assert.Equal("1", reply.ReplyToId is null ? "" : "1"))
        .Send("four")
        .AssertReplyContains("four")
        .Send("five")
        .AssertReplyOneOf(["other", "echo five"])
        .Send(new Activity("message") { Text = "six" })
        .AssertReply(MessageFactory.Text("echo six"))
        .SendConversationUpdate()
        .AssertReply("welcome user1")
        .Send("silence")
        .AssertNoReply()
        .StartTestAsync();

    [Fact]
    public async Task A_flow_fails_at_a_wrong_reply()
    {
        var flow = new TestFlow(new TestAdapter("msteams"), EchoAsync);

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => flow.Send("one").AssertReply("echo two", "greeting").StartTestAsync());
        Assert.Equal("greeting: expected \"echo two\" but was message \"echo one\"", e.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => flow.Send("one").AssertReplyContains("x").StartTestAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => flow.Send("one").AssertReplyOneOf(["x"]).StartTestAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => flow.Send("one").AssertNoReply().StartTestAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => flow.Send("one").AssertReply(new Activity("typing")).StartTestAsync());
    }

    [Fact]
    public Task A_flow_fails_when_nothing_comes() => Assert.ThrowsAsync<TimeoutException>(() =>
        new TestFlow(new TestAdapter("msteams"), EchoAsync).Send("silence").AssertReply("x", timeout: 1).StartTestAsync());

    [Fact]
    public async Task A_reply_that_comes_later_is_waited_for()
    {
        var adapter = new TestAdapter("msteams");
        var waiting = adapter.GetNextReplyAsync();
        Assert.False(waiting.IsCompleted);

        await adapter.SendTextToBotAsync("late", EchoAsync, CancellationToken.None);

        Assert.Equal("echo late", ((Activity)await waiting).Text);
        Assert.Null(adapter.GetNextReply());
    }

    [Fact]
    public async Task The_test_adapter_updates_and_deletes_what_was_sent()
    {
        var adapter = new TestAdapter("msteams");
        await adapter.SendTextToBotAsync(
            "x",
            async (turn, token) =>
            {
                var first = await turn.SendActivityAsync("first", cancellationToken: token);
                var second = await turn.SendActivityAsync("second", cancellationToken: token);
                await turn.UpdateActivityAsync(new Activity("message") { Id = first.Id, Text = "changed" }, token);
                await turn.DeleteActivityAsync(second.Id, token);
            },
            CancellationToken.None);

        Assert.Equal("changed", Assert.Single(adapter.ActiveQueue).Text);
    }

    [Fact]
    public async Task Handlers_see_what_is_sent_and_may_change_or_withhold_it()
    {
        var adapter = new TestAdapter("msteams");
        using var turn = new TurnContext(adapter, Incoming());
        turn.OnSendActivities(async (_, activities, next) =>
        {
            activities[0].Text += "!";
            return activities[0].Text == "secret!" ? [] : await next();
        });
        turn.OnSendActivities((_, activities, next) =>
        {
            activities.Add(MessageFactory.Text("and"));
            return next();
        });

        await turn.SendActivityAsync("secret");
        Assert.False(turn.Responded);
        Assert.Empty(adapter.ActiveQueue);

        var response = await turn.SendActivityAsync("hello");
        Assert.True(turn.Responded);
        Assert.Equal(["hello!", "and"], adapter.ActiveQueue.Select(activity => activity.Text));
        Assert.Equal(adapter.ActiveQueue.First().Id, response.Id);
    }

    [Fact]
    public async Task Update_and_delete_handlers_may_withhold()
    {
        using var turn = new TurnContext(new TestAdapter("msteams"), Incoming());
        var seen = new List<string>();
        turn.OnUpdateActivity((_, activity, _) =>
        {
            seen.Add("update " + activity.Id);
            return Task.FromResult(new ResourceResponse("mine"));
        });
        turn.OnDeleteActivity((_, reference, _) =>
        {
            seen.Add("delete " + reference.ActivityId);
            return Task.CompletedTask;
        });

        Assert.Equal("mine", (await turn.UpdateActivityAsync(new Activity("message") { Id = "1" })).Id);
        await turn.DeleteActivityAsync("2");
        await turn.DeleteActivityAsync(new ConversationReference("3"));

        Assert.Equal(["update 1", "delete 2", "delete 3"], seen);
    }

    [Fact]
    public async Task What_is_sent_is_addressed_to_the_sender()
    {
        var adapter = new TestAdapter("msteams");
        using var turn = new TurnContext(adapter, Incoming());

        await turn.SendActivitiesAsync([new Activity("typing"), MessageFactory.Text("x")]);

        Assert.All(adapter.ActiveQueue, activity => Assert.Equal(
            ("msteams", "a:1", "28:bot", "29:user", "7", "https://s/"),
            (activity.ChannelId, activity.Conversation.Id, activity.From.Id, activity.Recipient.Id, activity.ReplyToId, activity.ServiceUrl)));
        await Assert.ThrowsAsync<ArgumentException>(() => turn.SendActivitiesAsync([]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => turn.SendActivityAsync(" "));
    }

    [Fact]
    public async Task A_locale_that_nobody_knows_does_no_harm()
    {
        var adapter = new TestAdapter("msteams") { Locale = "not a locale!" };

        await new TestFlow(adapter, EchoAsync).Test("x", "echo x").StartTestAsync();
    }

    [Fact]
    public async Task Middleware_that_does_not_go_on_ends_the_turn()
    {
        var adapter = new TestAdapter("msteams").Use(new Stop());

        await new TestFlow(adapter, EchoAsync).Send("x").AssertNoReply().StartTestAsync();
    }

    [Fact]
    public void Turn_state_is_kept_by_key_and_by_type_and_disposed_with_the_turn()
    {
        var resource = new Resource();
        using (var turn = new TurnContext(new TestAdapter("msteams"), Incoming()))
        {
            turn.TurnState.Add(resource);
            turn.TurnState.Set("key", "value");
            Assert.Same(resource, turn.TurnState.Get<Resource>());
            Assert.Equal("value", turn.TurnState.Get<string>("key"));
            Assert.Null(turn.TurnState.Get<Resource>("key"));
            Assert.Null(turn.TurnState.Get<string>("absent"));
            Assert.Throws<ArgumentException>(() => turn.TurnState.Add(resource));
            Assert.False(resource.IsDisposed);
        }

        Assert.True(resource.IsDisposed);
    }

    [Fact]
    public void Suggested_actions_and_attachments_are_made_into_messages()
    {
        var suggested = MessageFactory.SuggestedActions(["Yes", "No"], "Sure?", toList: null);
        var attached = MessageFactory.Attachment(new Attachment("image/png"));

        Assert.Equal([("imBack", "Yes", "Yes"), ("imBack", "No", "No")], suggested.SuggestedActions.Actions.Select(action => (action.Type, action.Title, (string)action.Value)));
        Assert.Equal(("Sure?", "acceptingInput"), (suggested.Text, suggested.InputHint));
        Assert.Equal(("list", 1), (attached.AttachmentLayout, attached.Attachments.Count));
    }

    private static Activity Incoming() => new("message")
    {
        Id = "7",
        ChannelId = "msteams",
        ServiceUrl = "https://s/",
        From = new ChannelAccount("29:user"),
        Recipient = new ChannelAccount("28:bot"),
        Conversation = new ConversationAccount(id: "a:1"),
    };

    private static Task EchoAsync(ITurnContext turn, CancellationToken token) => turn.Activity switch
    {
        { Type: "conversationUpdate" } update => turn.SendActivityAsync("welcome " + update.MembersAdded[0].Id, cancellationToken: token),
        { Text: "silence" } => Task.CompletedTask,
        var message => turn.SendActivityAsync("echo " + message.Text, cancellationToken: token),
    };

    private sealed class Stop : IMiddleware
    {
        public Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    private sealed class Resource : IDisposable
    {
        internal bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
