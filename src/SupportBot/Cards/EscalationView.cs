using NodaTime;
using SupportBot.Escalation;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>All that the pages of the way beyond the desk show.</summary>
public sealed record EscalationView
{
    /// <summary>The desk's language.</summary>
    public required Texts Texts { get; init; }

    /// <summary>The ticket.</summary>
    public required Ticket Ticket { get; init; }

    /// <summary>What was gathered so far.</summary>
    public required EscalationFile File { get; init; }

    /// <summary>The agent who reads and writes.</summary>
    public required Person Agent { get; init; }

    /// <summary>Whether the agent leads the desk.</summary>
    public bool IsLead { get; init; }

    /// <summary>The rules.</summary>
    public required EscalationRules Rules { get; init; }

    /// <summary>The ways for what was gathered so far.</summary>
    public required EscalationRoute Route { get; init; }

    /// <summary>The evidence for what was gathered so far.</summary>
    public required Checklist Checklist { get; init; }

    /// <summary>The ticket's files and pictures.</summary>
    public IReadOnlyList<TicketAttachment> Attachments { get; init; } = [];

    /// <summary>What the customer wrote since they were last asked; null where they were not, or have not answered.</summary>
    public string? Answer { get; init; }

    /// <summary>Where the health of the service is seen in the customer's tenant.</summary>
    public IReadOnlyList<(string Label, Uri Address)> HealthPages { get; init; } = [];

    /// <summary>What stands between what was gathered and the package.</summary>
    public required GateVerdict Gate { get; init; }

    /// <summary>The language in which the customer is written to.</summary>
    public required Texts CustomerTexts { get; init; }

    /// <summary>Who is beyond the desk, as the customer is told: Microsoft, or the provider by its name.</summary>
    public required string Recipient { get; init; }

    /// <summary>The chosen way; null while none is chosen, or the edition knows it no more.</summary>
    public Verdict? Chosen => File.VehicleId is { } vehicle ? Route.Of(vehicle) : null;

    /// <summary>The members of the team who hold one of a vehicle's roles, by vehicle.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Holders { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The zone in which times are typed and shown.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The moment.</summary>
    public required Instant Now { get; init; }

    /// <summary>The language in which the handbook is read.</summary>
    public string Language => Texts.Language;
}

/// <summary>What a page says is wanted, or why that cannot be read.</summary>
/// <param name="File">What was gathered, with the page's part; null where it cannot be read.</param>
/// <param name="Told">The page's part in one line, for the audit.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
public sealed record PageReading(EscalationFile? File, string Told, string? Problem)
{
    /// <summary>The items for which the customer is to be asked.</summary>
    public IReadOnlyList<EvidenceItem> Ask { get; init; } = [];

    /// <summary>Whether the same page is shown again, because there is more of it.</summary>
    public bool Stays { get; init; }

    internal static PageReading No(string problem) => new(null, "", problem);
}
