using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Cards;
using SupportBot.Resources;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Cards;

/// <summary>Teams takes cards of up to 25 KB, however many requests somebody has open.</summary>
public sealed class ManyTicketsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    [Theory]
    [InlineData("status")]
    [InlineData("which")]
    [InlineData("stops")]
    public void A_card_of_fifty_requests_shows_the_first_twenty_and_says_where_all_are(string name)
    {
        var texts = Texts.In("pt-PT");
        var card = Card(name, 50, texts);

        Assert.InRange(Encoding.UTF8.GetByteCount(card.ToString(Formatting.None)), 1, 25_000);
        Assert.Equal(Enumerable.Range(1001, 20), NumbersOn(card));
        Assert.Contains(texts.MoreTickets(texts.ButtonMyTickets), card.ToString(), StringComparison.Ordinal);

        Assert.Equal(20, NumbersOn(Card(name, 20, texts)).Count());
        Assert.DoesNotContain(texts.MoreTickets(texts.ButtonMyTickets), Card(name, 20, texts).ToString(), StringComparison.Ordinal);
    }

    private static JObject Card(string name, int count, Texts texts)
    {
        var subject = new string('ã', Request.LongestSubject);
        var tickets = Enumerable.Range(1001, count).Select(number => SampleTickets.Begin(TicketNumber.Of("A", number), Now).After).Select(ticket => ticket with { Request = ticket.Request with { Subject = subject } }).ToList();
        return name switch
        {
            "status" => ChatCards.Ongoing(tickets, texts, "Europe/Lisbon"),
            "which" => ChatCards.WhichTicket(tickets, new string('ã', 1000), files: [], "nonce", texts),
            _ => StoppedCards.Which(tickets, texts),
        };
    }

    private static IEnumerable<int> NumbersOn(JObject card) =>
        card.SelectTokens("..ticket").Select(number => int.Parse(((string)number!)[2..], System.Globalization.CultureInfo.InvariantCulture)).Distinct();
}
