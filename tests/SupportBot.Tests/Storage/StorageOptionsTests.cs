using SupportBot.Storage;

namespace SupportBot.Tests.Storage;

public sealed class StorageOptionsTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", null)]
    [InlineData(null, "https://contoso.table.core.windows.net")]
    public void Either_way_to_the_account_will_do(string? connection, string? account) =>
        Assert.True(Validate(new StorageOptions { ConnectionString = connection, AccountUri = account }).Succeeded);

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_remedy()
    {
        var faults = Validate(new StorageOptions
        {
            ConnectionString = "AccountName=contoso;AccountKey=secret!",
            AccountUri = "http://contoso.table.core.windows.net",
            TablePrefix = "1st",
            TicketPrefix = "A1",
            NumberBlock = 0,
        }).Failures!.ToList();

        Assert.Equal(6, faults.Count);
        foreach (var setting in new[] { "ConnectionString", "AccountUri", "TablePrefix", "TicketPrefix", "NumberBlock" })
            Assert.Contains(faults, fault => fault.StartsWith($"Storage:{setting} ", StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Contains(": ", fault, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_account_both_ways_are_offered()
    {
        var fault = Assert.Single(Validate(new StorageOptions()).Failures!);
        Assert.Contains("https://<account>.table.core.windows.net", fault, StringComparison.Ordinal);
        Assert.Contains("UseDevelopmentStorage=true", fault, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(StorageOptions options) =>
        new StorageOptionsValidation().Validate(name: null, options);
}
