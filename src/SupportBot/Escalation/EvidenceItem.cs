using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What an item of evidence is made of.</summary>
public enum EvidenceKind
{
    /// <summary>Words, of one line or several.</summary>
    Text,

    /// <summary>A moment, kept in UTC.</summary>
    Moment,

    /// <summary>An id of the form 8-4-4-4-12.</summary>
    UniqueId,

    /// <summary>A whole number that is not negative.</summary>
    Number,

    /// <summary>One of a few answers.</summary>
    Choice,

    /// <summary>A file or a picture among the ticket's attachments, kept as its id.</summary>
    File,
}

/// <summary>Where a piece of evidence comes from, and so who can be asked for it.</summary>
public enum EvidenceOrigin
{
    /// <summary>The ticket itself.</summary>
    Ticket,

    /// <summary>What the desk keeps about the customer: tenant, domain, cloud.</summary>
    CustomerData,

    /// <summary>What the desk keeps about the partner: its contact, its contracts.</summary>
    Partner,

    /// <summary>The agent.</summary>
    Agent,

    /// <summary>The customer, who was asked.</summary>
    Customer,

    /// <summary>The diagnosis that was made before the ticket was filed.</summary>
    Diagnosis,
}

/// <summary>What an escalation is about, as far as its evidence depends on it.</summary>
/// <param name="Workload">What the trouble is in.</param>
/// <param name="Category">What kind of help is asked for.</param>
/// <param name="Severity">How severe it is; null while that is not chosen.</param>
/// <param name="VehicleId">The vehicle; null while it is not chosen.</param>
/// <param name="TopicId">What in particular, such as a service level credit (<see cref="EvidenceTopic"/>); null for nothing in particular.</param>
public sealed record EvidenceCase(Workload Workload, Category Category, Severity? Severity = null, string? VehicleId = null, string? TopicId = null);

/// <summary>For which escalations an item is needed. An empty list means all; workloads and families are one list, written in two ways.</summary>
/// <param name="Workloads">What the trouble is in.</param>
/// <param name="Families">Which family that belongs to.</param>
/// <param name="Categories">What kind of help is asked for.</param>
/// <param name="Severities">How severe it is.</param>
/// <param name="Vehicles">By which vehicle it goes, by their ids.</param>
/// <param name="Topics">What in particular it is about, by the topics' ids.</param>
public sealed record EvidenceScope(
    IReadOnlyList<Workload> Workloads, IReadOnlyList<WorkloadFamily> Families, IReadOnlyList<Category> Categories,
    IReadOnlyList<Severity> Severities, IReadOnlyList<string> Vehicles, IReadOnlyList<string> Topics)
{
    /// <summary>Whether an escalation of that kind needs it. What is not chosen yet needs nothing that depends on the choice.</summary>
    public bool Covers(EvidenceCase escalation) =>
        ((Workloads.Count == 0 && Families.Count == 0) || Workloads.Contains(escalation.Workload) || Families.Contains(Escalation.Workloads.FamilyOf(escalation.Workload)))
        && (Categories.Count == 0 || Categories.Contains(escalation.Category))
        && (Severities.Count == 0 || (escalation.Severity is { } severity && Severities.Contains(severity)))
        && (Vehicles.Count == 0 || (escalation.VehicleId is { } vehicle && Vehicles.Contains(vehicle)))
        && (Topics.Count == 0 || (escalation.TopicId is { } topic && Topics.Contains(topic)));
}

/// <summary>One of the answers of an item that is a choice.</summary>
/// <param name="Id">Stable; what is kept.</param>
/// <param name="Label">What a person reads.</param>
public sealed record EvidenceChoice(string Id, Words Label);

/// <summary>A value as it was read: either what is to be kept, or why it cannot be.</summary>
/// <param name="Value">What is kept; null where it is wrong.</param>
/// <param name="Wrong">What is wrong, and how to write it; null where it is right.</param>
public sealed record EvidenceReading(string? Value, Words? Wrong)
{
    /// <summary>Whether it can be kept.</summary>
    public bool IsRight => Value is not null;
}

