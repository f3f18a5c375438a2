using System.Reflection;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupportBot.Handbook;

/// <summary>Settings of the handbook: section <c>Handbook</c>.</summary>
public sealed class HandbookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Handbook";

    /// <summary>A folder of the partner's own files. One with the name of a file of the product's stands in its place; others stand beside.</summary>
    public string? Folder { get; set; }
}

/// <summary>
/// The dated facts that people look things up in and the partner may edit: YAML files with their sources, the product's own
/// and those of the partner's folder that stand in their place.
/// </summary>
/// <param name="folder">The partner's folder; null where there is none.</param>
public sealed class HandbookFiles(string? folder)
{
    /// <summary>Whether no file of the partner's stands in place of the product's.</summary>
    public bool IsProductsOwn => folder is null;

    private static readonly Assembly Product = typeof(HandbookFiles).Assembly;

    /// <summary>The names of all files, in order: the product's and the partner's.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var own = Product.GetManifestResourceNames().Where(name => name.EndsWith(".yaml", StringComparison.Ordinal));
            var partners = folder is null
                ? []
                : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
                    .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'));
            return [.. own.Union(partners).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The names of the files in one part of the handbook, such as <c>escalation</c>, in order.</summary>
    public IReadOnlyList<string> In(string part)
    {
        var own = Product.GetManifestResourceNames().Where(name => name.StartsWith(part + "/", StringComparison.Ordinal));
        var path = folder is null ? null : Path.Combine(folder, part);
        var partners = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml").Select(file => $"{part}/{Path.GetFileName(file)}") : [];
        return [.. own.Union(partners).Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, such as <c>escalation/vehicles-2026.yaml</c>.</param>
    /// <param name="read">Makes of it what it says; notes mistakes in the entries, and may return anything where it noted one.</param>
    /// <exception cref="HandbookException">The file has mistakes, all of which are named.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public T Read<T>(string name, Func<Entry, T> read)
    {
        using var text = Open(name);
        return Read(name, text, read);
    }

    /// <summary>Reads a file from its text.</summary>
    /// <exception cref="HandbookException">It has mistakes, all of which are named.</exception>
    public static T Read<T>(string name, TextReader text, Func<Entry, T> read)
    {
        var page = new Page(name);
        T? made = default;
        if (RootOf(page, text) is { } root)
        {
            page.Learn(root);
            made = read(root);
            page.NoteUnread();
        }

        return page.Mistakes.Count == 0 ? made! : throw new HandbookException([.. page.Mistakes.OrderBy(mistake => mistake.Line)]);
    }

    private static Entry? RootOf(Page page, TextReader text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(text);
        }
        catch (YamlException exception)
        {
            page.Note((int)exception.Start.Line, $"This is not YAML: {exception.Message}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet does not say where, when a bracket is never closed.
            page.Note(1, "This is not YAML: a bracket is not closed, or a line does not stand where it belongs.");
            return null;
        }

        if (yaml.Documents is [{ RootNode: YamlMappingNode root }]) return page.Entry(root);
        page.Note(1, "The file must be one list of \"name: value\" lines.");
        return null;
    }

    private StreamReader Open(string name)
    {
        if (folder is not null && Path.Combine(folder, name) is var path && File.Exists(path)) return File.OpenText(path);
        return Product.GetManifestResourceStream(name) is { } stream ? new StreamReader(stream) : throw new FileNotFoundException($"The handbook has no file {name}.", name);
    }
}
