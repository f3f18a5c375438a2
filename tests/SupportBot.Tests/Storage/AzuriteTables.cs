using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using FaultSimulator.Tables;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;
using TeamsSimulator;

namespace SupportBot.Tests.Storage;

/// <summary>Tables of one test, and what the bot keeps in them.</summary>
internal abstract class TestTables(StorageOptions options, TimeProvider clock)
{
    private StorageTables? _tables;

    public StorageOptions Options => options;

    /// <summary>The tables themselves, past the bot.</summary>
    public StorageTables Tables => _tables ??= Open();

    public TableRetries Retries => new(clock);

    public StoreInstance Instance(params HttpPipelinePolicy[] policies)
    {
        var tables = Open(policies);
        var retries = Retries;
        var lists = new ListTable(tables, retries);
        var instance = InstanceName.Random();
        var tickets = new TicketTable(tables, retries, new NumberTable(tables, retries, Options), new IntentTable(tables, retries, clock), lists);
        return new StoreInstance(
            tickets, lists, new OutboxTable(tables, retries, instance, clock), new AlarmTable(tables, retries, instance, clock), new AddressTable(tables, retries), new HeldNoticeTable(tables, retries));
    }

    public TableSetup SetupOf(StorageTables tables) =>
        new(tables, Retries, clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<TableSetup>.Instance);

    public StorageTables Open(params HttpPipelinePolicy[] policies)
    {
        var client = ClientOptions();
        foreach (var policy in policies) client.AddPolicy(policy, HttpPipelinePosition.BeforeTransport);
        return StorageTables.Open(Options, client);
    }

    protected virtual TableClientOptions ClientOptions() => new();
}

/// <summary>
/// Tables of one test in the one Azurite of this assembly, which is started when first asked for and ends with the test
/// host. Where it cannot run the asking test is skipped; with <c>CI_REQUIRE_ALL=1</c> in the environment it fails.
/// </summary>
internal sealed class AzuriteTables : TestTables
{
    private static readonly Lazy<string?> Missing = new(AzuriteProcess.WhyMissing);
    private static readonly Lazy<Task<AzuriteProcess>> Running = new(() => AzuriteProcess.StartAsync());
    private static int _count;

    private AzuriteTables(StorageOptions options, TimeProvider clock)
        : base(options, clock)
    {
    }

    public static async Task<AzuriteTables> CreateAsync(TimeProvider clock)
    {
        if (Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") == "1") Assert.True(Missing.Value is null, Missing.Value);
        Skip.If(Missing.Value is not null, Missing.Value);
        var options = new StorageOptions
        {
            ConnectionString = (await Running.Value).ConnectionString,
            TablePrefix = $"t{Interlocked.Increment(ref _count)}x",
        };
        var tables = new AzuriteTables(options, clock);
        await tables.SetupOf(tables.Tables).CreateAsync(default);
        return tables;
    }
}

/// <summary>Tables of one test in an account of its own in memory.</summary>
internal sealed class MemoryTables : TestTables
{
    private MemoryTables(TimeProvider clock)
        : base(new StorageOptions { ConnectionString = InMemoryTables.ConnectionString, TablePrefix = "test" }, clock)
    {
    }

    public InMemoryTables Service { get; } = new();

    public static async Task<MemoryTables> CreateAsync(TimeProvider clock)
    {
        var tables = new MemoryTables(clock);
        await tables.SetupOf(tables.Tables).CreateAsync(default);
        return tables;
    }

    protected override TableClientOptions ClientOptions() => new() { Transport = Service.Transport() };
}

/// <summary>Writes down every request that reaches the service.</summary>
internal sealed class RequestLog : HttpPipelinePolicy
{
    private readonly List<string> _requests = [];

    /// <summary>Method and path behind the account, with the query.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public IReadOnlyList<string> Take()
    {
        lock (_requests)
        {
            string[] taken = [.. _requests];
            _requests.Clear();
            return taken;
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var target = Uri.UnescapeDataString(message.Request.Uri.PathAndQuery.Split("devstoreaccount1", 2)[1]);
        lock (_requests) _requests.Add($"{message.Request.Method} {target}");
        return ProcessNextAsync(message, pipeline);
    }
}

/// <summary>Loses what the test says: the request on its way there, or the answer on its way back.</summary>
internal sealed class LossyLine : HttpPipelinePolicy
{
    private int _requests;
    private int _answers;
    private Func<Request, bool> _which = _ => false;

    public void LoseRequests(int count, Func<Request, bool> which) => (_requests, _which) = (count, which);

    public void LoseAnswers(int count, Func<Request, bool> which) => (_answers, _which) = (count, which);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var hit = _which(message.Request);
        if (hit && _requests-- > 0) throw new IOException("The connection broke on the way there.");
        await ProcessNextAsync(message, pipeline);
        if (hit && _answers-- > 0) throw new IOException("The connection broke on the way back.");
    }
}
