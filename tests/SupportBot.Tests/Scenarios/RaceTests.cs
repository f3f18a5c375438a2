using System.Net;
using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Acceptance scenarios S5, S7, S8 and S11: the same thing twice, two at once, old cards, and words that cross.</summary>
public sealed class RaceTests
{
    /// <summary>S5, whole. That copies wait 15 s and 30 s for each other is the simulated Teams' part; the fault simulator moves them about in time.</summary>
    [SkippableFact]
    public async Task S5_one_activity_twice_and_again_with_a_new_id_is_one_ticket()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (first, second) = (desk.Teams.BotUrl, desk.StartInstance());
        await desk.Ana.SayAsync("O Outlook pede sempre a palavra-passe");
        var summary = await desk.Ana.WaitForAsync(message => message.Buttons.Count == 3);
        await desk.Ana.PressAsync(summary, "file");
        var press = desk.Teams.Activities.Last(activity => activity.Name == "adaptiveCard/action").Id;
        var number = OpenDesk.NumberOn(desk.Ana.Again(summary));

        var copies = new List<Task<BotAnswer>>();
        foreach (var (instance, newId) in new[] { (first, false), (second, false), (first, true), (second, true) })
        {
            desk.Teams.BotUrl = instance;
            copies.Add(desk.Teams.RedeliverAsync(press, newId));
        }

        var answers = await Task.WhenAll(copies);
        desk.Teams.BotUrl = first;
        await desk.QuietAsync();

