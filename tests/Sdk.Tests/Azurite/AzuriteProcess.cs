using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sdk.Tests.Azurite;

/// <summary>
/// An Azurite table service of our own, in memory, on a free port of the loopback interface.
/// </summary>
/// <remarks>
/// Azurite is looked for in <c>tests/TeamsSimulator/node_modules/azurite</c> of the repository that the test assembly lies
/// in, where the build of TeamsSimulator installs it. The environment variable <c>SUPPORTBOT_AZURITE</c> names another
/// folder (the package's own, the one with <c>package.json</c>).
/// </remarks>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const string FolderVariable = "SUPPORTBOT_AZURITE";
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // A test host that is killed can stop nobody, but its end of the pipe closes: Azurite then ends by itself.
    private const string Wrapper = "process.stdin.resume().on('close', () => process.exit(0)); require(process.argv[1]);";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private AzuriteProcess(Process process, int port)
    {
        _process = process;
        Endpoint = new Uri($"http://127.0.0.1:{port}/{Account}");
    }

    public Uri Endpoint { get; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={Endpoint}";

    /// <summary>Why Azurite cannot be started here, or null where it can.</summary>
    public static string? MissingReason()
    {
        if (!File.Exists(MainScript()))
            return $"Azurite is not installed: there is no {MainScript()}. Build tests/TeamsSimulator, or set {FolderVariable}.";
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return null;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"Azurite needs Node, which cannot be started: {e.Message}";
        }
    }

    public static async Task<AzuriteProcess> StartAsync()
    {
        const int Attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var process = Start(port);
            var errors = process.StandardError.ReadToEndAsync();
            var azurite = new AzuriteProcess(process, port);
            if (await azurite.IsListening())
            {
                // Nobody reads what it says from here on, but a full pipe would stop it.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return azurite;
            }

            await azurite.DisposeAsync();
            var reason = await errors;
            if (attempt == Attempts || !reason.Contains("EADDRINUSE", StringComparison.Ordinal))
                throw new InvalidOperationException($"Azurite did not start: {reason}");
        }
    }

    /// <summary>Closes our end of the pipe, as our death would, and waits for the end.</summary>
    /// <exception cref="TimeoutException">Azurite goes on.</exception>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(StopLimit);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            _process.Kill();
            _process.Dispose();
        }
    }

    private static Process Start(int port)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] arguments =
        [
            "-e", Wrapper, "--", MainScript(),
            "--inMemoryPersistence", "--disableTelemetry", "--silent", "--skipApiVersionCheck",
            "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private async Task<bool> IsListening()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.Contains("successfully started", StringComparison.Ordinal))
                    return true;
            }
        }
        catch (OperationCanceledException)
        {
            // Falls out as a start that failed, with what Azurite wrote until now as the reason.
        }

        return false;
    }

    private static string MainScript()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrEmpty(folder))
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "SupportBot.sln")))
                root = root.Parent;
            folder = Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "tests", "TeamsSimulator", "node_modules", "azurite");
        }

        return Path.Combine(folder, "dist", "src", "table", "main.js");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
