using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What a look at the service's health showed.</summary>
public enum HealthResult
{
    /// <summary>No incident that matches.</summary>
    None,

    /// <summary>An incident that matches.</summary>
    Incident,

    /// <summary>Nobody has looked yet, or the page could not be reached.</summary>
    NotYet,
}

/// <summary>A look at the service's health.</summary>
/// <param name="Result">What it showed.</param>
/// <param name="IncidentId">The incident that matches; null where none does.</param>
/// <param name="By">Who looked.</param>
/// <param name="At">When.</param>
public sealed record HealthCheck(HealthResult Result, string? IncidentId, Person By, Instant At);

/// <summary>Who answers day and night while a severity A is worked on.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Phone">Their telephone number, with the country's code.</param>
public sealed record RoundTheClockContact(string Name, string Phone);

/// <summary>Which row of base support was found to hold.</summary>
/// <param name="RowId">The row.</param>
/// <param name="Reason">Why it holds here, in the agent's words.</param>
public sealed record BoundaryChoice(string RowId, string Reason);

/// <summary>Something that was tried before Microsoft is asked.</summary>
/// <param name="What">What was done.</param>
/// <param name="Result">What came of it.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When it was noted down.</param>
public sealed record StepTaken(string What, string Result, Person By, Instant At);

/// <summary>The customer's consent that what was gathered goes to Microsoft or the provider.</summary>
/// <param name="GivenBy">Who gave it, as the agent calls them.</param>
/// <param name="NotedBy">The agent who noted it down.</param>
/// <param name="At">When.</param>
public sealed record ShareConsent(string GivenBy, Person NotedBy, Instant At);

/// <summary>A lead's word that it goes although something is missing.</summary>
/// <param name="Lead">Who said so.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record GateOverride(Person Lead, string Reason, Instant At);

/// <summary>An item of evidence for which the customer was asked, and has not answered.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Event">The sequence of the ticket's event that asked.</param>
public sealed record AskedItem(string ItemId, int Event);

/// <summary>The number under which somebody else works on it.</summary>
/// <param name="SystemId">The portal that gave it, by its id in the handbook.</param>
/// <param name="Number">As that portal writes it.</param>
public sealed record CaseReference(string SystemId, string Number);

/// <summary>When a first answer was promised. It is no promise of a solution.</summary>
/// <param name="Said">The promise as the vehicle has it.</param>
/// <param name="By">Until when that is; null where it depends on hours that are not known.</param>
public sealed record PromisedResponse(string Said, Instant? By);

/// <summary>
/// Everything that the walk of one ticket beyond the boundary has gathered. It lies in the ticket's partition as JSON
/// (<see cref="ToJson"/>), and never grows beyond <see cref="LongestJson"/>: what would make it is refused.
/// </summary>
public sealed record EscalationFile
{
    /// <summary>Its JSON has at most so many UTF-16 characters: one property of a table holds 64 KiB (Understanding the Table service data model, "Property types").</summary>
    public const int LongestJson = 32_000;

    /// <summary>What the trouble is in.</summary>
    public required Workload Workload { get; init; }

    /// <summary>What kind of help is asked for.</summary>
    public required Category Category { get; init; }

    /// <summary>What it is about in particular (<see cref="EvidenceTopic"/>); null for nothing in particular.</summary>
    public string? TopicId { get; init; }

    /// <summary>The product where it runs on servers of the customer's own; null elsewhere, or where nobody has said which.</summary>
    public OnPremisesProduct? Product { get; init; }

    /// <summary>Whether it is a security vulnerability of a product.</summary>
    public bool IsVulnerability { get; init; }

    /// <summary>From when its deadlines count, as an agent entered it; null where nobody was asked yet.</summary>
    public IReadOnlyDictionary<DeadlineMoment, Instant>? Moments { get; init; }

    /// <summary>By which vehicle it goes; null while that is not chosen.</summary>
    public string? VehicleId { get; init; }

    /// <summary>How severe it is; null while that is not chosen.</summary>
    public Severity? Severity { get; init; }

    /// <summary>What it does to the customer's business, in the agent's words; null while that is not said.</summary>
    public string? BusinessImpact { get; init; }

    /// <summary>Who answers day and night; null where nobody was named.</summary>
    public RoundTheClockContact? RoundTheClock { get; init; }

