using AdaptiveCards;
using NodaTime;
using NodaTime.Text;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>One page of the way beyond the desk: what it asks, and what is read from it.</summary>
public abstract class EscalationPage
{
    private protected EscalationPage(string name) => Name = name;

    /// <summary>The pages, in their order.</summary>
    public static IReadOnlyList<EscalationPage> All { get; } =
        [new MatterPage(), new DatesPage(), new SeverityPage(), new BoundaryPage(), new HealthPage(), new RoutePage(), new StepsPage(), new EvidencePage(), new SharingPage()];

    /// <summary>Stable; what its buttons carry.</summary>
    public string Name { get; }

    /// <summary>What it is about.</summary>
    public abstract string TitleIn(Texts texts);

    /// <summary>Whether nothing more is needed of it.</summary>
    public abstract bool IsDone(EscalationView view);

    internal abstract IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed);

    internal abstract PageReading Read(Press press, EscalationView view);

    private protected static PageReading Of(EscalationChange change, string told, Texts texts) =>
        change.File is { } file ? new PageReading(file, told, null) : PageReading.No(EscalationForms.Say(change.Refusal!, texts));

    private protected static AdaptiveTextInput Text(string id, string label, string? value, int most, bool lines = false, bool needed = false, string? error = null) => new()
    {
        Id = id, Label = label, Value = value, IsMultiline = lines, MaxLength = most, IsRequired = needed, ErrorMessage = needed || error is not null ? error ?? label : null,
    };

    private protected static AdaptiveChoiceSetInput Choices(
        string id, string label, IEnumerable<(string Title, string Value)> choices, string? value, bool expanded = false, bool several = false, bool needed = true) => new()
    {
        Id = id,
        Label = label,
        Style = expanded ? AdaptiveChoiceInputStyle.Expanded : AdaptiveChoiceInputStyle.Compact,
        IsMultiSelect = several,
        Wrap = true,
        IsRequired = needed,
        ErrorMessage = needed ? label : null,
        Value = value,
        Choices = [.. choices.Select(choice => new AdaptiveChoice { Title = Escape.Visible(choice.Title), Value = choice.Value })],
    };

    private protected static AdaptiveToggleInput Toggle(string id, string title, bool value = false) => new() { Id = id, Title = title, Value = value ? "true" : "false" };

    private protected static bool IsOn(Press press, string id) => press.Input(id) is "true";

    private protected static string? Typed(Press press, string id) => press.Input(id)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A fact's document and date, and whether it is to be checked.</summary>
    private protected static AdaptiveTextBlock SourceOf(Source source, Texts texts)
    {
        var day = source.Date.ToString(texts.DayPattern, texts.Culture);
        return Drawing.Subtle(Escape.ForCard(source.IsToBeChecked ? texts.SourceUnverified(source.Document, day) : texts.SourceVerified(source.Document, day)));
    }
}

/// <summary>What the trouble is in and what kind of help is asked for.</summary>
internal sealed class MatterPage() : EscalationPage("matter")
{
    private const string Kind = "category";
    private const string In = "workload";
    private const string Topic = "topic";
    private const string NoTopic = "-";
    private const string Product = "product";
    private const string Age = "generation";
    private const string Mainstream = "mainstream";
    private const string Vulnerability = "vulnerability";

    public override string TitleIn(Texts texts) => texts.EscalateMatter;

