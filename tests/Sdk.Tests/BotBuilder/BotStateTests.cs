using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace Sdk.Tests.BotBuilder;

public class BotStateTests
{
    [Fact]
    public async Task A_property_lives_from_turn_to_turn()
    {
        var storage = new MemoryStorage();
        await TurnAsync(storage, async (state, turn) => await state.CreateProperty<Order>("order").SetAsync(turn, new Order { Lines = ["a"] }));

        await TurnAsync(storage, async (state, turn) => Assert.Equal(["a"], (await state.CreateProperty<Order>("order").GetAsync(turn)).Lines));
    }

    [Fact]
    public async Task What_a_factory_made_is_kept_and_changed_in_place()
    {
        var storage = new MemoryStorage();
        await TurnAsync(storage, async (state, turn) => (await state.CreateProperty<Order>("order").GetAsync(turn, () => new Order())).Lines.Add("b"));

        await TurnAsync(storage, async (state, turn) => Assert.Equal(["b"], (await state.CreateProperty<Order>("order").GetAsync(turn)).Lines));
    }

    [Fact]
    public async Task A_missing_property_is_the_default_and_is_not_kept()
    {
        var storage = new Spy();

        await TurnAsync(storage, async (state, turn) =>
        {
            Assert.Null(await state.CreateProperty<Order>("order").GetAsync(turn));
            Assert.Equal(0, await state.CreateProperty<int>("count").GetAsync(turn));
        });

        Assert.Equal(0, storage.Writes);
    }

    [Fact]
    public async Task State_is_read_once_and_written_only_when_it_changed()
    {
        var storage = new Spy();
        await TurnAsync(storage, async (state, turn) =>
        {
            var count = state.CreateProperty<int>("count");
            await count.SetAsync(turn, 1);
            await count.GetAsync(turn);
            await state.SaveChangesAsync(turn);
            await state.SaveChangesAsync(turn);
        });
        Assert.Equal((1, 1), (storage.Reads, storage.Writes));

        await TurnAsync(storage, async (state, turn) => await state.CreateProperty<int>("count").SetAsync(turn, 1));
        Assert.Equal(1, storage.Writes);

        await TurnAsync(storage, async (state, turn) => await state.CreateProperty<int>("count").SetAsync(turn, 2));
        Assert.Equal(2, storage.Writes);
    }

    [Fact]
    public async Task Force_reads_and_writes_anyway()
    {
        var storage = new Spy();
        await TurnAsync(storage, async (state, turn) =>
        {
            await state.LoadAsync(turn);
            await state.LoadAsync(turn, force: true);
            await state.SaveChangesAsync(turn, force: true);
        });

        Assert.Equal((2, 1), (storage.Reads, storage.Writes));
    }

    [Fact]
    public async Task The_very_item_that_storage_gave_is_handed_back_with_its_ETag()
    {
        var stored = new Item { ETag = "7", ["count"] = 1L };
        var storage = new Spy { Stored = stored };

        await TurnAsync(storage, async (state, turn) =>
        {
            var count = state.CreateProperty<int>("count");
            await count.SetAsync(turn, await count.GetAsync(turn) + 1);
        });

        Assert.Same(stored, storage.Written);
        Assert.Equal(("7", 2), (stored.ETag, stored["count"]));
    }

    [Fact]
    public async Task A_first_save_hands_over_no_ETag()
    {
        var storage = new Spy();

        await TurnAsync(storage, async (state, turn) => await state.CreateProperty<int>("count").SetAsync(turn, 1));

        Assert.IsNotAssignableFrom<IStoreItem>(storage.Written);
    }

    [Fact]
    public async Task A_cleared_state_is_stored_empty_and_keeps_its_ETag()
    {
        var stored = new Item { ETag = "7", ["count"] = 1L };
        var storage = new Spy { Stored = stored };

        await TurnAsync(storage, async (state, turn) =>
        {
            await state.LoadAsync(turn);
            await state.ClearStateAsync(turn);
        });

        Assert.Same(stored, storage.Written);
        Assert.Empty(stored);
    }

