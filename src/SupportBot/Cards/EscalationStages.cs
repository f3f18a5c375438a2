using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Desk;
using SupportBot.Escalation;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>Asks at the end of the walk whether everything is there, and makes the package.</summary>
public static class HandOverForm
{
    /// <summary>What its buttons carry.</summary>
    public const string Stage = "check";

    /// <summary>The move that makes the package.</summary>
    public const string Make = "make";

    private const string Why = "override";
    private const int MostPages = 5;

    /// <summary>Draws what is missing, with the ways there; where nothing is, the button that makes the package.</summary>
    public static Form Draw(EscalationView view, string nonce, string? problem = null)
    {
        var texts = view.Texts;
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Title(texts.EscalateCheck));
        body.Add(Drawing.Words(view.Ticket.Request.Subject, strong: true));
        foreach (var finding in view.Gate.Findings) body.Add(Drawing.Warning(texts.Of(finding)));
        if (view.Gate.Findings.Count == 0) body.Add(Drawing.Line(texts.GateOpen));
        if (view.Gate.Override is { } word) body.Add(Drawing.Line(Escape.ForCard(texts.GateOverridden(word.Lead.Name, word.Reason))));
        var todo = EscalationPage.All.Where(page => !page.IsDone(view)).Take(MostPages).ToList();
        if (todo.Count > 0)
        {
            body.Add(Drawing.Subtle(texts.EscalateGoTo));
            body.Add(new AdaptiveActionSet { Actions = [.. todo.Select(page => Plain(page.TitleIn(texts), EscalationForms.DataOf(page.Name, view, nonce, EscalationForms.GoTo)))] });
        }

        List<AdaptiveAction> buttons = [];
        if (view.Gate.IsOpen) buttons.Add(Drawing.Submit(texts.ButtonMakePackage, Verbs.GoBeyond, EscalationForms.DataOf(Stage, view, nonce, Make)));
        else if (view.Gate.MayBeOverridden && view.IsLead)
        {
            body.Add(new AdaptiveTextInput { Id = Why, Label = texts.GateOverrideWhy, IsMultiline = true, MaxLength = EscalationFields.Longest(EscalationField.OverrideReason), IsRequired = true, ErrorMessage = texts.RefusedNothingWritten });
            buttons.Add(Drawing.Submit(texts.ButtonOverride, Verbs.GoBeyond, EscalationForms.DataOf(Stage, view, nonce)));
        }
        else if (view.Gate.MayBeOverridden)
        {
            body.Add(Drawing.Subtle(texts.GateAskLead));
        }

        buttons.Add(Plain(texts.ButtonBack, EscalationForms.DataOf(EscalationPage.All[^1].Name, view, nonce, EscalationForms.GoTo)));
        return new Form(texts.EscalateTitle(view.Ticket.Number.Text), Drawing.Card(texts, texts.EscalateCheck, body, buttons));
    }

    /// <summary>A lead's word, as the form has it; null where nothing was written.</summary>
    public static string? OverrideIn(Press press) => press.Input(Why)?.Trim() is { Length: > 0 } why ? why : null;

    internal static AdaptiveSubmitAction Plain(string title, JObject data)
    {
        var action = Drawing.Submit(title, Verbs.GoBeyond, data, style: null);
        action.AssociatedInputs = AdaptiveAssociatedInputs.None;
        return action;
    }
}

/// <summary>Shows the package, part by part, ready to be copied.</summary>
public static class PackageForm
{
    /// <summary>What its buttons carry.</summary>
    public const string Stage = "package";

    // One part stays well under the size of a card, whatever its script.
    private const int PartLength = 5000;
    private const string PartId = "part";

    /// <summary>Draws one part of the package.</summary>
    public static Form Draw(EscalationPackage package, EscalationView view, string nonce, int part)
    {
        var texts = view.Texts;
        var parts = PartsOf(package, view);
        var shown = Math.Clamp(part, 0, parts.Count - 1);
        List<AdaptiveElement> body = [Drawing.Title(texts.PackageTitle(view.Chosen?.Vehicle.Name.In(view.Language) ?? "")), Drawing.Subtle(texts.PackagePart(shown + 1, parts.Count))];
        if (shown == 0)
        {
            if (view.Chosen is { } chosen) body.Add(Drawing.Line(Escape.ForCard(chosen.Place.How.In(view.Language))));
            var links = package.Links.Take(6).Select(link => (AdaptiveAction)new AdaptiveOpenUrlAction { Title = link.Link.Label.In(view.Language), Url = link.Address }).ToList();
            if (links.Count > 0) body.Add(new AdaptiveActionSet { Actions = links });
            if (package.Found.Count > 0) body.Add(Drawing.Warning(texts.PackageFound(package.Found.Count, KindsOf(package.Found, texts))));
        }

        foreach (var (label, text, note) in parts[shown])
        {
            // In an input, from which a client copies the whole text.
            body.Add(new AdaptiveTextInput { Id = $"copy{body.Count}", Label = label, Value = text, IsMultiline = true });
            if (note is not null) body.Add(Drawing.Subtle(Escape.ForCard(note)));
        }

        if (shown == parts.Count - 1) body.AddRange(AttachmentsOf(package, texts));
        List<AdaptiveAction> buttons = [];
        if (shown + 1 < parts.Count) buttons.Add(HandOverForm.Plain(texts.ButtonNext, PartOf(view, nonce, shown + 1)));
        if (shown > 0) buttons.Add(HandOverForm.Plain(texts.ButtonBack, PartOf(view, nonce, shown - 1)));
        buttons.Add(HandOverForm.Plain(texts.ButtonEnterCase, EscalationForms.DataOf(CaseForm.Stage, view, nonce, EscalationForms.GoTo)));
        buttons.Add(HandOverForm.Plain(texts.ButtonNews, EscalationForms.DataOf(NewsForm.Stage, view, nonce, EscalationForms.GoTo)));
        return new Form(texts.EscalateTitle(view.Ticket.Number.Text), Drawing.Card(texts, texts.PackageTitle(view.Ticket.Number.Text), body, buttons));
    }

