using System.Globalization;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.RepresentationModel;

namespace SupportBot.Handbook;

/// <summary>
/// One entry of a file: its values by name. What is missing, cannot be read or is not known is noted as a mistake with its
/// line, and reading goes on, so that all mistakes are told at once.
/// </summary>
public sealed class Entry
{
    private readonly Page page;
    private readonly YamlMappingNode node;
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    internal Entry(Page page, YamlMappingNode node)
    {
        this.page = page;
        this.node = node;
    }

    /// <summary>The line on which it begins.</summary>
    public int Line => (int)node.Start.Line;

    /// <summary>The names that it has, in order.</summary>
    public IEnumerable<string> Names => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    /// <summary>Whether it has a value of this name.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Notes a mistake of this entry, or of one of its values.</summary>
    /// <param name="what">What is wrong, and what to write instead.</param>
    /// <param name="name">The value that is wrong; null for the entry.</param>
    public void Wrong(string what, string? name = null) => page.Note(name is not null && Find(name) is { } value ? (int)value.Start.Line : Line, what);

    /// <summary>A text that must be there and not be empty.</summary>
    public string Text(string name)
    {
        if (TextOrNull(name) is { Length: > 0 } text) return text;
        Wrong($"\"{name}\" is missing.", name);
        return "";
    }

    /// <summary>The name by which other things know it: small and capital letters, digits and hyphens, beginning with a letter.</summary>
    public string Id(string name = "id")
    {
        var id = Text(name);
        if (id.Length > 0 && !(char.IsAsciiLetter(id[0]) && id.All(each => char.IsAsciiLetterOrDigit(each) || each is '-')))
            Wrong($"\"{name}\" can have letters without accents, digits and hyphens, and begins with a letter; not \"{id}\".", name);
        return id;
    }

