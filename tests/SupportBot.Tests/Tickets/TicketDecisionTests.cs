using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Tests.Tickets;

public sealed class TicketDecisionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly Person Ana = new("tenant-f", "ana", "Ana Sousa");
    private static readonly Person Ivy = new("tenant-p", "ivy", "Ivy Chen");
    private static readonly Person Max = new("tenant-p", "max", "Max Weber");

    [Fact]
    public void A_ticket_begins_new_with_its_words_whole_in_the_first_event()
    {
        var words = new string('x', TicketDecision.DescriptionInHead * 2);

        var change = TicketDecision.Begin(Filing(words), Now).Change!;

        Assert.Equal(TicketStatus.New, change.After.Status);
        Assert.Equal(words, change.Event.Text);
        Assert.Equal(TicketDecision.DescriptionInHead, change.After.Request.Description.Length);
        Assert.Equal(1, change.After.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void Nothing_written_begins_no_ticket(string words) =>
        Assert.Equal(RefusalReason.NothingWritten, TicketDecision.Begin(Filing(words), Now).Refusal!.Reason);

    [Fact]
    public void More_than_can_be_kept_is_refused_before_anything_changes() =>
        Assert.Equal(RefusalReason.TooLong, TicketDecision.Begin(Filing(new string('x', TicketDecision.LongestText + 1)), Now).Refusal!.Reason);

    [Fact]
    public void The_second_to_claim_is_told_who_was_first()
    {
        var claimed = Do(New(), TicketAction.Claim, Ivy).After;

        var refusal = TicketDecision.Of(claimed, Wish(TicketAction.Claim, Max, expected: 1), Now).Refusal!;

        Assert.Equal(RefusalReason.TakenByAnother, refusal.Reason);
        Assert.Equal("Ivy Chen", refusal.Ticket!.Owner!.Name);
    }

    [Fact]
    public void A_wish_for_a_ticket_as_it_was_is_refused_when_it_has_changed_since()
    {
        var open = Do(New(), TicketAction.Claim, Ivy).After;

        Assert.Equal(RefusalReason.ChangedSince, TicketDecision.Of(open, Wish(TicketAction.Resolve, Ivy, expected: 1, "Restarted it."), Now).Refusal!.Reason);
    }

    [Fact]
    public void Notes_and_messages_fit_whatever_else_happened_and_leave_the_version_as_it_is()
    {
        var open = Do(New(), TicketAction.Claim, Ivy).After;

        var noted = Do(open, TicketAction.Note, Max, "Seen before.").After;

        Assert.Equal(open.Version, noted.Version);
        Assert.Equal(open.LastEvent + 1, noted.LastEvent);
    }

    [Fact]
    public void Who_answers_a_ticket_that_nobody_took_has_taken_it()
    {
        var answered = Do(New(), TicketAction.Reply, Ivy, "On it.").After;

        Assert.Equal(TicketStatus.Open, answered.Status);
        Assert.True(Ivy.Is(answered.Owner));
    }

    [Fact]
    public void A_customers_word_on_a_resolved_ticket_opens_it_again_with_the_same_owner()
    {
        var resolved = Do(Do(New(), TicketAction.Claim, Ivy).After, TicketAction.Resolve, Ivy, "Restarted it.").After;

        var reopened = Do(resolved, TicketAction.CustomerMessage, Ana, "It is back.").After;

        Assert.Equal(TicketStatus.Open, reopened.Status);
        Assert.True(Ivy.Is(reopened.Owner));
        Assert.True(reopened.Version > resolved.Version);
    }

    [Fact]
    public void What_is_internal_is_written_down_here()
    {
        TicketAction[] shown =
        [
            TicketAction.File, TicketAction.Claim, TicketAction.CustomerMessage, TicketAction.AskForPerson, TicketAction.Reply, TicketAction.Resolve, TicketAction.ConfirmSettled,
            TicketAction.Reopen, TicketAction.StopsBusiness, TicketAction.AskConsent, TicketAction.Agree, TicketAction.Decline, TicketAction.ConsentExpired,
            TicketAction.WithdrawConsent, TicketAction.AskApprovers, TicketAction.ApproverOutOfReach, TicketAction.AskCustomer, TicketAction.Cancel, TicketAction.Attach,
            TicketAction.PassBeyond, TicketAction.TellProgress, TicketAction.AnswerFromBeyond,
        ];
        foreach (var action in Enum.GetValues<TicketAction>())
        {
            var happened = new TicketEvent(1, action, Ivy, Now, TicketStatus.Open, TicketStatus.Open, "text");
            Assert.Equal(!shown.Contains(action), happened.IsInternal);
        }
    }

    [Theory]
    [InlineData(Affected.Everyone, WorkBlocked.Yes, Priority.P1)]
    [InlineData(Affected.Everyone, WorkBlocked.Partly, Priority.P2)]
    [InlineData(Affected.Several, WorkBlocked.Yes, Priority.P2)]
    [InlineData(Affected.Several, WorkBlocked.Partly, Priority.P3)]
    [InlineData(Affected.Everyone, WorkBlocked.No, Priority.P3)]
    [InlineData(Affected.OnlyMe, WorkBlocked.Yes, Priority.P3)]
    [InlineData(Affected.OnlyMe, WorkBlocked.Partly, Priority.P4)]
    [InlineData(Affected.Several, WorkBlocked.No, Priority.P4)]
    [InlineData(Affected.OnlyMe, WorkBlocked.No, Priority.P4)]
    public void Priority_is_impact_times_urgency(Affected impact, WorkBlocked urgency, Priority expected) =>
        Assert.Equal(expected, Priorities.Of(impact, urgency));

    [Fact]
    public void Equal_presses_have_equal_keys_and_different_ones_do_not()
    {
        var key = CommandKey.OfPress(Ivy, "nonce", "claim", 1, "{}");

        Assert.Equal(key, CommandKey.OfPress(Ivy with { Name = "Ivy C." }, "nonce", "claim", 1, "{}"));
        Assert.NotEqual(key, CommandKey.OfPress(Max, "nonce", "claim", 1, "{}"));
        Assert.NotEqual(key, CommandKey.OfPress(Ivy, "nonce", "claim", 2, "{}"));
        Assert.NotEqual(CommandKey.OfMessage("ab", "c"), CommandKey.OfMessage("a", "bc"));
    }

    [Theory]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 12, "👩‍👩‍👧‍👦…")]
    [InlineData("e\u0301e", 2, "…")]
    [InlineData("short", 5, "short")]
    public void Text_is_cut_between_whole_characters(string text, int longest, string expected) => Assert.Equal(expected, Graphemes.Cut(text, longest));

    private static Ticket New() => TicketDecision.Begin(Filing("Outlook keeps asking for my password."), Now).Change!.After;

    private static FileTicket Filing(string words) => new(
        TicketNumber.Of("A", 1001),
        "draft",
        Ana,
        Ana,
        "Fabrikam",
        new Request("Outlook", words, Service.Microsoft365, Category.Technical, Affected.OnlyMe, WorkBlocked.No),
        WantsPerson: false,
        SummaryMessage: null,
        CommandKey.OfMessage("chat", "1"));

    private static TicketChange Do(Ticket ticket, TicketAction action, Person actor, string? text = null) =>
        TicketDecision.Of(ticket, Wish(action, actor, text: text), Now).Change!;

    private static TicketCommand Wish(TicketAction action, Person actor, int? expected = null, string? text = null) =>
        new(action, actor, CommandKey.OfPress(actor, "nonce", action.ToString(), expected, text ?? ""), expected, text);
}
