using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

/// <summary>The API of tests/TeamsSimulator/README.md, as a script uses it.</summary>
public sealed class HttpApiTests
{
    private static readonly HttpClient Http = new();

    private static async Task<(int Status, JToken Body)> CallAsync(FakeBot bot, string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), bot.Teams.Url + path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonConvert.SerializeObject(body), Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var reader = new JsonTextReader(new StringReader(text.Length == 0 ? "null" : text)) { DateParseHandling = DateParseHandling.None };
        return ((int)response.StatusCode, JToken.ReadFrom(reader));
    }

    private static string Messages(string person, string conversation) => $"api/people/{person}/conversations/{Uri.EscapeDataString(conversation)}/messages";

    [Fact]
    public async Task People_and_team_are_told_and_changed()
    {
        await using var bot = await FakeBot.StartAsync();

        var (_, people) = await CallAsync(bot, "GET", "api/people");
        var (_, team) = await CallAsync(bot, "GET", "api/team");
        var (_, changed) = await CallAsync(bot, "PATCH", "api/people/ana", new { locale = "en-US", timezone = "Asia/Tokyo" });
        var (joined, _) = await CallAsync(bot, "DELETE", "api/team/members/max");
        var (left, _) = await CallAsync(bot, "POST", "api/team/members", new { person = "max" });

        Assert.Equal(["ana", "bo", "ivy", "max", "lea", "sam", "carla", "dina", "rui", "cleo"], people.Select(p => (string?)p["id"]));
        Assert.Equal([true, true, true, true, true, false, true, true, true, false], people.Select(p => (bool)p["installed"]!));
        Assert.True(JToken.DeepEquals(new JObject
        {
            ["id"] = "ana",
            ["name"] = "Ana Sousa",
            ["role"] = "customer",
            ["tenantId"] = Cast.Fabrikam.TenantId,
            ["tenantName"] = "Fabrikam",
            ["aadObjectId"] = Cast.Ana.AadObjectId,
            ["mri"] = bot.Teams.Ana.Mri,
            ["locale"] = "pt-PT",
            ["timezone"] = "Europe/Lisbon",
            ["installed"] = true,
            ["conversationId"] = bot.Teams.Ana.ConversationId,
        }, people[0]));
        Assert.Equal(["General", "Support", "Azure"], team["channels"]!.Select(c => (string?)c["name"]));
        Assert.Equal(["ivy", "max", "lea"], team["members"]!.Select(m => (string?)m));
        Assert.Equal(("en-US", "Asia/Tokyo", 200, 200), ((string?)changed["locale"], (string?)changed["timezone"], joined, left));
        await bot.Teams.Ana.SayAsync("Hello");
        Assert.Equal("Asia/Tokyo", (string?)bot.Heard[^1]["localTimezone"]);
        Assert.EndsWith("+09:00", (string?)bot.Heard[^1]["localTimestamp"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_says_reads_presses_and_submits()
    {
        await using var bot = await FakeBot.StartAsync();
        await bot.SendAsync(bot.Teams.SupportChannelId, FakeBot.Card(FakeBot.Parse("""
            { "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "TextBlock", "text": "A-1042" } ],
              "actions": [ { "type": "Action.Submit", "title": "Form", "data": { "msteams": { "type": "task/fetch" } } } ] }
            """)));
        bot.AnswersInvokesWith(FakeBot.Parse("""
            { "task": { "type": "continue", "value": { "title": "Reply", "card": { "contentType": "application/vnd.microsoft.card.adaptive", "content":
              { "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "Input.Text", "id": "text" } ], "actions": [ { "type": "Action.Submit", "title": "Send" } ] } } } } }
            """));

        var (_, said) = await CallAsync(bot, "POST", "api/people/ana/say", new { text = "Hello" });
        var (_, chat) = await CallAsync(bot, "GET", Messages("ana", bot.Teams.Ana.ConversationId));
        var (_, posts) = await CallAsync(bot, "GET", Messages("ivy", bot.Teams.SupportChannelId));
        var (_, pressed) = await CallAsync(bot, "POST", "api/people/ivy/press", new { conversation = bot.Teams.SupportChannelId, message = (string?)posts[0]!["id"], action = "Form" });
        var (_, submitted) = await CallAsync(bot, "POST", "api/people/ivy/press", new { task = (string?)pressed["task"]!["id"], action = "Send", inputs = new { text = "Hi" } });

        Assert.Equal((200, true, (string?)chat[0]!["id"]), ((int)said["botStatus"]!, (bool)said["heard"]!, (string?)said["id"]));
        Assert.Equal(("ana", "Ana Sousa", false, "Hello"), ((string?)chat[0]!["from"]!["id"], (string?)chat[0]!["from"]!["name"], (bool)chat[0]!["from"]!["bot"]!, (string?)chat[0]!["text"]));
        Assert.Equal($"{bot.Teams.SupportChannelId};messageid={posts[0]!["id"]}", (string?)posts[0]!["conversation"]);
        Assert.Equal(("Reply", "Reply"), ((string?)pressed["task"]!["title"], (string?)submitted["task"]!["title"]));
        Assert.Equal("Hi", (string?)bot.Heard[^1]["value"]!["data"]!["text"]);
        var (_, conversations) = await CallAsync(bot, "GET", "api/people/ivy/conversations");
        Assert.Equal([("personal", "SupportBot"), ("channel", "General"), ("channel", "Support"), ("thread", "A-1042"), ("channel", "Azure")], conversations.Select(c => ((string?)c["kind"], (string?)c["name"])));
        Assert.Single((await CallAsync(bot, "GET", "api/people/ana/conversations")).Body);
    }

    [Fact]
    public async Task A_picture_is_handed_over_by_form()
    {
        await using var bot = await FakeBot.StartAsync();
        using var form = new MultipartFormDataContent();
        using var picture = new ByteArrayContent([1, 2]);
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(picture, "file", "error.png");
        form.Add(new StringContent("Look"), "text");

        using var response = await Http.PostAsync(new Uri(bot.Teams.Url + "api/people/ana/attach"), form);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("Look", (string?)bot.Heard[0]["text"]);
        Assert.Equal("image/*", bot.Teams.Ana.Read()[0].Attachments[0]["contentType"]);
    }

    [Theory]
    [InlineData("POST", "api/people/eve/say", """{"text":"Hello"}""", 404, "nobody called 'eve'")]
    [InlineData("POST", "api/people/sam/say", """{"text":"Hello"}""", 409, "not installed for Sam Stone")]
    [InlineData("POST", "api/people/ana/say", """{}""", 400, "'text' is missing")]
    [InlineData("POST", "api/people/ana/say", """{""", 400, "not the JSON")]
    [InlineData("POST", "api/people/ana/say", """{"text":"Hello","conversation":"x"}""", 404, "no conversation 'x'")]
    [InlineData("PATCH", "api/people/ana", """{"timezone":"Mars"}""", 400, "'Mars'")]
    [InlineData("POST", "api/faults", """{"kind":"nonsense"}""", 400, "there are throttle, badGatewayAfterDelivery, badGateway, reset, slow")]
    [InlineData("POST", "api/people/ana/install", null, 409, "already installed")]
    [InlineData("POST", "api/team/members", """{"person":"ana"}""", 409, "guests are not simulated")]
    [InlineData("GET", "api/nonsense", null, 404, "README.md")]
    public async Task What_cannot_be_done_is_refused_with_a_reason(string method, string path, string? body, int status, string reason)
    {
        await using var bot = await FakeBot.StartAsync();

        var (actual, answer) = await CallAsync(bot, method, path, body);

        Assert.Equal(status, actual);
        Assert.Contains(reason, (string?)answer["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_calls_violations_and_activities_are_told_and_forgotten()
    {
        await using var bot = await FakeBot.StartAsync();
        await CallAsync(bot, "POST", "api/faults", new { kind = "throttle", match = new { person = "ana" }, count = 2, seconds = 3 });
        await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("x"));
        await bot.CallAsync(HttpMethod.Get, "v3/nonsense");
        await bot.Teams.Ana.SayAsync("Hello");

        var (_, faults) = await CallAsync(bot, "GET", "api/faults");
        var (_, calls) = await CallAsync(bot, "GET", "api/calls");
        var (_, violations) = await CallAsync(bot, "GET", "api/violations");
        var (_, activities) = await CallAsync(bot, "GET", "api/activities");

        Assert.True(JToken.DeepEquals(FakeBot.Parse("""{"kind":"throttle","match":{"person":"ana"},"count":1,"seconds":3.0}"""), faults[0]), faults.ToString());
        Assert.Equal([(429, "throttle"), (404, null)], calls.Select(c => ((int)c["status"]!, (string?)c["fault"])));
        Assert.Equal("unknownRoute", (string?)Assert.Single(violations)["kind"]);
        var activity = Assert.Single(activities);
        Assert.Equal(("message", "ana", 200), ((string?)activity["type"], (string?)activity["person"], (int)activity["status"]!));

        var (_, again) = await CallAsync(bot, "POST", "api/redeliver", new { activity = (string?)activity["id"], newId = true });
        Assert.Equal(200, (int)again["botStatus"]!);
        Assert.Equal(["Hello", "Hello"], bot.Heard.Select(a => (string?)a["text"]));
        Assert.NotEqual((string?)bot.Heard[0]["id"], (string?)bot.Heard[1]["id"]);

        Assert.Equal(200, (await CallAsync(bot, "DELETE", "api/faults")).Status);
        Assert.Empty((await CallAsync(bot, "GET", "api/faults")).Body);
        Assert.Equal(200, (await CallAsync(bot, "POST", "api/reset")).Status);
        foreach (var journal in (string[])["calls", "violations", "activities"])
            Assert.Empty((await CallAsync(bot, "GET", "api/" + journal)).Body);
    }

    [Fact]
    public async Task A_stranger_may_post_anything_to_the_bot()
    {
        await using var bot = await FakeBot.StartAsync();
        bot.Answer = _ => Task.FromResult<(int, string?)>((401, """{"no":1}"""));

        var (_, answer) = await CallAsync(bot, "POST", "api/raw", new { body = """{"type":"message"}""", authorization = "Bearer forged" });

        Assert.Equal((401, """{"no":1}"""), ((int)answer["status"]!, (string?)answer["body"]));
        Assert.Equal("Bearer forged", bot.LastHeaders["Authorization"]);
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task Listeners_are_told_of_changes()
    {
        await using var bot = await FakeBot.StartAsync();
        using var stream = await Http.GetStreamAsync(new Uri(bot.Teams.Url + "api/stream"));
        using var reader = new StreamReader(stream);
        Assert.Equal(": listening", await reader.ReadLineAsync());
        await reader.ReadLineAsync();

        var sent = await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("x"));

        Assert.Equal("event: changed", await reader.ReadLineAsync());
        var data = FakeBot.Parse((await reader.ReadLineAsync())!["data: ".Length..]);
        Assert.Equal((bot.Teams.Ana.ConversationId, (string?)sent.Body["id"]), ((string?)data["conversation"], (string?)data["message"]));
    }
}
