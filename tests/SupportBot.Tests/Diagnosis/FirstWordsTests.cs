using SupportBot.Diagnosis;

namespace SupportBot.Tests.Diagnosis;

public sealed class FirstWordsTests
{
    [Theory]
    [InlineData("help", Utterance.Help)]
    [InlineData("Ajuda!", Utterance.Help)]
    [InlineData("?", Utterance.Help)]
    [InlineData("CANCELAR", Utterance.Cancel)]
    [InlineData("esqueça", Utterance.Cancel)]
    [InlineData("estado", Utterance.Status)]
    [InlineData("Os meus pedidos", Utterance.MyTickets)]
    [InlineData("HUMAN!!!", Utterance.TalkToPerson)]
    [InlineData("quero falar com uma pessoa", Utterance.TalkToPerson)]
    [InlineData("this is useless", Utterance.TalkToPerson)]
    [InlineData("agent", Utterance.TalkToPerson)]
    [InlineData("não", Utterance.No)]
    [InlineData("nope", Utterance.No)]
    [InlineData("Sim.", Utterance.Yes)]
    [InlineData("Muito obrigada!", Utterance.Thanks)]
    [InlineData("Bom dia", Utterance.Greeting)]
    [InlineData("enviar", Utterance.Send)]
    [InlineData("What are your opening hours?", Utterance.Offer)]
    [InlineData("support hours?", Utterance.Offer)]
    [InlineData("How much do you charge?", Utterance.Offer)]
    [InlineData("Que horário têm?", Utterance.Offer)]
    [InlineData("Quanto é que custa?", Utterance.Offer)]
    [InlineData("Tabela de preços", Utterance.Offer)]
    [InlineData("¿Qué horario tienen?", Utterance.Offer)]
    [InlineData("the price of Azure went up", Utterance.Words)]
    [InlineData("cancel my Azure subscription", Utterance.Words)]
    [InlineData("O estado do servidor não muda", Utterance.Words)]
    [InlineData("A empresa está parada", Utterance.StopsBusiness)]
    [InlineData("Isto para a minha empresa", Utterance.Words)] // also: "this is for my company"
    [InlineData("👍", Utterance.Words)]
    [InlineData("", Utterance.Words)]
    [InlineData(null, Utterance.Words)]
    public void Only_a_whole_phrase_is_a_command(string? typed, Utterance expected) => Assert.Equal(expected, Utterances.Of(typed));

    [Theory]
    [InlineData("Clientes", Utterance.Customers)]
    [InlineData("queue", Utterance.UseChannel)]
    [InlineData("Registar por um cliente", Utterance.NewForCustomer)]
    public void What_only_an_agent_asks_for_is_plain_words_of_a_customer(string typed, Utterance ofAgent)
    {
        Assert.Equal((ofAgent, Utterance.Words), (Utterances.Of(typed), Utterances.OfCustomer(typed)));
        Assert.Equal(Utterance.Help, Utterances.OfCustomer("help"));
    }

    [Theory]
    [InlineData("Outlook keeps asking for my password.", "Microsoft365", "Technical", "OnlyMe", "Partly")]
    [InlineData("Nobody can open Teams, the whole company is stopped", "Microsoft365", "Technical", "Everyone", "Yes")]
    [InlineData("A fatura do Azure veio com um valor errado", "Azure", "Billing", null, null)]
    [InlineData("Precisamos de mais duas licenças de Dynamics para a equipa", "Dynamics365", "Subscription", "Several", null)]
    [InlineData("O Outlook não envia mensagens e não consigo trabalhar", "Microsoft365", "Technical", "OnlyMe", "Yes")]
    [InlineData("Something odd happened today", null, null, null, null)]
    [InlineData("Azure or Teams, I do not know which", null, null, "OnlyMe", null)]
    public void The_first_words_fill_in_what_they_say_and_nothing_else(string words, string? service, string? category, string? affected, string? blocked)
    {
        var reading = FirstReading.Of(words);

        Assert.Equal((service, category, affected, blocked), (reading.Service, reading.Category, reading.Affected, reading.Blocked));
    }

    [Theory]
    [InlineData("Outlook fails. It began yesterday.", "Outlook fails")]
    [InlineData("O Teams não abre!\nJá reiniciei.", "O Teams não abre")]
    [InlineData("  v2.1.3 crashes  ", "v2.1.3 crashes")]
    [InlineData("Dr. Silva cannot sign in. Please help.", "Dr. Silva cannot sign in")]
    [InlineData("... it broke", "... it broke")]
    public void The_first_sentence_is_the_subject(string words, string expected) => Assert.Equal(expected, FirstReading.Of(words).Subject);

    [Theory]
    [InlineData("🙂🙂", false)]
    [InlineData("...", false)]
    [InlineData("مرحبا", true)]
    [InlineData("Outlook", true)]
    public void Emoji_alone_are_no_words(string typed, bool expected) => Assert.Equal(expected, FirstReading.HasWords(typed));
}
