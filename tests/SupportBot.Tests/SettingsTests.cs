using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json.Linq;
using SupportBot.Escalation;

namespace SupportBot.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Everything_that_is_missing_is_said_at_once_with_its_remedy()
    {
        var settings = Read(new Dictionary<string, string?>(), "Production");

        var explained = settings.Explain();
        foreach (var setting in new[] { "MicrosoftAppId", "Bot:Address", "Partner:Name", "Partner:TenantId", "Partner:Contact", "Desk:Operators", "Storage:AccountUri" })
            Assert.Contains(setting, explained, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_app_id_the_bot_starts_in_development_only()
    {
        Assert.Empty(Read(Complete(), "Development").Problems);
        Assert.Contains(Read(Complete(), "Production").Problems, problem => problem.StartsWith("MicrosoftAppId", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:3978", true)]
    [InlineData("http://localhost:3978", true)]
    [InlineData("http://[::1]:3978", true)]
    [InlineData("http://0.0.0.0:3978", false)]
    [InlineData("http://[::]:3978", false)]
    [InlineData("http://desk.contoso.example", false)]
    public void Without_an_app_id_the_bot_listens_on_this_machine_only(string address, bool expected)
    {
        Assert.Equal(expected, Settings.RefusesAddresses("", [address]) is null);
        Assert.Null(Settings.RefusesAddresses(Guid.NewGuid().ToString(), [address]));
    }

    [Theory]
    [InlineData("MicrosoftAppId", "not-a-guid", "MicrosoftAppId")]
    [InlineData("Partner:TenantId", "contoso.onmicrosoft.com", "Partner:TenantId")]
    [InlineData("Desk:TicketPrefix", "A1", "Desk:TicketPrefix")]
    [InlineData("Desk:Operators:0", " ", "Desk:Operators")]
    [InlineData("Desk:Operators:0", "lea", "Desk:Operators")]
    [InlineData("Desk:Leads:0", "Lea Martins", "Desk:Leads")]
    [InlineData("Cloud", "China", "Cloud")]
    [InlineData("Bot:Address", "support.contoso.example", "Bot:Address")]
    [InlineData("Bot:Address", "http://support.contoso.example", "Bot:Address")]
    [InlineData("Bot:Address", "https://support.contoso.example/bot", "Bot:Address")]
    [InlineData("Cloud", "GccHigh", "ChannelService")]
    [InlineData("ChannelService", "https://botframework.azure.us", "ChannelService")]
    [InlineData("Partner:Type", "IndirectReseller", "Partner:Provider")]
    [InlineData("Partner:Provider", "Litware", "Partner:Provider")]
    [InlineData("Notifications:PatienceSeconds", "4", "Notifications:PatienceSeconds")]
    [InlineData("Notifications:PatienceSeconds", "3601", "Notifications:PatienceSeconds")]
    [InlineData("Escalation:Edition", "2022", "Escalation:Edition")]
    [InlineData("Escalation:Memberships:0", "platinum", "Escalation:Memberships")]
    [InlineData("Escalation:Contracts:0", "gold", "Escalation:Contracts")]
    [InlineData("Escalation:TenantRoles:0", "helpdesk", "Escalation:TenantRoles")]
    [InlineData("Escalation:Accounts:0:Id", "incidents", "Escalation:Accounts:0:Vehicle")]
    [InlineData("Handbook:Folder", "/there/is/no/such/folder", "Handbook:Folder")]
    [InlineData("Storage:ConnectionString", "nonsense", "Storage:ConnectionString")]
    public void A_wrong_value_is_named(string setting, string value, string named)
    {
        var values = Complete();
        values[setting] = value;

        Assert.Contains(Read(values, "Development").Problems, problem => problem.StartsWith(named, StringComparison.Ordinal));
    }

    [Fact]
    public void An_account_of_incidents_names_a_vehicle_of_the_edition()
    {
        Dictionary<string, string?> account = new()
        {
            ["Escalation:Accounts:0:Id"] = "gold",
            ["Escalation:Accounts:0:Vehicle"] = "signature",
            ["Escalation:Accounts:0:Amount"] = "20",
            ["Escalation:Accounts:0:From"] = "2026-01-01",
            ["Escalation:Accounts:0:Until"] = "2026-12-31",
        };
        Assert.Empty(ProblemsWith(account));

        account["Escalation:Accounts:0:Vehicle"] = "cloud";
        var problem = Assert.Single(ProblemsWith(account));
        Assert.StartsWith("Escalation:Accounts: \"gold\" is for the vehicle \"cloud\"", problem, StringComparison.Ordinal);
        Assert.Contains("signature", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_settings_name_every_setting_that_is_asked_for()
    {
        var sample = JObject.Parse(File.ReadAllText(Repository.Path("appsettings.sample.json")));
        var configuration = new ConfigurationBuilder().AddJsonFile(Repository.Path("appsettings.sample.json")).Build();

        var settings = Settings.Read(configuration, new Host("Production"));
        Assert.Empty(settings.Problems);
        Assert.Equal(3, settings.Offer!.Support.Count);
        Assert.Equal(["Extended", "Gold", "Standard"], settings.Plans.Keys.Order());
        Assert.NotNull(sample.SelectToken("Desk.TicketPrefix"));
        Assert.Equal([50m, 40.5m], IncidentAccountOptions.Read(settings.Escalation.Accounts, []).Select(account => account.Amount));
    }

    internal static IReadOnlyList<string> ProblemsWith(IReadOnlyDictionary<string, string?> values)
    {
        var all = Complete();
        foreach (var (setting, value) in values) all[setting] = value;
        return Read(all, "Development").Problems;
    }

    private static Settings Read(Dictionary<string, string?> values, string environment) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), new Host(environment));

    private static Dictionary<string, string?> Complete() => new()
    {
        ["Storage:ConnectionString"] = "UseDevelopmentStorage=true",
        ["Partner:Name"] = "Contoso CSP",
        ["Partner:TenantId"] = "c0a1e5c0-5b1f-4c55-9d53-0f6a2f4b1001",
        ["Partner:Contact"] = "support@contoso.example",
        ["Desk:Operators:0"] = "lea@contoso.example",
    };

    private sealed class Host(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "SupportBot";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
