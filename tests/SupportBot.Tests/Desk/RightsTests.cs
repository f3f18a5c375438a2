using NodaTime;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Tests.Desk;

public sealed class RightsTests
{
    private static readonly Customer Fabrikam = new("Fabrikam", ["tenant-f"]);
    private static readonly Person Ana = new("tenant-f", "ana", "Ana Sousa");
    private static readonly Caller AnaCalls = new(Ana, Role.Customer, Fabrikam);
    private static readonly Caller ColleagueOfAna = new(new Person("tenant-f", "rui", "Rui"), Role.Customer, Fabrikam);
    private static readonly Caller SameIdElsewhere = new(new Person("tenant-n", "ana", "Ana Sousa"), Role.Customer, new Customer("Northwind", ["tenant-n"]));
    private static readonly Caller Agent = new(new Person("tenant-p", "ivy", "Ivy Chen"), Role.Agent, null);
    private static readonly Caller Colleague = new(new Person("tenant-p", "joe", "Joe"), Role.Colleague, null);

    private static readonly TicketAction[] Customers = [TicketAction.CustomerMessage, TicketAction.AskForPerson, TicketAction.ConfirmSettled, TicketAction.Reopen];
    private static readonly TicketAction[] Agents = [TicketAction.Claim, TicketAction.Reply, TicketAction.Note, TicketAction.Resolve];

    [Fact]
    public void Everybody_may_do_exactly_what_the_table_says()
    {
        foreach (var action in Enum.GetValues<TicketAction>())
        {
            Assert.Equal(Customers.Contains(action), Rights.May(AnaCalls, action, AnasTicket()));
            Assert.Equal(Agents.Contains(action), Rights.May(Agent, action, AnasTicket()));
            Assert.False(Rights.May(ColleagueOfAna, action, AnasTicket()));
            Assert.False(Rights.May(SameIdElsewhere, action, AnasTicket()));
            Assert.False(Rights.May(Colleague, action, AnasTicket()));
        }
    }

    [Fact]
    public void A_ticket_is_seen_by_its_writer_and_by_agents_only()
    {
        Assert.True(Rights.MaySee(AnaCalls, AnasTicket()));
        Assert.True(Rights.MaySee(Agent, AnasTicket()));
        Assert.False(Rights.MaySee(ColleagueOfAna, AnasTicket()));
        Assert.False(Rights.MaySee(SameIdElsewhere, AnasTicket()));
        Assert.False(Rights.MaySee(Colleague, AnasTicket()));
    }

    private static Ticket AnasTicket() => TicketDecision.Begin(
        new FileTicket(
            TicketNumber.Of("A", 1001),
            "draft",
            Ana,
            "Fabrikam",
            new Request("Outlook", "Outlook fails", Service.Microsoft365, Category.Technical, Affected.OnlyMe, WorkBlocked.No),
            WantsPerson: false,
            SummaryMessage: null,
            CommandKey.OfMessage("chat", "1")),
        Instant.FromUtc(2026, 11, 24, 9, 0)).Change!.After;
}
