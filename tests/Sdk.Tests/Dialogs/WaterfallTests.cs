using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace SupportBot.Sdk.Tests.Dialogs;

public class WaterfallTests
{
    private static async Task<DialogTurnResult> SayAndWait(WaterfallStepContext step, string text, CancellationToken cancellationToken)
    {
        await step.Context.SendActivityAsync(text, cancellationToken: cancellationToken);
        return Dialog.EndOfTurn;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_message_runs_the_next_step_with_its_text(bool typed)
    {
        var root = new WaterfallDialog("root",
        [
            (s, ct) => SayAndWait(s, $"{s.Index} {s.Reason} {s.Result ?? "-"}", ct),
            (s, ct) => SayAndWait(s, $"{s.Index} {s.Reason} {s.Result}", ct),
            async (s, ct) =>
            {
                await s.Context.SendActivityAsync($"{s.Index} {s.Reason} {s.Result}", cancellationToken: ct);
                return await s.EndDialogAsync(null, ct);
            },
        ]);

        await new Talk(root, typed).Flow
            .Test("hi", "0 BeginCalled -")
            .Test("a", "1 ContinueCalled a")
            .Test("b", "2 ContinueCalled b")
            .Test("again", "0 BeginCalled -")
            .StartTestAsync();
    }

    [Fact]
    public async Task A_step_can_go_on_in_the_same_turn()
    {
        var root = new WaterfallDialog("root")
            .AddStep((s, ct) => s.NextAsync(7, ct))
            .AddStep((s, ct) => SayAndWait(s, $"{s.Reason} {s.Result}", ct));

        await new Talk(root).Flow.Test("hi", "NextCalled 7").StartTestAsync();
    }

    [Fact]
    public async Task Going_on_twice_is_refused()
    {
        var root = new WaterfallDialog("root",
        [
            async (s, ct) =>
            {
                await s.NextAsync(null, ct);
                return await s.NextAsync(null, ct);
            },
            (_, _) => Task.FromResult(Dialog.EndOfTurn),
        ]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => new Talk(root).SayAsync("hi"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Values_and_options_last_as_long_as_the_waterfall(bool typed)
    {
        var inner = new WaterfallDialog("inner",
        [
            (s, ct) =>
            {
                s.Values["name"] = "Ana";
                s.Values["count"] = 3;
                s.Values["known"] = true;
                return SayAndWait(s, "?", ct);
            },
            (s, ct) =>
            {
                s.Values["count"] = Convert.ToInt32(s.Values["count"], null) + 1;
                return SayAndWait(s, $"{s.Options} {s.Values["name"]}", ct);
            },
            (s, ct) => s.EndDialogAsync($"{s.Options} {s.Values["name"]} {s.Values["count"]} {s.Values["known"]}", ct),
        ]);
        var root = new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("outer", [(s, ct) => s.BeginDialogAsync("inner", "A-1042", ct), (s, ct) => SayAndWait(s, (string)s.Result, ct)]))
            .AddDialog(inner);

        await new Talk(root, typed).Flow
            .Test("hi", "?")
            .Test("x", "A-1042 Ana")
            .Test("y", "A-1042 Ana 4 True")
            .StartTestAsync();
    }

    [Fact]
    public async Task What_is_not_a_message_changes_nothing()
    {
        var talk = new Talk(new WaterfallDialog("root", [(s, ct) => SayAndWait(s, "0", ct), (s, ct) => SayAndWait(s, "1", ct)]));

        Assert.Equal(["0"], await talk.SayAsync("hi"));
        Assert.Empty(await talk.SayAsync(new Activity(ActivityTypes.ConversationUpdate)));
        Assert.Equal(["1"], await talk.SayAsync("go"));
    }

    [Fact]
    public async Task The_last_steps_result_ends_the_waterfall()
    {
        var root = new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("outer",
            [
                (s, ct) => s.BeginDialogAsync("short", null, ct),
                (s, ct) => SayAndWait(s, $"{s.Reason} {s.Result}", ct),
            ]))
            .AddDialog(new WaterfallDialog("short", [(s, ct) => s.NextAsync("r", ct)]))
            .AddDialog(new WaterfallDialog("empty"));

        await new Talk(root).Flow.Test("hi", "EndCalled r").StartTestAsync();
    }

    [Fact]
    public async Task A_waterfall_can_replace_itself_to_loop()
    {
        var root = new WaterfallDialog("root",
        [
            (s, ct) => SayAndWait(s, $"round {s.Options ?? 1}", ct),
            (s, ct) => s.ReplaceDialogAsync("root", Convert.ToInt32(s.Options ?? 1, null) + 1, ct),
        ]);
        var talk = new Talk(root);

        await talk.Flow.Test("hi", "round 1").Test("go", "round 2").Test("go", "round 3").StartTestAsync();

        Assert.Single(talk.Stored[Talk.StorageKey].SelectTokens("$..dialogStack.$values[*].id"));
    }

    [Fact]
    public async Task What_is_stored_has_the_official_names()
    {
        var root = new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("steps", [(s, ct) => { s.Values["k"] = "v"; return s.PromptAsync("ask", Talk.Ask("?", "??"), ct); }]))
            .AddDialog(new TextPrompt("ask", (_, _) => Task.FromResult(false)));
        var talk = new Talk(root, typed: false);
        await talk.SayAsync("hi");
        await talk.SayAsync("x");

        var outer = talk.Stored[Talk.StorageKey][Talk.PropertyName]!["dialogStack"]![0]!;
        Assert.Equal("root", (string?)outer["id"]);
        Assert.NotNull((string?)outer["version"]);
        var stack = outer["state"]!["dialogs"]!["dialogStack"]!;
        Assert.Equal(["ask", "steps"], stack.Select(d => (string?)d["id"]));
        Assert.Equal(["options", "state"], Names(stack[0]!["state"]!));
        Assert.Equal("?", (string?)stack[0]!["state"]!["options"]!["prompt"]!["text"]);
        Assert.Equal("??", (string?)stack[0]!["state"]!["options"]!["retryPrompt"]!["text"]);
        Assert.Equal(1, (int)stack[0]!["state"]!["state"]!["AttemptCount"]!);
        Assert.Equal(["instanceId", "options", "stepIndex", "values"], Names(stack[1]!["state"]!));
        Assert.Equal(0, (int)stack[1]!["state"]!["stepIndex"]!);
        Assert.Equal("v", (string?)stack[1]!["state"]!["values"]!["k"]);

        static IEnumerable<string> Names(JToken state) => ((JObject)state).Properties().Select(p => p.Name).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_the_official_package_stored_is_continued()
    {
        var root = new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("steps",
            [
                (_, _) => throw new InvalidOperationException("This step was done."),
                (s, ct) => SayAndWait(s, $"{s.Result} {s.Options} {s.Values["n"]}", ct),
            ]))
            .AddDialog(new ChoicePrompt("ask", async (p, ct) =>
            {
                if (!p.Recognized.Succeeded)
                    await p.Context.SendActivityAsync($"attempt {p.AttemptCount}", cancellationToken: ct);
                return p.Recognized.Succeeded;
            }))
            .AddDialog(new WaterfallDialog("after"));
        var talk = new Talk(root, typed: false);
        talk.Stored[Talk.StorageKey] = JObject.Parse("""
            {"DialogState":{"dialogStack":[{"id":"root","version":"0123","stackIndex":null,"state":{"dialogs":{"dialogStack":[
              {"id":"ask","state":{"options":{"prompt":{"type":"message","text":"?","attachments":[],"entities":[],"inputHint":"expectingInput"},
                "choices":[{"value":"red","synonyms":["rouge"]},{"value":"blue"}],"style":2},"state":{"AttemptCount":2}},"stackIndex":null,"version":null},
              {"id":"steps","state":{"options":"A-7","values":{"n":5},"instanceId":"e5ae26d5-5cf0-4b8e-a6b8-6d7b9a5f5a41","stepIndex":0}}]}}}]}}
            """);

        Assert.Equal(["attempt 3"], await talk.SayAsync("what"));
        var replies = await talk.SayAsync("rouge");
        Assert.EndsWith(" A-7 5", Assert.Single(replies), StringComparison.Ordinal);
    }
}
