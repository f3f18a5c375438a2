using System.Globalization;
using System.Text;
using Microsoft.Bot.Connector;

namespace Microsoft.Bot.Builder.Dialogs.Choices;

/// <summary>Messages that offer choices.</summary>
internal static class ChoiceFactory
{
    private const int MaxButtonTitle = 20;
    private const int MaxInline = 3;
    private const int MaxSuggestedActions = 100;

    // Teams: "hero card … up to six buttons".
    private const int MaxHeroCardButtons = 6;

    /// <summary>The choices as the channel shows them best: buttons if it has them and the titles are short, else text.</summary>
    public static IMessageActivity ForChannel(
        string channelId,
        IList<Choice> list,
        string text = null,
        string speak = null,
        ChoiceFactoryOptions options = null,
        string conversationType = null,
        IList<string> toList = null)
    {
        list ??= [];
        if (list.All(choice => Title(choice).Length <= MaxButtonTitle))
        {
            if (channelId == Channels.Msteams && list.Count <= MaxHeroCardButtons)
                return HeroCard(list, text, speak);
            if (channelId is Channels.Emulator or Channels.Webchat or Channels.Directline && list.Count <= MaxSuggestedActions)
                return SuggestedAction(list, text, speak, toList);
            if (list.Count <= MaxInline)
                return Inline(list, text, speak, options);
        }

        return List(list, text, speak, options);
    }

    /// <summary>The choices in the text: <c>(1) red, (2) green, or (3) blue</c>.</summary>
    public static Activity Inline(IList<Choice> choices, string text = null, string speak = null, ChoiceFactoryOptions options = null)
    {
        var numbered = options?.IncludeNumbers ?? true;
        var message = new StringBuilder(text).Append(' ');
        for (var i = 0; i < choices.Count; i++)
        {
            if (i > 0)
            {
                message.Append(i < choices.Count - 1 ? options?.InlineSeparator ?? ", "
                    : choices.Count == 2 ? options?.InlineOr ?? " or "
                    : options?.InlineOrMore ?? ", or ");
            }

            if (numbered)
                message.Append(CultureInfo.InvariantCulture, $"({i + 1}) ");
            message.Append(Title(choices[i]));
        }

        return MessageFactory.Text(message.ToString(), speak, InputHints.ExpectingInput);
    }

    public static Activity List(IList<string> choices, string text = null, string speak = null, ChoiceFactoryOptions options = null) =>
        List(ToChoices(choices), text, speak, options);

    /// <summary>The choices as a list in Markdown.</summary>
    public static Activity List(IList<Choice> choices, string text = null, string speak = null, ChoiceFactoryOptions options = null)
    {
        var numbered = options?.IncludeNumbers ?? true;
        var message = new StringBuilder(text).Append("\n\n   ");
        for (var i = 0; i < choices.Count; i++)
        {
            if (i > 0)
                message.Append("\n   ");
            if (numbered)
                message.Append(CultureInfo.InvariantCulture, $"{i + 1}. ");
            else
                message.Append("- ");
            message.Append(Title(choices[i]));
        }

        return MessageFactory.Text(message.ToString(), speak, InputHints.ExpectingInput);
    }

    public static IMessageActivity SuggestedAction(IList<Choice> choices, string text = null, string speak = null, IList<string> toList = null) =>
        MessageFactory.SuggestedActions(choices.Select(Button), text, speak, InputHints.ExpectingInput, toList);

    public static IMessageActivity HeroCard(IList<Choice> choices, string text = null, string speak = null) =>
        MessageFactory.Attachment(
            new Attachment(Schema.HeroCard.ContentType, content: new HeroCard { Text = text, Buttons = [.. choices.Select(Button)] }),
            text: null,
            ssml: speak,
            inputHint: InputHints.ExpectingInput);

    public static IList<Choice> ToChoices(IList<string> choices) => choices is null ? [] : [.. choices.Select(value => new Choice(value))];

    private static string Title(Choice choice) => choice.Action?.Title is { Length: > 0 } title ? title : choice.Value ?? "";

    private static CardAction Button(Choice choice) =>
        choice.Action ?? new CardAction(ActionTypes.ImBack, title: choice.Value, value: choice.Value);
}
