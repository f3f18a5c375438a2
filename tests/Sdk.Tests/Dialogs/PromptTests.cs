using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Builder.Dialogs.Choices;
using Microsoft.Bot.Schema;

namespace SupportBot.Sdk.Tests.Dialogs;

public class PromptTests
{
    private static ComponentDialog Asking(Dialog prompt, PromptOptions options, Func<object, string>? describe = null) =>
        new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("steps",
            [
                (s, ct) => s.PromptAsync(prompt.Id, options, ct),
                async (s, ct) =>
                {
                    await s.Context.SendActivityAsync(describe?.Invoke(s.Result) ?? $"got {s.Result}", cancellationToken: ct);
                    return await s.EndDialogAsync(null, ct);
                },
            ]))
            .AddDialog(prompt);

    private static string Found(object result) => result is FoundChoice c ? $"{c.Index} {c.Value}" : "nothing";

    private static PromptOptions Colours(string text = "colour?", string? retry = null)
    {
        var options = Talk.Ask(text, retry);
        options.Choices = [new Choice("red") { Synonyms = ["rouge"] }, new Choice("green"), new Choice("blue")];
        return options;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_prompt_asks_again_until_the_validator_accepts(bool typed)
    {
        var attempts = new List<int>();
        var prompt = new TextPrompt("t", (p, _) =>
        {
            attempts.Add(p.AttemptCount);
            return Task.FromResult(p.Recognized.Succeeded && p.Recognized.Value.Length > 2);
        });

        await new Talk(Asking(prompt, Talk.Ask("name?", "longer?")), typed).Flow
            .Test("hi", "name?")
            .Test("a", "longer?")
            .Test("ab", "longer?")
            .Test("Ana", "got Ana")
            .StartTestAsync();
        Assert.Equal([1, 2, 3], attempts);
    }

    [Fact]
    public async Task Without_a_retry_prompt_the_prompt_itself_is_said_again()
    {
        await new Talk(Asking(new TextPrompt("t"), Talk.Ask("name?"))).Flow
            .Test("hi", "name?")
            .Send(new Activity(ActivityTypes.Message))
            .AssertReply("name?")
            .StartTestAsync();
    }

    [Fact]
    public async Task A_validator_that_answered_itself_is_not_followed_by_the_question()
    {
        var prompt = new TextPrompt("t", async (p, ct) =>
        {
            if (p.Recognized.Value != "bad")
                return true;
            await p.Context.SendActivityAsync("that is bad", cancellationToken: ct);
            return false;
        });
        var talk = new Talk(Asking(prompt, Talk.Ask("name?", "again?")));

        await talk.SayAsync("hi");

        Assert.Equal(["that is bad"], await talk.SayAsync("bad"));
        Assert.Equal(["got good"], await talk.SayAsync("good"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_validator_may_change_the_value_and_keep_notes_and_read_its_rules(bool typed)
    {
        var options = Talk.Ask("number?");
        options.Validations = 10;
        var prompt = new TextPrompt("t", (p, _) =>
        {
            var best = Math.Max(Convert.ToInt32(p.State.TryGetValue("best", out var b) ? b : 0, null), p.Recognized.Value.Length);
            p.State["best"] = best;
            p.Recognized.Value = $"{best} of {p.Options.Validations}";
            return Task.FromResult(p.AttemptCount == 2);
        });

        await new Talk(Asking(prompt, options), typed).Flow
            .Test("hi", "number?")
            .Test("abcd", "number?")
            .Test("a", "got 4 of 10")
            .StartTestAsync();
    }

    [Fact]
    public async Task What_is_not_a_message_is_not_an_answer()
    {
        var talk = new Talk(Asking(new TextPrompt("t"), Talk.Ask("name?")));
        await talk.SayAsync("hi");

        Assert.Empty(await talk.SayAsync(new Activity(ActivityTypes.Invoke) { Name = "adaptiveCard/action" }));
        Assert.Equal(["got Ana"], await talk.SayAsync("Ana"));
    }

    [Fact]
    public async Task A_question_expects_input_unless_it_says_otherwise()
    {
        var talk = new Talk(Asking(new TextPrompt("t"), new PromptOptions { Prompt = new Activity(ActivityTypes.Message) { Text = "name?" } }));
        var told = Talk.Ask("name?");
        told.Prompt.InputHint = InputHints.IgnoringInput;
        var other = new Talk(Asking(new TextPrompt("t"), told));

        await talk.Flow.Send("hi").AssertReply(r => Assert.Equal(InputHints.ExpectingInput, r.AsMessageActivity().InputHint)).StartTestAsync();
        await other.Flow.Send("hi").AssertReply(r => Assert.Equal(InputHints.IgnoringInput, r.AsMessageActivity().InputHint)).StartTestAsync();
    }

    [Fact]
    public async Task A_stored_question_holds_no_routing()
    {
        var talk = new Talk(Asking(new TextPrompt("t"), Talk.Ask("name?")), typed: false);
        await talk.SayAsync("hi");

        var prompt = talk.Stored[Talk.StorageKey].SelectToken("$..options.prompt")!;
        Assert.Null((string?)prompt["serviceUrl"]);
        Assert.Null((string?)prompt["replyToId"]);
    }

    [Theory]
    [InlineData("red", "0 red")]
    [InlineData("Rouge", "0 red")]
    [InlineData("the green one", "1 green")]
    [InlineData("3", "2 blue")]
    [InlineData("the second", "1 green")]
    public async Task A_choice_is_found(string said, string found)
    {
        await new Talk(Asking(new ChoicePrompt("c"), Colours(), Found)).Flow
            .Send("hi").AssertReplyContains("colour?")
            .Test(said, found)
            .StartTestAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_choice_prompt_offers_the_choices_every_time(bool typed)
    {
        await new Talk(Asking(new ChoicePrompt("c"), Colours("colour?", "one of these?"), Found), typed).Flow
            .Test("hi", "colour? (1) red, (2) green, or (3) blue")
            .Test("pink", "one of these? (1) red, (2) green, or (3) blue")
            .Test("4", "one of these? (1) red, (2) green, or (3) blue")
            .Test("2", "1 green")
            .StartTestAsync();
    }

    [Fact]
    public async Task Choices_are_worded_in_the_persons_language()
    {
        var talk = new Talk(Asking(new ChoicePrompt("c"), Colours("cor?"), Found));
        talk.Adapter.Locale = "pt-PT";
        var defaulted = new Talk(Asking(new ChoicePrompt("c", defaultLocale: "pt-BR"), Colours("cor?"), Found));
        defaulted.Adapter.Locale = "fi-FI";

        await talk.Flow.Test("olá", "cor? (1) red, (2) green, ou (3) blue").StartTestAsync();
        await defaulted.Flow.Test("hei", "cor? (1) red, (2) green, ou (3) blue").StartTestAsync();
    }

    [Fact]
    public async Task The_style_of_the_question_goes_before_that_of_the_prompt()
    {
        var listed = Colours();
        listed.Style = ListStyle.List;
        var prompt = new ChoicePrompt("c") { Style = ListStyle.None, ChoiceOptions = new ChoiceFactoryOptions { IncludeNumbers = false } };

        await new Talk(Asking(prompt, Colours())).Flow.Test("hi", "colour?").StartTestAsync();
        await new Talk(Asking(prompt, listed)).Flow.Test("hi", "colour?\n\n   - red\n   - green\n   - blue").StartTestAsync();
    }

    [Fact]
    public async Task In_Teams_choices_are_a_hero_card_beside_what_the_question_carries()
    {
        var options = Colours("colour?", "again?");
        options.Prompt.Attachments = [new Attachment("image/png", "https://x.test/a.png")];
        var talk = new Talk(Asking(new ChoicePrompt("c"), options, Found), channelId: "msteams");

        await talk.Flow
            .Send("hi")
            .AssertReply(r => Check(r, 2))
            .Send("pink")
            .AssertReply(r => Check(r, 1))
            .Test("blue", "2 blue")
            .StartTestAsync();

        static void Check(IActivity reply, int attachments)
        {
            var message = reply.AsMessageActivity();
            Assert.Equal(attachments, message.Attachments.Count);
            var card = Assert.IsType<HeroCard>(message.Attachments[^1].Content);
            Assert.Equal(["red", "green", "blue"], card.Buttons.Select(b => b.Title));
            Assert.All(card.Buttons, b => Assert.Equal((ActionTypes.ImBack, b.Title), (b.Type, (string)b.Value)));
        }
    }

    [Theory]
    [InlineData("en-us", "Yes", "True")]
    [InlineData("en-us", "yes please", "True")]
    [InlineData("en-us", "n", "False")]
    [InlineData("en-us", "1", "True")]
    [InlineData("en-us", "2", "False")]
    [InlineData("pt-PT", "sim", "True")]
    [InlineData("pt-PT", "Não", "False")]
    [InlineData("pt-PT", "nao", "False")]
    [InlineData("en-us", "yes and no", "again?")]
    [InlineData("en-us", "perhaps", "again?")]
    [InlineData("en-us", "3", "again?")]
    public async Task A_confirmation_is_one_of_two(string locale, string said, string reply)
    {
        var prompt = new ConfirmPrompt("c") { Style = ListStyle.None };
        var talk = new Talk(Asking(prompt, Talk.Ask("sure?", "again?"), r => r.ToString()!));
        talk.Adapter.Locale = locale;

        await talk.Flow.Test("hi", "sure?").Test(said, reply).StartTestAsync();
    }

    [Fact]
    public async Task A_confirmation_offers_its_choices_in_the_persons_language_or_its_own()
    {
        var portuguese = new Talk(Asking(new ConfirmPrompt("c"), Talk.Ask("certo?")));
        portuguese.Adapter.Locale = "pt-PT";
        var own = new ConfirmPrompt("c") { ConfirmChoices = Tuple.Create(new Choice("Settled"), new Choice("Not yet")) };

        await portuguese.Flow.Test("olá", "certo? (1) Sim ou (2) Não").StartTestAsync();
        await new Talk(Asking(own, Talk.Ask("done?"))).Flow
            .Test("hi", "done? (1) Settled or (2) Not yet")
            .Test("not yet", "got False")
            .StartTestAsync();
    }

    [Fact]
    public async Task An_attachment_prompt_waits_for_files()
    {
        var talk = new Talk(Asking(new AttachmentPrompt("a"), Talk.Ask("file?", "a file, please"), r => string.Join(',', ((IList<Attachment>)r).Select(a => a.Name))));
        var withFiles = new Activity(ActivityTypes.Message) { Attachments = [new Attachment("image/png", name: "a.png"), new Attachment("text/plain", name: "b.txt")] };

        await talk.Flow
            .Test("hi", "file?")
            .Test("what?", "a file, please")
            .Send(withFiles)
            .AssertReply("a.png,b.txt")
            .StartTestAsync();
    }
}
