using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.FileProviders;
using TeamsSimulator.Api;
using TeamsSimulator.Connector;
using TeamsSimulator.Conversations;
using TeamsSimulator.Delivery;
using TeamsSimulator.Launching;
using TeamsSimulator.Playing;

namespace TeamsSimulator;

/// <summary>A simulated Microsoft Teams on one loopback address: its Connector, its people, its page.</summary>
public sealed class SimulatedTeams : IAsyncDisposable
{
    private readonly World world;
    private readonly WebApplication app;
    private readonly BotEndpoint bot;
    private readonly TokenIssuer issuer;
    private readonly Play play;
    private readonly ConnectorApi connector;
    private readonly CancellationTokenSource stopping = new();

    private SimulatedTeams(SimulatorOptions options)
    {
        world = new World(options);
        issuer = new TokenIssuer();
        bot = new BotEndpoint(world, issuer);
        play = new Play(world, bot, new ActivityWriter(world));
        connector = new ConnectorApi(world);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, options.Port));
        app = builder.Build();
        app.Use(TellFailuresAsync);
        connector.Map(app);
        new HttpApi(this, world, play, bot, stopping.Token).Map(app);
        app.MapGet("/.well-known/openidconfiguration", () => HttpApi.Json(TokenIssuer.Metadata(Url)));
        app.MapGet("/.well-known/openid-configuration", () => HttpApi.Json(TokenIssuer.Metadata(Url)));
        app.MapGet("/.well-known/keys", () => HttpApi.Json(issuer.Keys()));
        ServePage();
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedTeams> StartAsync(SimulatorOptions? options = null)
    {
        var teams = new SimulatedTeams(options ?? new());
        try
        {
            await teams.app.StartAsync();
            teams.Url = teams.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";
            teams.world.ServiceUrl = teams.ServiceUrl;
            return teams;
        }
        catch
        {
            await teams.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the page and the HTTP API are; ends with a slash.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What activities name as <c>serviceUrl</c>; ends with a slash.</summary>
    public string ServiceUrl => Url + "teams/";

    /// <summary>Where the simulation describes itself as an issuer of tokens.</summary>
    public string OpenIdMetadataUrl => Url + ".well-known/openidconfiguration";

    /// <summary>Where the bot listens, without <c>/api/messages</c>.</summary>
    public string? BotUrl
    {
        get => bot.BotUrl;
        set => bot.BotUrl = value;
    }

    public string BotId => world.BotId;
    public string TeamId => Cast.TeamId;
    public string GeneralChannelId => Cast.GeneralChannelId;
    public string SupportChannelId => Cast.SupportChannelId;
    public string AzureChannelId => Cast.AzureChannelId;
    public string PartnerTenantId => Cast.Contoso.TenantId;

    /// <summary>Everything that went wrong by Teams' rules and that no fault asked for.</summary>
    public IReadOnlyList<Violation> Violations => world.Journal.Violations;

    /// <summary>What the bot called, in the order of its answers.</summary>
    public IReadOnlyList<ConnectorCall> Calls => world.Journal.Calls;

    /// <summary>What was sent to the bot, in order.</summary>
    public IReadOnlyList<SentActivity> Activities => world.Journal.Activities;

    /// <summary>One person more, with the app installed long ago: the bot is told nothing. A reset keeps them, and takes the app away.</summary>
    /// <exception cref="SimulatorException">There is somebody with this id or object id.</exception>
    public Person AddPerson(CastMember member)
    {
        lock (world.Gate)
            world.Add(member).Installed = true;
        return Person(member.Id);
    }

    /// <summary>A person by id: one of <see cref="Cast.People"/>, such as <c>ana</c>, or one who was added.</summary>
    public Person Person(string id) => new(this, world, play, id);

    public Person Ana => Person("ana");
    public Person Bo => Person("bo");
    public Person Ivy => Person("ivy");
    public Person Max => Person("max");
    public Person Lea => Person("lea");
    public Person Sam => Person("sam");
    public Person Carla => Person("carla");
    public Person Dina => Person("dina");
    public Person Rui => Person("rui");
    public Person Cleo => Person("cleo");

    /// <summary>The app is installed in the team and for everybody but the strangers, and the bot is told: how a simulation starts once the bot listens.</summary>
    public async Task InstallEverywhereAsync()
    {
        // The team first: a bot may look there who of the people it meets afterwards is an agent.
        await play.InstallInTeamAsync(null, install: true);
        await InstallForEverybodyAsync();
    }

    /// <summary>The app is installed for everybody who has it at the start, and the bot is told.</summary>
    public async Task InstallForEverybodyAsync()
    {
        foreach (var person in Cast.InstalledAtStart)
            await play.InstallAsync(person.Id, install: true);
        lock (world.Gate)
            world.InstallAsAtStart();
    }

    /// <summary>As <see cref="InstallEverywhereAsync"/>, but of long ago: the bot is told nothing.</summary>
    public void InstalledEverywhereBefore()
    {
        lock (world.Gate)
            world.InstallAsAtStart();
    }

    /// <summary>The team's owner adds the app to the team.</summary>
    public Task InstallInTeamAsync() => play.InstallInTeamAsync(null, install: true);

    /// <summary>This person adds the app to the team; the activities come from them.</summary>
    /// <exception cref="SimulatorException">They are not in the team, or the app is there already.</exception>
    public Task InstallInTeamAsync(Person by) => play.InstallInTeamAsync(by.Id, install: true);

    public Task UninstallFromTeamAsync() => play.InstallInTeamAsync(null, install: false);

    public void Fail(Fault fault) => world.Faults.Add(fault);

    /// <summary>Faults that have not been played yet.</summary>
    public IReadOnlyList<Fault> Faults => world.Faults.Waiting;

    public void ClearFaults() => world.Faults.Clear();

    /// <summary>Sends an earlier activity again.</summary>
    /// <param name="newId">With a new id and timestamp, as Teams' later layer does.</param>
    public Task<BotAnswer> RedeliverAsync(string activityId, bool newId = false) => play.RedeliverAsync(activityId, newId);

    /// <summary>Posts these bytes to the bot's endpoint, as a stranger could; the answer is not judged.</summary>
    public Task<BotAnswer> PostRawAsync(string body, string contentType = "application/json", string? authorization = null) =>
        bot.PostAsync(body, contentType, authorization);

    /// <summary>A token as the Connector would sign it, or with one thing wrong.</summary>
    public string IssueToken(string? audience = null, string? serviceUrl = null, TimeSpan? lifetime = null) =>
        issuer.Issue(audience ?? world.AppId, serviceUrl ?? ServiceUrl, TimeProvider.System.GetUtcNow(), lifetime);

    /// <summary>Forgets what was said and done; people, team and installations are as at the start. The bot is told nothing.</summary>
    public void Reset()
    {
        lock (world.Gate)
            world.Reset();
        connector.Reset();
    }

    /// <summary>Waits until the probe finds something, looking again whenever a conversation changes.</summary>
    /// <param name="timeout">By the system clock; 10 s unless given.</param>
    /// <exception cref="TimeoutException">It found nothing; the message is <paramref name="otherwise"/>'s.</exception>
    public async Task<T> WaitForAsync<T>(Func<T?> probe, Func<string>? otherwise = null, TimeSpan? timeout = null) where T : class
    {
        using var deadline = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(10));
        while (true)
        {
            var next = world.Changes.Next;
            if (probe() is { } found)
                return found;
            try
            {
                await next.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(otherwise?.Invoke() ?? "What was waited for did not happen.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        bot.Dispose();
        await app.DisposeAsync();
        issuer.Dispose();
        stopping.Dispose();
    }

    // A mistake in the simulation must not look like one of the bot's.
    private async Task TellFailuresAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            world.Journal.Violate("simulator", failure.ToString(), http.Request.Method, http.Request.Path, 500);
            throw;
        }
    }

    // Served from the source tree: the page is edited there, and the packages are far too many to copy.
    private void ServePage()
    {
        if (SourceTree.Find() is not { } tree)
            return;
        if (Directory.Exists(tree.Page))
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = new PhysicalFileProvider(tree.Page) })
                .UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(tree.Page) });
        if (Directory.Exists(tree.CardRenderer))
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(tree.CardRenderer), RequestPath = "/lib/adaptivecards" });
    }
}
