using System.Diagnostics;

namespace TeamsSimulator.Launching;

/// <summary>A program that was started from here, and that ends when its standard input does.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Remembered = 20;
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private readonly StreamWriter? log;
    private readonly Action<string>? heard;

    private ChildProcess(Process process, string? logFile, Action<string>? heard)
    {
        this.process = process;
        this.heard = heard;
        if (logFile is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
            log = new StreamWriter(logFile, append: false) { AutoFlush = true };
        }
    }

    /// <param name="heard">Called with each line that it prints, from any thread.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? logFile = null, string? folder = null, Action<string>? heard = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var child = new ChildProcess(new Process { StartInfo = start }, logFile, heard);
        child.process.OutputDataReceived += (_, line) => child.Hear(line.Data);
        child.process.ErrorDataReceived += (_, line) => child.Hear(line.Data);
        try
        {
            child.process.Start();
        }
        catch
        {
            child.log?.Dispose();
            child.process.Dispose();
            throw;
        }
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        child.Ended = child.process.WaitForExitAsync();
        return child;
    }

    /// <summary>Completes when it has ended and everything it printed has been read.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public int Id => process.Id;

    public int ExitCode => process.ExitCode;

    public string LastLines
    {
        get
        {
            lock (gate)
                return string.Join(Environment.NewLine, last.Select(line => "    " + line));
        }
    }

    /// <summary>Asks it to end, and ends it by force when it has not after <paramref name="patience"/>.</summary>
    public async Task StopAsync(TimeSpan? patience = null)
    {
        process.StandardInput.Close();
        try
        {
            await Ended.WaitAsync(patience ?? TimeSpan.FromSeconds(15));
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    /// <summary>Ends it by force.</summary>
    public Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        return Ended;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted)
            await StopAsync();
        process.Dispose();
        if (log is not null)
            await log.DisposeAsync();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            last.Enqueue(line);
            if (last.Count > Remembered)
                last.Dequeue();
            log?.WriteLine(line);
        }
        heard?.Invoke(line);
    }
}
