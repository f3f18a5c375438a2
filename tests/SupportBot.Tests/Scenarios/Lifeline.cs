using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace SupportBot.Tests.Scenarios;

/// <summary>Everything an instance can do to the world outside, until it dies.</summary>
internal sealed class Lifeline : HttpPipelinePolicy
{
    private int left = int.MaxValue;
    private int died;

    public int Died => died;

    public void Add(IServiceCollection services)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        services.AddSingleton(options);
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Handler(this)));
        services.Remove(services.Single(service => service.ImplementationType == typeof(SupportBot.Teams.Sweeper)));
    }

    public void DieAt(int call) => left = call;

    public void Revive() => left = int.MaxValue;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Live();
        return ProcessNextAsync(message, pipeline);
    }

    // The call at which it dies does not leave it any more, nor does any after it.
    private void Live()
    {
        var rest = Interlocked.Decrement(ref left);
        if (rest == 0) died++;
        if (rest <= 0) throw new InvalidOperationException("This instance is dead.");
    }

    private sealed class Handler(Lifeline line) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            line.Live();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
