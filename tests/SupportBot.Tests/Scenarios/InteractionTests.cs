using SupportBot.Desk;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>How much somebody must do until they have a ticket number. An interaction is a message that they send or a button that they press.</summary>
public sealed class InteractionTests
{
    /// <summary>As people write: short and long, faults, questions and orders, in both languages, some without saying what it is about.</summary>
    private static readonly string[] Requests =
    [
        "Outlook keeps asking for my password",
        "Teams calls drop after a minute, since this morning",
        "We need five more Microsoft 365 licences for new colleagues",
        "Why is the Azure invoice higher than last month?",
        "I cannot open a shared mailbox",
        "Our virtual machine in Azure does not start any more",
        "How do I set up an out of office in Outlook?",
        "Please cancel the Dynamics 365 trial",
        "It does not work",
        "I was charged twice",
        "SharePoint is slow for everyone in the office",
        "New laptop, nothing opens",
        "O Outlook não abre desde ontem",
        "Preciso de mais três licenças do Microsoft 365",
        "A fatura da Azure deste mês está errada",
        "Não consigo iniciar sessão no Teams",
        "O OneDrive deixou de sincronizar os ficheiros da equipa",
        "Como partilho o meu calendário com uma colega?",
        "Ninguém consegue imprimir",
        "O Business Central dá erro ao lançar faturas",
    ];

    [SkippableFact]
    public async Task A_ticket_number_comes_after_a_median_of_two_and_at_most_four_interactions()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var counts = new List<int>();
        foreach (var request in Requests)
        {
            var person = request.Contains("não", StringComparison.OrdinalIgnoreCase) || counts.Count >= 12 ? desk.Ana : desk.Bo;
            var before = person.Read().Count;
            var (interactions, card) = await ToNumberAsync(person, request, before);
            counts.Add(interactions);
            await SettledAsync(desk, person, card);
        }

        var sorted = counts.Order().ToList();
        Assert.Equal(20, sorted.Count);
        Assert.Equal(2, (sorted[9] + sorted[10]) / 2.0);
        Assert.InRange(sorted[^1], 2, 4);
    }

    private static async Task<(int Interactions, Message Card)> ToNumberAsync(Person person, string request, int before)
    {
        await person.SayAsync(request);
        for (var interactions = 1; interactions <= 6; interactions++)
        {
            var last = await person.WaitForAsync(message => message.FromBot && message.Buttons.Count > 0 && person.Read().Skip(before).Any(each => each.Id == message.Id) && message.Id == person.Read()[^1].Id);
            if (OpenDesk.NumberOn(last).Length > 0) return (interactions, last);
            // What asks for the service has a button for each; what can be sent is sent.
            var isService = last.Card!.ToString().Contains($"\"{Verbs.Service}-", StringComparison.Ordinal);
            await person.PressAsync(last, isService ? $"{Verbs.Service}-Microsoft365" : Verbs.File);
            if (!isService) return (interactions + 1, person.Again(last));
        }

        throw new InvalidOperationException($"\"{request}\" never became a ticket.");
    }

    private static async Task SettledAsync(OpenDesk desk, Person person, Message card)
    {
        var number = OpenDesk.NumberOn(card);
        Assert.Matches(@"^A-\d+$", number);
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Done.");
        await desk.QuietAsync();
        await person.PressAsync(person.Again(card), Verbs.Settled);
        await desk.QuietAsync();
    }
}
