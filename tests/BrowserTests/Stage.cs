using Microsoft.Playwright;
using TeamsSimulator;

namespace BrowserTests;

/// <summary>Everything that a newcomer starts with one command, and a real browser in front of it. One for all browser tests.</summary>
public sealed class Stage : IAsyncLifetime
{
    public const string Shared = "stage";

    private AzuriteProcess? azurite;
    private SimulatedTeams? teams;
    private BotProcess? bot;
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
        var settings = new Dictionary<string, string>(BotProcess.Settings(azurite.ConnectionString))
        {
            ["Logging__LogLevel__Default"] = "Warning",
            ["Notifications__UndoSeconds"] = "0",
        };
        bot = await BotProcess.StartAsync(settings);
        teams.BotUrl = bot.Url;
        await BotProcess.ImportAsync(settings, FirstDay.Customers);
        await FirstDay.OpenAsync(teams);

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
        if (bot is not null) await bot.DisposeAsync();
        if (teams is not null) await teams.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
        if (profile.Length > 0) Directory.Delete(profile, recursive: true);
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

/// <summary>One stage for all browser tests: they run one after another on it.</summary>
[CollectionDefinition(Stage.Shared)]
public sealed class SharedStage : ICollectionFixture<Stage>;
