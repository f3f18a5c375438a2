using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Turns;

/// <summary>What to send: so many turns, from so many people at once, each in a conversation of their own.</summary>
internal sealed record LoadOrder(string Url, string? Authorization, int Turns, int Concurrency);

/// <summary>What came of it. <paramref name="Bytes"/> is the length of the last call that the Connector received.</summary>
internal sealed record LoadReport(double Seconds, long ConnectorCalls, int Bytes, string? Error);

/// <summary>
/// People who write and the Connector that takes the answers. It prints the Connector's address, then answers each order
/// on standard input with one line, and ends when standard input does.
/// </summary>
internal static class LoadProcess
{
    private static readonly byte[] Created = Encoding.UTF8.GetBytes("""{"id":"1764000000900"}""");

    private static long _calls;
    private static int _lastBytes;

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
        var bytes = 0;
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            bytes += (int)read.Buffer.Length;
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        Interlocked.Increment(ref _calls);
        Volatile.Write(ref _lastBytes, bytes);
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
        var left = order.Turns;
        string? error = null;

        async Task WriteAsync(int person)
        {
            for (var turn = 0; Volatile.Read(ref error) is null && Interlocked.Decrement(ref left) >= 0; turn++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, order.Url)
                {
                    Content = new StringContent(Activity(serviceUrl, person, turn), Encoding.UTF8, "application/json"),
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
            Volatile.Read(ref _lastBytes),
            error);
    }

    private static string Activity(string serviceUrl, int person, int turn) => $$$"""
        {"type":"message","id":"{{{1764000000000 + turn}}}","timestamp":"2026-11-24T09:10:07.437Z","localTimestamp":"2026-11-24T10:10:07.437+01:00","localTimezone":"Europe/Lisbon",
        "serviceUrl":"{{{serviceUrl}}}","channelId":"msteams","from":{"id":"29:1AnaLopesWithAnIdAsLongAsTeamsMakesThemWhichIsAboutEightyCharacters-{{{person}}}","name":"Ana Lopes","aadObjectId":"3f0a7f52-1a0e-4a57-9a39-3d8c9f4f1001"},
        "conversation":{"conversationType":"personal","tenantId":"0c1a6f0e-7b1e-4d52-8f53-0a4a1b6b2001","id":"a:1AnaAndTheDeskInAConversationWithAnIdAsLongAsTeamsMakesThemWhichIsAboutAHundredAndTenCharactersLong-{{{person}}}"},
        "recipient":{"id":"28:7d7f1a0a-55b4-4f0e-8a8f-5a4e5f6a3001","name":"Desk"},"textFormat":"plain","text":"I cannot sign in since yesterday",
        "attachments":[{"contentType":"text/html","content":"<div>I cannot sign in since <strong>yesterday</strong></div>"}],
        "entities":[{"locale":"pt-PT","country":"PT","platform":"Windows","timezone":"Europe/Lisbon","type":"clientInfo"}],
        "channelData":{"tenant":{"id":"0c1a6f0e-7b1e-4d52-8f53-0a4a1b6b2001"}},"locale":"pt-PT"}
        """;
}
