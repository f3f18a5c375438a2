using System.Net;
using System.Net.Mime;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>
/// Where Teams posts activities. Checks what came before the bot sees it, and answers within what Teams waits: an invoke
/// after 4 s with "working on it", a message after 12 s; the turn itself goes on (Protocols 2.2).
/// </summary>
internal sealed partial class MessagesEndpoint(
    BotFrameworkAuthentication authentication, DeskAdapter adapter, IBot bot, Background background, TeamsHosts hosts, ILogger<MessagesEndpoint> logger)
{
    public const string Path = "/api/messages";

    /// <summary>An activity may be so large, in bytes: 1 MiB. Up to there its text is kept whole.</summary>
    public const long LargestActivity = 1024 * 1024;

    private const int DeepestJson = 64;

    // Teams' own ids have about 200 characters; a storage key has room for 512.
    private const int LongestId = 512;
    private static readonly TimeSpan InvokePatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MessagePatience = TimeSpan.FromSeconds(12);

    public async Task HandleAsync(HttpContext http)
    {
        if (!hosts.MayCall(http.Connection.RemoteIpAddress))
        {
            await RefuseAsync(http, HttpStatusCode.Forbidden, "Without an app id this bot answers only on this machine.");
            return;
        }

        if (!http.Request.HasJsonContentType())
        {
            await RefuseAsync(http, HttpStatusCode.UnsupportedMediaType, "An activity is application/json.");
            return;
        }

        var (activity, problem) = await ReadAsync(http);
        if (activity is null)
        {
            await RefuseAsync(http, problem.Status, problem.Text);
            return;
        }

        AuthenticateRequestResult authenticated;
        try
        {
            authenticated = await authentication.AuthenticateRequestAsync(activity, http.Request.Headers.Authorization, http.RequestAborted);
        }
        catch (UnauthorizedAccessException exception)
        {
            LogUnauthorized(activity.Id ?? "none", exception);
            await RefuseAsync(http, HttpStatusCode.Unauthorized, "The activity does not come from the Bot Connector.");
            return;
        }

        if (!hosts.MayAnswer(activity.ServiceUrl))
        {
            await RefuseAsync(http, HttpStatusCode.Forbidden, "The serviceUrl is not one of Teams' hosts.");
            return;
        }

        await AnswerAsync(http, activity, background.RunTurnAsync(token => adapter.RunAsync(authenticated, activity, bot, token)));
    }

    private static async Task AnswerAsync(HttpContext http, Activity activity, Task<InvokeResponse> turn)
    {
        var isInvoke = activity.Type == ActivityTypes.Invoke;
        InvokeResponse? response;
        try
        {
            response = await turn.WaitAsync(isInvoke ? InvokePatience : MessagePatience);
        }
        catch (TimeoutException)
        {
            response = isInvoke ? InvokeAnswers.Sentence(activity.Name, Texts.In(activity.Locale).WorkingOnIt) : null;
        }

        if (isInvoke) await HttpHelper.WriteResponseAsync(http.Response, response);
        else http.Response.StatusCode = (int)HttpStatusCode.OK;
    }

    private static async Task<(Activity? Activity, (HttpStatusCode Status, string Text) Problem)> ReadAsync(HttpContext http)
    {
        try
        {
            if (http.Request.ContentLength > LargestActivity) return TooLarge();
            using var body = new MemoryStream((int)(http.Request.ContentLength ?? 4096));
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            if (body.Length > LargestActivity) return TooLarge();
            body.Position = 0;
            using var reader = new JsonTextReader(new StreamReader(body)) { MaxDepth = DeepestJson, DateParseHandling = DateParseHandling.None };
            if (!reader.Read() || reader.TokenType is not JsonToken.StartObject) return Bad("An activity is a JSON object.");
            var activity = HttpHelper.BotMessageSerializer.Deserialize<Activity>(reader)!;
            while (reader.Read())
            {
                if (reader.TokenType is not JsonToken.Comment) return Bad("An activity is one JSON object.");
            }

            return Missing(activity) is { } missing ? Bad($"The activity has no {missing} that could be Teams'.") : (activity, default);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            return Bad("The body is not an activity in JSON.");
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == (int)HttpStatusCode.RequestEntityTooLarge ? TooLarge() : Bad("The body could not be read.");
        }

        static (Activity?, (HttpStatusCode, string)) TooLarge() => (null, (HttpStatusCode.RequestEntityTooLarge, "An activity may be 1 MiB at most."));
        static (Activity?, (HttpStatusCode, string)) Bad(string text) => (null, (HttpStatusCode.BadRequest, text));
    }

    private static string? Missing(Activity activity) => activity switch
    {
        { Type: null or "" } => "type",
        { ChannelId: not Channels.Msteams } => "channelId msteams",
        { Id: null or "" or { Length: > LongestId } } => "id",
        { ServiceUrl: null or "" } => "serviceUrl",
        { Conversation: null or { Id: null or "" or { Length: > LongestId } } } => "conversation",
        { From: null or { Id: null or "" or { Length: > LongestId } } } => "from",
        { Recipient: null } => "recipient",
        _ => null,
    };

    private static async Task RefuseAsync(HttpContext http, HttpStatusCode status, string text)
    {
        http.Response.StatusCode = (int)status;
        http.Response.ContentType = MediaTypeNames.Text.Plain;
        // What was too large is not read to its end, so the connection ends here; said so, the caller's next request opens another.
        if (status is HttpStatusCode.RequestEntityTooLarge) http.Response.Headers.Connection = "close";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    [LoggerMessage(EventId = 340, Level = LogLevel.Warning, Message = "Activity {Activity} was not authenticated")]
    private partial void LogUnauthorized(string activity, Exception exception);
}
