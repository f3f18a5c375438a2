using System.Net;
using System.Net.Sockets;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

public sealed class AzuriteProcessTests
{
    private static void NeedAzurite() => Skip.If(AzuriteProcess.WhyMissing() is not null, AzuriteProcess.WhyMissing());

    private static async Task<HttpStatusCode> AskAsync(AzuriteProcess azurite)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(azurite.TableEndpoint + "/Tables"));
        return response.StatusCode;
    }

    [SkippableFact]
    public async Task It_answers_once_it_has_started_and_has_saved_its_tables_once_it_has_stopped()
    {
        NeedAzurite();
        var folder = Directory.CreateTempSubdirectory("azurite").FullName;
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(dataFolder: folder);

            // It knows nobody without a signature.
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(azurite));
            Assert.Contains($"TableEndpoint=http://127.0.0.1:{azurite.Port}/devstoreaccount1", azurite.ConnectionString, StringComparison.Ordinal);

            await azurite.StopAsync();
            await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(azurite));
            Assert.True(new FileInfo(Path.Combine(folder, "__azurite_db_table__.json")).Length > 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task A_port_that_is_taken_is_said_to_be()
    {
        NeedAzurite();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => AzuriteProcess.StartAsync(((IPEndPoint)taken.LocalEndpoint).Port));

        Assert.Contains("EADDRINUSE", refused.Message, StringComparison.Ordinal);
    }
}
