using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

/// <summary>The program that a newcomer starts, started as they do.</summary>
public sealed class LauncherTests
{
    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TeamsSimulator.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [SkippableFact]
    public async Task It_starts_everything_tells_one_address_and_stops_everything_when_told_to()
    {
        Skip.If(AzuriteProcess.WhyMissing() is not null, AzuriteProcess.WhyMissing());
        Skip.If(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        await using var bot = await FakeBot.StartAsync();
        var data = Directory.CreateTempSubdirectory("simulation").FullName;
        var (port, azurite) = (FreePort().ToString(CultureInfo.InvariantCulture), FreePort().ToString(CultureInfo.InvariantCulture));
        using var launcher = Start("--bot-url", bot.Url, "--data", data, "--port", port, "--azurite-port", azurite);
        try
        {
            string? line;
            do
                line = await launcher.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            while (line?.StartsWith("Open ", StringComparison.Ordinal) == false);

            Assert.Equal($"Open http://127.0.0.1:{port}/", line);
            Assert.Equal(18, bot.Heard.Count);
            Assert.All(bot.Heard, activity => Assert.Equal($"http://127.0.0.1:{port}/teams/", (string?)activity["serviceUrl"]));

            using var kill = Process.Start("kill", ["-TERM", launcher.Id.ToString(CultureInfo.InvariantCulture)]);
            await launcher.WaitForExitAsync();

            Assert.Equal(0, launcher.ExitCode);
            Assert.Contains("successfully closed", await File.ReadAllTextAsync(Path.Combine(data, "logs", "azurite.log")), StringComparison.Ordinal);
            using var http = new HttpClient();
            foreach (var gone in (string[])[port, azurite])
                await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri($"http://127.0.0.1:{gone}/")));
        }
        finally
        {
            if (!launcher.HasExited)
                launcher.Kill(entireProcessTree: true);
            Directory.Delete(data, recursive: true);
        }
    }

    [SkippableFact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_named_with_the_way_out()
    {
        Skip.If(AzuriteProcess.WhyMissing() is not null, AzuriteProcess.WhyMissing());
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var (code, _, error) = await RunAsync("--bot-port", port);

        Assert.Equal((1, $"Port {port} is taken: stop what listens there, or give another with --bot-port."), (code, error.Trim()));
    }

    [Theory]
    [InlineData("There is no option '--prot'.", "--prot", "1")]
    [InlineData("--port wants a port from 1 to 65535.", "--port", "seven")]
    [InlineData("--data wants a value.", "--data")]
    public async Task A_mistaken_command_line_is_told_what_there_is(string says, params string[] arguments)
    {
        var (code, _, error) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.StartsWith(says, error, StringComparison.Ordinal);
        Assert.Contains("--azurite-port N", error, StringComparison.Ordinal);
    }
}
