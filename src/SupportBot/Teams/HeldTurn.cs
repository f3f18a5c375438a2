using System.Collections.Concurrent;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupportBot.Dialogs;
using SupportBot.Storage;

namespace SupportBot.Teams;

/// <summary>
/// Load, decide, commit, send: holds what a turn wants to send until its state is stored, and begins the turn again where
/// somebody else stored first. Turns of one personal chat queue in this process. An activity that was answered before gets
/// the same answer, once (Protocols 2.1 and 2.3).
/// </summary>
internal sealed partial class HeldTurn(ConversationState state, IStatePropertyAccessor<Talk> talks, InstanceName instance, TimeProvider time, ILogger<HeldTurn> logger)
    : IMiddleware
{
    private const int Attempts = 6;
    private const int Remembered = 20;
    private const int LongestKeptAnswer = 20_000;

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
        if (Identity.ScopeOf(turnContext.Activity) is not Scope.Personal || turnContext.Activity.Id is null)
        {
            await holding.RunAsync(next, cancellationToken);
            await holding.ReleaseAsync(cancellationToken);
            return;
        }

        var chat = turnContext.Activity.Conversation.Id;
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Queue(chat, mine.Task);
        try
        {
            await before.WaitAsync(cancellationToken);
            await InOrderAsync(turnContext, holding, chat, next, cancellationToken);
        }
        finally
        {
            chats.TryRemove(new KeyValuePair<string, Task>(chat, mine.Task));
            mine.SetResult();
        }
    }

    private Task Queue(string chat, Task mine)
    {
        var before = Task.CompletedTask;
        chats.AddOrUpdate(chat, _ => { before = Task.CompletedTask; return mine; }, (_, last) => { before = last; return mine; });
        return before;
    }

    private async Task InOrderAsync(ITurnContext context, Holding holding, string chat, NextDelegate next, CancellationToken cancellationToken)
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

        await holding.ReleaseAsync(cancellationToken);
        sent[(chat, activityId)] = true;
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
        foreach (var activity in turn.Outgoing is null ? [] : JArray.Parse(turn.Outgoing).Select(each => each.ToObject<Activity>(AnswerSerializer)!))
        {
            if (activity.Type is ActivityTypesEx.InvokeResponse)
            {
                activity.Value = ((JObject)activity.Value!).ToObject<InvokeResponse>(AnswerSerializer);
                await context.Adapter.SendActivitiesAsync(context, [activity], cancellationToken);
            }
            else if (!wentOut)
            {
                await context.Adapter.SendActivitiesAsync(context, [activity], cancellationToken);
            }
        }

        sent[(chat, turn.ActivityId)] = true;
    }

    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "Chat {Chat}: somebody else stored first; activity {Activity} runs again ({Attempt})")]
    private partial void LogAgain(string chat, string activity, int attempt);

    [LoggerMessage(EventId = 311, Level = LogLevel.Information, Message = "Chat {Chat}: activity {Activity} came again; its answer had gone out: {WentOut}")]
    private partial void LogRepeated(string chat, string activity, bool wentOut);

    /// <summary>What one turn wants to send.</summary>
    private sealed class Holding
    {
        private readonly ITurnContext context;
        private readonly List<Activity> held = [];
        private bool released;

        public Holding(ITurnContext context)
        {
            this.context = context;
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

        public async Task ReleaseAsync(CancellationToken cancellationToken)
        {
            released = true;
            if (held.Count > 0) await context.Adapter.SendActivitiesAsync(context, [.. held], cancellationToken);
        }
    }
}

/// <summary>Names this running instance of the bot.</summary>
/// <param name="Value">Different for every start.</param>
internal sealed record InstanceName(string Value);
