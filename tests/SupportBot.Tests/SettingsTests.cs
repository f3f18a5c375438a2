using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace SupportBot.Tests;

/// <summary>What the operator sets is checked before anything starts.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("5", true)]
    [InlineData("3600", true)]
    [InlineData("4", false)]
    [InlineData("3601", false)]
    public void Patience_is_from_5_seconds_to_an_hour(string? seconds, bool fits)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Notifications:PatienceSeconds", seconds)]).Build();

        var settings = Settings.Read(configuration, new HostingEnvironment { EnvironmentName = Environments.Development });

        Assert.Equal(fits, !settings.Problems.Exists(problem => problem.StartsWith("Notifications:PatienceSeconds", StringComparison.Ordinal)));
    }
}
