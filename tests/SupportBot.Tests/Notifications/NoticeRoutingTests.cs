using NodaTime;
using SupportBot.Notifications;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Notifications;

public sealed class NoticeRoutingTests
{
    private static readonly Instant Evening = Instant.FromUtc(2026, 11, 24, 20, 30);
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 24, 12, 0);
    private static readonly QuietHours Night = new(new LocalTime(20, 0), new LocalTime(8, 0));

    [Theory]
    [InlineData(NoticeKind.TakenNotice, true, false, NoticeRoute.Send)]
    [InlineData(NoticeKind.TakenNotice, true, true, NoticeRoute.Gather)]
    [InlineData(NoticeKind.TakenNotice, false, false, NoticeRoute.LeaveOut)]
    [InlineData(NoticeKind.TakenNotice, false, true, NoticeRoute.LeaveOut)]
    [InlineData(NoticeKind.ConsentOutcome, true, true, NoticeRoute.Gather)]
    [InlineData(NoticeKind.CustomerWord, false, true, NoticeRoute.Send)]
    [InlineData(NoticeKind.SettledQuestion, false, true, NoticeRoute.Send)]
    [InlineData(NoticeKind.ConsentQuestion, false, true, NoticeRoute.Send)]
    [InlineData(NoticeKind.CustomerCardEdit, false, true, NoticeRoute.Send)]
    public void What_is_essential_goes_out_whatever_its_reader_chose(NoticeKind kind, bool status, bool quiet, NoticeRoute route) =>
        Assert.Equal(route, Of(kind, To(new NoticePreferences(status, Night)), quiet ? Evening : Noon));

    [Theory]
    [InlineData(NoticeKind.CustomerWord, NoticeRoute.Hold)]
    [InlineData(NoticeKind.SettledQuestion, NoticeRoute.Hold)]
    [InlineData(NoticeKind.TakenNotice, NoticeRoute.LeaveOut)]
    [InlineData(NoticeKind.CustomerCardEdit, NoticeRoute.LeaveOut)]
    public void To_whom_nothing_gets_through_nothing_is_sent(NoticeKind kind, NoticeRoute route) =>
        Assert.Equal(route, Of(kind, To(NoticePreferences.Default) with { UnreachableSince = Noon }, Evening));

    [Fact]
    public void Where_everybody_is_stopped_nothing_waits() =>
        Assert.Equal(NoticeRoute.Send, Of(NoticeKind.TakenNotice, To(new NoticePreferences(false, Night)), Evening, ticket => ticket with { BusinessStopped = true }));

    [Fact]
    public void Whom_the_desk_never_met_nothing_can_be_sent()
    {
        Assert.Equal(NoticeRoute.Refuse, Of(NoticeKind.CustomerWord, to: null, Noon));
        Assert.Equal(NoticeRoute.LeaveOut, Of(NoticeKind.OwnerNotice, to: null, Noon));
    }

    [Fact]
    public void Who_looks_after_a_ticket_is_not_told_once_it_is_solved_or_somebody_elses()
    {
        Assert.Equal(NoticeRoute.LeaveOut, Of(NoticeKind.TakenNotice, To(NoticePreferences.Default), Noon, ticket => ticket with { Status = TicketStatus.Resolved }));
        Assert.Equal(NoticeRoute.LeaveOut, Of(NoticeKind.TakenNotice, To(NoticePreferences.Default), Noon, ticket => ticket with { Owner = Rui }));
    }

    [Theory]
    [InlineData("2026-11-24T19:59", false, "2026-11-25T08:00")]
    [InlineData("2026-11-24T20:00", true, "2026-11-25T08:00")]
    [InlineData("2026-11-25T00:00", true, "2026-11-25T08:00")]
    [InlineData("2026-11-25T07:59", true, "2026-11-25T08:00")]
    [InlineData("2026-11-25T08:00", false, "2026-11-26T08:00")]
    public void Quiet_hours_last_past_midnight_in_the_readers_own_time(string local, bool quiet, string end)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
        var moment = At(local, zone);

        Assert.Equal(quiet, Night.Contain(moment, zone));
        Assert.Equal(At(end, zone), Night.EndAfter(moment, zone));
        Assert.Equal(!quiet, new QuietHours(Night.Until, Night.From).Contain(moment, zone));
    }

    private static Instant At(string local, DateTimeZone zone) =>
        zone.AtLeniently(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value).ToInstant();

    private static Recipient To(NoticePreferences preferences) =>
        new(new Address("tenant-a", "ana", "29:1", "Ana", "a:1", "https://smba.example/", "pt-PT", "Europe/Lisbon"), preferences, UnreachableSince: null, RemovedAt: null, "stamp");

    private static NoticeRoute Of(NoticeKind kind, Recipient? to, Instant now, Func<Ticket, Ticket>? with = null)
    {
        var claimed = Next(Begin(TicketNumber.Of("A", 1), Noon).After, TicketAction.Claim, Noon);
        var ticket = with is null ? claimed.After : with(claimed.After);
        return NoticeRouting.Of(new Notice(ticket.Number, "n|00000002|00", kind, 2, NoticeState.Pending, 0, "stamp"), ticket, claimed.Event, to, now, DateTimeZone.Utc);
    }
}
