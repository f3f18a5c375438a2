namespace TeamsSimulator.Faults;

/// <summary>What may be matched of a call or an activity.</summary>
internal sealed record FaultTarget(string Method, string Path, string? Conversation, string? Person, string Body);

/// <summary>The faults that still wait to be played, in the order they were asked for.</summary>
internal sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<Fault> waiting = [];

    public IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (gate)
                return [.. waiting];
        }
    }

    public void Add(Fault fault)
    {
        lock (gate)
            waiting.Add(fault);
    }

    public void Clear()
    {
        lock (gate)
            waiting.Clear();
    }

    public Fault? Take(bool inbound, FaultTarget target)
    {
        lock (gate)
        {
            var index = waiting.FindIndex(fault => fault.Inbound == inbound && Matches(fault, target));
            if (index < 0)
                return null;
            var found = waiting[index];
            if (found.Count > 1)
                waiting[index] = found with { Count = found.Count - 1 };
            else
                waiting.RemoveAt(index);
            return found;
        }
    }

    private static bool Matches(Fault fault, FaultTarget target) =>
        (fault.Method is null || fault.Method.Equals(target.Method, StringComparison.OrdinalIgnoreCase))
        && (fault.Conversation is null || SameConversation(fault.Conversation, target.Conversation))
        && (fault.Person is null || fault.Person == target.Person)
        && (fault.PathContains is null || target.Path.Contains(fault.PathContains, StringComparison.Ordinal))
        && (fault.TextContains is null || target.Body.Contains(fault.TextContains, StringComparison.Ordinal));

    private static bool SameConversation(string asked, string? actual) =>
        actual is not null && (actual == asked || actual.StartsWith(asked + ";messageid=", StringComparison.Ordinal));
}
