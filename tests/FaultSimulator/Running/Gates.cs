namespace FaultSimulator.Running;

/// <summary>Where an instance waits until the loop lets it go on.</summary>
internal enum GateKind
{
    /// <summary>A request to the tables is about to arrive there.</summary>
    ToTables,

    /// <summary>The tables' answer is on its way back.</summary>
    FromTables,

    /// <summary>A request to Teams is about to arrive there.</summary>
    ToTeams,

    /// <summary>Teams' answer is on its way back.</summary>
    FromTeams,

    /// <summary>Work in the process is about to begin.</summary>
    Work,
}

/// <summary>One step that waits.</summary>
internal sealed class Gate(Instance owner, GateKind kind, string what, DateTimeOffset since)
{
    // Without RunContinuationsAsynchronously: what waits goes on within the loop's own call, up to its next gate.
    private readonly TaskCompletionSource<Gate> opened = new();

    public Instance Owner => owner;

    public GateKind Kind => kind;

    public string What => what;

    /// <summary>When whoever made the call gives it up; null for work in the process.</summary>
    public DateTimeOffset? GivenUpAt => kind switch
    {
        GateKind.ToTables or GateKind.FromTables => since + TimeSpan.FromSeconds(10),
        GateKind.ToTeams or GateKind.FromTeams => since + TimeSpan.FromSeconds(20),
        _ => null,
    };

    /// <summary>Whether it was opened because the caller had waited too long.</summary>
    public bool IsGivenUp { get; private set; }

    public Task<Gate> Opened => opened.Task;

    public void Open(bool isGivenUp)
    {
        IsGivenUp = isGivenUp;
        opened.SetResult(this);
    }
}

/// <summary>All that waits, over all instances. One thread opens one gate at a time, so that one seed makes one run.</summary>
internal sealed class Gates(SimulatedClock clock)
{
    private readonly List<Gate> waiting = [];
    private readonly int thread = Environment.CurrentManagedThreadId;

    public IReadOnlyList<Gate> Waiting => waiting;

    /// <summary>While nothing is held, calls end at once: how the desk is set up and how it is looked at afterwards.</summary>
    public bool AreOpen { get; set; } = true;

    /// <summary>What ran on a thread that the loop does not rule, so that the same seed would not give the same run.</summary>
    public string? Escaped { get; private set; }

    /// <summary>Completes when the loop opens the gate; for an instance that is dead, never.</summary>
    public Task<Gate> ReachAsync(Instance owner, GateKind kind, string what)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            // What the time-outs of a dead one set off by the system's clock comes to nothing.
            if (!owner.IsDead) Escaped = $"{owner.Name}: {what}";
            return new TaskCompletionSource<Gate>().Task;
        }

        var gate = new Gate(owner, kind, what, clock.Now);
        if (AreOpen) gate.Open(isGivenUp: false);
        else if (!owner.IsDead) waiting.Add(gate);
        return gate.Opened;
    }

    public void Open(Gate gate, bool isGivenUp = false)
    {
        waiting.Remove(gate);
        gate.Open(isGivenUp);
    }

    /// <summary>Its waiting work is abandoned for ever, but for what is on the wire already and arrives all the same.</summary>
    public void Abandon(Instance owner, Func<Gate, bool> arrives) => waiting.RemoveAll(gate => gate.Owner == owner && !(gate.Kind is GateKind.ToTables or GateKind.ToTeams && arrives(gate)));
}