    // Whoever sets out says it; the ticket's own service and category are only where it begins.
    public override bool IsDone(EscalationView view) => view.Ticket.Escalation is not null;

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var (texts, file) = (view.Texts, view.File);
        yield return Drawing.Choice(Kind, texts.LabelCategory, typed?.Chosen<Category>(Kind) ?? file.Category, texts.Of);
        yield return Choices(In, texts.EscalateIn, Enum.GetValues<Workload>().Select(workload => (texts.Of(workload), workload.ToString())), typed?.Input(In) ?? file.Workload.ToString());
        yield return Choices(
            Topic, texts.EscalateTopic, [(texts.EscalateNoTopic, NoTopic), .. view.Rules.Evidence.Topics.Select(topic => (topic.Label.In(view.Language), topic.Id))], typed?.Input(Topic) ?? file.TopicId ?? NoTopic);
        yield return Drawing.Subtle(texts.EscalateOnPremises);
        yield return Text(Product, texts.EscalateProduct, typed?.Input(Product) ?? file.Product?.Name, EscalationFields.Longest(EscalationField.Product));
        yield return Choices(Age, texts.EscalateGeneration, Enum.GetValues<Generation>().Select(age => (texts.Of(age), age.ToString())), typed?.Input(Age) ?? (file.Product?.Generation ?? Generation.Current).ToString());
        yield return Toggle(Mainstream, texts.EscalateMainstream, typed is null ? file.Product?.IsInMainstreamSupport ?? true : IsOn(typed, Mainstream));
        yield return Toggle(Vulnerability, texts.EscalateVulnerability, typed is null ? file.IsVulnerability : IsOn(typed, Vulnerability));
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        if (press.Chosen<Category>(Kind) is not { } category || press.Chosen<Workload>(In) is not { } workload || press.Chosen<Generation>(Age) is not { } age)
            return PageReading.No(view.Texts.RefusedNotUnderstood);
        var topic = view.Rules.Evidence.Topics.FirstOrDefault(each => each.Id == press.Input(Topic));
        if (topic is not null && !topic.Fits(workload, category)) return PageReading.No(view.Texts.EscalateTopicUnfit(topic.Label.In(view.Language)));
        var product = workload is Workload.OnPremises && Typed(press, Product) is { } name ? new OnPremisesProduct(name, age, IsOn(press, Mainstream)) : null;
        if (workload is Workload.OnPremises && product is null) return PageReading.No(view.Texts.EscalateProductMissing);
        if (view.File.WithCase(workload, category, topic?.Id) is not { File: { } file }) return PageReading.No(view.Texts.RefusedNotUnderstood);
        return Of(file.WithMatter(product, IsOn(press, Vulnerability)), $"{view.Texts.Of(workload)} · {view.Texts.Of(category)}", view.Texts);
    }
}

/// <summary>From when the deadlines count that cost money.</summary>
internal sealed class DatesPage() : EscalationPage("dates")
{
    private const string At = "at.";

    private static readonly LocalDateTimePattern[] Patterns = [LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd")];

    public override string TitleIn(Texts texts) => texts.EscalateDates;

    public override bool IsDone(EscalationView view) => view.File.Moments is not null || view.Rules.Deadlines.Asks(view.File.Case).Count == 0;

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var texts = view.Texts;
        yield return Drawing.Subtle(texts.EscalateDatesText);
        foreach (var moment in view.Rules.Deadlines.Asks(view.File.Case))
        {
            var kept = view.File.Moments?.TryGetValue(moment, out var at) is true ? Patterns[0].Format(at.InZone(view.Zone).LocalDateTime) : null;
            yield return Text(At + moment, $"{texts.Of(moment)} ({texts.EscalateMomentHow(view.Zone.Id)})", typed?.Input(At + moment) ?? kept, 40);
        }

        foreach (var deadline in view.Rules.Deadlines.Of(view.File.Case, view.File.Moments ?? new Dictionary<DeadlineMoment, Instant>()))
        {
            var text = texts.RootDeadline(deadline.Rule.Label.In(view.Language), texts.Of(deadline.End, view.Zone.Id));
            yield return deadline.IsOver(view.Now) ? Drawing.Subtle(Escape.ForCard(texts.EscalateDeadlineOver(text))) : Drawing.Warning(text);
            yield return SourceOf(deadline.Rule.Source, texts);
        }
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        var moments = new SortedDictionary<DeadlineMoment, Instant>();
        foreach (var moment in view.Rules.Deadlines.Asks(view.File.Case))
        {
            if (Typed(press, At + moment) is not { } text) continue;
            var parsed = Patterns.Select(pattern => pattern.Parse(text)).FirstOrDefault(each => each.Success);
            if (parsed is null) return PageReading.No($"{view.Texts.Of(moment)}: {view.Texts.TimeNotUnderstood}");
            moments[moment] = parsed.Value.InZoneLeniently(view.Zone).ToInstant();
        }

        return Of(view.File.WithMoments(moments), string.Join(", ", moments.Keys.Select(view.Texts.Of)), view.Texts);
    }
}

