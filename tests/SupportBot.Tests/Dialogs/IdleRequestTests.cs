using NodaTime;
using SupportBot.Dialogs;
using SupportBot.Tickets;

namespace SupportBot.Tests.Dialogs;

public sealed class IdleRequestTests
{
    private static readonly Instant Last = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly Draft Written = new("nonce", "A-1001", new Request("Outlook", "Outlook asks.", Service.Microsoft365, Category.Technical, Affected.OnlyMe, WorkBlocked.No), WantsPerson: false);

    [Theory]
    [InlineData(14, false, IdleStep.None, 15)]
    [InlineData(15, false, IdleStep.Nudge, 120)]
    [InlineData(119, false, IdleStep.Nudge, 120)]
    [InlineData(119, true, IdleStep.None, 120)]
    [InlineData(120, true, IdleStep.SetAside, null)]
    [InlineData(600, false, IdleStep.SetAside, null)]
    public void What_is_written_is_reminded_of_once_and_then_set_aside(int idleMinutes, bool wasNudged, IdleStep step, int? againMinutes)
    {
        var talk = new Talk { Draft = Written, LastWordAt = Last.ToUnixTimeMilliseconds(), NudgedFor = wasNudged ? "nonce" : "another" };

        var decision = IdleRequest.Of(talk, isWriting: true, Last + Duration.FromMinutes(idleMinutes));

        Assert.Equal((step, againMinutes is { } again ? Last + Duration.FromMinutes(again) : null), (decision.Step, decision.LookAgainAt));
    }

    [Theory]
    [InlineData(15, 30)]
    [InlineData(110, 120)]
    public void Who_has_written_nothing_yet_is_looked_at_again(int idleMinutes, int againMinutes)
    {
        var decision = IdleRequest.Of(new Talk { LastWordAt = Last.ToUnixTimeMilliseconds() }, isWriting: true, Last + Duration.FromMinutes(idleMinutes));

        Assert.Equal((IdleStep.None, Last + Duration.FromMinutes(againMinutes)), (decision.Step, decision.LookAgainAt));
    }

    [Fact]
    public void A_draft_is_forgotten_a_week_after_its_last_word_and_nothing_else_is()
    {
        var talk = new Talk();
        var (old, young) = (Aside(0), Aside(1));
        talk.SetAside.AddRange([old, young]);

        Assert.Empty(IdleRequest.Of(talk, isWriting: false, Last + Duration.FromDays(7) - Duration.FromMilliseconds(1)).Forgotten);
        var decision = IdleRequest.Of(talk, isWriting: false, Last + Duration.FromDays(7));

        Assert.Equal([old], decision.Forgotten);
        Assert.Equal((IdleStep.None, null), (decision.Step, decision.LookAgainAt));

        static SetAsideRequest Aside(int hours) => new(Written, ServiceKnown: true, Follows: null, (Last + Duration.FromHours(hours)).ToUnixTimeMilliseconds());
    }
}
