using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Storage;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Hands a file to the agent for whom the link was made, as long as they are one. Every other call is answered alike: it learns
/// neither whether there is such a file nor what was wrong with the link.
/// </summary>
internal sealed partial class FilesEndpoint(
    FileLinks links, IAttachments attachments, IDeskTeams teams, TeamsHosts hosts, PartnerOptions partner, ILogger<FilesEndpoint> logger)
{
    public async Task HandleAsync(HttpContext http, string token)
    {
        var stopping = http.RequestAborted;
        Protect(http.Response);
        if (!hosts.MayCall(http.Connection.RemoteIpAddress) || await links.ReadAsync(token, stopping) is not { } link)
        {
            await AnswerAsync(http, StatusCodes.Status404NotFound, texts => texts.FileLinkOver);
            return;
        }

        try
        {
            if (!await teams.HaveMemberAsync(link.Agent, stopping) || await attachments.FindAsync(link.AttachmentId, stopping) is not { } file
                || await attachments.ReadAsync(link.AttachmentId, stopping) is not { } content)
            {
                LogRefused(link.Number, link.Agent.ObjectId);
                await AnswerAsync(http, StatusCodes.Status404NotFound, texts => texts.FileLinkOver);
                return;
            }

            await SendAsync(http, file, content);
        }
        catch (DamagedRowException exception)
        {
            LogDamaged(link.Number, link.AttachmentId, exception);
            await AnswerAsync(http, StatusCodes.Status500InternalServerError, texts => texts.FileDamaged);
        }
        catch (Exception exception) when (SendFailure.Is(exception, stopping))
        {
            LogNotAsked(link.Number, link.Agent.ObjectId, exception);
            await AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, texts => texts.FileLater);
        }
    }

    // A customer's file is data: no browser may run it, guess what else it could be, or keep it.
    private static void Protect(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        response.Headers.CacheControl = "private, no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static async Task SendAsync(HttpContext http, TicketAttachment file, byte[] content)
    {
        var isPicture = FileRules.IsPicture(file.ContentType);
        var disposition = new ContentDispositionHeaderValue(isPicture ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentType = isPicture ? file.ContentType : MediaTypeNames.Application.Octet;
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext http, int status, Func<Texts, string> sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(sentence(Texts.In(partner.Language)), http.RequestAborted);
    }

    [LoggerMessage(EventId = 385, Level = LogLevel.Warning, Message = "Ticket {Number}: a link to a file was used by or for {Agent}, who is no agent any more, or the file is gone")]
    private partial void LogRefused(TicketNumber number, string agent);

    [LoggerMessage(EventId = 386, Level = LogLevel.Error, Message = "Ticket {Number}: attachment {Attachment} is not what was kept")]
    private partial void LogDamaged(TicketNumber number, string attachment, Exception exception);

    [LoggerMessage(EventId = 387, Level = LogLevel.Warning, Message = "Ticket {Number}: Teams could not be asked whether {Agent} is an agent")]
    private partial void LogNotAsked(TicketNumber number, string agent, Exception exception);
}
