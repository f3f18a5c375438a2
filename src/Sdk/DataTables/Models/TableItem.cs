namespace Azure.Data.Tables.Models;

/// <summary>A table, as a list of tables shows it.</summary>
public class TableItem
{
    public TableItem(string name) => Name = name ?? throw new ArgumentNullException(nameof(name));

    public string Name { get; }
}
