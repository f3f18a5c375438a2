using System.Globalization;
using TeamsSimulator.Launching;

namespace TeamsSimulator;

/// <summary>Azurite's table service as a process of its own, on a loopback port.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // Azurite's published development account, which is the same everywhere and guards nothing.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int Attempts = 5;

    private readonly ChildProcess child;

    private AzuriteProcess(ChildProcess child, int port) => (this.child, Port) = (child, port);

    public int Port { get; }

    public string TableEndpoint => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/{Account}");

    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={TableEndpoint};";

    internal Task Ended => child.Ended;

    internal string LastLines => child.LastLines;

    /// <summary>Why Azurite cannot be started here, in a sentence that says what to do; null when it can.</summary>
    public static string? WhyMissing()
    {
        if (SourceTree.Find() is not { } tree)
            return "Azurite is looked for in the checkout of SupportBot, and this program was not started from one.";
        if (!OnPath("node"))
            return "Node.js was not found: install Node.js 20 or newer, which brings npm, and build again.";
        if (!File.Exists(tree.Azurite) || !File.Exists(Path.Combine(tree.Packages, ".installed")))
            return "The npm packages are not installed: run 'dotnet build tests/TeamsSimulator', and see that Node.js 20 or newer, npm and its registry are at hand.";
        return null;
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="dataFolder">Where it keeps its tables; in memory unless given.</param>
    /// <exception cref="InvalidOperationException">It cannot be started; the message says why.</exception>
    public static async Task<AzuriteProcess> StartAsync(int port = 0, string? dataFolder = null, string? logFile = null)
    {
        if (WhyMissing() is { } why)
            throw new InvalidOperationException(why);
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? LoopbackPort.Free() : port;
            var (azurite, failure) = await TryStartAsync(chosen, dataFolder, logFile);
            if (azurite is not null)
                return azurite;
            // Somebody else may have taken the port since it was found free.
            if (port != 0 || attempt == Attempts || !failure.Contains("EADDRINUSE", StringComparison.Ordinal))
                throw new InvalidOperationException($"Azurite did not start on port {chosen}:{Environment.NewLine}{failure}");
        }
    }

    /// <summary>Stops it; what it keeps in a folder has been saved afterwards.</summary>
    public Task StopAsync() => child.StopAsync();

    public ValueTask DisposeAsync() => child.DisposeAsync();

    private static async Task<(AzuriteProcess? Azurite, string Failure)> TryStartAsync(int port, string? dataFolder, string? logFile)
    {
        var tree = SourceTree.Find()!;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] arguments =
        [
            Path.Combine(tree.Simulator, "azurite.cjs"),
            "--tableHost", "127.0.0.1", "--tablePort", port.ToString(CultureInfo.InvariantCulture),
            "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            .. dataFolder is null ? new[] { "--inMemoryPersistence" } : ["--location", Path.GetFullPath(dataFolder)],
        ];
        var child = ChildProcess.Start("node", arguments, logFile: logFile, folder: tree.Simulator, heard: line =>
        {
            if (line.Contains("successfully started", StringComparison.Ordinal))
                listening.TrySetResult();
        });
        if (await Task.WhenAny(listening.Task, child.Ended) == listening.Task)
            return (new(child, port), "");
        await using (child)
            return (null, child.LastLines);
    }

    private static bool OnPath(string program)
    {
        var names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd"] : new[] { program };
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name))));
    }
}
