using TeamsSimulator;

namespace Sdk.Tests;

/// <summary>
/// The one Azurite of this test assembly, started when first asked for and ended with the test host. Where it cannot run,
/// the asking test is skipped with the reason; with <c>CI_REQUIRE_ALL=1</c> in the environment it fails instead.
/// </summary>
public static class SharedAzurite
{
    private static readonly Lazy<Task<AzuriteProcess>> Running = new(() => AzuriteProcess.StartAsync());

    public static Task<AzuriteProcess> GetAsync()
    {
        if (AzuriteProcess.WhyMissing() is { } reason)
        {
            Skip.If(Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") is not "1", reason);
            throw new InvalidOperationException(reason);
        }

        return Running.Value;
    }
}
