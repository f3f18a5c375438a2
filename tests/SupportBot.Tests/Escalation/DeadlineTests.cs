using NodaTime;
using NodaTime.Text;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

public sealed class DeadlineTests
{
    private static readonly Deadlines All = Deadlines.Read(new HandbookFiles(null));

    [Theory]
    // Seven days of 24 hours in UTC, over the ends of months and years and the night on which Lisbon's clocks change.
    [InlineData(Workload.Teams, Category.Subscription, DeadlineMoment.Purchased, "cancelPurchase", "2026-11-25T10:00:00Z", "2026-12-02T10:00:00Z")]
    [InlineData(Workload.Teams, Category.Subscription, DeadlineMoment.Renewed, "cancelRenewal", "2026-12-28T23:59:59Z", "2027-01-04T23:59:59Z")]
    [InlineData(Workload.PowerPlatform, Category.Billing, DeadlineMoment.SeatsAdded, "removeSeats", "2026-10-24T00:30:00Z", "2026-10-31T00:30:00Z")]
    [InlineData(Workload.Teams, Category.Subscription, DeadlineMoment.Purchased, "cancelPurchase", "2028-02-26T12:00:00Z", "2028-03-04T12:00:00Z")]
    [InlineData(Workload.Teams, Category.Subscription, DeadlineMoment.Purchased, "cancelPurchase", "2027-02-26T12:00:00Z", "2027-03-05T12:00:00Z")]
    // One month, for Azure two, after the last day of the incident's month.
    [InlineData(Workload.ExchangeOnline, Category.Billing, DeadlineMoment.Incident, "credit", "2026-11-01T00:00:00Z", "2026-12-31T00:00:00Z")]
    [InlineData(Workload.ExchangeOnline, Category.Billing, DeadlineMoment.Incident, "credit", "2026-11-30T23:59:59Z", "2026-12-31T00:00:00Z")]
    [InlineData(Workload.ExchangeOnline, Category.Billing, DeadlineMoment.Incident, "credit", "2026-12-01T00:00:00Z", "2027-02-01T00:00:00Z")]
    [InlineData(Workload.ExchangeOnline, Category.Billing, DeadlineMoment.Incident, "credit", "2027-01-15T00:00:00Z", "2027-03-01T00:00:00Z")]
    [InlineData(Workload.ExchangeOnline, Category.Billing, DeadlineMoment.Incident, "credit", "2028-01-31T23:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData(Workload.Azure, Category.Billing, DeadlineMoment.Incident, "creditAzure", "2026-12-15T08:00:00Z", "2027-03-01T00:00:00Z")]
    [InlineData(Workload.Azure, Category.Billing, DeadlineMoment.Incident, "creditAzure", "2027-12-15T08:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData(Workload.Azure, Category.Billing, DeadlineMoment.Incident, "creditAzure", "2026-11-15T08:00:00Z", "2027-01-31T00:00:00Z")]
    // Sixty days from the first fraudulent use; a leap year has one day more on the way.
    [InlineData(Workload.Azure, Category.Billing, DeadlineMoment.FirstFraudulentUse, "fraudRefund", "2027-01-31T06:00:00Z", "2027-04-01T06:00:00Z")]
    [InlineData(Workload.Azure, Category.Billing, DeadlineMoment.FirstFraudulentUse, "fraudRefund", "2028-01-31T06:00:00Z", "2028-03-31T06:00:00Z")]
    public void Each_deadline_ends_when_its_source_says(Workload workload, Category category, DeadlineMoment moment, string id, string from, string until)
    {
        var start = InstantPattern.ExtendedIso.Parse(from).Value;

        var deadline = Assert.Single(All.Of(new EvidenceCase(workload, category), new Dictionary<DeadlineMoment, Instant> { [moment] = start }));

        Assert.Equal((id, until), (deadline.Rule.Id, InstantPattern.ExtendedIso.Format(deadline.End)));
        Assert.False(deadline.IsOver(deadline.End - Duration.Epsilon));
        Assert.True(deadline.IsOver(deadline.End));
        Assert.Equal(Standing.Verified, deadline.Rule.Source.Standing);
    }

    [Fact]
    public void A_billing_month_of_its_own_goes_before_the_calendar_s()
    {
        var deadline = Assert.Single(All.Of(
            new EvidenceCase(Workload.Teams, Category.Billing, TopicId: "slaCredit"),
            new Dictionary<DeadlineMoment, Instant> { [DeadlineMoment.Incident] = Instant.FromUtc(2026, 11, 20, 0, 0) },
            billingMonthEnds: new LocalDate(2026, 12, 14)));

        Assert.Equal(Instant.FromUtc(2027, 1, 15, 0, 0), deadline.End);
    }

    [Fact]
    public void What_does_not_hold_for_it_is_not_shown_and_the_nearest_comes_first()
    {
        var moments = Enum.GetValues<DeadlineMoment>().ToDictionary(moment => moment, _ => Instant.FromUtc(2026, 11, 1, 0, 0));

        Assert.Empty(All.Of(new EvidenceCase(Workload.Teams, Category.Technical), moments));
        Assert.Equal(["creditAzure"], Ids(new EvidenceCase(Workload.Azure, Category.Billing, TopicId: "slaCredit")));
        Assert.Equal(["fraudRefund", "creditAzure"], Ids(new EvidenceCase(Workload.Azure, Category.Billing)));
        Assert.Equal([DeadlineMoment.Incident, DeadlineMoment.FirstFraudulentUse], All.Asks(new EvidenceCase(Workload.Azure, Category.Billing)));

        IEnumerable<string> Ids(EvidenceCase escalation) => All.Of(escalation, moments).Select(deadline => deadline.Rule.Id);
    }

    [Fact]
    public void A_deadline_without_one_length_is_a_mistake()
    {
        const string File = """
            sources: { house: { document: "Ours", date: 2026-11-25, standing: default } }
            deadlines:
              - { id: one, label: One, from: purchased, source: house }
              - { id: two, label: Two, from: purchased, days: 7, hours: 1, source: house }
              - { id: two, label: Two, from: bought, days: 0, source: house }
            """;

        var mistakes = Assert.Throws<HandbookException>(() => HandbookFiles.Read("deadlines.yaml", new StringReader(File), Deadlines.Read)).Mistakes;

        Assert.Equal([3, 4, 5, 5, 5], mistakes.Select(mistake => mistake.Line));
    }
}
