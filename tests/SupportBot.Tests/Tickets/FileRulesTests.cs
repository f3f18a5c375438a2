using System.IO.Compression;
using System.Text;
using SupportBot.Cards;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Tests.Tickets;

/// <summary>Which files are taken: by the ending of their name, and by what they hold under whatever name.</summary>
public sealed class FileRulesTests
{
    [Theory]
    [InlineData("setup.exe", FileRefusal.Program)]
    [InlineData("Report.PDF.EXE", FileRefusal.Program)]
    [InlineData("shortcut.lnk", FileRefusal.Program)]
    [InlineData("mend.ps1", FileRefusal.Script)]
    [InlineData("page.html", FileRefusal.Script)]
    [InlineData("budget.xlsm", FileRefusal.Macros)]
    [InlineData("logo.svg", FileRefusal.VectorPicture)]
    [InlineData("all.7z", FileRefusal.ClosedArchive)]
    [InlineData("disk.iso", FileRefusal.ClosedArchive)]
    public void Some_names_are_refused_whatever_the_file_holds(string name, FileRefusal expected)
    {
        Assert.Equal(expected, FileRules.RefusesName(name));
        Assert.Equal(expected, FileRules.Refuses(name, "harmless"u8.ToArray()));
    }

    [Theory]
    [InlineData("screen.png")]
    [InlineData("trace.log")]
    [InlineData("mail.eml")]
    [InlineData("book.xlsx")]
    [InlineData("no ending")]
    [InlineData("exe")]
    public void Other_names_are_not(string name) => Assert.Null(FileRules.Refuses(name, "harmless"u8.ToArray()));

