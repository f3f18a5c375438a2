namespace Microsoft.Bot.Schema;

public static class ActivityTypes
{
    public const string ConversationUpdate = "conversationUpdate";
    public const string EndOfConversation = "endOfConversation";
    public const string Event = "event";
    public const string InstallationUpdate = "installationUpdate";
    public const string Invoke = "invoke";
    public const string Message = "message";
    public const string MessageDelete = "messageDelete";
    public const string MessageReaction = "messageReaction";
    public const string MessageUpdate = "messageUpdate";
    public const string Trace = "trace";
    public const string Typing = "typing";
}

/// <summary>Types that never travel: the adapter acts on them instead of sending them.</summary>
public static class ActivityTypesEx
{
    /// <summary>Waits before the next activity; <see cref="Activity.Value"/> is the wait in milliseconds.</summary>
    public const string Delay = "delay";

    /// <summary>Holds the answer to an invoke in <see cref="Activity.Value"/>.</summary>
    public const string InvokeResponse = "invokeResponse";
}

internal static class ActionTypes
{
    public const string OpenUrl = "openUrl";
    public const string ImBack = "imBack";
    public const string PostBack = "postBack";
    public const string MessageBack = "messageBack";
}

internal static class AttachmentLayoutTypes
{
    public const string List = "list";
    public const string Carousel = "carousel";
}

internal static class InputHints
{
    public const string AcceptingInput = "acceptingInput";
    public const string IgnoringInput = "ignoringInput";
    public const string ExpectingInput = "expectingInput";
}

internal static class DeliveryModes
{
    public const string Normal = "normal";
    public const string Notification = "notification";

    /// <summary>The caller wants the replies in the HTTP response instead of through the Connector.</summary>
    public const string ExpectReplies = "expectReplies";
}
