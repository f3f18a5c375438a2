using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Identity;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using NodaTime;

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

    /// <summary>How long Teams asked to wait, where it did.</summary>
    public static Duration? RetryAfter(Exception exception) =>
        (exception as ErrorResponseException)?.Response?.Headers?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } seconds
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wait)
            ? Duration.FromSeconds(wait)
            : null;
}
