using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>A Teams app as it is uploaded: its manifest, a file for each language beside English, and two icons, in one zip file.</summary>
/// <remarks>Two apps stand on one bot, so that customers are offered nothing that is the desk's. Limits and names are those of the manifest's schema.</remarks>
internal sealed class AppPackage
{
    /// <summary>The version of the manifest's schema: the newest that the npm package <c>@microsoft/app-manifest</c> carries.</summary>
    public const string SchemaVersion = "1.30";

    /// <summary>The accent colour where the partner gives none, and always the desk app's.</summary>
    public const string OurColor = "#2B579A";

    /// <summary>The search command's id: <c>commandId</c> of <c>composeExtension/query</c>.</summary>
    public const string SearchCommand = "search";

    /// <summary>The name of the search command's one parameter, which holds what was typed.</summary>
    public const string SearchParameter = "ticket";

    private const string ManifestFile = "manifest.json";
    private const string ColorFile = "color.png";
    private const string OutlineFile = "outline.png";

    // The zip format begins its calendar here; a fixed time makes the same options the same bytes.
    private static readonly DateTimeOffset WrittenAt = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private AppPackage(string fileName, Func<Texts, JObject> manifest, byte[] color)
    {
        FileName = fileName;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { [ManifestFile] = Write(manifest(Texts.In(Languages.English))) };
        foreach (var language in OtherLanguages) files[FileOf(language)] = Write(StringsIn(manifest(Texts.In(language))));
        files[ColorFile] = color;
        files[OutlineFile] = OurIcon(OutlineFile);
        Files = files;
    }

    /// <summary>The zip file's name.</summary>
    public string FileName { get; }

    /// <summary>What is in it, by file name; all in the root.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    private static IEnumerable<string> OtherLanguages => Languages.All.Where(language => language != Languages.English);

    /// <summary>The app for the partner's customers, with the partner's name and colours: the personal chat and nothing else.</summary>
    public static AppPackage ForCustomers(AppDetails app) => new("customer.zip", texts => Customer(app, texts), app.Logo ?? OurIcon(ColorFile));

    /// <summary>The app for the desk: the team's channel, an agent's personal chat, and the search for tickets.</summary>
    public static AppPackage ForDesk(AppDetails app) => new("desk.zip", texts => Desk(app, texts), OurIcon(ColorFile));

    /// <summary>The zip file.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = WrittenAt;
                using var file = entry.Open();
                file.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static JObject Customer(AppDetails app, Texts texts) => Manifest(
        app,
        "customer",
        new JObject { ["short"] = app.Partner, ["full"] = texts.CustomerAppFullName(app.Partner) },
        new JObject { ["short"] = texts.CustomerAppBrief(app.Partner), ["full"] = texts.CustomerAppAbout(app.Partner, app.Contact) },
        app.Color,
        [
            new("defaultInstallScope", "personal"),
            Bot(app, new JArray("personal"), takesFiles: true, Menu("personal", Menus.CustomerChat, texts)),
        ]);

    private static JObject Desk(AppDetails app, Texts texts) => Manifest(
        app,
        "desk",
        new JObject { ["short"] = texts.DeskAppName, ["full"] = texts.DeskAppFullName(app.Partner) },
        new JObject { ["short"] = texts.DeskAppBrief, ["full"] = texts.DeskAppAbout(app.Partner) },
        OurColor,
        [
            new("defaultInstallScope", "team"),
            new("defaultGroupCapability", new JObject { ["team"] = "bot" }),
            Bot(app, new JArray("team", "personal"), takesFiles: false, Menu("team", Menus.DeskTeam, texts), Menu("personal", Menus.AgentChat, texts)),
            new("composeExtensions", new JArray(new JObject { ["botId"] = Id(app.AppId), ["commands"] = new JArray(Search(texts)) })),
            new("authorization", new JObject
            {
                ["permissions"] = new JObject
                {
                    ["resourceSpecific"] = new JArray(new JObject { ["name"] = "ChannelMessage.Read.Group", ["type"] = "Application" }),
                },
            }),
            // A resource-specific permission needs both; the resource may be any string.
            new("webApplicationInfo", new JObject { ["id"] = Id(app.AppId), ["resource"] = $"https://{app.Domain}" }),
        ]);

