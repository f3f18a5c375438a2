using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace TeamsSimulator.Playing;

/// <summary>What a client makes of the inputs of a card before it sends them ("Input validation", Adaptive Cards).</summary>
internal static class CardInputs
{
    /// <summary>Merges the action's data with what was filled in; what was not keeps the card's own value.</summary>
    /// <exception cref="SimulatorException">400: the client would not let this be sent.</exception>
    public static JToken Merge(CardAction action, JObject? filled)
    {
        foreach (var given in filled?.Properties() ?? [])
            if (action.Inputs.All(i => i.Text("id") != given.Name))
                throw SimulatorException.Bad(
                    $"The card has no input '{given.Name}' for this button. It has {(action.Inputs.Count == 0 ? "none" : string.Join(", ", action.Inputs.Select(i => i.Text("id"))))}.");
        var data = action.Json["data"];
        if (action.Json.Text("associatedInputs") is { } associated && associated.Equals("none", StringComparison.OrdinalIgnoreCase))
            return data?.DeepClone() ?? new JObject();
        // Data that is not an object leaves no place for inputs.
        if (data is not null and not JObject && action.Inputs.Count == 0)
            return data.DeepClone();
        var merged = data is JObject own ? Wire.Copy(own) : new JObject();
        foreach (var input in action.Inputs)
        {
            var id = input.Text("id")!;
            var value = filled?[id] is JValue { Value: not null } typed ? Wire.Plain(typed)
                : filled?[id] is JArray several ? string.Join(',', several.OfType<JValue>().Select(Wire.Plain))
                : Untouched(input);
            Check(input, id, value);
            merged[id] = value;
        }
        return merged;
    }

    private static string Untouched(JObject input) => input.Text("value")
        ?? (input.Text("type") == "Input.Toggle" ? input.Text("valueOff") ?? "false" : "");

    private static void Check(JObject input, string id, string value)
    {
        SimulatorException Refused(string why) =>
            SimulatorException.Bad($"The client does not send the card: input '{id}' {why}.{(input.Text("errorMessage") is { } says ? $" It says: {says}" : "")}");

        var required = input.Value<bool?>("isRequired") == true;
        if (input.Text("type") == "Input.Toggle")
        {
            var (on, off) = (input.Text("valueOn") ?? "true", input.Text("valueOff") ?? "false");
            if (value != on && value != off)
                throw Refused($"is a toggle of '{on}' and '{off}', not '{value}'");
            if (required && value == off)
                throw Refused("must be ticked");
            return;
        }
        if (value.Length == 0)
        {
            if (required)
                throw Refused("is required");
            return;
        }
        switch (input.Text("type"))
        {
            case "Input.Text":
                if (input.Value<int?>("maxLength") is { } longest && value.Length > longest)
                    throw Refused($"is longer than {longest}");
                if (input.Text("regex") is { } pattern && !Regex.IsMatch(value, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
                    throw Refused($"does not match {pattern}");
                break;
            case "Input.Number":
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    throw Refused($"is not a number: '{value}'");
                if (number < input.Value<double?>("min") || number > input.Value<double?>("max"))
                    throw Refused($"is out of range: {value}");
                break;
            case "Input.Date" or "Input.Time":
                var order = StringComparer.Ordinal;
                if (input.Text("min") is { } least && order.Compare(value, least) < 0 || input.Text("max") is { } most && order.Compare(value, most) > 0)
                    throw Refused($"is out of range: {value}");
                break;
            case "Input.ChoiceSet" when input["choices.data"] is null && input.Text("style") != "filtered":
                var choices = input.Objects("choices").Select(c => c.Text("value")).ToHashSet();
                var chosen = input.Value<bool?>("isMultiSelect") == true ? value.Split(',') : [value];
                if (chosen.FirstOrDefault(c => !choices.Contains(c)) is { } stranger)
                    throw Refused($"has no choice '{stranger}'; it has {string.Join(", ", choices)}");
                break;
        }
    }
}