/// <summary>How severe it is, and who answers day and night where that is needed.</summary>
internal sealed class SeverityPage() : EscalationPage("severity")
{
    private const string Grade = "severity";
    private const string Impact = "impact";
    private const string ContactName = "contactName";
    private const string ContactPhone = "contactPhone";

    public override string TitleIn(Texts texts) => texts.EscalateSeverity;

    public override bool IsDone(EscalationView view) => view.File is { Severity: not null, BusinessImpact: not null };

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var (texts, file) = (view.Texts, view.File);
        foreach (var meaning in view.Rules.Severities.Meanings)
        {
            yield return Drawing.Line($"**{meaning.Severity}** – {Escape.ForCard(meaning.Definition.In(view.Language))}");
            yield return Drawing.Subtle(Escape.ForCard(meaning.Examples.In(view.Language)));
            if (meaning.RoundTheClock is { } roundTheClock) yield return Drawing.Warning(roundTheClock.In(view.Language));
        }

        var suggested = file.Severity ?? (view.Ticket.Priority switch { Priority.P1 => Severity.A, Priority.P2 => Severity.B, _ => Severity.C });
        yield return Choices(Grade, texts.EscalateSeverity, Enum.GetNames<Severity>().Select(name => (name, name)), typed?.Input(Grade) ?? suggested.ToString());
        yield return Text(
            Impact, texts.EscalateImpact, typed?.Input(Impact) ?? file.BusinessImpact, EscalationFields.Longest(EscalationField.BusinessImpact), lines: true, needed: true, texts.RefusedNothingWritten);
        yield return Text(ContactName, texts.EscalateContactName, typed?.Input(ContactName) ?? file.RoundTheClock?.Name, EscalationFields.Longest(EscalationField.ContactName));
        yield return Text(ContactPhone, texts.EscalateContactPhone, typed?.Input(ContactPhone) ?? file.RoundTheClock?.Phone, EscalationFields.Longest(EscalationField.ContactPhone));
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        if (press.Chosen<Severity>(Grade) is not { } severity) return PageReading.No(view.Texts.RefusedNotUnderstood);
        if (Typed(press, Impact) is not { } impact) return PageReading.No(view.Texts.RefusedNothingWritten);
        RoundTheClockContact? contact = (Typed(press, ContactName), Typed(press, ContactPhone)) switch
        {
            ({ } name, { } phone) => new RoundTheClockContact(name, phone),
            (null, null) => null,
            _ => new RoundTheClockContact("", ""),
        };
        if (contact is { Name: "" }) return PageReading.No(view.Texts.EscalateContactHalf);
        var change = view.File.WithSeverity(severity).Then(file => file.WithBusinessImpact(impact)).Then(file => file.WithRoundTheClock(contact));
        return Of(change, $"{view.Texts.EscalateSeverity}: {severity}", view.Texts);
    }
}

/// <summary>On which side of base support it lies.</summary>
internal sealed class BoundaryPage() : EscalationPage("boundary")
{
    private const string Row = "row";
    private const string Why = "why";

    public override string TitleIn(Texts texts) => texts.EscalateBoundary;

