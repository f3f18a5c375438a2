using Microsoft.AspNetCore.Http;

namespace Benchmarks.Turns;

/// <summary>One kind of turn. Every turn of every scenario makes one call to the Connector.</summary>
/// <param name="Name">As in the table and the JSON file.</param>
/// <param name="Url">Where the activities are posted to.</param>
internal sealed record Scenario(string Name, string Url)
{
    internal string Path { get; } = new Uri(Url).AbsolutePath;

    /// <summary>Handles one POST in the benchmark's own server; null where <see cref="Url"/> is another one's.</summary>
    internal RequestDelegate? ServeAsync { get; init; }

    /// <summary>What the channel sends along; null for nothing.</summary>
    internal string? Authorization { get; init; }

    /// <summary>What is typed in each measured turn.</summary>
    internal string Text { get; init; } = "I cannot sign in since yesterday";

    /// <summary>What is typed once in every chat, before anything is measured; null for nothing.</summary>
    internal string? Opening { get; init; }

    /// <summary>The text that every turn must be answered with; null where it does not matter.</summary>
    internal string? Answer { get; init; }

    /// <summary>Of how many turns one is run, where a turn takes long.</summary>
    internal int OneIn { get; init; } = 1;

    /// <summary>How many calls to the table service there were so far; null where there is none.</summary>
    internal Func<long>? TableCalls { get; init; }
}
