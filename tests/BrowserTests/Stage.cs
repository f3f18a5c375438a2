using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using TeamsSimulator;

namespace BrowserTests;

/// <summary>Everything that a newcomer starts with one command, and a real browser in front of it. One for all browser tests.</summary>
public sealed class Stage : IAsyncLifetime
{
    private AzuriteProcess? azurite;
    private SimulatedTeams? teams;
    private Process? bot;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private string profile = "";

    public string? Missing { get; private set; }

    public SimulatedTeams Teams => teams!;

    public async Task InitializeAsync()
    {
        Missing = AzuriteProcess.WhyMissing() ?? (BrowserPath() is null ? "No Chromium, Chrome or Edge was found: install one of them." : null);
        if (Missing is not null) return;

        azurite = await AzuriteProcess.StartAsync();
        teams = await SimulatedTeams.StartAsync(new SimulatorOptions());
        var port = FreePort();
        bot = StartBot(port);
        teams.BotUrl = $"http://127.0.0.1:{port}";
        await ReadyAsync(teams.BotUrl);
        await teams.InstallEverywhereAsync();

        playwright = await Playwright.CreateAsync();
        profile = Directory.CreateTempSubdirectory("supportbot-browser-").FullName;
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserPath(),
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Opens the page; where something is missing the test is skipped with the reason, and in CI it fails with it.</summary>
    public async Task<IPage> OpenAsync()
    {
        if (Missing is not null)
        {
            Skip.If(Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") is not "1", Missing);
            throw new InvalidOperationException(Missing);
        }

        var page = await browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        page.PageError += (_, error) => throw new InvalidOperationException("The page threw: " + error);
        await page.GotoAsync(Teams.Url);
        await page.WaitForSelectorAsync("body[data-ready='true']");
        return page;
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (bot is { HasExited: false })
        {
            bot.StandardInput.Close();
            if (!bot.WaitForExit(30_000)) bot.Kill();
        }

        bot?.Dispose();
        if (teams is not null) await teams.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
        if (profile.Length > 0) Directory.Delete(profile, recursive: true);
    }

    private Process StartBot(int port)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(Root(), "src", "SupportBot", "bin", configuration, "net10.0", "SupportBot.dll") },
            RedirectStandardInput = true,
            Environment =
            {
                ["SUPPORTBOT_EXIT_WITH_STDIN"] = "1",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Storage__ConnectionString"] = azurite!.ConnectionString,
                ["Partner__Name"] = Cast.Contoso.Name,
                ["Partner__TenantId"] = Cast.Contoso.TenantId,
                ["Partner__Contact"] = "support@contoso.example",
                ["Desk__TeamId"] = Cast.TeamId,
                ["Desk__ChannelId"] = Cast.SupportChannelId,
                ["Desk__ServiceUrl"] = teams!.ServiceUrl,
                ["Customers__0__Name"] = Cast.Fabrikam.Name,
                ["Customers__0__TenantIds__0"] = Cast.Fabrikam.TenantId,
                ["Customers__1__Name"] = Cast.Northwind.Name,
                ["Customers__1__TenantIds__0"] = Cast.Northwind.TenantId,
            },
        };
        return Process.Start(start)!;
    }

    private static async Task ReadyAsync(string url)
    {
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 120; attempt++)
        {
            try
            {
                if ((await http.GetAsync(new Uri(url + "/health/ready"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(250);
        }

        throw new TimeoutException("The bot did not become ready within 30 seconds.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupportBot.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run from inside the source tree.");
        return folder.FullName;
    }

    private static string? BrowserPath()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "msedge", "chrome"];
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] elsewhere =
        [
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            @"C:\Program Files\Google\Chrome\Application\chrome.exe",
            @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        ];
        return (from name in names from folder in folders select Path.Combine(folder, name + extension)).Concat(elsewhere).FirstOrDefault(File.Exists);
    }
}
