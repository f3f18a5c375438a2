using NodaTime;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever attachments are kept.</summary>
public abstract class AttachmentContract
{
    private static readonly TicketNumber Number = TicketNumber.Of("A", 1);
    private static readonly TimeSpan Unclaimed = AttachmentSweep.KeptUnclaimed.ToTimeSpan();

    protected StillClock Clock { get; } = new();

    /// <summary>An instance over the store of this test, which is empty at first; each call gives another one.</summary>
    protected abstract Task<(IAttachments Attachments, StoreInstance Tickets)> InstanceAsync();

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(65_532)]
    [InlineData(720_852)]
    [InlineData(720_853)]
    [InlineData(TicketAttachment.LargestSize)]
    public async Task An_attachment_is_read_by_any_instance_as_it_was_kept(int size)
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());
        var content = Bytes(size);
        var kept = File("a", size);
        Assert.Null(await two.Attachments.FindAsync("a", default));
        Assert.Null(await two.Attachments.ReadAsync("a", default));

        await one.Attachments.KeepAsync(kept, content, default);

        Assert.Equal(kept, await two.Attachments.FindAsync("a", default));
        Assert.Equal(content, await two.Attachments.ReadAsync("a", default));
    }

    [SkippableFact]
    public async Task What_is_larger_than_an_attachment_may_be_is_refused_before_anything_is_stored()
    {
        var (attachments, _) = await InstanceAsync();
        var size = TicketAttachment.LargestSize + 1;

        await Assert.ThrowsAsync<SupportBot.Storage.TooLargeToStoreException>(() => attachments.KeepAsync(File("a", size), Bytes(size), default));

        Assert.Null(await attachments.FindAsync("a", default));
        Assert.Empty(await UnsettledAsync(attachments, Unclaimed));
    }

    [SkippableFact]
    public async Task Kept_by_two_instances_at_once_it_is_kept_once()
    {
        var (one, two) = (await InstanceAsync(), await InstanceAsync());
        var content = Bytes(100_000);

        await Task.WhenAll(one.Attachments.KeepAsync(File("a", content.Length), content, default), two.Attachments.KeepAsync(File("a", content.Length), content, default));

        Assert.Equal(content, await two.Attachments.ReadAsync("a", default));
        Assert.Equal("a", Assert.Single(await UnsettledAsync(one.Attachments, Unclaimed)).Id);
    }

    [SkippableFact]
    public async Task What_no_ticket_names_is_deleted_after_its_time_and_not_before()
    {
        var (attachments, tickets) = await InstanceAsync();
        await attachments.KeepAsync(File("a", 10), Bytes(10), default);
        await attachments.KeepAsync(File("b", 10), Bytes(10), default);
        Clock.Advance(Unclaimed - TimeSpan.FromSeconds(1));
        await SweepAsync(attachments, tickets);
        Assert.NotNull(await attachments.ReadAsync("a", default));

        Clock.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync(attachments, tickets);

        Assert.Null(await attachments.FindAsync("a", default));
        Assert.Null(await attachments.FindAsync("b", default));
        Assert.Empty(await UnsettledAsync(attachments, Unclaimed));
        Assert.False(await attachments.ReserveAsync([File("a", 10)], Number, Key("late"), default));
    }

    [SkippableFact]
    public async Task What_a_ticket_names_stays_with_it()
    {
        var (attachments, tickets) = await InstanceAsync();
        var file = File("a", 10);
        await attachments.KeepAsync(file, Bytes(10), default);
        Clock.Advance(Unclaimed - TimeSpan.FromMinutes(1));
        var head = await tickets.FileAsync(Begin(Number, Clock.Now()));
        var wish = new TicketCommand(TicketAction.CustomerMessage, Ana, Key("with a file"), Text: "Here it is.") { Attachments = [file] };
        var change = TicketDecision.Of(head.Ticket, wish, Clock.Now()).Change!;
        Assert.True(await attachments.ReserveAsync([file], Number, change.Key, default));
        Assert.Equal(CommitEnd.Stored, await tickets.CommitAsync(change, head.Stamp));

        Clock.Advance(Unclaimed * 2);
        await SweepAsync(attachments, tickets);

        Assert.Empty(await UnsettledAsync(attachments, Unclaimed * 4));
        Assert.NotNull(await attachments.ReadAsync("a", default));
        Assert.Equal([file], (await tickets.Tickets.EventsAsync(Number, default))[^1].Attachments);
        // A late repetition of the command finds it, and keeping it again does not put it in doubt.
        Assert.True(await attachments.ReserveAsync([file], Number, change.Key, default));
        await attachments.KeepAsync(file, Bytes(10), default);
        Assert.Empty(await UnsettledAsync(attachments, Unclaimed * 4));
    }

    [SkippableFact]
    public async Task What_a_command_reserved_that_never_took_effect_is_deleted_in_the_end()
    {
        var (attachments, tickets) = await InstanceAsync();
        await attachments.KeepAsync(File("a", 10), Bytes(10), default);
        Assert.True(await attachments.ReserveAsync([File("a", 10)], Number, Key("crashed"), default));
        Clock.Advance(TimeSpan.FromHours(1));
        await SweepAsync(attachments, tickets);
        Assert.NotNull(await attachments.FindAsync("a", default));

        Clock.Advance(Unclaimed);
        await SweepAsync(attachments, tickets);

        Assert.Null(await attachments.FindAsync("a", default));
    }

    [SkippableFact]
    public async Task What_is_reserved_while_somebody_decides_to_delete_it_stays()
    {
        var (attachments, _) = await InstanceAsync();
        await attachments.KeepAsync(File("a", 10), Bytes(10), default);
        var seen = Assert.Single(await UnsettledAsync(attachments, Unclaimed));
        Assert.True(await attachments.ReserveAsync([File("a", 10)], Number, Key("in time"), default));

        await attachments.DeleteAsync(seen, default);

        Assert.NotNull(await attachments.ReadAsync("a", default));
        var reserved = Assert.Single(await UnsettledAsync(attachments, Unclaimed));
        Assert.Equal((Number, Key("in time")), (reserved.Number, reserved.Key));
        await attachments.DeleteAsync(reserved, default);
        Assert.Null(await attachments.ReadAsync("a", default));
    }

    protected static TicketAttachment File(string id, int size) => new(id, "log ã.txt", "text/plain", size);

    protected static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    protected Task SweepAsync(IAttachments attachments, StoreInstance tickets) => new AttachmentSweep(attachments, tickets.Tickets, Clock).RunAsync(default);

    protected Task<IReadOnlyList<UnsettledAttachment>> UnsettledAsync(IAttachments attachments, TimeSpan from) =>
        attachments.UnsettledAsync(Clock.Now() + Duration.FromTimeSpan(from), default);
}
