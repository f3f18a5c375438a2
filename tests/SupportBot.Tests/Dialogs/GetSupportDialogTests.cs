using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using SupportBot.Dialogs;
using SupportBot.Resources;
using SupportBot.Tickets;
using static SupportBot.Tests.Dialogs.Chat;

namespace SupportBot.Tests.Dialogs;

public sealed class GetSupportDialogTests
{
    private static readonly Texts English = Texts.In("en-GB");
    private static readonly Texts Portuguese = Texts.In("pt-PT");

    [Fact]
    public async Task Words_that_say_everything_are_summarised_at_once()
    {
        var chat = new Chat();

        await chat.Story
            .Send("Outlook keeps asking for my password. It began today.")
            .AssertReply(reply =>
            {
                IsSummary(Service.Microsoft365)(reply);
                var card = CardOf(reply);
                Assert.Equal("Outlook keeps asking for my password", InputOf(card, "subject"));
                Assert.Equal("Outlook keeps asking for my password. It began today.", InputOf(card, "description"));
                Assert.Equal(("Technical", "OnlyMe", "Partly"), (InputOf(card, "category"), InputOf(card, "affected"), InputOf(card, "blocked")));
            })
            .StartTestAsync();

        Assert.Empty(chat.Replies());
        Assert.Equal(DialogTurnStatus.Waiting, chat.Result.Status);
        Assert.Equal(("nonce-1", "A-1001", false), (chat.Talk.Draft!.Nonce, chat.Talk.Draft.Number, chat.Talk.Draft.WantsPerson));
    }

    [Theory]
    [InlineData("en-GB", "Something odd happened", "Azure", Service.Azure)]
    [InlineData("en-GB", "Something odd happened", "it's the mail!", Service.Microsoft365)]
    [InlineData("en-GB", "Something odd happened", "3", Service.Dynamics365)]
    [InlineData("pt-PT", "Aconteceu uma coisa estranha", "Outro assunto", Service.Other)]
    [InlineData("pt-PT", "Aconteceu uma coisa estranha", "É a caixa de correio.", Service.Microsoft365)]
    [InlineData("pt-PT", "Aconteceu uma coisa estranha", "azure", Service.Azure)]
    public async Task A_service_that_the_words_do_not_say_is_asked_and_understood_as_it_is_typed(string locale, string words, string typed, Service meant)
    {
        var chat = new Chat(locale);

        await chat.Story
            .Send(words)
            .AssertReply(Says(Texts.In(locale).AskWhichService))
            .Send(typed)
            .AssertReply(IsSummary(meant))
            .StartTestAsync();

        Assert.Equal((words, meant), (chat.Talk.Draft!.Request.Description, chat.Talk.Draft.Request.Service));
        Assert.True(chat.Talk.ServiceKnown);
        Assert.Equal(1, chat.Numbers.Taken);
    }

    [Fact]
    public async Task An_answer_that_names_no_service_is_not_guessed_at()
    {
        var chat = new Chat("pt-PT");

        await chat.Story
            .Send("Aconteceu uma coisa estranha")
            .AssertReply(Says(Portuguese.AskWhichService))
            .Send("Azure ou Teams, não sei")
            .AssertReply(reply =>
            {
                Says(Portuguese.AskWhichServiceAgain)(reply);
                Assert.Equal(["service", "service", "service", "service", "talkToPerson"], ButtonsOf(CardOf(reply)));
            })
            .StartTestAsync();

        Assert.Empty(chat.Replies());
        Assert.False(chat.Talk.ServiceKnown);
    }

