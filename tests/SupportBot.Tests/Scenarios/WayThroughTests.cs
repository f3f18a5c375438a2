using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The main job, from the first word to "settled".</summary>
public sealed class WayThroughTests
{
    [SkippableFact]
    public async Task A_request_is_filed_claimed_answered_resolved_and_settled()
    {
        await using var desk = await OpenDesk.OpenAsync();

        var ticket = await OpenDesk.FileAsync(desk.Bo, "Outlook keeps asking for my password. It began yesterday.");
        var number = OpenDesk.NumberOn(ticket);
        Assert.Matches(@"^A-\d{4}$", number);
        Assert.True(ticket.Shows("Received"));
        Assert.True(ticket.Shows("Outlook keeps asking for my password"));

        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        Assert.True(root.Shows("Bo Larsen, Northwind Traders"));
        Assert.True(root.Shows("It began yesterday."));
        Assert.Equal(["Claim", "Reply to customer", "Internal note", "Resolve", "More…"], root.Buttons);

        var claimed = await desk.Ivy.PressAsync(root, "claim");
        Assert.Contains("Ivy Chen", claimed.Card!.ToString(), StringComparison.Ordinal);
        await desk.Bo.WaitForAsync($"Ivy Chen is now looking after {number}");
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("Ivy Chen"), "Max sees on the card in place that Ivy has it");
        Assert.True(desk.Bo.Again(ticket).Shows("In progress"), "Bo's card changed in place");

        await WriteAsync(desk.Ivy, root, "reply", "Please restart Outlook once.");
        var reply = await desk.Bo.WaitForAsync("Please restart Outlook once");
        Assert.True(reply.Shows("Ivy Chen"));

        await desk.Bo.SayAsync("It works again!");
        await desk.Bo.WaitForAsync($"Added to {number}");
        var word = await desk.Ivy.WaitForAsync("It works again", root.Conversation);
        Assert.True(word.Shows("Bo Larsen"));
        Assert.Equal(root.Id, word.RootId);

        await WriteAsync(desk.Ivy, root, "resolve", "Restarted Outlook.");
        var question = await desk.Bo.WaitForAsync($"Is {number} settled?");
        Assert.True(question.Shows("Restarted Outlook."));
        await desk.Bo.PressAsync(question, "Yes");
        await desk.QuietAsync();

        Assert.True(desk.Bo.Again(question).Shows("The request is closed"));
        Assert.True(desk.Bo.Again(ticket).Shows("Closed"));
        Assert.True(desk.Ivy.Again(root).Shows("Closed"));
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.RootId == message.Id);
    }

    [SkippableFact]
    public async Task The_same_way_in_Portuguese_while_the_desk_keeps_its_own_language()
    {
        await using var desk = await OpenDesk.OpenAsync();

        var ticket = await OpenDesk.FileAsync(desk.Ana, "O Outlook não envia mensagens e não consigo trabalhar.");
        var number = OpenDesk.NumberOn(ticket);
        Assert.True(ticket.Shows("Recebido"));

        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        Assert.True(root.Shows("O Outlook não envia mensagens"), "her words are not translated");
        Assert.True(root.Shows("Yes, work is stopped"));

        await desk.Ivy.PressAsync(root, "claim");
        await desk.Ana.WaitForAsync($"Ivy Chen está agora a tratar do pedido {number}");
        await WriteAsync(desk.Ivy, root, "resolve", "Reposta a ligação.");
        var question = await desk.Ana.WaitForAsync($"O pedido {number} ficou resolvido?");
        Assert.Equal(["Sim", "Ainda não"], question.Buttons);

        await desk.Ana.PressAsync(question, "Ainda não");
        await desk.Ivy.WaitForAsync("Ana Sousa says that it is not settled yet", root.Conversation);
        await desk.QuietAsync();
        Assert.True(desk.Ana.Again(ticket).Shows("Em tratamento"));
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));
    }

    [SkippableFact]
    public async Task What_the_words_say_is_filled_in_and_what_is_corrected_is_kept()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Nobody can open Teams, the whole company is stopped");
        var summary = await desk.Bo.WaitForAsync("Please check your request");

        Assert.Equal("Nobody can open Teams, the whole company is stopped", Input(summary, "subject"));
        Assert.Equal("Microsoft365", Input(summary, "service"));
        Assert.Equal("Technical", Input(summary, "category"));
        Assert.Equal("Everyone", Input(summary, "affected"));
        Assert.Equal("Yes", Input(summary, "blocked"));

        await desk.Bo.PressAsync(summary, "file", new { subject = "Teams is down", service = "Azure", affected = "Several", blocked = "Partly" });
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Bo.Again(summary)));

        Assert.True(root.Shows("Teams is down"));
        Assert.True(root.Shows("Azure"));
        Assert.True(root.Shows("P3"));
    }

    [SkippableFact]
    public async Task Only_what_cannot_be_decided_is_asked_and_a_typed_answer_does_as_well_as_a_press()
    {
        await using var desk = await OpenDesk.OpenAsync();

        await desk.Bo.SayAsync("Something odd happened today");
        var question = await desk.Bo.WaitForAsync("What is it about?");
        Assert.Equal(["Microsoft 365", "Azure", "Dynamics 365", "Something else", "Talk to a person"], question.Buttons);
        await desk.Bo.SayAsync("banana");
        await desk.Bo.WaitForAsync("Please choose one of these");
        await desk.Bo.SayAsync("dynamics 365");
        var summary = await desk.Bo.WaitForAsync("Please check your request");
        Assert.Equal("Dynamics365", Input(summary, "service"));
        await desk.Bo.SayAsync("cancel");

        await desk.Bo.SayAsync("Something odd happened today");
        await desk.Bo.PressAsync(await desk.Bo.WaitForAsync("What is it about?"), "Azure");
        Assert.Equal("Azure", Input(await desk.Bo.WaitForAsync("Please check your request"), "service"));
    }

    [SkippableFact]
    public async Task A_note_stays_at_the_desk()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));

        await WriteAsync(desk.Ivy, root, "note", "canary-in-a-note");

        await desk.Ivy.WaitForAsync("canary-in-a-note", root.Conversation);
        await WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.Bo.WaitForAsync("settled?");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Teams.Calls, call => call.Conversation == desk.Bo.ConversationId && call.Body?.ToString().Contains("canary", StringComparison.Ordinal) is true);
    }

    internal static async Task WriteAsync(Person agent, Message root, string verb, string text)
    {
        var opened = await agent.PressAsync(root, verb);
        Assert.True(opened.Task?.Card is not null, $"{verb}: {opened}");
        var sent = await agent.SubmitTaskAsync(opened.Task!, verb, new { text });
        Assert.Null(sent.Error);
        Assert.Null(sent.Task);
    }

    internal static string? Input(Message card, string id) => (string?)card.Card!.SelectToken($"$..[?(@.id == '{id}')].value");
}
