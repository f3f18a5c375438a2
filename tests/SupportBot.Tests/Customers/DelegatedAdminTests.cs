using NodaTime;
using SupportBot.Customers;

namespace SupportBot.Tests.Customers;

public sealed class DelegatedAdminTests
{
    private static readonly LocalDate Ends = new(2026, 12, 20);

    [Theory]
    [InlineData(31, null, null)]
    [InlineData(30, null, "2026-12-20/30")]
    [InlineData(30, "2026-12-20/30", null)]
    [InlineData(8, "2026-12-20/30", null)]
    [InlineData(7, "2026-12-20/30", "2026-12-20/7")]
    [InlineData(7, null, "2026-12-20/7")]
    [InlineData(8, "2026-12-20/7", null)]
    [InlineData(0, "2026-12-20/7", null)]
    [InlineData(-1, "2026-12-20/7", "2026-12-20/over")]
    [InlineData(-400, "2026-12-20/over", null)]
    [InlineData(29, "2025-12-20/over", "2026-12-20/30")]
    [InlineData(400, "2025-12-20/over", null)]
    public void Each_stage_of_each_end_is_warned_of_once(int daysLeft, string? warned, string? mark)
    {
        var warning = DelegatedAdmin.DueWarning(Customer(Ends, warned), Ends.PlusDays(-daysLeft));

        Assert.Equal(mark, warning?.Mark);
        if (warning is not null) Assert.Equal((Ends, daysLeft), (warning.Ends, warning.DaysLeft));
    }

    [Fact]
    public void Without_an_end_nothing_is_due() => Assert.Null(DelegatedAdmin.DueWarning(Customer(null, null), Ends));

    private static Customer Customer(LocalDate? ends, string? warned) =>
        new() { Id = "a", Name = "a", TenantIds = ["a"], DelegatedAdminEnds = ends, DelegatedAdminWarned = warned };
}
