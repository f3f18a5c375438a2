using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Bot.Builder;
using Newtonsoft.Json.Linq;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;

namespace SupportBot.Tests.Storage;

public abstract class TableConversationStateContract : ConversationStateContract
{
    private TestTables? _tables;

    protected override async Task<IStorage> InstanceAsync() => StateOf(await TablesAsync());

    protected override async Task AssertConflictAsync(Func<Task> save)
    {
        var conflict = await Assert.ThrowsAsync<StateConflictException>(save);
        Assert.NotEmpty(conflict.Key);
    }

    protected override Task AssertRefusedAsync(Func<Task> save) => Assert.ThrowsAsync<StateFormatException>(save);

    private protected abstract Task<TestTables> CreateTablesAsync();

    private protected async Task<TestTables> TablesAsync() => _tables ??= await CreateTablesAsync();

    private protected static TableConversationState StateOf(TestTables tables, params HttpPipelinePolicy[] policies) =>
        new(tables.Open(policies), tables.Retries, Allowed);
}

public sealed class MemoryConversationStateTests : TableConversationStateContract
{
    private protected override async Task<TestTables> CreateTablesAsync() => await MemoryTables.CreateAsync(new StillClock());
}

public sealed class AzuriteConversationStateTests : TableConversationStateContract
{
    private protected override async Task<TestTables> CreateTablesAsync() => await AzuriteTables.CreateAsync(new StillClock());

    [SkippableFact]
    public async Task A_turn_takes_one_query_and_one_transaction()
    {
        var log = new RequestLog();
        var tables = await TablesAsync();
        var storage = StateOf(tables, log);
        foreach (var length in new[] { 10, 1_000_000, 10 })
        {
            var state = await ReadAsync(storage, "key");
            state["text"] = new string('x', length);
            await WriteAsync(storage, "key", state);
            var requests = log.Take();
            Assert.Equal(2, requests.Count);
            Assert.Equal("GET /" + tables.Tables.State.Name + "()?$filter=PartitionKey eq 'key'", requests[0].Replace("&$format=application/json;odata=minimalmetadata", "", StringComparison.Ordinal));
            Assert.Equal("POST /$batch", requests[1]);
        }

        // What a longer state held is gone, not only unread.
        Assert.NotNull(await tables.Tables.State.FindAsync("key", TableKeys.StateRow(0), default));
        Assert.Null(await tables.Tables.State.FindAsync("key", TableKeys.StateRow(1), default));
    }

    [SkippableFact]
    public async Task A_save_whose_answer_is_lost_is_known_to_be_its_own()
    {
        var line = new LossyLine();
        var storage = StateOf(await TablesAsync(), line);
        var state = await ReadAsync(storage, "key");
        for (var i = 0; i < 3; i++)
        {
            state["word"] = $"{i}";
            line.LoseAnswers(1, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
            await WriteAsync(storage, "key", state);
        }

        Assert.Equal("2", (await ReadAsync(storage, "key"))["word"]);
    }

    [SkippableFact]
    public async Task A_row_of_a_longer_state_of_before_is_not_read()
    {
        var tables = await TablesAsync();
        var storage = StateOf(tables);
        await WriteAsync(storage, "key", new Dictionary<string, object> { ["word"] = "short" });
        await tables.Tables.State.AddEntityAsync(new TableEntity("key", TableKeys.StateRow(1)) { ["Text00"] = "stale" });

        var state = await ReadAsync(storage, "key");
        Assert.Equal("short", state["word"]);

        // And it is gone with the next save, however long that one is.
        state["word"] = new string('x', 600_000);
        await WriteAsync(storage, "key", state);
        Assert.Equal(state["word"], (await ReadAsync(storage, "key"))["word"]);
    }

    [SkippableFact]
    public async Task Rows_that_do_not_belong_together_are_not_read()
    {
        var tables = await TablesAsync();
        var storage = StateOf(tables);
        await WriteAsync(storage, "key", new Dictionary<string, object> { ["word"] = new string('x', 600_000) });
        await tables.Tables.State.UpsertEntityAsync(new TableEntity("key", TableKeys.StateRow(1)) { ["Text00"] = "torn" });

        await Assert.ThrowsAsync<DamagedRowException>(() => ReadAsync(storage, "key"));
    }

    [SkippableFact]
    public async Task A_recorded_state_is_still_read()
    {
        var tables = await TablesAsync();
        await tables.Tables.State.AddEntityAsync(new TableEntity("msteams!002Fconversations!002Fa:1", "0000") { ["Rows"] = 1, ["Text00"] = StateJsonTests.Recorded });

        var state = await ReadAsync(StateOf(tables), "msteams/conversations/a:1");

        StateJsonTests.AssertRecorded(state);
    }
}

public sealed class StateJsonTests
{
    /// <summary>State as version 1 of the bot stores it. What is stored once is read for ever: add recordings, change none.</summary>
    public const string Recorded =
        """{"draft":{"$type":"draft","Subject":"Printer","Step":3,"Answers":["yes","2026-11-24T09:30:00+01:00"]},"dialog":{"$type":"map","stepIndex":2,"values":{"$type":"map","asked":true,"texts":{"$type":"texts","$values":["a","b"]}}},"at":"2026-11-24T09:30:00.0000000+00:00","value":{"verb":"send","inputs":{"when":"2026-11-24"}}}""";

