using Azure.Core;
using Azure.Core.Pipeline;
using NodaTime;
using SupportBot.Escalation;
using SupportBot.Tests.Storage;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever the ledger of incidents and hours is kept.</summary>
public abstract class IncidentLedgerContract
{
    private static readonly IncidentAccount Signature = new(
        "signature-2026", "signature", "C-1 / A-1", IncidentUnit.Incidents, 10, new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31), Low: 2);

    private static readonly IncidentAccount Hours = new(
        "advisory", "advanced", "C-2", IncidentUnit.Hours, 12.5m, new LocalDate(2026, 7, 1), new LocalDate(2026, 11, 24), Low: 0);

    /// <summary>The clock of all instances.</summary>
    protected StillClock Clock { get; } = new();

    /// <summary>How many reserve at the same time.</summary>
    protected abstract int Many { get; }

    /// <summary>An instance over the ledger of this test, which is empty at first; each call gives another one.</summary>
    protected abstract Task<IIncidentLedger> InstanceAsync(IReadOnlyList<IncidentAccount> accounts, params HttpPipelinePolicy[] policies);

    [SkippableFact]
    public async Task An_account_begins_with_what_the_settings_grant_and_all_balances_cost_one_query()
    {
        var requests = new RequestLog();
        var ledger = await InstanceAsync([Hours, Signature], requests);

        var begun = await ledger.BalancesAsync(default);
        Assert.Equal([new AccountBalance(Hours, 12.5m, 0, 0, IsLow: false), new AccountBalance(Signature, 10, 0, 0, IsLow: false)], begun);
        var grant = Assert.Single((await ledger.MovementsAsync(Signature.Id, from: null, default)).Movements);
        Assert.Equal(new LedgerMovement(Signature.Id, 1, MovementKind.Grant, 10, Clock.Now(), 10), grant);

        requests.Take();
        Assert.Equal(begun, await ledger.BalancesAsync(default));
        Assert.Single(requests.Take());
    }

    [SkippableFact]
    public async Task What_is_reserved_is_used_up_by_a_case_number_and_comes_back_by_a_refund()
    {
        var ledger = await InstanceAsync([Signature]);

        var reserved = await ledger.DoAsync(LedgerCommand.Reserve("Signature-2026", Number(1), Agent, Key("reserve")), default);
        Assert.Null(reserved.Refusal);
        Assert.Equal(new AccountBalance(Signature, 9, 1, 0, IsLow: false), reserved.Balance);
        Clock.Advance(TimeSpan.FromHours(1));
        var consumed = await ledger.DoAsync(LedgerCommand.Consume(Signature.Id, Number(1), Agent, Key("number"), " 2611240040001234 "), default);
        Assert.Equal(new AccountBalance(Signature, 9, 0, 1, IsLow: false), consumed.Balance);
        Clock.Advance(TimeSpan.FromDays(2));
        var refunded = await ledger.DoAsync(LedgerCommand.Refund(Signature.Id, Number(1), Rui, Key("refund"), "A bug of the product"), default);
        Assert.Equal(new AccountBalance(Signature, 10, 0, 0, IsLow: false), refunded.Balance);

        var movements = await ledger.MovementsOfAsync(Number(1), default);
        Assert.Equal([reserved.Movement!, consumed.Movement!, refunded.Movement!], movements);
        Assert.Equal([MovementKind.Reserve, MovementKind.Consume, MovementKind.Refund], movements.Select(each => each.Kind));
        Assert.All(movements, each => Assert.Equal((Number(1), 1m), (each.Ticket, each.Amount)));
        Assert.Equal([Agent, Agent, Rui], movements.Select(each => each.By));
        Assert.Equal((null, "2611240040001234", "A bug of the product"), (movements[0].CaseNumber, movements[1].CaseNumber, movements[2].Reason));
        Assert.Equal([.. movements.Reverse(), Assert.Single(await AllAsync(ledger, Signature.Id), each => each.Kind is MovementKind.Grant)], await AllAsync(ledger, Signature.Id));
    }

    [SkippableFact]
    public async Task What_is_withdrawn_before_it_has_a_number_is_free_again()
    {
        var ledger = await InstanceAsync([Hours]);
        await ledger.DoAsync(LedgerCommand.Reserve(Hours.Id, Number(1), Agent, Key("reserve"), 2.75m), default);

        var released = await ledger.DoAsync(LedgerCommand.Release(Hours.Id, Number(1), Agent, Key("release"), "Solved"), default);
        Assert.Equal(new AccountBalance(Hours, 12.5m, 0, 0, IsLow: false), released.Balance);
        Assert.Equal(2.75m, released.Movement!.Amount);

        var late = await ledger.DoAsync(LedgerCommand.Consume(Hours.Id, Number(1), Agent, Key("number"), "1"), default);
        Assert.Equal((null, LedgerRefusal.NothingReserved), (late.Movement, late.Refusal));
        Assert.Equal(2, (await ledger.MovementsOfAsync(Number(1), default)).Count);
    }

    [SkippableFact]
    public async Task A_command_that_comes_again_moves_nothing_and_is_answered_as_before()
    {
        var (one, two) = (await InstanceAsync([Signature]), await InstanceAsync([Signature]));
        var reserve = LedgerCommand.Reserve(Signature.Id, Number(1), Agent, Key("reserve"), 8);

        var first = await one.DoAsync(reserve, default);
        Assert.True(first.Balance!.FellLow);
        Assert.Equal(first, await two.DoAsync(reserve, default));
        Assert.Equal(first, await one.DoAsync(reserve, default));
        Assert.Equal(8, Assert.Single(await one.BalancesAsync(default)).Reserved);

        // The same press may reserve and consume.
        Assert.Null((await two.DoAsync(LedgerCommand.Consume(Signature.Id, Number(1), Agent, Key("reserve"), "1"), default)).Refusal);
        Assert.Equal(first.Movement, (await one.DoAsync(reserve, default)).Movement);
    }

    [SkippableFact]
    public async Task One_command_that_comes_many_times_at_once_takes_effect_once()
    {
        var instances = await InstancesAsync(4);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(count => instances[count % 4].DoAsync(LedgerCommand.Reserve(Signature.Id, Number(1), Agent, Key("reserve")), default)));

        Assert.Equal(2, Assert.Single(outcomes.Select(outcome => outcome.Movement).Distinct())!.Sequence);
        Assert.Equal(2, (await AllAsync(instances[0], Signature.Id)).Count);
    }

    [SkippableFact]
    public async Task A_lost_answer_is_recognised_by_the_key()
    {
        var line = new LossyLine();
        var ledger = await InstanceAsync([Signature], line);
        line.LoseAnswers(1, IsTransaction);
        Assert.Equal(10, Assert.Single(await ledger.BalancesAsync(default)).Left);

        line.LoseAnswers(1, IsTransaction);
        var reserved = await ledger.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(1), Agent, Key("reserve"), 8), default);
        Assert.Equal((2, 2m, true), (reserved.Movement!.Sequence, reserved.Balance!.Left, reserved.Balance.FellLow));

        line.LoseRequests(3, IsTransaction);
        var consume = LedgerCommand.Consume(Signature.Id, Number(1), Agent, Key("number"), "1");
        await Assert.ThrowsAsync<IOException>(() => ledger.DoAsync(consume, default));
        Assert.Equal(3, (await ledger.DoAsync(consume, default)).Movement!.Sequence);
        Assert.Equal([3, 2, 1], (await AllAsync(ledger, Signature.Id)).Select(each => each.Sequence));
    }

    [SkippableFact]
    public async Task Of_many_who_reserve_at_once_as_many_get_one_as_there_are()
    {
        var instances = await InstancesAsync(5);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, Many).Select(count => Task.Run(() =>
            instances[count % instances.Count].DoAsync(LedgerCommand.Reserve(Signature.Id, Number(count), Agent, Key($"reserve {count}")), default))));

        Assert.Equal(10, outcomes.Count(outcome => outcome is { Movement.Kind: MovementKind.Reserve, Refusal: null }));
        Assert.Equal(Many - 10, outcomes.Count(outcome => outcome is { Movement: null, Refusal: LedgerRefusal.NotEnoughLeft }));
        Assert.Equal(new AccountBalance(Signature, 0, 10, 0, IsLow: true), Assert.Single(await instances[0].BalancesAsync(default)));
        Assert.Single(outcomes, outcome => outcome.Balance!.FellLow);
        var movements = await AllAsync(instances[1], Signature.Id);
        Assert.Equal(Enumerable.Range(1, 11).Reverse(), movements.Select(each => each.Sequence));
        Assert.Equal(Enumerable.Range(0, 11).Select(left => (decimal)left), movements.Select(each => each.Left));
        var granted = outcomes.Select(outcome => outcome.Movement).OfType<LedgerMovement>().ToHashSet();
        Assert.True(granted.SetEquals(movements.SkipLast(1)));
        Assert.Equal(10, movements.SkipLast(1).Select(each => each.Ticket).Distinct().Count());
    }

    [SkippableFact]
    public async Task An_account_ends_with_its_last_day_and_what_is_reserved_then_can_still_be_used_up()
    {
        // 24 November is the last day of these hours.
        var (one, two) = (await InstanceAsync([Hours]), await InstanceAsync([Hours]));
        Clock.Advance(Hours.Ends.ToDateTimeOffset() - Clock.GetUtcNow() - TimeSpan.FromTicks(1));
        Assert.Null((await one.DoAsync(LedgerCommand.Reserve(Hours.Id, Number(1), Agent, Key("reserve 1"), 2), default)).Refusal);
        Assert.Null((await one.DoAsync(LedgerCommand.Reserve(Hours.Id, Number(2), Agent, Key("reserve 2"), 3), default)).Refusal);

        Clock.Advance(TimeSpan.FromTicks(1));
        var ends = await Task.WhenAll(one.DoAsync(LedgerCommand.Reserve(Hours.Id, Number(3), Agent, Key("reserve 3")), default), two.DoAsync(LedgerCommand.Reserve(Hours.Id, Number(4), Agent, Key("reserve 4")), default));
        Assert.All(ends, outcome => Assert.Equal(LedgerRefusal.Expired, outcome.Refusal));
        Assert.Equal(new AccountBalance(Hours, 0, 5, 0, IsLow: true), Assert.Single(await two.BalancesAsync(default)));

        Assert.Null((await two.DoAsync(LedgerCommand.Consume(Hours.Id, Number(1), Agent, Key("number"), "1"), default)).Refusal);
        var released = await one.DoAsync(LedgerCommand.Release(Hours.Id, Number(2), Agent, Key("release")), default);
        Assert.Equal(new AccountBalance(Hours, 0, 0, 2, IsLow: true), released.Balance);
        Assert.Equal(
            [(MovementKind.Expire, 3m), (MovementKind.Release, 3m), (MovementKind.Consume, 2m), (MovementKind.Expire, 7.5m)],
            (await AllAsync(one, Hours.Id)).Take(4).Select(each => (each.Kind, each.Amount)));
    }

    [SkippableFact]
    public async Task A_changed_amount_is_a_correction_and_instances_with_old_settings_do_not_undo_it()
    {
        var old = await InstanceAsync([Signature]);
        await old.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(1), Agent, Key("reserve 1")), default);

        var more = await InstanceAsync([Signature with { Amount = 15, Low = 3 }]);
        Assert.Equal((14m, 3m), (Assert.Single(await more.BalancesAsync(default)).Left, Assert.Single(await more.BalancesAsync(default)).Account.Low));
        Assert.Equal(14, Assert.Single(await old.BalancesAsync(default)).Left);
        await old.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(2), Agent, Key("reserve 2"), 4), default);

        var fewer = await InstanceAsync([Signature with { Amount = 4 }]);
        var balance = Assert.Single(await fewer.BalancesAsync(default));
        Assert.Equal((0m, 5m, true), (balance.Left, balance.Reserved, balance.FellLow));
        Assert.Equal(LedgerRefusal.NotEnoughLeft, (await fewer.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(3), Agent, Key("reserve 3")), default)).Refusal);
        Assert.Equal([-11m, 5m], (await AllAsync(old, Signature.Id)).Where(each => each.Kind is MovementKind.Correct).Select(each => each.Amount));
    }

    [SkippableFact]
    public async Task An_account_is_told_to_be_low_once_until_it_was_above_again()
    {
        var ledger = await InstanceAsync([Signature]);
        Assert.Equal((false, true, false), (await FellAsync(1, 7), await FellAsync(2, 1), await FellAsync(3, 1)));

        await ledger.DoAsync(LedgerCommand.Release(Signature.Id, Number(3), Agent, Key("release 3")), default);
        Assert.False(await FellAsync(4, 1));
        await ledger.DoAsync(LedgerCommand.Release(Signature.Id, Number(1), Agent, Key("release 1")), default);
        Assert.Equal((false, true), (await FellAsync(5, 5), await FellAsync(6, 1)));

        async Task<bool> FellAsync(int number, decimal amount) =>
            (await ledger.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(number), Agent, Key($"reserve {number}"), amount), default)).Balance!.FellLow;
    }

    [SkippableFact]
    public async Task Movements_come_page_by_page_the_newest_first()
    {
        var ledger = await InstanceAsync([Hours with { Id = "adv" }, Hours with { Id = "adv|isory/2" }]);
        for (var number = 1; number <= 25; number++) Assert.Null((await ledger.DoAsync(LedgerCommand.Reserve("adv", Number(number), Agent, Key($"reserve {number}"), 0.25m), default)).Refusal);
        await ledger.DoAsync(LedgerCommand.Reserve("adv|isory/2", Number(1), Agent, Key("reserve"), 1), default);

        var first = await ledger.MovementsAsync("ADV", from: null, default);
        Assert.Equal(Enumerable.Range(7, 20).Reverse(), first.Movements.Select(each => each.Sequence));
        var second = await ledger.MovementsAsync("ADV", first.Next, default);
        Assert.Equal(Enumerable.Range(1, 6).Reverse(), second.Movements.Select(each => each.Sequence));
        Assert.Null(second.Next);
        Assert.Equal(2, (await AllAsync(ledger, "adv|isory/2")).Count);
        Assert.Empty(await AllAsync(ledger, "nothing"));
    }

    [SkippableFact]
    public async Task A_tickets_movements_are_found_on_all_accounts_and_no_other_tickets()
    {
        var requests = new RequestLog();
        var ledger = await InstanceAsync([Signature, Hours], requests);
        foreach (var number in new[] { 1, 10, 11 }) await ledger.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(number), Agent, Key($"reserve {number}")), default);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await ledger.DoAsync(LedgerCommand.Reserve(Hours.Id, Number(1), Agent, Key("hours"), 0.5m), default);
        requests.Take();

        Assert.Equal([(Signature.Id, 1m), (Hours.Id, 0.5m)], (await ledger.MovementsOfAsync(Number(1), default)).Select(each => (each.AccountId, each.Amount)));
        Assert.Single(requests.Take());
        Assert.Single(await ledger.MovementsOfAsync(Number(10), default));
        Assert.Empty(await ledger.MovementsOfAsync(Number(2), default));
    }

    [SkippableFact]
    public async Task An_account_that_the_settings_no_longer_have_gives_nothing_and_still_takes_back()
    {
        var before = await InstanceAsync([Signature]);
        await before.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(1), Agent, Key("reserve 1")), default);
        await before.DoAsync(LedgerCommand.Consume(Signature.Id, Number(1), Agent, Key("number 1"), "1"), default);

        var after = await InstanceAsync([Hours]);
        Assert.Equal(Hours, Assert.Single(await after.BalancesAsync(default)).Account);
        Assert.Equal(LedgerRefusal.NoSuchAccount, (await after.DoAsync(LedgerCommand.Reserve(Signature.Id, Number(2), Agent, Key("reserve 2")), default)).Refusal);
        Assert.Equal(10, (await after.DoAsync(LedgerCommand.Refund(Signature.Id, Number(1), Agent, Key("refund"), "A duplicate"), default)).Balance!.Left);
        var never = await after.DoAsync(LedgerCommand.Reserve("never", Number(2), Agent, Key("reserve 3")), default);
        Assert.Equal((LedgerRefusal.NoSuchAccount, null), (never.Refusal, never.Balance));
    }

    // One after the other: the first one makes the tables of all.
    private async Task<IReadOnlyList<IIncidentLedger>> InstancesAsync(int count)
    {
        var instances = new List<IIncidentLedger>();
        while (instances.Count < count) instances.Add(await InstanceAsync([Signature], new Unsteady()));
        return instances;
    }

    private static TicketNumber Number(int count) => TicketNumber.Of("A", count);

    private static bool IsTransaction(Azure.Core.Request request) => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<LedgerMovement>> AllAsync(IIncidentLedger ledger, string accountId)
    {
        var movements = new List<LedgerMovement>();
        string? from = null;
        do
        {
            var page = await ledger.MovementsAsync(accountId, from, default);
            movements.AddRange(page.Movements);
            from = page.Next;
        }
        while (from is not null);
        return movements;
    }

    /// <summary>Lets others go first, before each request and behind it.</summary>
    private sealed class Unsteady : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await Task.Yield();
            await ProcessNextAsync(message, pipeline);
            await Task.Yield();
        }
    }
}
