using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Builder;

/// <summary>A turn that ends with its adapter's call; nothing of it may be kept for later work.</summary>
public class TurnContext : ITurnContext, IDisposable
{
    private const string LocaleKey = "turn.locale";

    private readonly List<SendActivitiesHandler> _onSend;
    private readonly List<UpdateActivityHandler> _onUpdate;
    private readonly List<DeleteActivityHandler> _onDelete;

    public TurnContext(BotAdapter adapter, Activity activity)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(activity);
        Adapter = adapter;
        Activity = activity;
        TurnState = [];
        BufferedReplyActivities = [];
        _onSend = [];
        _onUpdate = [];
        _onDelete = [];
    }

    /// <summary>The same turn with another activity: state, handlers and buffered replies are shared.</summary>
    public TurnContext(ITurnContext turnContext, Activity activity)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(activity);
        Adapter = turnContext.Adapter;
        Activity = activity;
        TurnState = turnContext.TurnState;
        Responded = turnContext.Responded;
        var other = turnContext as TurnContext;
        BufferedReplyActivities = other?.BufferedReplyActivities ?? [];
        _onSend = other?._onSend ?? [];
        _onUpdate = other?._onUpdate ?? [];
        _onDelete = other?._onDelete ?? [];
    }

    public BotAdapter Adapter { get; }

    public TurnContextStateCollection TurnState { get; }

    public Activity Activity { get; }

    public bool Responded { get; private set; }

    /// <summary>Replies that go back in the HTTP response (<see cref="DeliveryModes.ExpectReplies"/>).</summary>
    public List<Activity> BufferedReplyActivities { get; }

    public string Locale
    {
        get => TurnState.Get<string>(LocaleKey);
        set
        {
            if (value is null)
                TurnState.Remove(LocaleKey);
            else
                TurnState.Set(LocaleKey, value);
        }
    }

    public ITurnContext OnSendActivities(SendActivitiesHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onSend.Add(handler);
        return this;
    }

    public ITurnContext OnUpdateActivity(UpdateActivityHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onUpdate.Add(handler);
        return this;
    }

    public ITurnContext OnDeleteActivity(DeleteActivityHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onDelete.Add(handler);
        return this;
    }

    public Task<ResourceResponse> SendActivityAsync(string textReplyToSend, string speak = null, string inputHint = null, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(textReplyToSend))
            throw new ArgumentNullException(nameof(textReplyToSend));

        var activity = new Activity(ActivityTypes.Message) { Text = textReplyToSend };
        if (!string.IsNullOrEmpty(speak))
            activity.Speak = speak;
        if (!string.IsNullOrEmpty(inputHint))
            activity.InputHint = inputHint;
        return SendActivityAsync(activity, cancellationToken);
    }

    public async Task<ResourceResponse> SendActivityAsync(IActivity activity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var responses = await SendActivitiesAsync([activity], cancellationToken);
        // A handler may have withheld it.
        return responses is { Length: > 0 } ? responses[0] : new ResourceResponse();
    }

    public Task<ResourceResponse[]> SendActivitiesAsync(IActivity[] activities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activities);
        if (activities.Length == 0)
            throw new ArgumentException("There is nothing to send.", nameof(activities));

        var reference = Activity.GetConversationReference();
        var outgoing = new List<Activity>(activities.Length);
        foreach (var activity in activities)
            outgoing.Add(activity.ApplyConversationReference(reference));

        return _onSend.Count == 0
            ? SendAsync(outgoing, cancellationToken)
            : HandleSendAsync(outgoing, 0, cancellationToken);
    }

    public Task<ResourceResponse> UpdateActivityAsync(IActivity activity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var addressed = activity.ApplyConversationReference(Activity.GetConversationReference());
        return HandleUpdateAsync(addressed, 0, cancellationToken);
    }

    public Task DeleteActivityAsync(string activityId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(activityId);
        var reference = Activity.GetConversationReference();
        reference.ActivityId = activityId;
        return HandleDeleteAsync(reference, 0, cancellationToken);
    }

    public Task DeleteActivityAsync(ConversationReference conversationReference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversationReference);
        return HandleDeleteAsync(conversationReference, 0, cancellationToken);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            TurnState.Dispose();
    }

    private Task<ResourceResponse[]> HandleSendAsync(List<Activity> activities, int handler, CancellationToken cancellationToken) =>
        handler == _onSend.Count
            ? SendAsync(activities, cancellationToken)
            : _onSend[handler](this, activities, () => HandleSendAsync(activities, handler + 1, cancellationToken));

    private async Task<ResourceResponse[]> SendAsync(List<Activity> activities, CancellationToken cancellationToken)
    {
        var responses = Activity.DeliveryMode == DeliveryModes.ExpectReplies
            ? Buffer(activities)
            : await Adapter.SendActivitiesAsync(this, activities.ToArray(), cancellationToken);

        for (var i = 0; i < activities.Count; i++)
        {
            if (responses is not null && i < responses.Length && responses[i] is { } response)
                activities[i].Id = response.Id;
            Responded |= activities[i].Type != ActivityTypes.Trace;
        }

        return responses;
    }

    private ResourceResponse[] Buffer(List<Activity> activities)
    {
        var responses = new ResourceResponse[activities.Count];
        for (var i = 0; i < responses.Length; i++)
        {
            responses[i] = new ResourceResponse();
            if (activities[i].Type == ActivityTypesEx.InvokeResponse)
                TurnState.Set(BotAdapter.InvokeResponseKey, activities[i]);
            else
                BufferedReplyActivities.Add(activities[i]);
        }

        return responses;
    }

    private Task<ResourceResponse> HandleUpdateAsync(Activity activity, int handler, CancellationToken cancellationToken) =>
        handler == _onUpdate.Count
            ? Adapter.UpdateActivityAsync(this, activity, cancellationToken)
            : _onUpdate[handler](this, activity, () => HandleUpdateAsync(activity, handler + 1, cancellationToken));

    private Task HandleDeleteAsync(ConversationReference reference, int handler, CancellationToken cancellationToken) =>
        handler == _onDelete.Count
            ? Adapter.DeleteActivityAsync(this, reference, cancellationToken)
            : _onDelete[handler](this, reference, () => HandleDeleteAsync(reference, handler + 1, cancellationToken));
}
