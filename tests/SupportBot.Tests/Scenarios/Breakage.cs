using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SupportBot.Notifications;
using SupportBot.Teams;
using SupportBot.Tickets;
using Request = Azure.Core.Request;

namespace SupportBot.Tests.Scenarios;

/// <summary>Tables that answer only while the gate is open.</summary>
internal sealed class TableGate : HttpPipelinePolicy
{
    private readonly Func<Request, bool> matches;
    private TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="matches">Which requests the gate holds; all unless given.</param>
    public TableGate(Func<Request, bool>? matches = null)
    {
        this.matches = matches ?? (_ => true);
        open.SetResult();
    }

    /// <summary>Completes when a request waits.</summary>
    public Task Reached => reached.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Add(IServiceCollection services)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        services.AddSingleton(options);
    }

    public void Close()
    {
        open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Open() => open.TrySetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (matches(message.Request))
        {
            if (!open.Task.IsCompleted) reached.TrySetResult();
            await open.Task.WaitAsync(message.CancellationToken);
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The bot waits for nothing without await.");
}

/// <summary>Holds the first notice of a kind just before it is sent, and then lets it go or lets it die there.</summary>
internal sealed class NoticeGate(NoticeKind kind)
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int met;

    public Task Reached => reached.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<TeamsNoticeSender>();
        services.Replace(ServiceDescriptor.Singleton<INoticeSender>(provider => new Sender(this, provider.GetRequiredService<TeamsNoticeSender>())));
    }

    public void Open() => end.TrySetResult();

    /// <summary>What was being sent ends without a trace, as it does where the process dies.</summary>
    public void Die() => end.TrySetException(new InvalidOperationException("This instance is to be dead."));

    private sealed class Sender(NoticeGate gate, TeamsNoticeSender inner) : INoticeSender
    {
        public async Task<SendResult> SendAsync(Notice notice, Ticket ticket, TicketEvent happened, TicketPlaces places, Address? to, CancellationToken cancellationToken)
        {
            if (notice.Kind == gate.KindHeld && Interlocked.Exchange(ref gate.met, 1) == 0)
            {
                gate.reached.TrySetResult();
                await gate.end.Task;
            }

            return await inner.SendAsync(notice, ticket, happened, places, to, cancellationToken);
        }

        public Task RedrawAsync(Ticket ticket, Place root, CancellationToken cancellationToken) => inner.RedrawAsync(ticket, root, cancellationToken);

        public Task SupersedeAsync(Ticket ticket, Place extra, Place root, CancellationToken cancellationToken) => inner.SupersedeAsync(ticket, extra, root, cancellationToken);
    }

    private NoticeKind KindHeld => kind;
}

/// <summary>A Connector that answers the first call to a conversation with these words by a status, and does nothing else with it.</summary>
internal sealed class AnsweringConnector(string words, HttpStatusCode status)
{
    private int asked;

    public string? Conversation { get; set; }

    /// <summary>How many calls to the conversation held the words, whoever answered them.</summary>
    public int Asked => asked;

    public void Add(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Handler(this)));

    private async Task<HttpResponseMessage?> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Conversation is null || request.Content is null) return null;
        if (!Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).Contains(Conversation, StringComparison.Ordinal)) return null;
        if (!(await request.Content.ReadAsStringAsync(cancellationToken)).Contains(words, StringComparison.Ordinal)) return null;
        return Interlocked.Increment(ref asked) > 1
            ? null
            : new HttpResponseMessage(status) { RequestMessage = request, Content = new StringContent("""{"error":{"code":"ServiceError","message":"Unknown"}}""") };
    }

    private sealed class Handler(AnsweringConnector connector) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await connector.AnswerAsync(request, cancellationToken) ?? await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>An instance that dies right after each answer: nothing of what follows is done.</summary>
internal static class Mortal
{
    public static void Add(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IAftermath, Nothing>());
        services.Remove(services.Single(service => service.ImplementationType == typeof(Sweeper)));
    }

    private sealed class Nothing : IAftermath
    {
        public void Changed(TicketChange change)
        {
        }

        public void ChangedBefore(TicketNumber number, CommandKey key)
        {
        }

        public void NothingChanged(TicketNumber number, CommandKey key)
        {
        }

        public void Stale(TicketNumber number)
        {
        }
    }
}
