using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Connector;

public static class ConversationsExtensions
{
    public static async Task<ConversationResourceResponse> CreateConversationAsync(this IConversations operations, ConversationParameters parameters, CancellationToken cancellationToken = default) =>
        (await operations.CreateConversationWithHttpMessagesAsync(parameters, null, cancellationToken)).Body;

    public static Task<ResourceResponse> SendToConversationAsync(this IConversations operations, Activity activity, CancellationToken cancellationToken = default) =>
        operations.SendToConversationAsync(ConversationOf(activity), activity, cancellationToken);

    public static async Task<ResourceResponse> SendToConversationAsync(this IConversations operations, string conversationId, Activity activity, CancellationToken cancellationToken = default) =>
        (await operations.SendToConversationWithHttpMessagesAsync(conversationId, activity, null, cancellationToken)).Body;

    public static Task<ResourceResponse> ReplyToActivityAsync(this IConversations operations, Activity activity, CancellationToken cancellationToken = default) =>
        operations.ReplyToActivityAsync(ConversationOf(activity), activity.ReplyToId, activity, cancellationToken);

    public static async Task<ResourceResponse> ReplyToActivityAsync(this IConversations operations, string conversationId, string activityId, Activity activity, CancellationToken cancellationToken = default) =>
        (await operations.ReplyToActivityWithHttpMessagesAsync(conversationId, activityId, activity, null, cancellationToken)).Body;

    public static Task<ResourceResponse> UpdateActivityAsync(this IConversations operations, Activity activity, CancellationToken cancellationToken = default) =>
        operations.UpdateActivityAsync(ConversationOf(activity), activity.Id, activity, cancellationToken);

    public static async Task<ResourceResponse> UpdateActivityAsync(this IConversations operations, string conversationId, string activityId, Activity activity, CancellationToken cancellationToken = default) =>
        (await operations.UpdateActivityWithHttpMessagesAsync(conversationId, activityId, activity, null, cancellationToken)).Body;

    public static Task DeleteActivityAsync(this IConversations operations, string conversationId, string activityId, CancellationToken cancellationToken = default) =>
        operations.DeleteActivityWithHttpMessagesAsync(conversationId, activityId, null, cancellationToken);

    public static async Task<IList<ChannelAccount>> GetConversationMembersAsync(this IConversations operations, string conversationId, CancellationToken cancellationToken = default) =>
        (await operations.GetConversationMembersWithHttpMessagesAsync(conversationId, null, cancellationToken)).Body;

    public static async Task<PagedMembersResult> GetConversationPagedMembersAsync(this IConversations operations, string conversationId, int? pageSize = null, string continuationToken = null, CancellationToken cancellationToken = default) =>
        (await operations.GetConversationPagedMembersWithHttpMessagesAsync(conversationId, pageSize, continuationToken, null, cancellationToken)).Body;

    public static async Task<ChannelAccount> GetConversationMemberAsync(this Conversations operations, string userId, string conversationId, CancellationToken cancellationToken = default) =>
        (await operations.GetConversationMemberWithHttpMessagesAsync(userId, conversationId, null, cancellationToken)).Body;

    private static string ConversationOf(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Conversation?.Id;
    }
}
