using Microsoft.Bot.Builder.Dialogs;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Tickets;

namespace SupportBot;

/// <summary>What may be restored from stored conversation state, by the stable names under which it is written. Nothing else is.</summary>
internal static class StoredTypes
{
    public static IReadOnlyList<StateType> All { get; } =
    [
        new("talk", typeof(Talk)),
        new("address", typeof(Address)),
        new("draft", typeof(Draft)),
        new("request", typeof(Request)),
        new("attachment", typeof(TicketAttachment)),
        new("setAside", typeof(SetAsideRequest)),
        new("parked", typeof(ParkedWords)),
        new("answered", typeof(AnsweredTurn)),
        new("dialogState", typeof(DialogState)),
        new("dialogInstance", typeof(DialogInstance)),
        new("promptOptions", typeof(PromptOptions)),
    ];
}
