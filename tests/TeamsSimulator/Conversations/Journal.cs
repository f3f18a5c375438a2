using Newtonsoft.Json.Linq;

namespace TeamsSimulator.Conversations;

/// <summary>What passed between Teams and the bot, and what was wrong with it.</summary>
internal sealed class Journal(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<Violation> violations = [];
    private readonly List<ConnectorCall> calls = [];
    private readonly List<SentActivity> activities = [];

    public IReadOnlyList<Violation> Violations => Snapshot(violations);
    public IReadOnlyList<ConnectorCall> Calls => Snapshot(calls);
    public IReadOnlyList<SentActivity> Activities => Snapshot(activities);

    public void Violate(string kind, string detail, string? method = null, string? path = null, int? status = null)
    {
        lock (gate)
            violations.Add(new(time.GetUtcNow(), kind, detail, method, path, status));
    }

    public void Called(ConnectorCall call)
    {
        lock (gate)
            calls.Add(call);
    }

    /// <summary>Writes down an activity before it leaves; <see cref="Answered"/> completes the entry.</summary>
    public int Sending(JObject activity, string person)
    {
        lock (gate)
        {
            activities.Add(new(
                activity.Text("id")!, activity.Text("type")!, activity.Text("name"), person,
                activity.Object("conversation").Text("id")!, 0, null, time.GetUtcNow(), activity));
            return activities.Count - 1;
        }
    }

    public void Answered(int entry, BotAnswer answer)
    {
        lock (gate)
            // A reset may have emptied the journal while the bot was thinking.
            if (entry < activities.Count)
                activities[entry] = activities[entry] with { Status = answer.Status, ResponseBody = answer.Body };
    }

    public void Clear()
    {
        lock (gate)
        {
            violations.Clear();
            calls.Clear();
            activities.Clear();
        }
    }

    private List<T> Snapshot<T>(List<T> list)
    {
        lock (gate)
            return [.. list];
    }
}
