using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace SupportBot.Sdk.Tests.Dialogs;

public class ComponentTests
{
    private readonly List<string> _log = [];

    /// <summary>Asks its question; notes how it ends and which events it saw.</summary>
    private sealed class Noted : ComponentDialog
    {
        private readonly List<string> _log;

        public Noted(string id, List<string> log, string question)
            : base(id)
        {
            _log = log;
            AddDialog(new WaterfallDialog(id + "-steps", [(s, ct) => s.PromptAsync(id + "-ask", Talk.Ask(question), ct)]));
            AddDialog(new TextPrompt(id + "-ask"));
        }

        public string? Handles { get; init; }

        protected override async Task<DialogTurnResult> OnContinueDialogAsync(DialogContext innerDc, CancellationToken cancellationToken) =>
            innerDc.Context.Activity.Text switch
            {
                "cancel" => await innerDc.CancelAllDialogsAsync(cancellationToken),
                "cancel all" => await innerDc.CancelAllDialogsAsync(true, cancellationToken: cancellationToken),
                "stop all" => await innerDc.CancelAllDialogsAsync(true, "stop", 7, cancellationToken),
                _ => await base.OnContinueDialogAsync(innerDc, cancellationToken),
            };

        protected override Task OnEndDialogAsync(ITurnContext context, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken)
        {
            _log.Add($"{Id} {reason}");
            return Task.CompletedTask;
        }

        protected override Task<bool> OnPreBubbleEventAsync(DialogContext dc, DialogEvent e, CancellationToken cancellationToken)
        {
            _log.Add($"{Id} hears {e.Name} {e.Value}".TrimEnd());
            return Task.FromResult(e.Name == Handles);
        }
    }

    private sealed class Outer : ComponentDialog
    {
        private readonly List<string> _log;

        public Outer(List<string> log, Dialog inner, params Dialog[] others)
            : base("outer")
        {
            _log = log;
            AddDialog(new WaterfallDialog("outer-steps",
            [
                (s, ct) => s.BeginDialogAsync(inner.Id, null, ct),
                async (s, ct) =>
                {
                    await s.Context.SendActivityAsync($"got {s.Result ?? "nothing"}", cancellationToken: ct);
                    return Dialog.EndOfTurn;
                },
            ]));
            AddDialog(inner);
            foreach (var other in others)
                AddDialog(other);
        }

        public string? Handles { get; init; }

        protected override Task OnEndDialogAsync(ITurnContext context, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken)
        {
            _log.Add($"outer {reason}");
            return Task.CompletedTask;
        }

