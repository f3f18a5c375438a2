using System.Globalization;

namespace TeamsSimulator.Launching;

/// <summary>Starts Azurite, the simulated Teams and the bot, one after the other, and stops them in reverse.</summary>
internal sealed class Launcher(LaunchOptions options, SourceTree tree, TextWriter console, CancellationToken stop)
{
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
            await using var bot = options.NoBot || options.BotUrl is not null ? null : BotProcess.Start(botUrl, Settings(botUrl, teams, azurite), Path.Combine(logs, "bot.log"));
            if (bot is null)
                PrintSettings(botUrl, teams, azurite);
            if (await Step("SupportBot", () => bot?.ReadyAsync(stop) ?? BotProcess.ReadyAsync(botUrl, azurite.Ended, stop), ready => ready ? botUrl : null) && !stop.IsCancellationRequested)
            {
                if (bot is null)
                    // Another bot, or one that is started by hand, may know its customers and channels already.
                    await teams.InstallEverywhereAsync();
                else
                {
                    await BotProcess.ImportAsync(Settings(botUrl, teams, azurite), FirstDay.Customers);
                    await FirstDay.OpenAsync(teams);
                }
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

    private Dictionary<string, string> Settings(string url, SimulatedTeams teams, AzuriteProcess azurite)
    {
        var settings = BotProcess.Settings(azurite.ConnectionString);
        settings["ASPNETCORE_URLS"] = url;
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

    private async Task<int> WatchAsync(AzuriteProcess azurite, BotProcess? bot, string logs)
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
