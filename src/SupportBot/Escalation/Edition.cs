using NodaTime;
using SupportBot.Handbook;

namespace SupportBot.Escalation;

/// <summary>The vehicles and the rules on them as they stood at one time. A partner's file may say otherwise than the product's.</summary>
public sealed record Edition
{
    private const string FilesBegin = "escalation/vehicles-";

    private const string FilesEnd = ".yaml";

    /// <summary>Its name, such as <c>2026</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is an edition of.</summary>
    public required Words Title { get; init; }

    /// <summary>The day as of which it was written.</summary>
    public required LocalDate AsOf { get; init; }

    /// <summary>The roles that vehicles need.</summary>
    public required IReadOnlyList<Named> Roles { get; init; }

    /// <summary>The memberships that a partner may hold.</summary>
    public required IReadOnlyList<Named> Memberships { get; init; }

    /// <summary>The support contracts that a partner may hold.</summary>
    public required IReadOnlyList<Named> Contracts { get; init; }

    /// <summary>The vehicles, as they are shown one below the other.</summary>
    public required IReadOnlyList<Vehicle> Vehicles { get; init; }

    /// <summary>Refusals of several vehicles that come before each vehicle's own.</summary>
    internal SharedRefusals First { get; init; } = new([]);

    /// <summary>Refusals of several vehicles that come behind each vehicle's own.</summary>
    internal SharedRefusals Last { get; init; } = new([]);

    /// <summary>Which vehicle is recommended: of those that hold, the first with a vehicle that may be used.</summary>
    internal IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    /// <summary>The names of the editions in the handbook, the newest last.</summary>
    public static IReadOnlyList<string> NamesIn(HandbookFiles handbook) => [.. handbook.In("escalation")
        .Where(IsFile)
        .Select(name => name[FilesBegin.Length..^FilesEnd.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>Whether the handbook's file of this name holds an edition.</summary>
    public static bool IsFile(string name) => name.StartsWith(FilesBegin, StringComparison.Ordinal) && name.EndsWith(FilesEnd, StringComparison.Ordinal);

    /// <summary>The edition of this name, read from the handbook.</summary>
    /// <exception cref="HandbookException">Its file has mistakes, all of which are named.</exception>
    /// <exception cref="FileNotFoundException">There is no such edition.</exception>
    public static Edition In(HandbookFiles handbook, string name) => handbook.Read(FilesBegin + name + FilesEnd, Of);

    /// <summary>The edition that the options choose: the newest unless they name one.</summary>
    /// <exception cref="HandbookException">Its file has mistakes, all of which are named.</exception>
    /// <exception cref="FileNotFoundException">There is no such edition.</exception>
    public static Edition In(HandbookFiles handbook, EscalationOptions options) =>
        In(handbook, string.IsNullOrWhiteSpace(options.Edition) ? NamesIn(handbook)[^1] : options.Edition.Trim());

    /// <summary>Reads an edition from the root of its file.</summary>
    internal static Edition Of(Entry root) => new EditionReader(root).Read();
}

/// <summary>Refusals that hold for several vehicles.</summary>
internal sealed class SharedRefusals(IReadOnlyList<(IReadOnlyList<string> Vehicles, Ruling Ruling)> refusals)
{
    /// <summary>Those of one vehicle.</summary>
    public IEnumerable<Ruling> On(Vehicle vehicle) => refusals.Where(refusal => refusal.Vehicles.Contains(vehicle.Id)).Select(refusal => refusal.Ruling);
}