    [Fact]
    public async Task A_service_that_a_press_chose_is_not_asked_again()
    {
        var chat = new Chat();
        await chat.Story.Send("Something odd happened").AssertReply(Says(English.AskWhichService)).StartTestAsync();

        await chat.TurnAsync(async (dialog, talk) =>
        {
            talk.Draft = talk.Draft! with { Request = talk.Draft.Request with { Service = Service.Dynamics365 } };
            talk.ServiceKnown = true;
            await dialog.CancelAllDialogsAsync();
            await dialog.BeginDialogAsync(nameof(GetSupportDialog));
        });

        IsSummary(Service.Dynamics365)(Assert.Single(chat.Replies()));
        Assert.Equal(("nonce-1", "A-1001", 1), (chat.Talk.Draft!.Nonce, chat.Talk.Draft.Number, chat.Numbers.Taken));
        await chat.Story.Send("send").StartTestAsync();
        Assert.Equal(GetSupportDialog.ToBeSent, chat.Result.Result);
    }

    [Fact]
    public async Task Emoji_twice_bring_the_offer_of_a_person_and_words_go_on()
    {
        var chat = new Chat();

        await chat.Story
            .Send("🙂🙂")
            .AssertReply(Says(English.AskInWords))
            .Send("👍")
            .AssertReply(reply =>
            {
                Says(English.AskInWords)(reply);
                Assert.Equal(["talkToPerson"], ButtonsOf(CardOf(reply)));
            })
            .Send("Teams fails")
            .AssertReply(IsSummary(Service.Microsoft365))
            .StartTestAsync();

        Assert.Equal("Teams fails", chat.Talk.Draft!.Request.Description);
    }

    [Fact]
    public async Task A_request_without_words_asks_what_is_wrong()
    {
        var chat = new Chat("pt-BR");

        await chat.TurnAsync((dialog, _) => dialog.BeginDialogAsync(nameof(GetSupportDialog)));

        Says(Portuguese.AskWhatIsWrong)(Assert.Single(chat.Replies()));
        Assert.Equal(0, chat.Numbers.Taken);
    }

    [Theory]
    [InlineData("en-GB", "Nobody can work")]
    [InlineData("pt-PT", "Estamos parados!")]
    public async Task That_business_stands_still_is_an_answer_and_fills_in_the_worst(string locale, string words)
    {
        var chat = new Chat(locale);
        await chat.TurnAsync((dialog, _) => dialog.BeginDialogAsync(nameof(GetSupportDialog)));
        Says(Texts.In(locale).AskWhatIsWrong)(Assert.Single(chat.Replies()));

        await chat.Story
            .Send(words)
            .AssertReply(Says(Texts.In(locale).AskWhichService))
            .Send("Azure")
            .AssertReply(reply => Assert.Equal((words, "Everyone", "Yes"), (InputOf(CardOf(reply), "description"), InputOf(CardOf(reply), "affected"), InputOf(CardOf(reply), "blocked"))))
            .StartTestAsync();
    }

    [Theory]
    [InlineData("It is about everything")]
    [InlineData("🙂")]
    public async Task Who_wants_a_person_is_asked_once_and_sees_no_summary(string words)
    {
        var chat = new Chat();
        await chat.TurnAsync(async (dialog, talk) =>
        {
            talk.WantsPerson = true;
            await dialog.BeginDialogAsync(nameof(GetSupportDialog));
        });

        Says(English.PersonAskedWords)(Assert.Single(chat.Replies()));
        await chat.Story.Send(words).StartTestAsync();

        Assert.Empty(chat.Replies());
        Assert.Equal((DialogTurnStatus.Complete, GetSupportDialog.ToBeSent), (chat.Result.Status, chat.Result.Result));
        Assert.Equal((words, true), (chat.Talk.Draft!.Request.Description, chat.Talk.Draft.WantsPerson));
    }

    [Fact]
    public async Task Another_instance_goes_on_where_the_first_one_asked()
    {
        var storage = new MemoryStorage();
        await new Chat(storage: storage).Story.Send("Something odd happened").AssertReply(Says(English.AskWhichService)).StartTestAsync();
        var other = new Chat(storage: storage);

        await other.Story.Send("Dynamics").AssertReply(IsSummary(Service.Dynamics365)).StartTestAsync();

        Assert.Equal(("A-1001", 0), (other.Talk.Draft!.Number, other.Numbers.Taken));
    }
}
