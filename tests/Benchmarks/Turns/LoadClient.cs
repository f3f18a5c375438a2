using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Benchmarks.Turns;

/// <summary>The load process, as this one sees it.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private readonly Process _process;

    private LoadClient(Process process, string connector)
    {
        _process = process;
        Connector = connector;
    }

    /// <summary>The service URL of the Connector.</summary>
    internal string Connector { get; }

    internal static async Task<LoadClient> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Run as "dotnet Benchmarks.dll", the process is dotnet's.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        start.ArgumentList.Add("load");
        var process = Process.Start(start)!;
        var connector = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The load process ended at once.");
        return new LoadClient(process, connector);
    }

    /// <exception cref="InvalidOperationException">A turn failed, or did not make exactly one call to the Connector.</exception>
    internal async Task<LoadReport> SendAsync(LoadOrder order, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The load process ended.");
        var report = JsonSerializer.Deserialize<LoadReport>(line)!;
        if (report.Error is not null)
            throw new InvalidOperationException(report.Error);
        if (report.ConnectorCalls != order.Turns)
            throw new InvalidOperationException($"{order.Turns} turns at {order.Url} made {report.ConnectorCalls} calls to the Connector.");
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
