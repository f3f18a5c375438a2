using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace Sdk.Tests.BotBuilder;

public class ConnectorClientTests
{
    private const string Thread = "19:desk@thread.tacv2;messageid=1764000000200";

    [Fact]
    public async Task A_reply_is_one_POST_with_ids_encoded_and_nulls_left_out()
    {
        await using var server = await LoopbackServer.StartAsync(201, """{"id":"1764000000201"}""");
        var activity = new Activity("message") { Text = "olá 🙂", Conversation = new ConversationAccount(id: Thread), ReplyToId = "f:1/2", Attachments = [], Entities = [] };

        var response = await Client(server, "/emea").Conversations.ReplyToActivityAsync(activity);

        Assert.Equal("1764000000201", response.Id);
        var request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/emea/v3/conversations/19%3Adesk%40thread.tacv2%3Bmessageid%3D1764000000200/activities/f%3A1%2F2", request.Target);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(request.Body).ToString(CultureInfo.InvariantCulture), request.Headers["Content-Length"]);
        Assert.False(request.Headers.ContainsKey("Transfer-Encoding"));
        Assert.StartsWith("SupportBot-BotBuilder/", request.Headers["User-Agent"]);
        Assert.Equal(
            """{"type":"message","conversation":{"id":"19:desk@thread.tacv2;messageid=1764000000200"},"text":"olá 🙂","attachments":[],"entities":[],"replyToId":"f:1/2"}""",
            request.Body);
    }

    [Theory]
    [InlineData("send", "POST", "/v3/conversations/a%3A1/activities")]
    [InlineData("update", "PUT", "/v3/conversations/a%3A1/activities/7")]
    [InlineData("delete", "DELETE", "/v3/conversations/a%3A1/activities/7")]
    [InlineData("create", "POST", "/v3/conversations")]
    [InlineData("members", "GET", "/v3/conversations/a%3A1/members")]
    [InlineData("paged", "GET", "/v3/conversations/a%3A1/pagedmembers?pageSize=50&continuationToken=a%2Bb%3D")]
    [InlineData("paged first", "GET", "/v3/conversations/a%3A1/pagedmembers")]
    [InlineData("member", "GET", "/v3/conversations/a%3A1/members/29%3A1")]
    public async Task Each_call_has_its_method_and_path(string call, string method, string target)
    {
        await using var server = await LoopbackServer.StartAsync(200, call == "members" ? "[{\"id\":\"29:1\"}]" : "{\"id\":\"1\",\"activityId\":\"2\",\"members\":[{\"id\":\"29:1\",\"givenName\":\"Ana\"}]}");
        var conversations = Client(server).Conversations;
        switch (call)
        {
            case "send":
                await conversations.SendToConversationAsync("a:1", new Activity("message"));
                break;
            case "update":
                await conversations.UpdateActivityAsync("a:1", "7", new Activity("message"));
                break;
            case "delete":
                await conversations.DeleteActivityAsync("a:1", "7");
                break;
            case "create":
                Assert.Equal("2", (await conversations.CreateConversationAsync(new ConversationParameters(true))).ActivityId);
                break;
            case "members":
                Assert.Equal("29:1", Assert.Single(await conversations.GetConversationMembersAsync("a:1")).Id);
                break;
            case "paged":
                Assert.Equal("Ana", (string?)Assert.Single((await conversations.GetConversationPagedMembersAsync("a:1", 50, "a+b=")).Members).Properties["givenName"]);
                break;
            case "paged first":
                await conversations.GetConversationPagedMembersAsync("a:1");
                break;
            case "member":
                await ((Conversations)conversations).GetConversationMemberAsync("29:1", "a:1");
                break;
        }

        var request = Assert.Single(server.Requests);
        Assert.Equal((method, target), (request.Method, request.Target));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    public async Task An_id_that_would_change_the_path_is_refused(string id)
    {
        using var client = new ConnectorClient(new Uri("http://127.0.0.1:9/"), null, null, false);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Conversations.DeleteActivityAsync("a:1", id));
    }

