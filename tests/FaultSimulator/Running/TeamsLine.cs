using TeamsSimulator;

namespace FaultSimulator.Running;

/// <summary>The way of one instance to Teams.</summary>
internal sealed class TeamsLine(Instance instance, Gates gates, Faults faults, SimulatedConnector connector) : HttpMessageHandler, IHttpClientFactory
{
    public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        var what = $"{request.Method} {Uri.UnescapeDataString(path)}";
        if (faults.OnTheWayToTeams(await gates.ReachAsync(instance, GateKind.ToTeams, what)) is { } refused) return refused;
        var (status, answer) = connector.Handle(request.Method.Method, path, body is null ? null : Wire.TryParse(body));
        return faults.OnTheWayBackFromTeams(await gates.ReachAsync(instance, GateKind.FromTeams, $"{status} to {what}"))
            ?? Faults.Answer(status, answer is null ? null : Wire.Write(answer));
    }
}
