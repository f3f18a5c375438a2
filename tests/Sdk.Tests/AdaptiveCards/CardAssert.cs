using AdaptiveCards;
using Newtonsoft.Json.Linq;

namespace SupportBot.Sdk.Tests.AdaptiveCards;

/// <summary>Compares JSON as data: order of properties and white space aside, everything else exactly.</summary>
internal static class CardAssert
{
    public static AdaptiveCard With(params AdaptiveElement[] body)
    {
        var card = new AdaptiveCard("1.5");
        card.Body.AddRange(body);
        return card;
    }

    /// <summary>The element is written as expected, and what is read from that is written alike.</summary>
    public static void Element(AdaptiveElement element, string expected)
    {
        var written = With(element).ToJson();
        Equal(expected, JObject.Parse(written)["body"]![0]!);
        RoundTrips(written);
    }

    public static void Action(AdaptiveAction action, string expected)
    {
        var card = new AdaptiveCard("1.5");
        card.Actions.Add(action);
        var written = card.ToJson();
        Equal(expected, JObject.Parse(written)["actions"]![0]!);
        RoundTrips(written);
    }

    public static void Equal(string expected, JToken actual)
    {
        var wanted = JToken.Parse(expected);
        Assert.True(JToken.DeepEquals(Sorted(wanted), Sorted(actual)), $"Expected {wanted}\nActual {actual}");
    }

    private static void RoundTrips(string json)
    {
        var read = AdaptiveCard.FromJson(json);
        Assert.Empty(read.Warnings);
        Equal(json, JToken.Parse(read.Card.ToJson()));
    }

    private static JToken Sorted(JToken token) => token switch
    {
        JObject o => new JObject(o.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new JProperty(p.Name, Sorted(p.Value)))),
        JArray a => new JArray(a.Select(Sorted)),
        _ => token,
    };
}
