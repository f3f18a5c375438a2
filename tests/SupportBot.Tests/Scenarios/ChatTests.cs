using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Commands, interruptions, and where typed words go.</summary>
public sealed class ChatTests
{
    [SkippableTheory]
    [InlineData("help", "Write what is wrong")]
    [InlineData("status", "You have no open request")]
    [InlineData("my tickets", "You have not filed a request yet")]
    [InlineData("ajuda", "Write what is wrong")]
    public async Task Commands_work_while_a_summary_waits_and_lose_nothing(string command, string answer)
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Outlook is slow since Monday");
        var summary = await desk.Bo.WaitForAsync("Please check your request");

        await desk.Bo.SayAsync(command);

        await desk.Bo.WaitForAsync(answer);
        await desk.Bo.WaitForAsync("Your request is waiting for you to send it");
        await desk.Bo.PressAsync(summary, "file");
        Assert.True(desk.Bo.Again(summary).Shows("Outlook is slow since Monday"));
    }

    [SkippableFact]
    public async Task Cancelled_is_cancelled_and_can_be_brought_back()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Outlook is slow since Monday");
        var summary = await desk.Bo.WaitForAsync("Please check your request");

        await desk.Bo.SayAsync("cancel");
        var cancelled = await desk.Bo.WaitForAsync("Nothing was sent");
        await desk.Bo.PressAsync(summary, "file");
        Assert.True(desk.Bo.Again(summary).Shows("Nothing was sent"));
        Assert.Equal(["Bring it back"], desk.Bo.Again(summary).Buttons);

        await desk.Bo.PressAsync(cancelled, "Bring it back");
        var again = await desk.Bo.WaitForAsync(message => message.Shows("Please check your request") && message.Id != summary.Id);
        await desk.Bo.PressAsync(again, "file");
        Assert.True(desk.Bo.Again(again).Shows("Outlook is slow since Monday"));
    }

    [SkippableFact]
    public async Task A_summary_that_was_sent_by_typing_shows_its_ticket_when_it_is_pressed()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Outlook is slow since Monday");
        var summary = await desk.Bo.WaitForAsync("Please check your request");
        await desk.Bo.SayAsync("send");
        var number = OpenDesk.NumberOn(await desk.Bo.WaitForAsync("Your request has the number"));

        await desk.Bo.PressAsync(summary, "file");

        Assert.True(desk.Bo.Again(summary).Shows($"{number} · Received"));
        Assert.Matches(@"\d{1,2} [A-Z][a-z]{2,3} \d{4}, \d\d:\d\d", desk.Bo.Again(summary).Everything);
        await desk.QuietAsync();
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.RootId == message.Id);
    }

    [SkippableTheory]
    [InlineData("en-US", "new request", "Your request is waiting for you to send it")]
    [InlineData("pt-PT", "novo pedido", "O seu pedido está à espera de ser enviado")]
    public async Task New_request_is_a_command_while_another_is_being_written_and_never_part_of_it(string locale, string command, string answer)
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Bo.Prefers(locale: locale);
        await desk.Bo.SayAsync(command);
        await desk.Bo.SayAsync(command);
        await desk.Bo.SayAsync("Outlook is slow since Monday");
        var summary = await desk.Bo.WaitForAsync(message => message.Buttons.Count == 3);

        await desk.Bo.SayAsync(command);

        await desk.Bo.WaitForAsync(answer);
        await desk.Bo.PressAsync(summary, "file");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Bo.Again(summary)));
        Assert.False(root.Shows(command));
    }

    [SkippableFact]
    public async Task An_agents_command_is_what_is_wrong_when_a_customer_writes_it()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("new request");
        await desk.Bo.WaitForAsync("What can we help you with?");

        await desk.Bo.SayAsync("Queue");

        await desk.Bo.PressAsync(await desk.Bo.WaitForAsync("What is it about?"), "Azure");
        Assert.True((await desk.Bo.WaitForAsync("Please check your request")).Shows("Queue"));
    }

    [SkippableFact]
    public async Task A_greeting_is_not_taken_for_what_is_wrong()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("new request");
        await desk.Bo.WaitForAsync("What can we help you with?");

        await desk.Bo.SayAsync("Good morning!");

        await desk.Bo.WaitForAsync("describe it in a few words");
    }

    [SkippableFact]
    public async Task A_question_is_asked_again_in_the_language_that_the_person_has_now()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("new request");
        await desk.Bo.WaitForAsync("What can we help you with?");
        desk.Bo.Prefers(locale: "pt-PT");
        await desk.Bo.SayAsync("ajuda");
        await desk.Bo.WaitForAsync("Em que podemos ajudar?");
        await desk.Bo.SayAsync("👍");
        await desk.Bo.WaitForAsync("Não percebi do que se trata");

        desk.Bo.Prefers(locale: "en-US");
        await desk.Bo.SayAsync("Something odd happened today");
        await desk.Bo.WaitForAsync("What is it about?");
        desk.Bo.Prefers(locale: "pt-PT");
        await desk.Bo.SayAsync("banana");
        await desk.Bo.WaitForAsync("Escolha uma destas opções");
    }

    [SkippableFact]
    public async Task A_person_can_be_asked_for_again_on_the_same_card_once_an_agent_has_written()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var card = await OpenDesk.FileAsync(desk.Bo);
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(card));
        for (var time = 1; time <= 3; time++)
        {
            await desk.Bo.PressAsync(desk.Bo.Again(card), "talkToPerson");
            await desk.Bo.PressAsync(desk.Bo.Again(card), "talkToPerson");
            await desk.QuietAsync();
            Assert.Equal(time, desk.Ivy.Read(Cast.SupportChannelId).Count(message => message.Shows("Bo Larsen asks to talk to a person")));
            Assert.True(desk.Ivy.Again(root).Shows("Asks to talk to a person"));

            await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "What can I do?");
            await desk.QuietAsync();
            Assert.False(desk.Ivy.Again(root).Shows("Asks to talk to a person"));
        }
    }

    [SkippableFact]
    public async Task Words_typed_while_the_summary_waits_are_added_and_send_sends()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Outlook is slow since Monday");
        await desk.Bo.WaitForAsync("Please check your request");
        await desk.Bo.SayAsync("It is worse in the afternoon.");
        await desk.Bo.WaitForAsync("I added that");

        await desk.Bo.SayAsync("send");

        var filed = await desk.Bo.WaitForAsync("Your request has the number");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(filed));
        Assert.True(root.Shows("Outlook is slow since Monday"));
        Assert.True(root.Shows("It is worse in the afternoon."));
    }

    [SkippableFact]
    public async Task Words_typed_beside_a_corrected_summary_are_kept_behind_the_correction()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Outlook is slow since Monday");
        var summary = await desk.Bo.WaitForAsync("Please check your request");
        await desk.Bo.SayAsync("It is worse in the afternoon.");
        await desk.Bo.WaitForAsync("I added that");

        await desk.Bo.PressAsync(summary, "file", new { description = "Outlook has been slow since Tuesday." });

        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Bo.Again(summary)));
        Assert.True(root.Shows("Outlook has been slow since Tuesday."));
        Assert.True(root.Shows("It is worse in the afternoon."));
    }

    [SkippableTheory]
    [InlineData("talk to a person")]
    [InlineData("quero falar com uma pessoa")]
    [InlineData("this is useless")]
    public async Task A_person_is_reached_at_every_step_with_what_was_written(string asked)
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Something odd happened today");
        await desk.Bo.WaitForAsync("What is it about?");

        await desk.Bo.SayAsync(asked);

        var filed = await desk.Bo.WaitForAsync("Your request has the number");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(filed));
        Assert.True(root.Shows("Something odd happened today"));
        Assert.True(root.Shows("Asks to talk to a person"));
    }

    [SkippableFact]
    public async Task Who_asks_for_a_person_first_says_in_a_word_what_about_and_is_not_asked_again()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("talk to a person");
        await desk.Bo.WaitForAsync("in a few words");

        await desk.Bo.SayAsync("👋");

        var filed = await desk.Bo.WaitForAsync("Your request has the number");
        Assert.True((await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(filed))).Shows("Asks to talk to a person"));
    }

    [SkippableFact]
    public async Task With_several_open_tickets_nothing_is_stored_until_one_is_chosen()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var first = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Outlook is slow"));
        await desk.QuietAsync();
        await desk.Bo.SayAsync("new request");
        await desk.Bo.WaitForAsync("What can we help you with?");
        var second = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Excel crashes when I open a file"));
        await desk.QuietAsync();
        Assert.NotEqual(first, second);

        await desk.Bo.SayAsync("It happens with every file.");
        var chooser = await desk.Bo.WaitForAsync("Which request is this about?");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Ivy.Read(Cast.SupportChannelId), message => message.Shows("every file"));
        Assert.StartsWith(second, chooser.Buttons[0], StringComparison.Ordinal);

        await desk.Bo.PressAsync(chooser, $"choose-{second}");
        var root = await OpenDesk.RootAsync(desk.Ivy, second);
        await desk.Ivy.WaitForAsync("It happens with every file", root.Conversation);
    }

    [SkippableFact]
    public async Task Each_text_that_waits_for_a_choice_keeps_its_own_chooser()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var first = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Outlook is slow"));
        await desk.QuietAsync();
        await desk.Bo.SayAsync("new request");
        await desk.Bo.WaitForAsync("What can we help you with?");
        var second = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Excel crashes when I open a file"));
        await desk.QuietAsync();

        await desk.Bo.SayAsync("The mailbox is full.");
        var one = await desk.Bo.WaitForAsync("The mailbox is full.");
        await desk.Bo.SayAsync("It is version 16.");
        var two = await desk.Bo.WaitForAsync("It is version 16.");
        await desk.Bo.PressAsync(one, $"choose-{first}");
        await desk.Bo.PressAsync(two, $"choose-{second}");

        await desk.Ivy.WaitForAsync("The mailbox is full", (await OpenDesk.RootAsync(desk.Ivy, first)).Conversation);
        await desk.Ivy.WaitForAsync("It is version 16", (await OpenDesk.RootAsync(desk.Ivy, second)).Conversation);
    }

    [SkippableFact]
    public async Task Words_that_wait_for_a_choice_stay_when_another_request_is_cancelled()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var first = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Outlook is slow"));
        await desk.QuietAsync();
        await desk.Bo.SayAsync("new request");
        await OpenDesk.FileAsync(desk.Bo, "Excel crashes when I open a file");
        await desk.QuietAsync();
        await desk.Bo.SayAsync("The mailbox is full.");
        var waiting = await desk.Bo.WaitForAsync("The mailbox is full.");
        await desk.Bo.SayAsync("new request");
        await desk.Bo.SayAsync("Teams is slow");
        var summary = await desk.Bo.WaitForAsync(message => message.Buttons.Count == 3 && message.Shows("Teams is slow"));

        await desk.Bo.PressAsync(summary, "discard");
        await desk.Bo.PressAsync(waiting, $"choose-{first}");

        await desk.Ivy.WaitForAsync("The mailbox is full", (await OpenDesk.RootAsync(desk.Ivy, first)).Conversation);
    }

    [SkippableFact]
    public async Task A_notification_shows_the_subject_as_it_was_typed()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var card = await OpenDesk.FileAsync(desk.Bo, "Outlook says *error_5* in [folder] <x>");
        await desk.QuietAsync();

        var number = OpenDesk.NumberOn(card);
        Assert.Equal($"{number}: Outlook says *error_5* in [folder] <x>", desk.Bo.Again(card).Summary);
        Assert.EndsWith("Outlook says *error_5* in [folder] <x>", (await OpenDesk.RootAsync(desk.Ivy, number)).Summary, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_number_before_a_colon_addresses_ones_own_ticket_only()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var bos = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Outlook is slow"));
        await desk.QuietAsync();
        await OpenDesk.FileAsync(desk.Ana, "O Teams não abre");
        await desk.QuietAsync();

        await desk.Bo.SayAsync($"{bos.ToLowerInvariant()}: it is fast again");
        var root = await OpenDesk.RootAsync(desk.Ivy, bos);
        await desk.Ivy.WaitForAsync("it is fast again", root.Conversation);

        await desk.Ana.SayAsync($"{bos}: canary");
        await desk.Ana.WaitForAsync($"Não tem nenhum pedido {bos}");
        await desk.Ana.SayAsync("A-9999: canary");
        await desk.Ana.WaitForAsync("Não tem nenhum pedido A-9999");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Ivy.Read(Cast.SupportChannelId), message => message.Shows("canary"));
    }

    [SkippableFact]
    public async Task Thanks_does_not_reopen_what_it_thanks_for_but_a_word_of_trouble_does()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Outlook is slow"));
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Moved the mailbox.");
        var question = await desk.Bo.WaitForAsync($"Is {number} settled?");
        await desk.QuietAsync();

        await desk.Bo.SayAsync("Thanks!");
        await desk.Bo.WaitForAsync(message => message.Shows($"Is {number} settled?") && message.Id != question.Id);
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("Resolved"));

        await desk.Bo.SayAsync("No, it is slow again since noon");
        await desk.Ivy.WaitForAsync("the ticket is open again", root.Conversation);
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("· Open"));
        Assert.True(desk.Bo.Again(question).Shows("open again"));
    }

    [SkippableFact]
    public async Task The_welcome_comes_once_for_an_installation()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.UninstallAsync();
        await desk.Bo.InstallAsync();
        await desk.Bo.WaitForAsync("Welcome to Contoso CSP support");
        await desk.Bo.SayAsync("hello");
        await desk.QuietAsync();

        Assert.Equal(2, desk.Bo.Read().Count(message => message.Shows("Welcome to Contoso CSP support")));
    }

    [SkippableFact]
    public async Task My_tickets_lists_ones_own_newest_first_and_shows_each()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var ticket = await OpenDesk.FileAsync(desk.Bo, "Outlook is slow");
        await desk.QuietAsync();
        await OpenDesk.FileAsync(desk.Ana, "O Teams não abre");
        await desk.QuietAsync();

        await desk.Bo.SayAsync("my tickets");
        var list = await desk.Bo.WaitForAsync("Your requests");

        Assert.True(list.Shows("Outlook is slow"));
        Assert.False(list.Shows("Teams não abre"));
        var shown = await desk.Bo.PressAsync(list, $"show-{OpenDesk.NumberOn(ticket)}");
        Assert.Contains("Received", shown.Card!.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_bot_answers_in_the_language_that_Teams_says_now()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("help");
        await desk.Bo.WaitForAsync("Write what is wrong");
        desk.Bo.Prefers(locale: "pt-PT");
        await desk.Bo.SayAsync("help");
        await desk.Bo.WaitForAsync("Escreva o que se passa");
        desk.Bo.Prefers(locale: "fi-FI");
        await desk.Bo.SayAsync("help");
        await desk.Bo.WaitForAsync(message => message.Shows("Write what is wrong") && desk.Bo.Read()[^1].Id == message.Id);
    }

    [SkippableFact]
    public async Task Words_that_would_make_a_request_too_long_to_send_are_refused_when_they_are_typed()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("Outlook is slow " + new string('x', 600_000));
        await desk.Bo.WaitForAsync("Please check your request");

        await desk.Bo.SayAsync(new string('y', 600_000));

        await desk.Bo.WaitForAsync("That is more text than I can keep");
        await desk.Bo.SayAsync("send");
        await desk.Bo.WaitForAsync("Your request has the number");
    }

    [SkippableFact]
    public async Task A_name_that_nobody_has_is_cut_and_an_id_that_Teams_never_gives_is_refused()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Bo.SayAsync("help");
        desk.Provoked.UnionWith(["unknownActivity", "tooBig"]);
        var sent = (Newtonsoft.Json.Linq.JObject)desk.Teams.Activities.Last(activity => activity.Type == "message").Activity.DeepClone();
        sent["id"] = new string('1', 70_000);
        Assert.Equal(400, (await desk.Teams.PostRawAsync(sent.ToString())).Status);

        sent["id"] = "f:1";
        sent["from"]!["name"] = new string('n', 70_000);
        Assert.Equal(200, (await desk.Teams.PostRawAsync(sent.ToString())).Status);
    }
}
