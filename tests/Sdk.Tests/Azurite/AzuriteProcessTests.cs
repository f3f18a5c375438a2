namespace Sdk.Tests.Azurite;

public sealed class AzuriteProcessTests
{
    [SkippableFact]
    public async Task Azurite_ends_when_the_pipe_from_its_starter_breaks()
    {
        SharedAzurite.RequireInstalled();
        await using var azurite = await AzuriteProcess.StartAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(azurite.Endpoint);
        Assert.NotNull(answer);

        await azurite.StopAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(azurite.Endpoint));
    }
}
