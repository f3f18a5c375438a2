using System.Diagnostics;
using System.Text.Json;
using FaultSimulator.Running;

namespace Benchmarks.Simulate;

/// <summary>Plays many seeds of the fault simulator and says what was found.</summary>
internal static class SimulateBenchmark
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <returns>1 where a promise was broken.</returns>
    public static async Task<int> RunAsync(int first, int seeds, string? plant, string? scene, bool isTold, FileInfo? json, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (runs, deliveries, crashes, violations) = (0, 0L, 0L, 0);
        var faults = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var actions = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var seed = first; seed < first + seeds && !cancellationToken.IsCancellationRequested; seed++)
        {
            var result = Simulation.Run(seed, plant, scene);
            runs++;
            deliveries += result.Deliveries;
            crashes += result.Crashes;
            violations += result.Violations.Count;
            foreach (var (action, count) in result.Actions) actions[action] = actions.GetValueOrDefault(action) + count;
            foreach (var (kind, count) in result.Faults) faults[kind] = faults.GetValueOrDefault(kind) + count;
            if (isTold)
            {
                foreach (var step in result.Journal) await Console.Out.WriteLineAsync(step);
            }

            foreach (var violation in result.Violations) await Console.Out.WriteLineAsync($"Seed {seed}: {violation}");
            if (result.Violations.Count > 0) await Console.Out.WriteLineAsync($"  Again: {result.Replay}");
        }

        foreach (var (kind, count) in faults) await Console.Out.WriteLineAsync($"{count,9}  {kind}");
        await Console.Out.WriteLineAsync(string.Join(", ", actions.Select(action => $"{action.Key} {action.Value}")));
        await Console.Out.WriteLineAsync(
            $"{runs} runs, {deliveries} deliveries, {crashes} crashes, {faults.Values.Sum()} faults, {violations} violations; {clock.Elapsed.TotalMilliseconds / Math.Max(1, runs):F1} ms a run");
        if (json is not null)
        {
            var report = new { runs, deliveries, crashes, faults = faults.Values.Sum(), violations };
            await File.WriteAllTextAsync(json.FullName, JsonSerializer.Serialize(report, Indented), cancellationToken);
        }

        return violations == 0 ? 0 : 1;
    }
}
