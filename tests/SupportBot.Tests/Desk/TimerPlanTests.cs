using NodaTime;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Desk;

public sealed class TimerPlanTests
{
    private static readonly Duration Claim = Duration.FromMinutes(30);
    private static readonly Duration Answer = Duration.FromMinutes(60);
    private static readonly Instant Filed = Instant.FromUtc(2026, 11, 24, 17, 45);
    private static readonly ServiceCalendar Office = ServiceCalendar.Weekly(
        DateTimeZoneProviders.Tzdb["Europe/Lisbon"],
        new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenSpan>>
        {
            [IsoDayOfWeek.Tuesday] = [new OpenSpan(new LocalTime(9, 0), new LocalTime(18, 0))],
            [IsoDayOfWeek.Thursday] = [new OpenSpan(new LocalTime(9, 0), new LocalTime(18, 0))],
        },
        [new LocalDate(2026, 11, 26)]);

    [Fact]
    public void A_new_ticket_may_be_nobodys_for_so_much_service_time()
    {
        var head = After(Begun(), Office);

        // Wednesday is closed, Thursday a holiday.
        Assert.Equal(new TicketTimer(TicketTimerKind.Unclaimed, 1, Instant.FromUtc(2026, 12, 1, 9, 15)), Assert.Single(head.Timers.All));
        Assert.Equal(Filed + Claim, Assert.Single(After(Begun(), calendar: null).Timers.All).Due);
        Assert.Empty(TimerPlan.HeadAfter(Begun(), Office, unclaimed: null, unread: null).Timers.All);
    }

    [Theory]
    [InlineData(TicketAction.Claim)]
    [InlineData(TicketAction.Note)]
    [InlineData(TicketAction.Reply)]
    [InlineData(TicketAction.Resolve)]
    public void Whoever_of_the_desk_acts_ends_the_waiting_and_the_prompt(TicketAction action)
    {
        var waiting = Do(Do(After(Begun()), TicketAction.CustomerMessage), TicketAction.StopsBusiness);
        Assert.Equal([TicketTimerKind.Unclaimed, TicketTimerKind.Unread], waiting.Timers.All.Select(timer => timer.Kind));
        Assert.Equal(3, waiting.Prompt);

        var after = Do(waiting, action);

        Assert.Empty(after.Timers.All);
        Assert.Null(after.Prompt);
    }

    [Fact]
    public void What_the_customer_writes_waits_from_its_first_word_until_somebody_acts()
    {
        var claimed = Do(After(Begun()), TicketAction.Claim);
        var first = Do(claimed, TicketAction.CustomerMessage, Filed + Duration.FromMinutes(1));
        var second = Do(first, TicketAction.CustomerMessage, Filed + Duration.FromMinutes(9));

        Assert.Equal(new TicketTimer(TicketTimerKind.Unread, 3, Filed + Duration.FromMinutes(61)), Assert.Single(second.Timers.All));
    }

    [Fact]
    public void A_timer_that_went_off_begins_no_second_cycle_before_somebody_acted()
    {
        var unread = Do(Do(After(Begun()), TicketAction.Claim), TicketAction.CustomerMessage);
        Assert.Null(TicketDecision.Of(unread, Wish(unread, TicketAction.PromptUnread), Filed + Answer - Duration.FromTicks(1)).Change);
        var prompted = Do(unread, TicketAction.PromptUnread, Filed + Answer);
        Assert.True(Assert.Single(prompted.Timers.All).HasGoneOff);
        Assert.Equal(prompted.LastEvent, prompted.Prompt);

        var again = Do(prompted, TicketAction.CustomerMessage, Filed + Answer);
        Assert.Empty(again.Timers.DueAt(Filed + Duration.FromDays(9)));
        Assert.Null(TicketDecision.Of(again, Wish(again, TicketAction.PromptUnread), Filed + Duration.FromDays(9)).Change);

        var answered = Do(again, TicketAction.Reply, Filed + Answer);
        Assert.Equal(answered.LastEvent + 1, Do(answered, TicketAction.CustomerMessage, Filed + Answer).Timers.Of(TicketTimerKind.Unread)!.Cycle);
    }

    [Fact]
    public void Words_that_were_taken_back_leave_the_customer_waiting()
    {
        var answered = Do(Do(After(Begun()), TicketAction.CustomerMessage), TicketAction.Reply);
        Assert.Empty(answered.Timers.All);

        var change = TicketDecision.Of(answered, Wish(answered, TicketAction.UndoReply) with { Withdraws = answered.LastEvent }, Filed).Change!;

        Assert.Equal(TicketTimerKind.Unread, Assert.Single(After(change).Timers.All).Kind);
    }

    private static TicketChange Begun() => SampleTickets.Begin(TicketNumber.Of("A", 1), Filed);

    private static Ticket After(TicketChange change, ServiceCalendar? calendar = null) => TimerPlan.HeadAfter(change, calendar, Claim, Answer);

    private static Ticket Do(Ticket ticket, TicketAction action, Instant? at = null) => After(TicketDecision.Of(ticket, Wish(ticket, action), at ?? Filed).Change!);

    private static TicketCommand Wish(Ticket ticket, TicketAction action)
    {
        var isCustomers = action is TicketAction.CustomerMessage or TicketAction.StopsBusiness;
        return new TicketCommand(action, isCustomers ? ticket.Requester : SampleTickets.Agent, SampleTickets.Key($"{action} {ticket.LastEvent}"), Text: "words");
    }
}
