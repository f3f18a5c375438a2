using Newtonsoft.Json;

namespace Microsoft.Bot.Schema.Teams;

/// <summary>The value of a <c>task/fetch</c> or <c>task/submit</c> invoke.</summary>
public class TaskModuleRequest
{
    public TaskModuleRequest()
    {
    }

    public TaskModuleRequest(object data = null, TaskModuleRequestContext context = null)
    {
        Data = data;
        Context = context;
    }

    /// <summary>The button's data merged with the form's inputs. It comes from the client: check everything.</summary>
    [JsonProperty("data")]
    public object Data { get; set; }

    [JsonProperty("context")]
    public TaskModuleRequestContext Context { get; set; }
}

public class TaskModuleRequestContext
{
    public TaskModuleRequestContext()
    {
    }

    public TaskModuleRequestContext(string theme = null)
    {
        Theme = theme;
    }

    [JsonProperty("theme")]
    public string Theme { get; set; }
}

public class TaskModuleResponse
{
    public TaskModuleResponse()
    {
    }

    public TaskModuleResponse(TaskModuleResponseBase task = null)
    {
        Task = task;
    }

    /// <summary>What happens next in the dialog; null closes it.</summary>
    [JsonProperty("task")]
    public TaskModuleResponseBase Task { get; set; }
}

public class TaskModuleResponseBase
{
    public TaskModuleResponseBase()
    {
    }

    public TaskModuleResponseBase(string type = null)
    {
        Type = type;
    }

    [JsonProperty("type")]
    public string Type { get; set; }
}

public class TaskModuleContinueResponse : TaskModuleResponseBase
{
    public TaskModuleContinueResponse()
        : base("continue")
    {
    }

    public TaskModuleContinueResponse(TaskModuleTaskInfo value = null)
        : base("continue")
    {
        Value = value;
    }

    [JsonProperty("value")]
    public TaskModuleTaskInfo Value { get; set; }
}

public class TaskModuleMessageResponse : TaskModuleResponseBase
{
    public TaskModuleMessageResponse()
        : base("message")
    {
    }

    public TaskModuleMessageResponse(string value = null)
        : base("message")
    {
        Value = value;
    }

    [JsonProperty("value")]
    public string Value { get; set; }
}

public class TaskModuleTaskInfo
{
    public TaskModuleTaskInfo()
    {
    }

    public TaskModuleTaskInfo(
        string title = null,
        object height = null,
        object width = null,
        string url = null,
        Attachment card = null,
        string fallbackUrl = null,
        string completionBotId = null)
    {
        Title = title;
        Height = height;
        Width = width;
        Url = url;
        Card = card;
        FallbackUrl = fallbackUrl;
        CompletionBotId = completionBotId;
    }

    [JsonProperty("title")]
    public string Title { get; set; }

    /// <summary>A number of pixels, or <c>small</c>, <c>medium</c> or <c>large</c>.</summary>
    [JsonProperty("height")]
    public object Height { get; set; }

    /// <summary>A number of pixels, or <c>small</c>, <c>medium</c> or <c>large</c>.</summary>
    [JsonProperty("width")]
    public object Width { get; set; }

    [JsonProperty("url")]
    public string Url { get; set; }

    [JsonProperty("card")]
    public Attachment Card { get; set; }

    [JsonProperty("fallbackUrl")]
    public string FallbackUrl { get; set; }

    [JsonProperty("completionBotId")]
    public string CompletionBotId { get; set; }
}