    public override bool IsDone(EscalationView view) => view.File.Boundary is not null;

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var (texts, file) = (view.Texts, view.File);
        yield return Drawing.Subtle(texts.EscalateBoundaryText);
        var rows = view.Rules.BaseSupport.RowsFor(file.Workload, file.Category).ToList();
        yield return Choices(
            Row, texts.EscalateBoundary, rows.Select(row => ($"{row.Topic.In(view.Language)} ({texts.Of(row.Boundary)})", row.Id)), typed?.Input(Row) ?? file.Boundary?.RowId ?? rows[0].Id, expanded: true);
        yield return Text(
            Why, texts.EscalateBoundaryWhy, typed?.Input(Why) ?? file.Boundary?.Reason, EscalationFields.Longest(EscalationField.BoundaryReason), lines: true, needed: true, texts.RefusedNothingWritten);
        if (file.Boundary is { } chosen && rows.Find(row => row.Id == chosen.RowId) is { } judged)
        {
            yield return Drawing.Line(Escape.ForCard(judged.Reason.In(view.Language)));
            yield return SourceOf(judged.Source, texts);
        }
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        if (view.Rules.BaseSupport.Judge(view.File.Workload, view.File.Category, press.Input(Row) ?? "") is not { } row) return PageReading.No(view.Texts.RefusedNotUnderstood);
        if (Typed(press, Why) is not { } why) return PageReading.No(view.Texts.RefusedNothingWritten);
        return Of(view.File.WithBoundary(new BoundaryChoice(row.Id, why)), $"{row.Topic.In(view.Language)} ({view.Texts.Of(row.Boundary)})", view.Texts);
    }
}

/// <summary>What the service's health shows in the customer's tenant.</summary>
internal sealed class HealthPage() : EscalationPage("health")
{
    private const string Shown = "health";
    private const string Incident = "incident";

    public override string TitleIn(Texts texts) => texts.EscalateHealth;

    public override bool IsDone(EscalationView view) => view.File.Health is { Result: not HealthResult.NotYet };

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var (texts, file) = (view.Texts, view.File);
        yield return Drawing.Line(texts.EscalateHealthText);
        if (view.HealthPages.Count > 0) yield return new AdaptiveActionSet { Actions = [.. view.HealthPages.Take(6).Select(page => new AdaptiveOpenUrlAction { Title = page.Label, Url = page.Address })] };
        yield return Choices(
            Shown, texts.EscalateHealth, Enum.GetValues<HealthResult>().Select(result => (texts.Of(result), result.ToString())), typed?.Input(Shown) ?? (file.Health?.Result ?? HealthResult.NotYet).ToString(), expanded: true);
        yield return Text(Incident, texts.EscalateIncident, typed?.Input(Incident) ?? file.Health?.IncidentId, EscalationFields.Longest(EscalationField.IncidentId));
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        if (press.Chosen<HealthResult>(Shown) is not { } result) return PageReading.No(view.Texts.RefusedNotUnderstood);
        var incident = result is HealthResult.Incident ? Typed(press, Incident) : null;
        if (result is HealthResult.Incident && incident is null) return PageReading.No(view.Texts.EscalateIncidentMissing);
        return Of(view.File.WithHealth(new HealthCheck(result, incident, view.Agent, view.Now)), $"{view.Texts.Of(result)}{(incident is null ? "" : $": {incident}")}", view.Texts);
    }
}

/// <summary>By which vehicle it goes.</summary>
internal sealed class RoutePage() : EscalationPage("route")
{
    private const string By = "vehicle";
    private const string Folded = "folded";

    public override string TitleIn(Texts texts) => texts.EscalateRoute;

    public override bool IsDone(EscalationView view) => view.File.VehicleId is { } vehicle && view.Route.Of(vehicle) is { IsEligible: true };

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var (texts, route) = (view.Texts, view.Route);
        if (route is { Recommended: { } best, Why: { } why })
            yield return Drawing.Line($"**{Escape.ForCard(texts.EscalateRecommended(best.Vehicle.Name.In(view.Language)))}** {Escape.ForCard(why.In(view.Language))}");
        else
            yield return Drawing.Warning(texts.EscalateNoVehicle);
        foreach (var verdict in route.Eligible) yield return Shown(verdict, view);
        if (route.Eligible.Any())
        {
            yield return Choices(
                By, texts.EscalateRoute, route.Eligible.Select(verdict => (verdict.Vehicle.Name.In(view.Language), verdict.Vehicle.Id)),
                typed?.Input(By) ?? Eligible(view.File.VehicleId, route) ?? route.Recommended?.Vehicle.Id ?? route.Eligible.First().Vehicle.Id);
        }

