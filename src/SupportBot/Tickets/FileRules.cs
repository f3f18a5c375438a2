using System.Buffers.Binary;
using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace SupportBot.Tickets;

/// <summary>Why a file is not taken.</summary>
public enum FileRefusal
{
    /// <summary>It is larger than <see cref="TicketAttachment.LargestSize"/>.</summary>
    TooLarge,

    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>A program, or what installs or starts one.</summary>
    Program,

    /// <summary>A script, or a page that can hold one.</summary>
    Script,

    /// <summary>A document with macros.</summary>
    Macros,

    /// <summary>A vector picture (SVG): it can hold a script.</summary>
    VectorPicture,

    /// <summary>An archive that would be enormous, or endless, when it is unpacked.</summary>
    ArchiveBomb,

    /// <summary>An archive into which nobody can look: of another kind than zip, with a password, or damaged.</summary>
    ClosedArchive,

    /// <summary>It could not be fetched from Teams.</summary>
    NotFetched,

    /// <summary>There are <see cref="TicketAttachment.MostAtOnce"/> already.</summary>
    TooMany,
}

/// <summary>
/// Which files the desk takes, by the ending of their name and by what they hold: one table of what is refused, and of how it
/// is recognised. A zip archive, which office documents are too, is judged by what is in it.
/// </summary>
public static class FileRules
{
    /// <summary>What an archive may grow to when it is unpacked, in bytes, archives in it included.</summary>
    public const long LargestUnpacked = 100L * 1024 * 1024;

    private const int MostEntries = 10_000;
    private const int DeepestArchive = 3;
    private const int LongestName = 120;

    private static readonly (FileRefusal Refusal, string Endings)[] RefusedEndings =
    [
        (FileRefusal.Program, "exe com scr pif cpl dll sys drv ocx msi msp mst msix msixbundle appx appxbundle application appref-ms gadget jar class apk ipa deb rpm pkg app bin run elf lnk url scf reg inf chm xll"),
        (FileRefusal.Script, "bat cmd ps1 ps1xml psm1 psd1 psc1 vb vbs vbe js mjs cjs jse ws wsf wsh wsc sct hta sh bash zsh csh ksh command py pyc pyw pl rb php msc settingcontent-ms library-ms search-ms htm html xhtml shtml mht mhtml xsl xslt iqy slk"),
        (FileRefusal.Macros, "docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm accde accdb mdb mde one onepkg"),
        (FileRefusal.VectorPicture, "svg svgz"),
        (FileRefusal.ClosedArchive, "7z rar tar tgz gz bz2 tbz xz txz zst lz lzma z cab arj ace iso img vhd vhdx vmdk dmg wim"),
    ];

