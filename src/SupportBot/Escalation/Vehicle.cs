using NodaTime;
using SupportBot.Handbook;

namespace SupportBot.Escalation;

/// <summary>Under which of the guidance's headings a vehicle stands.</summary>
public enum Heading
{
    /// <summary>Commercial support.</summary>
    Commercial,

    /// <summary>Technical support.</summary>
    Technical,

    /// <summary>Neither: somebody other than Microsoft's support answers.</summary>
    Outside,
}

/// <summary>When the time of an initial response target passes.</summary>
public enum ResponseHours
{
    /// <summary>Day and night.</summary>
    Always,

    /// <summary>In the hours of business of the region.</summary>
    Business,

    /// <summary>Nobody publishes it.</summary>
    Unpublished,
}

/// <summary>How soon a vehicle answers for the first time; never how soon it solves.</summary>
/// <param name="Within">The time; null where none is published.</param>
/// <param name="Hours">When that time passes.</param>
/// <param name="Note">What else is to be known; null where nothing is.</param>
/// <param name="Source">Where it is said.</param>
public sealed record ResponseTarget(Duration? Within, ResponseHours Hours, Words? Note, Source Source);

/// <summary>Where a request is filed.</summary>
/// <param name="System">The portal, by its id in the handbook's portals.</param>
/// <param name="How">The way there.</param>
/// <param name="Source">Where it is said.</param>
public sealed record FilingPlace(string System, Words How, Source Source);

/// <summary>A role, a membership or a contract, as an edition of the rules names it.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Name">What Microsoft calls it.</param>
/// <param name="Source">Where it is said.</param>
public sealed record Named(string Id, Words Name, Source Source);

/// <summary>Which roles a vehicle needs.</summary>
/// <param name="AnyOf">One of these is enough; empty where none is needed.</param>
/// <param name="Note">What else is to be known; null where nothing is.</param>
/// <param name="Source">Where it is said.</param>
public sealed record RolesNeeded(IReadOnlyList<Named> AnyOf, Words? Note, Source Source);

/// <summary>How many incidents a membership brings each year.</summary>
/// <param name="Membership">The membership's id.</param>
/// <param name="Incidents">How many; null where they are not limited.</param>
/// <param name="Source">Where it is said.</param>
public sealed record IncludedIncidents(string Membership, int? Incidents, Source Source);

/// <summary>A name that a vehicle had before.</summary>
/// <param name="Name">The name.</param>
/// <param name="Source">Where it is said that it had it, or that it has it no longer.</param>
public sealed record FormerName(string Name, Source Source);

/// <summary>A way by which a ticket goes beyond the partner.</summary>
public sealed record Vehicle
{
    /// <summary>Its stable id, the same in all editions.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called now.</summary>
    public required Words Name { get; init; }

    /// <summary>What it was called before, the newest first.</summary>
    public required IReadOnlyList<FormerName> Formerly { get; init; }

    /// <summary>Under which heading it stands.</summary>
    public required Heading Heading { get; init; }

    /// <summary>What it covers.</summary>
    public required Words Coverage { get; init; }

    /// <summary>What it costs.</summary>
    public required Words Cost { get; init; }

    /// <summary>Where it is said what it costs.</summary>
    public required Source CostSource { get; init; }

    /// <summary>In which languages, and whether by telephone; null where nothing is known.</summary>
    public required Words? Languages { get; init; }

    /// <summary>Where that is said.</summary>
    public required Source LanguagesSource { get; init; }

    /// <summary>Where it is said that there is this vehicle, and what it covers.</summary>
    public required Source Source { get; init; }

    /// <summary>Whether each request takes one of a number of incidents.</summary>
    public required bool IsCounted { get; init; }

    /// <summary>How many incidents memberships bring.</summary>
    public required IReadOnlyList<IncludedIncidents> Included { get; init; }

    /// <summary>Why it may not be used: the first that holds counts.</summary>
    internal IReadOnlyList<Ruling> Refusals { get; init; } = [];

    /// <summary>Why it may be used: the first that holds counts, and the last one always does.</summary>
    internal IReadOnlyList<Ruling> Grounds { get; init; } = [];

    /// <summary>The initial response targets: the first that holds counts.</summary>
    internal IReadOnlyList<(When When, ResponseTarget Target)> Responses { get; init; } = [];

    /// <summary>Where it is filed: the first that holds counts.</summary>
    internal IReadOnlyList<(When When, FilingPlace Place)> Places { get; init; } = [];

    /// <summary>The roles that it needs: the first that holds counts.</summary>
    internal IReadOnlyList<(When When, RolesNeeded Needed)> Roles { get; init; } = [];
}

/// <summary>A rule of an edition: what holds where a case meets its conditions.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="When">The conditions.</param>
/// <param name="Reason">What a person is told.</param>
/// <param name="Source">Where it is said.</param>
internal sealed record Ruling(string Id, When When, Words Reason, Source Source);

/// <summary>Which vehicle is recommended where a case meets the conditions.</summary>
/// <param name="When">The conditions.</param>
/// <param name="Vehicles">The vehicles' ids, the best first; the first that may be used counts.</param>
/// <param name="Reason">What a person is told.</param>
/// <param name="Source">Where it is said.</param>
internal sealed record Recommendation(When When, IReadOnlyList<string> Vehicles, Words Reason, Source Source);
