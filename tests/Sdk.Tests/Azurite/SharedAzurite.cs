namespace Sdk.Tests.Azurite;

/// <summary>
/// The one Azurite of this test assembly, started when first asked for and ended with the test host. Where it cannot run,
/// the asking test is skipped with the reason; with <c>CI_REQUIRE_ALL=1</c> in the environment it fails instead.
/// </summary>
public static class SharedAzurite
{
    private static readonly Lazy<string?> Missing = new(AzuriteProcess.MissingReason);
    private static readonly Lazy<Task<AzuriteProcess>> Running = new(AzuriteProcess.StartAsync);

    public static Task<AzuriteProcess> GetAsync()
    {
        RequireInstalled();
        return Running.Value;
    }

    public static void RequireInstalled()
    {
        if (Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") == "1")
            Assert.True(Missing.Value is null, Missing.Value);
        Skip.If(Missing.Value is not null, Missing.Value);
    }
}
