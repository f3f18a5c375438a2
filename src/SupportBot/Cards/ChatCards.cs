using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The cards of the personal chat that belong to no single ticket.</summary>
public static class ChatCards
{
    // A card has 25 KB in all.
    private const int MostTickets = 20;

    /// <summary>What a newcomer sees first.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="offer">The newcomer's support offer, where there is one.</param>
    /// <param name="texts">The newcomer's language.</param>
    public static JObject Welcome(PartnerOptions partner, SupportOffer? offer, Texts texts)
    {
        List<AdaptiveElement> body = [Drawing.Title(texts.WelcomeTitle(Escape.ForCard(partner.Name))), Drawing.Line(texts.WelcomeText)];
        if (offer is not null) body.Add(OfferCard.FactsOf(offer, partner, texts));
        body.Add(Drawing.Subtle(texts.WelcomeHint));
        return Drawing.Card(texts, texts.WelcomeTitle(partner.Name), body, Doors(texts));
    }

    /// <summary>Tells somebody who had to wait that they can go on.</summary>
    public static JObject Welcomed(string partner, Texts texts) =>
        Drawing.Card(texts, texts.WelcomedText(partner), [Drawing.Line(texts.WelcomedText(Escape.ForCard(partner)))], Doors(texts));

    /// <summary>What one can write and press.</summary>
    public static JObject Help(string example, Texts texts) =>
        Drawing.Card(texts, texts.HelpText(example), [Drawing.Line(texts.HelpText(example))], [.. Doors(texts), Drawing.Execute(texts.ButtonNotifications, Verbs.Notifications)]);

    /// <summary>Says something and offers a way on.</summary>
    public static JObject Say(string text, Texts texts, string button, string verb, JObject? data = null) =>
        Drawing.Card(texts, text, [Drawing.Line(Escape.ForCard(text))], [Drawing.Execute(button, verb, data)]);

    /// <summary>Reminds of a request that was begun and left.</summary>
    public static JObject Nudge(Draft draft, Texts texts) => Begun(draft, texts.RequestNudge(draft.Request.Subject), texts);

    /// <summary>Says that a request was set aside, and how to take it up again.</summary>
    /// <param name="draft">The request.</param>
    /// <param name="until">Until when it is kept, in the reader's words.</param>
    /// <param name="texts">The reader's language.</param>
    public static JObject SetAside(Draft draft, string until, Texts texts) => Begun(draft, texts.RequestSetAside(draft.Request.Subject, until), texts);

    private static JObject Begun(Draft draft, string text, Texts texts)
    {
        var data = new JObject { ["nonce"] = draft.Nonce };
        return Drawing.Card(
            texts,
            text,
            [Drawing.Line(Escape.ForCard(text))],
            [Drawing.Execute(texts.ButtonGoOn, Verbs.GoOn, data, style: "positive"), Drawing.Execute(texts.ButtonDiscard, Verbs.Discard, data)],
            Escape.IsRightToLeft(draft.Request.Subject));
    }

    /// <summary>Asks to which of several tickets the parked words belong.</summary>
    /// <param name="tickets">The person's tickets, last active first.</param>
    /// <param name="words">What they wrote.</param>
    /// <param name="files">What they sent.</param>
    /// <param name="nonce">Names the parked words.</param>
    /// <param name="texts">Their language.</param>
    public static JObject WhichTicket(IReadOnlyList<Ticket> tickets, string words, IReadOnlyList<TicketAttachment> files, string nonce, Texts texts)
    {
        List<AdaptiveElement> body = [Drawing.Title(texts.WhichTicket)];
        if (words.Length > 0) body.Add(Drawing.Words(Graphemes.Cut(words, 300)));
        body.AddRange(FileCards.List(files, texts));
        body.Add(Drawing.Subtle(texts.WhichTicketText));
        foreach (var ticket in Shown(tickets))
        {
            var data = Drawing.Of(ticket.Number);
            data["nonce"] = nonce;
            body.Add(new AdaptiveActionSet { Actions = [Drawing.Execute($"{ticket.Number}: {Graphemes.Cut(Escape.Visible(ticket.Request.Subject), 60)}", Verbs.Choose, data, id: $"{Verbs.Choose}-{ticket.Number}")] });
        }

        body.AddRange(MoreThan(tickets, texts));
        return Drawing.Card(texts, texts.WhichTicket, body, [Drawing.Execute(texts.ButtonNewRequest, Verbs.Choose, new JObject { ["nonce"] = nonce })], Escape.IsRightToLeft(words));
    }

    /// <summary>A person's open tickets, last active first.</summary>
    public static JObject Ongoing(IReadOnlyList<Ticket> tickets, Texts texts, string? timeZone)
    {
        List<AdaptiveAction> all = tickets.Count > MostTickets ? [Drawing.Execute(texts.ButtonMyTickets, Verbs.MyTickets)] : [];
        return Listed(texts.MyTicketsTitle, new TicketPage([.. Shown(tickets)], Next: null), Verbs.MyTickets, all, texts, timeZone, showRequester: false, MoreThan(tickets, texts));
    }

    /// <summary>The tickets that one card has room for.</summary>
    internal static IEnumerable<Ticket> Shown(IReadOnlyList<Ticket> tickets) => tickets.Take(MostTickets);

