using System.Reflection;
using System.Text.RegularExpressions;

namespace SupportBot.Sdk.Tests;

/// <summary>
/// Holds src/Sdk down to what is used: by the bot, its tests or the benchmarks themselves, or by the public signatures of
/// what they use. Read from the compiled code; only constants, which leave no trace there, are looked for in the sources.
/// </summary>
public sealed class PublicSurfaceTests
{
    // The foundation has these, with what their signatures need, for what is built next. Whoever takes one of them into use, or gives it up, strikes it out here.
    private static readonly string[] ForWhatIsBuiltNext =
    [
        "AdaptiveCards.AdaptiveColumnSet",
        "AdaptiveCards.AdaptiveColumnWidth",
        "AdaptiveCards.AdaptiveNumberInput",
        "AdaptiveCards.AdaptiveShowCardAction",
        "AdaptiveCards.AdaptiveTable",
        "Microsoft.Bot.Builder.Dialogs.AttachmentPrompt",
        "Microsoft.Bot.Builder.Dialogs.ConfirmPrompt",
        "Microsoft.Bot.Builder.UserState",
    ];

    // What used members throw or return without naming it.
    private static readonly string[] ThrownOrReturned =
    [
        "AdaptiveCards.AdaptiveSerializationException",
        "AdaptiveCards.AdaptiveUnknownAction",
        "AdaptiveCards.AdaptiveUnknownElement",
    ];

    private static readonly Dictionary<string, string[]> OfficialNamespaces = new()
    {
        ["SupportBot.Sdk.AdaptiveCards"] = ["AdaptiveCards"],
        ["SupportBot.Sdk.BotBuilder"] =
        [
            "Microsoft.Bot.Builder",
            "Microsoft.Bot.Builder.Adapters",
            "Microsoft.Bot.Builder.Integration.AspNet.Core",
            "Microsoft.Bot.Builder.Teams",
            "Microsoft.Bot.Connector",
            "Microsoft.Bot.Connector.Authentication",
            "Microsoft.Bot.Schema",
            "Microsoft.Bot.Schema.Teams",
            "Microsoft.Rest",
        ],
        ["SupportBot.Sdk.BotBuilder.Dialogs"] = ["Microsoft.Bot.Builder.Dialogs", "Microsoft.Bot.Builder.Dialogs.Choices"],
        ["SupportBot.Sdk.DataTables"] = ["Azure.Data.Tables", "Azure.Data.Tables.Models"],
    };

    private static readonly Assembly[] StandIns = [.. OfficialNamespaces.Keys.Select(Assembly.Load)];

    [Fact]
    public void Every_public_type_is_used()
    {
        var needed = Closure(UsedTypes().Concat(ForWhatIsBuiltNext.Concat(ThrownOrReturned).Select(TypeNamed)));

        var unused = PublicTypes().Except(needed).Select(type => type.FullName).Order(StringComparer.Ordinal).ToList();
        Assert.True(unused.Count == 0, "Nobody uses " + string.Join(", ", unused));
    }

    [Fact]
    public void What_is_used_needs_no_exception()
    {
        var used = Closure(UsedTypes()).Select(type => type.FullName);

        Assert.Empty(ForWhatIsBuiltNext.Concat(ThrownOrReturned).Intersect(used));
    }

    [Fact]
    public void Every_public_type_is_in_a_namespace_of_its_official_package() => Assert.Empty(
        PublicTypes().Where(type => !OfficialNamespaces[type.Assembly.GetName().Name!].Contains(type.Namespace)).Select(type => type.FullName));

    private static IEnumerable<Type> PublicTypes() => StandIns.SelectMany(standIn => standIn.GetExportedTypes());

    private static Type TypeNamed(string name) => PublicTypes().Single(type => type.FullName == name);

    private static IEnumerable<Type> UsedTypes()
    {
        var referenced = Users().SelectMany(user => TypeReferences.Of(user.Assembly)).ToHashSet();
        var sources = new Lazy<string>(() => string.Concat(Users().SelectMany(user => user.Sources).Select(File.ReadAllText)));
        foreach (var type in PublicTypes())
        {
            if (referenced.Contains((type.Assembly.GetName().Name!, type.FullName!)) || (IsOnlyConstants(type) && Regex.IsMatch(sources.Value, $@"\b{type.Name}\.")))
                yield return type;
        }
    }

    // Where the build has put those that use the stand-ins; the project file writes it down for the running configuration.
    private static IEnumerable<(string Assembly, IEnumerable<string> Sources)> Users()
    {
        var users = typeof(PublicSurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(data => data.Key == "UserOfStandIns").Select(data => data.Value!.Split('|')).ToList();
        Assert.Equal(["Benchmarks", "SupportBot", "SupportBot.Tests"], users.Select(user => Path.GetFileNameWithoutExtension(user[0])).Order(StringComparer.Ordinal));
        return users.Select(user => (user[0], Directory.EnumerateFiles(Path.GetDirectoryName(user[1])!, "*.cs", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4 })
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))));
    }

    private static bool IsOnlyConstants(Type type) =>
        type.IsClass && type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).All(member => member is FieldInfo { IsLiteral: true } or ConstructorInfo);

    private static HashSet<Type> Closure(IEnumerable<Type> roots)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(roots);
        while (open.TryDequeue(out var next))
        {
            if (!StandIns.Contains(next.Assembly) || !found.Add(next)) continue;
            foreach (var type in Signatures.Of(next)) open.Enqueue(type);
        }

        return found;
    }
}
