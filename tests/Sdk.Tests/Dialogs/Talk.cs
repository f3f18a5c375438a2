using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupportBot.Sdk.Tests.Dialogs;

/// <summary>A conversation whose dialogs are stored after each turn and read again at the next.</summary>
internal sealed class Talk
{
    public const string StorageKey = "test/conversations/Convo1";
    public const string PropertyName = "DialogState";

    private readonly Dialog _root;
    private readonly ConversationState _state;
    private readonly IStatePropertyAccessor<DialogState> _accessor;
    private readonly Func<DialogContext, Task<bool>>? _before;

    /// <param name="typed">Whether the store keeps the types of what it holds, or gives back JSON.</param>
    /// <param name="before">Sees the stack before each turn; true takes the turn away from the dialogs.</param>
    public Talk(Dialog root, bool typed = true, Func<DialogContext, Task<bool>>? before = null, string? channelId = null)
    {
        _root = root;
        _before = before;
        Stored = [];
        var storage = typed
            ? new MemoryStorage(Stored)
            : new MemoryStorage(new JsonSerializer { DateParseHandling = DateParseHandling.None }, Stored);
        _state = new ConversationState(storage);
        _accessor = _state.CreateProperty<DialogState>(PropertyName);
        Adapter = channelId is null ? new TestAdapter() : new TestAdapter(channelId);
        Flow = new TestFlow(Adapter, OnTurnAsync);
    }

    public TestAdapter Adapter { get; }

    public TestFlow Flow { get; }

    public Dictionary<string, JObject> Stored { get; }

    public static PromptOptions Ask(string text, string? retry = null) => new()
    {
        Prompt = MessageFactory.Text(text),
        RetryPrompt = retry is null ? null : MessageFactory.Text(retry),
    };

    public async Task<string[]> SayAsync(Activity activity)
    {
        await Adapter.ProcessActivityAsync(activity, OnTurnAsync);
        return [.. Replies().Select(r => r.Text)];
    }

    public Task<string[]> SayAsync(string text) => SayAsync(Adapter.MakeActivity(text));

    public IEnumerable<Activity> Replies()
    {
        while (Adapter.GetNextReply() is Activity reply)
            yield return reply;
    }

    private async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var dialogs = new DialogSet(_accessor).Add(_root);
        var dc = await dialogs.CreateContextAsync(turnContext, cancellationToken);
        if ((_before is null || !await _before(dc)) && (await dc.ContinueDialogAsync(cancellationToken)).Status == DialogTurnStatus.Empty)
            await dc.BeginDialogAsync(_root.Id, null, cancellationToken);
        await _state.SaveChangesAsync(turnContext, cancellationToken: cancellationToken);
    }
}
