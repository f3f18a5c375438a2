using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

/// <summary>A bot of a few lines, to try the simulated Teams on: it answers as each test tells it to.</summary>
internal sealed class FakeBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new();

    private FakeBot()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapGet("/health/ready", () => "");
        app.MapPost("/api/messages", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var activity = Parse(await reader.ReadToEndAsync());
            lock (Heard)
                Heard.Add(activity);
            LastHeaders = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var (status, body) = await Answer(activity);
            context.Response.StatusCode = status;
            if (body is not null)
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(body);
            }
        });
    }

    public List<JObject> Heard { get; } = [];
    public IReadOnlyDictionary<string, string> LastHeaders { get; private set; } = new Dictionary<string, string>();

    /// <summary>What it does with an activity, and answers: HTTP status and body.</summary>
    public Func<JObject, Task<(int Status, string? Body)>> Answer { get; set; } = _ => Task.FromResult<(int, string?)>((200, null));

    public string Url { get; private set; } = "";
    public SimulatedTeams Teams { get; private set; } = null!;

    public static async Task<FakeBot> StartAsync(SimulatorOptions? options = null, bool installed = true)
    {
        var bot = new FakeBot();
        await bot.app.StartAsync();
        bot.Url = bot.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        bot.Teams = await SimulatedTeams.StartAsync((options ?? new()) with { BotUrl = bot.Url });
        if (installed)
            bot.Teams.InstalledEverywhereBefore();
        return bot;
    }

    public void AnswersInvokesWith(JToken body, int status = 200) =>
        Answer = activity => Task.FromResult<(int, string?)>((string?)activity["type"] == "invoke" ? (status, body.ToString(Formatting.None)) : (200, null));

    public async Task<(int Status, JObject Body, HttpResponseMessage Response)> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, Teams.ServiceUrl + path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonConvert.SerializeObject(body), System.Text.Encoding.UTF8, "application/json");
        var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? Parse(text) : new JObject { ["raw"] = text }, response);
    }

    public Task<(int Status, JObject Body, HttpResponseMessage Response)> SendAsync(string conversation, object activity) =>
        CallAsync(HttpMethod.Post, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities", activity);

    public Task<(int Status, JObject Body, HttpResponseMessage Response)> EditAsync(string conversation, string id, object activity) =>
        CallAsync(HttpMethod.Put, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{id}", activity);

    /// <summary>Sends a card into a personal chat, and finds it as its reader sees it.</summary>
    public async Task<Message> CardAsync(Person reader, JObject card, string? conversation = null)
    {
        var (status, _, _) = await SendAsync(conversation ?? reader.ConversationId, Card(card));
        Assert.Equal(201, status);
        return reader.Read(conversation)[^1];
    }

    public static JObject Card(JObject card) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JArray(new JObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
    };

    public static JObject Text(string text) => new() { ["type"] = "message", ["text"] = text };

    public static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    public async ValueTask DisposeAsync()
    {
        if (Teams is not null)
            await Teams.DisposeAsync();
        await app.DisposeAsync();
        http.Dispose();
    }
}
