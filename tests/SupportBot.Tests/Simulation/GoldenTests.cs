using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

/// <summary>
/// Each file in Golden holds an activity as Teams sends it (Microsoft Learn: "Build conversational bots", "Conversation events",
/// "Universal Actions for Adaptive Cards"), with this simulation's people in it. Run with UPDATE_GOLDEN=1 to write them anew, and read the difference.
/// </summary>
public sealed partial class GoldenTests
{
    private static readonly string Folder = FindFolder();

    public static TheoryData<string> Kinds => [.. Stories.Keys];

    private static readonly Dictionary<string, Func<FakeBot, Task>> Stories = new()
    {
        ["personal-message"] = bot => bot.Teams.Ana.SayAsync("Olá"),
        ["personal-rich-message"] = bot => bot.Teams.Ana.SayAsync("Olá", html: "<div><div><strong>Olá</strong></div>\n</div>"),
        ["personal-picture"] = bot => bot.Teams.Ana.AttachAsync("error.png", "image/png", [1], "Look"),
        ["personal-file"] = bot => bot.Teams.Ana.AttachAsync("log.txt", "text/plain", [1]),
        ["channel-mention"] = bot => bot.Teams.Ivy.SayAsync("help", bot.Teams.SupportChannelId, mention: true),
        ["message-update"] = async bot =>
        {
            await bot.Teams.Ana.SayAsync("Olá");
            await bot.Teams.Ana.EditAsync(bot.Teams.Ana.Read()[0], "Olá!");
        },
        ["message-delete"] = async bot =>
        {
            await bot.Teams.Ana.SayAsync("Olá");
            await bot.Teams.Ana.DeleteAsync(bot.Teams.Ana.Read()[0]);
        },
        ["message-reaction"] = async bot => await bot.Teams.Ivy.ReactAsync(await ChannelCardAsync(bot), "like"),
        ["personal-installation-add"] = bot => bot.Teams.Sam.InstallAsync(),
        ["personal-installation-remove"] = bot => bot.Teams.Ana.UninstallAsync(),
        ["personal-conversation-update"] = bot => bot.Teams.Sam.InstallAsync(),
        ["team-installation-add"] = async bot =>
        {
            await bot.Teams.UninstallFromTeamAsync();
            bot.Heard.Clear();
            await bot.Teams.InstallInTeamAsync();
        },
        ["team-conversation-update"] = async bot =>
        {
            await bot.Teams.UninstallFromTeamAsync();
            await bot.Teams.InstallInTeamAsync();
        },
        ["team-member-removed"] = bot => bot.Teams.Max.LeaveTeamAsync(),
        ["team-member-added"] = async bot =>
        {
            await bot.Teams.Max.LeaveTeamAsync();
            await bot.Teams.Max.JoinTeamAsync();
        },
        ["card-action"] = async bot => await bot.Teams.Ivy.PressAsync(await ChannelCardAsync(bot), "Claim"),
        ["card-submit"] = async bot => await bot.Teams.Ivy.PressAsync(await ChannelCardAsync(bot), "Old claim"),
        ["task-fetch"] = async bot => await bot.Teams.Ivy.PressAsync(await ChannelCardAsync(bot), "Form"),
        ["compose-extension-query"] = bot => bot.Teams.Ivy.InvokeAsync("composeExtension/query", new { commandId = "search" }),
    };

    // Where a story makes more than one activity, the one that is meant.
    private static JObject Meant(string kind, FakeBot bot) => kind switch
    {
        "personal-installation-add" or "team-installation-add" => bot.Heard[0],
        _ => bot.Heard[^1],
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_sent_is_what_was_recorded(string kind)
    {
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = new FakeClock() });
        await Stories[kind](bot);
        var sent = Normal(Meant(kind, bot), bot.Teams);

        var file = Path.Combine(Folder, kind + ".json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(file, sent + "\n");

        Assert.Equal(FakeBot.Parse(await File.ReadAllTextAsync(file)).ToString(), sent.ToString());
    }

    [Fact]
    public void Every_recorded_activity_is_compared() =>
        Assert.Equal(Stories.Keys.Order(), Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order());

    private static Task<Message> ChannelCardAsync(FakeBot bot) => bot.CardAsync(bot.Teams.Ivy, FakeBot.Parse("""
        { "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "Input.Text", "id": "note", "value": "n" } ], "actions": [
          { "type": "Action.Execute", "title": "Claim", "verb": "ticket/claim", "data": { "ticket": "A-1042" } },
          { "type": "Action.Submit", "title": "Old claim", "data": { "ticket": "A-1042" } },
          { "type": "Action.Submit", "title": "Form", "data": { "ticket": "A-1042", "msteams": { "type": "task/fetch" } } } ] }
        """), bot.Teams.SupportChannelId);

    // Times stand still under the clock of the test, and with them message ids; what is drawn by lot is replaced.
    private static JObject Normal(JObject activity, SimulatedTeams teams)
    {
        var text = activity.ToString().Replace(teams.Url, "http://simulated/", StringComparison.Ordinal);
        text = EventId().Replace(text, "f:<guid>");
        text = Attachment().Replace(text, "$1<file>");
        text = Key().Replace(text, "tempauth=<key>");
        text = Unique().Replace(text, "$1<guid>");
        return FakeBot.Parse(text);
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupportBot.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "SupportBot.Tests", "Simulation", "Golden");
    }

    [GeneratedRegex("f:[0-9a-f-]{36}")]
    private static partial Regex EventId();

    [GeneratedRegex("(attachments/|files/|\"etag\": \")[0-9a-f]{32}")]
    private static partial Regex Attachment();

    [GeneratedRegex("tempauth=[0-9a-f]{32}")]
    private static partial Regex Key();

    [GeneratedRegex("(\"uniqueId\": \")[0-9A-F-]{36}")]
    private static partial Regex Unique();
}
