using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Bot.Builder.Integration.AspNet.Core;

public interface IBotFrameworkHttpAdapter
{
    Task ProcessAsync(HttpRequest httpRequest, HttpResponse httpResponse, IBot bot, CancellationToken cancellationToken = default);
}

/// <summary>The adapter behind the messaging endpoint.</summary>
public partial class CloudAdapter : CloudAdapterBase, IBotFrameworkHttpAdapter
{
    public CloudAdapter(BotFrameworkAuthentication botFrameworkAuthentication, ILogger logger = null)
        : base(botFrameworkAuthentication, logger)
    {
    }

    public CloudAdapter(IConfiguration configuration, IHttpClientFactory httpClientFactory = null, ILogger logger = null)
        : this(new ConfigurationBotFrameworkAuthentication(configuration, httpClientFactory: httpClientFactory, logger: logger), logger)
    {
    }

    /// <summary>
    /// Answers 405 to anything but POST, 400 to what is no activity, 401 and 403 to those who may not call; otherwise runs
    /// the turn and answers 200, or what the bot answered to an invoke. What the turn throws goes on to the caller unless
    /// <see cref="BotAdapter.OnTurnError"/> takes it.
    /// </summary>
    public async Task ProcessAsync(HttpRequest httpRequest, HttpResponse httpResponse, IBot bot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(httpRequest);
        ArgumentNullException.ThrowIfNull(httpResponse);
        ArgumentNullException.ThrowIfNull(bot);

        if (!HttpMethods.IsPost(httpRequest.Method))
        {
            httpResponse.Headers.Allow = HttpMethods.Post;
            httpResponse.StatusCode = (int)HttpStatusCode.MethodNotAllowed;
            return;
        }

        var activity = await HttpHelper.ReadRequestAsync<Activity>(httpRequest);
        if (string.IsNullOrEmpty(activity?.Type))
        {
            httpResponse.StatusCode = (int)HttpStatusCode.BadRequest;
            return;
        }

        AuthenticateRequestResult authenticated;
        try
        {
            authenticated = await BotFrameworkAuthentication.AuthenticateRequestAsync(activity, httpRequest.Headers.Authorization, cancellationToken);
        }
        catch (UnauthorizedAccessException e)
        {
            LogRefused(e.Message);
            httpResponse.StatusCode = (int)(e is EndorsementMissingException ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized);
            return;
        }

        var response = await ProcessActivityAsync(authenticated, activity, bot.OnTurnAsync, cancellationToken);
        await HttpHelper.WriteResponseAsync(httpResponse, response);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A call to the messaging endpoint was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    private void LogRefused(string reason) => LogRefused(Logger, reason);
}
