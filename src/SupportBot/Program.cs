using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using NodaTime;
using SupportBot;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Escalation;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Teams;
using SupportBot.Tickets;

if (CommandLine.Takes(args)) return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
var settings = Settings.Read(builder.Configuration, builder.Environment);
if (settings.Problems.Count > 0)
{
    await Console.Error.WriteLineAsync(settings.Explain());
    return 1;
}

builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MessagesEndpoint.LargestActivity);
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));

Register(builder.Services, builder.Configuration, builder.Environment, settings);

var app = builder.Build();
app.MapPost(MessagesEndpoint.Path, (HttpContext http, MessagesEndpoint endpoint) => endpoint.HandleAsync(http));
app.MapGet(FileLinks.Path + "{token}", (HttpContext http, string token, FilesEndpoint endpoint) => endpoint.HandleAsync(http, token));
app.MapGet("/health/live", () => Results.Ok());
app.MapGet("/health/ready", async (TableSetup tables, Timekeeper timekeeper, CancellationToken cancellationToken) => Results.Json(
    new { lastAudit = timekeeper.LastAudit?.At.ToString(), lastCleanAudit = timekeeper.LastCleanAudit?.ToString(), lateAlarms = timekeeper.LastAudit?.Late },
    statusCode: await tables.IsHealthyAsync(cancellationToken) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));

try
{
    await app.Services.GetRequiredService<TableSetup>().CreateAsync(app.Lifetime.ApplicationStopping);
}
catch (Azure.RequestFailedException exception)
{
    await Console.Error.WriteLineAsync(Settings.ExplainStorage(exception.Message));
    return 1;
}

await app.StartAsync();
if (Settings.RefusesAddresses(settings.AppId, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses) is { } reason)
{
    await Console.Error.WriteLineAsync(reason);
    await app.StopAsync();
    return 1;
}

if (settings.AppId.Length == 0) Console.WriteLine(Settings.NoAppIdNotice);
ParentWatch.StopWithStandardInput(app.Lifetime, app.Configuration);
await app.WaitForShutdownAsync();
return 0;

/// <summary>The bot's entry point, named so that tests can start it in process.</summary>
internal partial class Program
{
    /// <summary>Everything that the bot is made of. Whoever runs it otherwise than behind HTTP replaces what he needs to afterwards.</summary>
    internal static void Register(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, Settings settings)
    {
        services.AddHttpClient();
        services.AddHttpClient(TeamsFiles.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Partner);
        services.AddSingleton(settings.Desk);
        services.AddSingleton(provider => new PublishedOffer(settings.Offer, settings.Plans, provider.GetRequiredService<ILogger<PublishedOffer>>()));
        services.AddSingleton(settings.Notifications);
        services.AddSingleton(new BotIdentity(settings.AppId));
        services.AddSingleton(new TeamsHosts(settings.AppId.Length > 0, environment.IsDevelopment()));
        services.AddSingleton(settings.Cloud);
        services.AddSingleton(settings.Handbook);
        services.AddSingleton(settings.Escalation);
        // Read when they are first needed: whoever waits for the bot to start has no use for them.
        services.AddSingleton(_ => new Lazy<EscalationRules>(() => EscalationRules.In(settings.Handbook, settings.Escalation)));
        services.AddSingleton<ICustomerDirectory, KnownCustomers>();

        services.AddStorage(configuration);
        foreach (var type in StoredTypes.All) services.AddSingleton(type);
        services.PostConfigure<StorageOptions>(storage => storage.TicketPrefix = settings.Desk.TicketPrefix);
        services.AddSingleton<ConversationState>();
        services.AddSingleton(provider => provider.GetRequiredService<ConversationState>().CreateProperty<Talk>("talk"));
        services.AddSingleton(provider => new DialogSet(provider.GetRequiredService<ConversationState>().CreateProperty<DialogState>("dialogs"))
            .Add(new GetSupportDialog(
                provider.GetRequiredService<IStatePropertyAccessor<Talk>>(), provider.GetRequiredService<ITicketStore>(), provider.GetRequiredService<INonces>())));

        services.AddSingleton<BotFrameworkAuthentication>(provider => new ConfigurationBotFrameworkAuthentication(
            provider.GetRequiredService<IConfiguration>(), provider.GetService<ServiceClientCredentialsFactory>(), httpClientFactory: provider.GetRequiredService<IHttpClientFactory>()));
        services.AddSingleton<TeamsConnector>();
        services.AddSingleton<IDeskTeams, DeskTeams>();
        services.AddSingleton<Reception>();
        services.AddSingleton<INonces, RandomNonces>();
        services.AddSingleton<Doorstep>();
        services.AddSingleton<Watch>();
        services.AddSingleton<TicketSearch>();
        services.AddSingleton<CustomerCare>();
        services.AddSingleton<DeskSetUp>();
        services.AddSingleton<DeskPeople>();
        services.AddSingleton<DeskLists>();
        services.AddSingleton<TenantGate>();
        services.AddSingleton<HeldTurn>();
        services.AddSingleton<DeskAdapter>();
        services.AddSingleton<TeamsFiles>();
        services.AddSingleton<PersonalChat>();
        services.AddSingleton(provider => new BotAddress(settings.Address, provider.GetService<IServer>()));
        services.AddSingleton<FileLinks>();
        services.AddSingleton<FilesEndpoint>();
        services.AddSingleton<DeskFiles>();
        services.AddSingleton<DeskChannel>();
        services.AddSingleton<EscalationDesk>();
        services.AddSingleton<IBot, DeskBot>();
        services.AddSingleton<MessagesEndpoint>();

        services.AddSingleton(new NoticePlan(Duration.FromSeconds(settings.Notifications.UndoSeconds)));
        services.AddSingleton<INoticePlan>(provider => provider.GetRequiredService<NoticePlan>());
        services.AddSingleton<INoticeSender, TeamsNoticeSender>();
        services.AddSingleton<IPersonalSender, TeamsPersonalSender>();
        services.AddSingleton<DeskLeads>();
        services.AddSingleton<LostChannels>();
        services.AddSingleton<LostThreads>();
        services.AddSingleton(provider => new Pacing(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Returns>();
        services.AddSingleton<IAlarmHandler>(provider => provider.GetRequiredService<Returns>());
        services.AddSingleton<IAlarmHandler, Digests>();
        services.AddSingleton<Courier>();
        services.AddSingleton<Aftermath>();
        services.AddSingleton<IAftermath>(provider => provider.GetRequiredService<Aftermath>());
        services.AddSingleton<IAlarmHandler, DueTimers>();
        services.AddSingleton<IAlarmHandler, IdleChats>();
        services.AddSingleton<IAlarmHandler>(provider => provider.GetRequiredService<Aftermath>());
        services.AddSingleton<ITimerPlan, TimerPlan>();
        services.AddSingleton<TicketKeeper>();
        services.AddSingleton<AttachmentSweep>();
        services.AddSingleton<ChargeTermsOf>();
        services.AddSingleton<ConsentExpiry>();
        services.AddSingleton<Background>();
        services.AddSingleton<IAfterTheAnswer>(provider => provider.GetRequiredService<Background>());
        services.AddHostedService(provider => provider.GetRequiredService<Background>());
        services.AddSingleton<DelegatedAdminWatch>();
        services.AddSingleton<Timekeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Timekeeper>());
        services.AddHostedService<Sweeper>();
    }
}
