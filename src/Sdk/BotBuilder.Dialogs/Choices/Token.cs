using System.Globalization;
using System.Text;

namespace Microsoft.Bot.Builder.Dialogs.Choices;

/// <summary>A word, or a symbol such as an emoji; spaces and punctuation only part them.</summary>
internal readonly record struct Token(int Start, int End, string Normalized)
{
    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var wordStart = -1;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsOfWord(rune))
            {
                if (wordStart < 0)
                    wordStart = at;
            }
            else
            {
                Close(at);
                if (!Rune.IsWhiteSpace(rune) && !Rune.IsPunctuation(rune) && !Rune.IsControl(rune))
                    tokens.Add(New(at, at + rune.Utf16SequenceLength));
            }

            at += rune.Utf16SequenceLength;
        }

        Close(at);
        return tokens;

        void Close(int end)
        {
            if (wordStart >= 0)
                tokens.Add(New(wordStart, end));
            wordStart = -1;
        }

        Token New(int start, int end) => new(start, end - 1, text[start..end].ToLowerInvariant());
    }

    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;
}
