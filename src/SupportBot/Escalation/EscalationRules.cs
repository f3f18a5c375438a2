using System.Collections.Concurrent;
using SupportBot.Handbook;

namespace SupportBot.Escalation;

/// <summary>All that the handbook says of the way beyond the desk, read and checked as a whole.</summary>
/// <param name="Edition">The vehicles, and which may be used for what.</param>
/// <param name="BaseSupport">Who resolves what.</param>
/// <param name="Severities">What the severities mean.</param>
/// <param name="Evidence">What will be asked for.</param>
/// <param name="Portals">Where it is filed, and where service health is seen.</param>
/// <param name="Deadlines">What can be had only for a while.</param>
public sealed record EscalationRules(Edition Edition, BaseSupport BaseSupport, SeverityGuide Severities, EvidenceCatalog Evidence, Portals Portals, Deadlines Deadlines)
{
    // The product's own files do not change while it runs, and reading them is work.
    private static readonly ConcurrentDictionary<string, EscalationRules> OfTheProduct = new(StringComparer.Ordinal);

    /// <summary>Reads them from the handbook.</summary>
    /// <exception cref="HandbookException">Files have mistakes; all of one file's are named.</exception>
    /// <exception cref="FileNotFoundException">There is no edition of the name that the options choose.</exception>
    public static EscalationRules In(HandbookFiles handbook, EscalationOptions options) =>
        handbook.IsProductsOwn ? OfTheProduct.GetOrAdd(options.Edition?.Trim() ?? "", _ => Read(handbook, options)) : Read(handbook, options);

    private static EscalationRules Read(HandbookFiles handbook, EscalationOptions options)
    {
        var rules = new EscalationRules(
            Edition.In(handbook, options), BaseSupport.In(handbook), SeverityGuide.In(handbook), EvidenceCatalog.Read(handbook), Portals.Read(handbook), Deadlines.Read(handbook));
        return rules.MistakesBetween() is { Count: > 0 } mistakes ? throw new HandbookException(mistakes) : rules;
    }

    /// <summary>What one file names and the other does not have.</summary>
    internal IReadOnlyList<Mistake> MistakesBetween() =>
    [
        .. from vehicle in Edition.Vehicles
           from system in vehicle.Places.Select(place => place.Place.System).Distinct()
           where Portals.Find(system) is null
           select new Mistake(Portals.FileName, 1, $"There is no portal \"{system}\", where edition {Edition.Name} files \"{vehicle.Id}\"."),
        .. from item in Evidence.Items
           from vehicle in item.For.Vehicles
           where Edition.Vehicles.All(known => known.Id != vehicle)
           select new Mistake(EvidenceCatalog.FileName, item.Line, $"Edition {Edition.Name} has no vehicle \"{vehicle}\"."),
        .. from portal in Portals.All
           from field in portal.Fields
           from item in field.Items
           where Evidence.Find(item) is null
           select new Mistake(Portals.FileName, 1, $"The field \"{field.Id}\" of \"{portal.Id}\" holds \"{item}\", and the evidence has no such item."),
        .. from rule in Deadlines.Rules
           from topic in rule.Topics
           where Evidence.Topics.All(known => known.Id != topic)
           select new Mistake(Deadlines.FileName, 1, $"The deadline \"{rule.Id}\" is for \"{topic}\", and the evidence has no such topic."),
    ];
}
