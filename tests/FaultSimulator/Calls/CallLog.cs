using Azure.Core;
using Azure.Core.Pipeline;

namespace FaultSimulator.Calls;

/// <summary>A call of the bot to its tables or to Teams. Moments only order what happened; they are no times.</summary>
/// <param name="Target">The method and the path.</param>
/// <param name="Begun">The moment at which it left.</param>
/// <param name="Ended">The moment at which its answer was there; the largest while it is not.</param>
internal sealed record Call(string Target, int Begun, int Ended);

/// <summary>
/// Writes down every call of the bot, to its tables and to Teams, as it leaves and as its answer comes. Each takes at least
/// <paramref name="least"/>, so that calls that are made beside each other are seen to overlap.
/// </summary>
internal sealed class CallLog(TimeSpan least)
{
    private readonly Lock gate = new();
    private readonly List<Call> calls = [];
    private readonly List<int> answers = [];
    private int moment;

    /// <summary>The present moment: later than all that was written down before.</summary>
    public int Mark() => Interlocked.Increment(ref moment);

    /// <summary>The moment at which the bot last answered at its own door.</summary>
    public int LastAnswer
    {
        get
        {
            lock (gate) return answers[^1];
        }
    }

    /// <summary>What left after a moment, in order.</summary>
    public IReadOnlyList<Call> Since(int when)
    {
        lock (gate) return [.. calls.Where(call => call.Begun > when)];
    }

    /// <summary>The bot has answered at its own door.</summary>
    public void Answered()
    {
        lock (gate) answers.Add(Mark());
    }

    public async Task<T> WatchAsync<T>(string target, Func<Task<T>> send)
    {
        int index;
        lock (gate)
        {
            index = calls.Count;
            calls.Add(new Call(target, Mark(), int.MaxValue));
        }

        var earliest = Task.Delay(least);
        try
        {
            var answer = await send();
            await earliest;
            return answer;
        }
        finally
        {
            lock (gate) calls[index] = calls[index] with { Ended = Mark() };
        }
    }

    /// <summary>How many calls the longest row has of which each left after the former's answer was there.</summary>
    public static int LongestRow(IReadOnlyList<Call> calls) => Rows(calls).DefaultIfEmpty().Max();

    /// <summary>The same of the rows that end with one call.</summary>
    public static int LongestRowTo(Call last, IReadOnlyList<Call> calls)
    {
        var ordered = calls.OrderBy(call => call.Begun).ToList();
        return Rows(ordered)[ordered.IndexOf(last)];
    }

    private static int[] Rows(IReadOnlyList<Call> calls)
    {
        var ordered = calls.OrderBy(call => call.Begun).ToList();
        var rows = new int[ordered.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = 1 + Enumerable.Range(0, i).Where(j => ordered[j].Ended < ordered[i].Begun).Select(j => rows[j]).DefaultIfEmpty().Max();
        return rows;
    }

    /// <summary>Watches a client of the tables.</summary>
    internal sealed class OfTables(CallLog log) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The clients are asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            await log.WatchAsync(
                $"{message.Request.Method} {message.Request.Uri.Path}",
                async () =>
                {
                    await ProcessNextAsync(message, pipeline);
                    return message.HasResponse;
                });
    }

    /// <summary>Watches the clients of Teams.</summary>
    internal sealed class OfTeams(CallLog log) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            log.WatchAsync($"{request.Method} {request.RequestUri!.AbsolutePath}", () => base.SendAsync(request, cancellationToken));
    }
}
