using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Cards;
using SupportBot.Resources;

namespace SupportBot.Dialogs;

/// <summary>How the bot puts what it says into activities.</summary>
public static class Speech
{
    private const string AdaptiveCardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>A card as an activity. It carries no text: Teams would split the two and give back no id (platform facts, 1.5).</summary>
    public static Activity Of(JObject card, string? preview = null)
    {
        var activity = (Activity)MessageFactory.Attachment(new Attachment { ContentType = AdaptiveCardType, Content = card });
        activity.Summary = preview ?? Escape.Undo((string?)card["fallbackText"] ?? "");
        return activity;
    }

    /// <summary>A sentence of ours as an activity.</summary>
    public static Activity Of(string sentence) => MessageFactory.Text(Escape.ForMessage(sentence));

    /// <summary>A saying as an activity.</summary>
    public static Activity Of(Saying saying)
    {
        if (saying.Card is not null) return Of(saying.Card, saying.Preview);
        var activity = MessageFactory.Text(saying.Text);
        activity.Summary = saying.Preview;
        return activity;
    }

    /// <summary>The language in which the writer of this activity is answered.</summary>
    public static Texts TextsFor(ITurnContext context) => Texts.In(context.Activity.Locale);
}
