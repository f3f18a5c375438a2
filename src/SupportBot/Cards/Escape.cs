using System.Text;

namespace SupportBot.Cards;

/// <summary>Text that a person wrote is only ever data: here it is made literal for the places that would read it as markup.</summary>
public static class Escape
{
    /// <summary>For a message: neither Markdown, HTML nor a mention comes of it (platform facts, "Text messages and injection").</summary>
    public static string ForMessage(string text) => Literally(text, "\\`*_~[]", character => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\n' => "<br>",
        '\r' => "",
        _ => null,
    });

    /// <summary>For the Markdown of a card's TextBlock or Fact: no link, emphasis, list or mention comes of it.</summary>
    public static string ForCard(string text) => Literally(text, "\\`*_~[]<>", _ => null);

    /// <summary>The text that <see cref="ForCard"/> made literal, for a place that knows no markup, such as a notification.</summary>
    public static string Undo(string escaped)
    {
        var plain = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] is '\\' && i + 1 < escaped.Length) i++;
            plain.Append(escaped[i]);
        }

        return plain.ToString();
    }

    // What is markup anywhere is escaped anywhere; what is markup only where a line begins, only there: prose stays readable.
    private static string Literally(string text, string markup, Func<char, string?> replacement)
    {
        var escaped = new StringBuilder(text.Length + 16);
        var beginning = true;
        var digits = false;
        foreach (var character in Visible(text))
        {
            var beginsSomething = (beginning && character is ('#' or '-' or '+' or '|' or '=')) || (digits && character is ('.' or ')'));
            if (replacement(character) is { } replaced) escaped.Append(replaced);
            else if (markup.Contains(character, StringComparison.Ordinal) || beginsSomething) escaped.Append('\\').Append(character);
            else escaped.Append(character);

            digits = char.IsAsciiDigit(character) && (beginning || digits);
            beginning = character is '\n' || (beginning && char.IsWhiteSpace(character));
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
