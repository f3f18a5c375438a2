using System.Globalization;
using Microsoft.Bot.Schema;
using Microsoft.Rest;

namespace Microsoft.Bot.Connector;

/// <summary>The conversation calls of the Connector REST API; ids are percent-encoded into the path.</summary>
public class Conversations : IConversations
{
    private readonly ConnectorClient _client;

    public Conversations(ConnectorClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
    }

    public Task<HttpOperationResponse<ConversationResourceResponse>> CreateConversationWithHttpMessagesAsync(ConversationParameters parameters, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return _client.SendAsync<ConversationResourceResponse>(HttpMethod.Post, "v3/conversations", parameters, customHeaders, cancellationToken);
    }

    public Task<HttpOperationResponse<ResourceResponse>> SendToConversationWithHttpMessagesAsync(string conversationId, Activity activity, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return _client.SendAsync<ResourceResponse>(HttpMethod.Post, Path(conversationId, "/activities"), activity, customHeaders, cancellationToken);
    }

    public Task<HttpOperationResponse<ResourceResponse>> UpdateActivityWithHttpMessagesAsync(string conversationId, string activityId, Activity activity, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return _client.SendAsync<ResourceResponse>(HttpMethod.Put, Path(conversationId, "/activities/", activityId), activity, customHeaders, cancellationToken);
    }

    public Task<HttpOperationResponse<ResourceResponse>> ReplyToActivityWithHttpMessagesAsync(string conversationId, string activityId, Activity activity, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return _client.SendAsync<ResourceResponse>(HttpMethod.Post, Path(conversationId, "/activities/", activityId), activity, customHeaders, cancellationToken);
    }

    public async Task<HttpOperationResponse> DeleteActivityWithHttpMessagesAsync(string conversationId, string activityId, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default) =>
        await _client.SendAsync<object>(HttpMethod.Delete, Path(conversationId, "/activities/", activityId), null, customHeaders, cancellationToken);

    public Task<HttpOperationResponse<IList<ChannelAccount>>> GetConversationMembersWithHttpMessagesAsync(string conversationId, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default) =>
        _client.SendAsync<IList<ChannelAccount>>(HttpMethod.Get, Path(conversationId, "/members"), null, customHeaders, cancellationToken);

    public Task<HttpOperationResponse<PagedMembersResult>> GetConversationPagedMembersWithHttpMessagesAsync(string conversationId, int? pageSize = null, string continuationToken = null, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default)
    {
        var path = Path(conversationId, "/pagedmembers");
        if (pageSize is { } size)
            path += "?pageSize=" + size.ToString(CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(continuationToken))
            path += (pageSize is null ? "?" : "&") + "continuationToken=" + Uri.EscapeDataString(continuationToken);
        return _client.SendAsync<PagedMembersResult>(HttpMethod.Get, path, null, customHeaders, cancellationToken);
    }

    public Task<HttpOperationResponse<ChannelAccount>> GetConversationMemberWithHttpMessagesAsync(string userId, string conversationId, Dictionary<string, List<string>> customHeaders = null, CancellationToken cancellationToken = default) =>
        _client.SendAsync<ChannelAccount>(HttpMethod.Get, Path(conversationId, "/members/", userId), null, customHeaders, cancellationToken);

    private static string Path(string conversationId, string rest) => string.Concat("v3/conversations/", ConnectorClient.Escape(conversationId), rest);

    private static string Path(string conversationId, string rest, string id) =>
        string.Concat("v3/conversations/", ConnectorClient.Escape(conversationId), rest, ConnectorClient.Escape(id));
}