    private static readonly StateJson Json = new(new Dictionary<string, Type> { ["draft"] = typeof(ConversationStateContract.Draft) });

    internal static void AssertRecorded(IDictionary<string, object> state)
    {
        Assert.Equal(["at", "dialog", "draft", "value"], state.Keys.Order());
        var draft = Assert.IsType<ConversationStateContract.Draft>(state["draft"]);
        Assert.Equal(("Printer", 3), (draft.Subject, draft.Step));
        Assert.Equal(["yes", "2026-11-24T09:30:00+01:00"], draft.Answers);
        var dialog = Assert.IsType<Dictionary<string, object>>(state["dialog"]);
        Assert.Equal(2L, dialog["stepIndex"]);
        var values = Assert.IsType<Dictionary<string, object>>(dialog["values"]);
        Assert.Equal(["a", "b"], Assert.IsType<List<string>>(values["texts"]));
        Assert.Equal("2026-11-24T09:30:00.0000000+00:00", state["at"]);
        Assert.Equal("2026-11-24", ((JObject)state["value"])["inputs"]!["when"]!.Value<string>());
    }

    [Fact]
    public void A_recorded_state_is_read_and_written_the_same()
    {
        var state = Read(Recorded);
        AssertRecorded(state);
        Assert.Equal(Recorded, Json.Write(state));
    }

    [Theory]
    [InlineData("""{"x":{"$type":"System.IO.FileInfo, System.Private.CoreLib","fileName":"/tmp/x"}}""", "System.IO.FileInfo")]
    [InlineData("""{"x":{"$type":"SupportBot.Tests.Contracts.ConversationStateContract+Draft, SupportBot.Tests","Subject":"s"}}""", "Draft")]
    [InlineData("""{"x":{"$type":"draft, SupportBot","Subject":"s"}}""", "draft")]
    [InlineData("""{"x":{"$type":"Draft","Subject":"s"}}""", "Draft")]
    [InlineData("""{"x":{"$type":"map","inner":{"$type":"unknown"}}}""", "unknown")]
    [InlineData("""{"draft":{"$type":"draft","Step":"not a number"}}""", "not a number")]
    [InlineData("""{"x":""", "")]
    [InlineData("", "")]
    public void What_is_foreign_or_damaged_is_refused(string stored, string named)
    {
        var refused = Assert.Throws<StateFormatException>(() => Read(stored));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_could_not_be_read_again_is_written()
    {
        foreach (var name in new[] { "$type", "$id", "$ref", "$value", "$values" })
        {
            Refused(new Dictionary<string, object> { [name] = "x" });
            Refused(new Dictionary<string, object> { ["a"] = new Dictionary<string, object> { [name] = "x" } });
            Refused(new Dictionary<string, object> { ["a"] = JObject.Parse($$"""{"b":[{"{{name}}":"draft"}]}""") });
        }

        Refused(new Dictionary<string, object> { ["a"] = new ConversationStateContract.Foreign("x") });
        Refused(new Dictionary<string, object> { ["a"] = new[] { "x" } });
        Refused(new Dictionary<string, object> { ["a"] = Nested(64) });

        static void Refused(Dictionary<string, object> state) => Assert.Throws<StateFormatException>(() => Json.Write(state));
    }

    [Fact]
    public void What_is_nested_as_deep_as_allowed_is_read_again()
    {
        var text = Json.Write(new Dictionary<string, object> { ["a"] = Nested(63), ["schema"] = JObject.Parse("""{"$schema":"x"}""") });
        Assert.Equal(2, Read(text).Count);
    }

    private static Dictionary<string, object> Read(string text)
    {
        var state = new Dictionary<string, object>();
        Json.Read(text, state);
        return state;
    }

    private static JArray Nested(int depth)
    {
        var outer = new JArray();
        for (var i = 1; i < depth; i++) outer = [outer];
        return outer;
    }
}