    /// <summary>The latest look at the service's health; null where nobody has looked.</summary>
    public HealthCheck? Health { get; init; }

    /// <summary>The row of base support that holds; null while none is chosen.</summary>
    public BoundaryChoice? Boundary { get; init; }

    /// <summary>What was tried, in order.</summary>
    public IReadOnlyList<StepTaken> Steps { get; init; } = [];

    /// <summary>The evidence, by item.</summary>
    public IReadOnlyDictionary<string, EvidenceValue> Evidence { get; init; } = new Dictionary<string, EvidenceValue>();

    /// <summary>For what the customer was asked and has not answered, in the order of the questions.</summary>
    public IReadOnlyList<AskedItem> Asked { get; init; } = [];

    /// <summary>The attachments that go along, by their ids, in the order in which they were chosen.</summary>
    public IReadOnlyList<string> SharedAttachments { get; init; } = [];

    /// <summary>The customer's consent; null while it is not given.</summary>
    public ShareConsent? Consent { get; init; }

    /// <summary>A lead's word that it goes although something is missing; null where there is none.</summary>
    public GateOverride? Override { get; init; }

    /// <summary>How far it has come.</summary>
    public EscalationState State { get; init; }

    /// <summary>Since when it has been there; null while it has never left the beginning.</summary>
    public Instant? StateSince { get; init; }

    /// <summary>The case number; null while there is none.</summary>
    public CaseReference? CaseNumber { get; init; }

    /// <summary>When a first answer was promised; null where nothing was.</summary>
    public PromisedResponse? ResponseTarget { get; init; }

    /// <summary>What it is about, as far as its evidence depends on it.</summary>
    public EvidenceCase Case => new(Workload, Category, Severity, VehicleId, TopicId);

    /// <summary>Begins one.</summary>
    public static EscalationFile Begin(Workload workload, Category category) => new() { Workload = workload, Category = category };

    /// <summary>The file with another workload, category or topic. The vehicle, the severity and the row of base support belong to the former, and are to be chosen anew.</summary>
    public EscalationChange WithCase(Workload workload, Category category, string? topicId = null) => Kept(
        (workload, category) == (Workload, Category)
            ? this with { TopicId = topicId }
            : this with { Workload = workload, Category = category, TopicId = topicId, VehicleId = null, Severity = null, Boundary = null });

    /// <summary>The file with the product on the customer's own servers, and whether it is about a vulnerability. The vehicle depends on both, and is to be chosen anew where they change.</summary>
    public EscalationChange WithMatter(OnPremisesProduct? product, bool isVulnerability) => Kept(
        (product, isVulnerability) == (Product, IsVulnerability) ? this : this with { Product = product, IsVulnerability = isVulnerability, VehicleId = null },
        (EscalationField.Product, product?.Name));

    /// <summary>The file with the moments from which its deadlines count.</summary>
    public EscalationChange WithMoments(IReadOnlyDictionary<DeadlineMoment, Instant> moments) => Kept(this with { Moments = moments });

    /// <summary>The file with its vehicle, and the first answer that the vehicle promises.</summary>
    public EscalationChange WithVehicle(string vehicleId) => Kept(this with { VehicleId = vehicleId }, (EscalationField.VehicleId, vehicleId));

    /// <summary>The file with its severity.</summary>
    public EscalationChange WithSeverity(Severity severity) => Kept(this with { Severity = severity });

    /// <summary>The file with what the trouble does to the customer's business.</summary>
    public EscalationChange WithBusinessImpact(string impact) => Kept(this with { BusinessImpact = impact }, (EscalationField.BusinessImpact, impact));

    /// <summary>The file with who answers day and night; null takes them back.</summary>
    public EscalationChange WithRoundTheClock(RoundTheClockContact? contact) =>
        Kept(this with { RoundTheClock = contact }, (EscalationField.ContactName, contact?.Name), (EscalationField.ContactPhone, contact?.Phone));

    /// <summary>The file with a look at the service's health.</summary>
    public EscalationChange WithHealth(HealthCheck health) => Kept(this with { Health = health }, (EscalationField.IncidentId, health.IncidentId));

    /// <summary>The file with the row of base support that holds.</summary>
    public EscalationChange WithBoundary(BoundaryChoice boundary) => Kept(this with { Boundary = boundary }, (EscalationField.BoundaryReason, boundary.Reason));

