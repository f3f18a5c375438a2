using System.Globalization;
using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The form in which an agent asks before charged work begins.</summary>
public static class ConsentForm
{
    private const int LongestWork = 2000;
    private const decimal LongestEstimate = 1000;
    private const string Work = "work";
    private const string Hours = "hours";

    /// <summary>Draws the form.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="price">The price as the requester will read it.</param>
    /// <param name="nonce">Names this opened form; sending it twice asks once.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="typed">What was sent before, where the form is shown again.</param>
    /// <param name="problem">Why it is shown again.</param>
    public static Form Draw(Ticket ticket, string price, string nonce, Texts texts, Press? typed = null, string? problem = null)
    {
        var title = texts.ConsentFormTitle(ticket.Number.Text);
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Words(ticket.Request.Subject, strong: true));
        body.Add(Drawing.Line(Escape.ForCard(texts.ConsentFormText(ticket.Requester.Name, price))));
        if (ticket.Consent is { State: ConsentState.Asked }) body.Add(Drawing.Warning(texts.ConsentFormReplaces));
        body.Add(new AdaptiveTextInput
        {
            Id = Work, Label = texts.LabelWork, Value = typed?.Input(Work), IsMultiline = true, IsRequired = true, ErrorMessage = texts.RefusedNothingWritten, MaxLength = LongestWork,
        });
        // As text: clients take an empty number for a wrong one.
        body.Add(new AdaptiveTextInput { Id = Hours, Label = texts.LabelEstimate, Value = typed is null ? null : TypedHours(typed), MaxLength = 10 });
        var data = Drawing.Of(ticket.Number);
        data["nonce"] = nonce;
        return new Form(title, Drawing.Card(texts, title, body, [Drawing.Submit(texts.ButtonAskCustomer, Verbs.AskConsent, data)], Escape.IsRightToLeft(ticket.Request.Subject)));
    }

    /// <summary>The work that was typed into the form, with its estimate as its reader is told it.</summary>
    /// <param name="press">The form as it was sent.</param>
    /// <param name="readerTexts">The language of the one who is asked.</param>
    /// <param name="work">The work; empty where nothing was typed.</param>
    /// <returns>False where the estimate is no number of hours.</returns>
    public static bool TryRead(Press press, Texts readerTexts, out string work)
    {
        // What is recorded is what is shown: the estimate follows the words, however long they are.
        work = Graphemes.Cut(press.Input(Work)?.Trim() ?? "", LongestWork);
        if (TypedHours(press).Length == 0) return true;
        if (HoursIn(press) is not { } hours) return false;
        if (work.Length > 0) work += "\n" + readerTexts.ConsentEstimate(hours.ToString("0.##", readerTexts.Culture));
        return true;
    }

    // A client sends a number as text, or as a number.
    private static string TypedHours(Press press) =>
        press.Values[Hours] is JValue { Value: not null } value ? value.ToString(CultureInfo.InvariantCulture).Trim().Replace(',', '.') : "";

    private static decimal? HoursIn(Press press) =>
        decimal.TryParse(TypedHours(press), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= LongestEstimate ? hours : null;
}

/// <summary>"May this work be charged?", for the requester and for each approver who was asked, and what became of it.</summary>
public static class ConsentCard
{
    private const int MostButtons = 3;
    private const string Approver = "approver";

    /// <summary>What a reader of the card sees of it.</summary>
    /// <param name="Texts">Their language.</param>
    /// <param name="TimeZone">Their IANA time zone, where known.</param>
    /// <param name="Now">The moment.</param>
    /// <param name="Notice">A line above the card, such as why a press was refused.</param>
    public sealed record View(Texts Texts, string? TimeZone, Instant Now, string? Notice = null);

    /// <summary>The card in the requester's chat: they answer where they may, or have those asked who may.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="consent">The question.</param>
    /// <param name="approvers">The customer's approvers.</param>
    /// <param name="view">Who reads it, and when.</param>
    public static JObject ToRequester(Ticket ticket, Consent consent, IReadOnlyList<Person> approvers, View view)
    {
        var texts = view.Texts;
        if (consent.StateAt(view.Now) is not ConsentState.Asked) return Draw(ticket, consent, view, [], []);
        if (approvers.Any(ticket.Requester.Is)) return Draw(ticket, consent, view, [Drawing.Line(texts.ConsentYours), Reason(Why.Requester(ticket, texts))], Answers(ticket, consent, texts));
        // Somebody may be named while the card stands: who presses then has them asked.
        if (approvers.Count == 0) return Draw(ticket, consent, view, [Drawing.Line(texts.ConsentNoApprover), Reason(Why.Requester(ticket, texts))], [AskAll(ticket, consent, texts)]);

        List<Person> left = consent.Approvers.Count < TicketDecision.MostApprovers ? [.. approvers.Where(approver => !consent.Approvers.Any(approver.Is))] : [];
        List<AdaptiveElement> lines = [];
        if (left.Count > 0) lines.Add(Drawing.Line(texts.ConsentOfApprover));
        if (consent.Approvers.Count > 0) lines.Add(Drawing.Subtle(Escape.ForCard(texts.ConsentAskedOf(NamesOf(consent.Approvers)))));
        lines.Add(Reason(Why.Requester(ticket, texts)));
        return Draw(ticket, consent, view, lines, Doors(ticket, consent, left, texts));
    }

    /// <summary>The card in the chat of an approver who was asked.</summary>
    public static JObject ToApprover(Ticket ticket, Consent consent, View view) => consent.StateAt(view.Now) is ConsentState.Asked
        ? Draw(
            ticket,
            consent,
            view,
            [Drawing.Line(Escape.ForCard(view.Texts.ApproverAsks(ticket.Requester.Name))), Drawing.Line(view.Texts.ConsentYours), Reason(Why.Approver(ticket, view.Texts))],
            Answers(ticket, consent, view.Texts))
        : Draw(ticket, consent, view, [], []);

