using AdaptiveCards;

namespace SupportBot.Sdk.Tests.AdaptiveCards;

public class ElementTests
{
    [Fact]
    public void An_element_at_its_defaults_is_only_its_type_and_what_the_schema_requires()
    {
        CardAssert.Element(new AdaptiveTextBlock("x"), """{"type":"TextBlock","text":"x"}""");
        CardAssert.Element(new AdaptiveTextBlock(), """{"type":"TextBlock","text":""}""");
        CardAssert.Element(new AdaptiveRichTextBlock(), """{"type":"RichTextBlock","inlines":[]}""");
        CardAssert.Element(new AdaptiveFactSet(), """{"type":"FactSet","facts":[]}""");
        CardAssert.Element(new AdaptiveContainer(), """{"type":"Container","items":[]}""");
        CardAssert.Element(new AdaptiveColumnSet(), """{"type":"ColumnSet"}""");
        CardAssert.Element(new AdaptiveActionSet(), """{"type":"ActionSet","actions":[]}""");
        CardAssert.Element(new AdaptiveTable(), """{"type":"Table"}""");
        CardAssert.Element(new AdaptiveImage("https://x.test/a.png"), """{"type":"Image","url":"https://x.test/a.png"}""");
    }

    [Fact]
    public void What_every_element_has_is_written()
    {
        var element = new AdaptiveTextBlock("x")
        {
            Id = "t",
            Spacing = AdaptiveSpacing.ExtraLarge,
            Separator = true,
            IsVisible = false,
            Height = AdaptiveHeight.Stretch,
            Requires = { ["acTest"] = "1.0" },
        };

        CardAssert.Element(element, """
            {"type":"TextBlock","text":"x","id":"t","spacing":"extraLarge","separator":true,"isVisible":false,
             "height":"stretch","requires":{"acTest":"1.0"}}
            """);
    }

    [Fact]
    public void A_text_block_is_written_in_full()
    {
        var text = new AdaptiveTextBlock
        {
            Text = "**Ligação** \"já\" <b>",
            Size = AdaptiveTextSize.ExtraLarge,
            Weight = AdaptiveTextWeight.Bolder,
            Color = AdaptiveTextColor.Attention,
            FontType = AdaptiveFontType.Monospace,
            IsSubtle = true,
            HorizontalAlignment = AdaptiveHorizontalAlignment.Center,
            Wrap = true,
            MaxLines = 3,
            Style = AdaptiveTextBlockStyle.Heading,
        };

        CardAssert.Element(text, """
            {"type":"TextBlock","text":"**Ligação** \"já\" <b>","size":"extraLarge","weight":"bolder","color":"attention",
             "fontType":"monospace","isSubtle":true,"horizontalAlignment":"center","wrap":true,"maxLines":3,"style":"heading"}
            """);
    }

    [Fact]
    public void A_rich_text_block_writes_its_runs()
    {
        var text = new AdaptiveRichTextBlock
        {
            HorizontalAlignment = AdaptiveHorizontalAlignment.Right,
            Inlines =
            {
                new AdaptiveTextRun("plain "),
                new AdaptiveTextRun("loud")
                {
                    Size = AdaptiveTextSize.Small,
                    Weight = AdaptiveTextWeight.Lighter,
                    Color = AdaptiveTextColor.Good,
                    FontType = AdaptiveFontType.Monospace,
                    IsSubtle = true,
                    Italic = true,
                    Strikethrough = true,
                    Highlight = true,
                    Underline = true,
                    SelectAction = new AdaptiveOpenUrlAction { Url = new Uri("https://x.test/") },
                },
            },
        };

        CardAssert.Element(text, """
            {"type":"RichTextBlock","horizontalAlignment":"right","inlines":[
              {"type":"TextRun","text":"plain "},
              {"type":"TextRun","text":"loud","size":"small","weight":"lighter","color":"good","fontType":"monospace","isSubtle":true,
               "italic":true,"strikethrough":true,"highlight":true,"underline":true,
               "selectAction":{"type":"Action.OpenUrl","url":"https://x.test/"}}]}
            """);
    }

    [Fact]
    public void A_run_that_is_written_as_its_text_alone_is_read()
    {
        var card = AdaptiveCard.FromJson("""{"type":"AdaptiveCard","version":"1.2","body":[{"type":"RichTextBlock","inlines":["a"]}]}""").Card;

        var run = Assert.IsType<AdaptiveTextRun>(Assert.Single(Assert.IsType<AdaptiveRichTextBlock>(card.Body[0]).Inlines));
        Assert.Equal("a", run.Text);
    }

