using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace FaultSimulator.Running;

/// <summary>A call of one instance to Teams.</summary>
/// <param name="By">The instance.</param>
/// <param name="Path">The path, without percent-encoding.</param>
/// <param name="Body">What it carries; null where it carries nothing.</param>
internal sealed record TeamsCall(Instance By, string Path, JToken? Body);

/// <summary>Sees what an instance asks of Teams.</summary>
internal interface ITeamsWatch
{
    /// <summary>It has arrived, whatever becomes of the answer.</summary>
    void Arrived(TeamsCall call, int status);

    /// <summary>It is over for the instance: with what Teams answered, or with null where no answer came.</summary>
    void Ended(TeamsCall call, int? status);
}

/// <summary>The way of one instance to Teams.</summary>
internal sealed class TeamsLine(Instance instance, Gates gates, Faults faults, SimulatedConnector connector, ITeamsWatch watch) : HttpMessageHandler, IHttpClientFactory
{
    public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new TeamsCall(instance, Uri.UnescapeDataString(request.RequestUri!.AbsolutePath), body is null ? null : Wire.TryParse(body));
        int? status = null;
        try
        {
            var answer = await PassAsync(call, request);
            status = (int)answer.StatusCode;
            return answer;
        }
        finally
        {
            watch.Ended(call, status);
        }
    }

    private async Task<HttpResponseMessage> PassAsync(TeamsCall call, HttpRequestMessage request)
    {
        var what = $"{request.Method} {call.Path}";
        if (faults.OnTheWayToTeams(await gates.ReachAsync(instance, GateKind.ToTeams, what)) is { } refused) return refused;
        var answer = Handled(call, request);
        watch.Arrived(call, (int)answer.StatusCode);
        return faults.OnTheWayBackFromTeams(await gates.ReachAsync(instance, GateKind.FromTeams, $"{(int)answer.StatusCode} to {what}")) ?? answer;
    }

    private HttpResponseMessage Handled(TeamsCall call, HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Get && (call.Path.StartsWith("/files/", StringComparison.Ordinal) || call.Path.Contains("/attachments/", StringComparison.Ordinal)))
        {
            return connector.Download(request.RequestUri!, request.Headers.Authorization is not null) is { } file
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(file.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(file.ContentType) } } }
                : new HttpResponseMessage(HttpStatusCode.NotFound);
        }

        var (status, body) = connector.Handle(request.Method.Method, request.RequestUri!.AbsolutePath, call.Body);
        return Faults.Answer(status, body is null ? null : Wire.Write(body));
    }
}
