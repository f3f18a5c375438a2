using Newtonsoft.Json;

namespace Microsoft.Bot.Schema;

/// <summary>A button: <see cref="ActionTypes"/> says what pressing it does with <see cref="Value"/>.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
public class CardAction
{
    public CardAction()
    {
    }

    public CardAction(
        string type = null,
        string title = null,
        string image = null,
        string text = null,
        string displayText = null,
        object value = null,
        object channelData = null)
    {
        Type = type;
        Title = title;
        Image = image;
        Text = text;
        DisplayText = displayText;
        Value = value;
        ChannelData = channelData;
    }

    [JsonProperty("type")]
    public string Type { get; set; }

    [JsonProperty("title")]
    public string Title { get; set; }

    [JsonProperty("image")]
    public string Image { get; set; }

    [JsonProperty("imageAltText")]
    public string ImageAltText { get; set; }

    [JsonProperty("text")]
    public string Text { get; set; }

    [JsonProperty("displayText")]
    public string DisplayText { get; set; }

    [JsonProperty("value")]
    public object Value { get; set; }

    [JsonProperty("channelData")]
    public object ChannelData { get; set; }
}

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed class HeroCard
{
    public const string ContentType = "application/vnd.microsoft.card.hero";

    [JsonProperty("text")]
    public string Text { get; set; }

    [JsonProperty("buttons")]
    public IList<CardAction> Buttons { get; set; }
}

/// <summary>The value of an <c>adaptiveCard/action</c> invoke.</summary>
public class AdaptiveCardInvokeValue
{
    [JsonProperty("action")]
    public AdaptiveCardInvokeAction Action { get; set; }

    [JsonProperty("state")]
    public string State { get; set; }
}

public class AdaptiveCardInvokeAction
{
    [JsonProperty("type")]
    public string Type { get; set; }

    [JsonProperty("id")]
    public string Id { get; set; }

    [JsonProperty("verb")]
    public string Verb { get; set; }

    /// <summary>The action's data merged with the card's inputs. It comes from the client: check everything.</summary>
    [JsonProperty("data")]
    public object Data { get; set; }
}

/// <summary>The answer to an <c>adaptiveCard/action</c> invoke; its own status says how it went, HTTP says 200.</summary>
public class AdaptiveCardInvokeResponse
{
    [JsonProperty("statusCode")]
    public int StatusCode { get; set; }

    [JsonProperty("type")]
    public string Type { get; set; }

    [JsonProperty("value")]
    public object Value { get; set; }
}
