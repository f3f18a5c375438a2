using NodaTime;
using SupportBot.Notifications;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;
using static SupportBot.Tests.Contracts.SampleTickets;

namespace SupportBot.Tests.Notifications;

/// <summary>Whatever happens, and whoever does it: nobody is told of what they did themselves.</summary>
public sealed class NoticePlanTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly Person Other = new("tenant-desk", "max", "Max Weber");

    // Merging and linking have their place in the life cycle, and nobody can do them yet.
    public static TheoryData<TicketAction> Actions =>
        [.. Enum.GetValues<TicketAction>().Except([TicketAction.File, TicketAction.Merge, TicketAction.Unmerge, TicketAction.Link])];

    [Theory]
    [MemberData(nameof(Actions))]
    public void Nobody_is_told_of_their_own_action(TicketAction action)
    {
        // Everybody once in every part: an agent may have filed for themselves, and an approver may work at the desk.
        Person[] people = [Ana, Rui, Agent, Other];
        foreach (var actor in people)
        {
            foreach (var requester in people)
            {
                foreach (var owner in people)
                {
                    var change = Change(action, actor, requester, owner);
                    var told = new NoticePlan().For(change).Select(notice => (Kind: Enum.Parse<NoticeKind>(notice.Kind), To: notice.To ?? requester))
                        .Where(notice => NoticeRules.IsToCustomer(notice.Kind) && !NoticeRules.IsEdit(notice.Kind));

                    Assert.DoesNotContain(told, notice => notice.To.Is(actor));
                }
            }
        }
    }

    [Theory]
    [InlineData(TicketAction.Claim, NoticeKind.TakenNotice)]
    [InlineData(TicketAction.Reply, NoticeKind.CustomerWord)]
    [InlineData(TicketAction.Resolve, NoticeKind.SettledQuestion)]
    [InlineData(TicketAction.AskConsent, NoticeKind.ConsentQuestion)]
    [InlineData(TicketAction.Decline, NoticeKind.ConsentOutcome)]
    [InlineData(TicketAction.Assign, NoticeKind.OwnerNotice)]
    public void Others_are_told(TicketAction action, NoticeKind told) =>
        Assert.Contains(new NoticePlan().For(Change(action, action is TicketAction.Decline ? Rui : Agent, Ana, Other)), notice => notice.Kind == told.ToString());

    [Theory]
    [MemberData(nameof(Actions))]
    public void What_the_requester_is_told_and_can_wait_is_never_an_agents_word_nor_a_question(TicketAction action)
    {
        foreach (var notice in new NoticePlan().For(Change(action, Agent, Ana, Other)))
        {
            if (NoticeRules.IsEssential(Enum.Parse<NoticeKind>(notice.Kind))) continue;
            Assert.Contains(Enum.Parse<NoticeKind>(notice.Kind), new[] { NoticeKind.TakenNotice, NoticeKind.MovedNotice, NoticeKind.ConsentOutcome });
        }
    }

    private static TicketChange Change(TicketAction action, Person actor, Person requester, Person owner)
    {
        var asked = new Consent(new ConsentQuestion("Work", "75 EUR", Now + Duration.FromHours(1)), ConsentState.Asked, 3, Agent) { Approvers = [Rui, Other] };
        var before = Begin(TicketNumber.Of("A", 1), Now, requester).After with { Status = TicketStatus.Open, Owner = Agent, Consent = asked, LastEvent = 4 };
        var after = before with
        {
            Owner = owner,
            Version = before.Version + 1,
            LastEvent = 5,
            Consent = action switch
            {
                TicketAction.AskApprovers => asked with { Approvers = [.. asked.Approvers, Ana] },
                TicketAction.Agree or TicketAction.Decline or TicketAction.Resolve or TicketAction.Cancel => asked with { State = ConsentState.Declined, AnsweredBy = actor },
                _ => asked,
            },
        };
        return new TicketChange(before, after, new TicketEvent(5, action, actor, Now, before.Status, after.Status, "Words"), Key("own " + action));
    }
}
