using NodaTime;
using SupportBot.Notifications;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever it keeps what waits for people.</summary>
public abstract class HeldNoticeContract
{
    private static readonly Instant Until = Instant.FromUtc(2026, 11, 24, 10, 0);

    /// <summary>An instance over the store of this test, which is empty at first; each call gives another one.</summary>
    protected abstract Task<StoreInstance> InstanceAsync();

    [SkippableFact]
    public async Task What_waits_for_a_person_is_found_by_person_and_reason_and_kept_once()
    {
        var held = (await InstanceAsync()).Held;
        var (first, second) = (Word(1), new HeldNotice(Ana, TicketNumber.Of("A", 2), "n|00000004|00", NoticeKind.ConsentQuestion, 4, Question: 4));
        await held.HoldAsync(second, HeldFor.Return, default);
        await held.HoldAsync(first, HeldFor.Return, default);
        await held.HoldAsync(first, HeldFor.Return, default);
        await held.HoldAsync(Word(3), HeldFor.Digest, default);
        await held.HoldAsync(Word(4) with { To = Rui }, HeldFor.Return, default);

        Assert.Equal([first, second], (await held.OfAsync(Ana with { Name = "" }, HeldFor.Return, default)).Select(each => each with { Stamp = null }));
        Assert.Single(await held.OfAsync(Ana, HeldFor.Digest, default));
        Assert.Empty(await held.OfAsync(Agent, HeldFor.Return, default));

        await held.ForgetAsync([first], HeldFor.Return, default);
        await held.ForgetAsync([first], HeldFor.Return, default);
        Assert.Equal(second.Number, Assert.Single(await held.OfAsync(Ana, HeldFor.Return, default)).Number);
    }

    [SkippableFact]
    public async Task All_are_taken_by_one_instance_or_none()
    {
        var (one, two) = ((await InstanceAsync()).Held, (await InstanceAsync()).Held);
        await one.HoldAsync(Word(1), HeldFor.Return, default);
        await one.HoldAsync(Word(2), HeldFor.Return, default);
        var seen = await two.OfAsync(Ana, HeldFor.Return, default);

        var taken = await one.TakeAsync([.. (await one.OfAsync(Ana, HeldFor.Return, default)).Take(1)], HeldFor.Return, Until, default);

        Assert.Equal(Until, Assert.Single(taken!).LeaseUntil);
        Assert.Null(await two.TakeAsync(seen, HeldFor.Return, Until, default));
        Assert.Equal([Until, null], (await two.OfAsync(Ana, HeldFor.Return, default)).Select(each => each.LeaseUntil));
    }

    [SkippableFact]
    public async Task What_was_given_back_can_be_taken_again()
    {
        var held = (await InstanceAsync()).Held;
        await held.HoldAsync(Word(1), HeldFor.Return, default);
        var taken = await held.TakeAsync(await held.OfAsync(Ana, HeldFor.Return, default), HeldFor.Return, Until, default);

        await held.ReleaseAsync(taken!, HeldFor.Return, default);

        var free = await held.OfAsync(Ana, HeldFor.Return, default);
        Assert.Null(Assert.Single(free).LeaseUntil);
        Assert.NotNull(await held.TakeAsync(free, HeldFor.Return, Until, default));
    }

    private static HeldNotice Word(int count) => new(Ana, TicketNumber.Of("A", count), "n|00000002|00", NoticeKind.CustomerWord, 2, Question: null);
}
