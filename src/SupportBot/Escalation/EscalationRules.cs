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
    /// <summary>Reads them from the handbook.</summary>
    /// <exception cref="HandbookException">Files have mistakes; all of one file's are named.</exception>
    /// <exception cref="FileNotFoundException">There is no edition of the name that the options choose.</exception>
    public static EscalationRules In(HandbookFiles handbook, EscalationOptions options) =>
        new(Edition.In(handbook, options), BaseSupport.In(handbook), SeverityGuide.In(handbook), EvidenceCatalog.Read(handbook), Portals.Read(handbook), Deadlines.Read(handbook));
}
