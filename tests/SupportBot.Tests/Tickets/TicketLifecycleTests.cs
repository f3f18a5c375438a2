using SupportBot.Tickets;

namespace SupportBot.Tests.Tickets;

public sealed class TicketLifecycleTests
{
    private const string Begin = "<!-- life cycle -->\n";
    private const string End = "<!-- end of life cycle -->";

    [Fact]
    public void The_readme_shows_the_life_cycle_that_the_code_has()
    {
        var readme = File.ReadAllText(Repository.Path("README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var shown = readme[start..readme.IndexOf(End, StringComparison.Ordinal)];

        Assert.Equal($"\n```mermaid\n{TicketLifecycle.ToMermaid()}```\n\n", shown);
    }

    [Fact]
    public void What_a_customer_types_may_be_meant_for_every_ticket_that_is_not_over()
    {
        foreach (var status in Enum.GetValues<TicketStatus>())
            Assert.Equal(status is not (TicketStatus.Closed or TicketStatus.Cancelled or TicketStatus.Merged), TicketLifecycle.IsOngoing(status));
    }

    [Fact]
    public void Work_is_left_until_a_ticket_is_resolved_or_over()
    {
        foreach (var status in Enum.GetValues<TicketStatus>())
            Assert.Equal(!TicketLifecycle.IsOver(status) && status is not TicketStatus.Resolved, TicketLifecycle.IsAtWork(status));
    }

    [Fact]
    public void Every_status_can_be_reached_and_left()
    {
        var reached = new HashSet<TicketStatus> { TicketLifecycle.Beginning };
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var status in reached.ToList())
            {
                foreach (var action in Enum.GetValues<TicketAction>()) grown |= TicketLifecycle.Next(status, action) is { } next && reached.Add(next);
            }
        }

        Assert.Equal(Enum.GetValues<TicketStatus>(), reached.Order());
    }
}
