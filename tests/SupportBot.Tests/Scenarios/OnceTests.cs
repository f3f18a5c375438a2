using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The second delivery, the second instance, the second agent: everything happens once.</summary>
public sealed class OnceTests
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_press_delivered_again_files_one_ticket_and_gets_the_same_answer(bool newId)
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        await desk.QuietAsync();
        var press = desk.Teams.Activities.Last(activity => activity.Name == "adaptiveCard/action");

        var again = await desk.Teams.RedeliverAsync(press.Id, newId);
        await desk.QuietAsync();

        Assert.Equal(200, again.Status);
        if (!newId) Assert.Contains(OpenDesk.NumberOn(ticket), again.Body, StringComparison.Ordinal);
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));
    }

    [SkippableFact]
    public async Task A_message_delivered_again_is_not_answered_twice_and_lands_once()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        await desk.QuietAsync();
        await desk.Bo.SayAsync("One more thing.");
        await desk.Bo.WaitForAsync("Added to");
        await desk.QuietAsync();
        var before = desk.Bo.Read().Count;

        await desk.Teams.RedeliverAsync(desk.Teams.Activities.Last(activity => activity.Type == "message").Id);
        await desk.QuietAsync();

        Assert.Equal(before, desk.Bo.Read().Count);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("One more thing"));
    }

    [SkippableFact]
    public async Task Of_two_agents_who_claim_at_once_one_has_it_and_the_other_is_told_who()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var second = desk.StartInstance();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        var first = desk.Teams.BotUrl;

        var ivy = desk.Ivy.PressAsync(root, "claim");
        desk.Teams.BotUrl = second;
        var max = desk.Max.PressAsync(root, "claim");
        var answers = await Task.WhenAll(ivy, max);
        desk.Teams.BotUrl = first;
        await desk.QuietAsync();

        var told = answers.Single(answer => answer.Card!.ToString().Contains("a moment ago", StringComparison.Ordinal)
            || answer.Card.ToString().Contains("has changed since", StringComparison.Ordinal));
        Assert.Single(answers, answer => answer != told);
        var owner = desk.Teams.Lea.Again(root).Shows("Ivy Chen") ? "Ivy Chen" : "Max Weber";
        Assert.Contains(owner, told.Card!.ToString(), StringComparison.Ordinal);
        Assert.Single(desk.Bo.Read(), message => message.Shows("is now looking after"));
    }

    [SkippableFact]
    public async Task Two_messages_at_once_through_two_instances_are_both_kept_and_each_answered_once()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var second = desk.StartInstance();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        await desk.QuietAsync();
        var first = desk.Teams.BotUrl;

        var said = new List<Task>();
        for (var i = 0; i < 6; i++)
        {
            desk.Teams.BotUrl = i % 2 == 0 ? first : second;
            said.Add(desk.Bo.SayAsync($"word number {i}"));
        }

        await Task.WhenAll(said);
        desk.Teams.BotUrl = first;
        await desk.QuietAsync();

        Assert.Equal(6, desk.Bo.Read().Count(message => message.FromBot && message.Shows("Added to")));
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        var thread = desk.Ivy.Read(root.Conversation);
        for (var i = 0; i < 6; i++) Assert.Single(thread, message => message.Shows($"word number {i}"));
    }

    [SkippableFact]
    public async Task A_form_sent_twice_replies_once()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo)));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Please restart Outlook.");
        await desk.Bo.WaitForAsync("Please restart Outlook");

        var submit = desk.Teams.Activities.Last(activity => activity.Name == "task/submit");
        await desk.Teams.RedeliverAsync(submit.Id, newId: true);
        await desk.QuietAsync();

        Assert.Single(desk.Bo.Read(), message => message.Shows("Please restart Outlook"));
    }

    [SkippableFact]
    public async Task An_old_card_is_refused_and_drawn_as_it_stands()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo)));
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        var question = await desk.Bo.WaitForAsync("settled?");
        await desk.QuietAsync();
        var resolve = desk.Teams.Activities.Last(activity => activity.Name == "task/submit").Activity["value"]!.DeepClone();
        await desk.Bo.PressAsync(question, "Not yet");
        await desk.QuietAsync();
        resolve["data"]!["nonce"] = "another-form";

        var answer = await desk.Max.InvokeAsync("task/submit", resolve, replyTo: root);

        Assert.Contains("has changed since", answer.Body, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));
    }
}
