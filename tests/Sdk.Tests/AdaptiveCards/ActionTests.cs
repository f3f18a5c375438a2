using AdaptiveCards;
using Newtonsoft.Json.Linq;

namespace SupportBot.Sdk.Tests.AdaptiveCards;

public class ActionTests
{
    [Fact]
    public void Actions_at_their_defaults_are_only_their_type_and_what_the_schema_requires()
    {
        CardAssert.Action(new AdaptiveExecuteAction(), """{"type":"Action.Execute"}""");
        CardAssert.Action(new AdaptiveSubmitAction(), """{"type":"Action.Submit"}""");
        CardAssert.Action(new AdaptiveOpenUrlAction { Url = new Uri("https://x.test/a") }, """{"type":"Action.OpenUrl","url":"https://x.test/a"}""");
        CardAssert.Action(new AdaptiveToggleVisibilityAction(), """{"type":"Action.ToggleVisibility","targetElements":[]}""");
        CardAssert.Action(new AdaptiveShowCardAction(), """{"type":"Action.ShowCard"}""");
    }

    [Fact]
    public void What_every_action_has_is_written()
    {
        var action = new AdaptiveExecuteAction
        {
            Id = "a",
            Title = "Claim",
            Style = "positive",
            IconUrl = "https://x.test/i.png",
            IsEnabled = false,
            Mode = AdaptiveActionMode.Secondary,
            Tooltip = "Take it",
            Verb = "claim",
            AssociatedInputs = AdaptiveAssociatedInputs.None,
        };

        CardAssert.Action(action, """
            {"type":"Action.Execute","id":"a","title":"Claim","style":"positive","iconUrl":"https://x.test/i.png","isEnabled":false,
             "mode":"secondary","tooltip":"Take it","verb":"claim","associatedInputs":"none"}
            """);
    }

    [Fact]
    public void Data_keeps_its_own_names_and_nulls()
    {
        var expected = """{"type":"Action.Submit","data":{"Id":"7","nested":{"When":"2026-01-01T00:00:00Z"},"none":null}}""";

        CardAssert.Action(new AdaptiveSubmitAction { Data = new { Id = "7", nested = new { When = "2026-01-01T00:00:00Z" }, none = (string?)null } }, expected);
        CardAssert.Action(new AdaptiveSubmitAction { Data = "text" }, """{"type":"Action.Submit","data":"text"}""");
        CardAssert.Action(
            new AdaptiveSubmitAction { Data = new Dictionary<string, object> { ["Msteams"] = new JObject { ["type"] = "task/fetch" } } },
            """{"type":"Action.Submit","data":{"Msteams":{"type":"task/fetch"}}}""");
    }

    [Fact]
    public void A_shown_card_needs_no_version()
    {
        var inner = CardAssert.With(new AdaptiveTextBlock("in"));
        inner.Version = null;

        CardAssert.Action(
            new AdaptiveShowCardAction { Title = "More", Card = inner },
            """{"type":"Action.ShowCard","title":"More","card":{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"in"}]}}""");
    }

    [Fact]
    public void Targets_are_written_as_an_id_or_with_what_to_do()
    {
        CardAssert.Action(
            new AdaptiveToggleVisibilityAction { TargetElements = { new AdaptiveTargetElement("a"), new AdaptiveTargetElement("b", false) } },
            """{"type":"Action.ToggleVisibility","targetElements":["a",{"elementId":"b","isVisible":false}]}""");
    }

    [Fact]
    public void An_execute_falls_back_to_a_submit()
    {
        var action = new AdaptiveExecuteAction
        {
            Verb = "claim",
            Fallback = new AdaptiveFallbackElement(new AdaptiveSubmitAction { Data = new { verb = "claim" } }),
        };

        CardAssert.Action(action, """
            {"type":"Action.Execute","verb":"claim","fallback":{"type":"Action.Submit","data":{"verb":"claim"}}}
            """);
    }

    [Fact]
    public void An_element_falls_back_to_nothing_or_to_another()
    {
        CardAssert.Element(
            new AdaptiveTextBlock("x") { Fallback = new AdaptiveFallbackElement(AdaptiveFallbackElement.AdaptiveFallbackType.Drop) },
            """{"type":"TextBlock","text":"x","fallback":"drop"}""");
        CardAssert.Element(
            new AdaptiveTable { Fallback = new AdaptiveFallbackElement(new AdaptiveFactSet()) },
            """{"type":"Table","fallback":{"type":"FactSet","facts":[]}}""");
    }
}
