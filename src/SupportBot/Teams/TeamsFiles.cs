using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>What became of the pictures and files of one message.</summary>
/// <param name="Kept">Those that are kept, in the order in which they were sent.</param>
/// <param name="Refused">The others, by name.</param>
internal sealed record ReceivedFiles(IReadOnlyList<TicketAttachment> Kept, IReadOnlyList<(string Name, FileRefusal Why)> Refused);

/// <summary>
/// Fetches the pictures and files of a message from Teams and keeps those that the desk takes. Only Teams' own hosts are asked,
/// redirects included; the bot's token goes to the Connector for its attachments and to nobody else, since the address of a
/// file is itself the permission (platform facts, 7).
/// </summary>
internal sealed partial class TeamsFiles(IHttpClientFactory clients, TeamsConnector connector, TeamsHosts hosts, IAttachments attachments, ILogger<TeamsFiles> logger)
{
    /// <summary>The HTTP client to use: it follows no redirect by itself.</summary>
    public const string Client = "files";

    private const string DownloadInfo = "application/vnd.microsoft.teams.file.download.info";
    private const int MostRedirects = 3;

    /// <summary>How long it may take to fetch one file.</summary>
    public TimeSpan LongestFetch { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Receives what came with a message.</summary>
    /// <param name="activity">The message.</param>
    /// <param name="room">How many more may be kept.</param>
    /// <param name="texts">The sender's language, for what has no name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ReceivedFiles> ReceiveAsync(Activity activity, int room, Texts texts, CancellationToken cancellationToken)
    {
        List<TicketAttachment> kept = [];
        List<(string, FileRefusal)> refused = [];
        var index = 0;
        foreach (var sent in SentIn(activity))
        {
            index++;
            var name = sent.Name ?? texts.FileName(index);
            if (kept.Count >= room)
            {
                refused.Add((name, FileRefusal.TooMany));
                continue;
            }

            var (file, refusal) = await ReceiveAsync(activity, sent, name, index, cancellationToken);
            if (file is not null) kept.Add(file);
            if (refusal is { } why) refused.Add((name, why));
        }

        return new ReceivedFiles(kept, refused);
    }

    private async Task<(TicketAttachment? Kept, FileRefusal? Refusal)> ReceiveAsync(Activity activity, SentFile sent, string name, int index, CancellationToken cancellationToken)
    {
        if (FileRules.RefusesName(name) is { } named) return (null, named);
        var id = IdOf(activity, index);
        if (await attachments.FindAsync(id, cancellationToken) is { } before) return (before, null);

        var (content, refusal) = await FetchAsync(activity, sent, cancellationToken);
        refusal ??= FileRules.Refuses(name, content);
        if (refusal is not null) return (null, refusal);
        if (FileRules.PictureEnding(content) is { } ending && !name.Contains('.', StringComparison.Ordinal)) name = $"{name}.{ending}";
        var file = new TicketAttachment(id, name, FileRules.TypeOf(name, content), content!.Length);
        await attachments.KeepAsync(file, content, cancellationToken);
        return (file, null);
    }

    private async Task<(byte[]? Content, FileRefusal? Refusal)> FetchAsync(Activity activity, SentFile sent, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(LongestFetch);
        try
        {
            return await FetchAsync(activity, sent, limited.Token);
        }
        catch (Exception exception) when (exception is IOException || SendFailure.Is(exception, cancellationToken))
        {
            LogNotFetched(activity.Id, sent.Url?.Host, exception);
            return (null, FileRefusal.NotFetched);
        }

        async Task<(byte[]?, FileRefusal?)> FetchAsync(Activity activity, SentFile sent, CancellationToken cancellationToken)
        {
            var url = sent.Url;
            for (var redirects = 0; url is not null && redirects <= MostRedirects && hosts.MayFetch(url); redirects++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                if (sent.IsPicture && hosts.IsConnectorAttachment(url))
                    await (await connector.AtAsync(activity.ServiceUrl, cancellationToken)).Credentials.ProcessHttpRequestAsync(request, cancellationToken);
                using var client = clients.CreateClient(Client);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if (response.IsSuccessStatusCode) return await ReadAsync(response, cancellationToken);
                if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
                {
                    LogAnswer(activity.Id, url.Host, response.StatusCode);
                    return (null, FileRefusal.NotFetched);
                }

                url = response.Headers.Location is { } location ? new Uri(url, location) : null;
            }

            LogNotAsked(activity.Id, url?.Host);
            return (null, FileRefusal.NotFetched);
        }
    }

    // What a server says of the length may be wrong; what is read decides.
    private static async Task<(byte[]? Content, FileRefusal? Refusal)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > TicketAttachment.LargestSize) return (null, FileRefusal.TooLarge);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (content.Length + read > TicketAttachment.LargestSize) return (null, FileRefusal.TooLarge);
            content.Write(block, 0, read);
        }

        return (content.ToArray(), null);
    }

    // The rich text of a message, a quoted message and a card are attachments too; those are no files, and have no name.
    private static IEnumerable<SentFile> SentIn(Activity activity)
    {
        foreach (var attachment in activity.Attachments ?? [])
        {
            var name = FileRules.Clean(attachment.Name);
            if (attachment.ContentType is DownloadInfo)
                yield return new SentFile(name, UrlIn((attachment.Content as JObject)?["downloadUrl"] is JValue { Type: JTokenType.String } url ? (string?)url : null), IsPicture: false);
            else if (attachment.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) is true)
                yield return new SentFile(name, UrlIn(attachment.ContentUrl), IsPicture: true);
            else if (name is not null && attachment.ContentUrl is not null)
                yield return new SentFile(name, Url: null, IsPicture: false);
        }
    }

    private static Uri? UrlIn(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;

    // A turn that runs again meets what it has kept before.
    private static string IdOf(Activity activity, int index) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{activity.Conversation.Id}\n{activity.Id}\n{index}")))[..32];

    [LoggerMessage(EventId = 380, Level = LogLevel.Warning, Message = "A file of activity {Activity} could not be fetched from {Host}")]
    private partial void LogNotFetched(string activity, string? host, Exception exception);

    [LoggerMessage(EventId = 381, Level = LogLevel.Warning, Message = "A file of activity {Activity}: {Host} answered {Status}")]
    private partial void LogAnswer(string activity, string host, HttpStatusCode status);

    [LoggerMessage(EventId = 382, Level = LogLevel.Warning, Message = "A file of activity {Activity} was not fetched: {Host} is not Teams', or leads on without end")]
    private partial void LogNotAsked(string activity, string? host);

    /// <summary>A picture or file as a message names it.</summary>
    private sealed record SentFile(string? Name, Uri? Url, bool IsPicture);
}
