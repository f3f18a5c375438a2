using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace TeamsSimulator.Connector;

/// <param name="Refused">Teams refuses the message; otherwise it takes it and shows it badly.</param>
internal sealed record CardFault(string Detail, bool Refused);

/// <summary>What Teams asks of an Adaptive Card, as far as it can be said without drawing it.</summary>
internal static class CardRules
{
    public const int MaxCardBytes = 28 * 1024;
    public const int MaxRefreshUsers = 60;
    public const int MaxPrimaryActions = 6;
    private static readonly Version Newest = new(1, 5);

    public static IEnumerable<CardFault> Judge(JObject card)
    {
        if (card.Text("type") != "AdaptiveCard")
            yield return new("The card's type is not AdaptiveCard.", Refused: true);
        if (!Version.TryParse(card.Text("version"), out var version))
            yield return new("The card has no version.", Refused: true);
        else if (version > Newest)
            yield return new($"The card's version {version} is newer than {Newest}.", Refused: true);

        foreach (var id in Ids(card).GroupBy(id => id).Where(g => g.Count() > 1))
            yield return new($"The id '{id.Key}' occurs more than once in the card.", Refused: true);

        if (TooLarge(card) is { } large)
            yield return new(large, Refused: true);

        if (card.Object("refresh")?["userIds"] is JArray { Count: > MaxRefreshUsers } users)
            yield return new($"refresh.userIds has {users.Count} ids; {MaxRefreshUsers} are allowed.", Refused: true);

        foreach (var bar in ActionBars(card))
        {
            var primary = bar.OfType<JObject>().Count(a => a.Text("mode") != "secondary");
            if (primary > MaxPrimaryActions)
                yield return new($"{primary} actions stand side by side; {MaxPrimaryActions} are shown.", Refused: false);
        }
    }

    /// <returns>Null where it is small enough.</returns>
    public static string? TooLarge(JObject card) => Encoding.UTF8.GetByteCount(Wire.Write(card)) is > MaxCardBytes and var size
        ? string.Create(CultureInfo.InvariantCulture, $"The card has {size} bytes; {MaxCardBytes} are allowed.")
        : null;

    // What is in a fallback stands in the place of its owner, and may bear its id.
    private static IEnumerable<string> Ids(JToken token) => token switch
    {
        JArray array => array.SelectMany(Ids),
        JObject o => (IsElement(o) && o.Text("id") is { } id ? [id] : Enumerable.Empty<string>())
            .Concat(o.Properties().Where(p => p.Name is not ("fallback" or "data" or "msteams" or "metadata" or "requires" or "refresh")).SelectMany(p => Ids(p.Value))),
        _ => [],
    };

    private static bool IsElement(JObject o) => o["type"] is not null;

    private static IEnumerable<JArray> ActionBars(JToken token) => token switch
    {
        JArray array => array.SelectMany(ActionBars),
        JObject o => (o["actions"] is JArray bar ? [bar] : Enumerable.Empty<JArray>())
            .Concat(o.Properties().Where(p => p.Name is not ("data" or "msteams")).SelectMany(p => ActionBars(p.Value))),
        _ => [],
    };
}
