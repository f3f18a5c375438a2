using NodaTime;
using SupportBot.Cards;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Tickets;

/// <summary>What may be done about a question whether work may be charged, and when.</summary>
public sealed class ConsentDecisionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly Instant Until = Now + Duration.FromHours(24);
    private static readonly Person Other = new("tenant-a", "eva", "Eva Reis");

    [Fact]
    public void The_question_is_named_by_the_event_that_asked_it_and_makes_the_asker_the_owner()
    {
        var asked = Asked();

        Assert.Equal((ConsentState.Asked, 2), (asked.Consent!.State, asked.Consent.Event));
        Assert.True(Agent.Is(asked.Owner));
        Assert.Equal("Move the mailboxes.\nEstimate: 3 hours\n75,00 EUR por hora", Ask(New(), Now, Until).Event.Text);
    }

    [Theory]
    [InlineData(TicketAction.Agree, 0, 2, null)]
    [InlineData(TicketAction.Decline, 0, 2, null)]
    [InlineData(TicketAction.AskApprovers, 0, 2, null)]
    [InlineData(TicketAction.Agree, 24 * 60 - 1, 2, null)]
    [InlineData(TicketAction.Agree, 24 * 60, 2, RefusalReason.ConsentExpired)]
    [InlineData(TicketAction.Decline, 24 * 60, 2, RefusalReason.ConsentExpired)]
    [InlineData(TicketAction.AskApprovers, 24 * 60, 2, RefusalReason.ConsentExpired)]
    [InlineData(TicketAction.ApproverOutOfReach, 24 * 60, 2, RefusalReason.ConsentExpired)]
    [InlineData(TicketAction.ConsentExpired, 24 * 60 - 1, 2, RefusalReason.NothingToAnswer)]
    [InlineData(TicketAction.ConsentExpired, 24 * 60, 2, null)]
    [InlineData(TicketAction.Agree, 0, 1, RefusalReason.ChangedSince)]
    [InlineData(TicketAction.AskApprovers, 0, 1, RefusalReason.ChangedSince)]
    [InlineData(TicketAction.WithdrawConsent, 0, 2, null)]
    [InlineData(TicketAction.WithdrawConsent, 0, 1, RefusalReason.ChangedSince)]
    [InlineData(TicketAction.WithdrawConsent, 24 * 60, 2, RefusalReason.ConsentExpired)]
    [InlineData(TicketAction.AskConsent, 0, null, null)]
    [InlineData(TicketAction.AskConsent, 24 * 60, null, null)]
    public void While_it_is_asked(TicketAction action, int minutes, int? question, RefusalReason? expected) =>
        Assert.Equal(expected, Do(Asked(), action, question, Now + Duration.FromMinutes(minutes)).Refusal?.Reason);

    [Theory]
    [InlineData(TicketAction.Agree)]
    [InlineData(TicketAction.Decline)]
    [InlineData(TicketAction.ConsentExpired)]
    [InlineData(TicketAction.WithdrawConsent)]
    [InlineData(TicketAction.AskApprovers)]
    public void What_is_not_asked_or_answered_already_has_no_answer(TicketAction action)
    {
        var given = Do(Asked(), TicketAction.Agree, 2, Now).Change!.After;

        Assert.Equal(RefusalReason.NothingToAnswer, Do(New(), action, question: null, Until).Refusal!.Reason);
        Assert.Equal(RefusalReason.NothingToAnswer, Do(given, action, 2, Until).Refusal!.Reason);
    }

    [Fact]
    public void An_answer_records_who_gave_it_when_and_to_what()
    {
        var change = Do(Asked(), TicketAction.Agree, 2, Now + Duration.FromHours(1)).Change!;

        Assert.Equal((ConsentState.Given, Rui, Now + Duration.FromHours(1)), (change.After.Consent!.State, change.After.Consent.AnsweredBy, change.After.Consent.EndedAt));
        Assert.EndsWith("75,00 EUR por hora", change.Event.Text, StringComparison.Ordinal);
        Assert.True(change.After.Version > change.Before!.Version);
    }

    [Fact]
    public void An_approver_is_asked_once_and_the_version_stays_as_it_was()
    {
        var asked = Asked();
        var first = AskRui(asked, Now);
        var wish = new TicketCommand(TicketAction.AskApprovers, Ana, Key("again"), Answers: 2, Approvers: [Rui, Other]);
        var second = TicketDecision.Of(first.After, wish, Now).Change!;

        Assert.Equal(asked.Version, first.After.Version);
        Assert.Equal([Rui, Other], second.After.Consent!.Approvers);
        Assert.Equal("Eva Reis", second.Event.Text);
        Assert.Equal([Other], new NoticePlan().For(second).Where(notice => notice.Kind == nameof(NoticeKind.ApproverQuestion)).Select(notice => notice.To));
        Assert.Equal(RefusalReason.ApproverAsked, TicketDecision.Of(second.After, wish, Now).Refusal!.Reason);
    }

    [Fact]
    public void Who_solves_a_ticket_takes_its_open_question_back()
    {
        var change = Next(AskRui(Asked(), Now).After, TicketAction.Resolve, Now + Duration.FromHours(1), "Done.");
        var notices = new NoticePlan().For(change);
        var settled = new TicketCommand(TicketAction.ConfirmSettled, Ana, Key("settled"), ExpectedVersion: change.After.Version);

        Assert.Equal((ConsentState.Withdrawn, Now + Duration.FromHours(1)), (change.After.Consent!.State, change.After.Consent.EndedAt));
        Assert.Contains(notices, notice => notice is { Kind: nameof(NoticeKind.ConsentQuestionEdit), Question: 2 });
        Assert.Contains(notices, notice => notice is { Kind: nameof(NoticeKind.ApproverQuestionEdit), Question: 2 } && Rui.Is(notice.To));
        Assert.Equal(RefusalReason.NothingToAnswer, Do(change.After, TicketAction.Agree, 2, Now).Refusal!.Reason);
        Assert.Equal(RefusalReason.NothingToAnswer, Do(change.After, TicketAction.ConsentExpired, 2, Until).Refusal!.Reason);
        Assert.Equal(TicketStatus.Closed, TicketDecision.Of(change.After, settled, Until).Change!.After.Status);
    }

    [Fact]
    public void What_was_answered_stays_so_when_the_ticket_is_solved()
    {
        var given = Do(Asked(), TicketAction.Agree, 2, Now).Change!.After;

        var resolved = Next(given, TicketAction.Resolve, Now, "Done.");

        Assert.Equal(given.Consent, resolved.After.Consent);
        Assert.DoesNotContain(new NoticePlan().For(resolved), notice => notice.Question is not null);
    }

    [Fact]
    public void What_nobody_answered_ended_when_its_time_was_over_however_late_that_is_noted_down()
    {
        var late = Do(Asked(), TicketAction.ConsentExpired, 2, Until + Duration.FromHours(5)).Change!;

        Assert.Equal((Until, (Instant?)Until), (late.Event.At, late.After.Consent!.EndedAt));
        Assert.Equal(Until, ConsentCard.EndedBy(late.Event)!.Question.ExpiresAt);
    }

    [Fact]
    public void Approvers_that_are_asked_with_the_question_are_asked_at_once()
    {
        var wish = new TicketCommand(TicketAction.AskConsent, Agent, Key("ask"), Question: new ConsentQuestion("More work", "75 EUR", Until), Approvers: [Rui, Other]);
        var change = TicketDecision.Of(New(), wish, Now).Change!;

        Assert.Equal([Rui, Other], change.After.Consent!.Approvers);
        Assert.Equal([Rui, Other], new NoticePlan().For(change).Where(notice => notice.Kind == nameof(NoticeKind.ApproverQuestion)).Select(notice => notice.To));
    }

    [Fact]
    public void Once_as_many_approvers_are_asked_as_can_be_nobody_more_is_offered()
    {
        var many = Enumerable.Range(1, TicketDecision.MostApprovers + 5).Select(i => new Person("tenant-a", $"approver-{i}", $"Approver {i}")).ToList();
        var wish = new TicketCommand(TicketAction.AskApprovers, Ana, Key("all"), Answers: 2, Approvers: many);
        var (before, after) = (Asked(), TicketDecision.Of(Asked(), wish, Now).Change!.After);
        var view = new ConsentCard.View(Texts.In("en"), TimeZone: null, Now);

        Assert.Equal(TicketDecision.MostApprovers, after.Consent!.Approvers.Count);
        Assert.Contains("askApprovers", ConsentCard.ToRequester(before, before.Consent!, many, view).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("askApprovers", ConsentCard.ToRequester(after, after.Consent, many, view).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everybody_who_was_asked_hears_how_it_ended_and_the_requester_only_from_others()
    {
        var asked = AskRui(Asked(), Now).After;
        var byRui = new NoticePlan().For(Do(asked, TicketAction.Agree, 2, Now).Change!);
        var byAna = new NoticePlan().For(TicketDecision.Of(asked, new TicketCommand(TicketAction.Agree, Ana, Key("ana"), Answers: 2), Now).Change!);

        Assert.Contains(byRui, notice => notice.Kind == nameof(NoticeKind.ApproverQuestionEdit) && Rui.Is(notice.To));
        Assert.Contains(byRui, notice => notice.Kind == nameof(NoticeKind.ConsentOutcome));
        Assert.DoesNotContain(byAna, notice => notice.Kind == nameof(NoticeKind.ConsentOutcome));
    }

    [Fact]
    public void Who_says_that_their_business_stands_still_is_taken_at_their_word_once()
    {
        var stopped = Next(New(), TicketAction.StopsBusiness, Now, by: Ana).After;

        Assert.Equal(Priority.P1, stopped.Priority);
        Assert.Equal(RefusalReason.AlreadyStopped, Do(stopped, TicketAction.StopsBusiness, question: null, Now).Refusal!.Reason);
    }

    private static Ticket New() => Begin(TicketNumber.Of("A", 1), Now).After;

    private static Ticket Asked() => Ask(New(), Now, Until).After;

    private static TicketDecision Do(Ticket ticket, TicketAction action, int? question, Instant at) => TicketDecision.Of(
        ticket, new TicketCommand(action, Rui, Key("do"), Question: new ConsentQuestion("More work", "75 EUR", Until), Answers: question, Approvers: [Rui]), at);
}
