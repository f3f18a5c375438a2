using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using NodaTime;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;
using Request = Azure.Core.Request;

namespace SupportBot.Tests.Storage;

public sealed class TicketTableTests
{
    private static readonly TicketNumber Number = TicketNumber.Of("A", 1042);

    private readonly StillClock _clock = new();

    [SkippableFact]
    public async Task Each_deed_takes_no_more_requests_than_it_must()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var log = new RequestLog();
        var store = tables.Instance(log);
        await store.Tickets.NextNumberAsync(default);
        Assert.Equal(2, log.Take().Count);
        for (var i = 1; i < 20; i++) await store.Tickets.NextNumberAsync(default);
        Assert.Empty(log.Take());

        var begun = Begin(Number, _clock.Now());
        await store.Tickets.AnnounceAsync(Number, begun.Key, default);
        Assert.StartsWith("PUT ", Assert.Single(log.Take()), StringComparison.Ordinal);
        await store.CommitAsync(begun, stamp: null);
        Assert.Equal(["POST /$batch"], log.Take());
        await store.Tickets.SettleListsAsync(begun.After, default);
        Assert.Equal(4, log.Take().Count);
        await store.Tickets.ForgetAnnouncementAsync(Number, begun.Key, default);
        Assert.Single(log.Take());

        var head = await store.HeadAsync(Number);
        Assert.Single(log.Take());
        await store.CommitAsync(Next(head.Ticket, TicketAction.Claim, _clock.Now()), head.Stamp);
        Assert.Single(log.Take());

        var notice = (await store.Outbox.OutstandingAsync(Number, default))[0];
        Assert.Single(log.Take());
        notice = (await store.Outbox.TakeAsync(notice, Duration.FromSeconds(60), default))!;
        Assert.Single(log.Take());
        await store.Outbox.MarkAsync(notice, NoticeState.Sent, new TicketPlaces(new Place("c", "a"), null, null), followUp: null, default);
        Assert.Single(log.Take());

