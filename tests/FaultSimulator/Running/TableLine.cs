using FaultSimulator.Tables;

namespace FaultSimulator.Running;

/// <summary>The way of one instance to the tables: every request waits before it arrives and before its answer comes back.</summary>
internal sealed class TableLine(Instance instance, Gates gates, Faults faults, Action<TableCall> touched) : ITableLine
{
    public async ValueTask SendingAsync(TableCall call, CancellationToken cancellationToken) =>
        faults.OnTheWayTo(call, await gates.ReachAsync(instance, GateKind.ToTables, $"{call.Method} {call.Target}"));

    public async ValueTask AnsweringAsync(TableCall call, int status, CancellationToken cancellationToken)
    {
        touched(call);
        faults.OnTheWayBack(call, status, await gates.ReachAsync(instance, GateKind.FromTables, $"{status} to {call.Method} {call.Target}"));
    }
}
