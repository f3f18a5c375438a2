using Newtonsoft.Json;

namespace Microsoft.Bot.Builder;

/// <summary>The HTTP answer to an invoke.</summary>
public class InvokeResponse
{
    [JsonProperty("status")]
    public int Status { get; set; }

    [JsonProperty("body")]
    public object Body { get; set; }

    public bool IsSuccessStatusCode() => Status is >= 200 and <= 299;
}
