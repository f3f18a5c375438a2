using Microsoft.Bot.Builder.Dialogs;
using SupportBot.Dialogs;
using SupportBot.Resources;
using SupportBot.Tickets;
using static SupportBot.Tests.Dialogs.Chat;

namespace SupportBot.Tests.Dialogs;

public sealed class SummaryDialogTests
{
    private static readonly Texts English = Texts.In("en-GB");

    [Theory]
    [InlineData("en-GB", "send")]
    [InlineData("en-GB", "Yes!")]
    [InlineData("pt-PT", "Enviar")]
    [InlineData("pt-PT", "sim")]
    public async Task A_typed_send_ends_with_a_draft_that_is_to_be_sent(string locale, string typed)
    {
        var chat = await SummarisedAsync(locale);

        await chat.Story.Send(typed).StartTestAsync();

        Assert.Empty(chat.Replies());
        Assert.Equal((DialogTurnStatus.Complete, GetSupportDialog.ToBeSent), (chat.Result.Status, chat.Result.Result));
        Assert.Equal("Azure fails", chat.Talk.Draft!.Request.Description);
    }

    [Fact]
    public async Task Other_words_are_added_to_the_request_and_the_dialog_waits_on()
    {
        var chat = await SummarisedAsync("en-GB");

        await chat.Story
            .Send("It began on Monday")
            .AssertReply(Says(English.SummaryAdded))
            .Send("please send it to *everyone*")
            .AssertReply(Says(English.SummaryAdded))
            .StartTestAsync();

        Assert.Empty(chat.Replies());
        Assert.Equal(DialogTurnStatus.Waiting, chat.Result.Status);
        Assert.Equal("Azure fails\n\nIt began on Monday\n\nplease send it to *everyone*", chat.Talk.Draft!.Request.Description);
        Assert.Equal("Azure fails", chat.Talk.Draft.Request.Subject);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("obrigada")]
    [InlineData("hello")]
    public async Task Courtesies_neither_send_nor_change_the_request(string typed)
    {
        var chat = await SummarisedAsync("en-GB");

        await chat.Story.Send(typed).AssertReply(Says(English.SummaryWaiting)).StartTestAsync();

        Assert.Equal(DialogTurnStatus.Waiting, chat.Result.Status);
        Assert.Equal("Azure fails", chat.Talk.Draft!.Request.Description);
    }

    [Fact]
    public async Task A_reprompt_says_that_the_request_waits()
    {
        var chat = await SummarisedAsync("en-GB");

        await chat.TurnAsync((dialog, _) => dialog.RepromptDialogAsync());

        Says(English.SummaryWaiting)(Assert.Single(chat.Replies()));
    }

    [Fact]
    public async Task A_draft_that_is_gone_ends_the_dialog_with_nothing_to_send()
    {
        var chat = await SummarisedAsync("en-GB");
        await chat.TurnAsync((_, talk) =>
        {
            talk.Draft = null;
            return Task.CompletedTask;
        });

        await chat.Story.Send("send").StartTestAsync();

        Assert.Empty(chat.Replies());
        Assert.Equal(DialogTurnStatus.Complete, chat.Result.Status);
        Assert.Null(chat.Result.Result);
    }

    private static async Task<Chat> SummarisedAsync(string locale)
    {
        var chat = new Chat(locale);
        await chat.Story.Send("Azure fails").AssertReply(IsSummary(Service.Azure)).StartTestAsync();
        return chat;
    }
}
