using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>A ticket as its customer sees it. It holds nothing that only the desk may know.</summary>
public static class TicketCard
{
    /// <summary>Draws the ticket.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="texts">The customer's language.</param>
    /// <param name="timeZone">The customer's IANA time zone, where known.</param>
    /// <param name="notice">A line above the ticket, such as why a press was refused.</param>
    /// <param name="isTheirs">Whether the reader is the one whose ticket it is; somebody who may only see it has nothing to press.</param>
    public static JObject Draw(Ticket ticket, Texts texts, string? timeZone, string? notice = null, bool isTheirs = true)
    {
        List<AdaptiveElement> body = [];
        if (notice is not null) body.Add(Drawing.Warning(notice));
        body.Add(Drawing.Title($"{ticket.Number} · {texts.OfStatus(ticket.Status)}"));
        body.Add(Drawing.Words(ticket.Request.Subject, strong: true));
        if (isTheirs && ticket.FiledBy is { } filer) body.Add(Drawing.Subtle(texts.TicketCardFiledFor(Escape.ForCard(filer.Name))));
        if (!isTheirs) body.Add(Drawing.Subtle(Escape.ForCard(ticket.Requester.Name)));
        if (isTheirs && LineOf(ticket, texts, timeZone) is { } line) body.Add(Drawing.Line(line));
        body.Add(Drawing.Facts(
            (texts.LabelOwner, ticket.Owner?.Name ?? texts.Nobody),
            (texts.LabelService, texts.Of(ticket.Request.Service)),
            (texts.LabelCategory, texts.Of(ticket.Request.Category)),
            (texts.LabelFiled, texts.Of(ticket.FiledAt, timeZone))));
        if (ticket is { Status: TicketStatus.Resolved or TicketStatus.Closed, Resolution: { } resolution })
        {
            body.Add(Drawing.Subtle(texts.LabelSolution));
            body.Add(Drawing.Words(resolution));
        }

        return Drawing.Card(
            texts, texts.PreviewTicket(ticket.Number.Text, ticket.Request.Subject), body, isTheirs ? Buttons(ticket, texts) : [], Escape.IsRightToLeft(ticket.Request.Subject));
    }

    private static string? LineOf(Ticket ticket, Texts texts, string? timeZone) => ticket switch
    {
        { Held: true } => texts.TicketCardHeld,
        { Status: TicketStatus.Closed } => texts.TicketCardClosed,
        { Status: TicketStatus.Cancelled } => texts.TicketCardCancelled,
        { Status: TicketStatus.WaitingOnCustomer } => texts.TicketCardWaitingOnCustomer,
        { ScheduledFor: { } when } => texts.TicketCardScheduled(texts.Of(when, timeZone)),
        { Status: TicketStatus.Resolved } => texts.SettledTitle(ticket.Number.Text),
        { BusinessStopped: true } => texts.TicketCardStopped,
        { WantsPerson: true } => texts.PersonComes,
        { Status: TicketStatus.New } => texts.TicketCardNew,
        _ => texts.TicketCardOpen,
    };

    private static IEnumerable<AdaptiveAction> Buttons(Ticket ticket, Texts texts) => ticket switch
    {
        { Status: TicketStatus.Closed or TicketStatus.Cancelled } =>
            [Drawing.Execute(texts.ButtonStillProblem, Verbs.NotYet, OnTicketCard(ticket)), Drawing.Execute(texts.ButtonNewRequest, Verbs.NewRequest)],
        { Status: TicketStatus.Merged } => [Drawing.Execute(texts.ButtonNewRequest, Verbs.NewRequest)],
        { Status: TicketStatus.Resolved } => SettledCard.Answers(ticket, texts, onTicketCard: true),
        _ => Urgent(ticket, texts),
    };

    private static IEnumerable<AdaptiveAction> Urgent(Ticket ticket, Texts texts)
    {
        if (!ticket.WantsPerson) yield return Drawing.Execute(texts.ButtonPerson, Verbs.TalkToPerson, Drawing.Of(ticket.Number));
        if (StoppedCards.MaySay(ticket)) yield return StoppedCards.ButtonOn(ticket, texts);
        if (TicketLifecycle.Next(ticket.Status, TicketAction.Cancel) is not null) yield return Drawing.Execute(texts.ButtonNoLongerNeeded, Verbs.CancelTicket, Drawing.Of(ticket));
    }

    private static JObject OnTicketCard(Ticket ticket) => SettledCard.OnTicketCard(Drawing.Of(ticket));
}

/// <summary>"Is this settled?", with what the agent says was done.</summary>
public static class SettledCard
{
    private const string On = "on";
    private const string TicketCardName = "ticketCard";

    /// <summary>Draws the question, or, once the customer has answered or written, the answer in its place.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="texts">The customer's language.</param>
    /// <param name="resolvedBy">Who says so.</param>
    /// <param name="reopenedByWord">Whether the customer has written what is still wrong, and need not be asked.</param>
    public static JObject Draw(Ticket ticket, Texts texts, string resolvedBy, bool reopenedByWord = false) => ticket.Status switch
    {
        TicketStatus.Resolved => Drawing.Card(
            texts,
            texts.SettledTitle(ticket.Number.Text),
            [
                Drawing.Title(texts.SettledTitle(ticket.Number.Text)),
                Drawing.Subtle(texts.ReplyHeading(Escape.ForCard(resolvedBy), ticket.Number.Text)),
                Drawing.Words(ticket.Resolution ?? ""),
                Drawing.Subtle(Escape.ForCard(Why.Requester(ticket, texts))),
            ],
            Answers(ticket, texts, onTicketCard: false),
            Escape.IsRightToLeft(ticket.Resolution)),
        TicketStatus.Closed => Answered(ticket, texts, texts.SettledYes),
        _ => Answered(ticket, texts, reopenedByWord ? texts.SettledReopened : texts.SettledNo),
    };

    /// <summary>The card that a press on one of the answers is answered with: the one on which it was pressed.</summary>
    public static JObject DrawPressed(Press press, Ticket ticket, Texts texts, string? timeZone) =>
        press.Input(On) == TicketCardName ? TicketCard.Draw(ticket, texts, timeZone) : Draw(ticket, texts, ticket.Owner?.Name ?? "");

    internal static IEnumerable<AdaptiveAction> Answers(Ticket ticket, Texts texts, bool onTicketCard)
    {
        var data = onTicketCard ? OnTicketCard(Drawing.Of(ticket)) : Drawing.Of(ticket);
        return
        [
            Drawing.Execute(texts.ButtonYesSettled, Verbs.Settled, data, style: "positive"),
            Drawing.Execute(texts.ButtonNotYet, Verbs.NotYet, data),
        ];
    }

    internal static JObject OnTicketCard(JObject data)
    {
        data[On] = TicketCardName;
        return data;
    }

    private static JObject Answered(Ticket ticket, Texts texts, string answer) =>
        Drawing.Card(texts, answer, [Drawing.Title(ticket.Number.Text), Drawing.Line(answer)]);
}