        var others = route.Verdicts.Where(verdict => !verdict.IsEligible).ToList();
        if (others.Count == 0) yield break;
        yield return new AdaptiveActionSet { Actions = [new AdaptiveToggleVisibilityAction { Title = texts.ButtonOtherVehicles(others.Count), TargetElements = [new AdaptiveTargetElement(Folded)] }] };
        yield return new AdaptiveContainer
        {
            Id = Folded,
            IsVisible = false,
            Items = [.. others.Select(verdict => Drawing.Line($"**{Escape.ForCard(NameOf(verdict.Vehicle, view))}** – {Escape.ForCard(texts.EscalateNotEligible(verdict.Reason.In(view.Language)))}"))],
        };
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        if (view.Route.Of(press.Input(By) ?? "") is not { } verdict) return PageReading.No(view.Texts.RefusedNotUnderstood);
        if (!verdict.IsEligible) return PageReading.No(view.Texts.EscalateNotEligible(verdict.Reason.In(view.Language)));
        return Of(view.File.WithVehicle(verdict.Vehicle.Id), verdict.Vehicle.Name.In(view.Language), view.Texts);
    }

    private static string Marked(string fact, Source source, Texts texts) => source.IsToBeChecked ? texts.FactUnverified(fact) : fact;

    private static string? Eligible(string? vehicle, EscalationRoute route) => vehicle is not null && route.Of(vehicle) is { IsEligible: true } ? vehicle : null;

    private static string NameOf(Vehicle vehicle, EscalationView view) => vehicle.Formerly.Count == 0
        ? vehicle.Name.In(view.Language)
        : $"{vehicle.Name.In(view.Language)} ({view.Texts.FormerlyCalled(string.Join(", ", vehicle.Formerly.Select(former => former.Name)))})";

    private static AdaptiveContainer Shown(Verdict verdict, EscalationView view)
    {
        var texts = view.Texts;
        var vehicle = verdict.Vehicle;
        var roles = verdict.Roles.AnyOf.Count == 0 ? texts.EscalateNoRole : string.Join(", ", verdict.Roles.AnyOf.Select(role => role.Name.In(view.Language)));
        if (verdict.Roles.Note is { } note) roles += $" – {note.In(view.Language)}";
        if (view.Holders.GetValueOrDefault(vehicle.Id) is { Count: > 0 } holders) roles += $" – {texts.EscalateHolders(string.Join(", ", holders))}";
        var container = new AdaptiveContainer
        {
            Separator = true,
            Items =
            [
                Drawing.Line($"**{Escape.ForCard(NameOf(vehicle, view))}** – {Escape.ForCard(texts.Of(vehicle.Heading))}"),
                Drawing.Line(Escape.ForCard(verdict.Reason.In(view.Language))),
                Drawing.Facts(
                    (texts.LabelCoverage, vehicle.Coverage.In(view.Language)),
                    (texts.LabelCost, Marked(vehicle.Cost.In(view.Language), vehicle.CostSource, texts)),
                    (texts.LabelFirstAnswer, Marked(EscalationForms.Promise(verdict.Response, texts), verdict.Response.Source, texts)),
                    (texts.LabelRolesNeeded, roles),
                    (texts.LabelFiledAt, verdict.Place.How.In(view.Language))),
                SourceOf(verdict.Source, texts),
            ],
        };
        if (!verdict.AgentMayFile) container.Items.Add(Drawing.Warning(texts.EscalateNotYourRole));
        return container;
    }
}

/// <summary>What was tried before.</summary>
internal sealed class StepsPage() : EscalationPage("steps")
{
    private const string What = "what";
    private const string Result = "result";
    private const string More = "more";

