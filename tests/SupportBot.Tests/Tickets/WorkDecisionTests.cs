using NodaTime;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

namespace SupportBot.Tests.Tickets;

/// <summary>What agents do with a ticket on its way, and what brings it back.</summary>
public sealed class WorkDecisionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly Person Ana = SampleTickets.Ana;
    private static readonly Person Ivy = new("tenant-p", "ivy", "Ivy Chen");
    private static readonly Person Max = new("tenant-p", "max", "Max Weber");
    private static readonly Person Lea = new("tenant-p", "lea", "Lea Martins");

    public static TheoryData<TicketStatus, TicketAction, TicketStatus?> Waiting => new()
    {
        { TicketStatus.WaitingOnCustomer, TicketAction.CustomerMessage, TicketStatus.Open },
        { TicketStatus.WaitingOnThirdParty, TicketAction.CustomerMessage, TicketStatus.WaitingOnThirdParty },
        { TicketStatus.Scheduled, TicketAction.CustomerMessage, TicketStatus.Open },
        { TicketStatus.WaitingOnCustomer, TicketAction.Resume, TicketStatus.Open },
        { TicketStatus.WaitingOnThirdParty, TicketAction.Resume, TicketStatus.Open },
        { TicketStatus.Scheduled, TicketAction.Resume, TicketStatus.Open },
        { TicketStatus.Open, TicketAction.Resume, null },
        { TicketStatus.Open, TicketAction.Close, null },
        { TicketStatus.Resolved, TicketAction.Close, TicketStatus.Closed },
        { TicketStatus.Resolved, TicketAction.Transfer, null },
        { TicketStatus.Closed, TicketAction.Claim, null },
        { TicketStatus.Closed, TicketAction.CustomerMessage, TicketStatus.Open },
        { TicketStatus.Cancelled, TicketAction.CustomerMessage, null },
        { TicketStatus.Cancelled, TicketAction.Reopen, TicketStatus.Open },
        { TicketStatus.Merged, TicketAction.Reply, null },
    };

    [Theory]
    [MemberData(nameof(Waiting))]
    public void The_table_says_where_a_move_leads(TicketStatus from, TicketAction by, TicketStatus? to) => Assert.Equal(to, TicketLifecycle.Next(from, by));

    [Fact]
    public void A_lead_gives_a_ticket_away_and_the_audit_names_who_had_it()
    {
        var claimed = Do(New(), TicketAction.Claim, Ivy);

        var change = Decide(claimed, Wish(TicketAction.Assign, Lea, "Max knows Exchange") with { Assignee = Max }).Change!;

        Assert.True(Max.Is(change.After.Owner));
        Assert.Equal("Ivy Chen → Max Weber\nMax knows Exchange", change.Event.Text);
        Assert.Equal(claimed.Version + 1, change.After.Version);
        Assert.True(change.Event.IsInternal);
    }

    [Fact]
    public void A_transfer_leaves_the_ticket_to_whoever_claims_it_there()
    {
        var moved = Decide(Do(New(), TicketAction.Claim, Ivy), Wish(TicketAction.Transfer, Ivy, "It is about seats") with { Queue = "Licensing" }).Change!.After;

        Assert.Null(moved.Owner);
        Assert.Equal("Licensing", moved.Queue);
        Assert.Equal(RefusalReason.NothingChanges, Refused(moved, Wish(TicketAction.Transfer, Ivy, "again") with { Queue = "licensing" }));
    }

    [Fact]
    public void A_new_priority_follows_from_the_two_answers_and_ends_a_standstill()
    {
        var stopped = Do(New(), TicketAction.StopsBusiness, Ana);
        Assert.Equal(Priority.P1, stopped.Priority);

        var change = Decide(stopped, Wish(TicketAction.ChangePriority, Ivy) with { Affected = Affected.Several, Blocked = WorkBlocked.Yes }).Change!;

        Assert.Equal(Priority.P2, change.After.Priority);
        Assert.Equal("P1 → P2", change.Event.Text);
        Assert.Equal(RefusalReason.NothingChanges, Refused(change.After, Wish(TicketAction.ChangePriority, Ivy) with { Affected = Affected.Several, Blocked = WorkBlocked.Yes }));
    }

    [Fact]
    public void What_was_asked_waits_on_the_customer_until_they_write()
    {
        var asked = Do(New(), TicketAction.AskCustomer, Ivy, "Which Outlook?");
        Assert.Equal((TicketStatus.WaitingOnCustomer, "Ivy Chen"), (asked.Status, asked.Owner!.Name));

        Assert.Equal(TicketStatus.Open, Do(asked, TicketAction.CustomerMessage, Ana, "The new one").Status);
    }

    [Fact]
    public void Who_else_works_on_it_is_named_while_it_waits_on_them()
    {
        var waiting = Do(New(), TicketAction.WaitOnThirdParty, Ivy, "Microsoft, case 2611240010001234");
        Assert.Equal("Microsoft, case 2611240010001234", waiting.WaitsFor);

        Assert.Null(Do(waiting, TicketAction.Resume, Ivy).WaitsFor);
    }

    [Fact]
    public void A_scheduled_ticket_wakes_when_its_time_has_come_and_not_before()
    {
        var until = Now + Duration.FromHours(2);
        Assert.Equal(RefusalReason.NotInFuture, Refused(New(), Wish(TicketAction.Schedule, Ivy) with { Until = Now }));
        var scheduled = Decide(New(), Wish(TicketAction.Schedule, Ivy) with { Until = until }).Change!.After;
        Assert.Equal((TicketStatus.Scheduled, until), (scheduled.Status, scheduled.ScheduledFor));

        Assert.Equal(RefusalReason.NothingChanges, Refused(scheduled, Wish(TicketAction.Wake, Ivy)));
        var woken = TicketDecision.Of(scheduled, Wish(TicketAction.Wake, Ivy), until).Change!.After;
        Assert.Equal((TicketStatus.Open, (Instant?)null), (woken.Status, woken.ScheduledFor));
    }

    [Theory]
    [InlineData(TicketAction.Resolve)]
    [InlineData(TicketAction.Schedule)]
    [InlineData(TicketAction.Cancel)]
    public void A_word_of_the_customer_that_was_not_seen_is_not_passed_over(TicketAction action)
    {
        var open = Do(New(), TicketAction.Claim, Ivy);
        var wish = Wish(action, Ivy, "Restarted it.") with { Seen = open.LastEvent, Until = Now + Duration.FromHours(1) };
        var written = Do(open, TicketAction.CustomerMessage, Ana, "wait, also my phone");

        Assert.Equal(RefusalReason.CustomerWroteSince, Refused(written, wish));
        Assert.NotNull(Decide(written, wish with { Seen = written.LastEvent }).Change);
        // Another agent's note is no word of the customer.
        Assert.NotNull(Decide(Do(open, TicketAction.Note, Max, "seen before"), wish).Change);
    }

    [Fact]
    public void A_closed_ticket_opens_again_for_fourteen_days()
    {
        var closed = Do(Do(New(), TicketAction.Resolve, Ivy, "Done."), TicketAction.ConfirmSettled, Ana);
        var word = Wish(TicketAction.CustomerMessage, Ana, "It is back.");

        Assert.Equal(TicketStatus.Open, TicketDecision.Of(closed, word, Now + Duration.FromDays(14)).Change!.After.Status);
        Assert.Equal(RefusalReason.ClosedTooLong, TicketDecision.Of(closed, word, Now + Duration.FromDays(14) + Duration.FromTicks(1)).Refusal!.Reason);
        // The desk itself is not bound by the customer's window.
        Assert.NotNull(TicketDecision.Of(closed, Wish(TicketAction.Reopen, Ivy), Now + Duration.FromDays(90)).Change);
    }

    [Fact]
    public void The_sixth_reopening_within_an_hour_is_held_until_a_person_decides()
    {
        var ticket = New();
        for (var i = 0; i < TicketDecision.MostReopens; i++)
        {
            ticket = Do(Do(ticket, TicketAction.Resolve, Ivy, "Done."), TicketAction.CustomerMessage, Ana, $"no {i}");
            Assert.Equal(TicketStatus.Open, ticket.Status);
        }

        var resolved = Do(ticket, TicketAction.Resolve, Ivy, "Done.");
        var held = Do(resolved, TicketAction.CustomerMessage, Ana, "no, again");
        Assert.Equal((TicketStatus.Resolved, true), (held.Status, held.Held));
        Assert.Equal(held.LastEvent, resolved.LastEvent + 1);
        var later = TicketDecision.Of(held, Wish(TicketAction.CustomerMessage, Ana, "and again"), Now + Duration.FromHours(3)).Change!.After;
        Assert.Equal((TicketStatus.Resolved, true), (later.Status, later.Held));

        foreach (var aside in new[] { Do(held, TicketAction.Note, Ivy, "odd"), Do(held, TicketAction.Reply, Ivy, "One moment."), Decide(held, Wish(TicketAction.Assign, Lea) with { Assignee = Max }).Change!.After })
            Assert.Equal((TicketStatus.Resolved, true), (aside.Status, aside.Held));
        Assert.False(Do(held, TicketAction.Close, Lea).Held);

        var decided = Do(held, TicketAction.Reopen, Lea);
        Assert.Equal((TicketStatus.Open, false), (decided.Status, decided.Held));
    }

    [Fact]
    public void Reopenings_spread_over_hours_are_no_loop()
    {
        var ticket = New();
        for (var i = 0; i < 12; i++)
        {
            ticket = Do(ticket, TicketAction.Resolve, Ivy, "Done.");
            ticket = TicketDecision.Of(ticket, Wish(TicketAction.CustomerMessage, Ana, $"no {i}"), Now + Duration.FromMinutes(30 * i)).Change!.After;
            Assert.False(ticket.Held);
        }
    }

    [Fact]
    public void What_was_cancelled_can_be_brought_back_by_either_side()
    {
        var cancelled = Do(New(), TicketAction.Cancel, Ana);
        Assert.Equal(TicketStatus.Cancelled, cancelled.Status);

        Assert.Equal(TicketStatus.Open, Do(cancelled, TicketAction.Reopen, Ana).Status);
        Assert.Equal(TicketStatus.Open, Do(cancelled, TicketAction.Reopen, Ivy).Status);
    }

    [Fact]
    public void The_leads_are_asked_once_until_somebody_acts()
    {
        var asked = Do(New(), TicketAction.Escalate, Ivy, "I am stuck");
        Assert.True(asked.Escalated);

        Assert.Equal(RefusalReason.NothingChanges, Refused(asked, Wish(TicketAction.Escalate, Ivy, "still stuck")));
        Assert.False(Do(asked, TicketAction.Claim, Lea).Escalated);
    }

    [Fact]
    public void Every_move_of_the_table_has_an_actor_a_time_and_the_next_event()
    {
        foreach (var (from, ticket) in Everywhere())
        {
            foreach (var action in Enum.GetValues<TicketAction>())
            {
                var actor = action is TicketAction.CustomerMessage or TicketAction.Attach or TicketAction.ConfirmSettled ? Ana : Ivy;
                var wish = Wish(action, actor, "text") with { Assignee = Max, Queue = "Licensing", Affected = Affected.Everyone, Blocked = WorkBlocked.Yes, Until = Now + Duration.FromDays(2) };
                if (action >= TicketAction.PrepareEscalation) wish = wish with { Escalation = new EscalationStep(new TicketEscalation(EscalationState.WithMicrosoft, 1) { Case = "Azure 1" }, "{}") };
                var decision = TicketDecision.Of(ticket, wish, Now + Duration.FromDays(1));
                if (TicketLifecycle.Next(from, action) is not { } to)
                {
                    Assert.Null(decision.Change);
                    continue;
                }

                if (decision.Change is not { } change) continue;
                Assert.Equal((to, from, actor, ticket.LastEvent + 1), (change.After.Status, change.Event.From, change.Event.Actor, change.Event.Sequence));
                Assert.Equal(change.After.Status != from, change.After.Version > ticket.Version && change.After.Status != from);
            }
        }
    }

    [Fact]
    public void Of_two_steps_beyond_the_desk_from_the_same_page_the_second_is_refused()
    {
        var first = Wish(TicketAction.PrepareEscalation, Ivy) with { Escalation = new EscalationStep(new TicketEscalation(EscalationState.Preparing, 1), "one") };
        var change = Decide(New(), first).Change!;

        Assert.Equal(("one", EscalationState.Preparing, Ivy), (change.EscalationFile, change.Event.Escalation, change.After.Owner));
        Assert.Equal(RefusalReason.ChangedSince, Refused(change.After, Wish(TicketAction.PrepareEscalation, Max) with { Escalation = new EscalationStep(new TicketEscalation(EscalationState.Preparing, 1), "two") }));
        var next = Decide(change.After, Wish(TicketAction.PrepareEscalation, Max) with { Escalation = new EscalationStep(new TicketEscalation(EscalationState.Preparing, 2), "two") }).Change!;
        // A page is no news: whoever has the card before their eyes sees no older ticket.
        Assert.Equal(change.After.Version, next.After.Version);
        Assert.Equal(Ivy, next.After.Owner);
    }

    [Fact]
    public void A_case_number_lets_the_ticket_wait_for_its_holder_and_an_answer_opens_it()
    {
        var passed = Decide(New(), Wish(TicketAction.PassBeyond, Ivy, "Passed on.") with { Escalation = new EscalationStep(new TicketEscalation(EscalationState.WithMicrosoft, 1) { Case = "Azure 1" }, "{}") }).Change!.After;

        Assert.Equal((TicketStatus.WaitingOnThirdParty, "Azure 1"), (passed.Status, passed.WaitsFor));
        var answered = Decide(passed, Wish(TicketAction.AnswerFromBeyond, Ivy, "Mended.") with { Escalation = new EscalationStep(new TicketEscalation(EscalationState.Resolved, 2) { Case = "Azure 1" }, "{}") }).Change!.After;
        Assert.Equal((TicketStatus.Open, null), (answered.Status, answered.WaitsFor));
        Assert.Equal(RefusalReason.NothingWritten, Refused(passed, Wish(TicketAction.AnswerFromBeyond, Ivy) with { Escalation = new EscalationStep(new TicketEscalation(EscalationState.Resolved, 2), "{}") }));
    }

    private static IEnumerable<(TicketStatus From, Ticket Ticket)> Everywhere()
    {
        var resolved = Do(New(), TicketAction.Resolve, Ivy, "Done.");
        yield return (TicketStatus.New, New());
        yield return (TicketStatus.Open, Do(New(), TicketAction.Claim, Ivy));
        yield return (TicketStatus.WaitingOnCustomer, Do(New(), TicketAction.AskCustomer, Ivy, "Which?"));
        yield return (TicketStatus.WaitingOnThirdParty, Do(New(), TicketAction.WaitOnThirdParty, Ivy, "Microsoft"));
        yield return (TicketStatus.Scheduled, Decide(New(), Wish(TicketAction.Schedule, Ivy) with { Until = Now + Duration.FromHours(1) }).Change!.After);
        yield return (TicketStatus.Resolved, resolved);
        yield return (TicketStatus.Closed, Do(resolved, TicketAction.Close, Ivy));
        yield return (TicketStatus.Cancelled, Do(New(), TicketAction.Cancel, Ivy));
    }

    private static RefusalReason Refused(Ticket ticket, TicketCommand wish) => Decide(ticket, wish).Refusal!.Reason;

    private static TicketDecision Decide(Ticket ticket, TicketCommand wish) => TicketDecision.Of(ticket, wish, Now);

    private static Ticket Do(Ticket ticket, TicketAction action, Person actor, string? text = null) => Decide(ticket, Wish(action, actor, text)).Change!.After;

    private static TicketCommand Wish(TicketAction action, Person actor, string? text = null) =>
        new(action, actor, CommandKey.OfPress(actor, "nonce", action.ToString(), null, text ?? ""), Text: text);

    private static Ticket New() => SampleTickets.Begin(TicketNumber.Of("A", 1001), Now).After;
}
