using System.Globalization;
using AdaptiveCards;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace SupportBot.Sdk.Tests.AdaptiveCards;

public class CardTests
{
    private static AdaptiveCard Full()
    {
        var card = CardAssert.With(
            new AdaptiveTextBlock("x") { Requires = { ["AcTest"] = "1.0" } },
            new AdaptiveNumberInput { Id = "n", Value = 1.5 });
        card.FallbackText = "old";
        card.Speak = "said";
        card.Lang = "pt";
        card.Rtl = false;
        card.Refresh = new AdaptiveRefresh { Action = new AdaptiveExecuteAction { Verb = "refresh" }, UserIds = { "29:1" } };
        card.Actions.Add(new AdaptiveSubmitAction { Data = new { Some = new { Thing = 1 }, none = (object?)null } });
        card.AdditionalProperties["msteams"] = new { width = "Full" };
        return card;
    }

    private const string FullJson = """
        {"type":"AdaptiveCard","version":"1.5","fallbackText":"old","speak":"said","lang":"pt","rtl":false,
         "refresh":{"action":{"type":"Action.Execute","verb":"refresh"},"userIds":["29:1"]},
         "body":[{"type":"TextBlock","text":"x","requires":{"AcTest":"1.0"}},{"type":"Input.Number","id":"n","value":1.5}],
         "actions":[{"type":"Action.Submit","data":{"Some":{"Thing":1},"none":null}}],
         "msteams":{"width":"Full"}}
        """;

    [Fact]
    public void A_card_is_written_in_full() => CardAssert.Equal(FullJson, JToken.Parse(Full().ToJson()));

    [Fact]
    public void An_empty_card_is_its_type_and_version() =>
        CardAssert.Equal("""{"type":"AdaptiveCard","version":"1.5"}""", JToken.Parse(new AdaptiveCard(new AdaptiveSchemaVersion(1, 5)).ToJson()));

    [Fact]
    public void Type_and_version_come_first() =>
        Assert.Equal(["type", "version"], JObject.Parse(Full().ToJson()).Properties().Take(2).Select(p => p.Name));

