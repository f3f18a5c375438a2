using NodaTime;
using SupportBot.Escalation;

namespace SupportBot.Tests.Escalation;

public sealed class IncidentAccountOptionsTests
{
    [Fact]
    public void An_account_is_read_as_it_is_written()
    {
        var problems = new List<string>();
        var accounts = IncidentAccountOptions.Read(
            [Written(), new() { Id = " h ", Vehicle = "advanced", Unit = "hours", Amount = "12.25", From = "2026-01-01", Until = "2026-01-01", Low = "2.5", Contract = " C-1 / A-1 " }], problems);

        Assert.Empty(problems);
        Assert.Equal(
            [
                new IncidentAccount("i", "signature", "", IncidentUnit.Incidents, 20, new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31), 0),
                new IncidentAccount("h", "advanced", "C-1 / A-1", IncidentUnit.Hours, 12.25m, new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 1), 2.5m),
            ],
            accounts);
    }

    [Theory]
    [InlineData("Id", "")]
    [InlineData("Id", "12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("Id", "H")]
    [InlineData("Vehicle", " ")]
    [InlineData("Contract", "12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("Unit", "Days")]
    [InlineData("Amount", null)]
    [InlineData("Amount", "2.5")]
    [InlineData("Amount", "-1")]
    [InlineData("Amount", "100001")]
    [InlineData("Amount", "unlimited")]
    [InlineData("Low", "21")]
    [InlineData("Low", "0.5")]
    [InlineData("From", "1.1.2026")]
    [InlineData("Until", null)]
    [InlineData("Until", "2025-12-31")]
    public void What_is_wrong_is_named_with_its_setting_and_only_that(string setting, string? value)
    {
        var wrong = Written();
        typeof(IncidentAccountOptions).GetProperty(setting)!.SetValue(wrong, value);
        var problems = new List<string>();

        var accounts = IncidentAccountOptions.Read([new() { Id = "h", Vehicle = "advanced", Unit = "Hours", Amount = "1", From = "2026-01-01", Until = "2026-01-31" }, wrong], problems);

        Assert.StartsWith($"Escalation:Accounts:1:{setting}: ", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal("h", Assert.Single(accounts).Id);
    }

    private static IncidentAccountOptions Written() => new() { Id = "i", Vehicle = "signature", Amount = "20", From = "2026-01-01", Until = "2026-12-31" };
}
