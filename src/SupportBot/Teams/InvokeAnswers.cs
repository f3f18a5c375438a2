using System.Net;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using SupportBot.Cards;

namespace SupportBot.Teams;

/// <summary>The answers to invokes, in the shapes that Teams takes (platform facts, 1.7).</summary>
internal static class InvokeAnswers
{
    public const string CardAction = "adaptiveCard/action";
    public const string TaskFetch = "task/fetch";
    public const string TaskSubmit = "task/submit";
    public const string Query = "composeExtension/query";

    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";

    /// <summary>A card in the place of the one that was pressed, for the one who pressed it.</summary>
    public static InvokeResponse Card(JObject card) => Ok(new JObject { ["statusCode"] = 200, ["type"] = CardType, ["value"] = card });

    /// <summary>A sentence for the one who pressed.</summary>
    public static InvokeResponse Message(string sentence) => Ok(new JObject { ["statusCode"] = 200, ["type"] = MessageType, ["value"] = sentence });

    public static InvokeResponse Open(Form form) => Ok(new JObject
    {
        ["task"] = new JObject
        {
            ["type"] = "continue",
            ["value"] = new JObject
            {
                ["title"] = form.Title,
                ["height"] = "medium",
                ["width"] = "medium",
                ["card"] = new JObject { ["contentType"] = CardType, ["content"] = form.Card },
            },
        },
    });

    /// <summary>Closes the form with a sentence.</summary>
    public static InvokeResponse Done(string sentence) => Ok(new JObject { ["task"] = new JObject { ["type"] = "message", ["value"] = sentence } });

    /// <summary>One result of a message extension's search.</summary>
    public static InvokeResponse Found(JObject card, string title, string text) => Ok(new JObject
    {
        ["composeExtension"] = new JObject
        {
            ["type"] = "result",
            ["attachmentLayout"] = "list",
            ["attachments"] = new JArray(new JObject
            {
                ["contentType"] = CardType,
                ["content"] = card,
                ["preview"] = new JObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.thumbnail",
                    ["content"] = new JObject { ["title"] = Escape.ForMessage(title), ["text"] = Escape.ForMessage(text) },
                },
            }),
        },
    });

    /// <summary>A sentence in whatever shape answers this kind of invoke; 501 for a kind that this bot does not know.</summary>
    public static InvokeResponse Sentence(string? invoke, string sentence) => invoke switch
    {
        CardAction => Message(sentence),
        TaskFetch or TaskSubmit => Done(sentence),
        Query or "composeExtension/queryLink" or "composeExtension/selectItem" =>
            Ok(new JObject { ["composeExtension"] = new JObject { ["type"] = "message", ["text"] = sentence } }),
        _ => new InvokeResponse { Status = (int)HttpStatusCode.NotImplemented },
    };

    /// <summary>The invoke response as the activity that the adapter takes it from.</summary>
    public static Activity Activity(InvokeResponse response) => new() { Type = ActivityTypesEx.InvokeResponse, Value = response };

    private static InvokeResponse Ok(JObject body) => new() { Status = (int)HttpStatusCode.OK, Body = body };
}
