using System.Collections.Concurrent;
using System.Net;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Storage;

namespace SupportBot.Teams;

/// <summary>
/// Load, decide, commit, send: holds what a turn wants to send until its state is stored, and begins the turn again where
/// somebody else stored first. Turns of one personal chat queue in this process. An activity that was answered before gets
/// the same answer, once (Protocols 2.1 and 2.3). Whoever waits longer than a second sees that the bot is writing.
/// </summary>
internal sealed partial class HeldTurn(
    ConversationState state, IStatePropertyAccessor<Talk> talks, TeamsConnector connector, Pacing pacing, InstanceName instance, TimeProvider time, ILogger<HeldTurn> logger)
    : IMiddleware
{
    private const int Attempts = 6;
    private const int Remembered = 20;
    private const int LongestKeptAnswer = 20_000;
    private const int SendAttempts = 3;

    private static readonly TimeSpan TypingAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // An answer that another instance stored so recently is still on its way out from there.
    private static readonly TimeSpan BeingSent = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializer AnswerSerializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        NullValueHandling = NullValueHandling.Ignore,
        DateParseHandling = DateParseHandling.None,
        ContractResolver = new Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver(),
    });

    private readonly ConcurrentDictionary<string, Task> chats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Chat, string Activity), bool> sent = new();

    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        var holding = new Holding(turnContext);
        if (Identity.ScopeOf(turnContext.Activity) is not Scope.Personal)
        {
            await holding.RunAsync(next, cancellationToken);
            holding.Release();
            await SendAsync(turnContext, holding.Held, turnContext.Activity.Conversation.Id, cancellationToken);
            return;
        }

        var chat = turnContext.Activity.Conversation.Id;
        var mine = new TaskCompletionSource();
        var before = Queue(chat, mine.Task);
        var typing = turnContext.Activity.Type is ActivityTypes.Message ? new Typing(time, () => TypeAsync(turnContext.Activity, cancellationToken)) : null;
        try
        {
            await before.WaitAsync(cancellationToken);
            await InOrderAsync(turnContext, holding, chat, typing, next, cancellationToken);
        }
        finally
        {
            chats.TryRemove(new KeyValuePair<string, Task>(chat, mine.Task));
            if (typing is not null) await typing.DisposeAsync();
            // The next turn begins right here, up to its first call; nothing of this one waits for it.
            mine.SetResult();
        }
    }

    private Task Queue(string chat, Task mine)
    {
        var before = Task.CompletedTask;
        chats.AddOrUpdate(chat, _ => { before = Task.CompletedTask; return mine; }, (_, last) => { before = last; return mine; });
        return before;
    }

    // Sent past the turn, by a connector of its own: nothing that a turn says may go out before its state is stored, and a
    // turn's context is not for two at once.
    private async Task TypeAsync(Activity heard, CancellationToken cancellationToken)
    {
        try
        {
            using var timeOut = Outgoing.Limited(cancellationToken);
            var typing = new Activity(ActivityTypes.Typing).ApplyConversationReference(heard.GetConversationReference());
            var client = await connector.AtAsync(heard.ServiceUrl, timeOut.Token);
            await client.Conversations.SendToConversationAsync(heard.Conversation.Id, typing, timeOut.Token);
        }
        catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
        {
            LogNotTyping(heard.Conversation.Id, heard.Id, exception);
        }
    }

    private async Task InOrderAsync(
        ITurnContext context, Holding holding, string chat, Typing? typing, NextDelegate next, CancellationToken cancellationToken)
    {
        var activityId = context.Activity.Id;
        for (var attempt = 1; ; attempt++)
        {
            await state.LoadAsync(context, force: true, cancellationToken);
            var talk = await talks.GetAsync(context, () => new Talk(), cancellationToken);
            if (talk.Answered.FirstOrDefault(turn => turn.ActivityId == activityId) is { } answered)
            {
                await AnswerAgainAsync(context, chat, answered, cancellationToken);
                return;
            }

            await holding.RunAsync(next, cancellationToken);
            Remember(await talks.GetAsync(context, () => new Talk(), cancellationToken), chat, activityId, holding.Held);
            try
            {
                await state.SaveChangesAsync(context, force: false, cancellationToken);
                break;
            }
            catch (StateConflictException) when (attempt < Attempts)
            {
                LogAgain(chat, activityId, attempt);
            }
        }

        typing?.Cease();
        holding.Release();
        if (await SendAsync(context, holding.Held, chat, cancellationToken)) sent[(chat, activityId)] = true;
    }

    /// <summary>
    /// Sends what a stored turn says. What Teams does not take has not undone the turn, so a failure is logged and never
    /// becomes one of the turn; only what was certainly not taken is sent again.
    /// </summary>
    /// <returns>False where it certainly did not go out.</returns>
    private async Task<bool> SendAsync(ITurnContext context, IEnumerable<Activity> activities, string chat, CancellationToken cancellationToken)
    {
        // Whoever waits for an answer gets it at once; what is sent to the chat besides keeps out of its way.
        var destination = new Destination(Identity.TenantOf(context.Activity) ?? "", Place.ChannelOf(chat), SendOperation.Send);
        foreach (var activity in activities)
        {
            // What an alarm began answers nothing that Teams knows.
            if (context.Activity.Type is ActivityTypes.Event) activity.ReplyToId = null;
            for (var attempt = 1; ; attempt++)
            {
                using var timeOut = Outgoing.Limited(cancellationToken);
                try
                {
                    await context.Adapter.SendActivitiesAsync(context, [activity], timeOut.Token);
                    if (!IsInvokeResponse(activity)) pacing.Count(destination);
                    break;
                }
                catch (Exception exception) when (SendFailure.Is(exception, cancellationToken))
                {
                    LogNotSaid(chat, context.Activity.Id, SendFailure.StatusOf(exception), exception);
                    if (SendFailure.RetryAfter(exception) is { } asked) pacing.Throttled(destination, asked);
                    var wait = SendFailure.RetryAfter(exception)?.ToTimeSpan() ?? TimeSpan.FromSeconds(attempt);
                    if (!SendFailure.TookNothing(exception)) break;
                    if (attempt == SendAttempts || wait > LongestWait) return false;
                    await Task.Delay(wait, time, cancellationToken);
                }
            }
        }

        return true;
    }

    private void Remember(Talk talk, string chat, string activityId, IReadOnlyList<Activity> held)
    {
        for (var i = 0; i < talk.Answered.Count; i++)
        {
            var turn = talk.Answered[i];
            if (!turn.Sent && sent.TryRemove((chat, turn.ActivityId), out _)) talk.Answered[i] = turn with { Sent = true, Outgoing = KeptWhenSent(turn) };
        }

        var outgoing = JArray.FromObject(held.Where(activity => activity.Type is not ActivityTypes.Typing), AnswerSerializer).ToString(Formatting.None);
        talk.Answered.Add(new AnsweredTurn(
            activityId, time.GetUtcNow().ToUnixTimeMilliseconds(), instance.Value, Sent: false, outgoing.Length <= LongestKeptAnswer ? outgoing : null));
        while (talk.Answered.Count > Remembered) talk.Answered.RemoveAt(0);
    }

    // A message's answer is not needed once it went out; an invoke's is, since the repeat waits for it.
    private static string? KeptWhenSent(AnsweredTurn turn) =>
        turn.Outgoing?.Contains(ActivityTypesEx.InvokeResponse, StringComparison.Ordinal) is true ? turn.Outgoing : null;

    private async Task AnswerAgainAsync(ITurnContext context, string chat, AnsweredTurn turn, CancellationToken cancellationToken)
    {
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(turn.At);
        var wentOut = turn.Sent || sent.ContainsKey((chat, turn.ActivityId)) || (turn.Instance != instance.Value && age < BeingSent);
        LogRepeated(chat, turn.ActivityId, wentOut);
        var outgoing = turn.Outgoing is null ? [] : JArray.Parse(turn.Outgoing).Select(each => each.ToObject<Activity>(AnswerSerializer)!).ToList();
        foreach (var response in outgoing.Where(IsInvokeResponse)) response.Value = ((JObject)response.Value!).ToObject<InvokeResponse>(AnswerSerializer);
        if (await SendAsync(context, wentOut ? outgoing.Where(IsInvokeResponse) : outgoing, chat, cancellationToken)) sent[(chat, turn.ActivityId)] = true;
    }

    private static bool IsInvokeResponse(Activity activity) => activity.Type is ActivityTypesEx.InvokeResponse;

    [LoggerMessage(EventId = 312, Level = LogLevel.Warning, Message = "Chat {Chat}: Teams answered {Status} to what is said to activity {Activity}")]
    private partial void LogNotSaid(string chat, string activity, HttpStatusCode? status, Exception exception);

    [LoggerMessage(EventId = 313, Level = LogLevel.Warning, Message = "Chat {Chat}: it could not be shown that activity {Activity} is being answered")]
    private partial void LogNotTyping(string chat, string activity, Exception exception);

    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "Chat {Chat}: somebody else stored first; activity {Activity} runs again ({Attempt})")]
    private partial void LogAgain(string chat, string activity, int attempt);

    [LoggerMessage(EventId = 311, Level = LogLevel.Information, Message = "Chat {Chat}: activity {Activity} came again; its answer had gone out: {WentOut}")]
    private partial void LogRepeated(string chat, string activity, bool wentOut);

    /// <summary>Shows that the bot is writing, where the answer takes longer than a second.</summary>
    private sealed class Typing : IAsyncDisposable
    {
        private readonly ITimer timer;
        private volatile bool isAnswered;
        private Task showing = Task.CompletedTask;

        public Typing(TimeProvider time, Func<Task> show) =>
            timer = time.CreateTimer(_ => showing = isAnswered ? Task.CompletedTask : show(), null, TypingAfter, Timeout.InfiniteTimeSpan);

        /// <summary>The answer goes out now.</summary>
        public void Cease() => isAnswered = true;

        // What has begun is not broken off: a call that ends halfway looks like a fault to whoever serves it.
        public async ValueTask DisposeAsync()
        {
            await timer.DisposeAsync();
            await showing;
        }
    }

    /// <summary>What one turn wants to send.</summary>
    private sealed class Holding
    {
        private readonly List<Activity> held = [];
        private bool released;

        public Holding(ITurnContext context)
        {
            context.OnSendActivities(async (_, activities, next) =>
            {
                if (released) return await next();
                held.AddRange(activities);
                return [.. activities.Select(_ => new ResourceResponse())];
            });
        }

        public IReadOnlyList<Activity> Held => held;

        public async Task RunAsync(NextDelegate next, CancellationToken cancellationToken)
        {
            held.Clear();
            try
            {
                await next(cancellationToken);
            }
            catch
            {
                // What the failed turn wanted to say is void; what is said of the failure goes out at once.
                held.Clear();
                released = true;
                throw;
            }
        }

        public void Release() => released = true;
    }
}
