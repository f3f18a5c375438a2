using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Whatever comes in ends in a clear answer: nothing lost, nothing stored that should not be, no 500.</summary>
public sealed class BadInputTests
{
    // A bracket that is not escaped, and an address behind it.
    private const string Link = @"(?<!\\)\]\(";

    [SkippableTheory]
    [InlineData("{ not json", "application/json", 400)]
    [InlineData("", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("null", "application/json", 400)]
    [InlineData("42", "application/json", 400)]
    [InlineData("{}", "application/json", 400)]
    [InlineData("{} {}", "application/json", 400)]
    [InlineData("""{"type":5}""", "application/json", 400)]
    [InlineData("""{"type":{"a":1},"channelId":"msteams"}""", "application/json", 400)]
    [InlineData("""{"type":"message","timestamp":"yesterday"}""", "application/json", 400)]
    [InlineData("""{"type":"message"}""", "application/json", 400)]
    [InlineData("""{"type":"message","channelId":"webchat"}""", "application/json", 400)]
    [InlineData("type=message", "application/x-www-form-urlencoded", 415)]
    [InlineData("""{"type":"message"}""", "text/plain", 415)]
    public async Task What_is_no_activity_is_refused_with_the_right_status(string body, string contentType, int status)
    {
        await using var desk = await OpenDesk.OpenAsync();

        var answer = await desk.Teams.PostRawAsync(body, contentType);

        Assert.Equal(status, answer.Status);
        Assert.False(string.IsNullOrWhiteSpace(answer.Body));
    }

    [SkippableFact]
    public async Task More_than_one_mebibyte_is_refused_and_json_too_deep_as_well()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var large = await desk.Teams.PostRawAsync(Activity(desk, new string('x', 1024 * 1024)).ToString());
        Assert.Equal(413, large.Status);

        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);
        var answer = await desk.Teams.PostRawAsync($"{{\"type\":\"message\",\"value\":{deep}}}");
        Assert.Equal(400, answer.Status);
    }

    [SkippableFact]
    public async Task Another_method_than_post_is_refused()
    {
        await using var desk = await OpenDesk.OpenAsync();
        using var http = new HttpClient();

        var answer = await http.GetAsync(new Uri(desk.Teams.BotUrl + "/api/messages"));

        Assert.Equal(405, (int)answer.StatusCode);
    }

    [SkippableFact]
    public async Task Unknown_activities_are_taken_in_silence_and_unknown_invokes_are_not_implemented()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var strange = Activity(desk, "text");
        strange["type"] = "somethingNewIn2027";
        Assert.Equal(200, (await desk.Teams.PostRawAsync(strange.ToString())).Status);

        var invoke = await desk.Bo.InvokeAsync("something/new", new { a = 1 });
        Assert.Equal(501, invoke.Status);
        Assert.Empty(desk.Bo.Read());
    }

    [SkippableTheory]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"file","data":{}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"claim","data":{"verb":"nosuchverb"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"verb":"file","nonce":"forged"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"verb":"show","ticket":"'; DROP TABLE"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"verb":"show","ticket":"A-1001"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"verb":"settled","ticket":"A-1001","version":"many"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"verb":["file"]}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","data":"text"}}""")]
    [InlineData("""{"action":"text"}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("null")]
    public async Task A_button_with_missing_foreign_or_forged_data_gets_a_clear_answer(string value)
    {
        await using var desk = await OpenDesk.OpenAsync();

        var answer = await desk.Bo.InvokeAsync("adaptiveCard/action", JToken.Parse(value));

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)answer.Json!["type"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)answer.Json["value"]));
        await desk.QuietAsync();
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));
    }

    [SkippableTheory]
    [InlineData("task/fetch", """{"data":{"verb":"reply","ticket":"A-1001"}}""")]
    [InlineData("task/fetch", """{"data":null}""")]
    [InlineData("task/submit", """{"data":{"verb":"resolve","ticket":"A-1001","text":"mine"}}""")]
    public async Task A_form_that_is_not_ones_own_is_answered_and_does_nothing(string invoke, string value)
    {
        await using var desk = await OpenDesk.OpenAsync();
        await OpenDesk.FileAsync(desk.Ana, "O Teams não abre");

        var answer = await desk.Bo.InvokeAsync(invoke, JToken.Parse(value));

        Assert.Equal(200, answer.Status);
        Assert.Equal("message", (string?)answer.Json!.SelectToken("task.type"));
    }

    [SkippableFact]
    public async Task A_press_sent_as_a_message_is_a_command_and_never_an_answer_to_a_question()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("get support");
        await desk.Bo.WaitForAsync("What can we help you with?");
        desk.Provoked.Add("unknownActivity");
        var submit = Activity(desk, null);
        submit["value"] = JObject.Parse("""{"verb":"nosuchverb"}""");

        await desk.Teams.PostRawAsync(submit.ToString());

        Assert.Contains(desk.Teams.Calls, call => ((string?)call.Body?["text"])?.Contains("I do not know this button", StringComparison.Ordinal) is true);
        await desk.Bo.SayAsync("Outlook is slow");
        await desk.Bo.WaitForAsync("Please check your request");
    }

    [SkippableTheory]
    [InlineData("👩‍👩‍👧‍👦🎉")]
    [InlineData("…!!!")]
    public async Task Emoji_alone_are_asked_about_and_a_person_is_offered_at_the_second_miss(string typed)
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync(typed);
        await desk.Bo.WaitForAsync("describe it in a few words");
        await desk.Bo.SayAsync(typed);

        var offer = await desk.Bo.WaitForAsync(message => message.Buttons.Contains("Talk to a person"));
        Assert.True(offer.Shows("describe it in a few words"));
    }

    [SkippableFact]
    public async Task Ten_thousand_characters_are_kept_whole_and_can_be_read_whole()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var words = "Outlook fails. " + string.Concat(Enumerable.Range(0, 1000).Select(i => $"line {i:D4}\n")) + "the very end";
        await desk.Bo.SayAsync(words);
        var summary = await desk.Bo.WaitForAsync("Your text is long");
        await desk.Bo.PressAsync(summary, "file");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Bo.Again(summary)));

        var pressed = await desk.Ivy.PressAsync(root, "wholeText");
        var read = "";
        while (true)
        {
            read += string.Concat(pressed.Task!.Card!.SelectTokens("$..inlines[*].text").Select(text => (string?)text));
            if (pressed.Task.Card.SelectToken("$..[?(@.title == 'Next part')]") is null) break;
            pressed = await desk.Ivy.SubmitTaskAsync(pressed.Task, "wholeText");
        }

        Assert.Equal(words, read);
    }

    [SkippableFact]
    public async Task Text_as_long_as_a_request_can_carry_is_kept_whole()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo));
        await desk.QuietAsync();
        var words = new string('w', 500_000) + "end";

        var said = await desk.Bo.SayAsync(words);

        Assert.Equal(200, said.BotStatus);
        await desk.Bo.WaitForAsync($"Added to {number}");
        var events = await desk.Get<SupportBot.Tickets.ITicketStore>().EventsAsync(NumberOf(number), default);
        Assert.Equal(words, events[^1].Text);
    }

    [SkippableTheory]
    [InlineData("[Approved by Lea](https://evil.example) outlook")]
    [InlineData("<at>Lea</at> <b>bold</b> <script>alert(1)</script> outlook")]
    [InlineData("# A-1042 closed\n- item\n**bold** _it_ `code` outlook")]
    [InlineData("${expression} {{DATE()}} =HYPERLINK(1) outlook")]
    [InlineData("/ \\ # ? % + ' \" outlook")]
    [InlineData("مرحبا Outlook لا يعمل")]
    [InlineData("invoice\u202Efdp.exe outlook")]
    public async Task Text_is_only_ever_data(string words)
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo, words);
        var number = OpenDesk.NumberOn(ticket);
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await desk.Bo.SayAsync(words);
        await desk.Bo.WaitForAsync($"Added to {number}");
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", words);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "note", words);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", words);
        await desk.Bo.WaitForAsync("settled?");
        await desk.QuietAsync();

        foreach (var call in desk.Teams.Calls.Where(call => call.Body is not null))
        {
            var body = call.Body!;
            Assert.DoesNotContain("<at>", (string?)body["text"] ?? "", StringComparison.Ordinal);
            Assert.DoesNotMatch(Link, (string?)body["text"] ?? "");
            Assert.DoesNotContain("<script", (string?)body["text"] ?? "", StringComparison.Ordinal);
            // In an input box the writer meets their own text again, as it is.
            foreach (var input in body.SelectTokens("$..[?(@.type == 'Input.Text')]").Cast<JObject>().ToList()) input.Remove("value");
            Assert.DoesNotContain('\u202E', body.ToString());
            foreach (var block in body.SelectTokens("$..[?(@.type == 'TextBlock')].text"))
            {
                Assert.DoesNotMatch(Link, (string?)block ?? "");
                Assert.DoesNotContain("<at>", (string?)block, StringComparison.Ordinal);
            }

            Assert.Empty(body.SelectTokens("$..[?(@.type == 'mention')]"));
        }

        var events = await desk.Get<SupportBot.Tickets.ITicketStore>().EventsAsync(NumberOf(number), default);
        Assert.Equal(words, events[0].Text);
        if (SupportBot.Cards.Escape.IsRightToLeft(words)) Assert.True((bool?)root.Card!["rtl"]);
    }

    [SkippableFact]
    public async Task Whoever_is_not_of_the_desk_cannot_work_a_ticket_whatever_they_send()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Ana, "O Teams não abre");
        var root = await OpenDesk.RootAsync(desk.Max, OpenDesk.NumberOn(ticket));
        await desk.Max.LeaveTeamAsync();

        var pressed = await desk.Ivy.PressAsync(root, "claim");
        Assert.NotNull(pressed.Card);
        foreach (var verb in new[] { "claim", "reply", "note", "resolve", "sendAgain" })
        {
            var data = new JObject { ["verb"] = verb, ["ticket"] = OpenDesk.NumberOn(ticket), ["version"] = 2, ["nonce"] = "n", ["text"] = "canary", ["number"] = 1 };
            await desk.Bo.InvokeAsync("adaptiveCard/action", new JObject { ["action"] = new JObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data } });
            await desk.Bo.InvokeAsync("task/submit", new JObject { ["data"] = data });
        }

        await desk.QuietAsync();
        var events = await desk.Get<SupportBot.Tickets.ITicketStore>().EventsAsync(NumberOf(OpenDesk.NumberOn(ticket)), default);
        Assert.Equal(["File", "Claim"], events.Select(happened => happened.Action.ToString()));
    }

    private static SupportBot.Tickets.TicketNumber NumberOf(string text)
    {
        Assert.True(SupportBot.Tickets.TicketNumber.TryParse(text, out var number));
        return number;
    }

    private static JObject Activity(OpenDesk desk, string? text) => new()
    {
        ["type"] = "message",
        ["id"] = "1776825925953",
        ["timestamp"] = "2026-11-24T09:00:00.000Z",
        ["channelId"] = "msteams",
        ["serviceUrl"] = desk.Teams.ServiceUrl,
        ["from"] = new JObject { ["id"] = desk.Bo.Mri, ["name"] = desk.Bo.Name, ["aadObjectId"] = desk.Bo.AadObjectId },
        ["recipient"] = new JObject { ["id"] = desk.Teams.BotId, ["name"] = "SupportBot" },
        ["conversation"] = new JObject { ["conversationType"] = "personal", ["id"] = desk.Bo.ConversationId, ["tenantId"] = desk.Bo.TenantId },
        ["channelData"] = new JObject { ["tenant"] = new JObject { ["id"] = desk.Bo.TenantId } },
        ["locale"] = "en-US",
        ["text"] = text,
    };
}
