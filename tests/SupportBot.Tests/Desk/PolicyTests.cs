using System.Reflection;
using NodaTime;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tickets;

namespace SupportBot.Tests.Desk;

public sealed class PolicyTests
{
    private static readonly Customer Fabrikam = new() { Id = "tenant-f", Name = "Fabrikam", TenantIds = ["tenant-f", "tenant-f2"] };
    private static readonly Person Ana = new("tenant-f", "ana", "Ana Sousa");

    public static TheoryData<string> EveryVerb => [.. typeof(Verbs).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public void Every_verb_is_somebodys(string verb) => Assert.Contains(Enum.GetValues<Role>(), role => Policy.Of(role, verb) is not Reach.None);

    [Fact]
    public void What_the_table_does_not_name_is_refused()
    {
        foreach (var role in Enum.GetValues<Role>()) Assert.Equal(Reach.None, Policy.Of(role, "deleteEverything"));
    }

    [Theory]
    [InlineData(Role.Customer, Verbs.Show, true, false, false)]
    [InlineData(Role.Administrator, Verbs.Show, true, true, false)]
    [InlineData(Role.Administrator, Verbs.Say, false, false, false)]
    [InlineData(Role.Approver, Verbs.Agree, true, true, false)]
    [InlineData(Role.Customer, Verbs.Agree, false, false, false)]
    [InlineData(Role.Agent, Verbs.Reply, true, true, true)]
    [InlineData(Role.Customer, Verbs.Reply, false, false, false)]
    [InlineData(Role.Operator, Verbs.Reply, false, false, false)]
    [InlineData(Role.Colleague, Verbs.Show, false, false, false)]
    public void A_verb_reaches_as_far_as_the_table_says(Role role, string verb, bool own, bool organisation, bool others)
    {
        Assert.Equal(own, Policy.May(new Caller(Ana, [role], Fabrikam), verb, AnasTicket()));
        Assert.Equal(organisation, Policy.May(new Caller(new Person("tenant-f2", "rui", "Rui"), [role], Fabrikam), verb, AnasTicket()));
        var elsewhere = new Customer { Id = "tenant-n", Name = "Northwind", TenantIds = ["tenant-n"] };
        // The same object id in another tenant is another person.
        Assert.Equal(others, Policy.May(new Caller(new Person("tenant-n", "ana", "Ana Sousa"), [role], elsewhere), verb, AnasTicket()));
    }

    [Fact]
    public void Of_several_roles_the_one_that_reaches_farthest_counts() =>
        Assert.Equal(Reach.Organisation, Policy.Of(new Caller(Ana, [Role.Customer, Role.Administrator], Fabrikam), Verbs.Show));

    private static Ticket AnasTicket() => TicketDecision.Begin(
        new FileTicket(
            TicketNumber.Of("A", 1001),
            "draft",
            Ana,
            Ana,
            "Fabrikam",
            new Request("Outlook", "Outlook fails", Service.Microsoft365, Category.Technical, Affected.OnlyMe, WorkBlocked.No),
            WantsPerson: false,
            SummaryMessage: null,
            CommandKey.OfMessage("chat", "1")),
        Instant.FromUtc(2026, 11, 24, 9, 0)).Change!.After;
}
