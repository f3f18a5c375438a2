using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Turns;

/// <summary>
/// What to send: so many turns, from so many people at once, each in a conversation of their own and as often as the others.
/// The same people write in every order.
/// </summary>
internal sealed record LoadOrder(string Url, string? Authorization, string Text, int Turns, int Concurrency);

/// <summary>What came of it. <paramref name="LastCall"/> is the body of the last call that the Connector received.</summary>
internal sealed record LoadReport(double Seconds, long ConnectorCalls, string LastCall, string? Error);

/// <summary>
/// People who write and the Connector that takes the answers. It prints the Connector's address, then answers each order
/// on standard input with one line, and ends when standard input does.
/// </summary>
internal static class LoadProcess
{
    internal const string TenantId = "0c1a6f0e-7b1e-4d52-8f53-0a4a1b6b2001";
    internal const string Locale = "pt-PT";

    private static readonly byte[] Created = Encoding.UTF8.GetBytes("""{"id":"1764000000900"}""");

    private static long _calls;
    private static long _activities;
    private static byte[] _lastCall = [];

    internal static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var connector = builder.Build();
        connector.Run(TakeAsync);
        await connector.StartAsync(cancellationToken);
        var serviceUrl = connector.Urls.Single() + "/";
        await Console.Out.WriteLineAsync(serviceUrl);

        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            var order = JsonSerializer.Deserialize<LoadOrder>(line)!;
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await SendAsync(order, serviceUrl, cancellationToken)));
        }

        return 0;
    }

    private static async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Interlocked.Increment(ref _calls);
        Volatile.Write(ref _lastCall, body.ToArray());
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Created.Length;
        await context.Response.Body.WriteAsync(Created);
    }

    private static async Task<LoadReport> SendAsync(LoadOrder order, string serviceUrl, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = order.Concurrency });
        var before = Interlocked.Read(ref _calls);
        var started = TimeProvider.System.GetTimestamp();
        string? error = null;

        async Task WriteAsync(int person)
        {
            for (var turn = person; turn < order.Turns && Volatile.Read(ref error) is null; turn += order.Concurrency)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, order.Url)
                {
                    Content = new StringContent(Activity(serviceUrl, person, order.Text), Encoding.UTF8, "application/json"),
                };
                if (order.Authorization is not null)
                    request.Headers.TryAddWithoutValidation("Authorization", order.Authorization);
                using var response = await http.SendAsync(request, cancellationToken);
                if ((int)response.StatusCode != 200)
                    Volatile.Write(ref error, $"{order.Url} answered {(int)response.StatusCode}");
            }
        }

        try
        {
            await Task.WhenAll(Enumerable.Range(0, order.Concurrency).Select(WriteAsync));
        }
        catch (HttpRequestException e)
        {
            error = e.Message;
        }

        return new LoadReport(
            TimeProvider.System.GetElapsedTime(started).TotalSeconds,
            Interlocked.Read(ref _calls) - before,
            Encoding.UTF8.GetString(Volatile.Read(ref _lastCall)),
            error);
    }

    private static string Activity(string serviceUrl, int person, string text) => $$$"""
        {"type":"message","id":"{{{1764000000000 + Interlocked.Increment(ref _activities)}}}","timestamp":"2026-11-24T09:10:07.437Z","localTimestamp":"2026-11-24T10:10:07.437+01:00","localTimezone":"Europe/Lisbon",
        "serviceUrl":"{{{serviceUrl}}}","channelId":"msteams","from":{"id":"29:1AnaLopesWithAnIdAsLongAsTeamsMakesThemWhichIsAboutEightyCharacters-{{{person}}}","name":"Ana Lopes","aadObjectId":"3f0a7f52-1a0e-4a57-9a39-{{{person:d12}}}"},
        "conversation":{"conversationType":"personal","tenantId":"{{{TenantId}}}","id":"a:1AnaAndTheDeskInAConversationWithAnIdAsLongAsTeamsMakesThemWhichIsAboutAHundredAndTenCharactersLong-{{{person}}}"},
        "recipient":{"id":"28:7d7f1a0a-55b4-4f0e-8a8f-5a4e5f6a3001","name":"Desk"},"textFormat":"plain","text":"{{{text}}}",
        "attachments":[{"contentType":"text/html","content":"<div>{{{text}}}</div>"}],
        "entities":[{"locale":"{{{Locale}}}","country":"PT","platform":"Windows","timezone":"Europe/Lisbon","type":"clientInfo"}],
        "channelData":{"tenant":{"id":"{{{TenantId}}}"}},"locale":"{{{Locale}}}"}
        """;
}
