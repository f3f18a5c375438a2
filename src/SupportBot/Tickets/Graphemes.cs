using System.Globalization;

namespace SupportBot.Tickets;

/// <summary>Cuts text where a reader would: between whole characters, never inside an emoji or a letter with its accents.</summary>
public static class Graphemes
{
    /// <summary>At most <paramref name="longest"/> UTF-16 characters of the text, ended by an ellipsis where something was left out.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        var end = 0;
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (next > longest - 1) break;
            end = next;
        }

        return text[..end] + "…";
    }
}
