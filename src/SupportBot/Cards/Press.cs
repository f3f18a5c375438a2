using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>A button press as it came in: what the button says, and what was typed beside it. Nothing in it is trusted but as a wish.</summary>
/// <param name="Verb">One of <see cref="Verbs"/>, or what a stranger made up.</param>
/// <param name="Ticket">The ticket that the button names, if it names one.</param>
/// <param name="Version">The ticket's version when the card was drawn.</param>
/// <param name="Nonce">Names the opened form or summary.</param>
/// <param name="Number">An event, a part or a page, as the verb needs it.</param>
/// <param name="Values">All of the data, inputs included.</param>
public sealed record Press(string Verb, TicketNumber? Ticket, int? Version, string? Nonce, int? Number, JObject Values)
{
    private const int LongestName = 64;

    /// <summary>Reads the data of a button; null where it cannot be one of this desk's buttons.</summary>
    public static Press? Read(JToken? data)
    {
        if (data is not JObject values || Text(values, "verb") is not { Length: > 0 and <= LongestName } verb) return null;
        TicketNumber? ticket = null;
        if (values["ticket"] is not null)
        {
            if (!TicketNumber.TryParse(Text(values, "ticket"), out var number)) return null;
            ticket = number;
        }

        return new Press(verb, ticket, Integer(values, "version"), Text(values, "nonce") is { Length: <= LongestName } nonce ? nonce : null, Integer(values, "number"), values);
    }

    /// <summary>What was typed or chosen in an input; null where there is none or it is not text.</summary>
    public string? Input(string id) => Text(Values, id);

    /// <summary>What was chosen in an input that <see cref="Drawing.Choice"/> drew; null where it is none of its choices.</summary>
    public T? Chosen<T>(string id)
        where T : struct, Enum =>
        Input(id) is { } name && Enum.GetNames<T>().Contains(name) ? Enum.Parse<T>(name) : null;

    /// <summary>The inputs in a form that is equal for equal presses: what a command's key is made of.</summary>
    public string Canonical()
    {
        var sorted = Values.Properties().Where(property => property.Name is not "msteams").OrderBy(property => property.Name, StringComparer.Ordinal);
        return new JObject(sorted).ToString(Formatting.None);
    }

    /// <summary>A whole number, 0 or more, that a button carries; null where there is none.</summary>
    public int? Whole(string id) => Values[id] is JValue { Type: JTokenType.Integer, Value: long number and >= 0 and <= int.MaxValue } ? (int)number : null;

    private static string? Text(JObject values, string name) => values[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;

    private static int? Integer(JObject values, string name) => values[name] switch
    {
        JValue { Type: JTokenType.Integer, Value: long number and >= 0 and <= int.MaxValue } => (int)number,
        JValue { Type: JTokenType.String } text when int.TryParse((string?)text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
