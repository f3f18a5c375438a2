using Microsoft.AspNetCore.Http;

namespace Benchmarks.Turns;

/// <summary>
/// One kind of turn, served at <see cref="Path"/>. Every turn of every scenario makes one call to the Connector.
/// Another kind of turn is one more scenario in <see cref="Scenarios.All"/>.
/// </summary>
/// <param name="Name">As in the table and the JSON file.</param>
/// <param name="ServeAsync">Handles one POST of an activity.</param>
/// <param name="Authorization">What the channel sends along; null for nothing.</param>
internal sealed record Scenario(string Name, RequestDelegate ServeAsync, string? Authorization = null)
{
    internal string Path { get; } = "/" + Name.Replace(' ', '-');
}