        protected override Task<bool> OnPreBubbleEventAsync(DialogContext dc, DialogEvent e, CancellationToken cancellationToken)
        {
            _log.Add($"outer hears {e.Name} {e.Value}".TrimEnd());
            return Task.FromResult(e.Name == Handles);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_components_result_goes_to_the_dialog_that_began_it(bool typed)
    {
        await new Talk(new Outer(_log, new Noted("a", _log, "name?")), typed).Flow
            .Test("hi", "name?")
            .Test("Ana", "got Ana")
            .StartTestAsync();
        Assert.Equal(["a EndCalled"], _log);
    }

    [Fact]
    public async Task The_first_dialog_added_begins_unless_another_is_named()
    {
        var named = new Noted("b", _log, "b?") { InitialDialogId = "other" };
        named.AddDialog(new WaterfallDialog("other", [async (s, ct) => { await s.Context.SendActivityAsync("other", cancellationToken: ct); return Dialog.EndOfTurn; }]));

        Assert.Equal(["b?"], await new Talk(new Noted("b", _log, "b?")).SayAsync("hi"));
        Assert.Equal(["other"], await new Talk(named).SayAsync("hi"));
    }

    [Fact]
    public async Task Cancelling_inside_a_component_ends_it_without_a_result()
    {
        await new Talk(new Outer(_log, new Noted("a", _log, "name?"))).Flow
            .Test("hi", "name?")
            .Test("cancel", "got nothing")
            .StartTestAsync();
        Assert.Equal(["a EndCalled"], _log);
    }

    [Fact]
    public async Task Cancelling_the_parents_too_empties_every_stack()
    {
        var talk = new Talk(new Outer(_log, new Noted("a", _log, "name?")));
        await talk.SayAsync("hi");

        Assert.Empty(await talk.SayAsync("cancel all"));

        Assert.Empty(talk.Stored[Talk.StorageKey].SelectTokens("$..dialogStack.$values[*]"));
        Assert.Equal(["a hears cancelDialog", "a CancelCalled", "outer hears cancelDialog", "outer CancelCalled"], _log);
        Assert.Equal(["name?"], await talk.SayAsync("hi"));
    }

    [Fact]
    public async Task A_parent_that_handles_the_event_stops_the_cancelling()
    {
        var talk = new Talk(new Outer(_log, new Noted("a", _log, "name?")) { Handles = "stop" });
        await talk.SayAsync("hi");

        await talk.SayAsync("stop all");

        Assert.Contains("outer hears stop 7", _log);
        Assert.DoesNotContain("outer CancelCalled", _log);
    }

    [Fact]
    public async Task A_dialog_taken_off_the_stack_from_outside_hears_that_it_was_cancelled()
    {
        var talk = new Talk(new Outer(_log, new Noted("a", _log, "name?")), before: async dc =>
        {
            if (dc.Context.Activity.Text != "quit")
                return false;
            Assert.Equal(DialogTurnStatus.Cancelled, (await dc.CancelAllDialogsAsync()).Status);
            Assert.Equal(DialogTurnStatus.Empty, (await dc.CancelAllDialogsAsync()).Status);
            return true;
        });
        await talk.SayAsync("hi");

        await talk.SayAsync("quit");

        Assert.Equal(["a CancelCalled", "outer CancelCalled"], _log.Where(l => l.EndsWith("Called", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_question_is_asked_again_when_what_interrupted_it_has_ended()
    {
        var interrupter = new WaterfallDialog("help",
        [
            async (s, ct) =>
            {
                await s.Context.SendActivityAsync("help!", cancellationToken: ct);
                return await s.EndDialogAsync(null, ct);
            },
        ]);
        var root = new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("steps", [(s, ct) => s.PromptAsync("ask", Talk.Ask("name?", "again?"), ct)]))
            .AddDialog(new TextPrompt("ask"))
            .AddDialog(interrupter);
        var talk = new Talk(root, before: async dc =>
        {
            if (dc.Context.Activity.Text == "help")
                await dc.Child.BeginDialogAsync("help");
            else if (dc.Context.Activity.Text == "repeat")
                await dc.RepromptDialogAsync();
            return dc.Context.Activity.Text is "help" or "repeat";
        });

        Assert.Equal(["name?"], await talk.SayAsync("hi"));
        Assert.Equal(["help!", "name?"], await talk.SayAsync("help"));
        Assert.Equal(["name?"], await talk.SayAsync("repeat"));
        Assert.Empty(await talk.SayAsync("Ana"));
    }

    [Fact]
    public async Task A_component_that_was_interrupted_asks_again()
    {
        var set = new Outer(_log, new Noted("a", _log, "name?"), new WaterfallDialog("note",
        [
            async (s, ct) =>
            {
                await s.Context.SendActivityAsync("noted", cancellationToken: ct);
                return await s.EndDialogAsync(null, ct);
            },
        ]));
        var talk = new Talk(set, before: async dc =>
        {
            if (dc.Context.Activity.Text != "note")
                return false;
            await dc.Child.BeginDialogAsync("note");
            return true;
        });

        Assert.Equal(["name?"], await talk.SayAsync("hi"));
        Assert.Equal(["noted", "name?"], await talk.SayAsync("note"));
        Assert.Equal(["got Ana"], await talk.SayAsync("Ana"));
    }

    [Fact]
    public async Task Results_come_back_in_the_order_of_the_stack()
    {
        var order = new List<string>();
        ComponentDialog Level(string id, Dialog? next) => next is null
            ? new ComponentDialog(id).AddDialog(new WaterfallDialog(id + "w", [(_, _) => Task.FromResult(Dialog.EndOfTurn), (s, ct) => s.EndDialogAsync(id, ct)]))
            : new ComponentDialog(id)
                .AddDialog(new WaterfallDialog(id + "w",
                [
                    (s, ct) => s.BeginDialogAsync(next.Id, null, ct),
                    (s, ct) =>
                    {
                        order.Add($"{id} got {s.Result}");
                        return s.EndDialogAsync($"{id}({s.Result})", ct);
                    },
                ]))
                .AddDialog(next);
        var talk = new Talk(Level("one", Level("two", Level("three", null))));

        await talk.SayAsync("hi");
        await talk.SayAsync("go");

        Assert.Equal(["two got three", "one got two(three)"], order);
    }

    [Fact]
    public async Task A_component_finds_the_dialogs_of_its_parents()
    {
        var child = new ComponentDialog("child").AddDialog(new WaterfallDialog("child-steps", [(s, ct) => s.PromptAsync("shared", Talk.Ask("shared?"), ct), (s, ct) => s.EndDialogAsync(s.Result, ct)]));

        await new Talk(new Outer(_log, child, new TextPrompt("shared"))).Flow
            .Test("hi", "shared?")
            .Test("yes", "got yes")
            .StartTestAsync();
    }

    [Fact]
    public async Task Conversations_begun_with_other_dialogs_are_told_once()
    {
        var talk = new Talk(new Noted("a", _log, "name?"));
        await talk.SayAsync("hi");
        Assert.Empty(_log);
        foreach (var version in talk.Stored[Talk.StorageKey].SelectTokens("$..version").OfType<JValue>().Where(v => v.Type == JTokenType.String))
            version.Value = "older";

        await talk.SayAsync(new Activity(ActivityTypes.Typing));
        await talk.SayAsync(new Activity(ActivityTypes.Typing));

        Assert.Equal(["a hears versionChanged a"], _log);
    }

    [Fact]
    public void A_sets_version_changes_with_its_dialogs()
    {
        var set = new DialogSet().Add(new WaterfallDialog("w", [(_, _) => Task.FromResult(Dialog.EndOfTurn)]));
        var same = new DialogSet().Add(new WaterfallDialog("w", [(_, _) => Task.FromResult(Dialog.EndOfTurn)]));
        var longer = new DialogSet().Add(new WaterfallDialog("w"));
        var before = set.GetVersion();

        Assert.Equal(before, same.GetVersion());
        Assert.NotEqual(before, longer.GetVersion());
        Assert.NotEqual(before, set.Add(new TextPrompt("t")).GetVersion());
    }
}
