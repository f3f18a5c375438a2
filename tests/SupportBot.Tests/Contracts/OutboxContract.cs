using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SupportBot.Customers;
using SupportBot.Notifications;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever its notices are kept.</summary>
public abstract class OutboxContract
{
    private static readonly Duration Lease = Duration.FromSeconds(60);
    private static readonly TicketNumber Number = TicketNumber.Of("A", 1);

    protected StillClock Clock { get; } = new();

    /// <summary>An instance over the store of this test, which is empty at first; each call gives another one.</summary>
    protected abstract Task<StoreInstance> InstanceAsync();

    [SkippableFact]
    public async Task The_notices_of_a_change_are_outstanding_in_order()
    {
        var store = await InstanceAsync();
        Assert.Empty(await store.Outbox.OutstandingAsync(Number, default));
        await FileAndReplyAsync(store);

        var notices = await store.Outbox.OutstandingAsync(Number, default);

        Assert.Equal(
            [
                (NoticeKind.RootCard, 1), (NoticeKind.CustomerCardEdit, 1),
                (NoticeKind.CustomerWord, 2), (NoticeKind.ThreadPost, 2), (NoticeKind.RootCardEdit, 2), (NoticeKind.CustomerCardEdit, 2),
            ],
            notices.Select(notice => (notice.Kind, notice.Event)));
        Assert.All(notices, notice => Assert.Equal((NoticeState.Pending, 0, Number), (notice.State, notice.Attempts, notice.Number)));
        Assert.Equal(notices.Select(notice => notice.Id).Order(StringComparer.Ordinal), notices.Select(notice => notice.Id));
    }

