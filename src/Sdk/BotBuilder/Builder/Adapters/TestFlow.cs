using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Builder.Adapters;

/// <summary>A conversation written down step by step, and played by <see cref="StartTestAsync"/>.</summary>
public class TestFlow
{
    private readonly TestAdapter _adapter;
    private readonly BotCallbackHandler _callback;
    private readonly Func<Task> _steps;

    public TestFlow(TestAdapter adapter, BotCallbackHandler callback = null)
        : this(adapter, callback, static () => Task.CompletedTask)
    {
    }

    public TestFlow(TestAdapter adapter, IBot bot)
        : this(adapter, bot.OnTurnAsync, static () => Task.CompletedTask)
    {
    }

    /// <summary>Continues a flow with one more step.</summary>
    public TestFlow(Func<Task> getTask, TestFlow flow)
        : this(flow._adapter, flow._callback, getTask)
    {
    }

    private TestFlow(TestAdapter adapter, BotCallbackHandler callback, Func<Task> steps)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        _adapter = adapter;
        _callback = callback;
        _steps = steps;
    }

    public Task StartTestAsync() => _steps();

    public TestFlow Send(string userSays)
    {
        ArgumentNullException.ThrowIfNull(userSays);
        return Then(() => _adapter.SendTextToBotAsync(userSays, _callback, CancellationToken.None));
    }

    public TestFlow Send(IActivity userActivity)
    {
        ArgumentNullException.ThrowIfNull(userActivity);
        return Then(() => _adapter.ProcessActivityAsync((Activity)userActivity, _callback, CancellationToken.None));
    }

    /// <summary>The user joins the conversation.</summary>
    public TestFlow SendConversationUpdate() => Then(() =>
    {
        var update = (Activity)Activity.CreateConversationUpdateActivity();
        update.MembersAdded.Add(_adapter.Conversation.User);
        return _adapter.ProcessActivityAsync(update, _callback, CancellationToken.None);
    });

    public TestFlow AssertReply(string expected, string description = null, uint timeout = 3000) => AssertReply(
        reply => Expect(expected == (reply as Activity)?.Text, description, $"expected \"{expected}\" but was {Describe(reply)}"),
        description,
        timeout);

    public TestFlow AssertReplyContains(string expected, string description = null, uint timeout = 3000) => AssertReply(
        reply => Expect(
            (reply as Activity)?.Text?.Contains(expected, StringComparison.Ordinal) == true,
            description,
            $"expected a reply with \"{expected}\" but was {Describe(reply)}"),
        description,
        timeout);

    public TestFlow AssertReply(IActivity expected, string description = null, uint timeout = 3000) => AssertReply(
        reply =>
        {
            Expect(expected.Type == reply.Type, description, $"expected type {expected.Type} but was {Describe(reply)}");
            if (expected.AsMessageActivity() is { } message)
                Expect(message.Text == reply.AsMessageActivity()?.Text, description, $"expected \"{message.Text}\" but was {Describe(reply)}");
        },
        description,
        timeout);

    public TestFlow AssertReply(IActivity expected, IEqualityComparer<IActivity> equalityComparer, string description = null, uint timeout = 3000)
    {
        ArgumentNullException.ThrowIfNull(equalityComparer);
        return AssertReply(
            reply => Expect(equalityComparer.Equals(expected, reply), description, $"expected {Describe(expected)} but was {Describe(reply)}"),
            description,
            timeout);
    }

    /// <summary>Takes the next reply and lets the test look at it.</summary>
    public TestFlow AssertReply(Action<IActivity> validateActivity, string description = null, uint timeout = 3000)
    {
        ArgumentNullException.ThrowIfNull(validateActivity);
        return Then(async () =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(timeout));
            IActivity reply;
            try
            {
                reply = await _adapter.GetNextReplyAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(Message(description, $"no reply within {timeout} ms"));
            }

            validateActivity(reply);
        });
    }

    public TestFlow AssertReplyOneOf(string[] candidates, string description = null, uint timeout = 3000)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return AssertReply(
            reply => Expect(candidates.Contains((reply as Activity)?.Text), description, $"expected one of \"{string.Join("\", \"", candidates)}\" but was {Describe(reply)}"),
            description,
            timeout);
    }

    /// <summary>Nothing has been sent when all turns so far have ended. Turns are awaited, so there is nothing to wait for.</summary>
    public TestFlow AssertNoReply(string description = null, uint timeout = 3000) => Then(() =>
    {
        var reply = _adapter.GetNextReply();
        Expect(reply is null, description, $"expected no reply but was {Describe(reply)}");
        return Task.CompletedTask;
    });

    public TestFlow Test(string userSays, string expected, string description = null, uint timeout = 3000) =>
        Send(userSays).AssertReply(expected, description, timeout);

    public TestFlow Test(string userSays, Activity expected, string description = null, uint timeout = 3000) =>
        Send(userSays).AssertReply(expected, description, timeout);

    public TestFlow Test(string userSays, Action<IActivity> validateActivity, string description = null, uint timeout = 3000) =>
        Send(userSays).AssertReply(validateActivity, description, timeout);

    private static void Expect(bool holds, string description, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(Message(description, otherwise));
    }

    private static string Message(string description, string what) => description is null ? what : $"{description}: {what}";

    private static string Describe(IActivity activity) => activity is null
        ? "nothing"
        : $"{activity.Type} \"{(activity as Activity)?.Text}\"";

    private TestFlow Then(Func<Task> step) => new(
        async () =>
        {
            await _steps();
            await step();
        },
        this);
}
