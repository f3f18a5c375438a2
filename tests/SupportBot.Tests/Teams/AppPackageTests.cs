using System.CommandLine;
using System.IO.Compression;
using System.Text;
using Newtonsoft.Json.Linq;
using SupportBot.Teams;

namespace SupportBot.Tests.Teams;

/// <summary><c>manifest pack</c>, run as the operator runs it, and what it writes.</summary>
public sealed class AppPackageTests : IDisposable
{
    private const string AppId = "b07b07b0-4f5e-4d3c-9b2a-1a0f9e8d7c6b";
    private readonly string folder = Directory.CreateTempSubdirectory("supportbot-packages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableTheory]
    [InlineData("customer.zip")]
    [InlineData("desk.zip")]
    public async Task Manifest_and_languages_are_as_the_newest_schema_wants_them(string zip)
    {
        var newest = ManifestSchema.Newest();
        var files = await PackAsync(zip);

        Assert.Empty(await ManifestSchema.ErrorsAsync("MicrosoftTeams", Text(files["manifest.json"])));
        Assert.Empty(await ManifestSchema.ErrorsAsync("MicrosoftTeams.Localization", Text(files["pt-PT.json"])));
        Assert.Equal(newest, (string?)Json(files["manifest.json"])["manifestVersion"]);
        Assert.Equal(
            [$"https://developer.microsoft.com/en-us/json-schemas/teams/v{newest}/MicrosoftTeams.schema.json", $"https://developer.microsoft.com/en-us/json-schemas/teams/v{newest}/MicrosoftTeams.Localization.schema.json"],
            new[] { "manifest.json", "pt-PT.json" }.Select(file => (string?)Json(files[file])["$schema"]));
    }

    [SkippableFact]
    public async Task The_schema_would_say_what_is_wrong()
    {
        var manifest = Json((await PackAsync("customer.zip"))["manifest.json"]);
        manifest["packageName"] = "com.contoso";
        manifest["accentColor"] = "blue";

        Assert.Equal(["#/accentColor: PatternMismatch", "#/packageName: NoAdditionalPropertiesAllowed"], (await ManifestSchema.ErrorsAsync("MicrosoftTeams", manifest.ToString())).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("customer.zip")]
    [InlineData("desk.zip")]
    public async Task A_package_holds_its_files_in_the_root_and_nothing_else(string zip)
    {
        var files = await PackAsync(zip);
        var manifest = Json(files["manifest.json"]);

        Assert.Equal(["color.png", "manifest.json", "outline.png", "pt-PT.json"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""{"color":"color.png","outline":"outline.png"}""", manifest["icons"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("en", (string?)manifest["localizationInfo"]!["defaultLanguageTag"]);
        Assert.Equal(
            """[{"languageTag":"pt-PT","file":"pt-PT.json"}]""", manifest["localizationInfo"]!["additionalLanguages"]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public async Task Customers_get_the_personal_chat_under_the_partners_name_and_nothing_of_the_desks()
    {
        var manifest = Json((await PackAsync("customer.zip", "--color", "#a1B2c3"))["manifest.json"]);

        Assert.Equal(["personal"], Strings(manifest["bots"]![0]!["scopes"]));
        Assert.Equal(["personal"], Strings(manifest.SelectToken("bots[0].commandLists[0].scopes")));
        Assert.Single(manifest["bots"]![0]!["commandLists"]!);
        Assert.True((bool)manifest["bots"]![0]!["supportsFiles"]!);
        Assert.Equal(["New request", "My tickets", "Status", "Hours and prices", "Notifications", "Talk to a person", "Help"], Strings(new JArray(manifest.SelectTokens("bots[0].commandLists[0].commands[*].title"))));
        Assert.Equal(("Contoso CSP", "#a1B2c3", "Contoso CSP"), ((string?)manifest["name"]!["short"], (string?)manifest["accentColor"], (string?)manifest["developer"]!["name"]));
        Assert.Contains("support@contoso.example", (string?)manifest["description"]!["full"], StringComparison.Ordinal);
        Assert.Null(manifest["composeExtensions"]);
        Assert.Null(manifest["authorization"]);
        Assert.Null(manifest["webApplicationInfo"]);
    }

    [Fact]
    public async Task The_desk_gets_its_channel_the_search_and_the_permission_to_read()
    {
        var manifest = Json((await PackAsync("desk.zip", "--color", "#a1B2c3"))["manifest.json"]);

        Assert.Equal(["team", "personal"], Strings(manifest["bots"]![0]!["scopes"]));
        Assert.Equal(["team", "personal"], Strings(new JArray(manifest.SelectTokens("bots[0].commandLists[*].scopes[*]"))));
        Assert.Equal(("query", "search", AppId), ((string?)manifest.SelectToken("composeExtensions[0].commands[0].type"), (string?)manifest.SelectToken("composeExtensions[0].commands[0].id"), (string?)manifest.SelectToken("composeExtensions[0].botId")));
        Assert.Equal("""[{"name":"ChannelMessage.Read.Group","type":"Application"}]""", manifest.SelectToken("authorization.permissions.resourceSpecific")!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal(AppId, (string?)manifest["webApplicationInfo"]!["id"]);
        Assert.Equal("#2B579A", (string?)manifest["accentColor"]);
    }

    [Fact]
    public async Task Two_apps_stand_on_one_bot_and_packing_again_makes_the_same_two()
    {
        var first = (Customer: await PackAsync("customer.zip"), Desk: await PackAsync("desk.zip"));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, "desk.zip"));
        var again = await PackAsync("desk.zip", "--app-version", "1.0.1", "--name", "Another name", "--domain", "elsewhere.example");
        var other = await PackAsync("desk.zip", "--app-id", "00001111-aaaa-2222-bbbb-3333cccc4444");

        // RFC 9562, B.2, with the app id for the namespace: computed apart from our code.
        Assert.Equal("52363d63-87c9-8b87-8d50-4ac1fd034771", IdOf(first.Customer));
        Assert.Equal("a234e17d-2284-88af-a88f-da9ddd476ca8", IdOf(first.Desk));
        Assert.Equal(IdOf(first.Desk), IdOf(again));
        Assert.NotEqual(IdOf(first.Desk), IdOf(other));
        Assert.All([first.Customer, first.Desk, again], files => Assert.Equal(AppId, (string?)Json(files["manifest.json"]).SelectToken("bots[0].botId")));
        Assert.Equal(("1.0.0", "1.0.1"), ((string?)Json(first.Desk["manifest.json"])["version"], (string?)Json(again["manifest.json"])["version"]));
        Assert.All(first.Desk.Keys, name => Assert.Equal(1980, WrittenIn("desk.zip", name)));
        await PackAsync("desk.zip");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder, "desk.zip")));
    }

    [Theory]
    [InlineData("customer.zip")]
    [InlineData("desk.zip")]
    public async Task Everything_that_a_person_reads_is_there_in_every_language_and_within_the_limits(string zip)
    {
        var files = await PackAsync(zip, "--name", new string('W', AppPackageOptions.LongestName), "--contact", "https://contoso.example/" + new string('w', 176));
        var manifest = Json(files["manifest.json"]);
        var english = new[] { "name.short", "name.full", "description.short", "description.full" }
            .Concat(manifest.SelectTokens("bots[0].commandLists[*].commands[*].*").Concat(manifest.SelectTokens("composeExtensions[0].commands[*]..['title','description']")).Select(text => text.Path))
            .Order(StringComparer.Ordinal).ToList();
        var portuguese = Json(files["pt-PT.json"]).Properties().Where(property => property.Name != "$schema").ToDictionary(property => property.Name, property => (string)property.Value!);

        Assert.Equal(english, portuguese.Keys.Order(StringComparer.Ordinal));
        foreach (var text in new[] { english.ToDictionary(path => path, path => (string)manifest.SelectToken(path)!), portuguese })
        {
            foreach (var (path, words) in text) Assert.True(words.Length <= LimitOf(path), $"{path} has {words.Length} characters: {words}");
        }

        var same = portuguese.Where(entry => entry.Value == (string?)manifest.SelectToken(entry.Key)).Select(entry => entry.Key);
        Assert.Equal(zip == "customer.zip" ? ["name.short"] : [], same);
    }

    [Fact]
    public async Task Addresses_are_the_hosts_unless_given()
    {
        var ours = Json((await PackAsync("customer.zip"))["manifest.json"])["developer"]!;
        var given = Json((await PackAsync("customer.zip", "--website", "https://contoso.example", "--privacy", "https://contoso.example/p", "--terms", "https://contoso.example/t"))["manifest.json"])["developer"]!;

        Assert.Equal(["Contoso CSP", "https://desk.contoso.example", "https://desk.contoso.example/privacy", "https://desk.contoso.example/terms"], Strings(new JArray(ours.Values())));
        Assert.Equal(["Contoso CSP", "https://contoso.example", "https://contoso.example/p", "https://contoso.example/t"], Strings(new JArray(given.Values())));
    }

    [Fact]
    public async Task Our_icons_keep_the_rules()
    {
        var files = await PackAsync("customer.zip");
        var color = Picture.Read(files["color.png"]);
        var outline = Picture.Read(files["outline.png"]);

        Assert.Equal((192, 192), (color.Width, color.Height));
        Assert.DoesNotContain(color.Rgba.Chunk(4), pixel => pixel[3] != 255);
        Assert.Equal((32, 32), (outline.Width, outline.Height));
        Assert.DoesNotContain(outline.Rgba.Chunk(4), pixel => pixel is not [255, 255, 255, _]);
        Assert.Contains(outline.Rgba.Chunk(4), pixel => pixel[3] == 255);
        Assert.Contains(outline.Rgba.Chunk(4), pixel => pixel[3] == 0);
    }

    [Fact]
    public async Task The_partners_logo_is_the_customers_icon_and_the_outline_stays_ours()
    {
        var logo = Picture.Plain(192, 192).Write();
        var customer = await PackAsync("customer.zip", "--logo", await FileAsync("logo.png", logo));
        var desk = Read("desk.zip");

        Assert.Equal(logo, customer["color.png"]);
        Assert.NotEqual(logo, desk["color.png"]);
        Assert.Equal(desk["outline.png"], customer["outline.png"]);
    }

    [Fact]
    public async Task A_logo_that_Teams_would_refuse_is_refused_with_what_to_do()
    {
        var whole = Picture.Plain(192, 192).Write();

        Assert.Contains("has 192x191 pixels. Give a PNG of 192x192", await RefusedAsync("--logo", await FileAsync("low.png", Picture.Plain(192, 191).Write())), StringComparison.Ordinal);
        Assert.Contains("is no PNG file", await RefusedAsync("--logo", await FileAsync("logo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]])), StringComparison.Ordinal);
        Assert.Contains("is no PNG file", await RefusedAsync("--logo", await FileAsync("empty.png", [])), StringComparison.Ordinal);
        Assert.Contains("ends before the picture does", await RefusedAsync("--logo", await FileAsync("half.png", whole[..^20])), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await RefusedAsync("--logo", Path.Combine(folder, "nowhere.png")), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await RefusedAsync("--logo", folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--app-id", "not-a-guid")]
    [InlineData("--app-id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("--domain", "https://desk.contoso.example")]
    [InlineData("--domain", "desk.contoso.example/api")]
    [InlineData("--domain", "desk.contoso.example:443")]
    [InlineData("--domain", "localhost")]
    [InlineData("--domain", "10.0.0.1")]
    [InlineData("--domain", "")]
    [InlineData("--name", " ")]
    [InlineData("--name", "Contoso\nCSP")]
    [InlineData("--contact", "")]
    [InlineData("--contact", "ask reception")]
    [InlineData("--contact", "Support <support@contoso.example>")]
    [InlineData("--contact", "support@contoso")]
    [InlineData("--contact", "+")]
    [InlineData("--color", "blue")]
    [InlineData("--color", "#12345")]
    [InlineData("--color", "#12345678")]
    [InlineData("--app-version", "1.0")]
    [InlineData("--app-version", "1.0.0-beta")]
    [InlineData("--app-version", "01.0.0")]
    [InlineData("--website", "contoso.example")]
    [InlineData("--privacy", "http://contoso.example/privacy")]
    [InlineData("--terms", "javascript:alert(1)")]
    public async Task A_wrong_option_is_named_and_nothing_is_written(string option, string value)
    {
        var lines = (await RefusedAsync(option, value)).Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal));

        Assert.StartsWith($"  - {option}: ", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("+351 210 000 000")]
    [InlineData("555 010-0199 (1)")]
    [InlineData("https://contoso.example/support")]
    [InlineData("support@contoso.example")]
    public async Task A_contact_is_a_mail_address_a_number_or_a_url(string contact)
    {
        var manifest = Json((await PackAsync("customer.zip", "--contact", contact))["manifest.json"]);

        Assert.EndsWith(": " + contact, (string?)manifest["description"]!["full"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_told_how_long_it_may_be()
    {
        await PackAsync("customer.zip", "--name", new string('x', 30));

        Assert.Contains("--name: at most 30 characters", await RefusedAsync("--name", new string('x', 31)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var (code, _, error) = await RunAsync("manifest", "pack", "--color", "red", "--logo", "nowhere.png", "--output", folder);

        Assert.Equal(1, code);
        foreach (var option in new[] { "--app-id", "--domain", "--name", "--contact", "--color", "--logo" })
            Assert.Contains($"  - {option}: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_where_each_file_is_and_what_to_do_with_it()
    {
        var below = Path.Combine(folder, "new", "folder");
        var (code, output, _) = await RunAsync([.. Complete(), "--output", below]);

        Assert.Equal(0, code);
        Assert.Matches($@"{Path.Combine(below, "desk.zip")}\s+.*Teams admin centre", output);
        Assert.Matches($@"{Path.Combine(below, "customer.zip")}\s+.*each customer's administrator", output);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_said()
    {
        var file = await FileAsync("taken", [1]);
        var (code, _, error) = await RunAsync([.. Complete(), "--output", file]);

        Assert.Equal(1, code);
        Assert.Contains("--output", error, StringComparison.Ordinal);
    }

    private static int LimitOf(string path) => path switch
    {
        "name.short" => 30,
        "name.full" => 100,
        "description.short" => 80,
        "description.full" => 4000,
        _ when path.StartsWith("bots", StringComparison.Ordinal) => path.EndsWith("title", StringComparison.Ordinal) ? 128 : 4000,
        _ => path.EndsWith("title", StringComparison.Ordinal) ? 32 : 128,
    };

    private static string[] Complete(params string[] changed)
    {
        var options = new Dictionary<string, string>
        {
            ["--app-id"] = AppId,
            ["--domain"] = "desk.contoso.example",
            ["--name"] = "Contoso CSP",
            ["--contact"] = "support@contoso.example",
        };
        foreach (var pair in changed.Chunk(2)) options[pair[0]] = pair[1];
        return ["manifest", "pack", .. options.SelectMany(option => new[] { option.Key, option.Value })];
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    private async Task<Dictionary<string, byte[]>> PackAsync(string zip, params string[] changed)
    {
        var (code, _, error) = await RunAsync([.. Complete(changed), "--output", folder]);

        Assert.Equal((0, ""), (code, error));
        return Read(zip);
    }

    private async Task<string> RefusedAsync(string option, string value)
    {
        var (code, output, error) = await RunAsync([.. Complete(option, value), "--output", folder]);

        Assert.Equal((1, ""), (code, output));
        return error;
    }

    private Dictionary<string, byte[]> Read(string zip)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(folder, zip));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = new MemoryStream();
            using var file = entry.Open();
            file.CopyTo(content);
            return content.ToArray();
        });
    }

    private int WrittenIn(string zip, string name)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(folder, zip));
        return archive.GetEntry(name)!.LastWriteTime.Year;
    }

    private async Task<string> FileAsync(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, content);
        return path;
    }

    private static string IdOf(Dictionary<string, byte[]> files) => (string)Json(files["manifest.json"])["id"]!;

    private static string[] Strings(JToken? array) => [.. array!.Values<string>().OfType<string>()];

    private static JObject Json(byte[] file) => JObject.Parse(Text(file));

    private static string Text(byte[] file) => Encoding.UTF8.GetString(file);
}
