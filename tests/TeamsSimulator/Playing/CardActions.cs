using System.Globalization;
using Newtonsoft.Json.Linq;

namespace TeamsSimulator.Playing;

/// <summary>A button of a card, with the inputs that go along when it is pressed.</summary>
internal sealed record CardAction(JObject Json, IReadOnlyList<JObject> Inputs)
{
    public string Type => Json.Text("type") ?? "";
}

/// <summary>Finds buttons and inputs in an Adaptive Card, in the order in which they are read.</summary>
internal static class CardActions
{
    private static readonly string[] NotDrawn = ["data", "msteams", "metadata", "requires", "refresh", "fallback"];

    public static IReadOnlyList<CardAction> In(JObject card)
    {
        var found = new List<CardAction>();
        Collect(card, [], found);
        return found;
    }

    /// <summary>By id, then verb, then title, then index.</summary>
    public static CardAction? Find(IReadOnlyList<CardAction> actions, string wanted) =>
        actions.FirstOrDefault(a => a.Json.Text("id") == wanted)
        ?? actions.FirstOrDefault(a => a.Json.Text("verb") == wanted)
        ?? actions.FirstOrDefault(a => a.Json.Text("title") == wanted)
        ?? (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < actions.Count ? actions[index] : null);

    public static string Describe(IReadOnlyList<CardAction> actions) => actions.Count == 0
        ? "It has no buttons."
        : "It has " + string.Join(", ", actions.Select(a => $"'{a.Json.Text("id") ?? a.Json.Text("verb") ?? a.Json.Text("title")}'")) + ".";

    // An Action.ShowCard holds a card of its own, whose buttons also send the inputs of the cards around it, never the other way round.
    private static void Collect(JObject card, IReadOnlyList<JObject> outer, List<CardAction> found)
    {
        List<JObject> inputs = [.. outer, .. InputsOf(card)];
        CollectActions(card, inputs, found);
    }

    private static void CollectActions(JToken token, IReadOnlyList<JObject> inputs, List<CardAction> found)
    {
        foreach (var child in token is JObject o ? o.Properties().Where(p => !NotDrawn.Contains(p.Name)).Select(p => p.Value) : token.Children())
        {
            if (child is JObject action && action.Text("type")?.StartsWith("Action.", StringComparison.Ordinal) == true)
            {
                found.Add(new(action, inputs));
                if (action.Object("card") is { } nested)
                    Collect(nested, inputs, found);
            }
            else if (child is JContainer)
                CollectActions(child, inputs, found);
        }
    }

    private static IEnumerable<JObject> InputsOf(JToken token) => token switch
    {
        JObject o when o.Text("type")?.StartsWith("Input.", StringComparison.Ordinal) == true && o.Text("id") is not null => [o],
        JObject o when o.Text("type") == "Action.ShowCard" => [],
        JObject o => o.Properties().Where(p => !NotDrawn.Contains(p.Name)).SelectMany(p => InputsOf(p.Value)),
        JArray array => array.SelectMany(InputsOf),
        _ => [],
    };
}