    public override string TitleIn(Texts texts) => texts.EscalateSteps;

    public override bool IsDone(EscalationView view) => view.File.Steps.Count > 0;

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var texts = view.Texts;
        yield return Drawing.Subtle(texts.EscalateStepsText);
        foreach (var step in view.File.Steps) yield return Drawing.Words($"• {step.What} → {step.Result} ({step.By.Name})");
        yield return Text(What, texts.EscalateStepWhat, typed?.Input(What), EscalationFields.Longest(EscalationField.Step), lines: true);
        yield return Text(Result, texts.EscalateStepResult, typed?.Input(Result), EscalationFields.Longest(EscalationField.StepResult), lines: true);
        yield return Toggle(More, texts.EscalateStepMore);
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        var (what, result) = (Typed(press, What), Typed(press, Result));
        if (what is null && result is null && view.File.Steps.Count > 0) return new PageReading(view.File, view.Texts.EscalateSteps, null);
        if (what is null || result is null) return PageReading.No(view.Texts.EscalateStepHalf);
        return Of(view.File.WithStep(new StepTaken(what, result, view.Agent, view.Now)), $"{what} → {result}", view.Texts) with { Stays = IsOn(press, More) };
    }
}

/// <summary>What will be asked for, a few items at a time.</summary>
internal sealed class EvidencePage() : EscalationPage("evidence")
{
    // A form of more would not be filled in, and the card has 25 KB.
    private const int AtOnce = 6;
    private const string Value = "e.";
    private const string AskId = "ask.";
    private const string None = "";

    public override string TitleIn(Texts texts) => texts.EscalateEvidence;

    public override bool IsDone(EscalationView view) => !view.Checklist.MissingRequired.Any();

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var texts = view.Texts;
        var missing = Missing(view).ToList();
        yield return Drawing.Line(texts.EscalateEvidenceText(view.Checklist.Lines.Count(line => !line.IsMissing), view.Checklist.Lines.Count));
        if (view.Answer is { } answer)
        {
            yield return Drawing.Subtle(texts.EscalateCustomerAnswered(view.Ticket.Requester.Name));
            yield return Drawing.Words(answer);
        }

        foreach (var line in missing.Take(AtOnce))
        {
            var item = line.Item;
            var label = item.IsRequired ? item.Label.In(view.Language) : texts.EscalateOptional(item.Label.In(view.Language));
            var value = typed?.Input(Value + item.Id) ?? (line.AskedBy is not null && missing.Count(each => each.AskedBy is not null) == 1 ? view.Answer : null);
            yield return item.Kind switch
            {
                EvidenceKind.Choice => Choices(Value + item.Id, label, [("–", None), .. item.Choices.Select(choice => (choice.Label.In(view.Language), choice.Id))], value ?? None, needed: false),
                EvidenceKind.File => Choices(Value + item.Id, label, [("–", None), .. view.Attachments.Select(file => (file.Name, file.Id)), (texts.EscalateInPortal, EvidenceItem.InPortal)], value ?? None, needed: false),
                EvidenceKind.Moment => Text(Value + item.Id, $"{label} ({texts.EscalateMomentHow(view.Zone.Id)})", value, 40),
                _ => Text(Value + item.Id, label, value, EvidenceItem.LongestValue, lines: item.Kind is EvidenceKind.Text),
            };
            if (line.AskedBy is not null) yield return Drawing.Subtle(texts.EscalateAsked);
            else if (MayAsk(item, view)) yield return Toggle(AskId + item.Id, texts.EscalateAsk(view.Ticket.Requester.Name), typed is not null && IsOn(typed, AskId + item.Id));
        }

