using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever its alarms are kept.</summary>
public abstract class AlarmContract
{
    private static readonly Duration Lease = Duration.FromSeconds(60);

    protected StillClock Clock { get; } = new();

    /// <summary>An instance over the alarms of this test, of which there are none at first; each call gives another one.</summary>
    protected abstract Task<IAlarms> InstanceAsync();

    [SkippableFact]
    public async Task What_is_due_is_found_at_its_moment_and_not_before()
    {
        var alarms = await InstanceAsync();
        var alarm = Ticket(1, TimeSpan.FromSeconds(15));
        await alarms.SetAsync(alarm, default);
        await alarms.SetAsync(Ticket(2, TimeSpan.FromHours(1)), default);

        Clock.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(1));
        Assert.Empty(await alarms.DueAsync(default));
        Clock.Advance(TimeSpan.FromTicks(1));

        var due = Assert.Single(await alarms.DueAsync(default));
        Assert.Equal(alarm, due.Alarm);
        Assert.True(due.IsFree);
    }

    [SkippableFact]
    public async Task Of_two_instances_one_takes_it_and_what_is_done_is_gone()
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());
        await one.SetAsync(Ticket(1, TimeSpan.Zero), default);
        var (seen, alsoSeen) = (Assert.Single(await one.DueAsync(default)), Assert.Single(await two.DueAsync(default)));

        var takings = await Task.WhenAll(one.TakeAsync(seen, Lease, default), two.TakeAsync(alsoSeen, Lease, default));

        var taken = Assert.Single(takings, taking => taking is not null)!;
        Assert.Empty(await two.DueAsync(default));
        Assert.True(await one.HoldsAsync(taken, default));
        Assert.True(await one.DoneAsync(taken, default));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await two.DueAsync(default));
        Assert.False(await one.HoldsAsync(taken, default));
    }

    [SkippableFact]
    public async Task Whose_lease_ended_is_fenced_off_and_comes_too_late()
    {
        var (frozen, other) = (await InstanceAsync(), await InstanceAsync());
        await frozen.SetAsync(Ticket(1, TimeSpan.Zero), default);
        var first = Assert.IsType<TakenAlarm>(await frozen.TakeAsync(Assert.Single(await frozen.DueAsync(default)), Lease, default));
        Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(await frozen.HoldsAsync(first, default));

        var second = Assert.IsType<TakenAlarm>(await other.TakeAsync(Assert.Single(await other.DueAsync(default)), Lease, default));

        Assert.False(await frozen.HoldsAsync(first, default));
        Assert.False(await frozen.DoneAsync(first, default));
        Assert.True(await other.HoldsAsync(second, default));
        Assert.True(await other.DoneAsync(second, default));
        Assert.False(await frozen.DoneAsync(first, default));
    }

    [SkippableFact]
    public async Task An_alarm_set_again_while_somebody_is_at_it_stays_and_goes_off_once_more()
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());
        var alarm = Ticket(1, TimeSpan.Zero);
        await one.SetAsync(alarm, default);
        await one.SetAsync(alarm, default);
        var taken = Assert.IsType<TakenAlarm>(await one.TakeAsync(Assert.Single(await one.DueAsync(default)), Lease, default));

        await two.SetAsync(alarm, default);

        Assert.True(await one.HoldsAsync(taken, default));
        Assert.Empty(await two.DueAsync(default));
        Assert.False(await one.DoneAsync(taken, default));
        Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(alarm, Assert.Single(await two.DueAsync(default)).Alarm);
    }

    [SkippableFact]
    public async Task Those_that_are_late_are_told_from_the_others_held_or_not()
    {
        var alarms = await InstanceAsync();
        foreach (var (number, due) in new[] { (1, 0), (2, 1), (3, 10) }) await alarms.SetAsync(Ticket(number, TimeSpan.FromMinutes(due)), default);
        Clock.Advance(TimeSpan.FromMinutes(6));
        var first = (await alarms.DueAsync(default)).Single(due => due.Alarm.About == "A-1");
        Assert.NotNull(await alarms.TakeAsync(first, Lease, default));

        var late = await alarms.LateAsync(Duration.FromMinutes(5), default);

        Assert.Equal([("A-1", false), ("A-2", true)], late.Select(each => (each.Alarm.About, each.IsFree)).Order());
        Assert.Contains("A-1", late.Single(each => !each.IsFree).Key, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Many_that_are_due_are_all_found_whatever_they_are_about()
    {
        var alarms = await InstanceAsync();
        var set = Enumerable.Range(1, 70).Select(number => Ticket(number, TimeSpan.FromTicks(number)))
            .Append(Alarm.OfChat("tenant/of a customer", "bo#1", Clock.Now()))
            .Append(Alarm.OfPerson(new string('t', 300), new string('é', 300), Clock.Now()))
            .ToList();
        foreach (var alarm in set) await alarms.SetAsync(alarm, default);
        Clock.Advance(TimeSpan.FromSeconds(1));

        List<Alarm> fired = [];
        while (await alarms.DueAsync(default) is { Count: > 0 } due)
        {
            foreach (var each in due)
            {
                fired.Add(each.Alarm);
                Assert.True(await alarms.DoneAsync((await alarms.TakeAsync(each, Lease, default))!, default));
            }
        }

        Assert.Equal(set.Select(alarm => alarm.ToString()).Order(), fired.Select(alarm => alarm.ToString()).Order());
    }

    private Alarm Ticket(int number, TimeSpan from) => Alarm.OfTicket(TicketNumber.Of("A", number), Clock.Now() + Duration.FromTimeSpan(from));
}
