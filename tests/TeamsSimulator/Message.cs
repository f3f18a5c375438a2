using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;
using TeamsSimulator.Playing;

namespace TeamsSimulator;

/// <summary>A message as one person sees it at one moment.</summary>
public sealed record Message
{
    private readonly Lazy<string> everything;

    internal Message() => everything = new(ReadEverything);

    public required string Id { get; init; }
    /// <summary>Where one would answer: the personal chat, or the post's thread.</summary>
    public required string Conversation { get; init; }
    /// <summary>The post's first message, in a channel.</summary>
    public string? RootId { get; init; }
    /// <summary>A person's id, or the bot's.</summary>
    public required string FromId { get; init; }
    public required string FromName { get; init; }
    public required bool FromBot { get; init; }
    public string? Text { get; init; }
    public string? TextFormat { get; init; }
    /// <summary><c>{contentType, content?, name?, contentUrl?, url?}</c>; a card is the one that this person sees.</summary>
    public required IReadOnlyList<JObject> Attachments { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public int Edits { get; init; }
    public bool Deleted { get; init; }
    /// <summary>The preview text of a notification.</summary>
    public string? Summary { get; init; }
    public required IReadOnlyList<JObject> SuggestedActions { get; init; }
    /// <summary>Who reacted how, such as <c>("ana", "like")</c>.</summary>
    public required IReadOnlyList<(string Person, string Reaction)> Reactions { get; init; }

    /// <summary>The first Adaptive Card.</summary>
    public JObject? Card => Attachments.FirstOrDefault(a => a.Text("contentType") == Wire.AdaptiveCard)?["content"] as JObject;

    /// <summary>The titles of the card's buttons, nested ones too.</summary>
    public IReadOnlyList<string> Buttons => Card is { } card ? [.. CardActions.In(card).Select(a => a.Json.Text("title") ?? "")] : [];

    /// <summary>The text and all that the card shows, line by line.</summary>
    public string Everything => everything.Value;

    /// <summary>Whether the person reads this in the text or on the card, in whatever case.</summary>
    public bool Shows(string words) => Everything.Contains(words, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{FromName}{(Deleted ? " (deleted)" : "")}: {Everything.ReplaceLineEndings(" | ")}";

    private string ReadEverything() => string.Join('\n', new[] { Text ?? "" }.Concat(Card is { } card ? Words(card) : []).Where(t => t.Length > 0));

    private static IEnumerable<string> Words(JToken token) => token switch
    {
        JObject o => o.Properties().SelectMany(p => p.Name switch
        {
            "text" or "title" or "label" or "placeholder" or "altText" or "errorMessage" when p.Value is JValue v => [Wire.Plain(v)],
            // Of a fact both halves are read; of a choice only its title.
            "value" when o["title"] is not null && o["type"] is null && o.Parent?.Parent is JProperty { Name: "facts" } && p.Value is JValue v => [Wire.Plain(v)],
            "value" when o.Text("type") is "Input.Text" or "Input.Number" or "Input.Date" or "Input.Time" && p.Value is JValue v => [Wire.Plain(v)],
            "data" or "fallback" or "refresh" or "msteams" or "metadata" or "requires" => [],
            _ => Words(p.Value),
        }),
        JArray array => array.SelectMany(Words),
        _ => [],
    };

    internal static Message Seen(World world, ChatMessage message, string person)
    {
        var activity = message.Activity;
        var attachments = message.Deleted ? [] : activity.Objects("attachments").Select(a => Seen(world, message, a, person)).ToList();
        return new()
        {
            Id = message.Id,
            Conversation = message.Place.FullId,
            RootId = message.Place.RootId,
            FromId = message.Author?.Id ?? world.BotId,
            FromName = message.Author?.Member.Name ?? world.Options.BotName,
            FromBot = message.Author is null,
            Text = message.Deleted ? null : activity.Text("text"),
            TextFormat = activity.Text("textFormat"),
            Attachments = attachments,
            SentAt = message.SentAt,
            EditedAt = message.EditedAt,
            Edits = message.Edits,
            Deleted = message.Deleted,
            Summary = activity.Text("summary"),
            SuggestedActions = message.Deleted ? [] : [.. activity.Object("suggestedActions").Objects("actions").Select(Wire.Copy)],
            Reactions = [.. message.Reactions],
        };
    }

    private static JObject Seen(World world, ChatMessage message, JObject attachment, string person)
    {
        var seen = Wire.Copy(attachment);
        if (attachment == ChatMessage.CardAttachment(message.Activity) && message.Views.TryGetValue(person, out var view))
            seen["content"] = Wire.Copy(view);
        // A person's client fetches by its own way, so that what the bot fetches stands out.
        if (attachment.Text("contentUrl") is { } url)
            seen["url"] = world.Files.Values.FirstOrDefault(f => url.Contains(f.Id, StringComparison.Ordinal)) is { } file ? $"/media/{file.Id}" : url;
        return seen;
    }

    internal JObject ToJson() => Wire.Compact(new JObject
    {
        ["id"] = Id,
        ["conversation"] = Conversation,
        ["rootId"] = RootId,
        ["from"] = new JObject { ["id"] = FromId, ["name"] = FromName, ["bot"] = FromBot },
        ["text"] = Text,
        ["textFormat"] = TextFormat,
        ["attachments"] = new JArray(Attachments),
        ["sentAt"] = Wire.Time(SentAt),
        ["editedAt"] = EditedAt is { } edited ? Wire.Time(edited) : null,
        ["edits"] = Edits,
        ["deleted"] = Deleted,
        ["summary"] = Summary,
        ["suggestedActions"] = new JArray(SuggestedActions),
        ["reactions"] = new JArray(Reactions.Select(r => new JObject { ["person"] = r.Person, ["reaction"] = r.Reaction })),
    });
}
