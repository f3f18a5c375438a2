using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Cards;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>The message extension: finds a ticket by its number, for whoever may see it.</summary>
internal sealed class TicketSearch(ITicketStore tickets, Watch watch)
{
    /// <summary>Answers a search.</summary>
    public async Task<InvokeResponse> FindAsync(Activity activity, Caller caller, Texts texts, CancellationToken cancellationToken)
    {
        if (!TicketNumber.TryParse(WordsOf(activity.Value as JObject), out var number)) return InvokeAnswers.Sentence(InvokeAnswers.Query, texts.SearchByNumber);
        var stored = await tickets.FindAsync(number, cancellationToken);
        if (stored is not null && Policy.May(caller, Verbs.Show, stored.Ticket))
            return InvokeAnswers.Found(FoundCard.Draw(stored.Ticket, texts, caller.WorksAtDesk), $"{number} · {stored.Ticket.Request.Subject}", texts.OfStatusNamed(stored.Ticket, caller.WorksAtDesk));
        watch.Named(caller, Verbs.Show, number, Watch.KindOf(activity), activity.Id);
        return InvokeAnswers.Sentence(InvokeAnswers.Query, texts.RefusedNoSuchTicketAtDesk);
    }

    // The first search, made when the extension opens, has a parameter of its own and no words.
    private static string? WordsOf(JObject? value) => value?["parameters"] is JArray parameters
        ? parameters.OfType<JObject>().Where(parameter => (parameter["name"] as JValue)?.Value as string != "initialRun").Select(parameter => (parameter["value"] as JValue)?.Value as string).FirstOrDefault()
        : null;
}
