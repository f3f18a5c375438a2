using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

public sealed class PressingTests
{
    private const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    private static readonly JObject Card = FakeBot.Parse("""
        {
          "type": "AdaptiveCard", "version": "1.5",
          "body": [
            { "type": "TextBlock", "text": "A-1042" },
            { "type": "Input.Text", "id": "note", "maxLength": 5, "isRequired": true, "errorMessage": "Say why." },
            { "type": "Input.Toggle", "id": "urgent", "title": "Urgent" },
            { "type": "Input.ChoiceSet", "id": "queue", "value": "m365", "choices": [ { "title": "Microsoft 365", "value": "m365" }, { "title": "Azure", "value": "azure" } ] },
            { "type": "ActionSet", "actions": [ { "type": "Action.Execute", "id": "claim", "verb": "ticket/claim", "title": "Claim", "data": { "ticket": "A-1042" } } ] }
          ],
          "actions": [
            { "type": "Action.Submit", "title": "Plain", "data": { "do": "plain" } },
            { "type": "Action.Submit", "title": "Nothing", "data": { "do": "nothing" }, "associatedInputs": "none" },
            { "type": "Action.Submit", "title": "Form", "data": { "ticket": "A-1042", "msteams": { "type": "task/fetch" } }, "associatedInputs": "none" },
            { "type": "Action.OpenUrl", "title": "Docs", "url": "https://learn.microsoft.com/" },
            { "type": "Action.ShowCard", "title": "More", "card": { "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "Input.Number", "id": "count", "min": 1, "max": 3 } ], "actions": [ { "type": "Action.Submit", "title": "Inner" } ] } }
          ]
        }
        """);

