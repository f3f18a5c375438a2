using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Builder.Adapters;

/// <summary>Runs turns without a channel and keeps what they send, for tests of dialogs and middleware.</summary>
public class TestAdapter : BotAdapter
{
    private readonly bool _sendTraceActivity;
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<IActivity>> _waiting = new();
    private int _lastId;

    public TestAdapter(string channelId, bool sendTraceActivity = false)
        : this(CreateConversation("Convo1"), sendTraceActivity)
    {
        Conversation.ChannelId = channelId;
    }

    public TestAdapter(ConversationReference conversation = null, bool sendTraceActivity = false)
    {
        _sendTraceActivity = sendTraceActivity;
        Conversation = conversation ?? CreateConversation("Convo1");
    }

    public string Locale { get; set; } = "en-us";

    /// <summary>What was sent and not yet looked at.</summary>
    public Queue<Activity> ActiveQueue { get; } = new();

    public ConversationReference Conversation { get; set; }

    public static ConversationReference CreateConversation(string name, string user = "User1", string bot = "Bot") => new()
    {
        ChannelId = Channels.Test,
        ServiceUrl = "https://test.com",
        Conversation = new ConversationAccount(false, name, name),
#pragma warning disable CA1308 // Ids are written in lower case, as the package does.
        User = new ChannelAccount(user.ToLowerInvariant(), user),
        Bot = new ChannelAccount(bot.ToLowerInvariant(), bot),
#pragma warning restore CA1308
        Locale = "en-us",
    };

    public new TestAdapter Use(IMiddleware middleware)
    {
        base.Use(middleware);
        return this;
    }

    /// <summary>Runs a turn as the user, filling in what the activity leaves out.</summary>
    public async Task ProcessActivityAsync(Activity activity, BotCallbackHandler callback, CancellationToken cancellationToken = default)
    {
        using var context = CreateTurnContext(Complete(activity));
        await RunPipelineAsync(context, callback, cancellationToken);
    }

    public override async Task<InvokeResponse> ProcessActivityAsync(ClaimsIdentity claimsIdentity, Activity activity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var context = CreateTurnContext(Complete(activity));
        context.TurnState.Set(BotIdentityKey, claimsIdentity);
        await RunPipelineAsync(context, callback, cancellationToken);
        return context.TurnState.Get<Activity>(InvokeResponseKey)?.Value as InvokeResponse;
    }

    public override async Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(activities);
        var responses = new ResourceResponse[activities.Length];
        for (var i = 0; i < activities.Length; i++)
        {
            var activity = activities[i];
            if (string.IsNullOrEmpty(activity.Id))
                activity.Id = NextId();
            activity.Timestamp ??= TimeProvider.System.GetUtcNow();
            responses[i] = new ResourceResponse(activity.Id);
            switch (activity.Type)
            {
                case ActivityTypesEx.Delay:
                    await Task.Delay(Convert.ToInt32(activity.Value, System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
                    break;
                case ActivityTypesEx.InvokeResponse:
                    turnContext.TurnState.Set(InvokeResponseKey, activity);
                    Enqueue(activity);
                    break;
                case ActivityTypes.Trace when !_sendTraceActivity:
                    break;
                default:
                    Enqueue(activity);
                    break;
            }
        }

        return responses;
    }

    /// <summary>Takes the place of the activity with the same id, if nobody has looked at it yet.</summary>
    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        lock (_gate)
        {
            for (var i = ActiveQueue.Count; i > 0; i--)
            {
                var sent = ActiveQueue.Dequeue();
                ActiveQueue.Enqueue(sent.Id == activity.Id ? activity : sent);
            }
        }

        return Task.FromResult(new ResourceResponse(activity.Id));
    }

    public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (_gate)
        {
            for (var i = ActiveQueue.Count; i > 0; i--)
            {
                var sent = ActiveQueue.Dequeue();
                if (sent.Id != reference.ActivityId)
                    ActiveQueue.Enqueue(sent);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The next thing sent, or null.</summary>
    public IActivity GetNextReply()
    {
        lock (_gate)
            return ActiveQueue.TryDequeue(out var reply) ? reply : null;
    }

    /// <summary>The next thing sent, waited for.</summary>
    public async Task<IActivity> GetNextReplyAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<IActivity> waiting;
        lock (_gate)
        {
            if (ActiveQueue.TryDequeue(out var reply))
                return reply;
            waiting = new TaskCompletionSource<IActivity>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting);
        }

        await using var cancelled = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
        return await waiting.Task;
    }

    public Activity MakeActivity(string text = null) => new(ActivityTypes.Message)
    {
        Locale = Locale,
        From = Conversation.User,
        Recipient = Conversation.Bot,
        Conversation = Conversation.Conversation,
        ServiceUrl = Conversation.ServiceUrl,
        Id = NextId(),
        Text = text,
    };

    public virtual Task SendTextToBotAsync(string userSays, BotCallbackHandler callback, CancellationToken cancellationToken) =>
        ProcessActivityAsync(MakeActivity(userSays), callback, cancellationToken);

    protected virtual TurnContext CreateTurnContext(Activity activity) => new(this, activity);

    private Activity Complete(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        activity.Type ??= ActivityTypes.Message;
        activity.ChannelId ??= Conversation.ChannelId;
        if (activity.From is null || activity.From.Id is null or "unknown" || activity.From.Role == "bot")
            activity.From = Conversation.User;
        activity.Recipient = Conversation.Bot;
        activity.Conversation = Conversation.Conversation;
        activity.ServiceUrl = Conversation.ServiceUrl;
        activity.Locale ??= Locale;
        if (string.IsNullOrEmpty(activity.Id))
            activity.Id = NextId();
        activity.Timestamp ??= TimeProvider.System.GetUtcNow();
        return activity;
    }

    private string NextId() => Interlocked.Increment(ref _lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Enqueue(Activity activity)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var waiting))
            {
                if (waiting.TrySetResult(activity))
                    return;
            }

            ActiveQueue.Enqueue(activity);
        }
    }
}
