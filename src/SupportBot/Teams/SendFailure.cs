using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Identity;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using NodaTime;
using SupportBot.Notifications;

namespace SupportBot.Teams;

/// <summary>What a failed call to Teams tells of whether it took effect.</summary>
internal static class SendFailure
{
    /// <summary>Whether this is how a call to Teams fails, rather than a mistake here or the end of this process.</summary>
    public static bool Is(Exception exception, CancellationToken stopping) =>
        exception is RestException or HttpRequestException or AuthenticationFailedException
        || (exception is OperationCanceledException && !stopping.IsCancellationRequested);

    /// <summary>The status of the answer, or null where there was none.</summary>
    public static HttpStatusCode? StatusOf(Exception exception) => (exception as ErrorResponseException)?.Response?.StatusCode;

    /// <summary>Whether Teams has certainly not taken it and may take it later, so that a repetition does no harm to anybody.</summary>
    public static bool TookNothing(Exception exception) => exception switch
    {
        ErrorResponseException => StatusOf(exception) is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed,
        HttpRequestException failure => failure.HttpRequestError is HttpRequestError.NameResolutionError
            || failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused },
        _ => exception is AuthenticationFailedException,
    };

    /// <summary>
    /// Whether Teams lets nothing through to the person in whose chat this was the answer (Microsoft Learn: "Status code
    /// responses" of conversations with a bot). That the call went to the wrong host, or that the bot may not do just this, is
    /// no news of the person.
    /// </summary>
    public static bool IsOutOfReach(Exception exception) => StatusOf(exception) switch
    {
        HttpStatusCode.NotFound => true,
        HttpStatusCode.Forbidden => (exception as ErrorResponseException)?.Body?.Error?.Code is not ("InvalidBotApiHost" or "NotEnoughPermissions"),
        _ => false,
    };

    /// <summary>What a failed attempt tells of its message.</summary>
    /// <param name="exception">How it failed.</param>
    /// <param name="mayArriveTwice">Whether the message may be sent again although it may have arrived.</param>
    public static SendResult Judge(Exception exception, bool mayArriveTwice)
    {
        if (TookNothing(exception)) return new SendResult(NoticeState.FailedTemp, RetryAfter: RetryAfter(exception));
        return StatusOf(exception) switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge =>
                new SendResult(NoticeState.FailedPerm),
            // The bot's own credentials are wrong: the desk's tickets wait until they are mended, an agent's words are given back.
            HttpStatusCode.Unauthorized => new SendResult(mayArriveTwice ? NoticeState.FailedTemp : NoticeState.FailedPerm),
            _ => new SendResult(mayArriveTwice ? NoticeState.FailedTemp : NoticeState.Unknown),
        };
    }

    /// <summary>How long Teams asked to wait, where it did.</summary>
    public static Duration? RetryAfter(Exception exception) =>
        (exception as ErrorResponseException)?.Response?.Headers?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } seconds
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wait)
            ? Duration.FromSeconds(wait)
            : null;
}
