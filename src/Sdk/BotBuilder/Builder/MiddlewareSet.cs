using System.Collections;

namespace Microsoft.Bot.Builder;

/// <summary>Middleware in the order in which it was added; the first sees a turn first and last.</summary>
public class MiddlewareSet : IMiddleware, IEnumerable<IMiddleware>
{
    private readonly List<IMiddleware> _middleware = [];

    public MiddlewareSet Use(IMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken)
    {
        await ReceiveActivityWithStatusAsync(turnContext, null, cancellationToken);
        await next(cancellationToken);
    }

    public Task ReceiveActivityWithStatusAsync(ITurnContext turnContext, BotCallbackHandler callback, CancellationToken cancellationToken) =>
        ReceiveAsync(turnContext, callback, 0, cancellationToken);

    public IEnumerator<IMiddleware> GetEnumerator() => _middleware.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Apart from ReceiveAsync, so that a turn allocates a closure only for the middleware that there is.
    private Task ReceiveAsync(ITurnContext turnContext, BotCallbackHandler callback, int index, CancellationToken cancellationToken) =>
        index < _middleware.Count
            ? NextAsync(turnContext, callback, index, cancellationToken)
            : callback?.Invoke(turnContext, cancellationToken) ?? Task.CompletedTask;

    private Task NextAsync(ITurnContext turnContext, BotCallbackHandler callback, int index, CancellationToken cancellationToken) =>
        _middleware[index].OnTurnAsync(turnContext, token => ReceiveAsync(turnContext, callback, index + 1, token), cancellationToken);
}