    [Theory]
    [InlineData("MZ\u0090\0\u0003", FileRefusal.Program)]
    [InlineData("\u007fELF\u0002", FileRefusal.Program)]
    [InlineData("Êþº¾\0", FileRefusal.Program)]
    [InlineData("#!/bin/sh\nrm -rf /", FileRefusal.Script)]
    [InlineData("Rar!\u001a\u0007\0", FileRefusal.ClosedArchive)]
    [InlineData("\u001f\u008b\u0008", FileRefusal.ClosedArchive)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", FileRefusal.VectorPicture)]
    [InlineData(" \n<?xml version='1.0'?><!-- a > b -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'>", FileRefusal.VectorPicture)]
    [InlineData("<?xml version='1.0'?><s:svg xmlns:s='http://www.w3.org/2000/svg'/>", FileRefusal.VectorPicture)]
    [InlineData("<!DOCTYPE html><title>x</title>", FileRefusal.Script)]
    [InlineData("<HTML>", FileRefusal.Script)]
    public void What_a_file_holds_is_refused_under_a_harmless_name(string content, FileRefusal expected) =>
        Assert.Equal(expected, FileRules.Refuses("picture.png", Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void A_vector_picture_is_recognised_in_other_encodings()
    {
        Assert.Equal(FileRefusal.VectorPicture, FileRules.Refuses("a.xml", (byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<svg/>")]));
        Assert.Equal(FileRefusal.VectorPicture, FileRules.Refuses("a.xml", (byte[])[.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("<svg/>")]));
        Assert.Equal(FileRefusal.VectorPicture, FileRules.Refuses("a.xml", (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("<svg/>")]));
    }

    [Theory]
    [InlineData("<Events><svgs/></Events>")]
    [InlineData("The page begins with <html> and has an <svg> in it.")]
    [InlineData("<?xml version='1.0'?><log>html</log>")]
    public void Text_that_only_speaks_of_such_things_is_taken(string content) => Assert.Null(FileRules.Refuses("a.xml", Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void An_older_document_is_refused_with_macros_and_an_installer_always()
    {
        byte[] container = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]];

        Assert.Null(FileRules.Refuses("letter.doc", container));
        Assert.Equal(FileRefusal.Macros, FileRules.Refuses("letter.doc", (byte[])[.. container, .. Encoding.Unicode.GetBytes("_VBA_PROJECT_CUR")]));
        Assert.Equal(FileRefusal.Program, FileRules.Refuses("letter.doc", (byte[])[.. container, 0x84, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]));
    }

    [Fact]
    public void An_archive_is_judged_by_what_is_in_it()
    {
        Assert.Null(FileRules.Refuses("logs.zip", Zip(("a.log", "fine"u8.ToArray()), ("folder/b.png", [1]))));
        Assert.Null(FileRules.Refuses("logs.zip", Zip(("inner.zip", Zip(("a.log", "fine"u8.ToArray()))))));
        Assert.Null(FileRules.Refuses("empty.zip", Zip()));
        Assert.Equal(FileRefusal.Program, FileRules.Refuses("logs.zip", Zip(("a.log", [1]), ("tools/setup.exe", [1]))));
        Assert.Equal(FileRefusal.Program, FileRules.Refuses("logs.zip", Zip(("a.log", "MZ\0"u8.ToArray()))));
        Assert.Equal(FileRefusal.Program, FileRules.Refuses("logs.zip", Zip(("inner.zip", Zip(("a.log", "MZ\0"u8.ToArray()))))));
        Assert.Equal(FileRefusal.ClosedArchive, FileRules.Refuses("logs.zip", "PK\u0003\u0004 and no archive"u8.ToArray()));
        Assert.Equal(FileRefusal.ClosedArchive, FileRules.Refuses("logs.zip", Encrypted(Zip(("a.log", "fine"u8.ToArray())))));
    }

    [Fact]
    public void A_document_with_macros_is_refused_under_the_name_of_one_without_and_its_icons_are_not()
    {
        var types = ("[Content_Types].xml", "<Types/>"u8.ToArray());

        Assert.Null(FileRules.Refuses("slides.pptx", Zip(types, ("ppt/media/image1.svg", "<svg/>"u8.ToArray()), ("ppt/printerSettings1.bin", [1]))));
        Assert.Equal(FileRefusal.Macros, FileRules.Refuses("slides.pptx", Zip(types, ("ppt/vbaProject.bin", [1]))));
        Assert.Equal(FileRefusal.Program, FileRules.Refuses("slides.pptx", Zip(types, ("ppt/embeddings/oleObject1.bin", "MZ\0"u8.ToArray()))));
    }

    [Fact]
    public void An_archive_that_grows_without_measure_is_refused()
    {
        var zeros = new byte[FileRules.LargestUnpacked / 4];

        Assert.Equal(FileRefusal.ArchiveBomb, FileRules.Refuses("a.zip", Zip([.. Enumerable.Range(1, 5).Select(each => ($"{each}.log", zeros))])));
        Assert.Equal(FileRefusal.ArchiveBomb, FileRules.Refuses("a.zip", Zip([.. Enumerable.Range(1, 5).Select(each => ($"{each}.zip", Zip(("a.log", zeros))))])));
        Assert.Equal(FileRefusal.ArchiveBomb, FileRules.Refuses("a.zip", Zip([.. Enumerable.Range(1, 10_001).Select(each => ($"{each}.log", Array.Empty<byte>()))])));
        Assert.Equal(FileRefusal.ArchiveBomb, FileRules.Refuses("a.zip", Zip(("b.zip", Zip(("c.zip", Zip(("d.zip", Zip(("e.log", [1]))))))))));
    }

    [Fact]
    public void A_file_has_something_in_it_and_at_most_10_MB()
    {
        Assert.Equal(FileRefusal.Empty, FileRules.Refuses("a.log", ReadOnlyMemory<byte>.Empty));
        Assert.Null(FileRules.Refuses("a.log", new byte[TicketAttachment.LargestSize]));
        Assert.Equal(FileRefusal.TooLarge, FileRules.Refuses("a.log", new byte[TicketAttachment.LargestSize + 1]));
    }

    [Theory]
    [InlineData("screen.png", "screen.png")]
    [InlineData(@"..\..\windows\system32\a.txt", "a.txt")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("a.txt:evil.exe", "a.txt_evil.exe")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt")]
    [InlineData("setup.exe. .", "setup.exe")]
    [InlineData("ficheiro ção 漢 🙂.pdf", "ficheiro ção 漢 🙂.pdf")]
    [InlineData(" . ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_name_shows_what_it_is(string? name, string? expected) => Assert.Equal(expected, FileRules.Clean(name));

    [Fact]
    public void A_long_name_is_cut_and_keeps_its_ending()
    {
        var clean = FileRules.Clean(new string('ã', 300) + ".docx")!;

        Assert.Equal(120, clean.Length);
        Assert.EndsWith("….docx", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void The_type_is_what_the_content_shows_and_never_a_page()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

        Assert.Equal("image/png", FileRules.TypeOf("a.log", png));
        Assert.Equal("png", FileRules.PictureEnding(png));
        Assert.True(FileRules.IsPicture("image/png"));
        Assert.Equal("application/octet-stream", FileRules.TypeOf("a.png", "no picture"u8));
        Assert.Equal("text/plain", FileRules.TypeOf("a.log", "text"u8));
        Assert.False(FileRules.IsPicture("image/svg+xml"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-PT")]
    public void Every_refusal_names_the_file_and_says_something_of_its_own(string language)
    {
        var said = Enum.GetValues<FileRefusal>().Select(why => FileCards.Refused("relatório.exe", why, Texts.In(language))).ToList();

        Assert.All(said, sentence => Assert.Contains("relatório.exe", sentence, StringComparison.Ordinal));
        Assert.Equal(said.Count, said.Distinct().Count());
    }

    internal static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return zip.ToArray();
    }

    // Sets the flag of encryption in the header of the first entry, and in its line of the directory.
    private static byte[] Encrypted(byte[] zip)
    {
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }
}
