using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;
using TeamsSimulator.Faults;

namespace TeamsSimulator.Delivery;

/// <summary>The bot's one endpoint, as Teams calls it.</summary>
internal sealed class BotEndpoint(World world, TokenIssuer issuer) : IDisposable
{
    // Deadlines are of this class's making, so that they are told apart from a caller who went away.
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource stopping = new();

    public string? BotUrl { get; set; } = world.Options.BotUrl;

    /// <summary>Sends an activity, judges the answer, and plays the redelivery that a fault asks for.</summary>
    public async Task<BotAnswer> DeliverAsync(JObject activity, string person)
    {
        _ = Endpoint();
        var answer = await SendAsync(activity, person);
        var fault = world.Faults.Take(inbound: true, new(
            "POST", "/api/messages", activity.Object("conversation").Text("id"), person, Wire.Write(activity)));
        if (fault is not null)
            _ = RedeliverLaterAsync(activity, person, fault);
        return answer;
    }

    /// <summary>Sends an activity once more, as Teams does when it believes that it was not taken.</summary>
    public Task<BotAnswer> RedeliverAsync(JObject activity, string person, bool newId) =>
        SendAsync(newId ? Renewed(activity) : activity, person);

    public async Task<BotAnswer> PostAsync(string body, string contentType, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint());
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await SendAsync(request);
    }

    public void Dispose()
    {
        stopping.Cancel();
        http.Dispose();
        stopping.Dispose();
    }

    private async Task<BotAnswer> SendAsync(JObject activity, string person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint());
        request.Content = new StringContent(Wire.Write(activity), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("x-ms-conversation-id", activity.Object("conversation").Text("id"));
        request.Headers.TryAddWithoutValidation("x-ms-tenant-id", activity.Object("channelData").Object("tenant").Text("id"));
        if (world.Options.AppId is { } appId)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Issue(appId, world.ServiceUrl, TimeProvider.System.GetUtcNow()));

        var entry = world.Journal.Sending(activity, person);
        var answer = await SendAsync(request);
        world.Journal.Answered(entry, answer);
        // Nothing that listens has answered with 502: that is for the test to see, not a fault of the bot's answer.
        if (answer.Status != UnreachableStatus)
            foreach (var wrong in AnswerRules.Judge(activity, answer))
                world.Journal.Violate("answer", wrong, "POST", "/api/messages", answer.Status);
        return answer;
    }

    private const int UnreachableStatus = 502;

    private async Task<BotAnswer> SendAsync(HttpRequestMessage request)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        deadline.CancelAfter(world.Options.BotTimeout);
        try
        {
            using var response = await http.SendAsync(request, deadline.Token);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(504, "");
        }
        catch (HttpRequestException unreachable)
        {
            return new(UnreachableStatus, unreachable.Message);
        }
    }

    private async Task RedeliverLaterAsync(JObject activity, string person, Fault fault)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds ?? 15), world.Options.TimeProvider, stopping.Token);
            await RedeliverAsync(activity, person, fault.Kind == FaultKind.RedeliverNewId);
        }
        catch (OperationCanceledException)
        {
            // The simulation ended first.
        }
    }

    private JObject Renewed(JObject activity)
    {
        var again = Wire.Copy(activity);
        lock (world.Gate)
        {
            again["id"] = activity.Text("id")!.StartsWith("f:", StringComparison.Ordinal) ? ActivityWriter.EventId() : world.NextMessageId();
            again["timestamp"] = Wire.Time(world.Now);
        }
        return again;
    }

    private Uri Endpoint() => BotUrl is { } url
        ? new Uri($"{url.TrimEnd('/')}/api/messages")
        : throw SimulatorException.NotNow("The simulation has not been told yet where the bot listens.");
}
