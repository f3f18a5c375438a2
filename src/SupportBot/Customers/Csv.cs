using System.Buffers;
using System.Text;

namespace SupportBot.Customers;

/// <summary>A record of a file of separated values.</summary>
/// <param name="Line">The line in the file where it begins, from 1; lines inside of quotes count.</param>
/// <param name="Cells">Its cells, without the quotes around them.</param>
/// <param name="Problem">What is wrong with its quotes; null where nothing is.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells, string? Problem = null);

/// <summary>Separated values, as RFC 4180 has them and as spreadsheets write them.</summary>
internal static class Csv
{
    // What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), in the widths in which it may be written.
    private const string FormulaStarts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\t\r\n");

    /// <summary>The text of a file: UTF-8 or UTF-16 by its byte order mark, else UTF-8, else Windows-1252, which spreadsheets write where they do not write UTF-8.</summary>
    public static string Decode(byte[] bytes)
    {
        ReadOnlySpan<byte> start = bytes;
        if (start.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
        if (start.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (start.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>The records of a text, with those that hold nothing left out.</summary>
    public static IEnumerable<CsvRow> Read(string text, char separator)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var row = ReadRow(text, separator, ref at, ref line);
            if (row.Problem is not null || row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))) yield return row;
        }
    }

    /// <summary>A record as a line with its end. What a spreadsheet would run as a formula is preceded by an apostrophe.</summary>
    public static string Write(IEnumerable<string> cells, char separator) => string.Join(separator, cells.Select(cell => Quote(Guard(cell)))) + "\r\n";

    /// <summary>A cell without the apostrophe that <see cref="Write"/> put before it.</summary>
    public static string Unguard(string cell) => cell.StartsWith('\'') && LooksLikeFormula(cell) ? cell[1..] : cell;

    private static string Guard(string cell) => LooksLikeFormula(cell) ? "'" + cell : cell;

    // Apostrophes that stand there already count as well, so that taking one off gives back exactly what was written.
    private static bool LooksLikeFormula(string cell)
    {
        var start = cell.AsSpan().TrimStart('\'').TrimStart();
        return start.Length > 0 && FormulaStarts.Contains(start[0], StringComparison.Ordinal);
    }

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(Quoted) || cell.StartsWith(' ') || cell.EndsWith(' ') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static CsvRow ReadRow(string text, char separator, ref int at, ref int line)
    {
        var (begins, cells, cell) = (line, new List<string>(), new StringBuilder());
        string? problem = null;
        while (true)
        {
            if (at < text.Length && text[at] == '"' && cell.Length == 0) problem ??= ReadQuoted(text, separator, cell, ref at, ref line);
            while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n')) cell.Append(text[at++]);
            cells.Add(cell.ToString());
            cell.Clear();
            if (at == text.Length || text[at] != separator) break;
            at++;
        }

        if (at < text.Length) TakeLineEnd(text, into: null, ref at, ref line);
        return new CsvRow(begins, cells, problem);
    }

    private static string? ReadQuoted(string text, char separator, StringBuilder cell, ref int at, ref int line)
    {
        at++;
        while (at < text.Length)
        {
            if (text[at] is '\r' or '\n')
            {
                TakeLineEnd(text, cell, ref at, ref line);
                continue;
            }

            if (text[at] != '"')
            {
                cell.Append(text[at++]);
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at += 2;
                continue;
            }

            at++;
            var ends = at == text.Length || text[at] == separator || text[at] is '\r' or '\n';
            return ends ? null : "text stands behind a closing quote; inside of quotes a quote is written twice";
        }

        return "a quote is opened and never closed, so that nothing behind it could be read";
    }

    private static void TakeLineEnd(string text, StringBuilder? into, ref int at, ref int line)
    {
        if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n') at++;
        at++;
        line++;
        into?.Append('\n');
    }
}
