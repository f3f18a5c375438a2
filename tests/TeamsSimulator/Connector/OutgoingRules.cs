using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;

namespace TeamsSimulator.Connector;

/// <summary>What Teams asks of an activity that a bot sends or edits.</summary>
internal static class OutgoingRules
{
    private const int MaxMessageBytes = 80 * 1024;

    /// <param name="note">Called with kind and detail for what Teams takes, but does not do what its author meant.</param>
    /// <returns>Null, or why it is refused.</returns>
    public static ConnectorError? Judge(JObject activity, Place place, Action<string, string> note)
    {
        if (activity.Text("type") is not { } type)
            return ConnectorError.BadSyntax("Activity type is missing.");
        if (type == "typing")
            return null;
        if (type != "message")
            return ConnectorError.BadSyntax($"Unknown activity type '{type}'.");
        if (Size(activity) > MaxMessageBytes)
            return ConnectorError.TooBig();

        var attachments = activity.Objects("attachments").ToList();
        if (string.IsNullOrEmpty(activity.Text("text")) && attachments.Count == 0)
            return ConnectorError.BadSyntax("Activity must include text or attachments.");

        foreach (var attachment in attachments)
        {
            if (attachment.Text("contentType") is null)
                return ConnectorError.BadSyntax("An attachment has no contentType.");
            if (attachment.Text("contentType") != Wire.AdaptiveCard)
                continue;
            if (attachment["content"] is not JObject card)
                return ConnectorError.BadSyntax("The content of a card attachment is not an object.", "card");
            foreach (var fault in CardRules.Judge(card))
                if (fault.Refused)
                    return ConnectorError.BadSyntax(fault.Detail, "card");
                else
                    note("card", fault.Detail);
        }

        if (!place.Personal && activity["suggestedActions"] is JObject)
            note("suggestedActions", "Suggested actions are shown in personal chats only.");
        Mentions(activity, note);
        return null;
    }

    private static void Mentions(JObject activity, Action<string, string> note)
    {
        var text = activity.Text("text") ?? "";
        var mentions = activity.Objects("entities").Where(e => e.Text("type") == "mention").ToList();
        foreach (var mention in mentions)
            if (mention.Text("text") is not { } shown || !text.Contains(shown, StringComparison.Ordinal))
                note("mention", "A mention's text does not occur in the message.");
        foreach (var mention in mentions.Select(m => m.Text("text")).OfType<string>().Where(t => t.Length > 0))
            text = text.Replace(mention, "", StringComparison.Ordinal);
        if (activity.Text("textFormat") != "plain" && text.Contains("<at>", StringComparison.OrdinalIgnoreCase))
            note("mention", "The text has an <at> that no mention entity explains.");
    }

    // Microsoft counts UTF-16 and leaves out base64 pictures.
    private static int Size(JObject activity)
    {
        var counted = Wire.Copy(activity);
        foreach (var value in counted.DescendantsAndSelf().OfType<JValue>().Where(v => v.Value is string s && s.StartsWith("data:image/", StringComparison.Ordinal)))
            value.Value = "";
        return Wire.Write(counted).Length * sizeof(char);
    }
}
