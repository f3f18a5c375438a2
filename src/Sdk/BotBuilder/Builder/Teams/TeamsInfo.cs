using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;

namespace Microsoft.Bot.Builder.Teams;

/// <summary>Asks Teams about teams and people, at the service URL of the turn.</summary>
public static class TeamsInfo
{
    /// <exception cref="InvalidOperationException">No team is given and the turn is not in one.</exception>
    public static Task<TeamDetails> GetTeamDetailsAsync(ITurnContext turnContext, string teamId = null, CancellationToken cancellationToken = default) =>
        Client(turnContext).GetTeamDetailsAsync(TeamOf(turnContext, teamId), cancellationToken);

    public static Task<IList<ChannelInfo>> GetTeamChannelsAsync(ITurnContext turnContext, string teamId = null, CancellationToken cancellationToken = default) =>
        Client(turnContext).GetTeamChannelsAsync(TeamOf(turnContext, teamId), cancellationToken);

    public static Task<TeamsPagedMembersResult> GetPagedTeamMembersAsync(ITurnContext turnContext, string teamId = null, string continuationToken = null, int? pageSize = null, CancellationToken cancellationToken = default) =>
        PageAsync(turnContext, TeamOf(turnContext, teamId), continuationToken, pageSize, cancellationToken);

    /// <summary>Members of the team where the turn is in one, of the conversation otherwise.</summary>
    public static Task<TeamsPagedMembersResult> GetPagedMembersAsync(ITurnContext turnContext, int? pageSize = null, string continuationToken = null, CancellationToken cancellationToken = default) =>
        PageAsync(turnContext, TeamsActivityExtensions.ChannelData(turnContext.Activity)?.Team?.Id ?? ConversationOf(turnContext), continuationToken, pageSize, cancellationToken);

    public static Task<TeamsChannelAccount> GetTeamMemberAsync(ITurnContext turnContext, string userId, string teamId = null, CancellationToken cancellationToken = default) =>
        MemberAsync(turnContext, userId, TeamOf(turnContext, teamId), cancellationToken);

    /// <summary>A member of the team where the turn is in one, of the conversation otherwise.</summary>
    public static Task<TeamsChannelAccount> GetMemberAsync(ITurnContext turnContext, string userId, CancellationToken cancellationToken = default) =>
        MemberAsync(turnContext, userId, TeamsActivityExtensions.ChannelData(turnContext.Activity)?.Team?.Id ?? ConversationOf(turnContext), cancellationToken);

    private static async Task<TeamsChannelAccount> MemberAsync(ITurnContext turnContext, string userId, string conversationId, CancellationToken cancellationToken)
    {
        var member = await new Conversations(Client(turnContext)).GetConversationMemberAsync(userId, conversationId, cancellationToken);
        return member is null ? null : TeamsPagedMembersResult.AsTeamsAccount(member);
    }

    private static async Task<TeamsPagedMembersResult> PageAsync(ITurnContext turnContext, string conversationId, string continuationToken, int? pageSize, CancellationToken cancellationToken)
    {
        var page = await Client(turnContext).Conversations.GetConversationPagedMembersAsync(conversationId, pageSize, continuationToken, cancellationToken);
        return page is null ? null : new TeamsPagedMembersResult(page.ContinuationToken, page.Members);
    }

    private static string TeamOf(ITurnContext turnContext, string teamId) =>
        teamId
        ?? TeamsActivityExtensions.ChannelData(turnContext.Activity)?.Team?.Id
        ?? throw new InvalidOperationException("This method is only valid within the scope of a Microsoft Teams team.");

    private static string ConversationOf(ITurnContext turnContext) =>
        turnContext.Activity.Conversation?.Id ?? throw new InvalidOperationException("The activity names no conversation.");

    private static ConnectorClient Client(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var client = turnContext.TurnState.Get<IConnectorClient>() ?? throw new InvalidOperationException("The turn has no connector client.");
        return client as ConnectorClient ?? new ConnectorClient(client.BaseUri, client.Credentials, null, disposeHttpClient: false);
    }
}
