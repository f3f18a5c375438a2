using System.Text.Json;
using SupportBot.Handbook;

namespace Benchmarks.Route;

/// <summary>Answers cases from a file with every vehicle and the one that is recommended.</summary>
internal static class RouteBenchmark
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>1 where a case could not be read; nothing is written then.</returns>
    public static async Task<int> RunAsync(FileInfo input, FileInfo? json, string? folder, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(input.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{input} cannot be read. {exception.Message}");
            return 1;
        }

        var mistakes = new List<string>();
        var asked = new RouteCases(new HandbookFiles(folder)).Read(text, mistakes);
        foreach (var mistake in mistakes) await Console.Error.WriteLineAsync(mistake);
        if (mistakes.Count > 0) return 1;

        var answers = asked.Select(AnsweredRoute.Of).ToList();
        foreach (var answer in answers)
            await Console.Out.WriteLineAsync($"{answer.Id}: {answer.Recommended ?? "none"}; eligible: {string.Join(", ", answer.Vehicles.Where(vehicle => vehicle.Eligible).Select(vehicle => vehicle.Id))}");
        if (json is not null) await File.WriteAllTextAsync(json.FullName, JsonSerializer.Serialize(answers, Indented), cancellationToken);
        return 0;
    }
}
