using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Azure;
using FaultSimulator.Tables;
using TeamsSimulator;
using TeamsSimulator.Connector;

namespace FaultSimulator.Running;

/// <summary>How Teams is down.</summary>
internal enum Outage
{
    /// <summary>No connection is taken.</summary>
    Refused,

    /// <summary>Each request is answered with 503.</summary>
    Unavailable,
}

/// <summary>What goes wrong on the way to the tables and to Teams, by the seed. Each kind that happened is counted.</summary>
/// <param name="random">The run's own.</param>
/// <param name="intensity">0 for nothing; 1 for about one call in twelve.</param>
internal sealed class Faults(Random random, double intensity)
{
    private readonly SortedDictionary<string, int> happened = new(StringComparer.Ordinal);

    /// <summary>Whether anything goes wrong now.</summary>
    public bool AreOn { get; set; }

    /// <summary>What everything that goes to Teams meets; null while Teams is there.</summary>
    public Outage? Outage { get; set; }

    /// <summary>How often each kind happened.</summary>
    public IReadOnlyDictionary<string, int> Happened => happened;

    public void Count(string kind) => happened[kind] = happened.GetValueOrDefault(kind) + 1;

    /// <summary>A request that never arrives at the tables, or that they refuse.</summary>
    public void OnTheWayTo(TableCall call, Gate gate)
    {
        if (gate.IsGivenUp || Strikes(0.012)) throw Counted("tables: time-out before the write", new TaskCanceledException("The tables did not answer in time."));
        if (Strikes(0.012)) throw Counted("tables: 500", new TableFailureException(500, "InternalError", "The server encountered an internal error. Please retry the request."));
        if (Strikes(0.012)) throw Counted("tables: 503", new TableFailureException(503, "ServerBusy", "The server is currently unable to receive requests. Please retry your request."));
        if (Strikes(0.006)) throw Counted("tables: connection reset", Reset());
        // As if another writer had come and gone and left everything as it was.
        if (call.IsConditional && Strikes(0.015)) throw Counted("tables: 412 though nothing changed", new TableFailureException(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied."));
    }

    /// <summary>An answer of the tables that is lost, though the request took effect.</summary>
    public void OnTheWayBack(TableCall call, int status, Gate gate)
    {
        if (status == 412 || (call.IsTransaction && call.Rows.Count == 0)) Count("tables: 412 or 409 to a transaction or an update");
        else if (status == 409) Count("tables: 409");
        if (gate.IsGivenUp || Strikes(0.015)) throw Counted("tables: time-out after the write", new TaskCanceledException("The tables did not answer in time."));
        if (Strikes(0.008)) throw Counted("tables: 500 after the write", new TableFailureException(500, "OperationTimedOut", "The operation could not be completed within the permitted time."));
    }

    /// <summary>What Teams answers to a request with which it does nothing; null where it takes it.</summary>
    public HttpResponseMessage? OnTheWayToTeams(Gate gate)
    {
        switch (Outage)
        {
            case Running.Outage.Refused:
                throw Counted("Teams: down, connections refused", Refused());
            case Running.Outage.Unavailable:
                return Counted("Teams: down, 503", Answer(ConnectorError.BadGateway() with { Status = 503 }));
        }

        if (gate.IsGivenUp || Strikes(0.015)) throw Counted("Teams: time-out", new TaskCanceledException("Teams did not answer in time."));
        if (Strikes(0.01)) throw Counted("Teams: connection reset", new HttpRequestException(HttpRequestError.Unknown, "The connection was reset.", new SocketException((int)SocketError.ConnectionReset)));
        if (Strikes(0.01)) throw Counted("Teams: connection refused", Refused());
        if (Strikes(0.03)) return Counted("Teams: 429", Answer(ConnectorError.Throttled(random.Next(8) == 0 ? 45 : random.Next(1, 6))));
        if (Strikes(0.01)) return Counted("Teams: 412", Answer(ConnectorError.PreconditionFailed()));
        if (Strikes(0.01)) return Counted("Teams: 500", Answer(ConnectorError.BadGateway() with { Status = 500 }));
        return null;
    }

    /// <summary>What Teams answers although it took the request; null where it says so.</summary>
    public HttpResponseMessage? OnTheWayBackFromTeams(Gate gate)
    {
        if (gate.IsGivenUp || Strikes(0.015)) throw Counted("Teams: time-out after delivery", new TaskCanceledException("Teams did not answer in time."));
        if (Strikes(0.01)) throw Counted("Teams: connection reset after delivery", new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was reset.", new SocketException((int)SocketError.ConnectionReset)));
        return Strikes(0.02) ? Counted("Teams: 502 after delivery", Answer(ConnectorError.BadGateway())) : null;
    }

    public static HttpResponseMessage Answer(ConnectorError error)
    {
        var answer = Answer(error.Status, Wire.Write(error.Body));
        if (error.RetryAfter is { } seconds) answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    public static HttpResponseMessage Answer(int status, string? body) => new((HttpStatusCode)status)
    {
        Content = body is null ? new ByteArrayContent([]) : new StringContent(body, Encoding.UTF8, "application/json"),
    };

    private static HttpRequestException Refused() => new(HttpRequestError.ConnectionError, "The connection was refused.", new SocketException((int)SocketError.ConnectionRefused));

    private static RequestFailedException Reset() => new("The connection was reset.", new HttpRequestException("The connection was reset.", new SocketException((int)SocketError.ConnectionReset)));

    private bool Strikes(double rate) => AreOn && random.NextDouble() < rate * intensity;

    private T Counted<T>(string kind, T what)
    {
        Count(kind);
        return what;
    }
}
