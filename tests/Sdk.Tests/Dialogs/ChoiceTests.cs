using Microsoft.Bot.Builder.Dialogs.Choices;
using Microsoft.Bot.Schema;

namespace SupportBot.Sdk.Tests.Dialogs;

public class ChoiceTests
{
    private static readonly string[] Colours = ["red", "green", "dark blue"];

    private static string[] Find(string said, IList<Choice> choices, FindChoicesOptions? options = null) =>
        [.. ChoiceRecognizers.RecognizeChoices(said, choices, options).Select(r => r.Resolution.Value)];

    private static string[] Find(string said, FindChoicesOptions? options = null) => Find(said, ChoiceFactory.ToChoices(Colours), options);

    [Theory]
    [InlineData("red")]
    [InlineData("  RED  ")]
    [InlineData("I want the red, please.")]
    [InlineData("1")]
    [InlineData("number one")]
    [InlineData("the first")]
    [InlineData("1st")]
    public void The_first_colour_is_found(string said) => Assert.Equal(["red"], Find(said));

    [Theory]
    [InlineData("last")]
    [InlineData("3rd")]
    [InlineData("dark, very blue")]
    public void The_last_colour_is_found(string said) => Assert.Equal(["dark blue"], Find(said));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("blue dark")]
    [InlineData("dark and not at all blue")]
    [InlineData("reddish")]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("11th")]
    [InlineData("99999999999")]
    public void Nothing_is_found(string said) => Assert.Empty(Find(said));

    [Fact]
    public void Several_are_found_in_the_order_of_the_text()
    {
        Assert.Equal(["green", "red"], Find("green or red, green"));
        Assert.Equal(["dark blue", "red"], Find("the third and the first"));
    }

    [Fact]
    public void The_longer_choice_wins_its_place()
    {
        Choice[] choices = [new("blue"), new("dark blue")];

        Assert.Equal(["dark blue"], Find("dark blue", choices));
        Assert.Equal(["dark blue"], Find("the dark blue one", choices));
        Assert.Equal(["blue"], Find("the blue one", choices));
    }

    [Fact]
    public void Where_and_how_it_was_found_is_told()
    {
        Choice[] choices = [new("red") { Synonyms = ["rouge"], Action = new CardAction(ActionTypes.ImBack, "Take red", value: "r") }];

        var result = Assert.Single(ChoiceRecognizers.RecognizeChoices("le rouge!", choices));

        Assert.Equal(("rouge", 3, 7, "choice"), (result.Text, result.Start, result.End, result.TypeName));
        Assert.Equal(("red", 0, "rouge", 1f), (result.Resolution.Value, result.Resolution.Index, result.Resolution.Synonym, result.Resolution.Score));
        Assert.Equal(["red"], Find("take red", choices));
    }

    [Fact]
    public void What_is_looked_for_can_be_narrowed_and_widened()
    {
        Choice[] choices = [new("red") { Action = new CardAction(ActionTypes.ImBack, "Rouge", value: "r") }];

        Assert.Empty(Find("red", choices, new FindChoicesOptions { NoValue = true }));
        Assert.Empty(Find("rouge", choices, new FindChoicesOptions { NoAction = true }));
        Assert.Empty(Find("1", choices, new FindChoicesOptions { RecognizeNumbers = false }));
        Assert.Empty(Find("first", choices, new FindChoicesOptions { RecognizeOrdinals = false }));
        Assert.Equal(["dark blue"], Find("blue", new FindChoicesOptions { AllowPartialMatches = true }));
        Assert.Equal(["dark blue"], Find("dark and not at all blue", new FindChoicesOptions { MaxTokenDistance = 4 }));
    }

    [Fact]
    public void Accents_scripts_and_symbols_are_words()
    {
        Choice[] choices = [new("Não"), new("👍"), new("日本"), new("naïve")];

        Assert.Equal(["Não"], Find("acho que NÃO", choices));
        Assert.Equal(["👍"], Find("ok👍", choices));
        Assert.Equal(["日本"], Find("(日本)", choices));
        Assert.Equal(["naïve"], Find("nai\u0308ve, naïve", choices));
    }

    [Theory]
    [InlineData(1, "Pick: (1) a")]
    [InlineData(2, "Pick: (1) a or (2) b")]
    [InlineData(3, "Pick: (1) a, (2) b, or (3) c")]
    public void Choices_stand_in_the_text(int count, string expected) =>
        Assert.Equal(expected, ChoiceFactory.Inline(Letters(count), "Pick:").Text);

    [Fact]
    public void Choices_stand_in_a_list()
    {
        Assert.Equal("Pick:\n\n   1. a\n   2. b", ChoiceFactory.List(Letters(2), "Pick:").Text);
        Assert.Equal("Pick:\n\n   - a\n   - b", ChoiceFactory.List(["a", "b"], "Pick:", options: new ChoiceFactoryOptions { IncludeNumbers = false }).Text);
    }

    [Fact]
    public void Choices_are_suggested_with_their_own_buttons_if_they_have_them()
    {
        var own = new CardAction(ActionTypes.OpenUrl, "Read", value: "https://x.test/");

        var actions = ChoiceFactory.SuggestedAction([new Choice("a"), new Choice("b") { Action = own }], "Pick:").SuggestedActions.Actions;

        Assert.Equal((ActionTypes.ImBack, "a", "a"), (actions[0].Type, actions[0].Title, (string)actions[0].Value));
        Assert.Same(own, actions[1]);
    }

    [Theory]
    [InlineData("msteams", 6, "hero")]
    [InlineData("msteams", 7, "list")]
    [InlineData("emulator", 7, "suggested")]
    [InlineData("emulator", 101, "list")]
    [InlineData("test", 3, "inline")]
    [InlineData("test", 4, "list")]
    public void A_channel_gets_what_it_shows_best(string channel, int count, string expected)
    {
        var message = ChoiceFactory.ForChannel(channel, Letters(count), "Pick:");

        var shown = message.Attachments is { Count: > 0 } ? "hero"
            : message.SuggestedActions?.Actions is { Count: > 0 } ? "suggested"
            : message.Text.Contains('\n', StringComparison.Ordinal) ? "list" : "inline";
        Assert.Equal(expected, shown);
    }

    [Fact]
    public void Long_titles_are_never_buttons()
    {
        var message = ChoiceFactory.ForChannel("msteams", [new Choice("a title of twenty-one")], "Pick:");

        Assert.Equal("Pick:\n\n   1. a title of twenty-one", message.Text);
    }

    private static List<Choice> Letters(int count) => [.. Enumerable.Range(0, count).Select(i => new Choice(((char)('a' + i)).ToString()))];
}
