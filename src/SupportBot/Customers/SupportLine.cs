namespace SupportBot.Customers;

/// <summary>Who gives support (partner support guidance: own support, resold support, subcontracted support).</summary>
public enum SupportGiver
{
    /// <summary>The partner itself.</summary>
    Own,

    /// <summary>Another company, whose support the partner resells.</summary>
    Resold,

    /// <summary>Another company, on the partner's behalf.</summary>
    Subcontracted,
}

/// <summary>Which kinds of help with which services are given, and by whom.</summary>
/// <param name="Services">Of <see cref="AllServices"/>; at least one.</param>
/// <param name="Categories">Of <see cref="AllCategories"/>; at least one.</param>
/// <param name="By">Who gives it.</param>
/// <param name="Company">The company that gives it; null where the partner does.</param>
/// <param name="Contact">How an agent reaches that company; null where the queue is enough.</param>
/// <param name="Queue">The queue into which such tickets come; null for the customer's.</param>
public sealed record SupportLine(
    IReadOnlyList<string> Services, IReadOnlyList<string> Categories, SupportGiver By = SupportGiver.Own, string? Company = null, string? Contact = null, string? Queue = null)
{
    /// <summary>The names of all services: those of the tickets.</summary>
    public static IReadOnlyList<string> AllServices { get; } = ["Microsoft365", "Azure", "Dynamics365", "Other"];

    /// <summary>The names of all kinds of help: those of the tickets.</summary>
    public static IReadOnlyList<string> AllCategories { get; } = ["Technical", "Billing", "Subscription"];

    /// <summary>Whether this kind of help with this service is given under the line.</summary>
    public bool Covers(string service, string category) => Services.Contains(service) && Categories.Contains(category);
}

/// <summary>A line of <c>Offer:Support</c> in the settings.</summary>
public sealed class SupportLineOptions
{
    /// <summary>The services, such as <c>Azure</c>; empty for all.</summary>
    public IList<string> Services { get; } = [];

    /// <summary>The kinds of help, such as <c>Technical</c>; empty for all.</summary>
    public IList<string> Categories { get; } = [];

    /// <summary>Who gives it: <c>Own</c>, <c>Resold</c> or <c>Subcontracted</c>.</summary>
    public string By { get; set; } = nameof(SupportGiver.Own);

    /// <summary>The company that gives it; with Resold and Subcontracted.</summary>
    public string Company { get; set; } = "";

    /// <summary>How an agent reaches that company.</summary>
    public string Contact { get; set; } = "";

    /// <summary>The queue into which such tickets come.</summary>
    public string Queue { get; set; } = "";

    /// <summary>Reads the lines, and says everything that is wrong with them.</summary>
    internal static IReadOnlyList<SupportLine> Read(IEnumerable<SupportLineOptions> options, ICollection<string> problems)
    {
        var lines = options.Select((line, index) => line.Read($"Offer:Support:{index}", problems)).ToList();
        for (var later = 1; later < lines.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                // Which of the two holds would be a guess, and a customer would be told the wrong company or price.
                var twice = from service in lines[later].Services
                            from category in lines[later].Categories
                            where lines[earlier].Covers(service, category)
                            select $"{service} {category}";
                if (twice.ToList() is { Count: > 0 } both)
                    problems.Add($"Offer:Support:{later}: {string.Join(", ", both)} is in Offer:Support:{earlier} as well; leave each service and category in one line only.");
            }
        }

        return lines;
    }

    private SupportLine Read(string setting, ICollection<string> problems)
    {
        var services = Named(Services, SupportLine.AllServices, $"{setting}:Services", "service", problems);
        var categories = Named(Categories, SupportLine.AllCategories, $"{setting}:Categories", "category", problems);
        var known = Enum.GetNames<SupportGiver>().FirstOrDefault(name => name.Equals(By.Trim(), StringComparison.OrdinalIgnoreCase));
        if (known is null) problems.Add($"{setting}:By: \"{By}\" is none of Own, Resold and Subcontracted.");
        var by = known is null ? SupportGiver.Own : Enum.Parse<SupportGiver>(known);
        if (by is not SupportGiver.Own && string.IsNullOrWhiteSpace(Company)) problems.Add($"{setting}:Company: the company that gives this support; needed with By {by}.");
        if (known is not null && by is SupportGiver.Own && !(string.IsNullOrWhiteSpace(Company) && string.IsNullOrWhiteSpace(Contact)))
            problems.Add($"{setting}:By: Resold or Subcontracted, since a company is named; or leave Company and Contact out.");
        return new SupportLine(services, categories, by, TextOrNull(Company), TextOrNull(Contact), TextOrNull(Queue));
    }

    private static IReadOnlyList<string> Named(IList<string> given, IReadOnlyList<string> all, string setting, string what, ICollection<string> problems)
    {
        if (given.Count == 0) return all;
        foreach (var name in given)
        {
            if (!all.Contains(name, StringComparer.OrdinalIgnoreCase)) problems.Add($"{setting}: \"{name}\" is no {what}; use {string.Join(", ", all)}, or leave it out for all.");
        }

        return [.. all.Where(name => given.Contains(name, StringComparer.OrdinalIgnoreCase))];
    }

    private static string? TextOrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
