using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sdk.Tests.BotBuilder;

/// <summary>Activities as Teams sends them, kept as files beside this one.</summary>
internal static class RecordedActivities
{
    private static readonly string Folder = FindFolder();

    internal static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!);

    internal static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json"));

    internal static JObject Parse(string json) =>
        JsonConvert.DeserializeObject<JObject>(json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "BotBuilder", "Activities");
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException("BotBuilder/Activities");
    }
}
