using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>A form that opens over Teams.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Card">What stands in it.</param>
public sealed record Form(string Title, JObject Card);

/// <summary>The forms of the desk's buttons. In a channel nothing is asked by typing: all agents would share the conversation.</summary>
public static class DeskForms
{
    /// <summary>The longest text that a form takes, in UTF-16 characters: refused, the form opens again with all of it, and a card has 28 KB in any script.</summary>
    public const int LongestText = 8_000;

    private const string Typed = "text";

    // One part of a text stays well under the size of a card, whatever its script.
    private const int PartLength = 6000;

    /// <summary>Draws the form behind a verb; null where the verb has none.</summary>
    /// <param name="verb">Reply, note or resolve.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="nonce">Names this opened form; sending it twice does it once.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="typed">What was typed before, where the form is shown again.</param>
    /// <param name="problem">Why it is shown again.</param>
    public static Form? Draw(string verb, Ticket ticket, string nonce, Texts texts, string? typed = null, string? problem = null)
    {
        var customer = Escape.ForCard(ticket.Requester.Name);
        return verb switch
        {
            Verbs.Reply => Draw(texts.ReplyFormTitle(ticket.Number.Text), texts.ReplyFormText(customer), texts.ButtonSendToCustomer),
            Verbs.Note => Draw(texts.NoteFormTitle(ticket.Number.Text), texts.NoteFormText, texts.ButtonKeepNote),
            Verbs.Resolve => Draw(texts.ResolveFormTitle(ticket.Number.Text), texts.ResolveFormText(customer), texts.ButtonMarkResolved),
            _ => null,
        };

        Form Draw(string title, string explanation, string button)
        {
            List<AdaptiveElement> body = [];
            if (problem is not null) body.Add(Drawing.Warning(problem));
            body.Add(Drawing.Words(ticket.Request.Subject, strong: true));
            body.Add(Drawing.Subtle(explanation));
            body.Add(new AdaptiveTextInput
            {
                Id = Typed, Label = texts.LabelYourText, Value = typed, IsMultiline = true, IsRequired = true, ErrorMessage = texts.RefusedNothingWritten, MaxLength = verb is Verbs.Resolve ? TicketDecision.DescriptionInHead : LongestText,
            });
            var data = Drawing.Of(ticket);
            data["nonce"] = nonce;
            return new Form(title, Drawing.Card(texts, title, body, [Drawing.Submit(button, verb, data)], Escape.IsRightToLeft(ticket.Request.Subject)));
        }
    }

    /// <summary>What was typed into the form.</summary>
    public static string? Read(Press press) => press.Input(Typed)?.Trim();

    /// <summary>One part of a long text.</summary>
    /// <param name="number">The ticket.</param>
    /// <param name="happened">The event that holds the text.</param>
    /// <param name="press">The press that asks for it.</param>
    /// <param name="texts">The reader's language.</param>
    public static Form WholeText(TicketNumber number, TicketEvent happened, Press press, Texts texts)
    {
        var parts = Parts(happened.Text ?? "");
        var part = Math.Clamp(PartAsked(press), 1, parts.Count);
        var title = texts.WholeTextTitle(number.Text, part, parts.Count);
        List<AdaptiveAction> buttons = [];
        if (part < parts.Count)
        {
            var data = Drawing.Of(number);
            data["number"] = happened.Sequence;
            data["part"] = part + 1;
            buttons.Add(Drawing.Submit(texts.ButtonNext, Verbs.WholeText, data));
        }

        return new Form(title, Drawing.Card(texts, title, [Drawing.Words(parts[part - 1])], buttons, Escape.IsRightToLeft(happened.Text)));
    }

    private static int PartAsked(Press press) => press.Values["part"] is JValue { Type: JTokenType.Integer, Value: long part and >= 1 and <= int.MaxValue } ? (int)part : 1;

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
