using Microsoft.Bot.Builder;

namespace SupportBot.Tests.Contracts;

/// <summary>What the bot relies on wherever its conversations' state is kept.</summary>
public abstract class ConversationStateContract
{
    /// <summary>A draft, as state may hold one.</summary>
    public sealed record Draft(string Subject, int Step, IReadOnlyList<string> Answers);

    /// <summary>Not on the allow-list.</summary>
    public sealed record Foreign(string Text);

    /// <summary>What state may hold besides strings and numbers.</summary>
    protected static readonly IReadOnlyDictionary<string, Type> Allowed = new Dictionary<string, Type> { ["draft"] = typeof(Draft) };

    /// <summary>An instance over the store of this test, which is empty at first; each call gives another one.</summary>
    protected abstract Task<IStorage> InstanceAsync();

    [SkippableFact]
    public async Task What_is_saved_is_read_again_with_its_types()
    {
        var storage = await InstanceAsync();
        var state = await ReadAsync(storage, "key");
        state["draft"] = new Draft("Printer", 3, ["yes", "2026-11-24T09:30:00+01:00"]);
        state["text"] = "2026-11-24T09:30:00+01:00";
        state["count"] = 7L;
        state["steps"] = new Dictionary<string, object> { ["inner"] = new Draft("s", 1, []), ["flag"] = true };
        await WriteAsync(storage, "key", state);

        var read = await ReadAsync(await InstanceAsync(), "key");

        var draft = Assert.IsType<Draft>(read["draft"]);
        Assert.Equal(("Printer", 3, "2026-11-24T09:30:00+01:00"), (draft.Subject, draft.Step, draft.Answers[1]));
        Assert.Equal("2026-11-24T09:30:00+01:00", read["text"]);
        Assert.Equal(7L, read["count"]);
        var steps = Assert.IsType<Dictionary<string, object>>(read["steps"]);
        Assert.Equal("s", Assert.IsType<Draft>(steps["inner"]).Subject);
        Assert.Equal(true, steps["flag"]);
    }

    [SkippableFact]
    public async Task Of_two_turns_that_save_one_state_the_later_is_refused()
    {
        var storage = await InstanceAsync();
        foreach (var round in new[] { "first", "second" })
        {
            var (one, two) = (await ReadAsync(storage, "key"), await ReadAsync(storage, "key"));
            one["who"] = "one " + round;
            two["who"] = "two " + round;
            await WriteAsync(storage, "key", one);
            await AssertConflictAsync(() => WriteAsync(storage, "key", two));
            Assert.Equal("one " + round, (await ReadAsync(storage, "key"))["who"]);
        }
    }

    [SkippableFact]
    public async Task A_turn_can_save_twice()
    {
        var storage = await InstanceAsync();
        var state = await ReadAsync(storage, "key");
        foreach (var word in new[] { "one", "two", "three" })
        {
            state["word"] = word;
            await WriteAsync(storage, "key", state);
        }

        Assert.Equal("three", (await ReadAsync(storage, "key"))["word"]);
    }

    [SkippableFact]
    public async Task A_plain_dictionary_is_a_first_save()
    {
        var storage = await InstanceAsync();
        await WriteAsync(storage, "key", new Dictionary<string, object> { ["word"] = "one" });
        await AssertConflictAsync(() => WriteAsync(storage, "key", new Dictionary<string, object> { ["word"] = "two" }));
    }

    [SkippableFact]
    public async Task A_star_overwrites_whatever_is_there()
    {
        var storage = await InstanceAsync();
        var stale = await ReadAsync(storage, "key");
        ((IStoreItem)stale).ETag = "*";
        await WriteAsync(storage, "key", stale);
        foreach (var length in new[] { 1_000_000, 10 })
        {
            var state = await ReadAsync(storage, "key");
            state["word"] = new string('x', length);
            await WriteAsync(storage, "key", state);
            ((IStoreItem)stale).ETag = "*";
            stale["word"] = "star";
            await WriteAsync(storage, "key", stale);
            Assert.Equal("star", (await ReadAsync(storage, "key"))["word"]);
        }
    }

    [SkippableFact]
    public async Task A_long_state_that_becomes_short_leaves_nothing_behind()
    {
        var storage = await InstanceAsync();
        var state = await ReadAsync(storage, "key");
        foreach (var length in new[] { 10, 1_300_000, 40_000, 700_000, 0 })
        {
            state["text"] = string.Concat(Enumerable.Repeat("😀", length / 2));
            state["after"] = length;
            await WriteAsync(storage, "key", state);
            var read = await ReadAsync(storage, "key");
            Assert.Equal(state["text"], read["text"]);
            Assert.Equal((long)length, read["after"]);
            state = read;
        }
    }

