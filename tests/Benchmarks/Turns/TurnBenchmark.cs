using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Turns;

/// <summary>
/// Serves the scenarios in this process and has another one call them. What counts is this process's own CPU time and
/// allocations per turn, so that neither the callers nor other programs on the machine are measured.
/// </summary>
internal static class TurnBenchmark
{
    private const int Rounds = 5;
    private const int JsonConcurrency = 8;

    // SupportBot remembers twenty turns of a chat; the warm-up goes there twice.
    private const int TurnsToFillChat = 10;

    private static readonly int[] Concurrencies = [1, 8, 32];

    internal static async Task<int> RunAsync(int turns, FileInfo? json, CancellationToken cancellationToken)
    {
        await using var load = await LoadClient.StartAsync(cancellationToken);
        await using var app = Build();
        IReadOnlyList<Scenario> scenarios = [];
        string address = "";
        app.Run(context => ServeAsync(context, address, scenarios));
        await app.StartAsync(cancellationToken);
        address = app.Urls.Single();
        scenarios = Scenarios.All(address, load.Connector);

        var missing = Desk.WhyMissing();
        await using var desk = missing is null ? await Desk.OpenAsync(load.Connector) : null;
        if (desk is not null)
            scenarios = [.. scenarios, desk.Dialog()];
        await WarmUpAsync(load, scenarios, turns, cancellationToken);
        var results = new Dictionary<(string Scenario, int Concurrency), Measurement>();
        foreach (var concurrency in Concurrencies)
        {
            var rounds = scenarios.ToDictionary(scenario => scenario.Name, _ => new List<Measurement>());
            for (var round = 0; round < Rounds; round++)
            {
                // One after the other within a round, so that a disturbance hits all alike.
                foreach (var scenario in scenarios)
                    rounds[scenario.Name].Add(await MeasureAsync(load, scenario, turns / scenario.OneIn / Rounds, concurrency, cancellationToken));
            }

            foreach (var (name, measured) in rounds)
                results[(name, concurrency)] = measured.OrderBy(one => one.CpuMilliseconds).ElementAt(Rounds / 2);
        }

        Print(scenarios, results);
        if (missing is not null)
            Console.WriteLine($"dialog: skipped. {missing}");
        if (json is not null)
            await File.WriteAllTextAsync(json.FullName, ToJson(scenarios, results), cancellationToken);
        return 0;
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private static Task ServeAsync(HttpContext context, string address, IReadOnlyList<Scenario> scenarios)
    {
        switch (context.Request.Path.Value)
        {
            case "/metadata":
                return context.Response.WriteAsync(Scenarios.Metadata(address));
            case "/keys":
                return context.Response.WriteAsync(Scenarios.Keys());
        }

        foreach (var scenario in scenarios)
        {
            if (scenario.ServeAsync is not null && scenario.Path == context.Request.Path.Value)
                return scenario.ServeAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task WarmUpAsync(LoadClient load, IReadOnlyList<Scenario> scenarios, int turns, CancellationToken cancellationToken)
    {
        foreach (var scenario in scenarios.Where(scenario => scenario.Opening is not null))
            await load.SendAsync(new LoadOrder(scenario.Url, scenario.Authorization, scenario.Opening!, Concurrencies.Max(), Concurrencies.Max()), cancellationToken);

        for (var round = 0; round < 2; round++)
        {
            foreach (var scenario in scenarios)
            {
                // Where chats remember, all of them must have become as long as they get.
                var report = scenario.Opening is null
                    ? await SendAsync(load, scenario, Math.Max(1000, turns / 2), JsonConcurrency, cancellationToken)
                    : await SendAsync(load, scenario, Concurrencies.Max() * TurnsToFillChat, Concurrencies.Max(), cancellationToken);
                if (scenario.Name == "echo")
                    Scenarios.FloorBytes = Encoding.UTF8.GetByteCount(report.LastCall);
            }
        }
    }

    private static async Task<Measurement> MeasureAsync(LoadClient load, Scenario scenario, int turns, int concurrency, CancellationToken cancellationToken)
    {
        GC.Collect();
        var tableCalls = scenario.TableCalls?.Invoke();
        // The same figure as Process.TotalProcessorTime, in microseconds instead of ticks of 10 ms.
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var report = await SendAsync(load, scenario, turns, concurrency, cancellationToken);
        return new Measurement(
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / turns,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1024.0 / turns,
            turns / report.Seconds,
            (scenario.TableCalls?.Invoke() - tableCalls) / (double)turns);
    }

    private static async Task<LoadReport> SendAsync(LoadClient load, Scenario scenario, int turns, int concurrency, CancellationToken cancellationToken)
    {
        var report = await load.SendAsync(new LoadOrder(scenario.Url, scenario.Authorization, scenario.Text, turns, concurrency), cancellationToken);
        if (scenario.Answer is not null && (string?)JsonNode.Parse(report.LastCall)?["text"] != scenario.Answer)
            throw new InvalidOperationException($"A turn of {scenario.Name} was answered: {report.LastCall}");
        return report;
    }

    private static void Print(IReadOnlyList<Scenario> scenarios, Dictionary<(string Scenario, int Concurrency), Measurement> results)
    {
        Console.WriteLine($"{"at once",8}  {"turn",-16}{"CPU ms",9}{"x floor",9}{"KiB",8}{"turns/s",9}{"table calls",13}");
        foreach (var concurrency in Concurrencies)
        {
            var floor = results[("floor", concurrency)];
            foreach (var scenario in scenarios)
            {
                var one = results[(scenario.Name, concurrency)];
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{concurrency,8}  {scenario.Name,-16}{one.CpuMilliseconds,9:F3}{one.CpuMilliseconds / floor.CpuMilliseconds,9:F2}{one.AllocatedKiB,8:F1}{one.TurnsPerSecond,9:F0}{one.TableCalls,13:F2}"));
            }
        }
    }

    private static string ToJson(IReadOnlyList<Scenario> scenarios, Dictionary<(string Scenario, int Concurrency), Measurement> results)
    {
        var floor = results[("floor", JsonConcurrency)];
        var all = new JsonObject { ["floor"] = new JsonObject { ["cpuMsPerTurn"] = Math.Round(floor.CpuMilliseconds, 4) } };
        foreach (var scenario in scenarios.Skip(1))
        {
            var one = results[(scenario.Name, JsonConcurrency)];
            all[scenario.Name] = new JsonObject
            {
                ["cpuRatio"] = Math.Round(one.CpuMilliseconds / floor.CpuMilliseconds, 3),
                ["allocKiBPerTurn"] = Math.Round(one.AllocatedKiB, 1),
                ["turnsPerSecond"] = Math.Round(one.TurnsPerSecond),
            };
        }

        return all.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private sealed record Measurement(double CpuMilliseconds, double AllocatedKiB, double TurnsPerSecond, double? TableCalls);
}
