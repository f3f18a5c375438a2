using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Teams;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Instances die at the worst moment; what was acknowledged is carried out by another, so often as promised.</summary>
public sealed class KillTests
{
    private static readonly Duration Patience = Duration.FromSeconds(90);
    private static readonly TimeSpan RealPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PastPatience = TimeSpan.FromSeconds(150);

    [SkippableFact]
    public async Task What_an_instance_that_died_after_its_answers_left_undone_is_done_once_by_the_next()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (ticket, root) = await FaultTests.FiledAsync(desk);
        desk.Teams.BotUrl = desk.StartInstance(Mortal.Add);
        await desk.Bo.SayAsync("One more thing.");
        await desk.Bo.WaitForAsync("Added to");
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Please restart Outlook.");
        await desk.Ana.SayAsync("O Outlook não abre desde ontem");
        var summary = await desk.Ana.WaitForAsync(message => message.Buttons.Count == 3);
        await desk.Ana.PressAsync(summary, "file");
        await desk.QuietAsync();
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));
        Assert.Equal(0, FaultTests.Copies(desk.Bo, "Please restart Outlook."));

        desk.StartInstance();
        desk.Time.Move(PastPatience);

        await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Ana.Again(summary)));
        await desk.Ivy.WaitForAsync("One more thing", root.Conversation);
        await desk.Bo.WaitForAsync("Please restart Outlook.");
        await desk.Get<Aftermath>().SweepAsync(Patience, CancellationToken.None);
        await desk.QuietAsync();
        Assert.Equal(2, desk.Ivy.Read(Cast.SupportChannelId).Count(message => message.Id == message.RootId));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("One more thing"));
        Assert.Equal(1, FaultTests.Copies(desk.Bo, "Please restart Outlook."));
        Assert.NotEqual(OpenDesk.NumberOn(ticket), OpenDesk.NumberOn(desk.Ana.Again(summary)));
    }

    [SkippableFact]
    public async Task A_reply_whose_instance_died_while_sending_it_is_not_sent_again_and_the_desk_hears_of_it()
    {
        var gate = new NoticeGate(NoticeKind.CustomerWord);
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        desk.Teams.BotUrl = desk.StartInstance(gate.Add);

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Please restart Outlook.");
        await gate.Reached;
        desk.Time.Move(PastPatience);
        await desk.Get<Aftermath>().SweepAsync(Patience, CancellationToken.None);

        var doubt = await desk.Ivy.WaitForAsync("not confirmed", root.Conversation);
        gate.Die();
        await desk.QuietAsync();
        Assert.Equal(0, FaultTests.Copies(desk.Bo, "Please restart Outlook."));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("not confirmed"));
        await desk.Ivy.PressAsync(doubt, "Send again");
        await desk.QuietAsync();
        Assert.Equal(1, FaultTests.Copies(desk.Bo, "Please restart Outlook."));
    }

    [SkippableFact]
    public async Task A_root_card_whose_instance_died_while_sending_it_is_sent_by_another()
    {
        var gate = new NoticeGate(NoticeKind.RootCard);
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.BotUrl = desk.StartInstance(gate.Add);

        var ticket = await OpenDesk.FileAsync(desk.Bo);
        await gate.Reached;
        desk.Time.Move(PastPatience);
        await desk.Get<Aftermath>().SweepAsync(Patience, CancellationToken.None);

        await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        gate.Die();
        await desk.QuietAsync();
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));
    }

    [SkippableFact]
    public async Task A_newer_edit_waits_for_an_older_one_that_another_instance_is_sending()
    {
        var gate = new NoticeGate(NoticeKind.RootCardEdit);
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        var first = desk.Teams.BotUrl;
        desk.Teams.BotUrl = desk.StartInstance(gate.Add);
        await desk.Ivy.PressAsync(root, "claim");
        await gate.Reached;

        desk.Teams.BotUrl = first;
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.Bo.WaitForAsync("settled?");
        await desk.Get<Background>().DrainedAsync().WaitAsync(TimeSpan.FromSeconds(30));
        gate.Open();
        await desk.QuietAsync();

        Assert.True(desk.Max.Again(root).Shows("Resolved"));
    }

    [SkippableFact]
    public async Task A_press_that_never_took_effect_is_made_void_and_pressing_again_carries_it_out_once()
    {
        var tables = new TableGate(request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
        await using var desk = await OpenDesk.OpenAsync();
        var (_, root) = await FaultTests.FiledAsync(desk);
        var healthy = desk.Teams.BotUrl;
        desk.Teams.BotUrl = desk.StartInstance(tables.Add);
        tables.Close();
        var press = desk.Ivy.PressAsync(root, "claim");
        await tables.Reached;

        desk.Time.Move(PastPatience);
        await desk.Get<Aftermath>().SweepAsync(Patience, CancellationToken.None);
        desk.Teams.BotUrl = healthy;
        var again = await desk.Ivy.PressAsync(root, "claim");
        await desk.Get<Background>().DrainedAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("Ivy Chen", again.Card!.ToString(), StringComparison.Ordinal);
        Assert.True(desk.Max.Again(root).Shows("Ivy Chen"));

        tables.Open();
        await press;
        await desk.QuietAsync();
        Assert.Single(desk.Bo.Read(), message => message.Shows("is now looking after"));
    }

    [SkippableFact]
    public async Task Words_added_to_a_request_whose_turn_died_once_it_was_filed_reach_its_ticket()
    {
        var transactions = 0;
        // The first stores the ticket, the second what the chat remembers of it.
        var tables = new TableGate(request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref transactions) == 2);
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Outlook does not start.");
        var summary = await desk.Bo.WaitForAsync(message => message.Buttons.Count == 3);
        var healthy = desk.Teams.BotUrl;
        desk.Teams.BotUrl = desk.StartInstance(tables.Add);
        transactions = 0;
        tables.Close();
        var press = desk.Bo.PressAsync(summary, "file");
        await tables.Reached;

        desk.Teams.BotUrl = healthy;
        await desk.Bo.SayAsync("It also beeps twice.");
        await desk.Bo.SayAsync("send");

        var number = OpenDesk.NumberOn(await desk.Bo.WaitForAsync("Your request has the number"));
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await desk.Ivy.WaitForAsync("It also beeps twice", root.Conversation);
        tables.Open();
        await press;
        await desk.QuietAsync();
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.RootId == message.Id);
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("It also beeps twice"));
    }

    [SkippableFact]
    public async Task What_was_shown_typed_and_filed_survives_a_killed_process()
    {
        var storage = await Azurite.ConnectionStringAsync();
        await using var teams = await SimulatedTeams.StartAsync(new SimulatorOptions { RateLimits = RateLimits.Off });
        teams.InstalledEverywhereBefore();
        var settings = new Dictionary<string, string>(BotProcess.Settings(storage))
        {
            ["Storage__TablePrefix"] = "k" + Guid.NewGuid().ToString("N")[..12],
            ["Notifications__PatienceSeconds"] = "5",
        };

        await (await StartedBeforeAsync(settings)).SetUpAsync(teams.ServiceUrl);
        Message summary, other;
        string number;
        await using (var bot = await BotProcess.StartAsync(settings))
        {
            teams.BotUrl = bot.Url;
            await teams.Ana.SayAsync("O Outlook não abre desde ontem");
            summary = await teams.Ana.WaitForAsync(message => message.Buttons.Count == 3);
            await teams.Ana.SayAsync("Também acontece no telemóvel.");
            await teams.Ana.SayAsync("ajuda");
            await teams.Bo.SayAsync("Teams does not ring");
            other = await teams.Bo.WaitForAsync(message => message.Buttons.Count == 3);

            // The root card waits as Teams has asked, which it may still be doing when the process is gone.
            teams.Fail(new Fault(FaultKind.Throttle, "POST", Conversation: Cast.SupportChannelId, Seconds: 25));
            var waits = bot.SaysAsync("to be tried again");
            await teams.Bo.PressAsync(other, "file");
            // A cold process may answer "working on it" first.
            number = OpenDesk.NumberOn(await teams.Bo.WaitForAsync(message => message.Id == other.Id && message.Shows("Received"), timeout: RealPatience));
            await waits;
            await bot.KillAsync();
        }

        Assert.Matches(@"^A-\d{4}$", number);
        Assert.Empty(teams.Ivy.Read(Cast.SupportChannelId));
        await using (var bot = await BotProcess.StartAsync(settings))
        {
            teams.BotUrl = bot.Url;
            await teams.Ana.PressAsync(summary, "file");
            var card = await teams.Ana.WaitForAsync(message => message.Id == summary.Id && message.Shows("Recebido"), timeout: RealPatience);
            var hers = await OpenDesk.RootAsync(teams.Ivy, OpenDesk.NumberOn(card));
            Assert.True(hers.Shows("O Outlook não abre desde ontem"));
            Assert.True(hers.Shows("Também acontece no telemóvel."));

            var root = await teams.Ivy.WaitForAsync(
                message => message.RootId == message.Id && message.Shows(number + " ·"), Cast.SupportChannelId, RealPatience);
            Assert.True(root.Shows("Teams does not ring"));
            await teams.Bo.SayAsync("And it does not vibrate.");
            await teams.Bo.WaitForAsync($"Added to {number}");
            await teams.Ivy.WaitForAsync("does not vibrate", root.Conversation);
            await bot.StopAsync();
        }

        Assert.Equal(2, teams.Ivy.Read(Cast.SupportChannelId).Count(message => message.RootId == message.Id));
        Assert.Empty(teams.Violations);
    }

    // The tables as an instance left them that the operator had set up earlier.
    private static async Task<ServiceProvider> StartedBeforeAsync(Dictionary<string, string> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(each => each.Key.Replace("__", ":", StringComparison.Ordinal), each => (string?)each.Value)).Build();
        var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        await services.GetRequiredService<TableSetup>().CreateAsync(default);
        return services;
    }
}
