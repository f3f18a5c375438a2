using FaultSimulator.Checks;
using FaultSimulator.People;
using FaultSimulator.Running;
using Newtonsoft.Json.Linq;
using SupportBot.Resources;
using SupportBot.Tickets;
using TeamsSimulator;

namespace FaultSimulator.Scenes;

/// <summary>Scenario S7 in one order after another, each on a ticket of its own: two agents press <em>Claim</em> on one card, within 10 ms, on two instances.</summary>
internal static class TwoClaims
{
    /// <summary>In how many orders one seed plays it: to open a desk takes longer than the scene.</summary>
    public const int Orders = 25;

    private static readonly TimeSpan BetweenOrders = TimeSpan.FromSeconds(5);

    // In milliseconds.
    private const int LongestBetween = 10;

    public static IEnumerable<string> Play(Simulation desk)
    {
        List<string> seen = [];
        for (var order = 0; order < Orders; order++) seen.AddRange(PlayOne(desk, desk.Players.Customers[desk.Random.Next(2)]));
        return seen;
    }

    private static IEnumerable<string> PlayOne(Simulation desk, Resident customer)
    {
        desk.Gates.AreOpen = true;
        var known = desk.Players.Numbers.Count;
        desk.FileTicket(customer);
        var number = desk.Players.Numbers[known];
        // Teams takes only so many posts at a time.
        desk.GoOnUntil(desk.Clock.Now + BetweenOrders);
        desk.Gates.AreOpen = false;

        var presses = desk.Players.Agents.Select(agent => desk.Players.Press(agent, number, "claim")!).ToList();
        if (desk.Random.Next(2) == 0) presses.Reverse();
        (presses[0].TakenBy, presses[1].TakenBy) = (desk.Living[0], desk.Living[1]);
        desk.Play("claim", presses[0]);
        // The other press comes after so many steps of the first one's work, or once that has ended.
        for (var (steps, passed) = (desk.Random.Next(12), 0); steps > 0 && desk.OpenAny(); steps--)
        {
            if (desk.Random.Next(4) > 0 || ++passed > LongestBetween) continue;
            desk.Clock.MoveTo(desk.Clock.Now + TimeSpan.FromMilliseconds(1));
        }

        desk.Play("claim", presses[1]);
        desk.ComeToRest();
        return Check(desk, customer, number, presses);
    }

    private static IEnumerable<string> Check(Simulation desk, Resident customer, string number, List<Delivery> presses)
    {
        var (ticket, events) = desk.Find(number);
        var claims = events.Where(each => each.Action is TicketAction.Claim).ToList();
        if (claims.Count != 1) yield return $"S7: ticket {number} was claimed {claims.Count} times.";
        var owner = ticket.Owner?.Name;
        if (owner is null || owner != claims.FirstOrDefault()?.Actor.Name) yield return $"S7: ticket {number} is {owner}'s, and was claimed by {claims.FirstOrDefault()?.Actor.Name}.";

        foreach (var press in presses)
        {
            var told = press.Answer?.Body is JObject body ? Wire.Write(body) : "";
            var expected = press.From.State.Member.Name == owner ? owner : Texts.In("en").RefusedTakenByAnother(owner ?? "", number);
            if (!Ledger.Plain(told).Contains(Ledger.Plain(expected), StringComparison.Ordinal)) yield return $"S7: {press.From.Id} pressed and was not told '{expected}': {told}";
        }

        var texts = Texts.In(customer.State.Locale);
        var sentences = desk.Connector.Taken.Where(taken => taken.Place.Owner == customer.State && !taken.IsEdit).Select(taken => taken.Plain).ToList();
        foreach (var agent in desk.Players.Agents)
        {
            var name = agent.State.Member.Name;
            var times = sentences.Count(sentence => sentence.Contains(Ledger.Plain(texts.TakenBy(name, number)), StringComparison.Ordinal));
            if (times != (name == owner ? 1 : 0)) yield return $"S7: the customer was told {times} times that {name} looks after {number}, which is {owner}'s.";
        }
    }
}
