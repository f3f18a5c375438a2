using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The lists that agents work from, and the choice between queues.</summary>
public static class DeskListCards
{
    // A card has 25 KB in all.
    private const int MostQueues = 50;

    private const string QueueName = "queue";

    /// <summary>A page of a queue's open tickets.</summary>
    /// <param name="page">The page.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="queues">All queues, of which another one may be chosen.</param>
    /// <param name="texts">The reader's language.</param>
    public static JObject OfQueue(TicketPage page, Queue queue, IReadOnlyList<Queue> queues, Texts texts)
    {
        var more = new JObject { [QueueName] = queue.Name };
        return Draw(texts.QueueTicketsTitle(queue.Name), page, Verbs.QueueTickets, more, texts.NoTicketsInQueue, queues, queue, texts);
    }

    /// <summary>A page of the tickets that are an agent's.</summary>
    /// <param name="page">The page.</param>
    /// <param name="queues">All queues, of which one may be chosen.</param>
    /// <param name="texts">The agent's language.</param>
    public static JObject Owned(TicketPage page, IReadOnlyList<Queue> queues, Texts texts) =>
        Draw(texts.OwnedTicketsTitle, page, Verbs.OwnedTickets, [], texts.NoTicketsOwned, queues, queue: null, texts);

    /// <summary>The name of the queue that was chosen; null where none was.</summary>
    public static string? QueueIn(Press press) => press.Input(QueueName);

    private static JObject Draw(string title, TicketPage page, string verb, JObject more, string nothing, IReadOnlyList<Queue> queues, Queue? queue, Texts texts)
    {
        List<AdaptiveElement> body = [Drawing.Title(Escape.ForCard(title))];
        body.AddRange(page.Tickets.Select(ticket => ChatCards.Row(ticket, About(ticket, texts), texts)));
        if (page.Tickets.Count == 0 && page.Next is null) body.Add(Drawing.Line(nothing));
        if (queues.Count > 1)
        {
            body.Add(new AdaptiveChoiceSetInput
            {
                Id = QueueName,
                Label = texts.LabelQueue,
                Style = AdaptiveChoiceInputStyle.Compact,
                Value = (queue ?? queues[0]).Name,
                Choices = [.. queues.Take(MostQueues).Select(each => new AdaptiveChoice { Title = Escape.Visible(each.Name), Value = each.Name })],
            });
        }

        List<AdaptiveAction> buttons = [];
        if (page.Next is not null)
        {
            more["from"] = page.Next;
            buttons.Add(Drawing.Execute(texts.ButtonMore, verb, more, id: "next"));
        }

        buttons.Add(Drawing.Execute(texts.ButtonQueueTickets, Verbs.QueueTickets, inputs: queues.Count > 1));
        buttons.Add(Drawing.Execute(texts.ButtonMyTickets, Verbs.OwnedTickets));
        return Drawing.Card(texts, title, body, buttons);
    }

    private static string About(Ticket ticket, Texts texts) => Escape.ForCard(
        $"{ticket.Priority} · {(ticket.CustomerName.Length > 0 ? ticket.CustomerName : ticket.Requester.Name)} · {texts.OfStatusAtDesk(ticket.Status)} · {ticket.Owner?.Name ?? texts.Nobody}");
}