    /// <summary>The part that a button names.</summary>
    public static int PartIn(Press press) => press.Whole(PartId) ?? 0;

    private static JObject PartOf(EscalationView view, string nonce, int part)
    {
        var data = EscalationForms.DataOf(Stage, view, nonce, EscalationForms.GoTo);
        data[PartId] = part;
        return data;
    }

    private static List<List<(string Label, string Text, string? Note)>> PartsOf(EscalationPackage package, EscalationView view)
    {
        var texts = view.Texts;
        var all = package.Fields.Where(field => field.Text.Length > 0)
            .Select(field => (Label: field.Field.Longest is { } most ? texts.PackageField(field.Field.Label.In(view.Language), field.Text.Length, most) : field.Field.Label.In(view.Language), field.Text, Note: field.IsCut ? texts.PackageCut : null))
            .Append((Label: texts.PackageSummary, Text: package.Summary, Note: null));
        if (package.Overflow.Length > 0) all = all.Append((Label: texts.PackageOverflow, Text: package.Overflow, Note: null));
        List<List<(string, string, string?)>> parts = [[]];
        var room = PartLength;
        foreach (var (label, text, note) in all)
        {
            for (var start = 0; start == 0 || start < text.Length;)
            {
                var piece = Graphemes.Cut(text[start..], PartLength);
                if (piece.Length > room && parts[^1].Count > 0)
                {
                    parts.Add([]);
                    room = PartLength;
                }

                parts[^1].Add((label, piece, start + piece.Length >= text.Length ? note : null));
                room -= piece.Length + 200;
                start += Math.Max(piece.Length, 1);
            }
        }

        return parts;
    }

    private static IEnumerable<AdaptiveElement> AttachmentsOf(EscalationPackage package, Texts texts)
    {
        if (package.Attachments.Count > 0) yield return Drawing.Subtle(texts.PackageFiles);
        foreach (var attachment in package.Attachments)
        {
            List<string> notes = [];
            if (attachment.Found.Count > 0) notes.Add(texts.PackageFound(attachment.Found.Count, KindsOf(attachment.Found, texts)));
            if (!attachment.IsChecked) notes.Add(texts.PackageUnchecked);
            notes.AddRange(attachment.Trouble.Select(texts.Of));
            yield return Drawing.Line(Escape.ForCard($"{Escape.Visible(attachment.Attachment.Name)}{(notes.Count == 0 ? "" : $" – {string.Join("; ", notes)}")}"));
        }
    }

    private static string KindsOf(IReadOnlyList<FoundSecret> found, Texts texts) => string.Join(", ", found.Select(each => texts.Of(each.Kind)).Distinct());
}

/// <summary>Takes the number under which somebody beyond the desk has it.</summary>
public static class CaseForm
{
    /// <summary>What its buttons carry.</summary>
    public const string Stage = "case";

    private const string System = "system";
    private const string Number = "caseNumber";
    private const string Told = "told";

