using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The strokes that all cards are drawn with.</summary>
internal static class Drawing
{
    /// <summary>The value of a choice that stands for none of the others; an empty one would be no choice.</summary>
    public const string NoneOfThem = "-";

    private static readonly AdaptiveSchemaVersion Version = new(1, 5);

    public static JObject Card(Texts texts, string fallback, IEnumerable<AdaptiveElement> body, IEnumerable<AdaptiveAction>? actions = null, bool rightToLeft = false)
    {
        var card = new AdaptiveCard(Version) { Lang = texts.Language, FallbackText = Escape.ForCard(fallback) };
        if (rightToLeft) card.Rtl = true;
        card.Body.AddRange(body);
        var buttons = actions?.ToList() ?? [];
        // In an ActionSet, so that a client without Action.Execute falls back to Action.Submit.
        if (buttons.Count > 0) card.Body.Add(new AdaptiveActionSet { Actions = buttons });
        return JObject.Parse(card.ToJson());
    }

    public static AdaptiveTextBlock Title(string text) =>
        new(text) { Size = AdaptiveTextSize.Large, Weight = AdaptiveTextWeight.Bolder, Wrap = true, Style = AdaptiveTextBlockStyle.Heading };

    public static AdaptiveTextBlock Line(string text) => new(text) { Wrap = true };

    public static AdaptiveTextBlock Subtle(string text) => new(text) { Wrap = true, IsSubtle = true, Spacing = AdaptiveSpacing.Small };

    public static AdaptiveTextBlock Warning(string text) => new(Escape.ForCard(text)) { Wrap = true, Weight = AdaptiveTextWeight.Bolder, Color = AdaptiveTextColor.Attention };

    /// <summary>What a person wrote, literally: a text run knows no Markdown.</summary>
    public static AdaptiveRichTextBlock Words(string text, bool strong = false)
    {
        var block = new AdaptiveRichTextBlock();
        block.Inlines.Add(new AdaptiveTextRun(Escape.Visible(text)) { Weight = strong ? AdaptiveTextWeight.Bolder : AdaptiveTextWeight.Default });
        return block;
    }

    public static AdaptiveFactSet Facts(params (string Label, string Value)[] facts) =>
        new() { Facts = [.. facts.Select(fact => new AdaptiveFact(fact.Label, Escape.ForCard(fact.Value)))] };

    public static AdaptiveChoiceSetInput Choice<T>(string id, string label, T value, Func<T, string> name) where T : struct, Enum => new()
    {
        Id = id,
        Label = label,
        Value = value.ToString(),
        Style = AdaptiveChoiceInputStyle.Compact,
        IsRequired = true,
        ErrorMessage = label,
        Choices = [.. Enum.GetValues<T>().Select(each => new AdaptiveChoice { Title = name(each), Value = each.ToString() })],
    };

    public static AdaptiveExecuteAction Execute(string title, string verb, JObject? data = null, string? style = null, bool inputs = false, string? id = null)
    {
        var carried = With(verb, data);
        var associated = inputs ? AdaptiveAssociatedInputs.Auto : AdaptiveAssociatedInputs.None;
        return new AdaptiveExecuteAction
        {
            Id = id ?? verb,
            Title = title,
            Verb = verb,
            Data = carried,
            Style = style,
            AssociatedInputs = associated,
            Fallback = new AdaptiveFallbackElement(
                new AdaptiveSubmitAction { Title = title, Data = carried.DeepClone(), Style = style, AssociatedInputs = associated }),
        };
    }

    /// <summary>A button that opens a form.</summary>
    public static AdaptiveSubmitAction OpenForm(string title, string verb, JObject data)
    {
        var carried = With(verb, data);
        carried["msteams"] = new JObject { ["type"] = "task/fetch" };
        return new AdaptiveSubmitAction { Id = verb, Title = title, Data = carried, AssociatedInputs = AdaptiveAssociatedInputs.None };
    }

    /// <summary>A form's own button.</summary>
    public static AdaptiveSubmitAction Submit(string title, string verb, JObject data, string? style = "positive", string? id = null) =>
        new() { Id = id ?? verb, Title = title, Data = With(verb, data), Style = style };

    public static JObject Of(TicketNumber number) => new() { ["ticket"] = number.Text };

    public static JObject Of(Ticket ticket) => new() { ["ticket"] = ticket.Number.Text, ["version"] = ticket.Version };

    /// <summary>A ticket and one of its events.</summary>
    public static JObject Of(TicketNumber number, int eventSequence)
    {
        var data = Of(number);
        data["number"] = eventSequence;
        return data;
    }

    private static JObject With(string verb, JObject? data)
    {
        var carried = data is null ? [] : (JObject)data.DeepClone();
        carried.AddFirst(new JProperty("verb", verb));
        return carried;
    }
}
