using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>A piece of evidence as it was given.</summary>
/// <param name="Value">As <see cref="EvidenceItem.Read"/> keeps it.</param>
/// <param name="From">Where it comes from.</param>
/// <param name="By">Who gave it; null where nobody in particular did.</param>
/// <param name="At">When.</param>
public sealed record EvidenceValue(string Value, EvidenceOrigin From, Person? By, NodaTime.Instant At);

/// <summary>An item of evidence with what is known of it.</summary>
/// <param name="Item">What is asked for.</param>
/// <param name="Value">What is known; null where it is missing.</param>
/// <param name="AskedBy">The event by which the customer was asked for it and has not answered; null where nobody waits for an answer.</param>
public sealed record ChecklistLine(EvidenceItem Item, EvidenceValue? Value, int? AskedBy = null)
{
    /// <summary>Whether nobody has given it yet.</summary>
    public bool IsMissing => Value is null;
}

/// <summary>What an escalation needs, with what is known of it, in the order in which it is asked for.</summary>
/// <param name="Lines">One for each item.</param>
public sealed record Checklist(IReadOnlyList<ChecklistLine> Lines)
{
    /// <summary>What the package cannot go without and nobody has given yet.</summary>
    public IEnumerable<ChecklistLine> MissingRequired => Lines.Where(line => line.IsMissing && line.Item.IsRequired);

    /// <summary>The items that an escalation of that kind needs.</summary>
    /// <param name="catalog">Everything that can be asked for.</param>
    /// <param name="escalation">What it is about.</param>
    /// <param name="known">What is known already, by item.</param>
    public static Checklist Of(EvidenceCatalog catalog, EvidenceCase escalation, IReadOnlyDictionary<string, EvidenceValue> known) =>
        new([.. catalog.Items.Where(item => item.For.Covers(escalation)).Select(item => new ChecklistLine(item, known.GetValueOrDefault(item.Id)))]);

    /// <summary>The items that this escalation needs. What was gathered for it goes before what is known anyway.</summary>
    /// <param name="catalog">Everything that can be asked for.</param>
    /// <param name="file">What was gathered for it.</param>
    /// <param name="known">What is known anyway, from the ticket and what the desk keeps.</param>
    public static Checklist Of(EvidenceCatalog catalog, EscalationFile file, IReadOnlyDictionary<string, EvidenceValue> known)
    {
        var lines = Of(catalog, file.Case, known).Lines;
        return new([.. lines.Select(line => line with
        {
            Value = file.Evidence.GetValueOrDefault(line.Item.Id) ?? line.Value,
            AskedBy = file.Asked.LastOrDefault(asked => asked.ItemId == line.Item.Id)?.Event,
        })]);
    }
}
