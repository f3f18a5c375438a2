using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaultSimulator.Calls;

namespace Benchmarks.Calls;

/// <summary>Counts the calls to the tables and to Teams that a turn makes, and how many of them wait for each other.</summary>
internal static class CallBenchmark
{
    internal static async Task<int> RunAsync(FileInfo? json, CancellationToken cancellationToken)
    {
        var results = new JsonObject();
        Console.WriteLine($"{"turn",-12}{"sequential",12}{"total",8}");
        foreach (var (turn, calls) in await TurnCalls.MeasureAsync())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{turn,-12}{calls.Sequential,12}{calls.Total,8}"));
            results[turn] = new JsonObject { ["sequential"] = calls.Sequential, ["total"] = calls.Total };
        }

        if (json is not null) await File.WriteAllTextAsync(json.FullName, results.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), cancellationToken);
        return 0;
    }
}
