using NodaTime;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>A moment from which a deadline counts; an agent enters it.</summary>
public enum DeadlineMoment
{
    /// <summary>When it was bought.</summary>
    Purchased,

    /// <summary>When it was renewed.</summary>
    Renewed,

    /// <summary>When seats were added.</summary>
    SeatsAdded,

    /// <summary>When the incident was that a credit is asked for.</summary>
    Incident,

    /// <summary>When the first fraudulent use was.</summary>
    FirstFraudulentUse,
}

/// <summary>A deadline after which something can no longer be had, and so costs money.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Label">What can be had until then.</param>
/// <param name="From">From when it counts.</param>
/// <param name="Hours">How many hours; 0 where it counts in months.</param>
/// <param name="Months">How many months from the last day of the billing month in which the moment lies; 0 where it counts in hours.</param>
/// <param name="Families">For which workloads; empty for all.</param>
/// <param name="Categories">For which kinds of help; empty for all.</param>
/// <param name="Topics">For which topics of evidence; empty for all.</param>
/// <param name="Source">Who says so.</param>
public sealed record DeadlineRule(
    string Id, Words Label, DeadlineMoment From, int Hours, int Months, IReadOnlyList<WorkloadFamily> Families, IReadOnlyList<Category> Categories, IReadOnlyList<string> Topics, Source Source)
{
    /// <summary>Whether it holds for such an escalation. Where no topic is chosen, those of all topics do.</summary>
    public bool Covers(EvidenceCase escalation) =>
        (Families.Count == 0 || Families.Contains(Workloads.FamilyOf(escalation.Workload)))
        && (Categories.Count == 0 || Categories.Contains(escalation.Category))
        && (Topics.Count == 0 || escalation.TopicId is null || Topics.Contains(escalation.TopicId));
}

/// <summary>A deadline of one ticket.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="Start">From when it counts.</param>
/// <param name="End">The first moment at which it is too late.</param>
public sealed record Deadline(DeadlineRule Rule, Instant Start, Instant End)
{
    /// <summary>Whether it is too late.</summary>
    public bool IsOver(Instant now) => now >= End;
}

/// <summary>The deadlines that cost money: <c>escalation/deadlines.yaml</c>. All days and months are those of UTC.</summary>
/// <param name="Rules">The rules, in the file's order.</param>
public sealed record Deadlines(IReadOnlyList<DeadlineRule> Rules)
{
    /// <summary>The file's name in the handbook.</summary>
    public const string FileName = "escalation/deadlines.yaml";

    /// <summary>Reads them from the handbook.</summary>
    /// <exception cref="HandbookException">The file has mistakes, all of which are named.</exception>
    public static Deadlines Read(HandbookFiles files) => files.Read(FileName, Read);

    /// <summary>The moments that an agent is to enter for such an escalation.</summary>
    public IReadOnlyList<DeadlineMoment> Asks(EvidenceCase escalation) => [.. Rules.Where(rule => rule.Covers(escalation)).Select(rule => rule.From).Distinct()];

    /// <summary>The deadlines of an escalation, the nearest first.</summary>
    /// <param name="escalation">What it is about.</param>
    /// <param name="moments">What the agent entered.</param>
    /// <param name="billingMonthEnds">The last day of the billing month of the incident, where it is not that of the calendar month.</param>
    public IReadOnlyList<Deadline> Of(EvidenceCase escalation, IReadOnlyDictionary<DeadlineMoment, Instant> moments, LocalDate? billingMonthEnds = null) =>
    [
        .. from rule in Rules
           where rule.Covers(escalation) && moments.ContainsKey(rule.From)
           let start = moments[rule.From]
           let end = rule.Months > 0 ? EndOf(rule.Months, billingMonthEnds ?? LastOfMonth(start)) : start + Duration.FromHours(rule.Hours)
           orderby end
           select new Deadline(rule, start, end),
    ];

    internal static Deadlines Read(Entry root)
    {
        var rules = new List<DeadlineRule>();
        var lines = root.Each("deadlines");
        if (lines.Count == 0) root.Wrong("\"deadlines\" is missing: the list of them.");
        foreach (var line in lines)
        {
            var (hours, days, months) = (line.Number("hours"), line.Number("days"), line.Number("monthsAfterBillingMonth"));
            var given = new[] { hours, days, months }.OfType<int>().ToList();
            if (given is not [> 0]) line.Wrong("A deadline has one of \"hours\", \"days\" and \"monthsAfterBillingMonth\", and that is more than 0.");
            var rule = new DeadlineRule(
                line.Id(), line.Words("label"), line.Choice<DeadlineMoment>("from"), hours ?? 24 * (days ?? 0), months ?? 0,
                line.Choices<WorkloadFamily>("families"), line.Choices<Category>("categories"), line.Texts("topics"), line.Source());
            if (rules.Exists(earlier => earlier.Id == rule.Id)) line.Wrong($"There are two deadlines \"{rule.Id}\".", "id");
            rules.Add(rule);
        }

        return new Deadlines(rules);
    }

    private static LocalDate LastOfMonth(Instant moment) => moment.InUtc().Date.With(DateAdjusters.EndOfMonth);

    // The same day so many months later, or the last one of a shorter month: the earlier reading, since the later one could cost the money.
    private static Instant EndOf(int months, LocalDate billingMonthEnds) => billingMonthEnds.PlusMonths(months).PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}
