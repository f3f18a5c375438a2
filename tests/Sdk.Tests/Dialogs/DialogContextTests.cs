using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Schema;

namespace SupportBot.Sdk.Tests.Dialogs;

public sealed class DialogContextTests : IDisposable
{
    private readonly TurnContext _turn = new(new TestAdapter(), new Activity(ActivityTypes.Message) { Text = "hi", Locale = "pt-PT" });
    private readonly DialogSet _set = new();
    private readonly DialogContext _dc;

    public DialogContextTests() => _dc = new DialogContext(_set, _turn, new DialogState());

    public void Dispose() => _turn.Dispose();

    [Fact]
    public async Task An_empty_stack_has_nothing_to_continue()
    {
        Assert.Equal(DialogTurnStatus.Empty, (await _dc.ContinueDialogAsync()).Status);
        Assert.Null(_dc.ActiveDialog);
        Assert.Null(_dc.Child);
        Assert.False(await _dc.EmitEventAsync("any"));
        await _dc.RepromptDialogAsync();
    }

    [Fact]
    public async Task Ending_the_only_dialog_completes_with_its_result()
    {
        _set.Add(new WaterfallDialog("w", [(s, ct) => s.EndDialogAsync(5, ct)]));

        var result = await _dc.BeginDialogAsync("w");

        Assert.Equal(DialogTurnStatus.Complete, result.Status);
        Assert.Equal(5, result.Result);
        Assert.Empty(_dc.Stack);
    }

    [Fact]
    public async Task An_unknown_dialog_cannot_be_begun()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _dc.BeginDialogAsync("missing"));

        Assert.Contains("missing", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_dc.Stack);
        await Assert.ThrowsAsync<ArgumentException>(() => _dc.BeginDialogAsync(" "));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _dc.PromptAsync("missing", null));
    }

    [Fact]
    public async Task A_stored_dialog_that_is_no_longer_known_can_be_cancelled_but_not_continued()
    {
        _dc.Stack.Add(new DialogInstance { Id = "gone", State = new Dictionary<string, object>() });

        await Assert.ThrowsAsync<InvalidOperationException>(() => _dc.ContinueDialogAsync());
        Assert.Equal(DialogTurnStatus.Cancelled, (await _dc.CancelAllDialogsAsync()).Status);
        Assert.Empty(_dc.Stack);
    }

    [Fact]
    public async Task A_cancellation_token_in_the_place_of_a_value_is_refused()
    {
        _set.Add(new WaterfallDialog("w", [(_, _) => Task.FromResult(Dialog.EndOfTurn)]));
        object token = CancellationToken.None;

        await Assert.ThrowsAsync<ArgumentException>(() => _dc.BeginDialogAsync("w", token));
        await Assert.ThrowsAsync<ArgumentException>(() => _dc.EndDialogAsync(token));
        await Assert.ThrowsAsync<ArgumentException>(() => _dc.ReplaceDialogAsync("w", token));
    }

    [Fact]
    public async Task A_prompt_takes_nothing_but_prompt_options()
    {
        _set.Add(new TextPrompt("t"));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _dc.BeginDialogAsync("t", "text"));
    }

    [Fact]
    public void The_locale_is_the_turns_then_the_activitys()
    {
        Assert.Equal("pt-PT", _dc.GetLocale());
        _turn.Locale = "de-DE";
        Assert.Equal("de-DE", _dc.GetLocale());
    }

    [Fact]
    public void The_same_dialog_is_added_once_and_another_of_its_name_gets_a_number()
    {
        var first = new TextPrompt("t");
        _set.Add(first).Add(first).Add(new TextPrompt("t")).Add(new TextPrompt("t"));

        Assert.Equal(["t", "t2", "t3"], _set.GetDialogs().Select(d => d.Id));
        Assert.Same(first, _set.Find("t"));
        Assert.Null(_set.Find("x"));
    }

    [Fact]
    public void A_dialogs_id_is_the_name_of_its_class_unless_given() => Assert.Equal("ComponentDialog", new ComponentDialog().Id);

    [Fact]
    public async Task A_set_of_a_component_has_no_state_of_its_own() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _set.CreateContextAsync(_turn));

    [Fact]
    public async Task Something_strange_in_the_store_is_named()
    {
        _set.Add(new TextPrompt("t"));
        _dc.Stack.Add(new DialogInstance { Id = "t", State = new Dictionary<string, object> { ["options"] = "text", ["state"] = 4 } });

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _dc.ContinueDialogAsync());
        Assert.Contains("'options'", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Keeper() : WaterfallDialog("keeper", [(s, ct) => s.BeginDialogAsync("child", null, ct)])
    {
        protected override Task<bool> OnPreBubbleEventAsync(DialogContext dc, DialogEvent e, CancellationToken cancellationToken) => Task.FromResult(e.Name == "stop");
    }

    private sealed class Stopper : ComponentDialog
    {
        public Stopper()
            : base("child") => AddDialog(new WaterfallDialog("steps", [(_, _) => Task.FromResult(EndOfTurn)]));

        protected override Task<DialogTurnResult> OnContinueDialogAsync(DialogContext innerDc, CancellationToken cancellationToken) =>
            innerDc.CancelAllDialogsAsync(true, "stop", cancellationToken: cancellationToken);
    }

    [Fact]
    public async Task A_dialog_that_stopped_the_cancelling_stays_when_the_component_on_top_of_it_has_gone()
    {
        _set.Add(new Keeper()).Add(new Stopper());
        await _dc.BeginDialogAsync("keeper");
        Assert.Equal(["child", "keeper"], _dc.Stack.Select(d => d.Id));

        Assert.Equal(DialogTurnStatus.Cancelled, (await _dc.ContinueDialogAsync()).Status);

        Assert.Equal(["keeper"], _dc.Stack.Select(d => d.Id));
    }
}