    private static readonly (FileRefusal Refusal, int At, byte[] Bytes)[] RefusedBeginnings =
    [
        (FileRefusal.Program, 0, "MZ"u8.ToArray()),
        (FileRefusal.Program, 0, [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        (FileRefusal.Program, 0, [0xFE, 0xED, 0xFA, 0xCE]),
        (FileRefusal.Program, 0, [0xFE, 0xED, 0xFA, 0xCF]),
        (FileRefusal.Program, 0, [0xCE, 0xFA, 0xED, 0xFE]),
        (FileRefusal.Program, 0, [0xCF, 0xFA, 0xED, 0xFE]),
        (FileRefusal.Program, 0, [0xCA, 0xFE, 0xBA, 0xBE]),
        (FileRefusal.Program, 0, "dex\n"u8.ToArray()),
        (FileRefusal.Program, 0, [0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]),
        (FileRefusal.Program, 0, "ITSF"u8.ToArray()),
        (FileRefusal.Script, 0, "#!"u8.ToArray()),
        (FileRefusal.ClosedArchive, 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        (FileRefusal.ClosedArchive, 0, "Rar!\u001a\u0007"u8.ToArray()),
        (FileRefusal.ClosedArchive, 0, [0x1F, 0x8B]),
        (FileRefusal.ClosedArchive, 0, "BZh"u8.ToArray()),
        (FileRefusal.ClosedArchive, 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        (FileRefusal.ClosedArchive, 0, [0x28, 0xB5, 0x2F, 0xFD]),
        (FileRefusal.ClosedArchive, 0, "MSCF"u8.ToArray()),
        (FileRefusal.ClosedArchive, 257, "ustar"u8.ToArray()),
        (FileRefusal.ClosedArchive, 32769, "CD001"u8.ToArray()),
    ];

    // Looked for where a text begins, behind what may stand before it: white space, declarations, comments.
    private static readonly (FileRefusal Refusal, Regex Beginning)[] RefusedMarkup =
    [
        (FileRefusal.VectorPicture, BeginningWith("svg")),
        (FileRefusal.Script, BeginningWith("html|script")),
    ];

    // The older office formats are all of one container, and so is an installer.
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly (FileRefusal Refusal, byte[] Bytes)[] RefusedInCompoundFile =
    [
        (FileRefusal.Macros, Encoding.Unicode.GetBytes("_VBA_PROJECT")),
        (FileRefusal.Program, [0x84, 0x10, 0x0C, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46]),
    ];

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] EmptyZip = [0x50, 0x4B, 0x05, 0x06];

    private static readonly (string ContentType, string Ending, int At, byte[] Bytes)[] Pictures =
    [
        ("image/png", "png", 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/jpeg", "jpg", 0, [0xFF, 0xD8, 0xFF]),
        ("image/gif", "gif", 0, "GIF8"u8.ToArray()),
        ("image/webp", "webp", 8, "WEBP"u8.ToArray()),
    ];

    private static readonly FrozenDictionary<string, string> OtherTypes = new Dictionary<string, string>
    {
        ["pdf"] = "application/pdf",
        ["txt"] = "text/plain",
        ["log"] = "text/plain",
        ["csv"] = "text/csv",
        ["json"] = "application/json",
        ["har"] = "application/json",
        ["xml"] = "application/xml",
        ["zip"] = "application/zip",
        ["eml"] = "message/rfc822",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FileRefusal> ByEnding = RefusedEndings
        .SelectMany(each => each.Endings.Split(' ').Select(ending => (Ending: ending, each.Refusal)))
        .ToFrozenDictionary(each => each.Ending, each => each.Refusal, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a media type is that of a picture which a browser shows and in which nothing can run.</summary>
    public static bool IsPicture(string contentType) => Pictures.Any(picture => picture.ContentType == contentType);

    /// <summary>Why a file of this name is not taken, whatever it holds; null where that has to be seen.</summary>
    public static FileRefusal? RefusesName(string name) => ByEnding.TryGetValue(EndingOf(name), out var refusal) ? refusal : null;

    /// <summary>Why the file is not taken; null where it is.</summary>
    /// <param name="name">Its name, as <see cref="Clean"/> gives it.</param>
    /// <param name="content">What it holds.</param>
    public static FileRefusal? Refuses(string name, ReadOnlyMemory<byte> content)
    {
        if (content.Length > TicketAttachment.LargestSize) return FileRefusal.TooLarge;
        if (content.Length == 0) return FileRefusal.Empty;
        var unpacked = LargestUnpacked;
        return RefusesName(name) ?? RefusesContent(content, ref unpacked, depth: 0);
    }

    /// <summary>The media type that a file is kept with: what its content shows, or else what its ending says; never what the sender says.</summary>
    public static string TypeOf(string name, ReadOnlySpan<byte> content) => PictureIn(content)?.ContentType ?? OtherTypes.GetValueOrDefault(EndingOf(name), "application/octet-stream");

    /// <summary>The ending of a picture's file name, without its dot; null where the content is no picture that is known.</summary>
    public static string? PictureEnding(ReadOnlySpan<byte> content) => PictureIn(content)?.Ending;

    /// <summary>
    /// The name without folders, and without characters that a file system forbids or that hide what a name is; at most 120
    /// characters, the ending kept. Null where nothing is left.
    /// </summary>
    public static string? Clean(string? name)
    {
        if (name is null) return null;
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(last.Length);
        foreach (var character in last)
        {
            if (IsHidden(character)) continue;
            clean.Append(character is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? '_' : character);
        }

        // Windows drops what ends in dots or spaces, and would show another ending than ours.
        var plain = clean.ToString().Trim().TrimEnd('.', ' ');
        if (plain.Length <= LongestName) return plain.Length == 0 ? null : plain;
        var ending = EndingOf(plain) is { Length: > 0 and <= 20 } kept ? "." + kept : "";
        return Graphemes.Cut(plain[..^ending.Length], LongestName - ending.Length) + ending;
    }

    private static bool IsHidden(char character) =>
        char.IsControl(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format;

    private static string EndingOf(string name) => name.LastIndexOf('.') is >= 0 and var dot ? name[(dot + 1)..].TrimEnd() : "";

    private static (string ContentType, string Ending)? PictureIn(ReadOnlySpan<byte> content)
    {
        foreach (var (type, ending, at, bytes) in Pictures)
        {
            if (Holds(content, at, bytes)) return (type, ending);
        }

        return null;
    }

    private static FileRefusal? RefusesContent(ReadOnlyMemory<byte> memory, ref long unpacked, int depth)
    {
        var content = memory.Span;
        foreach (var (refusal, at, bytes) in RefusedBeginnings)
        {
            if (Holds(content, at, bytes)) return refusal;
        }

        if (RefusesMarkup(content) is { } markup) return markup;
        if (Holds(content, 0, CompoundFile))
        {
            foreach (var (refusal, bytes) in RefusedInCompoundFile)
            {
                if (content.IndexOf(bytes) >= 0) return refusal;
            }
        }

        if (Holds(content, 0, EmptyZip)) return null;
        return Holds(content, 0, Zip) ? RefusesArchive(memory, ref unpacked, depth) : null;
    }

    private static FileRefusal? RefusesMarkup(ReadOnlySpan<byte> content)
    {
        var text = Beginning(content);
        foreach (var (refusal, beginning) in RefusedMarkup)
        {
            if (beginning.IsMatch(text)) return refusal;
        }

        return null;
    }

    private static Regex BeginningWith(string element) => new(
        $@"^\uFEFF?\s*((<\?.*?\?>|<!--.*?-->)\s*)*<(!doctype\s+({element})|(\w+:)?({element}))[\s>/]",
        RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Beginning(ReadOnlySpan<byte> content)
    {
        const int Looked = 8 * 1024;
        var some = content[..Math.Min(Looked, content.Length)];
        return some is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(some) : some is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(some) : Encoding.UTF8.GetString(some);
    }

    // What an archive says of its sizes may be a lie: it is unpacked, as far as it may grow, and nothing of it is kept.
    private static FileRefusal? RefusesArchive(ReadOnlyMemory<byte> content, ref long unpacked, int depth)
    {
        if (depth == DeepestArchive) return FileRefusal.ArchiveBomb;
        if (IsEncrypted(content.Span)) return FileRefusal.ClosedArchive;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries || archive.Entries.Sum(entry => entry.Length) > unpacked) return FileRefusal.ArchiveBomb;
            var isDocument = archive.GetEntry("[Content_Types].xml") is not null;
            foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0))
            {
                if (entry.IsEncrypted) return FileRefusal.ClosedArchive;
                if (entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) return FileRefusal.Macros;
                var refusal = RefusesEntry(entry, ref unpacked, depth);
                if (!isDocument) refusal ??= RefusesName(entry.Name);
                // An office program draws such a picture and runs nothing in it; documents with icons are full of them.
                if (refusal is not null && !(isDocument && refusal is FileRefusal.VectorPicture)) return refusal;
            }

            return null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or NotSupportedException or EndOfStreamException or OverflowException or ArgumentException)
        {
            return FileRefusal.ClosedArchive;
        }
    }

    private static FileRefusal? RefusesEntry(ZipArchiveEntry entry, ref long unpacked, int depth)
    {
        using var stream = entry.Open();
        using var kept = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            unpacked -= read;
            if (unpacked < 0) return FileRefusal.ArchiveBomb;
            // Of what is not judged by what is in it, the beginning tells.
            if (kept.Length < block.Length || IsContainer(kept)) kept.Write(block, 0, read);
        }

        return RefusesContent(kept.GetBuffer().AsMemory(0, (int)kept.Length), ref unpacked, depth + 1);
    }

    private static bool IsContainer(MemoryStream kept)
    {
        var content = kept.GetBuffer().AsSpan(0, (int)kept.Length);
        return Holds(content, 0, Zip) || Holds(content, 0, CompoundFile);
    }

    // The first entry's general purpose flag (.ZIP File Format Specification, 4.4.4).
    private static bool IsEncrypted(ReadOnlySpan<byte> zip) => zip.Length > 8 && (BinaryPrimitives.ReadUInt16LittleEndian(zip[6..]) & 1) != 0;

    private static bool Holds(ReadOnlySpan<byte> content, int at, ReadOnlySpan<byte> bytes) => content.Length >= at + bytes.Length && content.Slice(at, bytes.Length).SequenceEqual(bytes);
}