    [SkippableFact]
    public async Task Words_that_are_kept_back_wait_with_an_alarm_until_they_are_released_or_taken_back()
    {
        var store = await InstanceAsync();
        var head = await store.FileAsync(Begin(Number, Clock.Now()));
        var plan = new NoticePlan(Duration.FromSeconds(15));
        foreach (var words in new[] { "First.", "Second." })
        {
            var reply = Next(head.Ticket, TicketAction.Reply, Clock.Now(), words);
            Assert.Equal(CommitEnd.Stored, await store.Tickets.CommitAsync(reply, head.Stamp, plan.For(reply), default));
            head = await store.HeadAsync(Number);
        }

        var sender = new Taker();
        var courier = await CourierAsync(store, sender, head.Ticket.Requester);
        Assert.True(await courier.DeliverAsync(Number, default));
        Assert.DoesNotContain(sender.Sent, notice => notice.Kind is NoticeKind.CustomerWord or NoticeKind.ThreadPostEdit);
        Assert.Equal([2, 3], sender.Sent.Where(notice => notice.Kind is NoticeKind.ThreadPost).Select(notice => notice.Event));
        Assert.True((await store.Outbox.WordsAsync(Number, 2, default)).AreHeldAt(Clock.Now()));

        Assert.True(await store.Outbox.ReleaseAsync(Number, 2, default));
        Assert.False(await store.Outbox.ReleaseAsync(Number, 2, default));
        Assert.True(await courier.DeliverAsync(Number, default));
        Assert.Equal(2, Assert.Single(sender.Sent, notice => notice.Kind is NoticeKind.CustomerWord).Event);
        Assert.Equal(NoticeState.Sent, (await store.Outbox.WordsAsync(Number, 2, default)).State);

        var undo = TicketDecision.Of(head.Ticket, new TicketCommand(TicketAction.UndoReply, Agent, Key("undo")) { Withdraws = 3 }, Clock.Now()).Change!;
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(undo, head.Stamp));
        Assert.Equal(CommitEnd.Repeated, await store.CommitAsync(undo, head.Stamp));
        Assert.True((await store.Outbox.WordsAsync(Number, 3, default)).AreWithdrawn);
        Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(Alarm.OfTicket(Number, Clock.Now()), Assert.Single(await store.Alarms.DueAsync(default)).Alarm);
        Assert.True(await courier.DeliverAsync(Number, default));
        Assert.Single(sender.Sent, notice => notice.Kind is NoticeKind.CustomerWord);
        Assert.Empty(await store.Outbox.OutstandingAsync(Number, default));
    }

    [SkippableFact]
    public async Task One_instance_at_a_time_holds_a_notice()
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());
        var notice = await FirstAsync(one);

        var takings = await Task.WhenAll(one.Outbox.TakeAsync(notice, Lease, default), two.Outbox.TakeAsync(notice, Lease, default));

        var taken = Assert.Single(takings, taking => taking is not null)!;
        Assert.Equal((NoticeState.Sending, 1), (taken.State, taken.Attempts));
        var seen = (await two.Outbox.OutstandingAsync(Number, default)).First(each => each.Id == notice.Id);
        Assert.Equal(NoticeState.Sending, seen.State);
        Assert.Null(await two.Outbox.TakeAsync(seen, Lease, default));
        Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await two.Outbox.TakeAsync(seen, Lease, default));
    }

    [SkippableFact]
    public async Task Nobody_knows_what_became_of_a_notice_whose_lease_ended()
    {
        var (crashed, other) = (await InstanceAsync(), await InstanceAsync());
        var taken = Assert.IsType<Notice>(await crashed.Outbox.TakeAsync(await FirstAsync(crashed), Lease, default));
        Clock.Advance(TimeSpan.FromSeconds(60));

        var seen = (await other.Outbox.OutstandingAsync(Number, default)).First(each => each.Id == taken.Id);
        var again = Assert.IsType<Notice>(await other.Outbox.TakeAsync(seen, Lease, default));

        Assert.Equal((NoticeState.Unknown, 2), (again.State, again.Attempts));
        // The slow one has lost its say.
        Assert.False(await crashed.Outbox.MarkAsync(taken, NoticeState.Sent, new TicketPlaces(new Place("c", "late"), null, null), NoticeKind.DeliveryDoubt, default));
        Assert.Equal(new TicketPlaces(null, null, null), await other.Outbox.PlacesAsync(Number, default));
        Assert.DoesNotContain(await other.Outbox.OutstandingAsync(Number, default), each => each.Kind is NoticeKind.DeliveryDoubt);
        Assert.True(await other.Outbox.MarkAsync(again, NoticeState.Sent, places: null, followUp: null, default));
    }

    [SkippableFact]
    public async Task An_end_is_marked_with_its_place_and_what_follows()
    {
        var store = await InstanceAsync();
        await FileAndReplyAsync(store);
        var word = (await store.Outbox.OutstandingAsync(Number, default)).First(notice => notice.Kind is NoticeKind.CustomerWord);
        var taken = Assert.IsType<Notice>(await store.Outbox.TakeAsync(word, Lease, default));
        var places = new TicketPlaces(new Place("19:channel;messageid=1", "1"), new Place("a:chat", "2"), null);

        Assert.True(await store.Outbox.MarkAsync(taken, NoticeState.Unknown, places, NoticeKind.DeliveryDoubt, default));

        var left = await store.Outbox.OutstandingAsync(Number, default);
        Assert.DoesNotContain(left, notice => notice.Id == word.Id);
        var doubt = Assert.Single(left, notice => notice.Kind is NoticeKind.DeliveryDoubt);
        Assert.Equal((word.Event, NoticeState.Pending), (doubt.Event, doubt.State));
        Assert.NotNull(await store.Outbox.TakeAsync(doubt, Lease, default));
        Assert.Equal(places, await store.Outbox.PlacesAsync(Number, default));
        Assert.Null(await store.Outbox.TakeAsync(word, Lease, default));
    }

    [SkippableTheory]
    [InlineData(NoticeState.Sent)]
    [InlineData(NoticeState.Unknown)]
    [InlineData(NoticeState.FailedPerm)]
    [InlineData(NoticeState.Cancelled)]
    public async Task What_has_ended_is_not_outstanding(NoticeState end)
    {
        var store = await InstanceAsync();
        var notice = await FirstAsync(store);

        Assert.True(await store.Outbox.MarkAsync(notice, end, places: null, followUp: null, default));

        Assert.DoesNotContain(await store.Outbox.OutstandingAsync(Number, default), each => each.Id == notice.Id);
        Assert.Null(await store.Outbox.TakeAsync(notice with { Stamp = null }, Lease, default));
    }

    [SkippableFact]
    public async Task What_failed_for_now_can_be_taken_again_at_once()
    {
        var store = await InstanceAsync();
        var taken = Assert.IsType<Notice>(await store.Outbox.TakeAsync(await FirstAsync(store), Lease, default));
        Assert.True(await store.Outbox.MarkAsync(taken, NoticeState.FailedTemp, places: null, followUp: null, default));

        var seen = (await store.Outbox.OutstandingAsync(Number, default)).First(each => each.Id == taken.Id);
        var again = Assert.IsType<Notice>(await store.Outbox.TakeAsync(seen, Lease, default));

        Assert.Equal((NoticeState.FailedTemp, NoticeState.Sending, 2), (seen.State, again.State, again.Attempts));
    }

    [SkippableFact]
    public async Task The_two_sides_keep_their_places_without_losing_the_others()
    {
        var (desk, customer) = (await InstanceAsync(), await InstanceAsync());
        var root = new Place("19:channel", "1");
        var card = new Place("a:chat", "2");
        var first = await FirstAsync(desk);
        var last = (await customer.Outbox.OutstandingAsync(Number, default))[^1];
        Assert.NotEqual(first.Id, last.Id);

        Assert.True(await desk.Outbox.MarkAsync(first, NoticeState.Sent, new TicketPlaces(root, null, null), followUp: null, default));
        Assert.True(await customer.Outbox.MarkAsync(last, NoticeState.Sent, new TicketPlaces(null, card, null), followUp: null, default));

        Assert.Equal(new TicketPlaces(root, card, null), await desk.Outbox.PlacesAsync(Number, default));
    }

    [SkippableFact]
    public async Task What_goes_to_an_approver_says_to_whom_and_has_a_place_of_its_own()
    {
        var store = await InstanceAsync();
        var head = await store.FileAsync(Begin(Number, Clock.Now()));
        var asked = Ask(head.Ticket, Clock.Now(), Clock.Now() + Duration.FromHours(1));
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(asked, head.Stamp));
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(AskRui(asked.After, Clock.Now()), (await store.HeadAsync(Number)).Stamp));
        var toRui = Assert.Single(await store.Outbox.OutstandingAsync(Number, default), notice => notice.To is not null);
        Assert.Equal((NoticeKind.ApproverQuestion, Rui, 2), (toRui.Kind, toRui.To, toRui.Question));
        var place = new Place("a:rui", "1") { Question = 2 };

        var taken = Assert.IsType<Notice>(await store.Outbox.TakeAsync(toRui, Lease, default));
        Assert.True(await store.Outbox.MarkAsync(taken, NoticeState.Sent, new TicketPlaces(null, null, null) { ApproverQuestion = place }, NoticeKind.ConsentDoubt, default));

        Assert.Equal(place, (await store.Outbox.PlacesAsync(Number, default, Rui)).ApproverQuestion);
        Assert.Null((await store.Outbox.PlacesAsync(Number, default, Ana)).ApproverQuestion);
        Assert.Null((await store.Outbox.PlacesAsync(Number, default)).ApproverQuestion);
        Assert.Equal(Rui, Assert.Single(await store.Outbox.OutstandingAsync(Number, default), notice => notice.Kind is NoticeKind.ConsentDoubt).To);
    }

    [SkippableFact]
    public async Task What_edits_an_earlier_question_is_sent_although_a_newer_one_has_ended_too()
    {
        var store = await InstanceAsync();
        var head = await store.FileAsync(Begin(Number, Clock.Now()));
        var until = Clock.Now() + Duration.FromHours(1);
        foreach (var action in new[] { TicketAction.AskConsent, TicketAction.WithdrawConsent, TicketAction.AskConsent, TicketAction.Decline })
        {
            var change = action is TicketAction.AskConsent ? Ask(head.Ticket, Clock.Now(), until) : Next(head.Ticket, action, Clock.Now());
            Assert.Equal(CommitEnd.Stored, await store.CommitAsync(change, head.Stamp));
            head = await store.HeadAsync(Number);
        }

        var sender = new Taker();
        var courier = await CourierAsync(store, sender, head.Ticket.Requester, Rui);
        Assert.True(await courier.DeliverAsync(Number, default));

        Assert.Equal(
            [(NoticeKind.ConsentQuestion, 2), (NoticeKind.ConsentQuestionEdit, 2), (NoticeKind.ConsentQuestion, 4), (NoticeKind.ConsentQuestionEdit, 4)],
            sender.Sent.Where(notice => notice.Question is not null).Select(notice => (notice.Kind, notice.Question!.Value)));
        Assert.Single(sender.Sent, notice => notice.Kind is NoticeKind.RootCardEdit);
    }

    private async Task<Courier> CourierAsync(StoreInstance store, INoticeSender sender, params Person[] reached)
    {
        foreach (var person in reached)
            await store.Addresses.KeepAsync(new Address(person.TenantId, person.ObjectId, "29:1", person.Name, "a:1", "https://smba.example/", "en", null), default);
        var published = new PublishedOffer(offer: null, new Dictionary<string, OfferTerms>(), NullLogger<PublishedOffer>.Instance);
        return new Courier(
            store.Outbox, store.Tickets, store.Addresses, store.Held, store.Alarms, sender, new Pacing(Clock), new PartnerOptions(), published, Clock, NullLogger<Courier>.Instance);
    }

    // Teams takes everything.
    private sealed class Taker : INoticeSender
    {
        public ConcurrentQueue<Notice> Sent { get; } = [];

        public Task<SendResult> SendAsync(Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, Address? to, CancellationToken cancellationToken)
        {
            Sent.Enqueue(notice);
            return Task.FromResult(new SendResult(NoticeState.Sent));
        }

        public Task RedrawAsync(Ticket ticket, Place root, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SupersedeAsync(Ticket ticket, Place extra, Place root, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private async Task<Notice> FirstAsync(StoreInstance store)
    {
        await store.FileAsync(Begin(Number, Clock.Now()));
        return (await store.Outbox.OutstandingAsync(Number, default))[0];
    }

    private async Task FileAndReplyAsync(StoreInstance store)
    {
        var head = await store.FileAsync(Begin(Number, Clock.Now()));
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(Next(head.Ticket, TicketAction.Reply, Clock.Now(), "Please sign in again."), head.Stamp));
    }
}
