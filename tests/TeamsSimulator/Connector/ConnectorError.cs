using Newtonsoft.Json.Linq;

namespace TeamsSimulator.Connector;

/// <summary>A call that is refused, with the body that the Bot Connector sends for it.</summary>
/// <param name="Kind">The kind of violation it is when no fault asked for it.</param>
internal sealed record ConnectorError(int Status, string Kind, JObject Body, double? RetryAfter = null)
{
    public static ConnectorError BadSyntax(string message, string kind = "badRequest") => Plain(400, kind, "BadSyntax", message);
    public static ConnectorError BadArgument(string message) => Plain(400, "badRequest", "BadArgument", message);
    public static ConnectorError CreationParameters() => BadSyntax("Incorrect conversation creation parameters");

    /// <summary>What the front of the Connector says, before any bot is known; its shape is older than the others'.</summary>
    public static ConnectorError Unauthorized() =>
        new(401, "unauthorized", new JObject { ["message"] = "Authorization has been denied for this request." });

    public static ConnectorError NotInRoster() =>
        Plain(403, "notInRoster", "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
    public static ConnectorError BlockedByUser() =>
        Plain(403, "blockedByUser", "ConversationBlockedByUser", "User blocked the conversation with the bot.");
    public static ConnectorError NotInstalled() =>
        Plain(403, "notInstalled", "ForbiddenOperationException", "Bot isn't installed in user's personal scope");
    public static ConnectorError NotEnoughPermissions(string message) => Plain(403, "notEnoughPermissions", "NotEnoughPermissions", message);

    /// <summary>The other shape: a number for a code, and JSON inside a string for a message.</summary>
    public static ConnectorError WritesBlocked() => new(403, "writesBlocked", new JObject
    {
        ["errorCode"] = 209,
        ["message"] = Wire.Write(new JObject
        {
            ["subCode"] = "MessageWritesBlocked",
            ["details"] = "Thread is blocked from message writes.",
            ["errorCode"] = null,
            ["errorSubCode"] = null,
        }),
    });

    public static ConnectorError NoConversation() => Plain(404, "unknownConversation", "ConversationNotFound", "Conversation not found.");
    public static ConnectorError NoActivity() => Plain(404, "unknownActivity", "ActivityNotFoundInConversation", "Activity not found in conversation.");
    public static ConnectorError NoMember() => Plain(404, "unknownMember", "MemberNotFoundInConversation", "Member not found in conversation.");
    public static ConnectorError NoRoute() =>
        new(404, "unknownRoute", new JObject { ["message"] = "No HTTP resource was found that matches the request URI." });
    public static ConnectorError PreconditionFailed() =>
        Plain(412, "preconditionFailed", "PreconditionFailed", "Precondition failed, please try again.");
    public static ConnectorError TooBig() => Plain(413, "tooBig", "MessageSizeTooBig", "Message size too large.");

    /// <param name="seconds">Whole seconds, as <c>Retry-After</c> has them.</param>
    public static ConnectorError Throttled(double seconds) =>
        Plain(429, "rateLimit", "Throttled", "Too many requests, API calls quota exceeded.") with { RetryAfter = seconds };

    public static ConnectorError BadGateway() => Plain(502, "badGateway", "ServiceError", "Bad gateway.");

    private static ConnectorError Plain(int status, string kind, string code, string message) =>
        new(status, kind, new JObject { ["error"] = new JObject { ["code"] = code, ["message"] = message } });
}
