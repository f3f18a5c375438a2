using System.Globalization;
using Azure.Data.Tables;
using FaultSimulator.People;
using FaultSimulator.Running;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Storage;
using SupportBot.Tickets;
using TeamsSimulator;
using TeamsSimulator.Conversations;
using TeamsSimulator.Playing;

namespace FaultSimulator.Checks;

/// <summary>A ticket as it lies in the tables.</summary>
internal sealed record FoundTicket(string Number, Ticket Head, IReadOnlyList<TicketEvent> Events, IReadOnlyList<TableEntity> Kept)
{
    /// <summary>The commands that caused events: not those by which a notice was added to one that there was.</summary>
    public IEnumerable<TableEntity> Commands => Kept.Where(row => row.RowKey.StartsWith("c|", StringComparison.Ordinal) && !Notices.Any(notice => notice.RowKey.EndsWith("|a|" + row.RowKey[2..], StringComparison.Ordinal)));

    public IEnumerable<TableEntity> Notices => Kept.Where(row => row.RowKey.StartsWith("n|", StringComparison.Ordinal));

    public TableEntity? Places => Kept.FirstOrDefault(row => row.RowKey == "places");
}

/// <summary>
/// What must hold once everything has come to rest (House rules, invariants I1 to I6, I9, I11, and the promises by class), looked
/// for in the tables and in all that was sent; nothing of it is asked of the product's own counting.
/// </summary>
internal sealed class Invariants(
    Instance observer, Rows rows, SimulatedConnector connector, Ledger ledger, Reachability reach, Gathered gathered, Players players, Marks marks, World world, SimulatedClock clock)
{
    // An instance looks every minute, and what it finds is done at once.
    private static readonly Duration Late = Duration.FromMinutes(2);

    private readonly List<string> violations = [];
    private readonly Dictionary<string, FoundTicket> tickets = new(StringComparer.Ordinal);

    /// <summary>How often each action was done.</summary>
    public IReadOnlyDictionary<string, int> Actions => tickets.Values.SelectMany(ticket => ticket.Events).CountBy(each => each.Action.ToString()).ToDictionary();

    public IReadOnlyList<string> Check()
    {
        foreach (var partition in rows.Of(Rows.Tickets).GroupBy(row => row.PartitionKey)) Read(partition.Key, [.. partition]);
        foreach (var ticket in tickets.Values)
        {
            Effects(ticket);
            Transitions(ticket);
            Owners(ticket);
            Timers(ticket);
            Outbox(ticket);
            Thread(ticket);
            Cards(ticket);
            Deliveries(ticket);
            Order(ticket);
            Lists(ticket);
            Waiting(ticket);
            Files(ticket);
            Channel(ticket);
        }

        Reached();
        Digests();

        WordsOnce();
        Acknowledgements();
        Secrets();
        Scope();
        violations.AddRange(connector.Complaints.Select(complaint => $"Teams complains: {complaint}"));
        return violations;
    }

    private void Read(string number, List<TableEntity> kept)
    {
        var head = kept.Find(row => row.RowKey == "head");
        if (head is null)
        {
            // A command that was made void leaves its row where a ticket never came to be.
            foreach (var row in kept.Where(row => !(row.GetBoolean("Void") ?? false))) Violated($"I1: ticket {number} has row {row.RowKey} and no head.");
            return;
        }

        try
        {
            var events = TicketRows.ToEvents([.. kept.Where(row => row.RowKey.StartsWith("e|", StringComparison.Ordinal))]);
            tickets.Add(number, new FoundTicket(number, TicketRows.ToHead(head).Ticket, events, kept));
        }
        catch (DamagedRowException exception)
        {
            Violated($"I1: ticket {number} cannot be read: {exception.Message}");
        }
    }

    private void Effects(FoundTicket ticket)
    {
        var effects = ticket.Commands.Where(row => !(row.GetBoolean("Void") ?? false)).Select(row => row.GetInt32("Sequence") ?? 0).Order().ToList();
        if (!effects.SequenceEqual(Enumerable.Range(1, ticket.Events.Count))) Violated($"I1: ticket {ticket.Number} has {ticket.Events.Count} events and commands for {string.Join(", ", effects)}.");
        if (ticket.Head.Number.Text != ticket.Number || ticket.Number.EndsWith("-0", StringComparison.Ordinal)) Violated($"I2: ticket {ticket.Number} calls itself {ticket.Head.Number}.");
    }

    private void Transitions(FoundTicket ticket)
    {
        TicketEvent? before = null;
        foreach (var happened in ticket.Events)
        {
            var where = $"I3: ticket {ticket.Number}, event {happened.Sequence} ({happened.Action})";
            if (happened.Sequence != (before?.Sequence ?? 0) + 1) Violated($"{where} follows event {before?.Sequence}.");
            if (happened.From != before?.To) Violated($"{where} begins at {happened.From}, but the ticket stood at {before?.To}.");
            var to = before is null ? TicketLifecycle.Beginning : TicketLifecycle.Next(before.To, happened.Action);
            // A customer's word to a ticket that was opened again too often leaves it where it stands.
            var isHeld = happened.To == before?.To && happened.Action is TicketAction.CustomerMessage or TicketAction.Attach or TicketAction.AskForPerson or TicketAction.Reopen;
            if (to != happened.To && !(isHeld && to is not null)) Violated($"{where} leads from {happened.From} to {happened.To}, which no move does.");
            if (happened.Actor.ObjectId.Length == 0) Violated($"{where} has no actor.");
            if (happened.At < before?.At && happened.Action is not TicketAction.ConsentExpired && before.Action is not TicketAction.ConsentExpired) Violated($"{where} happened before the one before it.");
            before = happened;
        }

        if (ticket.Head.Status != before?.To || ticket.Head.LastEvent != before.Sequence) Violated($"I3: ticket {ticket.Number} stands at {ticket.Head.Status} after event {ticket.Head.LastEvent}; its events end at {before?.To}, {before?.Sequence}.");
    }

    private void Owners(FoundTicket ticket)
    {
        string? owner = null;
        foreach (var happened in ticket.Events)
        {
            switch (happened.Action)
            {
                case TicketAction.Claim:
                    if (owner is not null) Violated($"I4: ticket {ticket.Number} was claimed from {owner} by {happened.Actor.Name}.");
                    owner = happened.Actor.Name;
                    break;
                case TicketAction.Assign:
                    var change = happened.Text?.Split('\n')[0] ?? "";
                    if (owner is not null && !change.StartsWith(owner + " → ", StringComparison.Ordinal)) Violated($"I4: ticket {ticket.Number}, event {happened.Sequence} does not name {owner}, whose it was: {change}");
                    owner = change[(change.LastIndexOf('→') + 1)..].Trim();
                    break;
                case TicketAction.Transfer:
                    owner = null;
                    break;
                case TicketAction.Reply or TicketAction.Resolve or TicketAction.AskConsent or TicketAction.AskCustomer or TicketAction.WaitOnThirdParty or TicketAction.Schedule:
                    owner ??= happened.Actor.Name;
                    break;
            }
        }

        if (owner != ticket.Head.Owner?.Name) Violated($"I4: ticket {ticket.Number} is {ticket.Head.Owner?.Name}'s, and by its events {owner}'s.");
    }

    // I7 for the desk's own clocks: a reminder comes once in each cycle, and none is left that was due.
    private void Timers(FoundTicket ticket)
    {
        var isReminded = new HashSet<TicketAction>();
        foreach (var happened in ticket.Events)
        {
            switch (happened.Action)
            {
                case TicketAction.PromptUnclaimed or TicketAction.PromptUnread:
                    if (!isReminded.Add(happened.Action)) Violated($"I7: ticket {ticket.Number}, event {happened.Sequence} is a second {happened.Action} of one cycle.");
                    break;
                case TicketAction.CustomerMessage or TicketAction.Attach or TicketAction.StopsBusiness or TicketAction.AskForPerson:
                    break;
                default:
                    isReminded.Clear();
                    break;
            }
        }

        foreach (var timer in ticket.Head.Timers.DueAt(clock.Now.ToInstant() - Late)) Violated($"I7: ticket {ticket.Number}, timer {timer.Kind} of event {timer.Cycle} was due at {timer.Due} and has not gone off.");
    }

    private void Outbox(FoundTicket ticket)
    {
        foreach (var notice in ticket.Notices)
        {
            if (notice.GetString("State") is "Sent" or "Unknown" or "FailedPerm" or "Cancelled" && notice.GetBoolean("Ended") is true) continue;
            Violated($"I6: ticket {ticket.Number}, notice {notice.RowKey} ({notice.GetString("Kind")}) is left {notice.GetString("State")}.");
        }
    }

    // At least once: every ticket has its thread, and everything that was written stands in it.
    private void Thread(FoundTicket ticket)
    {
        var roots = new[] { Cast.SupportChannelId, Cast.AzureChannelId }.SelectMany(world.In).Where(message => message.Author is null && message.Place.RootId == message.Id && ShowsTicket(message, ticket)).ToList();
        if (roots.Count == 0) Violated($"Ticket {ticket.Number} has no thread in the channel.");
        foreach (var happened in ticket.Events.Where(IsPosted))
        {
            foreach (var mark in Marks.In(happened.Text))
            {
                if (!ToChannel().Any(taken => taken.Marks.Contains(mark))) Violated($"Ticket {ticket.Number}: the {happened.Action} with {mark} never came into the channel.");
            }
        }
    }

    private static bool IsPosted(TicketEvent happened) => happened.Action is TicketAction.CustomerMessage or TicketAction.Reply or TicketAction.AskCustomer or TicketAction.Note
        or TicketAction.Resolve or TicketAction.Escalate or TicketAction.WaitOnThirdParty or TicketAction.Transfer;

    private static bool ShowsTicket(ChatMessage message, FoundTicket ticket) => Wire.Write(message.Activity).Contains(ticket.Number + " ", StringComparison.Ordinal);

    private IEnumerable<Taken> ToChannel() => connector.Taken.Where(taken => !taken.Place.Personal);

    // The latest version wins: at rest the root card's buttons are those of the head.
    private void Cards(FoundTicket ticket)
    {
        if (ticket.Places?.GetString("RootConversation") is not { } conversation || world.Find(conversation) is not { } place) return;
        // In a channel that was deleted nobody sees it; whether the ticket goes on elsewhere is asked besides.
        if (place.Id == players.LostChannel) return;
        if (world.MessageIn(place, ticket.Places.GetString("RootActivity"))?.BaseCard is not { } card) return;
        var versions = CardActions.In(card).Select(button => (button.Json["data"] as JObject).Text("version")).OfType<string>().Distinct().ToList();
        var version = ticket.Head.Version.ToString(CultureInfo.InvariantCulture);
        if (versions.Any(shown => shown != version)) Violated($"Ticket {ticket.Number}: the root card shows version {string.Join(", ", versions)}; the head is at {version}.");
    }

    // At most once for each press; once where the outbox says so.
    private void Deliveries(FoundTicket ticket)
    {
        foreach (var reply in ticket.Events.Where(IsWord))
        {
            foreach (var mark in Marks.In(reply.Text))
            {
                var wishes = ticket.Events.Where(each => IsWord(each) && !IsUndone(ticket, each) && Marks.In(each.Text).Contains(mark)).ToList();
                var copies = ToPeople().Where(taken => !taken.IsEdit && taken.ReplyTo is null && taken.Marks.Contains(mark)).ToList();
                var sent = wishes.Sum(wish => ticket.Notices.Count(notice => notice.GetInt32("Event") == wish.Sequence && notice.GetString("Kind") == nameof(NoticeKind.CustomerWord) && notice.GetString("State") == nameof(NoticeState.Sent)));
                if (copies.Count > wishes.Count) Violated($"Ticket {ticket.Number}: the reply with {mark} was pressed {wishes.Count} times and reached the customer {copies.Count} times.");
                if (copies.Count < sent) Violated($"Ticket {ticket.Number}: the reply with {mark} is noted as sent {sent} times and reached the customer {copies.Count} times.");
                foreach (var copy in copies.Where(copy => copy.Place.Owner!.Member.AadObjectId != ticket.Head.Requester.ObjectId))
                    Violated($"Ticket {ticket.Number}: the reply with {mark} to {ticket.Head.Requester.Name} went to {copy.Place.Owner!.Member.Name}.");
            }
        }

        var texts = Texts.In(world.PersonByWireId(ticket.Head.Requester.ObjectId)!.Locale);
        var owners = new[] { Cast.Ivy.Name, Cast.Max.Name, Cast.Lea.Name };
        var takings = ticket.Events.Count(each => each.Action is TicketAction.Claim or TicketAction.Assign);
        var told = ToPeople().Count(each => !each.IsEdit && owners.Any(name => each.Plain.Contains(Ledger.Plain(texts.TakenBy(name, ticket.Number)), StringComparison.Ordinal)));
        if (told > takings) Violated($"Ticket {ticket.Number}: who looks after it was told {told} times and became so {takings} times.");
        var questions = ToPeople().Count(each => !each.IsEdit && each.ReplyTo is null && Asks(each, ticket.Number, Verbs.Settled));
        var solutions = ticket.Events.Count(each => each.Action is TicketAction.Resolve);
        if (questions > solutions) Violated($"Ticket {ticket.Number}: whether it is settled was asked {questions} times after {solutions} solutions.");
    }

    private static bool IsWord(TicketEvent happened) => happened.Action is TicketAction.Reply or TicketAction.AskCustomer;

    private static bool IsUndone(FoundTicket ticket, TicketEvent words) =>
        ticket.Events.Any(each => each.Action is TicketAction.UndoReply && each.Text == words.Sequence.ToString(CultureInfo.InvariantCulture));

    // The ticket's own card has the buttons too, and says so.
    private static bool Asks(Taken taken, string number, string verb) => ChatMessage.CardAttachment(taken.Activity)?["content"] is JObject card
        && CardActions.In(card).Any(button => button.Json["data"] is JObject data && data.Text("verb") == verb && data.Text("ticket") == number && data["on"] is null);

    private IEnumerable<Taken> ToPeople() => connector.Taken.Where(taken => taken.Place.Personal);

    // What happened first is read first, in the thread and in the chat.
    private void Order(FoundTicket ticket)
    {
        InOrder(ticket, "channel", [.. ToChannel().Where(taken => !taken.IsEdit && taken.Place.RootId != taken.Id)], IsPosted);
        InOrder(ticket, "chat", [.. ToPeople().Where(taken => !taken.IsEdit && taken.ReplyTo is null)], each => IsWord(each) && !IsUndone(ticket, each));
    }

    private void InOrder(FoundTicket ticket, string where, List<Taken> messages, Func<TicketEvent, bool> isTold)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = -1;
        foreach (var happened in ticket.Events.Where(isTold))
        {
            // Words that are sent again have their place already.
            var mark = Marks.In(happened.Text).FirstOrDefault();
            if (mark is null || !seen.Add(mark)) continue;
            var at = messages.FindIndex(taken => taken.Marks.Contains(mark));
            if (at < 0) continue;
            if (at < last) Violated($"Ticket {ticket.Number}: in the {where} {mark} of event {happened.Sequence} stands before what happened earlier.");
            last = Math.Max(last, at);
        }
    }

    // An index row may lag while something is under way; at rest each list has what belongs into it.
    private void Lists(FoundTicket ticket)
    {
        var lists = observer.Get<ITicketLists>();
        var requester = ticket.Head.Requester;
        var isListed = Ended(lists.OngoingOfAsync(requester, default)).Any(each => each.Number.Text == ticket.Number);
        if (isListed != TicketLifecycle.IsOngoing(ticket.Head.Status)) Violated($"Ticket {ticket.Number} stands at {ticket.Head.Status} and is {(isListed ? "" : "not ")}among the ongoing ones.");
        if (!InPages(from => lists.AllOfAsync(requester, from, default), ticket.Number)) Violated($"Ticket {ticket.Number} is not among its requester's.");
        if (!InPages(from => lists.OfOrganisationAsync([requester.TenantId], from, default), ticket.Number)) Violated($"Ticket {ticket.Number} is not among its organisation's.");
    }

    // A reply to somebody who is away waits for them; once they are back it has arrived, or the desk was told of the doubt.
    private void Waiting(FoundTicket ticket)
    {
        var requester = players.Customers.First(each => each.State.Member.AadObjectId == ticket.Head.Requester.ObjectId);
        foreach (var notice in ticket.Notices.Where(each => each.GetString("Kind") == nameof(NoticeKind.CustomerWord) && each.GetString("State") == nameof(NoticeState.FailedPerm)))
        {
            var (sequence, where) = (notice.Number("Event"), $"Ticket {ticket.Number}, notice {notice.RowKey} to {requester.Id}");
            if (rows.Find(Rows.Held, TableKeys.HeldFor(ticket.Head.Requester, nameof(HeldFor.Return)), TableKeys.Held(ticket.Head.Number, notice.RowKey)) is not null)
            {
                if (!reach.IsLost(requester)) Violated($"{where} waits for them though they are back.");
                continue;
            }

            var isInDoubt = ticket.Notices.Any(each => each.Number("Event") == sequence && each.GetString("Kind") is nameof(NoticeKind.DeliveryDoubt) or nameof(NoticeKind.DeliveryFailed));
            foreach (var mark in Marks.In(ticket.Events[sequence - 1].Text))
            {
                if (!isInDoubt && !ToPeople().Any(taken => !taken.IsEdit && taken.ReplyTo is null && taken.Marks.Contains(mark))) Violated($"{where} waits no longer, and they never got {mark}.");
            }
        }
    }

    private void Reached()
    {
        foreach (var tried in reach.InVain) Violated(tried);
        foreach (var finding in reach.Findings)
        {
            var where = $"That {finding.Who.Id} is out of reach, which {finding.By.Name} found out at {finding.At:HH:mm:ss.fff},";
            if (finding.ToldIn.Count > 1) Violated($"{where} was told {finding.ToldIn.Count} times, in {string.Join(", ", finding.ToldIn)}.");
            if (finding.ToldIn.Count == 0 && !finding.IsTroubled && !finding.By.IsDead) Violated($"{where} was told nobody.");
        }

        foreach (var customer in players.Customers.Where(each => each.Away is null && reach.IsLost(each)))
        {
            if (customer.IsBackByWord || customer.Installed?.IsHeard is true) Violated($"{customer.Id} is back, and the desk still takes them for out of reach.");
        }
    }

    private void Digests()
    {
        foreach (var group in gathered.Notices.GroupBy(each => (each.Who, each.Number, each.Kind)))
        {
            var ((who, number, kind), latest) = (group.Key, group.MaxBy(each => each.Event)!);
            var texts = Texts.In(who.State.Locale);
            string[]? lines = kind switch
            {
                NoticeKind.TakenNotice => [.. new[] { Cast.Ivy.Name, Cast.Max.Name, Cast.Lea.Name }.Select(name => texts.TakenBy(name, number))],
                NoticeKind.MovedNotice => [texts.MovedTo(number)],
                _ => null,
            };
            // What became of a question is worded by the question.
            if (lines is null) continue;
            var told = ToPeople().Count(taken => taken.Place.Owner == who.State && Gathered.IsDigest(taken.Bytes, who) && Array.Exists(lines, line => taken.Plain.Contains(Ledger.Plain(line), StringComparison.Ordinal)));
            if (told > group.Count()) Violated($"Ticket {number}: the {kind} that was gathered {group.Count()} times for {who.Id} stood in {told} digests.");
            if (told > 0 || !latest.IsForgotten || who.Absences > 0 || group.Any(each => each.IsInDoubt || each.TakenBy is { IsDead: true })) continue;
            if (!WasOutOfDate(kind, tickets[number], latest.Event)) Violated($"Ticket {number}: the {kind} of event {latest.Event} was gathered for {who.Id} and stood in no digest.");
        }
    }

    // Whether at any time since then it was no longer so.
    private static bool WasOutOfDate(NoticeKind kind, FoundTicket ticket, int sequence) => ticket.Events.Skip(sequence - 1).Any(each =>
        each.To is TicketStatus.Resolved || !TicketLifecycle.IsOngoing(each.To) || (kind is NoticeKind.TakenNotice && each.Sequence > sequence && each.Action is TicketAction.Assign or TicketAction.Transfer or TicketAction.Claim));

    // What a ticket has can be read, whole, and came from its own customer; what it was said to have it has.
    private void Files(FoundTicket ticket)
    {
        foreach (var file in ticket.Events.SelectMany(each => each.Attachments).Distinct())
        {
            var content = Read(file.Id);
            var sent = content is null ? null : players.Files.Find(each => each.Bytes.AsSpan().SequenceEqual(content));
            if (sent is null) Violated($"Ticket {ticket.Number}: {file.Name} {(content is null ? "cannot be read" : "is not what was sent")}.");
            else if (sent.From.State.Member.AadObjectId != ticket.Head.Requester.ObjectId) Violated($"I9: ticket {ticket.Number} of {ticket.Head.Requester.Name} has {file.Name}, which {sent.From.Id} sent.");
        }

        foreach (var (file, _) in ledger.AcknowledgedFiles.Where(each => each.Number == ticket.Number))
        {
            if (!ticket.Events.SelectMany(each => each.Attachments).Any(each => Read(each.Id) is { } content && content.AsSpan().SequenceEqual(file.Bytes))) Violated($"{file.From.Id} was told that {ticket.Number} has {file.Name}, and it has not.");
        }
    }

    private byte[]? Read(string file)
    {
        try
        {
            return Ended(observer.Get<IAttachments>().ReadAsync(file, default));
        }
        catch (DamagedRowException)
        {
            return null;
        }
    }

    // Once the desk knows that a channel is gone, every ticket that goes on goes on in another.
    private void Channel(FoundTicket ticket)
    {
        if (players.LostChannel is not { } lost || !rows.Of(Rows.Desk).Any(row => row.TextOrNull("ChannelId") == lost && row.ContainsKey("LostAt"))) return;
        var conversation = ticket.Places?.GetString("RootConversation");
        if (TicketLifecycle.IsAtWork(ticket.Head.Status) && (conversation is null || SupportBot.Notifications.Place.ChannelOf(conversation) == lost)) Violated($"Ticket {ticket.Number} goes on, and its thread is in the channel that was deleted.");
    }

    private static bool InPages(Func<string?, Task<TicketPage>> read, string number)
    {
        string? from = null;
        do
        {
            var page = Ended(read(from));
            if (page.Tickets.Any(each => each.Number.Text == number)) return true;
            from = page.Next;
        }
        while (from is not null);
        return false;
    }

    private static T Ended<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("What is done while nothing is held ends at once.");

    // However often it was delivered, what was written once took effect once.
    private void WordsOnce()
    {
        var uses = tickets.Values.SelectMany(ticket => ticket.Events.SelectMany(happened => Marks.In(happened.Text).Select(mark => (Mark: mark, ticket.Number, happened.Action))));
        foreach (var use in uses.GroupBy(use => use).Where(use => use.Count() > 1))
        {
            var ticket = tickets[use.Key.Number];
            var again = use.Key.Action is TicketAction.Reply or TicketAction.AskCustomer
                ? ledger.SentAgain.Count(press => press.Number == use.Key.Number) + ticket.Events.Count(each => IsUndone(ticket, each) && Marks.In(each.Text).Contains(use.Key.Mark))
                : 0;
            if (use.Count() > 1 + again && !RepeatsWords(use.Key.Action)) Violated($"I1: {use.Key.Mark} took effect {use.Count()} times as {use.Key.Action} of ticket {use.Key.Number}.");
        }

        foreach (var filed in uses.Where(use => use.Action is TicketAction.File).GroupBy(use => use.Mark).Where(filed => filed.Count() > 1))
            Violated($"I1: {filed.Key} was filed as {string.Join(" and ", filed.Select(use => use.Number))}.");
    }

    // What is agreed to or declined is written down with the answer.
    private static bool RepeatsWords(TicketAction action) =>
        action is TicketAction.Agree or TicketAction.Decline or TicketAction.ConsentExpired or TicketAction.WithdrawConsent;

    // Nothing that a person was told the desk has is lost.
    private void Acknowledgements()
    {
        foreach (var told in ledger.Acknowledgements)
        {
            if (!tickets.TryGetValue(told.Number, out var ticket))
            {
                Violated($"{told.By.Id} was told of {told.Number}, and there is no such ticket.");
                continue;
            }

            if (!told.By.WorksAtDesk && ticket.Head.Requester.ObjectId != told.By.State.Member.AadObjectId) Violated($"{told.By.Id} was told of {told.Number}, which is {ticket.Head.Requester.Name}'s.");
            foreach (var mark in told.Marks.Where(mark => !ticket.Events.Any(each => IsDone(told.Action, each.Action) && Marks.In(each.Text).Contains(mark))))
                Violated($"{told.By.Id} was told that {told.Number} has the {told.Action} with {mark}, and it has not.");
        }
    }

    // One form hands a ticket up or on; what is chosen there decides which.
    private static bool IsDone(TicketAction told, TicketAction done) => done == told || (told is TicketAction.Escalate && done is TicketAction.WaitOnThirdParty);

    // Notes stay at the desk, and what is said of one customer's ticket stays with that customer.
    private void Secrets()
    {
        var internals = new HashSet<string>(tickets.Values.SelectMany(ticket => ticket.Events.Where(each => each.IsInternal).SelectMany(each => Marks.In(each.Text))), StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ticket in tickets.Values)
        {
            foreach (var mark in ticket.Events.SelectMany(each => Marks.In(each.Text))) owners[mark] = ticket.Head.Requester.TenantId;
        }

        foreach (var sent in ledger.SentToCustomers)
        {
            foreach (var mark in Marks.In(sent.Bytes))
            {
                if (internals.Contains(mark)) Violated($"I5: {sent.To.Id} was sent {mark} of an internal note.");
                var tenant = owners.GetValueOrDefault(mark) ?? marks.WriterOf(mark).Tenant;
                if (tenant != sent.To.Tenant && marks.WriterOf(mark) != sent.To) Violated($"I9: {sent.To.Id} was sent {mark}, which is another tenant's.");
            }
        }
    }

    // The head alone is read of another tenant's ticket, to say that there is no such ticket.
    private void Scope()
    {
        foreach (var trespass in ledger.Trespasses) Violated($"I9: {trespass}.");
        foreach (var touched in ledger.TouchedTickets)
        {
            if (!tickets.TryGetValue(touched.Number, out var ticket) || ticket.Head.Requester.TenantId == touched.OnBehalfOf.Tenant) continue;
            if (touched.IsWritten || !touched.IsHead) Violated($"I9: for {touched.OnBehalfOf.Id} a row of {touched.Number} was {(touched.IsWritten ? "written" : "read")}, which is another tenant's.");
        }
    }

    private void Violated(string sentence) => violations.Add(sentence);
}