    [Fact]
    public async Task A_save_that_fails_is_tried_again_by_the_next()
    {
        var storage = new Spy { Fails = true };
        await TurnAsync(storage, async (state, turn) =>
        {
            await state.CreateProperty<int>("count").SetAsync(turn, 1);
            await Assert.ThrowsAsync<IOException>(() => state.SaveChangesAsync(turn));
            storage.Fails = false;
        });

        Assert.NotNull(storage.Written);
    }

    [Fact]
    public async Task Deleting_takes_it_out_of_storage_and_out_of_the_turn()
    {
        var storage = new MemoryStorage();
        await TurnAsync(storage, async (state, turn) => await state.CreateProperty<int>("count").SetAsync(turn, 1));
        await TurnAsync(storage, async (state, turn) =>
        {
            await state.LoadAsync(turn);
            await state.DeleteAsync(turn);
            Assert.Null(state.Get(turn));
        });

        Assert.Empty(await storage.ReadAsync(["msteams/conversations/c1"], CancellationToken.None));
    }

    [Fact]
    public async Task A_property_stored_without_type_names_is_read_as_what_is_asked_for()
    {
        var storage = new Spy { Stored = new Item { ["order"] = JObject.Parse("""{"Lines":["x"]}"""), ["count"] = 3L } };

        await TurnAsync(storage, async (state, turn) =>
        {
            Assert.Equal(["x"], (await state.CreateProperty<Order>("order").GetAsync(turn)).Lines);
            Assert.Equal(3, await state.CreateProperty<int>("count").GetAsync(turn));
            Assert.Equal(3, (int)state.Get(turn)["count"]!);
        });
    }

    [Fact]
    public async Task Anything_else_in_storage_is_refused()
    {
        var storage = new Spy { Stored = "text" };

        await Assert.ThrowsAsync<InvalidOperationException>(() => TurnAsync(storage, (state, turn) => state.LoadAsync(turn)));
    }

    [Fact]
    public async Task Keys_name_channel_and_conversation_or_user()
    {
        var storage = new Spy();
        var adapter = new TestAdapter("msteams");
        using var turn = new TurnContext(adapter, new Activity("message") { ChannelId = "msteams", From = new ChannelAccount("u1"), Conversation = new ConversationAccount(id: "c1") });

        await new ConversationState(storage).LoadAsync(turn);
        await new UserState(storage).LoadAsync(turn);

        Assert.Equal(["msteams/conversations/c1", "msteams/users/u1"], storage.Keys);
        using var nowhere = new TurnContext(adapter, new Activity("message"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ConversationState(storage).LoadAsync(nowhere));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new UserState(storage).LoadAsync(nowhere));
    }

    [Fact]
    public async Task Auto_save_saves_after_the_turn_but_not_after_a_failed_one()
    {
        var storage = new Spy();
        var state = new ConversationState(storage);
        var adapter = new TestAdapter("msteams").Use(new AutoSaveStateMiddleware(state));
        async Task CountAsync(ITurnContext turn, CancellationToken token)
        {
            await state.CreateProperty<int>("count").SetAsync(turn, 1, token);
            if (turn.Activity.Text == "fail")
                throw new NotSupportedException();
        }

        await Assert.ThrowsAsync<NotSupportedException>(() => adapter.SendTextToBotAsync("fail", CountAsync, CancellationToken.None));
        Assert.Equal(0, storage.Writes);
        await adapter.SendTextToBotAsync("go", CountAsync, CancellationToken.None);
        Assert.Equal(1, storage.Writes);
    }

