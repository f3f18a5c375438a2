using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using FaultSimulator.Tables;
using SupportBot.Tests.Contracts;

namespace SupportBot.Tests.Storage;

/// <summary>What the table service in memory does beyond what Azurite does, and what it is for.</summary>
public sealed class InMemoryTablesTests
{
    private readonly InMemoryTables _service = new();

    [Fact]
    public async Task The_limits_of_the_real_service_hold_at_their_edges()
    {
        var table = await TableAsync();
        await EdgeAsync("TooManyProperties", 252, count => With(count, number => (Name(number), 1)));
        await EdgeAsync("PropertyValueTooLarge", 32 * 1024, length => With(1, _ => ("A", new string('é', length))));
        await EdgeAsync("PropertyValueTooLarge", 64 * 1024, length => With(1, _ => ("A", new byte[length])));
        // 4 bytes, keys, 15 full properties and one that fills up: Understanding the Table service data model, "Entity size".
        const int Left = (1024 * 1024) - 4 - (2 * 2) - (15 * (8 + 8 + 4 + 65536)) - (8 + 8 + 4);
        await EdgeAsync("EntityTooLarge", Left, length => With(16, number => (Name(number), new byte[number < 15 ? 65536 : length])));
        await EdgeAsync("PropertyNameTooLong", 255, length => With(1, _ => (new string('A', length), 1)));
        await EdgeAsync("KeyValueTooLarge", 512, length => new TableEntity("p", new string('k', length)));
        await EdgeAsync("KeyValueTooLarge", 512, length => new TableEntity(new string('k', length), "r"));
        foreach (var forbidden in "/\\#?\u0000\u001F\u007F\u009F")
        {
            await FailsAsync("OutOfRangeInput", () => table.UpsertEntityAsync(new TableEntity("p", "k" + forbidden)));
            await FailsAsync("OutOfRangeInput", () => table.AddEntityAsync(new TableEntity("k" + forbidden, "r")));
        }

        await FailsAsync("PropertyNameInvalid", () => table.UpsertEntityAsync(With(1, _ => ("a-b", 1))));

        async Task EdgeAsync(string code, int edge, Func<int, TableEntity> row)
        {
            await table.UpsertEntityAsync(row(edge), TableUpdateMode.Replace);
            var before = _service.Usage;
            await FailsAsync(code, () => table.UpsertEntityAsync(row(edge + 1), TableUpdateMode.Replace));
            Assert.Equal(1, (_service.Usage - before).Requests);
        }
    }

    [Fact]
    public async Task A_merge_cannot_grow_a_row_beyond_its_limits()
    {
        var table = await TableAsync();
        await table.AddEntityAsync(With(252, number => (Name(number), 1)));

        await table.UpsertEntityAsync(With(1, _ => (Name(0), 2)));
        await FailsAsync("TooManyProperties", () => table.UpsertEntityAsync(With(1, _ => ("B", 2))));
    }

    [Fact]
    public async Task The_limits_of_a_transaction_hold_at_their_edges()
    {
        var table = await TableAsync();
        await table.SubmitTransactionAsync(Many(100));
        await FailsAsync("InvalidInput", () => table.SubmitTransactionAsync(Many(101)));
        Assert.Equal(100, await CountAsync(table));

        const int Most = 4 * 1024 * 1024;
        var length = new BodyLength();
        var options = OptionsOf(line: null);
        options.AddPolicy(length, HttpPipelinePosition.BeforeTransport);
        var measured = new TableClient(InMemoryTables.ConnectionString, "things", options);
        var full = Many(9, row =>
        {
            for (var number = 0; number < 16; number++) row[Name(number)] = new string('x', row.RowKey == "008" ? 1 : 32_000);
        });
        await measured.SubmitTransactionAsync(full);
        var last = (TableEntity)full[^1].Entity;
        var spare = Most - length.Last;
        for (var number = 0; spare > 0; number++)
        {
            var more = (int)Math.Min(spare, 31_000);
            last[Name(number)] = new string('x', 1 + more);
            spare -= more;
        }

        await measured.SubmitTransactionAsync(full);
        Assert.Equal(Most, length.Last);
        last[Name(15)] = "xx";
        await FailsAsync("RequestBodyTooLarge", () => measured.SubmitTransactionAsync(full));
        Assert.Equal(Most + 1, length.Last);
    }

