using Microsoft.Bot.Builder.Dialogs;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot;

/// <summary>What may be restored from stored conversation state, by the stable names under which it is written. Nothing else is.</summary>
internal static class StoredTypes
{
    public static IReadOnlyDictionary<string, Type> All { get; } = new Dictionary<string, Type>
    {
        ["talk"] = typeof(Talk),
        ["address"] = typeof(Address),
        ["draft"] = typeof(Draft),
        ["request"] = typeof(Request),
        ["parked"] = typeof(ParkedWords),
        ["answered"] = typeof(AnsweredTurn),
        ["dialogState"] = typeof(DialogState),
        ["dialogInstance"] = typeof(DialogInstance),
        ["promptOptions"] = typeof(PromptOptions),
        ["values"] = typeof(Dictionary<string, object>),
    };
}
