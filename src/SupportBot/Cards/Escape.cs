using System.Text;

namespace SupportBot.Cards;

/// <summary>Text that a person wrote is only ever data: here it is made literal for the places that would read it as markup.</summary>
public static class Escape
{
    /// <summary>For a message: neither Markdown, HTML nor a mention comes of it (platform facts, "Text messages and injection").</summary>
    public static string ForMessage(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in Visible(text))
        {
            switch (character)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                case '\n': escaped.Append("<br>"); break;
                case '\r': break;
                case '\\' or '`' or '*' or '_' or '~' or '[' or ']' or '(' or ')' or '#' or '+' or '-' or '!' or '|' or '.':
                    escaped.Append('\\').Append(character);
                    break;
                default: escaped.Append(character); break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>For the Markdown of a card's TextBlock or Fact: no link, emphasis, list or mention comes of it.</summary>
    public static string ForCard(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in Visible(text))
        {
            if (character is '\\' or '[' or ']' or '(' or ')' or '*' or '_' or '`' or '<' or '>' or '#' or '-' or '+' or '.' or '!' or '~' or '|')
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>Characters that reorder what stands around them are shown as a mark, so that a name cannot pose as another.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(IsHiddenControl)) return text;
        return string.Create(text.Length, text, static (visible, original) =>
        {
            for (var i = 0; i < original.Length; i++) visible[i] = IsHiddenControl(original[i]) ? '\uFFFD' : original[i];
        });
    }

    /// <summary>Whether the text begins in a script that is written from right to left.</summary>
    public static bool IsRightToLeft(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF)) return true;
            if (Rune.IsLetter(rune)) return false;
        }

        return false;
    }

    private static bool IsHiddenControl(char character) =>
        character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C'
        || (char.IsControl(character) && character is not ('\n' or '\r' or '\t'));
}
