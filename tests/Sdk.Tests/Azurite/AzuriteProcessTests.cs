namespace Sdk.Tests.Azurite;

public sealed class AzuriteProcessTests
{
    [SkippableFact]
    public async Task Azurite_ends_when_the_process_that_started_it_is_gone()
    {
        SharedAzurite.RequireInstalled();
        await using var azurite = await AzuriteProcess.StartAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(azurite.Endpoint);
        Assert.False(azurite.HasExited);

        await azurite.AbandonAsync();

        Assert.True(azurite.HasExited);
    }
}
