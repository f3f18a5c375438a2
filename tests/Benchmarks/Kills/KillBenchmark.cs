using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaultSimulator.Processes;
using TeamsSimulator;

namespace Benchmarks.Kills;

/// <summary>Kills the bot while customers file and agents work, and looks for what was acknowledged.</summary>
internal static class KillBenchmark
{
    internal static async Task<int> RunAsync(int kills, int seed, FileInfo? json, CancellationToken cancellationToken)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var report = await KillRun.RunAsync(azurite.ConnectionString, kills, seed, Console.WriteLine);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {report.Kills} kills, {report.Acknowledged} tickets acknowledged, {report.Unseen} never seen, {report.Worked} moves of agents, {report.ExtraRoots} extra root cards, {report.Throttled} calls throttled; threads were waited for until {report.ThreadsAfter.TotalSeconds:F1} s after the last kill"));
        foreach (var problem in report.Problems) Console.WriteLine("BROKEN: " + problem);
        var figures = new JsonObject
        {
            ["seed"] = seed,
            ["kills"] = report.Kills,
            ["acknowledged"] = report.Acknowledged,
            ["unseen"] = report.Unseen,
            ["worked"] = report.Worked,
            ["extraRoots"] = report.ExtraRoots,
            ["threadsAfterSeconds"] = Math.Round(report.ThreadsAfter.TotalSeconds, 1),
            ["problems"] = report.Problems.Count,
        };
        if (json is not null) await File.WriteAllTextAsync(json.FullName, figures.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), cancellationToken);
        return report.Problems.Count == 0 ? 0 : 1;
    }
}