    /// <summary>A text; null where there is none.</summary>
    public string? TextOrNull(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value;
            default:
                Wrong($"\"{name}\" must be one text.", name);
                return null;
        }
    }

    /// <summary>Several texts; a single one may stand without a list. Empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        switch (Find(name))
        {
            case null:
                return [];
            case YamlScalarNode scalar:
                return [scalar.Value ?? ""];
            case YamlSequenceNode sequence when sequence.All(each => each is YamlScalarNode):
                return [.. sequence.Cast<YamlScalarNode>().Select(each => each.Value ?? "")];
            default:
                Wrong($"\"{name}\" must be a list of texts.", name);
                return [];
        }
    }

    /// <summary>What a person reads, by language: English must be among them. A single text stands for every language, such as a product's name.</summary>
    public Words Words(string name)
    {
        switch (Find(name))
        {
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return new Words(new Dictionary<string, string> { [Handbook.Words.Always] = text });
            case YamlMappingNode mapping:
                var entry = page.Entry(mapping);
                var byLanguage = entry.Names.ToDictionary(language => language, entry.Text, StringComparer.OrdinalIgnoreCase);
                if (byLanguage.ContainsKey(Handbook.Words.Always)) return new Words(byLanguage);
                entry.Wrong($"\"{name}\" has no English text (en).");
                return Handbook.Words.None;
            default:
                Wrong($"\"{name}\" is missing: write a text, or one for each language (en, pt-PT).", name);
                return Handbook.Words.None;
        }
    }

    /// <summary>As <see cref="Words"/>; null where there are none.</summary>
    public Words? WordsOrNull(string name) => Has(name) ? Words(name) : null;

    /// <summary>A whole number; null where there is none.</summary>
    public int? Number(string name)
    {
        if (TextOrNull(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong($"\"{name}\" must be a whole number, not \"{text}\".", name);
        return null;
    }

    /// <summary>Yes or no; no where nothing stands there.</summary>
    public bool Flag(string name)
    {
        var text = TextOrNull(name);
        if (text is not (null or "true" or "false")) Wrong($"\"{name}\" must be true or false, not \"{text}\".", name);
        return text is "true";
    }

    /// <summary>A day, written as 2026-11-25, that must be there.</summary>
    public LocalDate Date(string name)
    {
        var text = Text(name);
        if (text.Length == 0) return default;
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date)) return date;
        Wrong($"\"{name}\" must be a day such as 2026-11-25, not \"{text}\".", name);
        return default;
    }

    /// <summary>One of the values of an enum, written with a small first letter, that must be there.</summary>
    public T Choice<T>(string name)
        where T : struct, Enum => ChoiceOrNull<T>(name) ?? MissingChoice<T>(name);

    /// <summary>As <see cref="Choice"/>; null where there is none.</summary>
    public T? ChoiceOrNull<T>(string name)
        where T : struct, Enum => TextOrNull(name) is { } text ? ChoiceOf<T>(name, text) : null;

    /// <summary>Several values of an enum; a single one may stand without a list. Empty where there is none.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum => [.. Texts(name).Select(text => ChoiceOf<T>(name, text)).OfType<T>()];

    /// <summary>An entry within this one; null where there is none.</summary>
    public Entry? One(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return page.Entry(mapping);
            default:
                Wrong($"\"{name}\" must have values of its own, each as \"name: value\".", name);
                return null;
        }
    }

    /// <summary>The entries of a list within this one. Empty where there is none.</summary>
    public IReadOnlyList<Entry> Each(string name)
    {
        switch (Find(name))
        {
            case null:
                return [];
            case YamlSequenceNode sequence when sequence.All(each => each is YamlMappingNode):
                return [.. sequence.Cast<YamlMappingNode>().Select(page.Entry)];
            default:
                Wrong($"\"{name}\" must be a list of entries.", name);
                return [];
        }
    }

    /// <summary>As <see cref="Each"/>, made into what they say; each must have an id that none above it has.</summary>
    /// <param name="name">The list.</param>
    /// <param name="read">Makes of an entry what it says.</param>
    /// <param name="idOf">The id of what was made.</param>
    public IReadOnlyList<T> EachOnce<T>(string name, Func<Entry, T> read, Func<T, string> idOf)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<T>();
        foreach (var entry in Each(name))
        {
            var made = read(entry);
            if (idOf(made) is { Length: > 0 } id && !ids.Add(id)) entry.Wrong($"There is a \"{id}\" above already; each id names one thing.", "id");
            all.Add(made);
        }

        return all;
    }

    /// <summary>Where it comes from: one of the file's <c>sources</c> by its short name, or <c>{ of: name, standing: … }</c> where it is less certain than the rest of that document.</summary>
    public Source Source(string name = "source")
    {
        if (Find(name) is not YamlMappingNode mapping) return SourceOf(Text(name), name);
        var entry = page.Entry(mapping);
        var source = entry.SourceOf(entry.Text("of"), "of");
        return entry.ChoiceOrNull<Standing>("standing") is { } standing ? source with { Standing = standing } : source;
    }

    /// <summary>The lines of the names that nobody has read.</summary>
    internal IEnumerable<(int Line, string Name)> Unread() =>
        node.Children.Keys.Select(key => ((int)key.Start.Line, (key as YamlScalarNode)?.Value ?? "")).Where(each => !read.Contains(each.Item2));

    private Source SourceOf(string named, string name)
    {
        if (page.Sources.TryGetValue(named, out var source)) return source;
        if (named.Length > 0) Wrong($"There is no source \"{named}\" in this file's sources.", name);
        return Handbook.Source.None;
    }

    private T? ChoiceOf<T>(string name, string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Written(value) == text) return value;
        }

        Wrong($"\"{name}\" cannot be \"{text}\"; it is one of {string.Join(", ", Enum.GetValues<T>().Select(Written))}.", name);
        return null;
    }

    private T MissingChoice<T>(string name)
        where T : struct, Enum
    {
        if (!Has(name)) Wrong($"\"{name}\" is missing; it is one of {string.Join(", ", Enum.GetValues<T>().Select(Written))}.");
        return default;
    }

    /// <summary>How a value of an enum is written in a file: with a small first letter, one-letter names as they are.</summary>
    internal static string Written<T>(T value)
        where T : struct, Enum => value.ToString() is { Length: > 1 } text ? char.ToLowerInvariant(text[0]) + text[1..] : value.ToString();

    private YamlNode? Find(string name)
    {
        read.Add(name);
        return node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;
    }
}