    [Fact]
    public void An_image_is_written_with_its_pixels()
    {
        var image = new AdaptiveImage("data:image/png;base64,AAAA")
        {
            AltText = "logo",
            Size = AdaptiveImageSize.Medium,
            Style = AdaptiveImageStyle.Person,
            HorizontalAlignment = AdaptiveHorizontalAlignment.Center,
            BackgroundColor = "#DDDDDD",
            PixelWidth = 50,
            PixelHeight = 40,
            SelectAction = new AdaptiveSubmitAction(),
        };

        CardAssert.Element(image, """
            {"type":"Image","url":"data:image/png;base64,AAAA","altText":"logo","size":"medium","style":"person","horizontalAlignment":"center",
             "backgroundColor":"#DDDDDD","width":"50px","height":"40px","selectAction":{"type":"Action.Submit"}}
            """);
        Assert.Equal(40u, image.PixelHeight);
    }

    [Fact]
    public void A_container_is_written_with_its_items()
    {
        var container = new AdaptiveContainer
        {
            Style = AdaptiveContainerStyle.Default,
            VerticalContentAlignment = AdaptiveVerticalContentAlignment.Bottom,
            Bleed = true,
            PixelMinHeight = 80,
            Rtl = false,
            SelectAction = new AdaptiveSubmitAction { Title = "Open" },
        };
        container.Add(new AdaptiveTextBlock("in"));

        CardAssert.Element(container, """
            {"type":"Container","style":"default","verticalContentAlignment":"bottom","bleed":true,"minHeight":"80px","rtl":false,
             "selectAction":{"type":"Action.Submit","title":"Open"},"items":[{"type":"TextBlock","text":"in"}]}
            """);
        Assert.Single(container);
    }

    [Fact]
    public void Columns_take_names_weights_and_pixels_for_their_width()
    {
        var columns = new AdaptiveColumnSet
        {
            Style = AdaptiveContainerStyle.Emphasis,
            HorizontalAlignment = AdaptiveHorizontalAlignment.Right,
            Columns =
            {
                new AdaptiveColumn { Width = AdaptiveColumnWidth.Auto },
                new AdaptiveColumn { Width = AdaptiveColumnWidth.Stretch, Items = { new AdaptiveTextBlock("x") } },
                new AdaptiveColumn { Width = "2" },
                new AdaptiveColumn { Width = "50px" },
            },
        };

        CardAssert.Element(columns, """
            {"type":"ColumnSet","style":"emphasis","horizontalAlignment":"right","columns":[
              {"type":"Column","width":"auto","items":[]},
              {"type":"Column","width":"stretch","items":[{"type":"TextBlock","text":"x"}]},
              {"type":"Column","width":2,"items":[]},
              {"type":"Column","width":"50px","items":[]}]}
            """);
        Assert.Throws<ArgumentException>(() => new AdaptiveColumn { Width = "wide" });
    }

    [Fact]
    public void Facts_are_written()
    {
        var facts = new AdaptiveFactSet { Facts = { new AdaptiveFact("Ticket", "A-1042"), new AdaptiveFact { Title = "Due", Value = "" } } };

        CardAssert.Element(facts, """{"type":"FactSet","facts":[{"title":"Ticket","value":"A-1042"},{"title":"Due","value":""}]}""");
    }

    [Fact]
    public void A_table_is_written_with_columns_rows_and_cells()
    {
        var table = new AdaptiveTable
        {
            ShowGridLines = false,
            FirstRowAsHeaders = false,
            GridStyle = AdaptiveContainerStyle.Accent,
            Columns =
            {
                new AdaptiveTableColumnDefinition { Width = 2, HorizontalContentAlignment = AdaptiveHorizontalContentAlignment.Right },
                new AdaptiveTableColumnDefinition { PixelWidth = 80.5, VerticalContentAlignment = AdaptiveVerticalContentAlignment.Center },
                new AdaptiveTableColumnDefinition(),
            },
            Rows =
            {
                new AdaptiveTableRow
                {
                    Style = AdaptiveContainerStyle.Good,
                    Cells = { new AdaptiveTableCell { Items = { new AdaptiveTextBlock("a") } }, new AdaptiveTableCell() },
                },
            },
        };

        CardAssert.Element(table, """
            {"type":"Table","showGridLines":false,"firstRowAsHeaders":false,"gridStyle":"accent",
             "columns":[{"width":2.0,"horizontalCellContentAlignment":"right"},{"width":"80.5px","verticalCellContentAlignment":"center"},{"width":1.0}],
             "rows":[{"type":"TableRow","style":"good","cells":[
               {"type":"TableCell","items":[{"type":"TextBlock","text":"a"}]},{"type":"TableCell","items":[]}]}]}
            """);
    }

    [Fact]
    public void An_action_set_is_written()
    {
        CardAssert.Element(
            new AdaptiveActionSet { Actions = { new AdaptiveExecuteAction { Verb = "claim" } } },
            """{"type":"ActionSet","actions":[{"type":"Action.Execute","verb":"claim"}]}""");
    }
}
