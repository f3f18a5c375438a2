using FaultSimulator.Tables;

namespace FaultSimulator.Running;

/// <summary>Sees what an instance does to the tables.</summary>
internal interface ITableWatch
{
    /// <summary>A request was handled; it has taken effect.</summary>
    void Handled(Instance by, TableCall call);

    /// <summary>A request went wrong on its way there, or its answer on the way back.</summary>
    void Failed(Instance by, TableCall call);
}

/// <summary>The way of one instance to the tables: every request waits before it arrives and before its answer comes back.</summary>
internal sealed class TableLine(Instance instance, Gates gates, Faults faults, ITableWatch watch) : ITableLine
{
    public async ValueTask SendingAsync(TableCall call, CancellationToken cancellationToken)
    {
        var gate = await gates.ReachAsync(instance, GateKind.ToTables, $"{call.Method} {call.Target}");
        Strike(call, () => faults.OnTheWayTo(call, gate));
    }

    public async ValueTask AnsweringAsync(TableCall call, int status, CancellationToken cancellationToken)
    {
        watch.Handled(instance, call);
        var gate = await gates.ReachAsync(instance, GateKind.FromTables, $"{status} to {call.Method} {call.Target}");
        Strike(call, () => faults.OnTheWayBack(call, status, gate));
    }

    private void Strike(TableCall call, Action fault)
    {
        try
        {
            fault();
        }
        catch (Exception)
        {
            watch.Failed(instance, call);
            throw;
        }
    }
}