    [Fact]
    public async Task Memory_storage_gives_copies_and_refuses_a_stale_ETag()
    {
        var storage = new MemoryStorage();
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = new Versioned { Text = "one" } }, CancellationToken.None);

        var first = (Versioned)(await storage.ReadAsync(["k", "absent"], CancellationToken.None))["k"];
        var second = (Versioned)(await storage.ReadAsync(["k"], CancellationToken.None))["k"];
        Assert.NotSame(first, second);
        Assert.Equal(first.ETag, second.ETag);

        first.Text = "two";
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = first }, CancellationToken.None);
        second.Text = "three";
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => storage.WriteAsync(new Dictionary<string, object> { ["other"] = new Versioned(), ["k"] = second }, CancellationToken.None));
        Assert.StartsWith("Etag conflict", e.Message, StringComparison.Ordinal);
        Assert.Equal("two", ((Versioned)Assert.Single(await storage.ReadAsync(["k", "other"], CancellationToken.None)).Value).Text);

        second.ETag = "*";
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = second }, CancellationToken.None);
        Assert.Equal("three", ((Versioned)(await storage.ReadAsync(["k"], CancellationToken.None))["k"]).Text);
    }

    [Fact]
    public async Task An_activity_that_is_kept_in_state_is_stored_without_what_it_does_not_say()
    {
        var items = new Dictionary<string, JObject>();

        await TurnAsync(new MemoryStorage(items), async (state, turn) => await state.CreateProperty<Activity>("prompt").SetAsync(turn, new Activity("message") { Text = "Which?" }));

        var stored = Assert.Single(items).Value["prompt"]!;
        Assert.Equal(["$type", "type", "text"], ((JObject)stored).Properties().Select(property => property.Name));
        Assert.Equal("Microsoft.Bot.Schema.Activity, SupportBot.Sdk.BotBuilder", (string?)stored["$type"]);
    }

    [Fact]
    public async Task A_value_that_changes_only_its_type_is_a_change()
    {
        var storage = new MemoryStorage();
        await TurnAsync(storage, async (state, turn) => await state.CreateProperty<object>("pet").SetAsync(turn, new Order()));
        await TurnAsync(storage, async (state, turn) => await state.CreateProperty<object>("pet").SetAsync(turn, new OtherOrder()));

        await TurnAsync(storage, async (state, turn) => Assert.IsType<OtherOrder>(await state.CreateProperty<object>("pet").GetAsync(turn)));
    }

    [Fact]
    public async Task Generic_types_arrays_and_nested_types_come_back_from_memory_storage_as_they_were()
    {
        var kept = new Dictionary<string, object> { ["map"] = new Dictionary<string, List<Order>> { ["a"] = [new Order { Lines = ["x"] }] }, ["array"] = new[] { new Order() }, ["number"] = 3L };
        var storage = new MemoryStorage();
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = kept }, CancellationToken.None);

        var read = (Dictionary<string, object>)(await storage.ReadAsync(["k"], CancellationToken.None))["k"];

        Assert.Equal("x", ((Dictionary<string, List<Order>>)read["map"])["a"][0].Lines[0]);
        Assert.IsType<Order[]>(read["array"]);
        Assert.Equal(3L, read["number"]);
    }

    private static async Task TurnAsync(IStorage storage, Func<ConversationState, ITurnContext, Task> act)
    {
        var state = new ConversationState(storage);
        using var turn = new TurnContext(new TestAdapter("msteams"), new Activity("message") { ChannelId = "msteams", From = new ChannelAccount("u1"), Conversation = new ConversationAccount(id: "c1") });
        await act(state, turn);
        await state.SaveChangesAsync(turn);
    }

    public sealed class Order
    {
        public List<string> Lines { get; set; } = [];
    }

    public sealed class OtherOrder
    {
        public List<string> Lines { get; set; } = [];
    }

    public sealed class Versioned : IStoreItem
    {
        public string? Text { get; set; }

        public string? ETag { get; set; }
    }

    private sealed class Item : Dictionary<string, object>, IStoreItem
    {
        public string? ETag { get; set; }
    }

    private sealed class Spy : IStorage
    {
        internal object? Stored { get; init; }

        internal object? Written { get; private set; }

        internal bool Fails { get; set; }

        internal int Reads { get; private set; }

        internal int Writes { get; private set; }

        internal List<string> Keys { get; } = [];

        public Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default)
        {
            Reads++;
            Keys.AddRange(keys);
            var found = new Dictionary<string, object>();
            if ((Written ?? Stored) is { } item)
                found[keys[0]] = item is Item or string ? item : JObject.FromObject(item);
            return Task.FromResult<IDictionary<string, object>>(found);
        }

        public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
        {
            if (Fails)
                throw new IOException();
            Writes++;
            Written = changes.Single().Value;
            return Task.CompletedTask;
        }

        public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
