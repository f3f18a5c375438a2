using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportBot;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Resources;
using SupportBot.Teams;
using TeamsSimulator;

namespace Benchmarks.Turns;

/// <summary>
/// SupportBot itself, by its own entry point: in this process, so that its CPU time and allocations are seen, and with its
/// tables in an Azurite of another process.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly BotInProcess _bot;

    private Desk(AzuriteProcess azurite, BotInProcess bot) => (_azurite, _bot) = (azurite, bot);

    /// <summary>Why there can be none here; null where there can.</summary>
    internal static string? WhyMissing() => AzuriteProcess.WhyMissing();

    /// <param name="connector">The service URL of every conversation.</param>
    internal static async Task<Desk> OpenAsync(string connector)
    {
        var azurite = await AzuriteProcess.StartAsync();
        var bot = new BotInProcess(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = azurite.ConnectionString,
            ["Partner:Name"] = "Contoso",
            ["Partner:TenantId"] = "5d1f2a60-3c7e-4b14-8a60-2f6b8c1d4001",
            ["Partner:Contact"] = "support@contoso.example",
            ["Desk:Operators:0"] = "lea@contoso.example",
        });
        bot.StartServer();
        await bot.Services.GetRequiredService<IQueues>().KeepAsync(new Queue("Support", "19:desk@thread.tacv2", "19:support@thread.tacv2", connector), default);
        await bot.Services.GetRequiredService<ICustomerStore>().KeepAsync(
            new Customer { Id = LoadProcess.TenantId, Name = "Fabrikam", TenantIds = [LoadProcess.TenantId] }, stamp: null, default);
        return new Desk(azurite, bot);
    }

    /// <summary>
    /// "No" while the summary waits: the state is read and written, since it remembers the turn, and one sentence is sent. Words
    /// would do the same and make the draft longer each time, so that a turn's cost would depend on how many are measured.
    /// </summary>
    internal Scenario Dialog() => new("dialog", _bot.Address + MessagesEndpoint.Path)
    {
        Opening = "Outlook is slow",
        Text = "no",
        Answer = Speech.Of(Texts.In(LoadProcess.Locale).SummaryWaiting).Text,
        OneIn = 6,
        TableCalls = () => _bot.Calls.Count,
    };

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private sealed class BotInProcess : WebApplicationFactory<MessagesEndpoint>
    {
        private readonly IReadOnlyDictionary<string, string?> _settings;

        internal BotInProcess(IReadOnlyDictionary<string, string?> settings)
        {
            _settings = settings;
            // Not by port: the factory would set the address while the bot, which starts by itself, may be listening already.
            UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        }

        internal CallCounter Calls { get; } = new();

        internal string Address => ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseContentRoot(AppContext.BaseDirectory);
            // Without an app id, as the scenarios beside it are, the bot starts only there.
            builder.UseEnvironment("Development");
            foreach (var (key, value) in _settings)
                builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.ConfigureServices(services =>
            {
                var options = new TableClientOptions();
                options.AddPolicy(Calls, HttpPipelinePosition.PerRetry);
                services.AddSingleton(options);
            });
        }
    }

    private sealed class CallCounter : HttpPipelineSynchronousPolicy
    {
        private long _count;

        internal long Count => Interlocked.Read(ref _count);

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }
}
