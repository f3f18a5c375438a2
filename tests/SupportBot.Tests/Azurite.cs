using TeamsSimulator;

namespace SupportBot.Tests;

/// <summary>One Azurite for all tests of this assembly; each test takes tables with a name of its own.</summary>
internal static class Azurite
{
    private static readonly Lazy<Task<AzuriteProcess>> Running = new(() => AzuriteProcess.StartAsync());

    /// <summary>Its connection string. Where it cannot run the test is skipped with the reason; in CI that is an error.</summary>
    public static async Task<string> ConnectionStringAsync()
    {
        if (AzuriteProcess.WhyMissing() is { } reason)
        {
            Skip.If(Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") is not "1", reason);
            throw new InvalidOperationException(reason);
        }

        return (await Running.Value).ConnectionString;
    }
}
