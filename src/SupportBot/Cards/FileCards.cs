using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>A file as an agent can open it.</summary>
/// <param name="File">The file.</param>
/// <param name="Address">Where it is opened.</param>
/// <param name="Picture">What it holds, where it is a picture that fits on the form; null otherwise.</param>
public sealed record OpenableFile(TicketAttachment File, Uri Address, byte[]? Picture);

/// <summary>How files are named, refused and opened.</summary>
public static class FileCards
{
    /// <summary>So many files stand on one page of the form.</summary>
    public const int FilesOnPage = 5;

    /// <summary>The pictures on one form have at most so many bytes together: in base64 they share a card's 25 KB with all else.</summary>
    public const int LargestPictures = 12 * 1024;

    private const int NamesShown = 20;

    /// <summary>The files' names in one line.</summary>
    public static string NamesOf(IEnumerable<TicketAttachment> files) => string.Join(", ", files.Select(file => Escape.Visible(file.Name)));

    /// <summary>What the sender of a file that is not taken reads: which one, why, and what to do instead.</summary>
    public static string Refused(string name, FileRefusal why, Texts texts)
    {
        var shown = Escape.Visible(name);
        return why switch
        {
            FileRefusal.TooLarge => texts.FileTooLarge(shown),
            FileRefusal.Empty => texts.FileEmpty(shown),
            FileRefusal.Program => texts.FileIsProgram(shown),
            FileRefusal.Script => texts.FileIsScript(shown),
            FileRefusal.Macros => texts.FileHasMacros(shown),
            FileRefusal.VectorPicture => texts.FileIsVectorPicture(shown),
            FileRefusal.ArchiveBomb => texts.FileIsArchiveBomb(shown),
            FileRefusal.ClosedArchive => texts.FileIsClosedArchive(shown),
            FileRefusal.NotFetched => texts.FileNotFetched(shown),
            FileRefusal.TooMany => texts.FilesTooMany(shown, TicketAttachment.MostAtOnce),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "This refusal has no words."),
        };
    }

    /// <summary>The page of an event's files that a press asks for.</summary>
    public static IReadOnlyList<TicketAttachment> PageOf(TicketEvent happened, Press press) =>
        [.. happened.Attachments.Skip((PageAsked(press) - 1) * FilesOnPage).Take(FilesOnPage)];

    /// <summary>The form in which an agent opens the files that came with an event.</summary>
    /// <param name="number">The ticket.</param>
    /// <param name="happened">The event.</param>
    /// <param name="files">The page that <paramref name="press"/> asks for.</param>
    /// <param name="press">The press.</param>
    /// <param name="texts">The desk's language.</param>
    public static Form Open(TicketNumber number, TicketEvent happened, IReadOnlyList<OpenableFile> files, Press press, Texts texts)
    {
        var title = texts.FilesTitle(number.Text);
        List<AdaptiveElement> body = [Drawing.Subtle(texts.FilesText)];
        foreach (var (file, address, picture) in files)
        {
            body.Add(Drawing.Words($"{file.Name} ({SizeOf(file, texts)})", strong: true));
            if (picture is not null) body.Add(new AdaptiveImage(new Uri($"data:{file.ContentType};base64,{Convert.ToBase64String(picture)}")) { AltText = Escape.Visible(file.Name) });
            body.Add(new AdaptiveActionSet { Actions = [new AdaptiveOpenUrlAction { Title = FileRules.IsPicture(file.ContentType) ? texts.ButtonOpen : texts.ButtonDownload, Url = address }] });
        }

        var next = PageAsked(press) + 1;
        IEnumerable<AdaptiveAction> buttons = happened.Attachments.Count > (next - 1) * FilesOnPage
            ? [Drawing.Submit(texts.ButtonMore, Verbs.OpenFiles, Data(number, happened.Sequence, next))]
            : [];
        return new Form(title, Drawing.Card(texts, title, body, buttons));
    }

    /// <summary>The names on a card, one below the other.</summary>
    internal static IEnumerable<AdaptiveElement> List(IReadOnlyList<TicketAttachment> files, Texts texts)
    {
        foreach (var file in files.Take(NamesShown)) yield return Drawing.Words($"{file.Name} ({SizeOf(file, texts)})");
        if (files.Count > NamesShown) yield return Drawing.Subtle(texts.AndMoreFiles(files.Count));
    }

    internal static AdaptiveSubmitAction OpenButton(TicketNumber number, int eventSequence, Texts texts) =>
        Drawing.OpenForm(texts.ButtonOpenFiles, Verbs.OpenFiles, Data(number, eventSequence, page: 1));

    private static JObject Data(TicketNumber number, int eventSequence, int page)
    {
        var data = Drawing.Of(number, eventSequence);
        data["page"] = page;
        return data;
    }

    private static int PageAsked(Press press) =>
        press.Whole("page") is { } page and >= 1 and <= TicketAttachment.MostAtOnce ? page : 1;

    private static string SizeOf(TicketAttachment file, Texts texts) => file.Size >= 1024 * 1024
        ? string.Create(texts.Culture, $"{file.Size / (1024.0 * 1024):0.#} MB")
        : string.Create(texts.Culture, $"{Math.Max(1, file.Size / 1024)} KB");
}
