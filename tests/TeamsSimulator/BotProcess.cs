using System.Globalization;
using TeamsSimulator.Launching;

namespace TeamsSimulator;

/// <summary>The bot as a process of its own, built in the same configuration as this program.</summary>
public sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly ChildProcess child;
    private readonly Lines lines;

    private BotProcess(ChildProcess child, Lines lines, string url) => (this.child, this.lines, Url) = (child, lines, url);

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url { get; }

    internal Task Ended => child.Ended;

    internal string LastLines => child.LastLines;

    /// <summary>The settings, as environment variables, with which the bot serves the partner and customers of the cast.</summary>
    public static Dictionary<string, string> Settings(string storage)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Storage__ConnectionString"] = storage,
            ["Partner__Name"] = Cast.Contoso.Name,
            ["Partner__TenantId"] = Cast.Contoso.TenantId,
            ["Partner__Contact"] = "support@contoso.example or +351 210 000 000",
            ["Offer__Support__0__Services__0"] = "Microsoft365",
            ["Offer__Support__0__Services__1"] = "Azure",
            ["Offer__Support__1__Services__0"] = "Dynamics365",
            ["Offer__Support__1__Categories__0"] = "Technical",
            ["Offer__Support__1__By"] = "Subcontracted",
            ["Offer__Support__1__Company"] = "Litware",
            ["Offer__Support__1__Contact"] = "dynamics@litware.example",
            ["Offer__TimeZone"] = "Europe/Lisbon",
            ["Offer__Hours__Monday"] = "09:00-18:00",
            ["Offer__Hours__Tuesday"] = "09:00-18:00",
            ["Offer__Hours__Wednesday"] = "09:00-18:00",
            ["Offer__Hours__Thursday"] = "09:00-18:00",
            ["Offer__Hours__Friday"] = "09:00-18:00",
            ["Offer__Currency"] = "EUR",
            ["Offer__PerHour"] = "75",
            ["Offer__IncludedHours"] = "2",
            ["Partner__Language"] = "en",
            ["Desk__Operators__0"] = "lea@" + Cast.Contoso.Domain,
            ["Desk__Leads__0"] = "lea@" + Cast.Contoso.Domain,
        };
        return settings;
    }

    /// <summary>Starts it on a free port, and waits until it is ready.</summary>
    /// <param name="settings">Environment variables, such as those of <see cref="Settings"/>.</param>
    /// <exception cref="InvalidOperationException">It is not built, or did not become ready; the message says why.</exception>
    public static async Task<BotProcess> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var bot = Start(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Free()}"), settings);
        try
        {
            if (await bot.ReadyAsync(CancellationToken.None))
                return bot;
            throw new InvalidOperationException($"The bot has ended by itself. It last said:{Environment.NewLine}{bot.LastLines}");
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Imports customers as an operator does, by the bot's own command.</summary>
    /// <param name="settings">Environment variables, such as those of <see cref="Settings"/>.</param>
    /// <param name="file">A CSV file's text, such as <see cref="FirstDay.Customers"/>.</param>
    /// <exception cref="InvalidOperationException">They were not imported; the message says why.</exception>
    public static async Task ImportAsync(IReadOnlyDictionary<string, string> settings, string file)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        await File.WriteAllTextAsync(path, file);
        try
        {
            var (folder, program) = Program();
            await using var import = ChildProcess.Start("dotnet", [program, "customers", "import", path], settings, folder: folder);
            await import.Ended;
            if (import.ExitCode != 0) throw new InvalidOperationException($"The customers were not imported:{Environment.NewLine}{import.LastLines}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static BotProcess Start(string url, IReadOnlyDictionary<string, string> settings, string? logFile = null)
    {
        var (folder, program) = Program();
        var environment = new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = url, ["SUPPORTBOT_EXIT_WITH_STDIN"] = "1" };
        var lines = new Lines();
        return new(ChildProcess.Start("dotnet", [program], environment, logFile, folder, lines.Hear), lines, url);
    }

    private static (string Folder, string Program) Program()
    {
        var tree = SourceTree.Find() ?? throw new InvalidOperationException("The bot is looked for in the checkout of SupportBot, and this program was not started from one.");
        // The bot stands in its output folder as this program does in its own: same configuration, same flavour.
        var folder = Path.Combine(tree.Root, "src", "SupportBot");
        var output = Path.GetRelativePath(Path.Combine(tree.Root, "tests"), AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar, 2)[1];
        var program = Path.Combine(folder, output, "SupportBot.dll");
        if (!File.Exists(program))
            throw new InvalidOperationException($"The bot is not built: {program} is missing. Run 'dotnet build src/SupportBot'.");
        return (folder, program);
    }

    /// <summary>Waits until it prints a line with these words, from now on.</summary>
    /// <exception cref="TimeoutException">It did not within 30 seconds.</exception>
    public Task<string> SaysAsync(string words) => lines.NextAsync(words).WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Ends it at once, without a word.</summary>
    public Task KillAsync() => child.KillAsync();

    /// <summary>Asks it to end, and waits until it has.</summary>
    public Task StopAsync() => child.StopAsync(TimeSpan.FromSeconds(30));

    public ValueTask DisposeAsync() => child.DisposeAsync();

    /// <returns>False when it ended first.</returns>
    internal async Task<bool> ReadyAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(StartPatience);
        try
        {
            return await ReadyAsync(Url, Ended, patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The bot did not answer {Url}/health/ready with 200 within {StartPatience.TotalSeconds} seconds. It last said:{Environment.NewLine}{LastLines}");
        }
    }

    /// <returns>False when <paramref name="ended"/> completed first.</returns>
    internal static async Task<bool> ReadyAsync(string url, Task ended, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (!ended.IsCompleted)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(url + "/health/ready"), stop);
                if (response.IsSuccessStatusCode)
                    return true;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || notYet is OperationCanceledException && !stop.IsCancellationRequested)
            {
                // It does not listen yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }
        return false;
    }

    private sealed class Lines
    {
        private readonly Lock gate = new();
        private readonly List<(string Words, TaskCompletionSource<string> Heard)> waiting = [];

        public Task<string> NextAsync(string words)
        {
            var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (gate)
                waiting.Add((words, heard));
            return heard.Task;
        }

        public void Hear(string line)
        {
            lock (gate)
                waiting.RemoveAll(each => line.Contains(each.Words, StringComparison.Ordinal) && each.Heard.TrySetResult(line));
        }
    }
}
