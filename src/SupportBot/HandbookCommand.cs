using System.CommandLine;
using System.Globalization;
using SupportBot.Escalation;
using SupportBot.Handbook;

namespace SupportBot;

/// <summary><c>handbook check</c>: reads every file of the handbook, the partner's own in place of the product's, and tells all mistakes.</summary>
internal static class HandbookCommand
{
    /// <summary>Which files there are, and who reads each.</summary>
    private static readonly (Func<string, bool> Is, Action<HandbookFiles, string> Read)[] Readers =
    [
        (name => name == BaseSupport.File, (handbook, name) => handbook.Read(name, BaseSupport.Of)),
        (name => name == SeverityGuide.FileName, (handbook, name) => handbook.Read(name, SeverityGuide.Of)),
        (name => name == EvidenceCatalog.FileName, (handbook, name) => handbook.Read(name, EvidenceCatalog.Read)),
        (name => name == Portals.FileName, (handbook, name) => handbook.Read(name, Portals.Read)),
        (name => name == Deadlines.FileName, (handbook, name) => handbook.Read(name, Deadlines.Read)),
        (Edition.IsFile, (handbook, name) => handbook.Read(name, Edition.Of)),
    ];

    /// <summary>The command, to be put beside others.</summary>
    public static Command Create()
    {
        var folder = new Option<string?>("--folder") { Description = "The folder of your own files; what the setting Handbook:Folder says unless given." };
        var check = new Command("check", "Reads every file of the handbook and tells all mistakes, each with its file and line.") { folder };
        check.SetAction(parsed =>
        {
            var console = parsed.InvocationConfiguration;
            var path = parsed.GetValue(folder) ?? WebApplication.CreateBuilder().Configuration[$"{HandbookOptions.Section}:{nameof(HandbookOptions.Folder)}"];
            return Check(path, console.Output, console.Error);
        });
        return new Command("handbook", "The dated facts that the desk looks things up in.") { check };
    }

    /// <summary>The mistakes in the handbook, in the order of its files and their lines.</summary>
    internal static IReadOnlyList<Mistake> MistakesIn(HandbookFiles handbook) => [.. handbook.Names.SelectMany(name => MistakesIn(handbook, name))];

    private static int Check(string? folder, TextWriter output, TextWriter error)
    {
        if (!string.IsNullOrWhiteSpace(folder) && !Directory.Exists(folder))
        {
            error.WriteLine($"There is no folder {folder}. Name the folder of your own files with --folder or Handbook:Folder.");
            return 1;
        }

        var handbook = new HandbookFiles(string.IsNullOrWhiteSpace(folder) ? null : folder);
        var mistakes = MistakesIn(handbook);
        foreach (var mistake in mistakes) error.WriteLine(mistake);
        if (mistakes.Count == 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{handbook.Names.Count} files read, no mistakes."));
        return mistakes.Count == 0 ? 0 : 1;
    }

    private static IReadOnlyList<Mistake> MistakesIn(HandbookFiles handbook, string name)
    {
        var reader = Array.Find(Readers, each => each.Is(name));
        if (reader.Read is null) return [new Mistake(name, 1, $"Nothing reads a file of this name; the handbook has {string.Join(", ", new HandbookFiles(folder: null).Names)}.")];
        try
        {
            reader.Read(handbook, name);
            return [];
        }
        catch (HandbookException exception)
        {
            return exception.Mistakes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new Mistake(name, 1, $"It cannot be read: {exception.Message}")];
        }
    }
}
