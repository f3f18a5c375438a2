using AdaptiveCards;

namespace SupportBot.Sdk.Tests.AdaptiveCards;

public class InputTests
{
    [Fact]
    public void Inputs_at_their_defaults_are_only_their_type_and_what_the_schema_requires()
    {
        CardAssert.Element(new AdaptiveTextInput { Id = "i" }, """{"type":"Input.Text","id":"i"}""");
        CardAssert.Element(new AdaptiveNumberInput { Id = "i" }, """{"type":"Input.Number","id":"i"}""");
        CardAssert.Element(new AdaptiveDateInput { Id = "i" }, """{"type":"Input.Date","id":"i"}""");
        CardAssert.Element(new AdaptiveTimeInput { Id = "i" }, """{"type":"Input.Time","id":"i"}""");
        CardAssert.Element(new AdaptiveToggleInput { Id = "i" }, """{"type":"Input.Toggle","id":"i","title":""}""");
        CardAssert.Element(new AdaptiveChoiceSetInput { Id = "i" }, """{"type":"Input.ChoiceSet","id":"i"}""");
    }

    [Fact]
    public void A_text_input_is_written_in_full()
    {
        var input = new AdaptiveTextInput
        {
            Id = "mail",
            Label = "Mail",
            IsRequired = true,
            ErrorMessage = "Needed",
            Placeholder = "a@b",
            Value = "v",
            Style = AdaptiveTextInputStyle.Email,
            IsMultiline = true,
            MaxLength = 200,
            Regex = "^.+@.+$",
            InlineAction = new AdaptiveExecuteAction { Verb = "go" },
        };

        CardAssert.Element(input, """
            {"type":"Input.Text","id":"mail","label":"Mail","isRequired":true,"errorMessage":"Needed","placeholder":"a@b","value":"v",
             "style":"email","isMultiline":true,"maxLength":200,"regex":"^.+@.+$","inlineAction":{"type":"Action.Execute","verb":"go"}}
            """);
    }

    [Fact]
    public void A_number_input_writes_zero_but_not_what_is_unset()
    {
        CardAssert.Element(
            new AdaptiveNumberInput { Id = "n", Value = 0, Min = -1.5, Placeholder = "p" },
            """{"type":"Input.Number","id":"n","value":0.0,"min":-1.5,"placeholder":"p"}""");
        CardAssert.Element(new AdaptiveNumberInput { Id = "n", Max = 10 }, """{"type":"Input.Number","id":"n","max":10.0}""");
    }

    [Fact]
    public void Dates_and_times_are_kept_as_text()
    {
        CardAssert.Element(
            new AdaptiveDateInput { Id = "d", Value = "2026-03-01", Min = "2026-01-01", Max = "2026-12-31", Placeholder = "p" },
            """{"type":"Input.Date","id":"d","value":"2026-03-01","min":"2026-01-01","max":"2026-12-31","placeholder":"p"}""");
        CardAssert.Element(
            new AdaptiveTimeInput { Id = "t", Value = "09:00", Min = "08:00", Max = "18:00", Placeholder = "p" },
            """{"type":"Input.Time","id":"t","value":"09:00","min":"08:00","max":"18:00","placeholder":"p"}""");
    }

    [Fact]
    public void A_toggle_writes_values_of_its_own()
    {
        CardAssert.Element(
            new AdaptiveToggleInput { Id = "t", Title = "Agree", ValueOn = "yes", ValueOff = "no", Value = "yes", Wrap = true },
            """{"type":"Input.Toggle","id":"t","title":"Agree","valueOn":"yes","valueOff":"no","value":"yes","wrap":true}""");
    }

    [Fact]
    public void A_choice_set_is_written_in_full()
    {
        var input = new AdaptiveChoiceSetInput
        {
            Id = "c",
            Value = "1,2",
            Style = AdaptiveChoiceInputStyle.Expanded,
            IsMultiSelect = true,
            Wrap = true,
            Placeholder = "p",
            Choices = { new AdaptiveChoice { Title = "One", Value = "1" }, new AdaptiveChoice { Title = "Two", Value = "2" } },
        };

        CardAssert.Element(input, """
            {"type":"Input.ChoiceSet","id":"c","value":"1,2","style":"expanded","isMultiSelect":true,"wrap":true,"placeholder":"p",
             "choices":[{"title":"One","value":"1"},{"title":"Two","value":"2"}]}
            """);
        CardAssert.Element(
            new AdaptiveChoiceSetInput { Id = "c", Style = AdaptiveChoiceInputStyle.Filtered },
            """{"type":"Input.ChoiceSet","id":"c","style":"filtered"}""");
    }
}