    /// <summary>The file with one more thing that was tried.</summary>
    public EscalationChange WithStep(StepTaken step) =>
        Kept(this with { Steps = [.. Steps, step] }, (EscalationField.Step, step.What), (EscalationField.StepResult, step.Result));

    /// <summary>The file with a piece of evidence in the place of what it had; the customer is no longer asked for it.</summary>
    public EscalationChange WithEvidence(string itemId, EvidenceValue value)
    {
        var evidence = new SortedDictionary<string, EvidenceValue>(Evidence.ToDictionary(), StringComparer.Ordinal) { [itemId] = value };
        return Kept(this with { Evidence = evidence, Asked = [.. Asked.Where(asked => asked.ItemId != itemId)] }, (EscalationField.ItemId, itemId), (EscalationField.Evidence, value.Value));
    }

    /// <summary>The file without a piece of evidence.</summary>
    public EscalationChange WithoutEvidence(string itemId) =>
        Kept(this with { Evidence = new SortedDictionary<string, EvidenceValue>(Evidence.Where(each => each.Key != itemId).ToDictionary(), StringComparer.Ordinal) });

    /// <summary>The file after the customer was asked for an item. An earlier question for it no longer counts.</summary>
    public EscalationChange WithAsked(string itemId, int sequence) =>
        Kept(this with { Asked = [.. Asked.Where(asked => asked.ItemId != itemId), new AskedItem(itemId, sequence)] }, (EscalationField.ItemId, itemId));

    /// <summary>The file with the attachments that go along.</summary>
    public EscalationChange WithSharedAttachments(IEnumerable<string> attachmentIds) => Kept(this with { SharedAttachments = [.. attachmentIds.Distinct(StringComparer.Ordinal)] });

    /// <summary>The file with the customer's consent; null takes it back.</summary>
    public EscalationChange WithConsent(ShareConsent? consent) => Kept(this with { Consent = consent }, (EscalationField.ConsentGivenBy, consent?.GivenBy));

    /// <summary>The file with a lead's word that it goes although something is missing.</summary>
    public EscalationChange WithOverride(GateOverride word) => Kept(this with { Override = word }, (EscalationField.OverrideReason, word.Reason));

    /// <summary>The file with the case number: it is with Microsoft, or whoever else gave the number. A number given before is corrected.</summary>
    /// <param name="number">The number.</param>
    /// <param name="target">When a first answer was promised; null where nothing was.</param>
    /// <param name="at">When the number was given.</param>
    public EscalationChange WithCaseNumber(CaseReference number, PromisedResponse? target, Instant at)
    {
        var known = this with { CaseNumber = number, ResponseTarget = target };
        var checkedFor = Kept(known, (EscalationField.SystemId, number.SystemId), (EscalationField.CaseNumber, number.Number), (EscalationField.ResponseTarget, target?.Said));
        if (checkedFor.File is null || CaseNumber is not null) return checkedFor;
        return known.WithState(EscalationState.WithMicrosoft, at);
    }

    /// <summary>The file in another state.</summary>
    public EscalationChange WithState(EscalationState state, Instant at) =>
        EscalationStates.Allows(State, state) ? Kept(this with { State = state, StateSince = at }) : EscalationChange.No(new EscalationRefusal.NotFromHere(State, state));

    /// <summary>As it is kept.</summary>
    public string ToJson() => EscalationJson.Write(this);

    /// <summary>As it was kept.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is no escalation file.</exception>
    public static EscalationFile FromJson(string json) => EscalationJson.Read(json);

    /// <summary>Whether both hold the same, compared as they are kept.</summary>
    public bool Equals(EscalationFile? other) => other is not null && (ReferenceEquals(this, other) || ToJson() == other.ToJson());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Workload, Category, VehicleId, Severity, State, Steps.Count, Evidence.Count);

    private static EscalationChange Kept(EscalationFile file, params ReadOnlySpan<(EscalationField Field, string? Text)> written)
    {
        foreach (var (field, text) in written)
        {
            var most = EscalationFields.Longest(field);
            if (text is not null && text.Length > most) return EscalationChange.No(new EscalationRefusal.TooLong(field, text.Length, most));
        }

        return file.ToJson().Length is var length && length > LongestJson
            ? EscalationChange.No(new EscalationRefusal.TooMuch(length, LongestJson))
            : new EscalationChange(file, null);
    }
}
