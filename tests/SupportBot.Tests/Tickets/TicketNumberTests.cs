using SupportBot.Tickets;

namespace SupportBot.Tests.Tickets;

public sealed class TicketNumberTests
{
    [Theory]
    [InlineData("A-1042")]
    [InlineData("a-1042")]
    [InlineData(" A 1042 ")]
    [InlineData("#A-1042")]
    [InlineData("A1042")]
    public void A_number_is_read_however_it_is_typed(string typed)
    {
        Assert.True(TicketNumber.TryParse(typed, out var number));
        Assert.Equal("A-1042", number.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1042")]
    [InlineData("A-")]
    [InlineData("A-0")]
    [InlineData("A--1")]
    [InlineData("A-1042x")]
    [InlineData("ABCDE-1")]
    [InlineData("Ä-1042")]
    [InlineData("A-1234567890123")]
    [InlineData("A-١٠٤٢")]
    public void What_is_no_number_is_not_read_as_one(string? typed) => Assert.False(TicketNumber.TryParse(typed, out _));

    [Fact]
    public void A_lost_counter_gives_no_ticket_zero() => Assert.Throws<ArgumentOutOfRangeException>(() => TicketNumber.Of("A", 0));
}
