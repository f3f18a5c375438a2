using System.Globalization;
using NJsonSchema;

namespace SupportBot.Tests.Teams;

/// <summary>The schemas that Microsoft publishes for Teams apps, as the npm package @microsoft/app-manifest carries them.</summary>
internal static class ManifestSchema
{
    private static readonly string Folder =
        Repository.Path("tests", "TeamsSimulator", "node_modules", "@microsoft", "app-manifest", "build", "json-schemas", "teams");

    /// <summary>The newest version that is not a preview, such as 1.30. Where the package is not installed the test is skipped; in CI that is an error.</summary>
    public static string Newest()
    {
        Skip.If(
            !Directory.Exists(Folder) && Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") is not "1",
            "The npm packages are not installed: run 'dotnet build tests/TeamsSimulator' where Node.js 20 or newer and npm are at hand.");
        return Directory.EnumerateDirectories(Folder)
            .Select(folder => Path.GetFileName(folder)[1..])
            .Where(version => Version.TryParse(version, out _))
            .MaxBy(Version.Parse)!;
    }

    /// <summary>What the newest schema of that kind finds wrong with a file.</summary>
    public static async Task<IEnumerable<string>> ErrorsAsync(string kind, string json)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Folder, $"v{Newest()}", $"{kind}.schema.json"));
        return schema.Validate(json).Select(error => string.Create(CultureInfo.InvariantCulture, $"{error.Path}: {error.Kind}"));
    }
}