    [Fact]
    public async Task Teams_error_body_is_understood()
    {
        await using var server = await LoopbackServer.StartAsync(403, """{"error":{"code":"ConversationBlockedByUser","message":"User blocked the conversation with the bot.","innerHttpError":{"statusCode":403,"body":{"x":1}}}}""", ("MS-CV", "cv.1"));

        var e = await Assert.ThrowsAsync<ErrorResponseException>(() => SendAsync(server));

        Assert.Equal(HttpStatusCode.Forbidden, e.Response.StatusCode);
        Assert.Equal("ConversationBlockedByUser", e.Body.Error.Code);
        Assert.Equal("User blocked the conversation with the bot.", e.Body.Error.Message);
        Assert.Equal(403, e.Body.Error.InnerHttpError.StatusCode);
        Assert.Equal("cv.1", Assert.Single(e.Response.Headers["ms-cv"]));
        Assert.Contains("ConversationBlockedByUser", e.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_error_body_is_understood()
    {
        await using var server = await LoopbackServer.StartAsync(403, """{"errorCode":209,"message":"{\"subCode\":\"MessageWritesBlocked\",\"details\":\"Thread is blocked from message writes.\",\"errorCode\":null}"}""");

        var e = await Assert.ThrowsAsync<ErrorResponseException>(() => SendAsync(server));

        Assert.Equal(("MessageWritesBlocked", "Thread is blocked from message writes."), (e.Body.Error.Code, e.Body.Error.Message));
    }

    [Theory]
    [InlineData("""{"errorCode":209,"message":"{broken"}""", "209")]
    [InlineData("""{"message":"Authorization has been denied for this request."}""", null)]
    public async Task An_error_body_that_is_only_half_known_gives_what_it_has(string body, string? code)
    {
        await using var server = await LoopbackServer.StartAsync(401, body);

        Assert.Equal(code, (await Assert.ThrowsAsync<ErrorResponseException>(() => SendAsync(server))).Body.Error.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<html>Bad Gateway</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task An_error_without_a_readable_body_has_its_status(string? body)
    {
        await using var server = await LoopbackServer.StartAsync(502, body);

        var e = await Assert.ThrowsAsync<ErrorResponseException>(() => SendAsync(server));

        Assert.Null(e.Body);
        Assert.Equal(HttpStatusCode.BadGateway, e.Response.StatusCode);
        Assert.Equal(body ?? string.Empty, e.Response.Content);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    public async Task Nothing_is_ever_sent_twice(int status)
    {
        await using var server = await LoopbackServer.StartAsync(status, """{"error":{"code":"Throttled","message":"Too many requests"}}""", ("Retry-After", "3"));

        var e = await Assert.ThrowsAsync<ErrorResponseException>(() => SendAsync(server));

        Assert.Single(server.Requests);
        Assert.Equal("3", Assert.Single(e.Response.Headers["Retry-After"]));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await LoopbackServer.StartAsync(307, null, ("Location", "/elsewhere"));

        await Assert.ThrowsAsync<ErrorResponseException>(() => SendAsync(server));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Neither_token_nor_text_is_kept_in_an_exception()
    {
        await using var server = await LoopbackServer.StartAsync(400, """{"error":{"code":"BadSyntax","message":"Bad"}}""");
        using var client = new ConnectorClient(new Uri(server.Address), new Secret(), null, false);

        var e = await Assert.ThrowsAsync<ErrorResponseException>(() => client.Conversations.SendToConversationAsync("a:1", new Activity("message") { Text = "my password" }));

        Assert.Equal("Bearer hush", server.Requests.Single().Headers["Authorization"]);
        Assert.Equal("Operation returned an invalid status code 'BadRequest'", e.Message);
        Assert.Null(e.Request.Content);
        Assert.False(e.Request.Headers.ContainsKey("Authorization"));
        Assert.DoesNotContain("hush", JToken.FromObject(e.Request.Headers).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_without_a_body_gives_nothing()
    {
        await using var server = await LoopbackServer.StartAsync(202, null);

        Assert.Null(await SendAsync(server));
    }

    [Fact]
    public async Task A_success_that_cannot_be_read_is_an_error()
    {
        await using var server = await LoopbackServer.StartAsync(200, "<html>");

        await Assert.ThrowsAsync<RestException>(() => SendAsync(server));
    }

    [Fact]
    public async Task A_long_answer_in_chunks_reads_whole()
    {
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync("{\"members\":[");
            for (var i = 0; i < 500; i++)
                await context.Response.WriteAsync($"{(i == 0 ? "" : ",")}{{\"id\":\"29:{i}\",\"name\":\"{new string('é', 100)}\"}}");
            await context.Response.WriteAsync("]}");
        });

        var page = await Client(server).Conversations.GetConversationPagedMembersAsync("a:1");

        Assert.Equal(500, page.Members.Count);
        Assert.Equal("29:499", page.Members[499].Id);
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async (_, _) =>
        {
            arrived.SetResult();
            await release.Task;
        });
        using var cancel = new CancellationTokenSource();

        var call = Client(server).Conversations.SendToConversationAsync("a:1", new Activity("message"), cancel.Token);
        await arrived.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        release.SetResult();
    }

    [Fact]
    public void Only_a_client_that_owns_its_HttpClient_disposes_it()
    {
        using var handler = new NoteDispose();
        var shared = new HttpClient(handler);
        new ConnectorClient(new Uri("http://127.0.0.1:9/"), null, shared, false).Dispose();
        Assert.False(handler.IsDisposed);
        new ConnectorClient(new Uri("http://127.0.0.1:9/"), null, shared, true).Dispose();
        Assert.True(handler.IsDisposed);
    }

    private static ConnectorClient Client(LoopbackServer server, string path = "") => new(new Uri(server.Address + path), null, null, false);

    private static Task<ResourceResponse> SendAsync(LoopbackServer server) =>
        Client(server).Conversations.SendToConversationAsync("a:1", new Activity("message") { Text = "x" });

    private sealed class Secret : ServiceClientCredentials
    {
        public override Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new("Bearer", "hush");
            return Task.CompletedTask;
        }
    }

    private sealed class NoteDispose : HttpMessageHandler
    {
        internal bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
