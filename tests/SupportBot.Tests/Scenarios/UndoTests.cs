using SupportBot.Notifications;
using SupportBot.Tickets;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>An agent's words are kept back for some seconds and can be taken back: either they are sent or they are undone (S10, last sentence).</summary>
public sealed class UndoTests
{
    private const string Words = "Please restart Outlook.";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly Dictionary<string, string?> Undoable = new() { ["Notifications:UndoSeconds"] = "15" };

    [SkippableFact]
    public async Task A_reply_goes_out_when_its_window_ends_and_its_post_loses_its_buttons()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (_, root) = await FiledAsync(desk);

        var post = await ReplyAsync(desk, root);
        await desk.QuietAsync();
        Assert.Equal(["Undo", "Send now"], post.Buttons);
        Assert.Equal(0, Copies(desk));
        desk.Time.Move(Window - TimeSpan.FromMilliseconds(1));
        await desk.MoveAsync(TimeSpan.Zero);
        Assert.Equal(0, Copies(desk));

        desk.Time.Move(TimeSpan.FromMilliseconds(1));

        Assert.True((await desk.Bo.WaitForAsync(Words)).Shows("Ivy Chen"));
        await desk.MoveAsync(TimeSpan.Zero);
        Assert.Empty(desk.Max.Again(post).Buttons);
        Assert.True(desk.Max.Again(post).Shows(Words));
        Assert.Equal(1, Copies(desk));
        Assert.Empty(await desk.Get<IAlarms>().DueAsync(default));
    }

    [SkippableFact]
    public async Task Words_that_are_taken_back_are_never_sent_and_come_back_to_be_mended()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        var post = await ReplyAsync(desk, root);

        var opened = await desk.Ivy.PressAsync(post, "Undo");
        Assert.Equal(Words, (string?)opened.Task!.Card!.SelectToken("$..[?(@.id == 'text')].value"));
        Assert.Contains("Bo Larsen has not seen it", opened.Task.Card.ToString(), StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(post).Shows("Ivy Chen took this reply back"));
        Assert.Empty(desk.Max.Again(post).Buttons);

        var sent = await desk.Ivy.SubmitTaskAsync(opened.Task, "reply", new { text = "Please restart your computer." });
        Assert.Null(sent.Error);
        desk.Time.Move(Window);
        await desk.Bo.WaitForAsync("Please restart your computer.");
        await desk.MoveAsync(TimeSpan.Zero);

        Assert.Equal(0, Copies(desk));
        Assert.True(desk.Max.Again(post).Shows("took this reply back"));
        var events = await desk.Get<ITicketStore>().EventsAsync(number, default);
        var undone = Assert.Single(events, happened => happened.Action is TicketAction.UndoReply);
        Assert.Equal(("2", Cast.Ivy.AadObjectId), (undone.Text, undone.Actor.ObjectId));
    }

    [SkippableFact]
    public async Task Words_that_were_taken_back_cannot_be_taken_back_again_and_the_same_press_delivered_again_opens_the_same_form()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        var post = await ReplyAsync(desk, root);
        await desk.Ivy.PressAsync(post, "Undo");
        var press = desk.Teams.Activities.Last(activity => activity.Name == "task/fetch");

        var again = await desk.Teams.RedeliverAsync(press.Id, newId: true);
        var byMax = await UndoOldAsync(desk.Max, post, number);

        Assert.Contains(Words, again.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, byMax, StringComparison.Ordinal);
        Assert.Contains("cannot be taken back", byMax, StringComparison.Ordinal);
        Assert.Single(await desk.Get<ITicketStore>().EventsAsync(number, default), happened => happened.Action is TicketAction.UndoReply);
    }

    [SkippableFact]
    public async Task Send_now_ends_the_window()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        var post = await ReplyAsync(desk, root);

        var pressed = await desk.Ivy.PressAsync(post, "Send now");
        await desk.Bo.WaitForAsync(Words);
        await desk.QuietAsync();

        Assert.DoesNotContain("undo", pressed.Card!.ToString(), StringComparison.Ordinal);
        Assert.Empty(desk.Max.Again(post).Buttons);
        Assert.Contains("cannot be taken back", await UndoOldAsync(desk.Max, post, number), StringComparison.Ordinal);
        desk.Time.Move(Window);
        await desk.MoveAsync(TimeSpan.Zero);
        Assert.Equal(1, Copies(desk));
    }

    [SkippableFact]
    public async Task Words_on_their_way_cannot_be_taken_back()
    {
        var gate = new NoticeGate(NoticeKind.CustomerWord);
        await using var desk = await OpenDesk.OpenAsync(gate.Add, settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        var post = await ReplyAsync(desk, root);
        await desk.QuietAsync();
        desk.Time.Move(Window);
        await gate.Reached;

        // Pressed on the card as it stood: drawn again meanwhile, it may have lost the button.
        var button = post.Card!.SelectToken("$..actions[?(@.title=='Undo')]")!;
        var undo = await desk.Ivy.InvokeAsync("task/fetch", new Newtonsoft.Json.Linq.JObject { ["data"] = button["data"]!.DeepClone() }, replyTo: post);
        gate.Open();

        Assert.Contains("cannot be taken back", undo.Body, StringComparison.Ordinal);
        await desk.Bo.WaitForAsync(Words);
        Assert.DoesNotContain(await desk.Get<ITicketStore>().EventsAsync(number, default), happened => happened.Action is TicketAction.UndoReply);
    }

    [SkippableFact]
    public async Task Of_undo_and_the_end_of_the_window_at_the_same_moment_one_wins()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        desk.StartInstance();
        var (number, root) = await FiledAsync(desk);
        for (var round = 1; round <= 5; round++)
        {
            var words = $"Answer {round}.";
            await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", words);
            var post = await desk.Ivy.WaitForAsync(words, root.Conversation);
            await desk.QuietAsync();

            var undo = desk.Ivy.PressAsync(post, "Undo");
            desk.Time.Move(Window);
            var isUndone = (await undo).Task?.Card is not null;
            await desk.QuietAsync();
            // Where one instance met what the other was sending, it looks again when its lease ends.
            await desk.MoveAsync(TimeSpan.FromSeconds(60));

            Assert.Equal(isUndone ? 0 : 1, desk.Bo.Read().Count(message => message.Shows(words)));
            Assert.Equal(isUndone, desk.Max.Again(post).Shows("took this reply back"));
            Assert.Empty(desk.Max.Again(post).Buttons);
        }
    }

    [SkippableFact]
    public async Task What_is_kept_back_survives_the_instance_that_kept_it_back()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        await desk.QuietAsync();
        // This one dies right after each answer.
        var healthy = desk.Teams.BotUrl;
        desk.Teams.BotUrl = desk.StartInstance(Mortal.Add);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Words);
        desk.Teams.BotUrl = healthy;

        desk.Time.Move(TimeSpan.FromSeconds(60));
        await desk.MoveAsync(TimeSpan.Zero);
        Assert.Equal(0, Copies(desk));
        desk.Time.Move(TimeSpan.FromSeconds(91));

        await desk.Bo.WaitForAsync(Words);
        await desk.MoveAsync(TimeSpan.Zero);
        Assert.Equal(1, Copies(desk));
        Assert.Empty((await desk.Ivy.WaitForAsync(Words, root.Conversation)).Buttons);
    }

    [SkippableFact]
    public async Task What_comes_after_words_that_are_kept_back_waits_for_them()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        await ReplyAsync(desk, root);
        await desk.QuietAsync();
        await WayThroughTests.WriteAsync(desk.Ivy, desk.Ivy.Again(root), "resolve", "Restarted it.");
        await desk.Ivy.WaitForAsync("Restarted it.", root.Conversation);
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("settled?"));

        desk.Time.Move(Window);
        await desk.Bo.WaitForAsync($"Is {number} settled?");

        var read = desk.Bo.Read().Where(message => message.Shows(Words) || message.Shows("settled?")).ToList();
        Assert.True(read[0].Shows(Words));
        await desk.MoveAsync(TimeSpan.Zero);
    }

    [SkippableFact]
    public async Task A_question_to_the_customer_is_taken_back_and_the_ticket_waits_for_nobody()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        var more = await desk.Ivy.PressAsync(root, "more");
        var form = await desk.Ivy.SubmitTaskAsync(more.Task!, "askCustomer");
        Assert.Null((await desk.Ivy.SubmitTaskAsync(form.Task!, "askCustomer", new { text = "Which version?" })).Error);
        var post = await desk.Ivy.WaitForAsync("Which version?", root.Conversation);
        await desk.QuietAsync();
        Assert.Equal(TicketStatus.WaitingOnCustomer, (await desk.Get<ITicketStore>().FindAsync(number, default))!.Ticket.Status);

        var undone = await desk.Ivy.PressAsync(post, "Undo");
        await desk.QuietAsync();

        Assert.Equal("Which version?", (string?)undone.Task!.Card!.SelectToken("$..[?(@.id == 'text')].value"));
        Assert.Equal(TicketStatus.Open, (await desk.Get<ITicketStore>().FindAsync(number, default))!.Ticket.Status);
        Assert.Null((await desk.Ivy.SubmitTaskAsync(undone.Task, "askCustomer", new { text = "Which version of Outlook?" })).Error);
        desk.Time.Move(Window);
        await desk.Bo.WaitForAsync("Which version of Outlook?");
        await desk.MoveAsync(TimeSpan.Zero);
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("Which version?"));
    }

    [SkippableFact]
    public async Task Where_business_stands_still_nothing_is_kept_back()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (_, root) = await FiledAsync(desk);
        await desk.Bo.SayAsync("this stops my business");
        await desk.Bo.WaitForAsync("The team knows");

        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Words);

        await desk.Bo.WaitForAsync(Words);
        Assert.Empty((await desk.Ivy.WaitForAsync(Words, root.Conversation)).Buttons);
    }

    [SkippableFact]
    public async Task A_customer_cannot_read_words_that_are_kept_back_or_were_taken_back()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Undoable);
        var (number, root) = await FiledAsync(desk);
        var post = await ReplyAsync(desk, root);
        var chat = await desk.Bo.WaitForAsync("Received");

        Assert.DoesNotContain(Words, await WholeTextAsync(), StringComparison.Ordinal);
        await desk.Ivy.PressAsync(post, "Undo");
        Assert.DoesNotContain(Words, await WholeTextAsync(), StringComparison.Ordinal);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Words);
        desk.Time.Move(Window);
        await desk.Bo.WaitForAsync(Words);
        Assert.Contains(Words, await WholeTextAsync(4), StringComparison.Ordinal);

        async Task<string> WholeTextAsync(int sequence = 2) =>
            (await desk.Bo.InvokeAsync("task/fetch", new { data = new { verb = "wholeText", ticket = number.Text, number = sequence } }, replyTo: chat)).Body;
    }

    private static async Task<(TicketNumber Number, Message Root)> FiledAsync(OpenDesk desk)
    {
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo));
        Assert.True(TicketNumber.TryParse(number, out var parsed));
        return (parsed, await OpenDesk.RootAsync(desk.Ivy, number));
    }

    private static async Task<Message> ReplyAsync(OpenDesk desk, Message root)
    {
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", Words);
        return await desk.Ivy.WaitForAsync(Words, root.Conversation);
    }

    // A press on the post as it stood before, which a client may still show.
    private static async Task<string> UndoOldAsync(TeamsSimulator.Person agent, Message post, TicketNumber number) =>
        (await agent.InvokeAsync("task/fetch", new { data = new { verb = "undo", ticket = number.Text, number = 2 } }, post.Conversation, post)).Body;

    private static int Copies(OpenDesk desk) => desk.Bo.Read().Count(message => message.Shows(Words));
}
