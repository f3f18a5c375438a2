using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The stable names of what a button asks for. Labels are only for reading.</summary>
public static class Verbs
{
    /// <summary>Sends the summary: the draft becomes a ticket.</summary>
    public const string File = "file";

    /// <summary>Cancels the summary.</summary>
    public const string Discard = "discard";

    /// <summary>Brings a cancelled summary back.</summary>
    public const string BringBack = "bringBack";

    /// <summary>Answers the question which service it is about.</summary>
    public const string Service = "service";

    /// <summary>Begins a new request.</summary>
    public const string NewRequest = "newRequest";

    /// <summary>Lists the person's tickets.</summary>
    public const string MyTickets = "myTickets";

    /// <summary>Shows one ticket.</summary>
    public const string Show = "show";

    /// <summary>Asks for a person.</summary>
    public const string TalkToPerson = "talkToPerson";

    /// <summary>Says to which ticket the parked words belong.</summary>
    public const string Choose = "choose";

    /// <summary>The customer agrees that it is settled.</summary>
    public const string Settled = "settled";

    /// <summary>The customer says that it is not settled.</summary>
    public const string NotYet = "notYet";

    /// <summary>An agent takes the ticket.</summary>
    public const string Claim = "claim";

    /// <summary>Opens the form for a reply, and sends it.</summary>
    public const string Reply = "reply";

    /// <summary>Opens the form for a note, and keeps it.</summary>
    public const string Note = "note";

    /// <summary>Opens the form for the solution, and resolves.</summary>
    public const string Resolve = "resolve";

    /// <summary>Shows a long text whole.</summary>
    public const string WholeText = "wholeText";

    /// <summary>Sends a reply again whose delivery is in doubt.</summary>
    public const string SendAgain = "sendAgain";
}

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

    /// <summary>The inputs in a form that is equal for equal presses: what a command's key is made of.</summary>
    public string Canonical()
    {
        var sorted = Values.Properties().Where(property => property.Name is not "msteams").OrderBy(property => property.Name, StringComparer.Ordinal);
        return new JObject(sorted).ToString(Formatting.None);
    }

    private static string? Text(JObject values, string name) => values[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;

    private static int? Integer(JObject values, string name) => values[name] switch
    {
        JValue { Type: JTokenType.Integer, Value: long number and >= 0 and <= int.MaxValue } => (int)number,
        JValue { Type: JTokenType.String } text when int.TryParse((string?)text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