        Assert.All(answers, answer => Assert.Equal((int)HttpStatusCode.OK, answer.Status));
        Assert.All(answers, answer => Assert.Contains(number, answer.Body, StringComparison.Ordinal));
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));

        // Another request right after it is another ticket …
        await desk.Ana.SayAsync("novo pedido");
        await desk.Ana.SayAsync("O Excel fecha sozinho");
        var other = await desk.Ana.WaitForAsync(message => message.Buttons.Count == 3 && message.Card!.ToString().Contains("Excel", StringComparison.Ordinal));
        await desk.Ana.PressAsync(other, "file");
        await desk.QuietAsync();
        Assert.Equal(2, desk.Ivy.Read(Cast.SupportChannelId).Count);

        // … and the same words from a new card are asked about first.
        desk.Time.Move(TimeSpan.FromMinutes(2));
        await desk.Ana.SayAsync("novo pedido");
        await desk.Ana.SayAsync("o excel fecha sozinho!");
        var third = await desk.Ana.WaitForAsync(message => message.Id != other.Id && message.Buttons.Count == 3 && message.Card!.ToString().Contains("fecha sozinho!", StringComparison.Ordinal));
        var asked = await desk.Ana.PressAsync(third, "file");
        Assert.Contains($"{OpenDesk.NumberOn(desk.Ana.Again(other))} há 2 min", asked.Card!.ToString(), StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Equal(2, desk.Ivy.Read(Cast.SupportChannelId).Count);

        await desk.Ana.PressAsync(desk.Ana.Again(third), "Abrir outro");
        await desk.QuietAsync();
        Assert.Equal(3, desk.Ivy.Read(Cast.SupportChannelId).Count);
    }

    /// <summary>S7. Its thousand seeds are the fault simulator's; here it runs through two instances' front doors.</summary>
    [SkippableFact]
    public async Task S7_of_two_who_claim_at_once_one_has_it_and_the_other_can_take_it_over()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (first, second) = (desk.Teams.BotUrl, desk.StartInstance());
        await desk.Ivy.SayAsync("hello");
        await desk.Max.SayAsync("hello");
        for (var round = 0; round < 5; round++)
        {
            await desk.Bo.SayAsync("new request");
            await desk.Bo.SayAsync($"Outlook fails in room {round}");
            var words = $"room {round}";
            var summary = await desk.Bo.WaitForAsync(message => message.Buttons.Count == 3 && message.Card!.ToString().Contains(words, StringComparison.Ordinal));
            await desk.Bo.PressAsync(summary, "file");
            var number = OpenDesk.NumberOn(desk.Bo.Again(summary));
            var root = await OpenDesk.RootAsync(desk.Ivy, number);

            var ivy = desk.Ivy.PressAsync(root, "claim");
            desk.Teams.BotUrl = second;
            var max = desk.Max.PressAsync(root, "claim");
            var answers = await Task.WhenAll(ivy, max);
            desk.Teams.BotUrl = first;
            await desk.QuietAsync();

            var ivyHasIt = desk.Lea.Again(root).Shows("Ivy Chen");
            var (winner, loser, told) = ivyHasIt ? (desk.Ivy, desk.Max, answers[1]) : (desk.Max, desk.Ivy, answers[0]);
            Assert.Contains($"{winner.Name} took {number} a moment ago", told.Card!.ToString(), StringComparison.Ordinal);
            Assert.Single(desk.Bo.Read(), message => message.Shows($"is now looking after {number}"));

            var form = await WorkTests.OpenAsync(loser, root, "takeOver");
            Assert.Contains($"{winner.Name} has this ticket", form.Card!.ToString(), StringComparison.Ordinal);
            await loser.SubmitTaskAsync(form, "takeOver");
            await desk.QuietAsync();
            Assert.True(desk.Lea.Again(root).Shows(loser.Name));
            Assert.True(winner.Read()[^1].Shows($"{loser.Name} now has {number}"));
        }
    }

    /// <summary>S7, its second half: a lead's choice stands if it was made on the ticket as it is, and else the lead is told.</summary>
    [SkippableFact]
    public async Task S7_a_lead_who_assigns_while_an_agent_claims_is_told_who_has_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo)));
        var form = await WorkTests.OpenAsync(desk.Lea, root, "assign");
        await desk.Ivy.PressAsync(root, "claim");

        var answer = await desk.Lea.SubmitTaskAsync(form, "assign", new { member = desk.Max.AadObjectId, text = "Max, please" });

        Assert.Contains("has changed since", answer.Task!.Card!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Owner: Ivy Chen", answer.Task.Card.ToString(), StringComparison.Ordinal);
        Assert.Contains("Max, please", answer.Task.Card.ToString(), StringComparison.Ordinal);
        await desk.Lea.SubmitTaskAsync(answer.Task, "assign", new { member = desk.Max.AadObjectId, text = "Max, please" });
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("Max Weber"));
    }

    /// <summary>
    /// S8. Cards carry no refresh, so the sixty ids are no limit: every viewer has the same card and rights are checked on press.
    /// Left to a later issue: nothing; two hundred members are the same card to the simulated Teams.
    /// </summary>
    [SkippableFact]
    public async Task S8_an_old_card_is_refused_with_what_happened_since_and_drawn_anew()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo)));
        var number = OpenDesk.NumberOn(root);
        await desk.Ivy.PressAsync(root, "claim");
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.Bo.PressAsync(await desk.Bo.WaitForAsync("settled?"), "Not yet");
        await desk.QuietAsync();
        var edits = desk.Ivy.Again(root).Edits;

        var refused = await desk.Max.InvokeAsync("task/fetch", Old(number, "resolve", version: 1), replyTo: root);
        await desk.QuietAsync();

        Assert.Contains("has changed since: Bo Larsen says that it is not settled yet", refused.Body, StringComparison.Ordinal);
        Assert.Contains("Owner: Ivy Chen", refused.Body, StringComparison.Ordinal);
        Assert.Equal(edits + 1, desk.Ivy.Again(root).Edits);
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));

        // A card of an earlier version of the app knows less; it works, or says so with a fresh card.
        var older = await desk.Max.InvokeAsync("adaptiveCard/action", new JObject { ["action"] = new JObject { ["type"] = "Action.Execute", ["verb"] = "claim", ["data"] = new JObject { ["verb"] = "claim", ["ticket"] = number } } }, replyTo: root);
        Assert.Contains("Ivy Chen took", older.Body, StringComparison.Ordinal);

        // A note fits whatever else happened.
        var note = await desk.Max.InvokeAsync("task/fetch", Old(number, "note", version: 1), replyTo: root);
        Assert.Contains("Note on " + number, note.Body, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>S11, but for <i>is replying</i>, which comes with collision detection.</summary>
    [SkippableFact]
    public async Task S11_a_word_that_crosses_the_solution_is_shown_before_it_is_resolved_anyway()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo)));
        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();
        var form = (await desk.Ivy.PressAsync(root, "resolve")).Task!;
        await desk.Bo.SayAsync("wait, also my phone");
        desk.Time.Move(TimeSpan.FromSeconds(20));

        var answer = await desk.Ivy.SubmitTaskAsync(form, "resolve", new { text = "Restarted Outlook." });

        var again = answer.Task!.Card!.ToString();
        Assert.Contains("Bo Larsen wrote 20 s ago: \\\"wait, also my phone\\\"", again, StringComparison.Ordinal);
        Assert.Contains("Restarted Outlook.", again, StringComparison.Ordinal);
        Assert.Contains("Resolve anyway", again, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("· Open"), "kept open until Ivy decides");

        await desk.Ivy.SubmitTaskAsync(answer.Task, "resolve", new { text = "Restarted both." });
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("Resolved"));
    }

    private static JObject Old(string number, string verb, int version) =>
        new() { ["data"] = new JObject { ["verb"] = verb, ["ticket"] = number, ["version"] = version, ["msteams"] = new JObject { ["type"] = "task/fetch" } } };
}