        for (var count = 1; count <= 3; count++) await FileAndSettleAsync(store, count);
        log.Take();
        Assert.Equal(4, (await store.Lists.OngoingOfAsync(Ana, default)).Count);
        Assert.Equal(5, log.Take().Count);
        Assert.Equal(4, (await store.Lists.AllOfAsync(Ana, from: null, default)).Tickets.Count);
        Assert.Equal(5, log.Take().Count);
        await store.Tickets.UnsettledAsync(Duration.Zero, default).ListAsync();
        Assert.Equal(TableKeys.Shards, log.Take().Count);
    }

    [SkippableFact]
    public async Task Every_query_names_its_partition()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var log = new RequestLog();
        var store = tables.Instance(log);
        var ticket = await FileAndSettleAsync(store, 1);
        await store.Tickets.EventsAsync(ticket.Number, default);
        await store.Tickets.FindEventAsync(ticket.Number, 1, default);
        await store.Outbox.OutstandingAsync(ticket.Number, default);
        await store.Lists.OngoingOfAsync(Ana, default);
        await store.Lists.AllOfAsync(Ana, from: "0", default);
        await store.Lists.OfQueueAsync(["Azure"], from: null, default);
        await store.Lists.QueueNamesAsync(default);
        await store.Lists.OwnedByAsync(Ana, from: null, default);
        await store.Tickets.UnsettledAsync(Duration.Zero, default).ListAsync();
        Assert.True(await tables.SetupOf(tables.Open(log)).IsHealthyAsync(default));

        var queries = log.Requests.Where(request => request.Contains("()", StringComparison.Ordinal)).ToList();

        Assert.Equal(9 + TableKeys.Shards, queries.Count);
        Assert.All(queries, query => Assert.Contains("$filter=PartitionKey eq '", query, StringComparison.Ordinal));
        Assert.DoesNotContain(queries, query => query.Contains(" or ", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_commit_whose_answer_is_lost_is_stored_once_and_known_to_be_its_own()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var line = new LossyLine();
        var store = tables.Instance(line);
        line.LoseAnswers(1, IsTransaction);
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(Begin(Number, _clock.Now()), stamp: null));

        var head = await store.HeadAsync(Number);
        line.LoseAnswers(3, IsTransaction);
        var claim = Next(head.Ticket, TicketAction.Claim, _clock.Now());
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(claim, head.Stamp));

        line.LoseRequests(2, IsTransaction);
        head = await store.HeadAsync(Number);
        Assert.Equal(CommitEnd.Stored, await store.CommitAsync(Next(head.Ticket, TicketAction.Note, _clock.Now(), "n"), head.Stamp));
        Assert.Equal(3, (await store.Tickets.EventsAsync(Number, default)).Count);

        // Lost, and meanwhile swept: the repetition meets the void and must not be taken for a success.
        var late = Next((await store.HeadAsync(Number)).Ticket, TicketAction.Note, _clock.Now(), "late");
        Assert.True(await tables.Instance().Tickets.VoidAsync(Number, late.Key, default));
        line.LoseRequests(1, IsTransaction);
        Assert.Equal(CommitEnd.Repeated, await store.CommitAsync(late, (await store.HeadAsync(Number)).Stamp));
    }

    [SkippableFact]
    public async Task A_commit_that_never_arrives_fails_and_leaves_nothing()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var line = new LossyLine();
        var store = tables.Instance(line);
        line.LoseRequests(int.MaxValue, IsTransaction);

        await Assert.ThrowsAsync<IOException>(() => store.CommitAsync(Begin(Number, _clock.Now()), stamp: null));

        Assert.Null(await store.Tickets.FindAsync(Number, default));
    }

    [SkippableFact]
    public async Task A_taking_or_a_mark_whose_answer_is_lost_is_known_to_be_its_own()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var line = new LossyLine();
        var store = tables.Instance(line);
        await store.FileAsync(Begin(Number, _clock.Now()));
        var notice = (await store.Outbox.OutstandingAsync(Number, default))[0];

        line.LoseAnswers(1, request => request.Method == RequestMethod.Patch);
        var taken = Assert.IsType<Notice>(await store.Outbox.TakeAsync(notice, Duration.FromSeconds(60), default));
        line.LoseAnswers(1, IsTransaction);
        Assert.True(await store.Outbox.MarkAsync(taken, NoticeState.Sent, places: null, NoticeKind.DeliveryDoubt, default));

        Assert.Single(await store.Outbox.OutstandingAsync(Number, default), each => each.Kind is NoticeKind.DeliveryDoubt);
    }

    [SkippableFact]
    public async Task Words_that_somebody_begins_to_send_while_they_are_taken_back_are_not_taken_back()
    {
        var tables = await MemoryTables.CreateAsync(_clock);
        var sender = tables.Instance();
        var head = await sender.FileAsync(Begin(Number, _clock.Now()));
        var reply = Next(head.Ticket, TicketAction.Reply, _clock.Now(), "Please sign in again.");
        Assert.Equal(CommitEnd.Stored, await sender.Tickets.CommitAsync(reply, head.Stamp, new NoticePlan(Duration.FromSeconds(15)).For(reply), default));
        var word = (await sender.Outbox.OutstandingAsync(Number, default)).Single(notice => notice.Kind is NoticeKind.CustomerWord);
        Notice? taken = null;
        var undoing = tables.Instance(new Meanwhile(IsTransaction, async () => taken ??= await sender.Outbox.TakeAsync(word, Duration.FromSeconds(60), default)));
        head = await undoing.HeadAsync(Number);
        var undo = TicketDecision.Of(head.Ticket, new TicketCommand(TicketAction.UndoReply, Agent, Key("undo")) { Withdraws = 2 }, _clock.Now()).Change!;

        Assert.Equal(CommitEnd.Overtaken, await undoing.CommitAsync(undo, head.Stamp));
        Assert.Equal(CommitEnd.NothingHeld, await undoing.CommitAsync(undo, head.Stamp));

        Assert.NotNull(taken);
        Assert.True(await sender.Outbox.MarkAsync(taken, NoticeState.Sent, places: null, followUp: null, default));
        Assert.Equal(2, (await sender.HeadAsync(Number)).Ticket.LastEvent);
    }

    [SkippableFact]
    public async Task The_timers_and_the_prompt_of_a_ticket_are_kept_in_its_head()
    {
        var store = (await MemoryTables.CreateAsync(_clock)).Instance();
        var begun = Begin(Number, _clock.Now());
        var timers = TicketTimers.None
            .With(new TicketTimer(TicketTimerKind.Unread, 7, _clock.Now() + Duration.FromTicks(1), HasGoneOff: true))
            .With(new TicketTimer(TicketTimerKind.Unclaimed, 1, _clock.Now() + Duration.FromDays(400)));

        var head = await store.FileAsync(begun with { After = begun.After with { Timers = timers, Prompt = 8 } });

        Assert.Equal((timers, 8), (head.Ticket.Timers, head.Ticket.Prompt!.Value));
    }

    private sealed class Meanwhile(Func<Request, bool> before, Func<Task> what) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (before(message.Request)) await what();
            await ProcessNextAsync(message, pipeline);
        }
    }

    [SkippableFact]
    public async Task A_list_row_never_goes_back_to_an_older_version()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var (one, two) = (tables.Instance(), tables.Instance());
        var old = await FileAndSettleAsync(one, 1);
        var head = await one.HeadAsync(old.Number);
        await one.CommitAsync(Next(head.Ticket, TicketAction.Claim, _clock.Now()), head.Stamp);
        var claimed = (await one.HeadAsync(old.Number)).Ticket;
        Assert.Equal((1, 2), (old.Version, claimed.Version));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? one : two).Tickets.SettleListsAsync(i == 3 ? claimed : old, default)));
        await two.Tickets.SettleListsAsync(old, default);

        foreach (var partition in new[] { TableKeys.OngoingOf(Ana), TableKeys.AllOf(Ana) })
        {
            var row = await tables.Tables.Lists.FindAsync(partition, TableKeys.Listed(old.Number), default);
            Assert.Equal(2, row!.Number("Version"));
        }
    }

    [SkippableFact]
    public async Task A_row_that_its_head_contradicts_is_repaired_by_whoever_reads_it()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var store = tables.Instance();
        var ticket = await FileAndSettleAsync(store, 1);
        var lists = tables.Tables.Lists;
        var rui = new TableEntity(TableKeys.OngoingOf(Rui), TableKeys.Listed(ticket.Number)) { ["Number"] = ticket.Number.Text, ["Version"] = 9 };
        var ghost = new TableEntity(TableKeys.OngoingOf(Ana), TableKeys.Listed(Number)) { ["Number"] = Number.Text, ["Version"] = 1 };
        await lists.AddEntityAsync(rui);
        await lists.AddEntityAsync(ghost);

        Assert.Empty(await store.Lists.OngoingOfAsync(Rui, default));
        Assert.Equal(ticket, Assert.Single(await store.Lists.OngoingOfAsync(Ana, default)));

        Assert.Null(await lists.FindAsync(rui.PartitionKey, rui.RowKey, default));
        Assert.Null(await lists.FindAsync(ghost.PartitionKey, ghost.RowKey, default));
        Assert.NotNull(await lists.FindAsync(ghost.PartitionKey, TableKeys.Listed(ticket.Number), default));
    }

    [SkippableFact]
    public async Task What_is_too_large_is_refused_before_anything_is_sent()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var log = new RequestLog();
        var store = tables.Instance(log);
        var begun = Begin(Number, _clock.Now());
        var hugeName = begun with { After = begun.After with { CustomerName = new string('n', LongText.LongestProperty + 1) } };
        var hugeText = begun with { Event = begun.Event with { Text = new string('漢', 2 * TicketDecision.LongestText) } };
        var manyNotices = Enumerable.Range(0, 98).Select(order => new PendingNotice(1, order, nameof(NoticeKind.ThreadPost))).ToList();

        var name = await Assert.ThrowsAsync<TooLargeToStoreException>(() => store.CommitAsync(hugeName, stamp: null));
        Assert.Contains("CustomerName", name.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TooLargeToStoreException>(() => store.CommitAsync(hugeText, stamp: null));
        await Assert.ThrowsAsync<TooLargeToStoreException>(() => store.Tickets.CommitAsync(begun, stamp: null, manyNotices, default));
        Assert.Empty(log.Requests);

        Assert.Equal(CommitEnd.Stored, await store.Tickets.CommitAsync(begun, stamp: null, manyNotices.Take(97).ToList(), default));
    }

    [SkippableFact]
    public async Task A_row_that_cannot_be_understood_is_named()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var store = tables.Instance();
        await store.FileAsync(Begin(Number, _clock.Now()));
        foreach (var status in new[] { "Frozen", "1", "open" })
        {
            await tables.Tables.Tickets.UpsertEntityAsync(new TableEntity("A-1042", "head") { ["Status"] = status });
            var damaged = await Assert.ThrowsAsync<DamagedRowException>(() => store.Tickets.FindAsync(Number, default));
            Assert.All(["'head'", "'A-1042'", "Status", status], part => Assert.Contains(part, damaged.Message, StringComparison.Ordinal));
        }

        await tables.Tables.Counters.UpsertEntityAsync(new TableEntity("numbers", "A") { ["Next"] = 0L });
        await Assert.ThrowsAsync<DamagedRowException>(() => store.Tickets.NextNumberAsync(default));
    }

    [Fact]
    public void What_is_stored_under_a_name_keeps_that_name()
    {
        // A member that is renamed makes stored rows unreadable. Add names here; change none.
        Assert.Equal("New Open WaitingOnCustomer WaitingOnThirdParty Scheduled Resolved Closed Cancelled Merged", Names<TicketStatus>());
        Assert.Equal(
            "File Claim CustomerMessage AskForPerson Reply UndoReply Note Resolve ConfirmSettled Reopen StopsBusiness AskConsent Agree Decline ConsentExpired WithdrawConsent AskApprovers ApproverOutOfReach "
            + "Assign Transfer ChangePriority AskCustomer WaitOnThirdParty Escalate Schedule Wake Resume Close Cancel PromptUnclaimed PromptUnread Attach Merge Unmerge Link PrepareEscalation HandOver PassBeyond TellProgress AnswerFromBeyond",
            Names<TicketAction>());
        Assert.Equal("Technical Billing Subscription", Names<Category>());
        Assert.Equal("Microsoft365 Azure Dynamics365 Other", Names<Service>());
        Assert.Equal("OnlyMe Several Everyone", Names<Affected>());
        Assert.Equal("No Partly Yes", Names<WorkBlocked>());
        Assert.Equal("Pending Sending Sent Unknown FailedTemp FailedPerm Cancelled", Names<NoticeState>());
        Assert.Equal(
            "RootCard RootCardEdit ThreadPost ThreadPostEdit CustomerCardEdit CustomerWord TakenNotice SettledQuestion SettledQuestionEdit ConsentQuestion ConsentQuestionEdit "
            + "ApproverQuestion ApproverQuestionEdit ConsentOutcome ConsentDoubt RootMove OldRootEdit OwnerNotice MovedNotice CancelledNotice DeliveryDoubt DeliveryFailed OutOfReach ReachedAgain",
            Names<NoticeKind>());
        Assert.Equal("Asked Given Declined Expired Withdrawn", Names<ConsentState>());
        Assert.Equal("Unclaimed Unread Wake", Names<TicketTimerKind>());
        Assert.Equal("Ticket Chat Person", Names<AlarmKind>());

        static string Names<T>()
            where T : struct, Enum => string.Join(' ', Enum.GetNames<T>());
    }

    [SkippableFact]
    public async Task A_number_block_whose_answer_is_lost_is_left_alone()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var line = new LossyLine();
        line.LoseAnswers(1, request => request.Method == RequestMethod.Post);
        var store = tables.Instance(line);

        Assert.Equal(TicketNumber.Of("A", 1021), await store.Tickets.NextNumberAsync(default));
    }

    [SkippableFact]
    public async Task Addresses_are_kept_by_tenant_and_person()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var book = new AddressTable(tables.Tables, tables.Retries);
        var address = new Address("Tenant-A", "ana", "29:1x/y", "Ana", "a:1#2", "https://smba.trafficmanager.net/emea/", "pt-PT", "Europe/Lisbon");
        await book.KeepAsync(address, default);
        await book.KeepAsync(address with { TenantId = "tenant-b", TimeZone = null }, default);

        Assert.Equal(address, await book.FindAsync("tenant-A", "ANA", default));
        Assert.Null((await book.FindAsync("tenant-b", "ana", default))!.TimeZone);
        Assert.Null(await book.FindAsync("tenant-c", "ana", default));

        await book.KeepAsync(address with { TimeZone = null }, default);
        Assert.Null((await book.FindAsync("tenant-a", "ana", default))!.TimeZone);
    }

    [SkippableFact]
    public async Task What_is_known_of_a_person_stays_when_their_address_changes()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var book = new AddressTable(tables.Tables, tables.Retries);
        var ana = new Person("tenant-a", "ana", "Ana");
        var address = new Address("tenant-a", "ana", "29:1", "Ana", "a:1", "https://smba.trafficmanager.net/emea/", "pt-PT", "Europe/Lisbon");
        var chosen = new NoticePreferences(StatusNotices: false, new QuietHours(new LocalTime(20, 0), new LocalTime(8, 30)));
        await book.KeepAsync(address, default);
        Assert.Equal((NoticePreferences.Default, null), ((await book.RecipientAsync(ana, default))!.Preferences, (await book.RecipientAsync(ana, default))!.UnreachableSince));
        await book.KeepPreferencesAsync(ana, chosen, default);
        Assert.True(await book.LostAsync((await book.RecipientAsync(ana, default))!, _clock.Now(), default));

        await book.KeepAsync(address with { ConversationId = "a:2" }, default);

        var known = (await book.RecipientAsync(ana, default))!;
        Assert.Equal(("a:2", chosen, _clock.Now()), (known.Address.ConversationId, known.Preferences, known.UnreachableSince));
        await book.BackAsync(ana, default);
        Assert.Null((await book.RecipientAsync(ana, default))!.UnreachableSince);
        await book.KeepPreferencesAsync(ana, NoticePreferences.Default, default);
        Assert.Equal(NoticePreferences.Default, (await book.RecipientAsync(ana, default))!.Preferences);
    }

    [SkippableFact]
    public async Task Whoever_was_heard_of_since_is_not_taken_for_lost()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var book = new AddressTable(tables.Tables, tables.Retries);
        var ana = new Person("tenant-a", "ana", "Ana");
        await book.KeepAsync(new Address("tenant-a", "ana", "29:1", "Ana", "a:1", "https://smba.trafficmanager.net/emea/", "pt-PT", null), default);
        var before = (await book.RecipientAsync(ana, default))!;

        await book.BackAsync(ana, default);

        Assert.False(await book.LostAsync(before, _clock.Now(), default));
        Assert.Null((await book.RecipientAsync(ana, default))!.UnreachableSince);
        await book.RemovedAsync(new Person("tenant-a", "nobody", ""), _clock.Now(), default);
        Assert.Null(await book.RecipientAsync(new Person("tenant-a", "nobody", ""), default));
    }

    [SkippableFact]
    public async Task Setting_up_twice_does_no_harm_and_missing_tables_are_unhealthy()
    {
        var tables = await AzuriteTables.CreateAsync(_clock);
        var setup = tables.SetupOf(tables.Tables);
        await setup.CreateAsync(default);
        Assert.True(await setup.IsHealthyAsync(default));

        var elsewhere = tables.SetupOf(StorageTables.Open(
            new StorageOptions { ConnectionString = tables.Options.ConnectionString, TablePrefix = "nowhere" }, new TableClientOptions()));
        Assert.False(await elsewhere.IsHealthyAsync(default));
    }

    private static bool IsTransaction(Request request) => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);

    private async Task<Ticket> FileAndSettleAsync(StoreInstance store, int count)
    {
        var stored = await store.FileAsync(Begin(TicketNumber.Of("A", count), _clock.Now()));
        await store.Tickets.SettleListsAsync(stored.Ticket, default);
        return stored.Ticket;
    }
}