    private static JObject Manifest(AppDetails app, string kind, JObject name, JObject description, string color, IEnumerable<JProperty> capabilities) => new(
    [
        new JProperty("$schema", SchemaOf("MicrosoftTeams")),
        new JProperty("manifestVersion", SchemaVersion),
        new JProperty("version", app.Version),
        new JProperty("id", Id(IdOf(app.AppId, kind))),
        new JProperty("developer", new JObject { ["name"] = app.Partner, ["websiteUrl"] = app.Website, ["privacyUrl"] = app.Privacy, ["termsOfUseUrl"] = app.Terms }),
        new JProperty("localizationInfo", new JObject
        {
            ["defaultLanguageTag"] = Languages.English,
            ["additionalLanguages"] = new JArray(OtherLanguages.Select(language => new JObject { ["languageTag"] = language, ["file"] = FileOf(language) })),
        }),
        new JProperty("name", name),
        new JProperty("description", description),
        new JProperty("icons", new JObject { ["color"] = ColorFile, ["outline"] = OutlineFile }),
        new JProperty("accentColor", color),
        .. capabilities,
    ]);

    private static JProperty Bot(AppDetails app, JArray scopes, bool takesFiles, params JObject[] menus) =>
        new("bots", new JArray(new JObject { ["botId"] = Id(app.AppId), ["scopes"] = scopes, ["supportsFiles"] = takesFiles, ["commandLists"] = new JArray([.. menus]) }));

    private static JObject Menu(string scope, Menus menu, Texts texts) => new()
    {
        ["scopes"] = new JArray(scope),
        ["commands"] = new JArray(CommandMenu.Of(menu).Select(command => new JObject { ["title"] = command.Title(texts), ["description"] = command.Hint(texts) })),
    };

    private static JObject Search(Texts texts) => new()
    {
        ["id"] = SearchCommand,
        ["type"] = "query",
        ["context"] = new JArray("compose", "commandBox"),
        ["title"] = texts.SearchTitle,
        ["description"] = texts.SearchHint,
        ["parameters"] = new JArray(new JObject { ["name"] = SearchParameter, ["title"] = texts.SearchWhat, ["description"] = texts.SearchWhatHint }),
    };

    // What a person reads, each under its place in the manifest, which is how a language file names it.
    private static JObject StringsIn(JObject manifest)
    {
        var strings = manifest.Descendants().OfType<JProperty>()
            .Where(property => property is { Name: "short" or "full" or "title" or "description", Value.Type: JTokenType.String })
            .Select(property => new JProperty(property.Path, property.Value));
        return new JObject([new JProperty("$schema", SchemaOf("MicrosoftTeams.Localization")), .. strings]);
    }

    // The same app id makes the same app, so that packing again updates what was uploaded before (RFC 9562, 5.8 and B.2).
    private static Guid IdOf(Guid appId, string kind)
    {
        var hash = SHA256.HashData([.. appId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(kind)]).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    private static string Id(Guid id) => id.ToString("D");

    private static string FileOf(string language) => $"{language}.json";

    private static string SchemaOf(string kind) => $"https://developer.microsoft.com/en-us/json-schemas/teams/v{SchemaVersion}/{kind}.schema.json";

    private static byte[] Write(JObject json) => Encoding.UTF8.GetBytes(json.ToString(Formatting.Indented));

    private static byte[] OurIcon(string name)
    {
        using var icon = typeof(AppPackage).Assembly.GetManifestResourceStream($"SupportBot.manifest.{name}")
            ?? throw new InvalidOperationException($"The assembly lacks manifest/{name}.");
        using var bytes = new MemoryStream();
        icon.CopyTo(bytes);
        return bytes.ToArray();
    }
}
