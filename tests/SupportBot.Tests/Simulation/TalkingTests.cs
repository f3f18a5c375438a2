using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

public sealed class TalkingTests
{
    [Fact]
    public async Task What_a_person_says_reaches_the_bot_and_what_it_answers_reaches_the_person()
    {
        await using var bot = await FakeBot.StartAsync();
        bot.Answer = async activity =>
        {
            await bot.SendAsync((string)activity["conversation"]!["id"]!, FakeBot.Text($"You said {activity["text"]}"));
            return (200, null);
        };

        var said = await bot.Teams.Ana.SayAsync("The printer is on fire");

        Assert.Equal(200, said.BotStatus);
        var seen = bot.Teams.Ana.Read();
        Assert.Equal(["The printer is on fire", "You said The printer is on fire"], seen.Select(m => m.Text));
        Assert.Equal([false, true], seen.Select(m => m.FromBot));
        Assert.Empty(bot.Teams.Bo.Read());
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task Waiting_ends_with_the_message_that_was_waited_for()
    {
        await using var bot = await FakeBot.StartAsync();
        var waiting = bot.Teams.Ana.WaitForAsync("A-1042");
        await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("Something else"));
        Assert.False(waiting.IsCompleted);

        await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("Your ticket is A-1042"));

        Assert.Equal("Your ticket is A-1042", (await waiting).Text);
    }

    [Fact]
    public async Task Waiting_in_vain_says_what_was_there()
    {
        await using var bot = await FakeBot.StartAsync();
        await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("Something else"));

        var vain = await Assert.ThrowsAsync<TimeoutException>(() => bot.Teams.Ana.WaitForAsync("A-1042", timeout: TimeSpan.FromMilliseconds(1)));

        Assert.Contains("SupportBot: Something else", vain.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_channel_the_bot_hears_only_who_mentions_it()
    {
        await using var bot = await FakeBot.StartAsync();

        var unheard = await bot.Teams.Ivy.SayAsync("Lunch?", bot.Teams.SupportChannelId);
        var heard = await bot.Teams.Ivy.SayAsync("A-1042", bot.Teams.SupportChannelId, mention: true);

        Assert.Equal((false, null), (unheard.Heard, unheard.BotStatus));
        Assert.Equal((true, 200), (heard.Heard, heard.BotStatus));
        var activity = Assert.Single(bot.Heard);
        Assert.Equal("<at>SupportBot</at> A-1042", (string?)activity["text"]);
        Assert.Equal($"{bot.Teams.SupportChannelId};messageid={heard.Id}", (string?)activity["conversation"]!["id"]);
        Assert.Equal(["Lunch?", "<at>SupportBot</at> A-1042"], bot.Teams.Max.Read(bot.Teams.SupportChannelId).Select(m => m.Text));
    }

    [Fact]
    public async Task With_the_channel_permission_the_bot_hears_everything()
    {
        await using var bot = await FakeBot.StartAsync(new() { ChannelMessagePermission = true });

        Assert.True((await bot.Teams.Ivy.SayAsync("Lunch?", bot.Teams.SupportChannelId)).Heard);
        Assert.Equal("Lunch?", (string?)Assert.Single(bot.Heard)["text"]);
    }

    [Fact]
    public async Task Nobody_writes_where_the_bot_is_not_installed_or_reads_what_is_not_theirs()
    {
        await using var bot = await FakeBot.StartAsync();

        var uninstalled = await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Sam.SayAsync("Hello"));
        var foreign = Assert.Throws<SimulatorException>(() => bot.Teams.Ana.Read(bot.Teams.SupportChannelId));
        var others = Assert.Throws<SimulatorException>(() => bot.Teams.Ana.Read(bot.Teams.Bo.ConversationId));

        Assert.Equal((409, 404, 404), (uninstalled.Status, foreign.Status, others.Status));
        Assert.Empty(bot.Heard);
    }

    [Fact]
    public async Task An_edited_and_a_deleted_message_show_it_and_the_bot_is_told()
    {
        await using var bot = await FakeBot.StartAsync();
        await bot.Teams.Ana.SayAsync("The printre");
        var message = bot.Teams.Ana.Read()[0];

        await bot.Teams.Ana.EditAsync(message, "The printer");
        var edited = bot.Teams.Ana.Again(message);
        await bot.Teams.Ana.DeleteAsync(message);
        var deleted = bot.Teams.Ana.Again(message);

        Assert.Equal(("The printer", 1), (edited.Text, edited.Edits));
        Assert.NotNull(edited.EditedAt);
        Assert.Equal((true, null), (deleted.Deleted, deleted.Text));
        Assert.Equal(["message", "messageUpdate", "messageDelete"], bot.Heard.Select(a => (string?)a["type"]));
    }

    [Fact]
    public async Task A_reaction_reaches_the_bot_only_on_its_own_message()
    {
        await using var bot = await FakeBot.StartAsync();
        await bot.Teams.Ivy.SayAsync("Lunch?", bot.Teams.SupportChannelId);
        await bot.SendAsync(bot.Teams.SupportChannelId, FakeBot.Text("New ticket"));
        var messages = bot.Teams.Max.Read(bot.Teams.SupportChannelId);

        Assert.False((await bot.Teams.Max.ReactAsync(messages[0], "like")).Heard);
        Assert.True((await bot.Teams.Max.ReactAsync(messages[1], "like")).Heard);
        Assert.Equal(("max", "like"), Assert.Single(bot.Teams.Ivy.Again(messages[1]).Reactions));
        await bot.Teams.Max.ReactAsync(messages[1], "like", remove: true);

        Assert.Empty(bot.Teams.Ivy.Again(messages[1]).Reactions);
        Assert.Equal(["reactionsAdded", "reactionsRemoved"], bot.Heard.Select(a => a.Properties().Single(p => p.Name.StartsWith("reactions", StringComparison.Ordinal)).Name));
    }

    [Fact]
    public async Task Picture_and_file_are_fetched_as_Teams_lets_a_bot_fetch_them()
    {
        await using var bot = await FakeBot.StartAsync();
        using var http = new HttpClient();
        await bot.Teams.Ana.AttachAsync("error.png", "image/png", [1, 2, 3]);
        await bot.Teams.Ana.AttachAsync("log.txt", "text/plain", [4, 5]);
        var picture = bot.Heard[0]["attachments"]![0]!;
        var file = bot.Heard[1]["attachments"]![0]!;

        Assert.Equal("image/*", (string?)picture["contentType"]);
        Assert.Equal([1, 2, 3], await http.GetByteArrayAsync(new Uri((string)picture["contentUrl"]!)));
        Assert.Equal("application/vnd.microsoft.teams.file.download.info", (string?)file["contentType"]);
        Assert.Equal([4, 5], await http.GetByteArrayAsync(new Uri((string)file["content"]!["downloadUrl"]!)));
        Assert.Empty(bot.Teams.Violations);
        Assert.Equal([1, 2, 3], await http.GetByteArrayAsync(new Uri(new Uri(bot.Teams.Url), (string)bot.Teams.Ana.Read()[0].Attachments[0]["url"]!)));

        http.DefaultRequestHeaders.Add("Authorization", "Bearer secret");
        Assert.Equal(401, (int)(await http.GetAsync(new Uri((string)file["content"]!["downloadUrl"]!))).StatusCode);
        Assert.Equal("tokenToFile", Assert.Single(bot.Teams.Violations).Kind);
        await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ivy.AttachAsync("log.txt", "text/plain", [4, 5], conversation: bot.Teams.SupportChannelId));
    }

    [Fact]
    public async Task Installing_and_uninstalling_are_told_to_the_bot()
    {
        await using var bot = await FakeBot.StartAsync(installed: false);

        await bot.Teams.InstallEverywhereAsync();
        await bot.Teams.Ana.UninstallAsync();

        Assert.Equal(
            Enumerable.Repeat(new[] { "installationUpdate add", "conversationUpdate " }, 9).SelectMany(pair => pair).Append("installationUpdate remove"),
            bot.Heard.Select(a => $"{a["type"]} {a["action"]}"));
        Assert.Empty(bot.Teams.Violations);
        await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.Ana.SayAsync("Hello?"));
    }

    [Fact]
    public async Task The_app_is_added_to_the_team_by_its_owner_or_by_the_member_who_is_named()
    {
        await using var bot = await FakeBot.StartAsync(installed: false);

        await bot.Teams.InstallInTeamAsync();
        await bot.Teams.UninstallFromTeamAsync();
        await bot.Teams.InstallInTeamAsync(bot.Teams.Max);

        var (lea, max) = (bot.Teams.Lea.AadObjectId, bot.Teams.Max.AadObjectId);
        Assert.Equal([lea, lea, lea, max, max], bot.Heard.Select(a => (string?)a["from"]!["aadObjectId"]));
        Assert.Equal(bot.Teams.Max.Mri, (string?)bot.Heard[^1]["from"]!["id"]);
        await bot.Teams.UninstallFromTeamAsync();
        var outside = await Assert.ThrowsAsync<SimulatorException>(() => bot.Teams.InstallInTeamAsync(bot.Teams.Rui));
        Assert.Equal((409, true), (outside.Status, outside.Message.Contains("Rui Alves is not in the team", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_second_channel_is_spoken_in_like_the_first()
    {
        await using var bot = await FakeBot.StartAsync();

        await bot.SendAsync(bot.Teams.AzureChannelId, FakeBot.Text("New ticket"));
        await bot.Teams.Ivy.SayAsync("A-1042", bot.Teams.AzureChannelId, mention: true);

        Assert.Equal(["New ticket", "<at>SupportBot</at> A-1042"], bot.Teams.Max.Read(bot.Teams.AzureChannelId).Select(m => m.Text));
        Assert.Empty(bot.Teams.Max.Read(bot.Teams.SupportChannelId));
        Assert.Equal(bot.Teams.AzureChannelId, (string?)bot.Heard[0]["channelData"]!["channel"]!["id"]);
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task Reset_forgets_what_was_said_and_brings_everybody_back()
    {
        await using var bot = await FakeBot.StartAsync();
        await bot.Teams.Ana.SayAsync("Hello");
        await bot.Teams.Ana.UninstallAsync();
        await bot.Teams.Max.LeaveTeamAsync();
        bot.Teams.Ana.Prefers(locale: "en-US");
        bot.Teams.Fail(new(FaultKind.Blocked));
        await bot.CallAsync(HttpMethod.Get, "v3/nonsense");

        bot.Teams.Reset();

        Assert.Empty(bot.Teams.Ana.Read());
        Assert.Empty(bot.Teams.Violations);
        Assert.Empty(bot.Teams.Calls);
        Assert.Empty(bot.Teams.Activities);
        Assert.Empty(bot.Teams.Faults);
        Assert.Empty(bot.Teams.Max.Read(bot.Teams.SupportChannelId));
        bot.Heard.Clear();
        await bot.Teams.Ana.SayAsync("Hello again");
        Assert.Equal("pt-PT", (string?)bot.Heard[0]["locale"]);
    }
}
