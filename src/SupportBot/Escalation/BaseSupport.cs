using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>On which side of the partner's base support something lies.</summary>
public enum Boundary
{
    /// <summary>The partner resolves it.</summary>
    Inside,

    /// <summary>It goes on to Microsoft, or to the indirect provider.</summary>
    Beyond,

    /// <summary>It is never Microsoft's: the customer's own, the partner's advice, or another company's product.</summary>
    NeverMicrosofts,
}

/// <summary>A class of what is handed over to Microsoft.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Name">What it is.</param>
/// <param name="Source">Where it is said.</param>
public sealed record HandOff(string Id, Words Name, Source Source);

/// <summary>Who resolves one kind of matter.</summary>
/// <param name="Id">Its stable id; playbooks name it.</param>
/// <param name="Families">The families of workloads that it is about; empty for all.</param>
/// <param name="Workloads">The workloads within these that it is about; empty for all of the family.</param>
/// <param name="Categories">The kinds of help that it is about; empty for all.</param>
/// <param name="Topic">The matter.</param>
/// <param name="Boundary">On which side it lies.</param>
/// <param name="HandOff">As what it is handed over; null unless it lies beyond.</param>
/// <param name="Reason">Why it lies there.</param>
/// <param name="Source">Where that is said.</param>
public sealed record BaseSupportRow(
    string Id,
    IReadOnlyList<WorkloadFamily> Families,
    IReadOnlyList<Workload> Workloads,
    IReadOnlyList<Category> Categories,
    Words Topic,
    Boundary Boundary,
    HandOff? HandOff,
    Words Reason,
    Source Source)
{
    /// <summary>Whether it is about such a matter.</summary>
    public bool IsAbout(Workload workload, Category category) =>
        (Families.Count == 0 || Families.Contains(Escalation.Workloads.FamilyOf(workload)))
        && (Workloads.Count == 0 || Workloads.Contains(workload))
        && (Categories.Count == 0 || Categories.Contains(category));
}

/// <summary>Who resolves what: the partner's base support and what lies beyond it.</summary>
public sealed class BaseSupport
{
    /// <summary>The handbook's file that holds it.</summary>
    public const string File = "escalation/base-support.yaml";

    private BaseSupport(IReadOnlyList<HandOff> handOffs, IReadOnlyList<BaseSupportRow> rows) => (HandOffs, Rows) = (handOffs, rows);

    /// <summary>The classes of what is handed over.</summary>
    public IReadOnlyList<HandOff> HandOffs { get; }

    /// <summary>All rows, in the order in which they are offered.</summary>
    public IReadOnlyList<BaseSupportRow> Rows { get; }

    /// <summary>Reads it from the handbook.</summary>
    /// <exception cref="HandbookException">Its file has mistakes, all of which are named.</exception>
    public static BaseSupport In(HandbookFiles handbook) => handbook.Read(File, Of);

    /// <summary>The rows among which an agent chooses.</summary>
    public IEnumerable<BaseSupportRow> RowsFor(Workload workload, Category category) => Rows.Where(row => row.IsAbout(workload, category));

    /// <summary>Who resolves a matter: the row that says it, with its side, its reason and its source.</summary>
    /// <param name="workload">What the trouble is in.</param>
    /// <param name="category">What kind of help is asked for.</param>
    /// <param name="choice">The id of the row that an agent chose or a finding of the diagnosis names.</param>
    /// <returns>Null where there is no such row, or it is not about such a matter.</returns>
    public BaseSupportRow? Judge(Workload workload, Category category, string choice) => RowsFor(workload, category).FirstOrDefault(row => row.Id == choice);

    /// <summary>Reads it from the root of its file.</summary>
    internal static BaseSupport Of(Entry root)
    {
        var handOffs = root.EachOnce("handOffs", entry => new HandOff(entry.Text("id"), entry.Words("name"), entry.Source()), each => each.Id);
        var rows = root.EachOnce("rows", entry => RowOf(entry, handOffs), row => row.Id);
        if (rows.Count == 0) root.Wrong("\"rows\" is missing or empty.", "rows");
        foreach (var (handOff, entry) in handOffs.Zip(root.Each("handOffs")).Where(each => rows.All(row => row.HandOff != each.First)))
            entry.Wrong($"No row is handed over as \"{handOff.Id}\".");
        NoteGaps(root, rows);
        return new BaseSupport(handOffs, rows);
    }

    private static BaseSupportRow RowOf(Entry entry, IReadOnlyList<HandOff> handOffs)
    {
        var row = new BaseSupportRow(
            entry.Text("id"),
            entry.Choices<WorkloadFamily>("families"),
            entry.Choices<Workload>("workloads"),
            entry.Choices<Category>("categories"),
            entry.Words("topic"),
            entry.Choice<Boundary>("boundary"),
            handOffs.FirstOrDefault(each => each.Id == entry.TextOrNull("handOff")),
            entry.Words("reason"),
            entry.Source());
        if (row.HandOff is null && entry.Has("handOff")) entry.Wrong($"There is no \"{entry.TextOrNull("handOff")}\" among \"handOffs\".", "handOff");
        else if (row.Boundary is Boundary.Beyond && row.HandOff is null) entry.Wrong("\"handOff\" is missing: as what is it handed over?");
        else if (row.Boundary is not Boundary.Beyond && row.HandOff is not null) entry.Wrong("Only what lies beyond is handed over.", "handOff");
        foreach (var workload in row.Workloads.Where(each => row.Families.Count > 0 && !row.Families.Contains(Escalation.Workloads.FamilyOf(each))))
            entry.Wrong($"{Entry.Written(workload)} is not of that family, so that the row is never about it.", "workloads");
        return row;
    }

    // An agent who finds no row for a matter can neither escalate it nor record that it is the partner's own.
    private static void NoteGaps(Entry root, IReadOnlyList<BaseSupportRow> rows)
    {
        foreach (var workload in Enum.GetValues<Workload>())
        {
            foreach (var category in Enum.GetValues<Category>().Where(category => !rows.Any(row => row.IsAbout(workload, category))))
                root.Wrong($"No row is about {Entry.Written(workload)} and {Entry.Written(category)}.", "rows");
        }
    }
}
