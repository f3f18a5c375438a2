using AdaptiveCards;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>Shows a text that a card has no room for, part by part.</summary>
public static class WholeTextForm
{
    // One part of a text stays well under the size of a card, whatever its script.
    private const int PartLength = 6000;

    /// <summary>One part of a long text.</summary>
    /// <param name="number">The ticket.</param>
    /// <param name="happened">The event that holds the text.</param>
    /// <param name="press">The press that asks for it.</param>
    /// <param name="texts">The reader's language.</param>
    public static Form Draw(TicketNumber number, TicketEvent happened, Press press, Texts texts)
    {
        var parts = Parts(happened.Text ?? "");
        var part = Math.Clamp(press.Whole("part") ?? 1, 1, parts.Count);
        var title = texts.WholeTextTitle(number.Text, part, parts.Count);
        List<AdaptiveAction> buttons = [];
        if (part < parts.Count)
        {
            var data = Drawing.Of(number, happened.Sequence);
            data["part"] = part + 1;
            buttons.Add(Drawing.Submit(texts.ButtonNext, Verbs.WholeText, data));
        }

        return new Form(title, Drawing.Card(texts, title, [Drawing.Words(parts[part - 1])], buttons, Escape.IsRightToLeft(happened.Text)));
    }

    private static List<string> Parts(string text)
    {
        List<string> parts = [];
        for (var start = 0; start < text.Length || parts.Count == 0;)
        {
            var length = Math.Min(PartLength, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1])) length--;
            parts.Add(text.Substring(start, length));
            start += length;
        }

        return parts;
    }
}
