using System.Globalization;
using Newtonsoft.Json;

namespace Microsoft.Bot.Schema.Teams;

/// <summary>The content of an attachment by which a person hands over a file.</summary>
public class FileDownloadInfo
{
    public const string ContentType = "application/vnd.microsoft.teams.file.download.info";

    public FileDownloadInfo()
    {
    }

    public FileDownloadInfo(string downloadUrl = null, string uniqueId = null, string fileType = null, object etag = null)
    {
        DownloadUrl = downloadUrl;
        UniqueId = uniqueId;
        FileType = fileType;
        Etag = etag;
    }

    /// <summary>Carries its own authorization and lives for minutes: never send the bot's token there, never log it.</summary>
    [JsonProperty("downloadUrl")]
    public string DownloadUrl { get; set; }

    [JsonProperty("uniqueId")]
    public string UniqueId { get; set; }

    [JsonProperty("fileType")]
    public string FileType { get; set; }

    [JsonProperty("etag")]
    public object Etag { get; set; }
}

/// <summary>The value of a <c>fileConsent/invoke</c>.</summary>
public class FileConsentCardResponse
{
    public FileConsentCardResponse()
    {
    }

    public FileConsentCardResponse(string action = null, object context = null, FileUploadInfo uploadInfo = null)
    {
        Action = action;
        Context = context;
        UploadInfo = uploadInfo;
    }

    /// <summary><c>accept</c> or <c>decline</c>.</summary>
    [JsonProperty("action")]
    public string Action { get; set; }

    [JsonProperty("context")]
    public object Context { get; set; }

    [JsonProperty("uploadInfo")]
    public FileUploadInfo UploadInfo { get; set; }
}

public class FileUploadInfo
{
    public FileUploadInfo()
    {
    }

    public FileUploadInfo(string name = null, string uploadUrl = null, string contentUrl = null, string uniqueId = null, string fileType = null)
    {
        Name = name;
        UploadUrl = uploadUrl;
        ContentUrl = contentUrl;
        UniqueId = uniqueId;
        FileType = fileType;
    }

    [JsonProperty("name")]
    public string Name { get; set; }

    [JsonProperty("uploadUrl")]
    public string UploadUrl { get; set; }

    [JsonProperty("contentUrl")]
    public string ContentUrl { get; set; }

    [JsonProperty("uniqueId")]
    public string UniqueId { get; set; }

    [JsonProperty("fileType")]
    public string FileType { get; set; }
}

/// <summary>The value of a read-receipt event: everything up to this message has been seen.</summary>
public class ReadReceiptInfo
{
    public ReadReceiptInfo()
    {
    }

    public ReadReceiptInfo(string lastReadMessageId)
    {
        LastReadMessageId = lastReadMessageId;
    }

    [JsonProperty("lastReadMessageId")]
    public string LastReadMessageId { get; set; }

    /// <summary>Message ids in Teams are milliseconds since 1970, compared as numbers; anything else was not read.</summary>
    public static bool IsMessageRead(string compareMessageId, string lastReadMessageId) =>
        long.TryParse(compareMessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var message)
        && long.TryParse(lastReadMessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && message <= last;

    public bool IsMessageRead(string compareMessageId) => IsMessageRead(compareMessageId, LastReadMessageId);
}
