namespace SupportBot.Customers;

/// <summary>A file of customers whose header is understood: Partner Center's export, or the desk's own.</summary>
/// <param name="Columns">The names in the header, trimmed; empty for a column without a name.</param>
/// <param name="Separator">What stands between cells.</param>
/// <param name="Rows">What follows the header.</param>
internal sealed record CustomerFile(IReadOnlyList<string> Columns, char Separator, IReadOnlyList<CsvRow> Rows)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="problem">Why the header is not understood; null where it is.</param>
    /// <returns>The file; null where its header is not understood.</returns>
    public static CustomerFile? Read(string text, out string? problem)
    {
        var header = Separators.Select(separator => (Separator: separator, Names: NamesIn(text, separator))).MaxBy(each => each.Names.Count(name => CustomerColumns.Find(name) is not null));
        problem = ProblemOf(header.Names);
        return problem is null ? new CustomerFile(header.Names, header.Separator, [.. Csv.Read(text, header.Separator).Skip(1)]) : null;
    }

    /// <summary>All customers as a file that <see cref="Read"/> understands.</summary>
    public static string Write(IReadOnlyList<Customer> customers, char separator)
    {
        var more = customers.SelectMany(customer => customer.More.Keys)
            .Where(name => CustomerColumns.Find(name) is null)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var lines = customers.Select(customer => Csv.Write([.. CustomerColumns.All.Select(column => column.Write(customer)), .. more.Select(name => CustomerColumns.More(customer, name))], separator));
        return Csv.Write([.. CustomerColumns.All.Select(column => column.Name), .. more], separator) + string.Concat(lines);
    }

    private static List<string> NamesIn(string text, char separator) => [.. (Csv.Read(text, separator).FirstOrDefault()?.Cells ?? []).Select(name => Csv.Unguard(name.Trim()))];

    private static string? ProblemOf(List<string> names)
    {
        if (names.Count == 0) return "The file is empty. Its first line must name the columns: Microsoft ID, Company name, …, as in Partner Center's Export customers.";
        var missing = CustomerColumns.Needed.Where(needed => !names.Contains(needed, StringComparer.OrdinalIgnoreCase)).ToList();
        var twice = names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        if (missing.Count == 0 && twice.Count == 0) return null;
        var wrong = new List<string>();
        if (missing.Count > 0) wrong.Add($"it does not name {string.Join(" and ", missing)}");
        if (twice.Count > 0) wrong.Add($"it names {string.Join(" and ", twice)} twice");
        var shown = string.Join(" | ", names);
        return $"The header is not understood: {string.Join(", and ", wrong)}. The header is: {(shown.Length > 500 ? shown[..500] + "…" : shown)}";
    }
}
