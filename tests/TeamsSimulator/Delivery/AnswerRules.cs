using Newtonsoft.Json.Linq;
using TeamsSimulator.Connector;

namespace TeamsSimulator.Delivery;

/// <summary>What Teams accepts as the answer to an activity.</summary>
internal static class AnswerRules
{
    private static readonly string[] ErrorTypes =
    [
        "application/vnd.microsoft.error",
        "application/vnd.microsoft.activity.loginRequest",
        "application/vnd.microsoft.error.incorrectAuthCode",
        "application/vnd.microsoft.error.preconditionFailed",
    ];

    private static readonly string[] CardTypes =
    [
        Wire.AdaptiveCard,
        "application/vnd.microsoft.card.hero",
        "application/vnd.microsoft.card.thumbnail",
        "application/vnd.microsoft.teams.card.o365connector",
    ];

    /// <returns>What is wrong with it, one sentence each.</returns>
    public static IEnumerable<string> Judge(JObject activity, BotAnswer answer)
    {
        var (type, name) = (activity.Text("type"), activity.Text("name"));
        if (type != "invoke")
        {
            if (answer.Status != 200)
                yield return $"{type} was answered with {answer.Status}; Teams wants 200.";
            else if (answer.Body.Length > 0)
                yield return $"{type} was answered with a body; Teams wants none.";
            yield break;
        }
        // What a bot does not know it has not implemented; its buttons it must know.
        if (answer.Status == 501 && name is not ("adaptiveCard/action" or "task/fetch" or "task/submit"))
            yield break;
        if (answer.Status != 200)
        {
            yield return $"{name} was answered with {answer.Status}; Teams wants 200.";
            yield break;
        }
        if (answer.Body.Length > 0 && answer.Json is not JObject)
        {
            yield return $"{name} was answered with a body that is not a JSON object.";
            yield break;
        }
        var body = answer.Json as JObject;
        foreach (var fault in name switch
        {
            "adaptiveCard/action" => CardAction(body),
            "task/fetch" or "task/submit" => body is null ? [] : Dialog(body),
            "composeExtension/fetchTask" or "composeExtension/submitAction" => body is null ? [] : body["task"] is null ? Extension(body) : Dialog(body),
            "composeExtension/query" or "composeExtension/queryLink" or "composeExtension/selectItem" => Found(body),
            _ => [],
        })
            yield return $"{name}: {fault}";
    }

    private static IEnumerable<string> CardAction(JObject? body)
    {
        if (body is null)
            return ["the answer has no body; Teams wants {statusCode, type, value}."];
        if (body["statusCode"] is { } code && code.Type != JTokenType.Integer)
            return ["statusCode is not a number."];
        var status = body.Value<int?>("statusCode") ?? 200;
        return (status, body.Text("type")) switch
        {
            (200, Wire.AdaptiveCard) => body["value"] is JObject card
                ? CardRules.Judge(card).Select(f => f.Detail)
                : ["value is not a card."],
            (200, "application/vnd.microsoft.activity.message") => body["value"] is JValue { Type: JTokenType.String } ? [] : ["value of a message is not a string."],
            (200, var type) => [$"type '{type}' does not go with statusCode 200."],
            (400 or 401 or 412 or 500, { } type) when ErrorTypes.Contains(type) => [],
            (var other, var type) => [$"statusCode {other} with type '{type}' is not known to Teams."],
        };
    }

    private static IEnumerable<string> Dialog(JObject body)
    {
        var task = body.Object("task");
        return task.Text("type") switch
        {
            "message" => task!["value"] is JValue { Type: JTokenType.String } ? [] : ["value of a message is not a string."],
            "continue" => Continue(task.Object("value")),
            _ => ["the answer has no task of type continue or message."],
        };
    }

    private static IEnumerable<string> Continue(JObject? value)
    {
        if (value is null)
            return ["task.value is missing."];
        if (value.Text("url") is not null)
            return [];
        if (value.Object("card") is not { } attachment)
            return ["task.value has neither card nor url."];
        if (attachment.Text("contentType") != Wire.AdaptiveCard || attachment["content"] is not JObject card)
            return ["task.value.card is not an attachment that holds an Adaptive Card."];
        return CardRules.Judge(card).Select(f => f.Detail);
    }

    // A search finds things; it has no message of its own to show beforehand.
    private static IEnumerable<string> Found(JObject? body) => body.Object("composeExtension").Text("type") == "botMessagePreview"
        ? ["type 'botMessagePreview' answers composeExtension/submitAction only."]
        : Extension(body);

    private static IEnumerable<string> Extension(JObject? body)
    {
        var extension = body.Object("composeExtension");
        return extension.Text("type") switch
        {
            "result" => Results(extension!),
            "message" => string.IsNullOrEmpty(extension.Text("text")) ? ["a message has no text."] : [],
            "auth" or "config" or "silentAuth" => extension.Object("suggestedActions").Objects("actions").Any(a => a.Text("type") == "openUrl" && a.Text("value") is not null)
                ? [] : ["there is no suggested action that opens an address."],
            "botMessagePreview" => extension.Object("activityPreview") is null ? ["there is no activityPreview."] : [],
            _ => ["the answer has no composeExtension of a known type."],
        };
    }

    private static IEnumerable<string> Results(JObject extension)
    {
        if (extension.Text("attachmentLayout") is not ("list" or "grid"))
            yield return "attachmentLayout is neither list nor grid.";
        if (extension["attachments"] is not JArray results)
        {
            yield return "a result has no attachments; an empty list says that nothing was found.";
            yield break;
        }
        foreach (var result in results)
            foreach (var fault in Result(result as JObject))
                yield return fault;
    }

    // Microsoft Learn: "Define message extension search commands": the limit of a result's card is 28 KB.
    private static IEnumerable<string> Result(JObject? result)
    {
        if (result?["content"] is not JObject card)
            return ["a result's content is not a card."];
        var preview = result["preview"] is not { } shown || shown.Text("contentType") is { } type && CardTypes.Contains(type) && shown.Object("content") is not null
            ? Enumerable.Empty<string>() : ["a result's preview is not a card."];
        return result.Text("contentType") switch
        {
            Wire.AdaptiveCard => preview.Concat(CardRules.Judge(card).Select(f => f.Detail)),
            { } known when CardTypes.Contains(known) => preview.Concat(CardRules.TooLarge(card) is { } large ? [large] : []),
            var other => [$"a result's contentType '{other}' is not a card's."],
        };
    }
}
