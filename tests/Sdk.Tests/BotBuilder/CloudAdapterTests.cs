using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace Sdk.Tests.BotBuilder;

/// <summary>The adapter behind a real HTTP endpoint, with a real HTTP Connector behind it.</summary>
public sealed class CloudAdapterTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private CloudAdapter _adapter = new(new ConfigurationBuilder().Build());
    private BotCallbackHandler _bot = (_, _) => Task.CompletedTask;
    private LoopbackServer _connector = null!;
    private LoopbackServer _endpoint = null!;

    public async Task InitializeAsync()
    {
        _connector = await LoopbackServer.StartAsync(201, """{"id":"1764000000900","activityId":"1764000000901"}""");
        _endpoint = await LoopbackServer.StartAsync(async (context, _) =>
        {
            try
            {
                await _adapter.ProcessAsync(context.Request, context.Response, new Bot((turn, token) => _bot(turn, token)), context.RequestAborted);
            }
            catch (NotSupportedException)
            {
                context.Response.StatusCode = 500;
            }
        });
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _endpoint.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_answered_by_one_call_to_the_Connector_and_an_empty_200()
    {
        string? id = null;
        _bot = async (turn, token) => id = (await turn.SendActivityAsync(MessageFactory.Text("Echo: " + turn.Activity.Text), token)).Id;

        var response = await PostAsync(Message("hello"));

        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("1764000000900", id);
        var reply = Assert.Single(_connector.Requests);
        Assert.Equal("/v3/conversations/a%3A1/activities/1764000000101", reply.Target);
        var body = RecordedActivities.Parse(reply.Body);
        var expected = RecordedActivities.Parse($$"""
            {"type":"message","serviceUrl":"{{_connector.Address}}","channelId":"msteams","from":{"id":"28:bot"},"conversation":{"id":"a:1"},"recipient":{"id":"29:user"},
             "locale":"pt-PT","text":"Echo: hello","inputHint":"acceptingInput","attachments":[],"entities":[],"replyToId":"1764000000101"}
            """);
        Assert.True(JToken.DeepEquals(expected, body), body.ToString());
    }

    [Fact]
    public async Task An_activity_without_an_id_is_answered_in_the_conversation()
    {
        _bot = (turn, token) => turn.SendActivityAsync("x", cancellationToken: token);

        await PostAsync(Message("hello", message => message.Remove("id")));

        Assert.Equal("/v3/conversations/a%3A1/activities", Assert.Single(_connector.Requests).Target);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Any_method_but_POST_is_405(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _endpoint.Address);

        var response = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", Assert.Single(response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"text":"hello"}""")]
    public async Task What_is_no_activity_is_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(body)).StatusCode);

    [Fact]
    public async Task A_body_of_two_megabytes_is_read()
    {
        var length = 0;
        _bot = (turn, _) =>
        {
            length = turn.Activity.Text.Length;
            return Task.CompletedTask;
        };

        await PostAsync(Message(new string('x', 2_000_000)));

        Assert.Equal(2_000_000, length);
    }

    [Fact]
    public async Task Who_may_not_call_is_401_and_a_key_without_endorsement_403_and_the_bot_hears_nothing()
    {
        await using var issuer = await ChannelIssuer.StartAsync("webchat");
        _adapter = new CloudAdapter(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = ChannelIssuer.AppId,
            ["MicrosoftAppPassword"] = "secret",
            ["ToBotFromChannelTokenIssuer"] = ChannelIssuer.Issuer,
            ["ToBotFromChannelOpenIdMetadataUrl"] = issuer.MetadataUrl,
        }).Build());
        var turns = 0;
        _bot = (_, _) =>
        {
            turns++;
            return Task.CompletedTask;
        };
        string From(string channel) => Message("x", message => (message["channelId"], message["serviceUrl"]) = (channel, ChannelIssuer.ServiceUrl));

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(From("webchat"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(From("webchat"), "Bearer x")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(From("msteams"), issuer.Token())).StatusCode);
        Assert.Equal(0, turns);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(From("webchat"), issuer.Token())).StatusCode);
        Assert.Equal(1, turns);
    }

    [Fact]
    public async Task An_invoke_is_answered_with_what_the_bot_answered()
    {
        _bot = (turn, token) => turn.SendActivityAsync(
            new Activity { Type = ActivityTypesEx.InvokeResponse, Value = new InvokeResponse { Status = 202, Body = new JObject { ["a"] = 1 } } },
            token);

        var response = await PostAsync(Message("x", message => (message["type"], message["name"]) = ("invoke", "any")));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"a":1}""", await response.Content.ReadAsStringAsync());
        Assert.Empty(_connector.Requests);
    }

    [Fact]
    public async Task An_invoke_that_nobody_answers_is_501() =>
        Assert.Equal(HttpStatusCode.NotImplemented, (await PostAsync(Message("x", message => message["type"] = "invoke"))).StatusCode);

    [Fact]
    public async Task Expected_replies_come_back_in_the_response()
    {
        _bot = async (turn, token) =>
        {
            await turn.SendActivityAsync("one", cancellationToken: token);
            await turn.SendActivityAsync("two", cancellationToken: token);
        };

        var response = await PostAsync(Message("x", message => message["deliveryMode"] = "expectReplies"));

        var replies = JObject.Parse(await response.Content.ReadAsStringAsync())["activities"]!;
        Assert.Equal(["one", "two"], replies.Select(reply => (string?)reply["text"]));
        Assert.Empty(_connector.Requests);
    }

    [Fact]
    public async Task What_a_turn_throws_goes_to_OnTurnError_or_on_to_the_caller()
    {
        _bot = (_, _) => throw new NotSupportedException();
        Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync(Message("x"))).StatusCode);

        Exception? seen = null;
        _adapter.OnTurnError = (turn, e) =>
        {
            seen = e;
            return turn.SendActivityAsync("Sorry");
        };
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Message("x"))).StatusCode);
        Assert.IsType<NotSupportedException>(seen);
        Assert.Single(_connector.Requests);
    }

    [Fact]
    public async Task A_turn_knows_its_caller_its_connector_and_its_way_on()
    {
        var seen = new List<object?>();
        _bot = (turn, _) =>
        {
            seen.AddRange([
                turn.TurnState.Get<ClaimsIdentity>(BotAdapter.BotIdentityKey),
                turn.TurnState.Get<IConnectorClient>(),
                turn.TurnState.Get<ConnectorFactory>(),
                turn.TurnState.Get<BotCallbackHandler>(),
                turn.TurnState.Get<string>(BotAdapter.OAuthScopeKey),
            ]);
            Assert.Equal("pt-PT", System.Globalization.CultureInfo.CurrentCulture.Name);
            return Task.CompletedTask;
        };

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Message("x", message => message["callerId"] = "forged"))).StatusCode);
        await PostAsync(Message("y"));

        Assert.Equal(10, seen.Count);
        Assert.DoesNotContain(null, seen);
        Assert.Same(seen[1], seen[6]);
    }

    [Fact]
    public async Task A_forged_caller_id_is_overwritten()
    {
        string? callerId = "unseen";
        _bot = (turn, _) =>
        {
            callerId = turn.Activity.CallerId;
            return Task.CompletedTask;
        };

        await PostAsync(Message("x", message => message["callerId"] = "urn:botframework:azure"));

        Assert.Null(callerId);
    }

    [Fact]
    public async Task Updates_and_deletes_reach_the_Connector()
    {
        _bot = async (turn, token) =>
        {
            await turn.UpdateActivityAsync(new Activity("message") { Id = "7", Text = "new" }, token);
            await turn.DeleteActivityAsync("8", token);
        };

        await PostAsync(Message("x"));

        Assert.Equal(
            [("PUT", "/v3/conversations/a%3A1/activities/7"), ("DELETE", "/v3/conversations/a%3A1/activities/8")],
            _connector.Requests.Select(request => (request.Method, request.Target)));
    }

    [Fact]
    public async Task A_trace_is_not_sent_and_is_no_response()
    {
        var responded = true;
        _bot = async (turn, token) =>
        {
            await turn.SendActivityAsync((Activity)Activity.CreateTraceActivity("t"), token);
            responded = turn.Responded;
        };

        await PostAsync(Message("x"));

        Assert.Empty(_connector.Requests);
        Assert.False(responded);
    }

    [Fact]
    public async Task A_refused_send_reaches_the_bot_as_it_was_said()
    {
        await using var refusing = await LoopbackServer.StartAsync(429, """{"error":{"code":"Throttled","message":"Too many"}}""", ("Retry-After", "2"));
        ErrorResponseException? refusal = null;
        _bot = async (turn, token) => refusal = await Assert.ThrowsAsync<ErrorResponseException>(() => turn.SendActivityAsync("x", cancellationToken: token));

        await PostAsync(Message("x", message => message["serviceUrl"] = refusing.Address));

        Assert.Equal(("Throttled", "2"), (refusal!.Body.Error.Code, refusal.Response.Headers["Retry-After"].Single()));
        Assert.Single(refusing.Requests);
    }

    [Fact]
    public async Task The_bot_can_speak_first_in_a_known_conversation()
    {
        var reference = new ConversationReference(user: new ChannelAccount("29:user"), bot: new ChannelAccount("28:bot"), conversation: new ConversationAccount(id: "a:1"), channelId: "msteams", serviceUrl: _connector.Address);
        Task SpeakAsync(ITurnContext turn, CancellationToken token)
        {
            Assert.Equal("ContinueConversation", turn.Activity.Name);
            return turn.SendActivityAsync("By the way", cancellationToken: token);
        }

        await _adapter.ContinueConversationAsync(string.Empty, reference, SpeakAsync, CancellationToken.None);
        await _adapter.ContinueConversationAsync(new ClaimsIdentity(), reference, SpeakAsync, CancellationToken.None);
        await _adapter.ContinueConversationAsync(string.Empty, reference.GetContinuationActivity(), SpeakAsync, CancellationToken.None);

        Assert.Equal(3, _connector.Requests.Count);
        Assert.All(_connector.Requests, request => Assert.Equal("29:user", (string?)RecordedActivities.Parse(request.Body)["recipient"]!["id"]));
    }

    [Fact]
    public async Task A_reference_that_leads_nowhere_is_refused()
    {
        var reference = new ConversationReference(conversation: new ConversationAccount(id: "a:1"), channelId: "msteams");

        await Assert.ThrowsAsync<ArgumentException>(() => _adapter.ContinueConversationAsync(string.Empty, reference, _bot, CancellationToken.None));
    }

    [Fact]
    public async Task The_bot_can_begin_a_conversation()
    {
        Activity? first = null;
        await _adapter.CreateConversationAsync(
            string.Empty,
            "msteams",
            _connector.Address,
            null,
            new ConversationParameters(isGroup: false, members: [new ChannelAccount("29:user")], tenantId: "t"),
            (turn, token) =>
            {
                first = turn.Activity;
                return turn.SendActivityAsync("Hello", cancellationToken: token);
            },
            CancellationToken.None);

        Assert.Equal(["/v3/conversations", "/v3/conversations/1764000000900/activities/1764000000901"], _connector.Requests.Select(request => request.Target));
        Assert.Equal(("CreateConversation", "1764000000900", "t"), (first!.Name, first.Conversation.Id, first.Conversation.TenantId));
    }

    [Fact]
    public async Task Middleware_wraps_the_turn_in_order()
    {
        var order = new List<string>();
        _adapter.Use(new Wrap("outer", order)).Use(new Wrap("inner", order));
        _bot = (_, _) =>
        {
            order.Add("bot");
            return Task.CompletedTask;
        };

        await PostAsync(Message("x"));

        Assert.Equal(["outer in", "inner in", "bot", "inner out", "outer out"], order);
    }

    [Fact]
    public async Task A_call_is_refused_when_the_service_URL_is_no_HTTP_address()
    {
        var e = await Assert.ThrowsAsync<ArgumentException>(() => _adapter.CreateConversationAsync(string.Empty, "msteams", "file:///etc/passwd", null, new ConversationParameters(), _bot, CancellationToken.None));

        Assert.DoesNotContain("passwd", e.Message, StringComparison.Ordinal);
    }

    private string Message(string text, Action<JObject>? change = null)
    {
        var message = new JObject
        {
            ["type"] = "message",
            ["id"] = "1764000000101",
            ["channelId"] = "msteams",
            ["serviceUrl"] = _connector.Address,
            ["from"] = new JObject { ["id"] = "29:user" },
            ["recipient"] = new JObject { ["id"] = "28:bot" },
            ["conversation"] = new JObject { ["id"] = "a:1" },
            ["locale"] = "pt-PT",
            ["text"] = text,
        };
        change?.Invoke(message);
        return message.ToString();
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint.Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await _http.SendAsync(request);
    }

    private sealed class Bot(BotCallbackHandler turn) : IBot
    {
        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) => turn(turnContext, cancellationToken);
    }

    private sealed class Wrap(string name, List<string> order) : IMiddleware
    {
        public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
        {
            order.Add(name + " in");
            await next(cancellationToken);
            order.Add(name + " out");
        }
    }
}