    [Fact]
    public async Task A_transaction_touches_each_row_of_one_partition_once()
    {
        var table = await TableAsync();
        var actions = Many(2);

        await FailsAsync("CommandsInBatchActOnDifferentPartitions", () => table.SubmitTransactionAsync([.. actions, new(TableTransactionActionType.Add, new TableEntity("q", "r"))]), 2);
        await FailsAsync("InvalidDuplicateRow", () => table.SubmitTransactionAsync([.. actions, new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "000"))]), 2);
        Assert.Equal(0, await CountAsync(table));
    }

    [Fact]
    public async Task A_page_costs_what_it_holds_and_a_filter_what_it_passes_over()
    {
        var table = await TableAsync();
        for (var number = 0; number < 3000; number++) _service.Put("things", With(1, _ => ("Number", number), $"{number:D5}"));
        _service.Put("things", new TableEntity("o", "00000"));
        _service.Put("things", new TableEntity("p2", "00000"));

        Assert.Equal((1, 10), await CostAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"01000"}"), 10));
        Assert.Equal((1, 5), await CostAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"02995"}"), 10));
        Assert.Equal((1, 7), await CostAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey gt {"00001"} and RowKey lt {"00009"}"), 1000));
        Assert.Equal((4, 3000), await CostAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and Number ge {0}"), 900));
        Assert.Equal((1, 3000), await CostAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and Number ge {2999}"), 1000));
        Assert.Equal((1, 3002), await CostAsync(TableClient.CreateQueryFilter($"RowKey eq {"00000"}"), 1000));

        async Task<(long, long)> CostAsync(string filter, int page)
        {
            var before = _service.Usage;
            var limited = page < 100;
            await foreach (var rows in table.QueryAsync<TableEntity>(filter, page).AsPages())
            {
                if (limited && rows.Values.Count > 0) break;
            }

            var used = _service.Usage - before;
            return (used.Requests, used.Entities);
        }
    }

    [Fact]
    public async Task The_same_calls_leave_the_same_bytes()
    {
        Assert.Equal(await RunAsync(), await RunAsync());

        static async Task<string> RunAsync()
        {
            var service = new InMemoryTables();
            var table = new TableClient(InMemoryTables.ConnectionString, "things", new TableClientOptions { Transport = service.Transport() });
            await table.CreateIfNotExistsAsync();
            await table.SubmitTransactionAsync(Many(3));
            await table.UpsertEntityAsync(new TableEntity("p", "001") { ["Word"] = "x" });
            return string.Join('\n', await table.QueryAsync<TableEntity>("").AsPages().Select(page => page.GetRawResponse().Content.ToString()).ToListAsync());
        }
    }

    [Fact]
    public async Task A_line_can_lose_a_request_or_its_answer_and_hold_it_up()
    {
        await TableAsync();
        var line = new TestLine();
        var table = Client(line);

        line.Sending = _ => throw new IOException("The connection broke on the way there.");
        await Assert.ThrowsAsync<IOException>(() => table.AddEntityAsync(new TableEntity("p", "lost")));
        line.Sending = _ => throw new TableFailureException(503, "ServerBusy", "The server is busy.");
        await FailsAsync("ServerBusy", () => table.AddEntityAsync(new TableEntity("p", "lost")));
        Assert.Equal(0, await CountAsync(Client()));

        line.Sending = _ => default;
        line.Answering = (_, _) => throw new IOException("The connection broke on the way back.");
        await Assert.ThrowsAsync<IOException>(() => table.AddEntityAsync(new TableEntity("p", "stored")));
        Assert.Equal(1, await CountAsync(Client()));
        var stored = Assert.Single(line.Calls, call => call.Rows.Count > 0);
        Assert.Equal(new TouchedRow("things", "p", "stored", IsWritten: true), Assert.Single(stored.Rows));
        Assert.Equal(("POST", "things", true, false), (stored.Method, stored.Target, stored.IsWrite, stored.IsTransaction));

        // Held up it is not carried out; let go it is, before the one who lets it go runs on.
        var gate = new TaskCompletionSource();
        line.Sending = _ => new ValueTask(gate.Task);
        line.Answering = (_, _) => default;
        var waiting = table.AddEntityAsync(new TableEntity("p", "late"));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, await CountAsync(Client()));
        // Under the test runner's context what follows would be posted elsewhere.
        SynchronizationContext.SetSynchronizationContext(null);
        gate.SetResult();
        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.Equal(2, await CountAsync(Client()));
    }

    [Fact]
    public async Task A_call_ends_before_it_returns()
    {
        var table = await TableAsync();

        Assert.True(table.UpsertEntityAsync(new TableEntity("p", "r")).IsCompletedSuccessfully);
        Assert.True(table.SubmitTransactionAsync(Many(2)).IsCompletedSuccessfully);
        Assert.True(table.GetEntityAsync<TableEntity>("p", "r").IsCompletedSuccessfully);
        Assert.True(CountAsync(table).IsCompletedSuccessfully);
    }

    private static string Name(int number) => "P" + number.ToString("D3", CultureInfo.InvariantCulture);

    private static TableEntity With(int count, Func<int, (string Name, object Value)> property, string key = "r")
    {
        var row = new TableEntity("p", key);
        for (var number = 0; number < count; number++)
        {
            var (name, value) = property(number);
            row[name] = value;
        }

        return row;
    }

    private static List<TableTransactionAction> Many(int count, Action<TableEntity>? change = null) =>
    [
        .. Enumerable.Range(0, count).Select(number =>
        {
            var row = new TableEntity("p", number.ToString("D3", CultureInfo.InvariantCulture));
            change?.Invoke(row);
            return new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
        }),
    ];

    private static async Task<int> CountAsync(TableClient table)
    {
        var count = 0;
        await foreach (var _ in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"p"}"))) count++;
        return count;
    }

    private static async Task FailsAsync(string code, Func<Task> work, int? index = null)
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(work);
        Assert.Equal(code, failure.ErrorCode);
        if (index is not null) Assert.Equal(index, Assert.IsType<TableTransactionFailedException>(failure).FailedTransactionActionIndex);
    }

    private TableClient Client(ITableLine? line = null) => new(InMemoryTables.ConnectionString, "things", OptionsOf(line));

    private TableClientOptions OptionsOf(ITableLine? line)
    {
        var options = new TableClientOptions { Transport = _service.Transport(line) };
        options.Retry.MaxRetries = 0;
        return options;
    }

    private async Task<TableClient> TableAsync()
    {
        var table = Client();
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private sealed class BodyLength : HttpPipelinePolicy
    {
        public long Last { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Assert.True(message.Request.Content!.TryComputeLength(out var length));
            Last = length;
            return ProcessNextAsync(message, pipeline);
        }
    }

    private sealed class TestLine : ITableLine
    {
        public List<TableCall> Calls { get; } = [];

        public Func<TableCall, ValueTask> Sending { get; set; } = _ => default;

        public Func<TableCall, int, ValueTask> Answering { get; set; } = (_, _) => default;

        public ValueTask SendingAsync(TableCall call, CancellationToken cancellationToken)
        {
            Calls.Add(call);
            return Sending(call);
        }

        public ValueTask AnsweringAsync(TableCall call, int status, CancellationToken cancellationToken) => Answering(call, status);
    }
}
