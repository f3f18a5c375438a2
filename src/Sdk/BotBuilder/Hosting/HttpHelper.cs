using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;

namespace Microsoft.Bot.Builder.Integration.AspNet.Core;

/// <summary>Activities over HTTP.</summary>
public static class HttpHelper
{
    public static readonly JsonSerializerSettings BotMessageSerializerSettings = SchemaJson.Settings;

    public static readonly JsonSerializer BotMessageSerializer = SchemaJson.Serializer;

    /// <returns>The body, or the default when it is no JSON of this shape.</returns>
    public static async Task<T> ReadRequestAsync<T>(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.BodyReader;
        // The pipe keeps the whole body in pooled blocks, however it arrives.
        ReadResult read;
        while (true)
        {
            read = await body.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted || read.IsCanceled)
                break;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        try
        {
            return SchemaJson.Read<T>(read.Buffer);
        }
        catch (JsonException)
        {
            return default;
        }
        finally
        {
            body.AdvanceTo(read.Buffer.End);
        }
    }

    /// <summary>Writes the answer to an invoke; null is a plain 200.</summary>
    public static async Task WriteResponseAsync(HttpResponse response, InvokeResponse invokeResponse)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (invokeResponse is null)
        {
            response.StatusCode = (int)HttpStatusCode.OK;
            return;
        }

        response.StatusCode = invokeResponse.Status;
        if (invokeResponse.Body is null)
            return;

        response.ContentType = "application/json; charset=utf-8";
        using var json = new PooledBuffer(2048);
        SchemaJson.Write(json, invokeResponse.Body);
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json.Written, response.HttpContext.RequestAborted);
    }
}