    private static JObject NewCard(string text) => new()
    {
        ["statusCode"] = 200,
        ["type"] = AdaptiveCard,
        ["value"] = new JObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = new JArray(new JObject { ["type"] = "TextBlock", ["text"] = text }) },
    };

    private static JObject Dialog(string title) => new()
    {
        ["task"] = new JObject
        {
            ["type"] = "continue",
            ["value"] = new JObject
            {
                ["title"] = title,
                ["height"] = 500,
                ["card"] = new JObject
                {
                    ["contentType"] = AdaptiveCard,
                    ["content"] = FakeBot.Parse("""{ "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "Input.Text", "id": "reply" } ], "actions": [ { "type": "Action.Submit", "title": "Send", "data": { "nonce": "7" } } ] }"""),
                },
            },
        },
    };

    [Theory]
    [InlineData("claim")]
    [InlineData("ticket/claim")]
    [InlineData("Claim")]
    [InlineData("0")]
    public async Task Execute_goes_out_as_an_invoke_with_data_and_inputs(string action)
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ana, Card);
        bot.AnswersInvokesWith(new JObject { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.activity.message", ["value"] = "Claimed" });

        var pressed = await bot.Teams.Ana.PressAsync(message, action, new { note = "mine", urgent = true });

        Assert.Equal((200, "Claimed"), (pressed.BotStatus, pressed.Message));
        var invoke = Assert.Single(bot.Heard);
        Assert.Equal(("invoke", "adaptiveCard/action", message.Id), ((string?)invoke["type"], (string?)invoke["name"], (string?)invoke["replyToId"]));
        Assert.StartsWith("f:", (string?)invoke["id"], StringComparison.Ordinal);
        Assert.True(JToken.DeepEquals(
            FakeBot.Parse("""{"action":{"type":"Action.Execute","id":"claim","verb":"ticket/claim","title":"Claim","data":{"ticket":"A-1042","note":"mine","urgent":"true","queue":"m365"}},"trigger":"manual"}"""),
            invoke["value"]), invoke["value"]!.ToString());
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task Submit_goes_out_as_a_message_with_value_and_stands_nowhere_in_the_chat()
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ana, Card);

        await bot.Teams.Ana.PressAsync(message, "Plain", new Dictionary<string, string> { ["note"] = "mine" });
        await bot.Teams.Ana.PressAsync(message, "Nothing");

        Assert.Equal(("message", null), ((string?)bot.Heard[0]["type"], (string?)bot.Heard[0]["text"]));
        Assert.True(JToken.DeepEquals(FakeBot.Parse("""{"do":"plain","note":"mine","urgent":"false","queue":"m365"}"""), bot.Heard[0]["value"]));
        Assert.True(JToken.DeepEquals(FakeBot.Parse("""{"do":"nothing"}"""), bot.Heard[1]["value"]));
        Assert.Equal(message.Id, (string?)bot.Heard[0]["replyToId"]);
        Assert.Single(bot.Teams.Ana.Read());
    }

    [Fact]
    public async Task A_button_of_an_inner_card_sends_its_own_inputs_and_the_outer_ones()
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ana, Card);

        await bot.Teams.Ana.PressAsync(message, "Inner", new { note = "n", count = 2 });

        Assert.True(JToken.DeepEquals(FakeBot.Parse("""{"note":"n","urgent":"false","queue":"m365","count":"2"}"""), bot.Heard[0]["value"]));
        await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ana.PressAsync(message, "Plain", new { note = "n", count = 2 }));
    }

    [Theory]
    [InlineData("""{}""", "'note' is required. It says: Say why.")]
    [InlineData("""{"note":"far too long"}""", "'note' is longer than 5")]
    [InlineData("""{"note":"n","queue":"aws"}""", "no choice 'aws'")]
    [InlineData("""{"note":"n","urgent":"perhaps"}""", "'urgent' is a toggle")]
    [InlineData("""{"note":"n","stranger":"x"}""", "no input 'stranger'")]
    public async Task What_a_client_would_not_send_does_not_reach_the_bot(string inputs, string why)
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ana, Card);

        var refused = await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ana.PressAsync(message, "Claim", FakeBot.Parse(inputs)));

        Assert.Equal(400, refused.Status);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(bot.Heard);
    }

    [Fact]
    public async Task A_link_is_opened_and_what_the_client_does_itself_is_not_told()
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ana, Card);

        Assert.Equal("https://learn.microsoft.com/", (await bot.Teams.Ana.PressAsync(message, "Docs")).Url);
        Assert.Equal(409, (await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ana.PressAsync(message, "More"))).Status);
        var none = await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ana.PressAsync(message, "Resolve"));
        Assert.Equal(404, none.Status);
        Assert.Contains("'claim', 'Plain', 'Nothing', 'Form', 'Docs', 'More', 'Inner'", none.Message, StringComparison.Ordinal);
        Assert.Empty(bot.Heard);
    }

    [Fact]
    public async Task A_card_that_an_invoke_returns_is_seen_by_its_presser_alone_until_the_message_is_edited()
    {
        await using var bot = await FakeBot.StartAsync();
        var channel = bot.Teams.SupportChannelId;
        var message = await bot.CardAsync(bot.Teams.Ivy, Card, channel);
        bot.AnswersInvokesWith(NewCard("Claimed by you"));

        var pressed = await bot.Teams.Ivy.PressAsync(message, "Claim", new { note = "n" });

        Assert.Equal("Claimed by you", (string?)pressed.Card!["body"]![0]!["text"]);
        Assert.Equal(message.Conversation, (string?)bot.Heard[0]["conversation"]!["id"]);
        Assert.True(bot.Teams.Ivy.Again(message).Shows("Claimed by you"));
        Assert.False(bot.Teams.Max.Again(message).Shows("Claimed"));
        // She now sees a card without that button.
        await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ivy.PressAsync(message, "Claim"));

        await bot.EditAsync(message.Conversation, message.Id, FakeBot.Card((JObject)NewCard("Claimed by Ivy")["value"]!));

        Assert.All([bot.Teams.Ivy, bot.Teams.Max], person => Assert.Equal("Claimed by Ivy", person.Again(message).Everything));
        Assert.Equal(1, bot.Teams.Ivy.Again(message).Edits);
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task A_client_refreshes_for_those_named_and_not_within_a_minute_of_the_last_card()
    {
        var clock = new FakeClock();
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = clock });
        var card = FakeBot.Parse("""{ "type": "AdaptiveCard", "version": "1.5", "refresh": { "action": { "type": "Action.Execute", "verb": "ticket/view", "data": { "version": 3 } } } }""");
        card["refresh"]!["userIds"] = new JArray(bot.Teams.Ivy.Mri);
        var message = await bot.CardAsync(bot.Teams.Ivy, card, bot.Teams.SupportChannelId);
        var answer = NewCard("Fresh");
        answer["value"]!["refresh"] = card["refresh"];
        bot.AnswersInvokesWith(answer);

        Assert.False((await bot.Teams.Max.RefreshAsync(message)).Sent);
        Assert.True((await bot.Teams.Ivy.RefreshAsync(message)).Sent);
        clock.Advance(TimeSpan.FromSeconds(59));
        await bot.EditAsync(message.Conversation, message.Id, FakeBot.Card(card));
        Assert.False((await bot.Teams.Ivy.RefreshAsync(message)).Sent);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await bot.Teams.Ivy.RefreshAsync(message)).Sent);

        Assert.Equal(["automatic", "automatic"], bot.Heard.Select(a => (string?)a["value"]!["trigger"]));
        Assert.True(JToken.DeepEquals(card["refresh"]!["action"], bot.Heard[0]["value"]!["action"]));
        Assert.True(bot.Teams.Ivy.Again(message).Shows("Fresh"));

        card["refresh"]!["userIds"] = new JArray();
        await bot.EditAsync(message.Conversation, message.Id, FakeBot.Card(card));
        Assert.False((await bot.Teams.Max.RefreshAsync(message)).Sent);
        ((JObject)card["refresh"]!).Remove("userIds");
        await bot.EditAsync(message.Conversation, message.Id, FakeBot.Card(card));
        Assert.True((await bot.Teams.Max.RefreshAsync(message)).Sent);
    }

    [Fact]
    public async Task A_dialog_opens_goes_on_and_closes()
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ivy, Card, bot.Teams.SupportChannelId);
        bot.AnswersInvokesWith(Dialog("Reply"));

        var opened = await bot.Teams.Ivy.PressAsync(message, "Form");
        var next = await bot.Teams.Ivy.SubmitTaskAsync(opened.Task!, "Send", new { reply = "Hello" });
        bot.AnswersInvokesWith(new JObject { ["task"] = new JObject { ["type"] = "message", ["value"] = "Sent" } });
        var done = await bot.Teams.Ivy.SubmitTaskAsync(next.Task!, "Send");

        Assert.Equal(("Reply", 500), (opened.Task!.Title, (int?)opened.Task.Height));
        Assert.Equal(opened.Task.Id, next.Task!.Id);
        Assert.Equal(("Sent", null), (done.Message, done.Task));
        Assert.Equal(["task/fetch", "task/submit", "task/submit"], bot.Heard.Select(a => (string?)a["name"]));
        Assert.True(JToken.DeepEquals(FakeBot.Parse("""{"data":{"ticket":"A-1042","msteams":{"type":"task/fetch"}},"context":{"theme":"default"}}"""), bot.Heard[0]["value"]));
        Assert.True(JToken.DeepEquals(FakeBot.Parse("""{"data":{"nonce":"7","reply":"Hello"},"context":{"theme":"default"}}"""), bot.Heard[1]["value"]));
        Assert.Empty(bot.Teams.Violations);
        await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ivy.SubmitTaskAsync(next.Task!, "Send"));
    }

    [Fact]
    public async Task A_dialog_is_its_openers_alone_and_stays_open_when_the_bot_fails()
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ivy, Card, bot.Teams.SupportChannelId);
        bot.AnswersInvokesWith(Dialog("Reply"));
        var opened = await bot.Teams.Ivy.PressAsync(message, "Form");

        await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Max.SubmitTaskAsync(opened.Task!, "Send"));
        bot.AnswersInvokesWith(new JObject(), status: 500);
        var failed = await bot.Teams.Ivy.SubmitTaskAsync(opened.Task!, "Send");
        Assert.Equal((500, "Unable to reach app. Please try again.", opened.Task!.Id), (failed.BotStatus, failed.Error, failed.Task!.Id));
        bot.Answer = _ => Task.FromResult<(int, string?)>((200, null));
        Assert.Null((await bot.Teams.Ivy.SubmitTaskAsync(opened.Task, "Send")).Task);
    }

    [Fact]
    public async Task A_suggested_action_is_said_by_who_taps_it()
    {
        await using var bot = await FakeBot.StartAsync();
        var message = FakeBot.Text("Settled?");
        message["suggestedActions"] = FakeBot.Parse("""{ "actions": [ { "type": "imBack", "title": "Yes", "value": "Yes, thanks" } ] }""");
        await bot.SendAsync(bot.Teams.Ana.ConversationId, message);

        await bot.Teams.Ana.PressAsync(bot.Teams.Ana.Read()[0], "Yes");

        Assert.Equal("Yes, thanks", (string?)Assert.Single(bot.Heard)["text"]);
        Assert.Equal("Yes, thanks", bot.Teams.Ana.Read()[1].Text);
    }

    [Fact]
    public async Task Any_other_invoke_may_be_sent()
    {
        await using var bot = await FakeBot.StartAsync();
        bot.AnswersInvokesWith(FakeBot.Parse("""{ "composeExtension": { "type": "result", "attachmentLayout": "list", "attachments": [] } }"""));

        var answer = await bot.Teams.Ivy.InvokeAsync("composeExtension/query", new { commandId = "search", parameters = new[] { new { name = "q", value = "A-1042" } } });

        Assert.Equal("list", (string?)answer.Json!["composeExtension"]!["attachmentLayout"]);
        Assert.Equal("A-1042", (string?)bot.Heard[0]["value"]!["parameters"]![0]!["value"]);
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task A_search_is_sent_as_the_message_extension_of_Teams_sends_it()
    {
        await using var bot = await FakeBot.StartAsync();
        bot.AnswersInvokesWith(FakeBot.Parse("""
            { "composeExtension": { "type": "result", "attachmentLayout": "list", "attachments": [ {
                "contentType": "application/vnd.microsoft.card.adaptive", "content": { "type": "AdaptiveCard", "version": "1.5", "body": [] },
                "preview": { "contentType": "application/vnd.microsoft.card.thumbnail", "content": { "title": "A-1042" } } } ] } }
            """));

        var answer = await bot.Teams.Ivy.QueryExtensionAsync("find", "A-1042");
        await bot.Teams.Ivy.QueryExtensionAsync("find", "", conversation: bot.Teams.SupportChannelId);

        Assert.Equal("result", (string?)answer.Json!["composeExtension"]!["type"]);
        Assert.Equal(["composeExtension/query", "composeExtension/query"], bot.Heard.Select(a => (string?)a["name"]));
        Assert.True(JToken.DeepEquals(
            FakeBot.Parse("""{ "commandId": "find", "parameters": [ { "name": "query", "value": "A-1042" } ], "queryOptions": { "skip": 0, "count": 25 } }"""), bot.Heard[0]["value"]));
        Assert.True(JToken.DeepEquals(FakeBot.Parse("""{ "name": "initialRun", "value": "true" }"""), bot.Heard[1]["value"]!["parameters"]![0]));
        Assert.Equal((bot.Teams.Ivy.ConversationId, bot.Teams.SupportChannelId), ((string?)bot.Heard[0]["conversation"]!["id"], (string?)bot.Heard[1]["conversation"]!["id"]));
        Assert.Empty(bot.Teams.Violations);
    }

    public static TheoryData<string, string?> SearchAnswers => new()
    {
        { """{"type":"message","text":"Type a number."}""", null },
        { """{"type":"auth","suggestedActions":{"actions":[{"type":"openUrl","title":"Sign in","value":"https://contoso.example"}]}}""", null },
        { Result("""{"contentType":"application/vnd.microsoft.card.thumbnail","content":{"title":"A-1042"}}"""), null },
        { """{"type":"result","attachmentLayout":"list","attachments":[]}""", null },
        { """{"type":"message"}""", "has no text" },
        { """{"type":"auth"}""", "no suggested action" },
        { """{"type":"results"}""", "no composeExtension of a known type" },
        { """{"type":"botMessagePreview","activityPreview":{}}""", "botMessagePreview" },
        { """{"type":"result","attachments":[]}""", "neither list nor grid" },
        { """{"type":"result","attachmentLayout":"list"}""", "no attachments" },
        { Result("""{"contentType":"application/vnd.microsoft.card.adaptive"}"""), "content is not a card" },
        { Result("""{"contentType":"text/html","content":{}}"""), "contentType 'text/html'" },
        { Result("""{"contentType":"application/vnd.microsoft.card.hero","content":{},"preview":{"contentType":"text/html","content":{}}}"""), "preview is not a card" },
        { Result("""{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.6"}}"""), "1.6" },
        { Result("""{"contentType":"application/vnd.microsoft.card.hero","content":{"text":"LONG"}}""".Replace("LONG", new string('x', 28 * 1024), StringComparison.Ordinal)), "28672 are allowed" },
    };

    [Theory]
    [MemberData(nameof(SearchAnswers))]
    public async Task An_answer_to_a_search_has_the_shape_that_Teams_shows(string extension, string? wrong)
    {
        await using var bot = await FakeBot.StartAsync();
        bot.AnswersInvokesWith(new JObject { ["composeExtension"] = FakeBot.Parse(extension) });

        await bot.Teams.Ivy.QueryExtensionAsync("find", "A-1042");

        if (wrong is null)
            Assert.Empty(bot.Teams.Violations);
        else
            Assert.Contains(wrong, Assert.Single(bot.Teams.Violations).Detail, StringComparison.Ordinal);
    }

    private static string Result(string attachment) => $$"""{"type":"result","attachmentLayout":"list","attachments":[ {{attachment}} ]}""";

    [Theory]
    [InlineData("Claim", 200, null, "no body")]
    [InlineData("Claim", 500, null, "answered with 500")]
    [InlineData("Claim", 200, """{"statusCode":200,"type":"application/vnd.microsoft.adaptive.card","value":{}}""", "does not go with statusCode 200")]
    [InlineData("Claim", 200, """{"statusCode":404,"type":"application/vnd.microsoft.error","value":{}}""", "statusCode 404")]
    [InlineData("Claim", 200, """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","version":"1.6"}}""", "1.6")]
    [InlineData("Claim", 200, """[]""", "not a JSON object")]
    [InlineData("Form", 200, """{"task":{"type":"continue","value":{"title":"T"}}}""", "neither card nor url")]
    [InlineData("Form", 200, """{"statusCode":200}""", "no task")]
    [InlineData("Form", 501, null, "answered with 501")]
    public async Task An_answer_that_Teams_would_not_take_is_written_down(string action, int status, string? body, string detail)
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ana, Card);
        bot.Answer = _ => Task.FromResult((status, body));

        await bot.Teams.Ana.PressAsync(message, action, action == "Claim" ? new { note = "n" } : null);

        var violation = Assert.Single(bot.Teams.Violations);
        Assert.Equal("answer", violation.Kind);
        Assert.Contains(detail, violation.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, null, false)]
    [InlineData(200, "{}", true)]
    [InlineData(201, null, true)]
    [InlineData(500, null, true)]
    public async Task A_message_is_answered_with_200_and_nothing_else(int status, string? body, bool wrong)
    {
        await using var bot = await FakeBot.StartAsync();
        bot.Answer = _ => Task.FromResult((status, body));

        Assert.Equal(status, (await bot.Teams.Ana.SayAsync("Hello")).BotStatus);

        Assert.Equal(wrong ? ["answer"] : [], bot.Teams.Violations.Select(v => v.Kind));
    }

    [Fact]
    public async Task An_error_that_an_invoke_returns_is_shown_to_its_presser()
    {
        await using var bot = await FakeBot.StartAsync();
        var message = await bot.CardAsync(bot.Teams.Ana, Card);
        bot.AnswersInvokesWith(FakeBot.Parse("""{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"That ticket is closed."}}"""));

        Assert.Equal("That ticket is closed.", (await bot.Teams.Ana.PressAsync(message, "Claim", new { note = "n" })).Error);
        Assert.Empty(bot.Teams.Violations);
    }
}