    public static TheoryData<JsonSerializerSettings> ForeignSettings => new()
    {
        new JsonSerializerSettings(),
        new JsonSerializerSettings { ContractResolver = new CamelCasePropertyNamesContractResolver(), NullValueHandling = NullValueHandling.Ignore },
        new JsonSerializerSettings { ContractResolver = new DefaultContractResolver { NamingStrategy = new SnakeCaseNamingStrategy(true, true) } },
        new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All, DefaultValueHandling = DefaultValueHandling.Include },
        new JsonSerializerSettings { Converters = { new Newtonsoft.Json.Converters.StringEnumConverter() }, Culture = new CultureInfo("pt-PT") },
    };

    [Theory]
    [MemberData(nameof(ForeignSettings), DisableDiscoveryEnumeration = true)]
    public void Any_serializer_writes_a_card_in_an_attachment_as_the_card_does(JsonSerializerSettings settings)
    {
        var attachment = new Dictionary<string, object> { ["content"] = Full() };

        var written = JObject.Parse(JsonConvert.SerializeObject(attachment, settings));

        CardAssert.Equal(FullJson, written["content"]!);
        CardAssert.Equal(FullJson, JObject.FromObject(Full(), JsonSerializer.Create(settings)));
    }

    [Theory]
    [MemberData(nameof(ForeignSettings), DisableDiscoveryEnumeration = true)]
    public void Any_serializer_reads_a_card(JsonSerializerSettings settings)
    {
        var card = JsonConvert.DeserializeObject<AdaptiveCard>(FullJson, settings)!;

        CardAssert.Equal(FullJson, JToken.Parse(card.ToJson()));
    }

    [Fact]
    public void What_is_read_has_the_types_that_were_written()
    {
        var card = AdaptiveCard.FromJson(FullJson).Card;

        Assert.Equal(new AdaptiveSchemaVersion(1, 5), card.Version);
        Assert.Equal("x", Assert.IsType<AdaptiveTextBlock>(card.Body[0]).Text);
        Assert.Equal(1.5, Assert.IsType<AdaptiveNumberInput>(card.Body[1]).Value);
        Assert.Equal("refresh", card.Refresh.Action.Verb);
        Assert.IsType<JObject>(Assert.IsType<AdaptiveSubmitAction>(card.Actions[0]).Data);
        Assert.IsType<JObject>(card.AdditionalProperties["msteams"]);
        Assert.False(card.Rtl);
    }

    [Fact]
    public void Unknown_properties_are_kept_without_a_warning()
    {
        const string json = """
            {"type":"AdaptiveCard","version":"1.5","$schema":"s","x":null,
             "body":[{"type":"TextBlock","text":"x","targetWidth":"wide","at":"2026-01-01T00:00:00Z"}]}
            """;

        var read = AdaptiveCard.FromJson(json);

        Assert.Empty(read.Warnings);
        Assert.Equal("wide", read.Card.Body[0].AdditionalProperties["targetWidth"]);
        CardAssert.Equal(json, JToken.Parse(read.Card.ToJson()));
    }

    [Fact]
    public void Unknown_elements_actions_and_inlines_are_kept_with_a_warning_each()
    {
        const string json = """
            {"type":"AdaptiveCard","version":"1.5",
             "body":[{"type":"Carousel","id":"c","pages":[1]},{"type":"RichTextBlock","inlines":[{"type":"Icon","name":"n"}]},
                     {"type":"TextBlock","text":"x","fallback":{"type":"Badge"}}],
             "actions":[{"type":"Action.Popover","title":"t","content":{"a":1},"fallback":{"type":"Action.RunCommands"}}]}
            """;

        var read = AdaptiveCard.FromJson(json);

        Assert.Equal("c", Assert.IsType<AdaptiveUnknownElement>(read.Card.Body[0]).Id);
        var action = Assert.IsType<AdaptiveUnknownAction>(read.Card.Actions[0]);
        Assert.Equal("t", action.Title);
        Assert.IsType<AdaptiveUnknownAction>(action.Fallback.Content);
        Assert.IsType<AdaptiveUnknownElement>(read.Card.Body[2].Fallback.Content);
        Assert.Equal(
            ["'Carousel'", "'Icon'", "'Badge'", "'Action.Popover'", "'Action.RunCommands'"],
            read.Warnings.Select(w => w.Message[w.Message.IndexOf('\'', StringComparison.Ordinal)..].TrimEnd('.')).OrderBy(OrderInJson));
        CardAssert.Equal(json, JToken.Parse(read.Card.ToJson()));

        static int OrderInJson(string type) => json.IndexOf(type.Trim('\''), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_value_becomes_the_default_with_a_warning()
    {
        var read = AdaptiveCard.FromJson("""
            {"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","color":"pink","WEIGHT":"BOLDER","spacing":null},
             {"type":"Container","style":"neon","items":[]}]}
            """);

        var text = Assert.IsType<AdaptiveTextBlock>(read.Card.Body[0]);
        Assert.Equal(AdaptiveTextColor.Default, text.Color);
        Assert.Equal(AdaptiveTextWeight.Bolder, text.Weight);
        Assert.Null(Assert.IsType<AdaptiveContainer>(read.Card.Body[1]).Style);
        Assert.Collection(read.Warnings, w => Assert.Contains("pink", w.Message, StringComparison.Ordinal), w => Assert.Contains("neon", w.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_newer_version_is_read_with_a_warning()
    {
        var read = AdaptiveCard.FromJson("""{"type":"AdaptiveCard","version":"1.6"}""");

        Assert.Equal("1.6", read.Card.Version.ToString());
        Assert.Contains("1.6", Assert.Single(read.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"card\"")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5"} {}""")]
    [InlineData("""{"version":"1.5"}""")]
    [InlineData("""{"type":"TextBlock","version":"1.5","text":"x"}""")]
    [InlineData("""{"type":7,"version":"1.5"}""")]
    [InlineData("""{"type":"AdaptiveCard"}""")]
    [InlineData("""{"type":"AdaptiveCard","version":null}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"one"}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":{}}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":["x"]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"text":"x"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","wrap":"maybe"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","height":"tall"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","fallback":"swap"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Action.Submit"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":{},"text":"x"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"ColumnSet","columns":[{"type":"Container","items":[]}]}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Table","columns":[{"width":"wide"}]}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","actions":[{"type":"Action.ToggleVisibility","targetElements":[{"elementId":{}}]}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","actions":[{"type":"Action.ToggleVisibility","targetElements":[{"elementId":"a","isVisible":"perhaps"}]}]}""")]
    public void What_is_not_a_card_is_refused(string json) =>
        Assert.Throws<AdaptiveSerializationException>(() => AdaptiveCard.FromJson(json));

    [Fact]
    public void A_card_nested_without_end_is_refused()
    {
        var json = """{"type":"AdaptiveCard","version":"1.5","body":[""" + string.Concat(Enumerable.Repeat("""{"type":"Container","items":[""", 5000));

        Assert.Throws<AdaptiveSerializationException>(() => AdaptiveCard.FromJson(json));
    }

    [Fact]
    public void Columns_rows_and_the_refresh_action_may_leave_their_type_unsaid()
    {
        var card = AdaptiveCard.FromJson("""
            {"type":"AdaptiveCard","version":"1.5","refresh":{"action":{"verb":"r"}},
             "body":[{"type":"ColumnSet","columns":[{"width":3,"items":[]}]},{"type":"Table","rows":[{"cells":[{"items":[]}]}]}]}
            """).Card;

        Assert.Equal("r", card.Refresh.Action.Verb);
        Assert.Equal("3", Assert.IsType<AdaptiveColumnSet>(card.Body[0]).Columns[0].Width.ToString());
        Assert.Single(Assert.IsType<AdaptiveTable>(card.Body[1]).Rows[0].Cells);
    }

    [Fact]
    public void A_required_text_that_is_missing_is_refused_when_the_card_is_written() =>
        Assert.Throws<JsonSerializationException>(() => CardAssert.With(new AdaptiveTextBlock { Text = null! }).ToJson());

    [Fact]
    public void Numbers_are_written_and_read_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("pt-PT");
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));

            CardAssert.Element(
                new AdaptiveNumberInput { Id = "n", Value = 1234.5, Min = -0.5 },
                """{"type":"Input.Number","id":"n","value":1234.5,"min":-0.5}""");
            CardAssert.Element(
                new AdaptiveTable { Columns = { new AdaptiveTableColumnDefinition { Width = 1.5 }, new AdaptiveTableColumnDefinition { PixelWidth = 1000.5 } } },
                """{"type":"Table","columns":[{"width":1.5},{"width":"1000.5px"}]}""");
            CardAssert.Element(
                new AdaptiveColumnSet { Columns = { new AdaptiveColumn { Width = "1.5" } } },
                """{"type":"ColumnSet","columns":[{"type":"Column","width":1.5,"items":[]}]}""");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Versions_are_ordered_by_number_not_by_text()
    {
        Assert.True(new AdaptiveSchemaVersion("1.10") > new AdaptiveSchemaVersion("1.9"));
        Assert.True(new AdaptiveSchemaVersion(2, 0) >= new AdaptiveSchemaVersion(1, 9));
        Assert.True(new AdaptiveSchemaVersion("1.5") == new AdaptiveSchemaVersion(1, 5));
        Assert.Throws<ArgumentException>(() => new AdaptiveSchemaVersion("1.5.1"));
        Assert.Throws<ArgumentException>(() => new AdaptiveCard("new"));
    }
}
