using NodaTime;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever its tickets are kept.</summary>
public abstract class TicketStoreContract
{
    protected StillClock Clock { get; } = new();

    /// <summary>An instance over the store of this test, which is empty at first; each call gives another one.</summary>
    protected abstract Task<StoreInstance> InstanceAsync();

    [SkippableFact]
    public async Task A_ticket_is_read_as_it_was_written()
    {
        var store = await InstanceAsync();
        var begun = Begin(TicketNumber.Of("A", 1), Clock.Now() + Duration.FromTicks(1234567));
        var first = await store.FileAsync(begun);
        Assert.Equal(begun.After, first.Ticket);

        var resolved = Next(first.Ticket, TicketAction.Resolve, Clock.Now(), "Signed you out everywhere.");
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(resolved, first.Stamp));

        var second = await store.HeadAsync(begun.After.Number);
        Assert.Equal(resolved.After, second.Ticket);
        Assert.NotNull(second.Ticket.Owner);
        Assert.NotEqual(first.Stamp, second.Stamp);
    }

    [SkippableFact]
    public async Task What_was_gathered_beyond_the_desk_changes_with_the_head_or_not_at_all()
    {
        var store = await InstanceAsync();
        var begun = Begin(TicketNumber.Of("A", 1), Clock.Now());
        var head = await store.FileAsync(begun);
        Assert.Null(await store.Tickets.FindEscalationFileAsync(begun.After.Number, default));
        var file = LongText(32_000, '漢');
        var whole = new TicketEscalation(EscalationState.WithMicrosoft, 1)
        {
            Vehicle = "Premier", Case = "Azure portal 2411250050001234", Promise = "1 h", AnswerBy = Clock.Now() + Duration.FromHours(1), AwaitsCustomer = true, Deadlines = [new TicketDeadline("Cancel", Clock.Now() + Duration.FromDays(7))],
        };

        var passed = Step(head.Ticket, whole, file);
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(passed, head.Stamp));
        Assert.Equal(CommitEnd.Overtaken, await store.CommitAsync(Step(head.Ticket, whole, "another"), head.Stamp));

        var read = await store.HeadAsync(begun.After.Number);
        Assert.Equal(passed.After, read.Ticket);
        Assert.Equal(file, await store.Tickets.FindEscalationFileAsync(begun.After.Number, default));
        Assert.Equal(EscalationState.WithMicrosoft, (await store.Tickets.FindEventAsync(begun.After.Number, 2, default))!.Escalation);
        var later = Step(read.Ticket, whole with { Revision = 2 }, "shorter");
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(later, read.Stamp));
        Assert.Equal("shorter", await store.Tickets.FindEscalationFileAsync(begun.After.Number, default));

        static TicketChange Step(Ticket ticket, TicketEscalation after, string kept) =>
            TicketDecision.Of(ticket, new TicketCommand(TicketAction.PassBeyond, Agent, Key(kept[..1] + after.Revision), Text: "Passed on.") { Escalation = new EscalationStep(after, kept) }, ticket.ChangedAt).Change!;
    }

    [SkippableFact]
    public async Task There_is_nothing_where_nothing_was_written()
    {
        var store = await InstanceAsync();
        var number = TicketNumber.Of("A", 1);
        Assert.Null(await store.Tickets.FindAsync(number, default));
        Assert.Null(await store.Tickets.FindEventAsync(number, 1, default));
        Assert.Empty(await store.Tickets.EventsAsync(number, default));
        Assert.Null(await store.Tickets.EffectOfAsync(number, Key("never"), default));
    }

    [SkippableFact]
    public async Task Events_are_kept_whole_and_in_order()
    {
        var store = await InstanceAsync();
        var description = LongText(TicketDecision.LongestText, '漢');
        var changes = new List<TicketChange> { Begin(TicketNumber.Of("A", 1), Clock.Now(), description: description) };
        var head = await store.FileAsync(changes[0]);
        foreach (var text in new[] { "one", LongText(70_000, 'é'), LongText(TicketDecision.LongestText, 'x'), LongText(TicketDecision.LongestText, '<'), "half \uDE00 is replaced" })
        {
            var change = Next(head.Ticket, TicketAction.Note, Clock.Now(), text);
            Assert.Equal(CommitEnd.Stored, await store.CommitAsync(change, head.Stamp));
            changes.Add(change);
            head = await store.HeadAsync(head.Ticket.Number);
        }

        var events = await store.Tickets.EventsAsync(head.Ticket.Number, default);

        Assert.Equal(changes.SkipLast(1).Select(change => change.Event), events.SkipLast(1));
        Assert.Equal(changes[^1].Event with { Text = "half \uFFFD is replaced" }, events[^1]);
        Assert.Equal(description, events[0].Text);
        Assert.Equal(changes[2].Event, await store.Tickets.FindEventAsync(head.Ticket.Number, 3, default));
        Assert.Equal(changes[0].Event, await store.Tickets.FindEventAsync(head.Ticket.Number, 1, default));
    }

    [SkippableFact]
    public async Task Of_two_writers_one_is_refused_and_nothing_of_theirs_is_stored()
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());
        var head = await one.FileAsync(Begin(TicketNumber.Of("A", 1), Clock.Now()));
        var claims = new[]
        {
            Next(head.Ticket, TicketAction.Claim, Clock.Now(), by: Agent, nonce: "one"),
            Next(head.Ticket, TicketAction.Claim, Clock.Now(), by: Agent with { ObjectId = "joão" }, nonce: "two"),
        };

        var ends = await Task.WhenAll(one.CommitAsync(claims[0], head.Stamp), two.CommitAsync(claims[1], head.Stamp));

        Assert.Equal([CommitEnd.Overtaken, CommitEnd.Stored], ends.Order().Select(end => end).OrderBy(end => end == CommitEnd.Stored));
        var winner = Array.IndexOf(ends, CommitEnd.Stored);
        Assert.Equal(claims[winner].After, (await one.HeadAsync(head.Ticket.Number)).Ticket);
        Assert.Equal(2, (await one.Tickets.EventsAsync(head.Ticket.Number, default)).Count);
        Assert.Null(await one.Tickets.EffectOfAsync(head.Ticket.Number, claims[1 - winner].Key, default));
    }

    [SkippableFact]
    public async Task A_command_takes_effect_once_however_often_it_comes()
    {
        var store = await InstanceAsync();
        var head = await store.FileAsync(Begin(TicketNumber.Of("A", 1), Clock.Now()));
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(Next(head.Ticket, TicketAction.Note, Clock.Now(), "seen", nonce: "note"), head.Stamp));

        var fresh = await store.HeadAsync(head.Ticket.Number);
        var again = Next(fresh.Ticket, TicketAction.Note, Clock.Now(), "seen", nonce: "note");
        Assert.Equal(CommitEnd.Repeated, await store.CommitAsync(again, fresh.Stamp));
        Assert.Equal(CommitEnd.Repeated, await store.CommitAsync(again, head.Stamp));

        Assert.Equal(2, await store.Tickets.EffectOfAsync(head.Ticket.Number, again.Key, default));
        Assert.Equal(2, (await store.Tickets.EventsAsync(head.Ticket.Number, default)).Count);
    }

    [SkippableFact]
    public async Task A_ticket_begins_once()
    {
        var store = await InstanceAsync();
        var begun = Begin(TicketNumber.Of("A", 1), Clock.Now());
        await store.FileAsync(begun);

        Assert.Equal(CommitEnd.Repeated, await store.CommitAsync(begun, stamp: null));
        Assert.Equal(CommitEnd.Overtaken, await store.CommitAsync(begun with { Key = Key("another press") }, stamp: null));
    }

    [SkippableFact]
    public async Task What_a_crash_left_behind_is_found_and_made_impossible()
    {
        var (crashed, sweeper) = (await InstanceAsync(), await InstanceAsync());
        var begun = Begin(TicketNumber.Of("A", 1), Clock.Now());
        var (number, key) = (begun.After.Number, begun.Key);
        await crashed.Tickets.AnnounceAsync(number, key, default);
        Clock.Advance(TimeSpan.FromSeconds(91));

        Assert.Equal([new UnsettledCommand(number, key)], await sweeper.Tickets.UnsettledAsync(Duration.FromSeconds(90), default).ListAsync());
        Assert.True(await sweeper.Tickets.VoidAsync(number, key, default));
        Assert.True(await sweeper.Tickets.VoidAsync(number, key, default));

        // The transaction was only late.
        Assert.Equal(CommitEnd.Repeated, await crashed.CommitAsync(begun, stamp: null));
        Assert.Null(await crashed.Tickets.FindAsync(number, default));
        Assert.Null(await crashed.Tickets.EffectOfAsync(number, key, default));

        await sweeper.Tickets.ForgetAnnouncementAsync(number, key, default);
        await sweeper.Tickets.ForgetAnnouncementAsync(number, key, default);
        Assert.Empty(await sweeper.Tickets.UnsettledAsync(Duration.Zero, default).ListAsync());
    }

    [SkippableFact]
    public async Task A_command_that_took_effect_cannot_be_made_impossible()
    {
        var store = await InstanceAsync();
        var begun = Begin(TicketNumber.Of("A", 1), Clock.Now());
        await store.FileAsync(begun);

        Assert.False(await store.Tickets.VoidAsync(begun.After.Number, begun.Key, default));
        Assert.Equal(1, await store.Tickets.EffectOfAsync(begun.After.Number, begun.Key, default));
    }

    [SkippableFact]
    public async Task Young_announcements_belong_to_whoever_made_them()
    {
        var store = await InstanceAsync();
        for (var count = 1; count <= 20; count++) await store.Tickets.AnnounceAsync(TicketNumber.Of("A", count), Key("press"), default);
        Clock.Advance(TimeSpan.FromSeconds(60));
        await store.Tickets.AnnounceAsync(TicketNumber.Of("A", 20), Key("press"), default);
        await store.Tickets.AnnounceAsync(TicketNumber.Of("A", 21), Key("press"), default);
        Clock.Advance(TimeSpan.FromSeconds(40));

        var unsettled = await store.Tickets.UnsettledAsync(Duration.FromSeconds(90), default).ListAsync();

        Assert.Equal(Enumerable.Range(1, 19).Select(count => $"A-{count}").Order(), unsettled.Select(each => each.Number.Text).Order());
    }

    [SkippableFact]
    public async Task Numbers_are_given_once_whichever_instance_gives_them()
    {
        StoreInstance[] instances = [await InstanceAsync(), await InstanceAsync(), await InstanceAsync(), await InstanceAsync()];

        var numbers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => instances[i % 4].Tickets.NextNumberAsync(default)));

        Assert.Equal(100, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.True(int.Parse(number.Text[2..], System.Globalization.CultureInfo.InvariantCulture) >= 1001, number.Text));
        Assert.Contains(TicketNumber.Of("A", 1001), numbers);
    }

    [SkippableFact]
    public async Task Ongoing_tickets_are_those_of_the_person_last_active_first()
    {
        var store = await InstanceAsync();
        var tickets = new List<StoredTicket>();
        for (var count = 1; count <= 12; count++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            tickets.Add(await FileAndSettleAsync(store, count, Ana));
        }

        await FileAndSettleAsync(store, 20, Rui);
        await FileAndSettleAsync(store, 21, Ana with { TenantId = "tenant-b" });
        Clock.Advance(TimeSpan.FromMinutes(1));
        await store.CommitAsync(Next(tickets[4].Ticket, TicketAction.CustomerMessage, Clock.Now(), "Still there.", Ana), tickets[4].Stamp);

        var ongoing = await store.Lists.OngoingOfAsync(Ana with { ObjectId = "ANA", Name = "renamed" }, default);

        Assert.Equal([5, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2, 1], ongoing.Select(Count));
        Assert.Equal(2, ongoing[0].LastEvent);
    }

    [SkippableFact]
    public async Task A_list_that_lags_never_lies()
    {
        var store = await InstanceAsync();
        var open = await FileAndSettleAsync(store, 1, Ana);
        var closed = await CloseAsync(store, open);

        // The list still says that it is ongoing.
        Assert.Empty(await store.Lists.OngoingOfAsync(Ana, default));
        Assert.Equal(closed, Assert.Single((await store.Lists.AllOfAsync(Ana, from: null, default)).Tickets));

        // Somebody slow brings an old head.
        await store.Tickets.SettleListsAsync(open.Ticket, default);
        Assert.Empty(await store.Lists.OngoingOfAsync(Ana, default));
    }

    [SkippableFact]
    public async Task A_question_whether_work_may_be_charged_is_kept_and_found_once_it_is_due()
    {
        var store = await InstanceAsync();
        var head = await FileAndSettleAsync(store, 1, Ana);
        await FileAndSettleAsync(store, 2, Ana);
        var until = Clock.Now() + Duration.FromHours(24);
        head = await StoreAsync(Ask(head.Ticket, Clock.Now(), until));
        head = await StoreAsync(AskRui(head.Ticket, Clock.Now()));

        Assert.Empty(await store.Lists.ConsentsDueAsync(until - Duration.FromSeconds(1), default));
        Assert.Equal(head.Ticket, Assert.Single(await store.Lists.ConsentsDueAsync(until, default)));

        var asked = head.Ticket;
        head = await StoreAsync(Next(head.Ticket, TicketAction.Agree, Clock.Now(), by: Rui));
        Assert.Equal((Rui, ConsentState.Given), (head.Ticket.Consent!.AnsweredBy, head.Ticket.Consent.State));
        Assert.Empty(await store.Lists.ConsentsDueAsync(until, default));
        // Somebody slow brings the old head: the list may hold it, the head decides.
        await store.Tickets.SettleListsAsync(asked, default);
        Assert.Empty(await store.Lists.ConsentsDueAsync(until, default));

        async Task<StoredTicket> StoreAsync(TicketChange change)
        {
            Assert.Equal(CommitEnd.Stored, await store.CommitAsync(change, head.Stamp));
            var stored = await store.HeadAsync(change.After.Number);
            Assert.Equal(change.After, stored.Ticket);
            await store.Tickets.SettleListsAsync(stored.Ticket, default);
            return stored;
        }
    }

    [SkippableFact]
    public async Task All_tickets_are_paged_newest_first()
    {
        var store = await InstanceAsync();
        for (var count = 1; count <= 23; count++)
        {
            var ticket = await FileAndSettleAsync(store, count, Ana);
            if (count == 22) await CloseAsync(store, ticket);
        }

        await FileAndSettleAsync(store, 30, Rui);

        var pages = new List<IReadOnlyList<Ticket>>();
        string? next = null;
        do
        {
            var page = await store.Lists.AllOfAsync(Ana, next, default);
            pages.Add(page.Tickets);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal([10, 10, 3], pages.Select(page => page.Count));
        Assert.Equal(Enumerable.Range(1, 23).Reverse(), pages.SelectMany(page => page).Select(Count));
    }

    [SkippableFact]
    public async Task Numbers_of_any_length_keep_their_order()
    {
        var store = await InstanceAsync();
        foreach (var count in new long[] { 9, 10, 999, 1000, 123_456_789_012 }) await FileAndSettleAsync(store, count, Ana);

        var page = await store.Lists.AllOfAsync(Ana, from: null, default);

        Assert.Equal(["A-123456789012", "A-1000", "A-999", "A-10", "A-9"], page.Tickets.Select(ticket => ticket.Number.Text));
    }

    [SkippableFact]
    public async Task A_queue_holds_the_tickets_that_name_it_while_work_goes_on()
    {
        var store = await InstanceAsync();
        for (var count = 1; count <= 12; count++) await FileAndSettleAsync(store, count, Ana, "Azure");
        await FileAndSettleAsync(store, 20, Rui, queue: null);
        await FileAndSettleAsync(store, 21, Rui, "Printers");
        await CloseAndSettleAsync(store, TicketNumber.Of("A", 11));

        var first = await store.Lists.OfQueueAsync(["AZURE"], from: null, default);
        var second = await store.Lists.OfQueueAsync(["AZURE"], first.Next, default);

        Assert.Equal([12, 10, 9, 8, 7, 6, 5, 4, 3, 2], first.Tickets.Select(Count));
        Assert.Equal([1], second.Tickets.Select(Count));
        Assert.Null(second.Next);
        Assert.Equal([20], (await store.Lists.OfQueueAsync([null], from: null, default)).Tickets.Select(Count));
        Assert.Equal([20, 21], (await store.Lists.OfQueueAsync([null, "Printers"], from: null, default)).Tickets.Select(Count));
        Assert.Equal(["Azure", "Printers"], (await store.Lists.QueueNamesAsync(default)).Order());
    }

    [SkippableFact]
    public async Task A_ticket_that_changes_queue_or_owner_leaves_the_list_that_it_was_in()
    {
        var store = await InstanceAsync();
        await FileAndSettleAsync(store, 1, Ana, "Azure");
        var number = TicketNumber.Of("A", 1);
        var joao = Agent with { ObjectId = "joão", Name = "João Reis" };

        await ChangeAsync(ticket => ticket with { Queue = "Printers", Owner = Agent }, isSettled: true);
        Assert.Empty((await store.Lists.OfQueueAsync(["Azure"], from: null, default)).Tickets);
        Assert.Equal([1], (await store.Lists.OfQueueAsync(["Printers"], from: null, default)).Tickets.Select(Count));
        Assert.Equal([1], (await store.Lists.OwnedByAsync(Agent with { Name = "renamed" }, from: null, default)).Tickets.Select(Count));

        // Whoever changed it crashed before the lists were settled; a sweep knows only the head.
        await ChangeAsync(ticket => ticket with { Queue = "Azure", Owner = joao }, isSettled: false);
        Assert.Empty((await store.Lists.OfQueueAsync(["Printers"], from: null, default)).Tickets);
        Assert.Empty((await store.Lists.OwnedByAsync(Agent, from: null, default)).Tickets);
        await store.Tickets.SettleListsAsync((await store.HeadAsync(number)).Ticket, default);
        Assert.Equal([1], (await store.Lists.OfQueueAsync(["Azure"], from: null, default)).Tickets.Select(Count));
        Assert.Equal([1], (await store.Lists.OwnedByAsync(joao, from: null, default)).Tickets.Select(Count));

        await ChangeAsync(ticket => ticket with { Status = TicketStatus.Resolved }, isSettled: true);
        Assert.Empty((await store.Lists.OfQueueAsync(["Azure"], from: null, default)).Tickets);
        Assert.Equal([1], (await store.Lists.OwnedByAsync(joao, from: null, default)).Tickets.Select(Count));
        await ChangeAsync(ticket => ticket with { Status = TicketStatus.Closed }, isSettled: false);
        Assert.Empty((await store.Lists.OwnedByAsync(joao, from: null, default)).Tickets);

        async Task ChangeAsync(Func<Ticket, Ticket> change, bool isSettled)
        {
            var head = await store.HeadAsync(number);
            var noted = Next(head.Ticket, TicketAction.Note, Clock.Now(), "moved");
            var moved = noted with { After = change(noted.After) with { Version = head.Ticket.Version + 1 } };
            Assert.Equal(CommitEnd.Stored, await store.CommitAsync(moved, head.Stamp));
            if (isSettled) await store.Tickets.SettleListsAsync(moved.After, default, before: moved.Before);
        }
    }

    [SkippableFact]
    public async Task Many_rows_that_lie_are_passed_over_within_bounds_and_lead_on_to_those_that_do_not()
    {
        var store = await InstanceAsync();
        for (var count = 1; count <= 50; count++)
        {
            await FileAndSettleAsync(store, count, Ana, "Azure");
            if (count > 12) await CloseAsync(store, await store.HeadAsync(TicketNumber.Of("A", count)));
        }

        var seen = new List<int>();
        var pages = 0;
        string? next = null;
        do
        {
            var page = await store.Lists.OfQueueAsync(["Azure"], next, default);
            seen.AddRange(page.Tickets.Select(Count));
            next = page.Next;
            pages++;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(1, 12).Reverse(), seen);
        Assert.Equal(3, pages);
        // Whoever reads a list mends it.
        Assert.Equal(10, (await store.Lists.OfQueueAsync(["Azure"], from: null, default)).Tickets.Count);
    }

    /// <summary>Text of the length, with an emoji wherever a text might be cut.</summary>
    protected static string LongText(int length, char filling)
    {
        var text = new char[length];
        Array.Fill(text, filling);
        // Odd and even places: one of them lies across each boundary.
        for (var i = 0; i + 4 < length; i += 2047)
        {
            text[i] = '\uD83D';
            text[i + 1] = '\uDE00';
        }

        return new string(text);
    }

    private static int Count(Ticket ticket) => int.Parse(ticket.Number.Text[2..], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<StoredTicket> FileAndSettleAsync(StoreInstance store, long count, Person by, string? queue = null)
    {
        var begun = Begin(TicketNumber.Of("A", count), Clock.Now(), by);
        var stored = await store.FileAsync(begun with { After = begun.After with { Queue = queue } });
        await store.Tickets.SettleListsAsync(stored.Ticket, default);
        return stored;
    }

    private async Task CloseAndSettleAsync(StoreInstance store, TicketNumber number) =>
        await store.Tickets.SettleListsAsync(await CloseAsync(store, await store.HeadAsync(number)), default);

    private async Task<Ticket> CloseAsync(StoreInstance store, StoredTicket open)
    {
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(Next(open.Ticket, TicketAction.Resolve, Clock.Now(), "Done."), open.Stamp));
        var resolved = await store.HeadAsync(open.Ticket.Number);
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(Next(resolved.Ticket, TicketAction.ConfirmSettled, Clock.Now(), by: Ana), resolved.Stamp));
        return (await store.HeadAsync(open.Ticket.Number)).Ticket;
    }
}