    /// <summary>The question that an event ended, as the event tells it: the ticket may hold a newer one.</summary>
    public static Consent? EndedBy(TicketEvent happened)
    {
        ConsentState? state = happened.Action switch
        {
            TicketAction.Agree => ConsentState.Given,
            TicketAction.Decline => ConsentState.Declined,
            TicketAction.ConsentExpired => ConsentState.Expired,
            TicketAction.WithdrawConsent => ConsentState.Withdrawn,
            _ => null,
        };
        if (state is null || happened.Text is not { } text) return null;
        var line = text.LastIndexOf('\n');
        return new Consent(new ConsentQuestion(text[..Math.Max(line, 0)], text[(line + 1)..], happened.At), state.Value, happened.Sequence, happened.Actor)
        {
            AnsweredBy = happened.Actor,
            EndedAt = happened.At,
        };
    }

    /// <summary>What the requester is told when somebody else answered, or nobody did.</summary>
    public static string Outcome(Ticket ticket, TicketEvent happened, Texts texts) => happened.Action switch
    {
        TicketAction.Agree => texts.ConsentGivenOutcome(happened.Actor.Name, ticket.Number.Text),
        TicketAction.Decline => texts.ConsentDeclinedOutcome(happened.Actor.Name, ticket.Number.Text),
        _ => texts.ConsentExpiredOutcome(ticket.Number.Text),
    };

    /// <summary>Which of the approvers a press asks: the one that its button names, or all.</summary>
    public static IReadOnlyList<Person> AskedBy(Press press, IReadOnlyList<Person> approvers) =>
        press.Values[Approver] is null ? approvers : [.. approvers.Where(approver => press.Input(Approver) == IdOf(approver))];

    /// <summary>The names of some people, one after another.</summary>
    public static string NamesOf(IEnumerable<Person> people) => string.Join(", ", people.Select(person => person.Name));

    /// <summary>How an ended question ended; null while it may be answered.</summary>
    internal static string? EndOf(Consent consent, Texts texts, string? timeZone, Instant now) => consent.StateAt(now) switch
    {
        ConsentState.Given => texts.ConsentGiven(consent.AnsweredBy!.Name, texts.Of(consent.EndedAt!.Value, timeZone)),
        ConsentState.Declined => texts.ConsentDeclined(consent.AnsweredBy!.Name, texts.Of(consent.EndedAt!.Value, timeZone)),
        ConsentState.Expired => texts.ConsentExpired(texts.Of(consent.Question.ExpiresAt, timeZone)),
        ConsentState.Withdrawn => texts.ConsentWithdrawn(texts.Of(consent.EndedAt!.Value, timeZone)),
        _ => null,
    };

    private static AdaptiveTextBlock Reason(string why) => Drawing.Subtle(Escape.ForCard(why));

    private static JObject Draw(Ticket ticket, Consent consent, View view, IEnumerable<AdaptiveElement> lines, IEnumerable<AdaptiveAction> buttons)
    {
        var texts = view.Texts;
        var title = texts.ConsentTitle(ticket.Number.Text);
        List<AdaptiveElement> body = [];
        if (view.Notice is not null) body.Add(Drawing.Warning(view.Notice));
        body.Add(Drawing.Title(title));
        body.Add(Drawing.Words(ticket.Request.Subject, strong: true));
        body.Add(Drawing.Words(consent.Question.Work));
        var end = EndOf(consent, texts, view.TimeZone, view.Now);
        body.Add(end is null
            ? Drawing.Facts((texts.OfferPrice, consent.Question.Price), (texts.LabelAnswerBy, texts.Of(consent.Question.ExpiresAt, view.TimeZone)))
            : Drawing.Facts((texts.OfferPrice, consent.Question.Price)));
        if (end is not null) body.Add(Drawing.Line(Escape.ForCard(end)));
        body.AddRange(lines);
        return Drawing.Card(texts, title, body, buttons, Escape.IsRightToLeft(consent.Question.Work));
    }

    private static IEnumerable<AdaptiveAction> Answers(Ticket ticket, Consent consent, Texts texts) =>
    [
        Drawing.Execute(texts.ButtonAgree, Verbs.Agree, Of(ticket, consent), style: "positive"),
        Drawing.Execute(texts.ButtonDecline, Verbs.Decline, Of(ticket, consent)),
    ];

    private static IEnumerable<AdaptiveAction> Doors(Ticket ticket, Consent consent, List<Person> approvers, Texts texts)
    {
        if (approvers.Count > MostButtons) return [AskAll(ticket, consent, texts)];
        return approvers.Select((approver, position) =>
        {
            var data = Of(ticket, consent);
            data[Approver] = IdOf(approver);
            return Drawing.Execute(
                texts.ButtonAsk(Escape.Visible(Graphemes.Cut(approver.Name, 60))), Verbs.AskApprovers, data, id: string.Create(CultureInfo.InvariantCulture, $"{Verbs.AskApprovers}-{position + 1}"));
        });
    }

    private static AdaptiveExecuteAction AskAll(Ticket ticket, Consent consent, Texts texts) => Drawing.Execute(texts.ButtonAskApprovers, Verbs.AskApprovers, Of(ticket, consent));

    // The question, not the version: a ticket that somebody takes meanwhile asks the same.
    private static JObject Of(Ticket ticket, Consent consent)
    {
        var data = Drawing.Of(ticket.Number);
        data["number"] = consent.Event;
        return data;
    }

    private static string IdOf(Person approver) => $"{approver.TenantId}/{approver.ObjectId}";
}