    /// <summary>Draws the form.</summary>
    public static Form Draw(EscalationView view, string nonce, Press? typed = null, string? problem = null)
    {
        var texts = view.Texts;
        var portal = view.Chosen?.Place.System;
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Title(texts.CaseTitle));
        body.Add(new AdaptiveChoiceSetInput
        {
            Id = System, Label = texts.CaseSystem, Style = AdaptiveChoiceInputStyle.Compact, IsRequired = true, ErrorMessage = texts.CaseSystem, Value = typed?.Input(System) ?? portal,
            Choices = [.. view.Rules.Portals.All.Select(each => new AdaptiveChoice { Title = each.Name.In(view.Language), Value = each.Id })],
        });
        var example = portal is not null ? view.Rules.Portals.Find(portal)?.CaseNumber.Example : null;
        body.Add(new AdaptiveTextInput { Id = Number, Label = texts.CaseNumberLabel(example ?? ""), Value = typed?.Input(Number), MaxLength = 100, IsRequired = true, ErrorMessage = texts.RefusedNothingWritten });
        body.Add(TellInput(Told, view, typed?.Input(Told) ?? WordsFor(view)));
        return new Form(texts.EscalateTitle(view.Ticket.Number.Text), Drawing.Card(texts, texts.CaseTitle, body, [Drawing.Submit(texts.ButtonTellCustomer, Verbs.GoBeyond, EscalationForms.DataOf(Stage, view, nonce))]));
    }

    /// <summary>What the form says: the portal, the number as it was typed, and what the customer is told.</summary>
    public static (string? System, string Number, string? Told) Read(Press press) => (press.Input(System), press.Input(Number) ?? "", press.Input(Told)?.Trim() is { Length: > 0 } told ? told : null);

    internal static AdaptiveTextInput TellInput(string id, EscalationView view, string? value) => new()
    {
        Id = id, Label = view.Texts.TellLabel(view.Ticket.Requester.Name), Value = value, IsMultiline = true, MaxLength = DeskForms.LongestText, IsRequired = true, ErrorMessage = view.Texts.RefusedNothingWritten,
    };

    // Suggested in the customer's language; the agent may write something else.
    private static string WordsFor(EscalationView view) => view.CustomerTexts.TellPassed(view.Recipient);
}

/// <summary>Takes what somebody beyond the desk let the agent know.</summary>
public static class NewsForm
{
    /// <summary>What its buttons carry.</summary>
    public const string Stage = "news";

    private const string Kind = "kind";
    private const string Progress = "progress";
    private const string Told = "told";

    private static readonly EscalationState[] States =
        [EscalationState.AttentionNeeded, EscalationState.WithMicrosoft, EscalationState.Resolved, EscalationState.Rejected, EscalationState.Refunded, EscalationState.Withdrawn, EscalationState.Preparing];

    /// <summary>Draws the form.</summary>
    public static Form Draw(EscalationView view, string nonce, Press? typed = null, string? problem = null)
    {
        var texts = view.Texts;
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Title(texts.NewsTitle));
        if (view.Ticket.Escalation is { Case: { } number } escalation)
        {
            body.Add(Drawing.Line(Escape.ForCard(number)));
            if (escalation.Promise is { } promise) body.Add(Drawing.Subtle(Escape.ForCard($"{texts.LabelFirstAnswer}: {promise}")));
        }

        var kinds = Possible(view.File.State).ToList();
        body.Add(new AdaptiveChoiceSetInput
        {
            Id = Kind, Label = texts.NewsKind, Style = AdaptiveChoiceInputStyle.Expanded, IsRequired = true, ErrorMessage = texts.NewsKind, Value = typed?.Input(Kind) ?? kinds[0].Value,
            Choices = [.. kinds.Select(kind => new AdaptiveChoice { Title = kind.Of(texts), Value = kind.Value })],
        });
        body.Add(Drawing.Subtle(texts.NewsHelp(view.CustomerTexts.TellAttention(view.Recipient), view.CustomerTexts.TellRejected(view.Recipient))));
        body.Add(CaseForm.TellInput(Told, view, typed?.Input(Told)));
        return new Form(texts.EscalateTitle(view.Ticket.Number.Text), Drawing.Card(texts, texts.NewsTitle, body, [Drawing.Submit(texts.ButtonTellCustomer, Verbs.GoBeyond, EscalationForms.DataOf(Stage, view, nonce))]));
    }

    /// <summary>What the form says: where it stands now (null for how it gets on, where it stood), and what the customer is told.</summary>
    public static (bool IsRead, EscalationState? State, string? Told) Read(Press press, EscalationFile file)
    {
        var told = press.Input(Told)?.Trim() is { Length: > 0 } text ? text : null;
        if (press.Input(Kind) is Progress) return (true, null, told);
        var state = press.Chosen<EscalationState>(Kind);
        return (state is { } chosen && EscalationStates.Allows(file.State, chosen), state, told);
    }

    private static IEnumerable<(string Value, Func<Texts, string> Of)> Possible(EscalationState from)
    {
        if (from is EscalationState.WithMicrosoft or EscalationState.AttentionNeeded) yield return (Progress, texts => texts.NewsProgress);
        foreach (var state in States.Where(state => EscalationStates.Allows(from, state)))
        {
            yield return (state.ToString(), texts => state switch
            {
                EscalationState.AttentionNeeded => texts.NewsAttention,
                EscalationState.WithMicrosoft => texts.NewsWithThem,
                EscalationState.Resolved => texts.NewsResolved,
                EscalationState.Rejected => texts.NewsRejected,
                EscalationState.Refunded => texts.NewsRefunded,
                EscalationState.Withdrawn => texts.NewsWithdrawn,
                _ => texts.NewsAnew,
            });
        }
    }
}
