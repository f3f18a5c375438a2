using Azure.Data.Tables;
using SupportBot.Storage;

namespace SupportBot.Tests.Storage;

public sealed class LongTextTests
{
    private const int Row = LongText.LongestProperty * LongText.PropertiesPerRow;

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(LongText.LongestProperty, 1, 1)]
    [InlineData(LongText.LongestProperty + 1, 1, 2)]
    [InlineData(Row, 1, LongText.PropertiesPerRow)]
    [InlineData(Row + 1, 2, 1)]
    [InlineData(1024 * 1024, 3, 11)]
    public void A_text_is_cut_where_it_must_be_and_comes_back_whole(int length, int rows, int propertiesOfLast)
    {
        var text = string.Create(length, 0, (span, _) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = (char)('a' + (i % 26));
        });

        var parts = LongText.Split(text);

        Assert.Equal((rows, propertiesOfLast), (parts.Count, parts[^1].Count));
        Assert.Equal(text, RoundTrip(parts));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void An_emoji_at_a_boundary_is_never_cut(int offset)
    {
        foreach (var boundary in new[] { LongText.LongestProperty, Row })
        {
            var text = new string('x', boundary + offset) + "😀" + new string('y', LongText.LongestProperty);

            var parts = LongText.Split(text);

            Assert.All(parts.SelectMany(row => row), part => Assert.False(char.IsHighSurrogate(part[^1]) || char.IsLowSurrogate(part[0])));
            Assert.All(parts.SelectMany(row => row), part => Assert.InRange(part.Length, 1, LongText.LongestProperty));
            Assert.Equal(text, RoundTrip(parts));
        }
    }

    [Fact]
    public void A_text_of_nothing_but_halves_still_ends()
    {
        var text = new string('\uD83D', LongText.LongestProperty + 5);
        Assert.Equal(text.Length, RoundTrip(LongText.Split(text)).Length);
    }

    private static string RoundTrip(IReadOnlyList<IReadOnlyList<string>> parts)
    {
        var rows = parts.Select((part, i) =>
        {
            var row = new TableEntity("p", $"{i}");
            LongText.Write(row, "Text", part);
            return row;
        });
        return LongText.Join([.. rows], "Text");
    }
}
