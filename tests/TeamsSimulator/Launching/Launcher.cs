using System.Globalization;

namespace TeamsSimulator.Launching;

/// <summary>Starts Azurite, the simulated Teams and the bot, one after the other, and stops them in reverse.</summary>
internal sealed class Launcher(LaunchOptions options, SourceTree tree, TextWriter console, CancellationToken stop)
{
    private static readonly TimeSpan BotPatience = TimeSpan.FromMinutes(1);

    private bool midLine;

    /// <returns>The exit code: 0 when it was stopped, 1 when something could not start or has died.</returns>
    public async Task<int> RunAsync()
    {
        if (AzuriteProcess.WhyMissing() is { } missing)
            return Fail(missing);
        var ports = new[] { (options.Port, "--port"), (options.BotUrl is null && !options.NoBot ? options.BotPort : null, "--bot-port"), (options.AzuritePort, "--azurite-port") };
        foreach (var (port, option) in ports)
            if (port is { } asked && !LoopbackPort.IsFree(asked))
                return Fail($"Port {asked} is taken: stop what listens there, or give another with {option}.");

        var data = Path.GetFullPath(options.Data ?? Path.Combine(tree.Simulator, ".data"));
        Directory.CreateDirectory(data);
        var logs = Path.Combine(data, "logs");
        try
        {
            var azuritePort = options.AzuritePort ?? FreeFrom(10002, "Azurite");
            await using var azurite = await Step("Azurite", () => AzuriteProcess.StartAsync(azuritePort, data, Path.Combine(logs, "azurite.log")), a => a.TableEndpoint);

            var port = options.Port ?? FreeFrom(5300, "The simulated Teams");
            await using var teams = await Step("Teams", () => SimulatedTeams.StartAsync(new() { Port = port, AppId = options.AppId }), t => t.Url);

            var botUrl = (options.BotUrl?.ToString() ?? Loopback(options.BotPort ?? (options.NoBot ? 3978 : FreeFrom(3978, "The bot")))).TrimEnd('/');
            teams.BotUrl = botUrl;
            await using var bot = options.NoBot || options.BotUrl is not null ? null : StartBot(botUrl, teams, azurite, logs);
            if (bot is null)
                PrintSettings(botUrl, teams, azurite);
            if (await Step("SupportBot", () => WaitForBotAsync(botUrl, bot), ready => ready ? botUrl : null) && !stop.IsCancellationRequested)
            {
                await teams.InstallEverywhereAsync();
                await console.WriteLineAsync($"\nOpen {teams.Url}\nCtrl-C stops everything. Logs are in {logs}.");
            }
            return await WatchAsync(azurite, bot, logs);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            return Fail(failure.Message);
        }
    }

    private ChildProcess StartBot(string url, SimulatedTeams teams, AzuriteProcess azurite, string logs)
    {
        // The bot stands in its output folder as this program does in its own: same configuration, same flavour.
        var own = Path.GetRelativePath(tree.Simulator, AppContext.BaseDirectory);
        var program = Path.Combine(tree.Root, "src", "SupportBot", own, "SupportBot.dll");
        if (!File.Exists(program))
            throw new InvalidOperationException($"The bot is not built: {program} is missing. Run 'dotnet build src/SupportBot'.");
        var environment = new Dictionary<string, string>(Settings(url, teams, azurite)) { ["SUPPORTBOT_EXIT_WITH_STDIN"] = "1" };
        return ChildProcess.Start("dotnet", [program], environment, Path.Combine(logs, "bot.log"), Path.Combine(tree.Root, "src", "SupportBot"));
    }

    private Dictionary<string, string> Settings(string url, SimulatedTeams teams, AzuriteProcess azurite)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = url,
            ["Storage__ConnectionString"] = azurite.ConnectionString,
            ["Partner__Name"] = Cast.Contoso.Name,
            ["Partner__TenantId"] = Cast.Contoso.TenantId,
            ["Partner__Contact"] = "support@contoso.example or +351 210 000 000",
            ["Partner__Language"] = "en",
            ["Desk__TeamId"] = teams.TeamId,
            ["Desk__ChannelId"] = teams.SupportChannelId,
            ["Desk__ServiceUrl"] = teams.ServiceUrl,
        };
        foreach (var (customer, index) in new[] { Cast.Fabrikam, Cast.Northwind }.Select((c, i) => (c, i)))
        {
            settings[$"Customers__{index}__Name"] = customer.Name;
            settings[$"Customers__{index}__TenantIds__0"] = customer.TenantId;
        }
        if (options.AppId is { } appId)
        {
            settings["MicrosoftAppId"] = appId;
            settings["ToBotFromChannelOpenIdMetadataUrl"] = teams.OpenIdMetadataUrl;
        }
        return settings;
    }

    private void PrintSettings(string url, SimulatedTeams teams, AzuriteProcess azurite)
    {
        console.WriteLine("Start the bot with these settings in its environment:\n");
        foreach (var (name, value) in Settings(url, teams, azurite))
            console.WriteLine($"  {name}={value}");
        console.WriteLine();
    }

    /// <returns>False when it died first.</returns>
    private async Task<bool> WaitForBotAsync(string url, ChildProcess? bot)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        // A bot that somebody starts by hand may take as long as they like.
        using var patience = bot is null ? new CancellationTokenSource() : new CancellationTokenSource(BotPatience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        while (bot?.Ended.IsCompleted != true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(url + "/health/ready"), either.Token);
                if (response.IsSuccessStatusCode)
                    return true;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || notYet is OperationCanceledException && !either.IsCancellationRequested)
            {
                // It does not listen yet.
            }
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), either.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The bot did not answer {url}/health/ready with 200 within {BotPatience.TotalSeconds} seconds. It last said:{Environment.NewLine}{bot!.LastLines}");
            }
        }
        return false;
    }

    private async Task<int> WatchAsync(AzuriteProcess azurite, ChildProcess? bot, string logs)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = stop.Register(() => stopped.TrySetResult());
        var first = await Task.WhenAny(bot is null ? [stopped.Task, azurite.Ended] : [stopped.Task, azurite.Ended, bot.Ended]);
        if (first == stopped.Task || stop.IsCancellationRequested)
        {
            await console.WriteLineAsync("\nStopping.");
            return 0;
        }
        var (name, last, log) = first == azurite.Ended ? ("Azurite", azurite.LastLines, "azurite.log") : ("The bot", bot!.LastLines, "bot.log");
        return Fail($"{name} has ended by itself. It last said:\n{last}\nAll of it is in {Path.Combine(logs, log)}.");
    }

    private async Task<T> Step<T>(string name, Func<Task<T>> start, Func<T, string?> address)
    {
        stop.ThrowIfCancellationRequested();
        await console.WriteAsync($"{name,-12}");
        await console.FlushAsync(stop);
        midLine = true;
        var started = await start();
        midLine = false;
        await console.WriteLineAsync(address(started) ?? "not ready");
        return started;
    }

    private int FreeFrom(int port, string who)
    {
        var free = LoopbackPort.FreeFrom(port);
        if (free != port)
            console.WriteLine($"Port {port} is taken: {char.ToLowerInvariant(who[0])}{who[1..]} takes {free}.");
        return free;
    }

    private int Fail(string message)
    {
        if (midLine)
            console.WriteLine();
        Console.Error.WriteLine(message);
        return 1;
    }

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