    /// <summary>Says where the others are; nothing where there are none.</summary>
    internal static IEnumerable<AdaptiveElement> MoreThan(IReadOnlyList<Ticket> tickets, Texts texts) =>
        tickets.Count > MostTickets ? [Drawing.Subtle(texts.MoreTickets(texts.ButtonMyTickets))] : [];

    /// <summary>A page of a person's tickets.</summary>
    /// <param name="page">The page.</param>
    /// <param name="texts">Their language.</param>
    /// <param name="timeZone">Their IANA time zone, where known.</param>
    /// <param name="seesOrganisation">Whether they see all of their organisation's tickets as well.</param>
    public static JObject MyTickets(TicketPage page, Texts texts, string? timeZone, bool seesOrganisation)
    {
        List<AdaptiveAction> more = seesOrganisation ? [Drawing.Execute(texts.ButtonOrganisation, Verbs.OrganisationTickets)] : [];
        return Listed(texts.MyTicketsTitle, page, Verbs.MyTickets, more, texts, timeZone, showRequester: false);
    }

    /// <summary>A page of an organisation's tickets.</summary>
    public static JObject OrganisationTickets(TicketPage page, Texts texts, string? timeZone) =>
        Listed(texts.OrganisationTitle, page, Verbs.OrganisationTickets, [Drawing.Execute(texts.ButtonMyTickets, Verbs.MyTickets)], texts, timeZone, showRequester: true);

    private static JObject Listed(string title, TicketPage page, string verb, IEnumerable<AdaptiveAction> more, Texts texts, string? timeZone, bool showRequester, IEnumerable<AdaptiveElement>? hint = null)
    {
        List<AdaptiveElement> body = [Drawing.Title(title)];
        foreach (var ticket in page.Tickets)
        {
            var about = $"{(showRequester ? Escape.ForCard(ticket.Requester.Name) + " · " : "")}{texts.OfStatus(ticket.Status)} · {texts.Of(ticket.ChangedAt, timeZone)}";
            body.Add(Row(ticket, about, texts));
        }

        if (page.Tickets.Count == 0 && page.Next is null) body.Add(Drawing.Line(showRequester ? texts.NoTicketsOfOrganisation : texts.NoTickets));
        body.AddRange(hint ?? []);
        List<AdaptiveAction> buttons = [];
        if (page.Next is not null) buttons.Add(Drawing.Execute(texts.ButtonMore, verb, new JObject { ["from"] = page.Next }));
        buttons.AddRange(more);
        buttons.Add(Drawing.Execute(texts.ButtonNewRequest, Verbs.NewRequest));
        return Drawing.Card(texts, title, body, buttons);
    }

    /// <summary>A ticket in a list, with the button that shows it.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="about">A line about it, safe for a card.</param>
    /// <param name="texts">The reader's language.</param>
    internal static AdaptiveContainer Row(Ticket ticket, string about, Texts texts) => new()
    {
        Separator = true,
        Items =
        [
            Drawing.Words($"{ticket.Number} · {ticket.Request.Subject}", strong: true),
            Drawing.Subtle(about),
            new AdaptiveActionSet { Actions = [Drawing.Execute(texts.ButtonShow, Verbs.Show, Drawing.Of(ticket.Number), id: $"{Verbs.Show}-{ticket.Number}")] },
        ],
    };

    /// <summary>Where a page of tickets is to begin, as its button says; null for the first.</summary>
    public static string? PageOf(Press press) => press.Input("from") is { Length: <= 512 } from ? from : null;

    /// <summary>Asks which service it is about.</summary>
    public static JObject WhichService(string question, Texts texts) => Drawing.Card(
        texts,
        question,
        [Drawing.Line(question)],
        [
            .. Enum.GetValues<Service>().Select(service =>
                Drawing.Execute(texts.Of(service), Verbs.Service, new JObject { ["service"] = service.ToString() }, id: $"{Verbs.Service}-{service}")),
            Drawing.Execute(texts.ButtonPerson, Verbs.TalkToPerson),
        ]);

    /// <summary>Which service a press chose; null where it chose none of them.</summary>
    public static Service? ServiceOf(Press press) => press.Chosen<Service>("service");

    /// <summary>Which service a typed answer means; null where it means none of them.</summary>
    public static Service? ServiceOf(string typed, Func<string, string> fold)
    {
        var folded = fold(typed);
        foreach (var service in Enum.GetValues<Service>())
        {
            var position = ((int)service + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (folded == position || Languages.All.Any(language => fold(Texts.In(language).Of(service)) == folded)) return service;
        }

        return null;
    }

    /// <summary>Points from a group chat to the personal chat.</summary>
    public static JObject GroupChat(Texts texts) =>
        Drawing.Card(texts, texts.GroupChatTitle, [Drawing.Title(texts.GroupChatTitle), Drawing.Line(texts.GroupChatText)]);

    private static IEnumerable<AdaptiveAction> Doors(Texts texts) =>
    [
        Drawing.Execute(texts.ButtonGetSupport, Verbs.NewRequest, style: "positive"),
        Drawing.Execute(texts.ButtonMyTickets, Verbs.MyTickets),
        Drawing.Execute(texts.ButtonPerson, Verbs.TalkToPerson),
    ];
}