/// <summary>Something that Microsoft or a provider will ask for.</summary>
public sealed record EvidenceItem
{
    /// <summary>A value has at most so many UTF-16 characters.</summary>
    public const int LongestValue = 4000;

    /// <summary>Stands for a file that the agent adds in the portal, past the desk. It goes out as it is, in English.</summary>
    public const string InPortal = "To be added in the portal";

    private static readonly LocalDateTimePattern[] LocalMoments =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"), LocalDateTimePattern.ExtendedIso,
    ];

    private static readonly OffsetDateTimePattern[] OffsetMoments =
        [OffsetDateTimePattern.ExtendedIso, OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"), OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mmo<G>")];

    /// <summary>Stable; what files, tests and playbooks name it by.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required Words Label { get; init; }

    /// <summary>How a customer is asked for it; null where only the desk can know.</summary>
    public Words? Question { get; init; }

    /// <summary>What it is made of.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>Whether the package cannot go without it.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Who knows it first.</summary>
    public required EvidenceOrigin KnownBy { get; init; }

    /// <summary>The answers that there are; of a choice alone.</summary>
    public IReadOnlyList<EvidenceChoice> Choices { get; init; } = [];

    /// <summary>What a text must look like, whole; null where anything will do.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>What is wrong with a value that is not of this kind or pattern, and how to write it.</summary>
    public required Words Wrong { get; init; }

    /// <summary>What is wrong with a value of more than <see cref="LongestValue"/> characters.</summary>
    public required Words WrongLength { get; init; }

    /// <summary>For which escalations it is needed.</summary>
    public required EvidenceScope For { get; init; }

    /// <summary>Who says that it will be asked for.</summary>
    public required Source Source { get; init; }

    /// <summary>The line of the file on which it begins.</summary>
    internal int Line { get; init; }

    /// <summary>Whether a customer can be asked for it.</summary>
    public bool CanBeAsked => Question is not null;

    /// <summary>Reads what somebody wrote.</summary>
    /// <param name="text">As written; of a file, the attachment's id.</param>
    /// <param name="zone">Where the writer is: a time without an offset is read there.</param>
    public EvidenceReading Read(string text, DateTimeZone zone)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > LongestValue) return new EvidenceReading(null, WrongLength);
        var value = trimmed.Length == 0 ? null : Kind switch
        {
            EvidenceKind.Moment => Moment(trimmed, zone),
            EvidenceKind.UniqueId => Guid.TryParse(trimmed, out var guid) ? guid.ToString("D") : null,
            EvidenceKind.Number => long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
            EvidenceKind.Choice => Choices.FirstOrDefault(choice => Names(choice, trimmed))?.Id,
            _ => trimmed,
        };
        if (value is not null && Pattern is not null && !Pattern.IsMatch(value)) value = null;
        return value is null ? new EvidenceReading(null, Wrong) : new EvidenceReading(value, null);
    }

    /// <summary>A value as a person reads it: of a choice, its label.</summary>
    /// <param name="value">As it is kept.</param>
    /// <param name="language">A BCP 47 tag.</param>
    public string Show(string value, string language) => Choices.FirstOrDefault(choice => choice.Id == value)?.Label.In(language) ?? value;

    private static bool Names(EvidenceChoice choice, string text) =>
        choice.Id == text || choice.Label.Languages.Any(language => choice.Label.In(language).Equals(text, StringComparison.OrdinalIgnoreCase));

    private static string? Moment(string text, DateTimeZone zone)
    {
        var withoutName = text.EndsWith(" UTC", StringComparison.OrdinalIgnoreCase) ? text[..^4] + "Z" : text;
        foreach (var pattern in OffsetMoments)
        {
            if (pattern.Parse(withoutName).TryGetValue(default, out var moment)) return InstantPattern.ExtendedIso.Format(moment.ToInstant());
        }

        foreach (var pattern in LocalMoments)
        {
            if (pattern.Parse(text).TryGetValue(default, out var moment)) return InstantPattern.ExtendedIso.Format(moment.InZoneLeniently(zone).ToInstant());
        }

        return null;
    }
}
