using FaultSimulator.Checks;
using FaultSimulator.People;
using FaultSimulator.Running;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Storage;
using SupportBot.Tickets;
using TeamsSimulator;

namespace FaultSimulator.Scenes;

/// <summary>
/// The outage of scenario S20: for 30 minutes nothing goes to Teams, while customers and agents go on; 10 minutes later
/// everything has been delivered, and what was no longer so has not.
/// </summary>
internal static class TeamsDown
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestAfterwards = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ToFillIn = TimeSpan.FromSeconds(3);

    public static IEnumerable<string> Play(Simulation desk)
    {
        foreach (var customer in desk.Players.Customers) desk.FileTicket(customer);
        // Everybody at the desk has been at work on both instances.
        foreach (var (agent, instance) in desk.Players.Agents.SelectMany(agent => desk.Living.Select(instance => (agent, instance))))
        {
            var opening = desk.Players.Press(agent, desk.Players.Numbers[0], "note")!;
            opening.TakenBy = instance;
            desk.Play("open a form", opening);
        }

        foreach (var instance in desk.Living) desk.Work(instance, TimeSpan.FromSeconds(desk.Random.Next(1, 20)));
        desk.Gates.AreOpen = false;

        var outage = desk.Random.Next(2) == 0 ? Outage.Refused : Outage.Unavailable;
        desk.Faults.Outage = outage;
        var (begun, numbers) = (desk.Clock.Now, desk.Players.Numbers.ToList());
        foreach (var (at, step) in numbers.SelectMany((number, index) => Story(desk, begun, number, desk.Players.Customers[index], isSolved: index < 2)).OrderBy(each => each.At))
        {
            desk.GoOnUntil(at);
            step();
        }

        desk.GoOnUntil(begun + Lasts);
        desk.Faults.Outage = null;
        var before = desk.Connector.Taken.Count;
        desk.Journal.Add("Teams is there again");
        desk.GoOnUntil(desk.Clock.Now + LongestAfterwards);
        return Check(desk, numbers, before, outage);
    }

    // What happens to one ticket, at moments spread over the outage.
    private static IEnumerable<(DateTimeOffset At, Action Step)> Story(Simulation desk, DateTimeOffset begun, string number, Resident customer, bool isSolved)
    {
        var agent = desk.Players.Agents[desk.Random.Next(2)];
        Action[] steps =
        [
            () => Press(desk, agent, number, "claim"),
            () => FillIn(desk, agent, number, "reply"),
            () => desk.Play("write", desk.Players.Type(customer, $"{number}: it happens again")!),
            () => FillIn(desk, agent, number, "reply"),
            () => FillIn(desk, agent, number, isSolved ? "resolve" : "note"),
        ];
        var at = begun;
        foreach (var step in steps)
        {
            at += TimeSpan.FromSeconds(desk.Random.Next(20, 340));
            yield return (at, step);
        }
    }

    private static void Press(Simulation desk, Resident agent, string number, string verb)
    {
        if (desk.Players.Press(agent, number, verb) is { } pressed) desk.Play(verb, pressed);
    }

    private static void FillIn(Simulation desk, Resident agent, string number, string verb)
    {
        agent.Form = null;
        Press(desk, agent, number, verb);
        desk.GoOnUntil(desk.Clock.Now + ToFillIn);
        if (desk.Players.SendForm(agent) is { } form) desk.Play("send the form: " + verb, form);
    }

    private static IEnumerable<string> Check(Simulation desk, List<string> numbers, int before, Outage outage)
    {
        var afterwards = desk.Connector.Taken.Skip(before).ToList();
        var rows = new Rows(desk.Tables);
        foreach (var number in numbers)
        {
            var (ticket, events) = desk.Find(number);
            var texts = Texts.In(desk.World.PersonByWireId(ticket.Requester.ObjectId)!.Locale);
            var sentences = desk.Players.Agents.Select(agent => Ledger.Plain(texts.TakenBy(agent.State.Member.Name, number))).ToList();
            var read = afterwards.Where(taken => taken.Place.Owner?.Member.AadObjectId == ticket.Requester.ObjectId).ToList();
            var told = read.Count(taken => !taken.IsEdit && sentences.Exists(sentence => taken.Plain.Contains(sentence, StringComparison.Ordinal)));
            if (ticket.Status is TicketStatus.Resolved && told > 0) yield return $"S20: after {number} was solved its customer was told who looks after it.";
            if (ticket.Status is not TicketStatus.Resolved && outage is Outage.Refused && told != 1) yield return $"S20: its customer was told {told} times who looks after {number}.";
            var drawn = read.Count(taken => taken.IsEdit);
            if (drawn != 1) yield return $"S20: the customer's card of {number} was drawn {drawn} times after the outage.";

            var notices = rows.Of(Rows.Tickets).Where(row => row.PartitionKey == number && row.RowKey.StartsWith("n|", StringComparison.Ordinal)).ToList();
            foreach (var reply in notices.Where(row => row.Text("Kind") == nameof(NoticeKind.CustomerWord)))
            {
                // What a 503 left open is not sent twice: the desk is asked.
                var isAsked = notices.Exists(row => row.Text("Kind") == nameof(NoticeKind.DeliveryDoubt) && row.Number("Event") == reply.Number("Event"));
                if (reply.Text("State") != nameof(NoticeState.Sent) && !(outage is Outage.Unavailable && isAsked)) yield return $"S20: a reply on {number} ended as {reply.Text("State")}.";
            }

            if (!events.Any(each => each.Action is TicketAction.Claim) || events.Count(each => each.Action is TicketAction.Reply) != 2) yield return $"S20: the desk did not work on {number}: {string.Join(", ", events.Select(each => each.Action))}.";
        }
    }
}
