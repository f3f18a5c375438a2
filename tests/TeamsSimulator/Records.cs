using Newtonsoft.Json.Linq;

namespace TeamsSimulator;

/// <summary>A call that Teams would refuse and that no fault asked for, or an answer of the bot that Teams would not accept.</summary>
/// <param name="Kind">A stable word such as <c>unknownRoute</c>, <c>rateLimit</c>, <c>card</c>, <c>split</c> or <c>answer</c>.</param>
public sealed record Violation(DateTimeOffset At, string Kind, string Detail, string? Method = null, string? Path = null, int? Status = null);

/// <summary>A call the bot made to the Connector.</summary>
/// <param name="Status">0 when the connection was reset.</param>
/// <param name="Fault">The fault that decided the answer, if one did.</param>
public sealed record ConnectorCall(DateTimeOffset At, string Method, string Path, int Status, string? Fault, string? Conversation, JObject? Body);

/// <summary>An activity that was sent to the bot, and what it answered.</summary>
/// <param name="Status">The bot's HTTP status; 0 while it has not answered, 504 when it took too long, 502 when nothing listened.</param>
public sealed record SentActivity(
    string Id, string Type, string? Name, string Person, string Conversation, int Status, string? ResponseBody, DateTimeOffset At, JObject Activity);

/// <summary>A picture (<c>image/*</c>) or file as a person picks it to go with a message.</summary>
public sealed record PickedFile(string Name, string ContentType, byte[] Bytes)
{
    internal bool IsPicture => ContentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What became of something that a person wrote or did.</summary>
/// <param name="BotStatus">The bot's HTTP status; null when the bot did not hear it.</param>
public sealed record Said(string? Id, int? BotStatus, bool Heard);

/// <summary>What a press of a button led to, as its presser sees it.</summary>
/// <param name="BotStatus">The bot's HTTP status; null when the button does not concern the bot.</param>
/// <param name="Body">The body of the bot's answer.</param>
/// <param name="Card">The card that now stands in the message's place for this person.</param>
/// <param name="Message">A line shown to this person.</param>
/// <param name="Error">What the client shows because the press failed.</param>
/// <param name="Url">What <c>Action.OpenUrl</c> opens.</param>
/// <param name="Task">The dialog that is open now.</param>
public sealed record Pressed(int? BotStatus, JToken? Body, JObject? Card, string? Message, string? Error, string? Url, OpenTask? Task);

/// <summary>An open dialog (task module).</summary>
public sealed record OpenTask(string Id, string? Title, JObject? Card, JToken? Height, JToken? Width, string? Url);

/// <summary>What the automatic refresh of a card led to.</summary>
/// <param name="Reason">Why nothing was sent, when nothing was.</param>
public sealed record Refreshed(bool Sent, string? Reason, int? BotStatus, JToken? Body, JObject? Card);

/// <summary>The bot's answer to an activity.</summary>
public sealed record BotAnswer(int Status, string Body)
{
    /// <summary>The body as JSON; null when it is empty or is not JSON.</summary>
    public JToken? Json { get; } = Wire.TryParse(Body);
}
