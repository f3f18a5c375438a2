using YamlDotNet.RepresentationModel;

namespace SupportBot.Handbook;

/// <summary>A file while it is read: its sources, the entries that were made of it, and its mistakes.</summary>
internal sealed class Page(string file)
{
    private readonly Dictionary<YamlMappingNode, Entry> made = new(ReferenceEqualityComparer.Instance);

    public List<Mistake> Mistakes { get; } = [];

    public Dictionary<string, Source> Sources { get; } = new(StringComparer.Ordinal);

    public void Note(int line, string what) => Mistakes.Add(new Mistake(file, line, what));

    // Each time the same one for the same place, so that what is read in two goes counts as read.
    public Entry Entry(YamlMappingNode node)
    {
        if (made.TryGetValue(node, out var known)) return known;
        var entry = new Entry(this, node);
        made.Add(node, entry);
        return entry;
    }

    public void Learn(Entry root)
    {
        if (root.One("sources") is not { } sources) return;
        foreach (var name in sources.Names)
        {
            if (sources.One(name) is { } source) Sources[name] = new Source(source.Text("document"), source.Date("date"), source.Choice<Standing>("standing"));
        }
    }

    public void NoteUnread()
    {
        foreach (var (line, name) in made.Values.SelectMany(entry => entry.Unread())) Note(line, $"\"{name}\" is not known here.");
    }
}