    [SkippableFact]
    public async Task What_was_deleted_begins_anew()
    {
        var storage = await InstanceAsync();
        var state = await ReadAsync(storage, "key");
        state["text"] = new string('x', 1_000_000);
        await WriteAsync(storage, "key", state);

        await storage.DeleteAsync(["key", "never"]);

        Assert.Empty(await ReadAsync(storage, "key"));
        await AssertConflictAsync(() => WriteAsync(storage, "key", state));
        await WriteAsync(storage, "key", new Dictionary<string, object> { ["word"] = "new" });
        Assert.Equal("new", Assert.Single(await ReadAsync(storage, "key")).Value);
    }

    [SkippableFact]
    public async Task Any_key_will_do_and_each_has_its_own_state()
    {
        var storage = await InstanceAsync();
        string[] keys =
        [
            "msteams/conversations/19:abc@thread.tacv2;messageid=1", "msteams/users/29:1x\\y#z?", "a+b%2F", "a b", "A B", "'; or 1 eq 1",
            "漢字😀\u0001\u0085", new string('k', 600), new string('k', 601),
        ];
        var first = await storage.ReadAsync(keys);
        foreach (var key in keys) ((IDictionary<string, object>)first[key])["key"] = key;
        await storage.WriteAsync(first);

        var read = await storage.ReadAsync(keys);

        Assert.Equal(keys.Length, read.Count);
        Assert.All(keys, key => Assert.Equal(key, ((IDictionary<string, object>)read[key])["key"]));
    }

    [SkippableFact]
    public async Task A_type_that_is_not_allowed_is_refused_and_nothing_is_stored()
    {
        var storage = await InstanceAsync();
        var state = await ReadAsync(storage, "key");
        state["ok"] = "ok";
        state["foreign"] = new Foreign("text");

        await AssertRefusedAsync(() => WriteAsync(storage, "key", state));

        Assert.Empty(await ReadAsync(storage, "key"));
    }

    [SkippableFact]
    public async Task Two_bot_states_over_one_conversation_cannot_overwrite_each_other()
    {
        var storage = await InstanceAsync();
        for (var round = 1; round <= 2; round++)
        {
            var (one, two) = (new ConversationState(storage), new ConversationState(storage));
            var (turnOne, turnTwo) = (TurnOf(), TurnOf());
            await one.CreateProperty<Draft>("draft").SetAsync(turnOne, new Draft("one", round, []));
            await two.CreateProperty<Draft>("draft").SetAsync(turnTwo, new Draft("two", round, []));

            await one.SaveChangesAsync(turnOne);
            await AssertConflictAsync(() => two.SaveChangesAsync(turnTwo));

            var (fresh, turn) = (new ConversationState(storage), TurnOf());
            var draft = await fresh.CreateProperty<Draft>("draft").GetAsync(turn);
            Assert.Equal(("one", round), (draft.Subject, draft.Step));
            await fresh.CreateProperty<Draft>("draft").SetAsync(turn, draft with { Subject = "three" });
            await fresh.SaveChangesAsync(turn);
            await fresh.CreateProperty<Draft>("draft").SetAsync(turn, draft with { Subject = "four" });
            await fresh.SaveChangesAsync(turn);
        }
    }

    protected static async Task<IDictionary<string, object>> ReadAsync(IStorage storage, string key) =>
        (await storage.ReadAsync([key])).TryGetValue(key, out var value) ? (IDictionary<string, object>)value : new Dictionary<string, object>();

    protected static Task WriteAsync(IStorage storage, string key, IDictionary<string, object> state) =>
        storage.WriteAsync(new Dictionary<string, object> { [key] = state });

    /// <summary>That the store refuses a save because of another's.</summary>
    protected abstract Task AssertConflictAsync(Func<Task> save);

    /// <summary>That the store refuses what could not be read again.</summary>
    protected abstract Task AssertRefusedAsync(Func<Task> save);

    private static TurnContext TurnOf() => new(new NoAdapter(), new Microsoft.Bot.Schema.Activity
    {
        Type = Microsoft.Bot.Schema.ActivityTypes.Message,
        ChannelId = "msteams",
        Conversation = new Microsoft.Bot.Schema.ConversationAccount { Id = "a:1x/y" },
        From = new Microsoft.Bot.Schema.ChannelAccount { Id = "29:1" },
    });

    private sealed class NoAdapter : BotAdapter
    {
        public override Task<Microsoft.Bot.Schema.ResourceResponse[]> SendActivitiesAsync(
            ITurnContext turnContext, Microsoft.Bot.Schema.Activity[] activities, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<Microsoft.Bot.Schema.ResourceResponse> UpdateActivityAsync(
            ITurnContext turnContext, Microsoft.Bot.Schema.Activity activity, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task DeleteActivityAsync(
            ITurnContext turnContext, Microsoft.Bot.Schema.ConversationReference reference, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
