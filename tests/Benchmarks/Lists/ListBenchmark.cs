using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaultSimulator.Tables;

namespace Benchmarks.Lists;

/// <summary>Counts what a page of each list costs, on the table service in memory: rows looked at and requests, which time on any machine follows from.</summary>
internal static class ListBenchmark
{
    internal static async Task<int> RunAsync(IReadOnlyList<int> counts, FileInfo? json, CancellationToken cancellationToken)
    {
        var results = new JsonObject();
        Console.WriteLine($"{"tickets",9}  {"list",-14}{"entities",10}{"requests",10}");
        foreach (var count in counts)
        {
            var lists = new JsonObject();
            foreach (var (list, usage) in await ListCost.MeasureAsync(count))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,9}  {list,-14}{usage.Entities,10}{usage.Requests,10}"));
                lists[list] = new JsonObject { ["entities"] = usage.Entities, ["requests"] = usage.Requests };
            }

            results[count.ToString(CultureInfo.InvariantCulture)] = lists;
        }

        if (json is not null) await File.WriteAllTextAsync(json.FullName, results.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), cancellationToken);
        return 0;
    }
}
