using Microsoft.Bot.Builder;

namespace SupportBot.Storage;

/// <summary>A state as it was read: <c>BotState</c> keeps it, and so hands its ETag back when it saves.</summary>
internal sealed class StateDocument : Dictionary<string, object>, IStoreItem
{
    public StateDocument(string? etag)
        : base(StringComparer.Ordinal) => ETag = etag!;

    /// <summary>Null where nothing is stored yet.</summary>
    public string ETag { get; set; }
}
