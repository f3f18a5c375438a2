using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Rest;

namespace Benchmarks.Turns;

internal static class Scenarios
{
    private const string AppId = "7d7f1a0a-55b4-4f0e-8a8f-5a4e5f6a3001";
    private const string Issuer = "https://issuer.example.test";

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "key-1" };

    /// <summary>The turns that need nothing but this process.</summary>
    /// <param name="address">Where this process serves them.</param>
    /// <param name="connector">The service URL of every conversation.</param>
    internal static IReadOnlyList<Scenario> All(string address, string connector) =>
    [
        Floor(address + "/floor"),
        Echo(address + "/echo"),
        EchoWithToken(address, connector),
        Waterfall(address + "/waterfall"),
    ];

    /// <summary>The bytes that the floor sends: as many as echo does.</summary>
    internal static int FloorBytes { get; set; } = 600;

    /// <summary>The OpenID metadata document and the keys that the tokens are signed with.</summary>
    internal static string Metadata(string address) =>
        $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{address}}/keys","id_token_signing_alg_values_supported":["RS256"]}""";

    internal static string Keys()
    {
        var key = Key.Rsa.ExportParameters(false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"key-1","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}","endorsements":["msteams"]}]}""";
    }

    /// <summary>The least that any bot must do: read the activity, make one call of the same length to the same place, answer 200.</summary>
    private static Scenario Floor(string url)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var mediaType = new MediaTypeHeaderValue("application/json", "utf-8");
        byte[] body = [];
        return new Scenario("floor", url) { ServeAsync = ServeAsync };

        async Task ServeAsync(HttpContext context)
        {
            using var activity = await JsonDocument.ParseAsync(context.Request.Body);
            var root = activity.RootElement;
            var uri = $"{root.GetProperty("serviceUrl").GetString()}v3/conversations/{Uri.EscapeDataString(root.GetProperty("conversation").GetProperty("id").GetString()!)}/activities/{root.GetProperty("id").GetString()}";
            if (body.Length != FloorBytes)
                body = [.. Enumerable.Repeat((byte)' ', FloorBytes - 2), .. "{}"u8];

            using var content = new ByteArrayContent(body) { Headers = { ContentType = mediaType } };
            using var response = await http.PostAsync(uri, content, context.RequestAborted);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
        }
    }

    private static Scenario Echo(string url)
    {
        var adapter = new CloudAdapter(new ConfigurationBuilder().Build());
        var bot = new EchoBot();
        return new Scenario("echo", url) { ServeAsync = context => adapter.ProcessAsync(context.Request, context.Response, bot, context.RequestAborted) };
    }

    private static Scenario EchoWithToken(string address, string connector)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ToBotFromChannelTokenIssuer"] = Issuer,
            ["ToBotFromChannelOpenIdMetadataUrl"] = address + "/metadata",
        }).Build();
        var adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(configuration, new FixedCredentials()));
        var bot = new EchoBot();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = AppId,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object> { ["serviceurl"] = connector },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
        return new Scenario("echo with token", address + "/echo-with-token")
        {
            ServeAsync = context => adapter.ProcessAsync(context.Request, context.Response, bot, context.RequestAborted),
            Authorization = "Bearer " + token,
        };
    }

    private static Scenario Waterfall(string url)
    {
        var adapter = new CloudAdapter(new ConfigurationBuilder().Build());
        var state = new ConversationState(new MemoryStorage());
        adapter.Use(new AutoSaveStateMiddleware(state));
        var bot = new WaterfallBot(state);
        return new Scenario("waterfall", url) { ServeAsync = context => adapter.ProcessAsync(context.Request, context.Response, bot, context.RequestAborted) };
    }

    private sealed class EchoBot : ActivityHandler
    {
        protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
            turnContext.SendActivityAsync(MessageFactory.Text("Echo: " + turnContext.Activity.Text), cancellationToken);
    }

    /// <summary>Three questions, again and again; every turn ends with one question.</summary>
    private sealed class WaterfallBot : ActivityHandler
    {
        private readonly DialogSet _dialogs;

        internal WaterfallBot(ConversationState state)
        {
            _dialogs = new DialogSet(state.CreateProperty<DialogState>("dialog"));
            _dialogs.Add(new TextPrompt("text"));
            _dialogs.Add(new WaterfallDialog("ask",
            [
                (step, token) => AskAsync(step, "What is it that does not work today?", token),
                (step, token) => AskAsync(step, "Since when have you been seeing this?", token),
                (step, token) => AskAsync(step, "How many people does this hold back?", token),
                (step, token) => step.ReplaceDialogAsync("ask", null, token),
            ]));
        }

        protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
        {
            var dialogs = await _dialogs.CreateContextAsync(turnContext, cancellationToken);
            var result = await dialogs.ContinueDialogAsync(cancellationToken);
            if (result.Status == DialogTurnStatus.Empty)
                await dialogs.BeginDialogAsync("ask", null, cancellationToken);
        }

        private static Task<DialogTurnResult> AskAsync(WaterfallStepContext step, string question, CancellationToken cancellationToken)
        {
            step.Values[question] = step.Result;
            return step.PromptAsync("text", new PromptOptions { Prompt = MessageFactory.Text(question) }, cancellationToken);
        }
    }

    /// <summary>Sends a token that needs no fetching.</summary>
    private sealed class FixedCredentials : ServiceClientCredentialsFactory
    {
        private readonly Signing _signing = new();

        public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == AppId);

        public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
            Task.FromResult<ServiceClientCredentials>(_signing);

        private sealed class Signing : ServiceClientCredentials
        {
            private readonly AuthenticationHeaderValue _header = new("Bearer", new string('x', 1200));

            public override Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = _header;
                return Task.CompletedTask;
            }
        }
    }
}