        if (missing.Count > AtOnce) yield return Drawing.Subtle(texts.EscalateMoreEvidence(missing.Count - AtOnce));
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        var file = view.File;
        List<string> told = [];
        List<EvidenceItem> ask = [];
        foreach (var line in Missing(view))
        {
            var item = line.Item;
            if (Typed(press, Value + item.Id) is { } text)
            {
                if (item.Kind is EvidenceKind.File && text is not EvidenceItem.InPortal && view.Attachments.All(attachment => attachment.Id != text)) return PageReading.No(view.Texts.RefusedNotUnderstood);
                var reading = item.Read(text, view.Zone);
                if (reading.Value is not { } value) return PageReading.No($"{item.Label.In(view.Language)}: {reading.Wrong!.In(view.Language)}");
                var from = line.AskedBy is null ? EvidenceOrigin.Agent : EvidenceOrigin.Customer;
                var change = file.WithEvidence(item.Id, new EvidenceValue(value, from, view.Agent, view.Now));
                if (change.File is not { } kept) return PageReading.No(EscalationForms.Say(change.Refusal!, view.Texts));
                file = kept;
                told.Add(item.Label.In(view.Language));
            }
            else if (IsOn(press, AskId + item.Id) && MayAsk(item, view))
            {
                ask.Add(item);
            }
        }

        // Whoever filled something in may have more; whoever leaves everything empty goes on.
        var stays = told.Count > 0 && Checklist.Of(view.Rules.Evidence, file, new Dictionary<string, EvidenceValue>()).Lines.Any(line => line is { IsMissing: true, AskedBy: null } && line.Item.IsRequired && !IsKnown(line, view));
        return new PageReading(file, string.Join(", ", told), null) { Ask = ask, Stays = stays };
    }

    // What is needed comes first, and what the customer was asked for last.
    private static IEnumerable<ChecklistLine> Missing(EscalationView view) =>
        view.Checklist.Lines.Where(line => line.IsMissing).OrderBy(line => line.AskedBy is not null && view.Answer is null).ThenByDescending(line => line.Item.IsRequired);

    private static bool IsKnown(ChecklistLine line, EscalationView view) => view.Checklist.Lines.Any(each => each.Item.Id == line.Item.Id && !each.IsMissing);

    private static bool MayAsk(EvidenceItem item, EscalationView view) => item.CanBeAsked && view.Ticket.Requester.UsesTeams;
}

/// <summary>What goes along, and whether the customer agrees.</summary>
internal sealed class SharingPage() : EscalationPage("sharing")
{
    private const string Files = "files";
    private const string GivenBy = "givenBy";
    private const string Agreed = "agreed";

    public override string TitleIn(Texts texts) => texts.EscalateSharing;

    public override bool IsDone(EscalationView view) => view.File.Consent is not null;

    internal override IEnumerable<AdaptiveElement> Draw(EscalationView view, Press? typed)
    {
        var texts = view.Texts;
        yield return Drawing.Subtle(texts.EscalateSharingText);
        if (view.Attachments.Count > 0)
        {
            yield return Choices(
                Files, texts.EscalateFiles, view.Attachments.Select(file => (file.Name, file.Id)), typed?.Input(Files) ?? string.Join(',', view.File.SharedAttachments), expanded: true, several: true, needed: false);
        }

        yield return Text(
            GivenBy, texts.EscalateConsentBy, typed?.Input(GivenBy) ?? view.File.Consent?.GivenBy ?? view.Ticket.Requester.Name, EscalationFields.Longest(EscalationField.ConsentGivenBy));
        yield return Toggle(Agreed, texts.EscalateConsent, typed is null ? view.File.Consent is not null : IsOn(typed, Agreed));
    }

    internal override PageReading Read(Press press, EscalationView view)
    {
        var chosen = (press.Input(Files) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var consent = IsOn(press, Agreed) && Typed(press, GivenBy) is { } by ? new ShareConsent(by, view.Agent, view.Now) : null;
        var change = view.File.WithSharedAttachments(view.Attachments.Select(file => file.Id).Where(chosen.Contains)).Then(file => file.WithConsent(consent));
        return Of(change, consent is null ? view.Texts.EscalateNoConsent : view.Texts.EscalateConsentNoted(consent.GivenBy), view.Texts);
    }
}
