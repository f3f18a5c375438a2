using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What an escalation is about in particular, where that needs evidence of its own: a service level credit, a quota.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Label">What it is.</param>
/// <param name="Categories">Which kinds of help it can be; empty for all.</param>
/// <param name="Families">Which workloads it can be about; empty for all.</param>
public sealed record EvidenceTopic(string Id, Words Label, IReadOnlyList<Category> Categories, IReadOnlyList<WorkloadFamily> Families)
{
    /// <summary>Whether an escalation of that kind can be about it.</summary>
    public bool Fits(Workload workload, Category category) =>
        (Categories.Count == 0 || Categories.Contains(category)) && (Families.Count == 0 || Families.Contains(Workloads.FamilyOf(workload)));
}

/// <summary>Everything that Microsoft or a provider may ask for: <c>escalation/evidence.yaml</c>.</summary>
public sealed class EvidenceCatalog
{
    /// <summary>The file's name in the handbook.</summary>
    public const string FileName = "escalation/evidence.yaml";

    private readonly FrozenDictionary<string, EvidenceItem> byId;

    private EvidenceCatalog(IReadOnlyList<EvidenceTopic> topics, IReadOnlyList<EvidenceItem> items)
    {
        Topics = topics;
        Items = items;
        byId = items.ToFrozenDictionary(item => item.Id, StringComparer.Ordinal);
    }

    /// <summary>What an escalation can be about in particular, in the file's order.</summary>
    public IReadOnlyList<EvidenceTopic> Topics { get; }

    /// <summary>All items, in the file's order: that in which they are asked for.</summary>
    public IReadOnlyList<EvidenceItem> Items { get; }

    /// <summary>The item of this id, or null where there is none.</summary>
    public EvidenceItem? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads it from the handbook.</summary>
    /// <exception cref="HandbookException">The file has mistakes, all of which are named.</exception>
    public static EvidenceCatalog Read(HandbookFiles files) => files.Read(FileName, Read);

    internal static EvidenceCatalog Read(Entry root)
    {
        var tooLong = root.Words("tooLong");
        var kinds = root.One("kinds");
        if (kinds is null) root.Wrong("\"kinds\" is missing: it says for each kind what is wrong with a value that is not of it.");
        var wrong = Enum.GetValues<EvidenceKind>().ToDictionary(kind => kind, kind => kinds?.Words(Entry.Written(kind)) ?? Words.None);

        var topics = root.Each("topics")
            .Select(topic => new EvidenceTopic(topic.Id(), topic.Words("label"), topic.Choices<Category>("categories"), topic.Choices<WorkloadFamily>("families"))).ToList();
        var items = new List<EvidenceItem>();
        var lines = root.Each("items");
        if (lines.Count == 0) root.Wrong("\"items\" is missing: the list of what can be asked for.");
        foreach (var line in lines)
        {
            var item = ItemOf(line, wrong, tooLong);
            foreach (var topic in item.For.Topics.Where(topic => topics.TrueForAll(known => known.Id != topic))) line.Wrong($"There is no topic \"{topic}\" in this file's topics.", "topics");
            if (items.Exists(earlier => earlier.Id == item.Id)) line.Wrong($"There are two items \"{item.Id}\".", "id");
            else items.Add(item);
        }

        foreach (var twice in topics.GroupBy(topic => topic.Id).Where(group => group.Count() > 1)) root.Wrong($"There are two topics \"{twice.Key}\".", "topics");
        return new EvidenceCatalog(topics, items);
    }

    private static EvidenceItem ItemOf(Entry line, Dictionary<EvidenceKind, Words> wrong, Words tooLong)
    {
        var kind = line.Choice<EvidenceKind>("kind");
        var knownBy = line.Choice<EvidenceOrigin>("knownBy");
        var choices = line.Each("choices").Select(choice => new EvidenceChoice(choice.Id(), choice.Words("label"))).ToList();
        if (kind is EvidenceKind.Choice && choices.Count < 2) line.Wrong("A choice has two answers or more, in \"choices\".", "kind");
        if (kind is not EvidenceKind.Choice && choices.Count > 0) line.Wrong("Only a choice has \"choices\".", "choices");
        if (knownBy is EvidenceOrigin.Customer && !line.Has("question")) line.Wrong("What the customer knows needs a \"question\" by which they are asked.");
        var pattern = PatternOf(line);
        if (line.Has("pattern") && !line.Has("wrong")) line.Wrong("A \"pattern\" needs a text \"wrong\" that says how to write the value.", "pattern");
        var families = line.Choices<WorkloadFamily>("families");
        var workloads = line.Choices<Workload>("workloads");
        return new EvidenceItem
        {
            Id = line.Id(),
            Label = line.Words("label"),
            Question = line.WordsOrNull("question"),
            Kind = kind,
            IsRequired = line.Flag("required"),
            KnownBy = knownBy,
            Choices = choices,
            Pattern = pattern,
            Wrong = line.WordsOrNull("wrong") ?? wrong[kind],
            WrongLength = tooLong,
            For = new EvidenceScope(workloads, families, line.Choices<Category>("categories"), line.Choices<Severity>("severities"), line.Texts("vehicles"), line.Texts("topics")),
            Source = line.Source(),
        };
    }

    private static Regex? PatternOf(Entry line)
    {
        if (line.TextOrNull("pattern") is not { } pattern) return null;
        try
        {
            // By itself first: brackets that only the frame around it closes are a mistake.
            _ = new Regex(pattern, RegexOptions.NonBacktracking);

            // What a customer writes is matched: no pattern of the partner's may take for ever.
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            line.Wrong($"\"pattern\" cannot be used: {exception.Message}", "pattern");
            return null;
        }
    }
}
