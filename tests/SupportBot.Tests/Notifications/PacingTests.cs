using NodaTime;
using NodaTime.Extensions;
using SupportBot.Notifications;

namespace SupportBot.Tests.Notifications;

public sealed class PacingTests
{
    private static readonly Destination Bo = new("northwind", "a:bo", SendOperation.Send);
    private static readonly Destination Nora = new("northwind", "a:nora", SendOperation.Send);
    private static readonly Destination Olga = new("northwind", "a:olga", SendOperation.Send);
    private static readonly Destination Ana = new("fabrikam", "a:ana", SendOperation.Send);

    private readonly MovableTime time = new();

    [Theory]
    [InlineData(7, 1)]
    [InlineData(60, 30)]
    [InlineData(1800, 3600)]
    public void One_more_fits_when_the_oldest_that_counts_has_left_the_span(int calls, int seconds)
    {
        var now = time.GetUtcNow().ToInstant();
        var limits = new[] { new SendLimit(Duration.FromSeconds(seconds), calls) };
        var made = Enumerable.Range(1, calls).Select(i => now - Duration.FromMilliseconds(calls - i)).ToList();

        Assert.Equal(now, SendLimits.Earliest(made[1..], limits, now));
        Assert.Equal(made[0] + Duration.FromSeconds(seconds), SendLimits.Earliest(made, limits, now));
        Assert.Equal(made[1] + Duration.FromSeconds(seconds), SendLimits.Earliest([.. made, now], limits, now));
    }

    [Fact]
    public void Whoever_sends_as_often_as_they_may_never_exceeds_what_Teams_takes_and_loses_little()
    {
        var pacing = new Pacing(time);
        var sent = new List<Instant>();
        while (sent.Count < 2000)
        {
            var wait = pacing.Take(Bo);
            if (wait > Duration.Zero) time.Move(wait.ToTimeSpan());
            else sent.Add(time.GetUtcNow().ToInstant());
        }

        foreach (var (seconds, most) in new[] { (1, 7), (2, 8), (30, 60), (3600, 1800) })
        {
            for (var i = most; i < sent.Count; i++) Assert.True(sent[i] - sent[i - most] >= Duration.FromSeconds(seconds), $"{most + 1} calls within {seconds} s at call {i}");
        }

        Assert.InRange(sent[1799] - sent[0], Duration.Zero, Duration.FromMinutes(15));
    }

    [Fact]
    public void Messages_and_threads_of_a_conversation_are_counted_apart_and_edits_only_for_the_tenant()
    {
        var pacing = new Pacing(time);
        for (var i = 0; i < 7; i++) Assert.Equal(Duration.Zero, pacing.Take(Bo));

        Assert.Equal(Duration.FromSeconds(1), pacing.Take(Bo));
        Assert.Equal(Duration.Zero, pacing.Take(Bo with { Operation = SendOperation.Create }));
        for (var i = 0; i < 42; i++) Assert.Equal(Duration.Zero, pacing.Take(Bo with { Operation = SendOperation.Edit }));
        Assert.Equal(Duration.FromSeconds(1), pacing.Take(Nora with { Operation = SendOperation.Edit }));
        Assert.Equal(Duration.Zero, pacing.Take(Ana));
    }

    [Fact]
    public void A_throttled_conversation_waits_as_long_as_Teams_asks_and_the_others_do_not()
    {
        var pacing = new Pacing(time);
        pacing.Throttled(Bo, Duration.FromSeconds(30));

        Assert.Equal(Duration.FromSeconds(30), pacing.Take(Bo));
        Assert.Equal(Duration.FromSeconds(30), pacing.Take(Bo with { Operation = SendOperation.Edit }));
        Assert.Equal(Duration.Zero, pacing.Take(Nora));
        time.Move(TimeSpan.FromSeconds(30));
        Assert.Equal(Duration.Zero, pacing.Take(Bo));
    }

    [Fact]
    public void Two_throttled_conversations_are_the_whole_tenant_and_no_other()
    {
        var pacing = new Pacing(time);
        pacing.Throttled(Bo, Duration.FromSeconds(30));
        pacing.Throttled(Nora, Duration.FromSeconds(10));

        Assert.Equal(Duration.FromSeconds(30), pacing.Take(Olga));
        Assert.Equal(Duration.Zero, pacing.Take(Ana));
        time.Move(TimeSpan.FromSeconds(30));
        Assert.Equal(Duration.Zero, pacing.Take(Olga));
    }
}
