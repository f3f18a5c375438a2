using AdaptiveCards;
using NodaTime;
using SupportBot.Desk;
using SupportBot.Escalation;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The forms of the way beyond the desk: one page after another, each kept when it is left.</summary>
public static class EscalationForms
{
    private const string PageId = "page";
    private const string RevisionId = "revision";
    private const string MoveId = "move";
    private const string BackMove = "back";

    /// <summary>The move that only shows a page or stage.</summary>
    internal const string GoTo = "goTo";

    /// <summary>The page that a form or button names; null where it names none.</summary>
    public static EscalationPage? PageOf(Press press) => EscalationPage.All.FirstOrDefault(page => page.Name == press.Input(PageId));

    /// <summary>The page before the one that is left backwards; the page itself where it is the first.</summary>
    public static EscalationPage Before(EscalationPage page) => EscalationPage.All[Math.Max(0, IndexOf(page) - 1)];

    /// <summary>The page behind another; null behind the last.</summary>
    public static EscalationPage? After(EscalationPage page) => IndexOf(page) + 1 < EscalationPage.All.Count ? EscalationPage.All[IndexOf(page) + 1] : null;

    /// <summary>Where somebody goes on who comes back: the first page of which something is still needed; null where nothing is.</summary>
    public static EscalationPage? Next(EscalationView view) => EscalationPage.All.FirstOrDefault(page => !page.IsDone(view));

    /// <summary>The stage behind the pages that a form or button names; null where it names none.</summary>
    public static string? StageOf(Press press) => press.Input(PageId);

    /// <summary>What a button of a form is to do, where it has several.</summary>
    public static string? MoveOf(Press press) => press.Input(MoveId);

    /// <summary>Whether a form is left backwards: what is typed in it is not kept.</summary>
    public static bool GoesBack(Press press) => press.Input(MoveId) is BackMove;

    /// <summary>The revision of the file that the writer of a form had before their eyes.</summary>
    public static int? RevisionOf(Press press) => press.Whole(RevisionId);

    /// <summary>Draws a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="view">What it shows.</param>
    /// <param name="nonce">Names this opened form; sending it twice does it once.</param>
    /// <param name="typed">What was filled in before, where the form is shown again.</param>
    /// <param name="problem">Why it is shown again.</param>
    public static Form Draw(EscalationPage page, EscalationView view, string nonce, Press? typed = null, string? problem = null)
    {
        var texts = view.Texts;
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Subtle(texts.EscalateProgress(IndexOf(page) + 1, EscalationPage.All.Count)));
        body.Add(Drawing.Title(page.TitleIn(texts)));
        body.Add(Drawing.Words(view.Ticket.Request.Subject, strong: true));
        body.AddRange(page.Draw(view, typed));
        List<AdaptiveAction> buttons = [Drawing.Submit(texts.ButtonKeepAndGoOn, Verbs.GoBeyond, DataOf(page, view, nonce))];
        if (IndexOf(page) > 0)
        {
            var data = DataOf(page, view, nonce);
            data[MoveId] = BackMove;
            var back = Drawing.Submit(texts.ButtonBack, Verbs.GoBeyond, data, style: null);
            // Left backwards, nothing has to be filled in.
            back.AssociatedInputs = AdaptiveAssociatedInputs.None;
            buttons.Add(back);
        }

        return new Form(texts.EscalateTitle(view.Ticket.Number.Text), Drawing.Card(texts, page.TitleIn(texts), body, buttons, Escape.IsRightToLeft(view.Ticket.Request.Subject)));
    }

    /// <summary>Why what was gathered was not changed.</summary>
    public static string Say(EscalationRefusal refusal, Texts texts) => refusal switch
    {
        EscalationRefusal.TooLong tooLong => texts.EscalateTooLong(tooLong.Length, tooLong.Most),
        EscalationRefusal.TooMuch => texts.EscalateTooMuch,
        _ => texts.EscalateNotNow,
    };

    /// <summary>What a vehicle promises for its first answer.</summary>
    public static string Promise(ResponseTarget target, Texts texts) => target switch
    {
        { Within: { } within, Hours: ResponseHours.Always } => texts.PromiseAlways(Said(within)),
        { Within: { } within } => texts.PromiseBusiness(Said(within)),
        _ => texts.PromiseNone,
    };

    // Half an hour and more are told in hours, as Microsoft does.
    private static string Said(Duration within) => within < Duration.FromHours(1)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{within.TotalMinutes:0} min")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{within.TotalHours:0.#} h");

    private static int IndexOf(EscalationPage page) => EscalationPage.All.Select((each, index) => (each, index)).First(each => each.each == page).index;

    private static Newtonsoft.Json.Linq.JObject DataOf(EscalationPage page, EscalationView view, string nonce) => DataOf(page.Name, view, nonce);

    internal static Newtonsoft.Json.Linq.JObject DataOf(string page, EscalationView view, string nonce, string? move = null)
    {
        var data = Drawing.Of(view.Ticket.Number);
        data["nonce"] = nonce;
        data[PageId] = page;
        if (move is not null) data[MoveId] = move;
        data[RevisionId] = view.Ticket.Escalation?.Revision ?? 0;
        return data;
    }
}
