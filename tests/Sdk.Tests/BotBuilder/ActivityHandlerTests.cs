using System.Runtime.CompilerServices;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace Sdk.Tests.BotBuilder;

public class ActivityHandlerTests
{
    [Theory]
    [InlineData("""{"type":"message","text":"x"}""", "OnMessageActivityAsync")]
    [InlineData("""{"type":"typing"}""", "OnTypingActivityAsync")]
    [InlineData("""{"type":"event","name":"any"}""", "OnEventAsync")]
    [InlineData("""{"type":"endOfConversation"}""", "OnEndOfConversationActivityAsync")]
    [InlineData("""{"type":"never heard of"}""", "OnUnrecognizedActivityTypeAsync")]
    [InlineData("""{"type":"installationUpdate","action":"add"}""", "OnInstallationUpdateAddAsync")]
    [InlineData("""{"type":"installationUpdate","action":"add-upgrade"}""", "OnInstallationUpdateAddAsync")]
    [InlineData("""{"type":"installationUpdate","action":"remove"}""", "OnInstallationUpdateRemoveAsync")]
    [InlineData("""{"type":"installationUpdate","action":"remove-upgrade"}""", "OnInstallationUpdateRemoveAsync")]
    [InlineData("""{"type":"installationUpdate","action":"other"}""", "")]
    [InlineData("""{"type":"messageReaction","reactionsAdded":[{"type":"like"}]}""", "OnReactionsAddedAsync like")]
    [InlineData("""{"type":"messageReaction","reactionsRemoved":[{"type":"like"}]}""", "OnReactionsRemovedAsync like")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"29:user"}]}""", "OnTeamsMembersAddedAsync 29:user")]
    [InlineData("""{"type":"conversationUpdate","membersRemoved":[{"id":"29:user"}],"channelData":{"team":{"id":"t"}}}""", "OnTeamsMembersRemovedAsync 29:user t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"channelCreated","channel":{"id":"c"},"team":{"id":"t"}}}""", "OnTeamsChannelCreatedAsync c t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"channelDeleted","channel":{"id":"c"},"team":{"id":"t"}}}""", "OnTeamsChannelDeletedAsync c t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"channelRenamed","channel":{"id":"c"},"team":{"id":"t"}}}""", "OnTeamsChannelRenamedAsync c t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"channelRestored","channel":{"id":"c"},"team":{"id":"t"}}}""", "OnTeamsChannelRestoredAsync c t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"teamArchived","team":{"id":"t"}}}""", "OnTeamsTeamArchivedAsync t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"teamDeleted","team":{"id":"t"}}}""", "OnTeamsTeamDeletedAsync t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"teamHardDeleted","team":{"id":"t"}}}""", "OnTeamsTeamHardDeletedAsync t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"teamRenamed","team":{"id":"t"}}}""", "OnTeamsTeamRenamedAsync t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"teamRestored","team":{"id":"t"}}}""", "OnTeamsTeamRestoredAsync t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"teamUnarchived","team":{"id":"t"}}}""", "OnTeamsTeamUnarchivedAsync t")]
    [InlineData("""{"type":"conversationUpdate","channelData":{"eventType":"channelShared"}}""", "")]
    [InlineData("""{"type":"messageUpdate","channelData":{"eventType":"editMessage"}}""", "OnTeamsMessageEditAsync")]
    [InlineData("""{"type":"messageUpdate","channelData":{"eventType":"undeleteMessage"}}""", "OnTeamsMessageUndeleteAsync")]
    [InlineData("""{"type":"messageDelete","channelData":{"eventType":"softDeleteMessage"}}""", "OnTeamsMessageSoftDeleteAsync")]
    public async Task Each_activity_reaches_its_method(string json, string expected)
    {
        var bot = new Recorder();

        await RunAsync(bot, json);

        Assert.Equal(expected, string.Join("; ", bot.Calls));
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"28:bot"}]}""", "")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"28:bot"},{"id":"29:user"}]}""", "added 2")]
    [InlineData("""{"type":"conversationUpdate","membersRemoved":[{"id":"29:user"}]}""", "removed 1")]
    public async Task Outside_Teams_the_bot_alone_is_not_announced(string json, string expected)
    {
        var bot = new PlainBot();

        await RunAsync(bot, json, channelId: "test");

        Assert.Equal(expected, string.Join("; ", bot.Calls));
    }

    [Theory]
    [InlineData("""{"name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute","verb":"claim","data":{"n":1}},"trigger":"manual"}}""", 200, """{"statusCode":200,"type":"t","value":"claim"}""")]
    [InlineData("""{"name":"adaptiveCard/action"}""", 400, """{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"Missing value property"}}""")]
    [InlineData("""{"name":"adaptiveCard/action","value":"text"}""", 400, null)]
    [InlineData("""{"name":"adaptiveCard/action","value":{"action":7}}""", 400, null)]
    [InlineData("""{"name":"adaptiveCard/action","value":{}}""", 400, null)]
    [InlineData("""{"name":"adaptiveCard/action","value":{"action":{"type":"Action.Submit"}}}""", 400, null)]
    [InlineData("""{"name":"composeExtension/query","value":{}}""", 501, null)]
    [InlineData("""{"name":"never heard of"}""", 501, null)]
    [InlineData("""{"value":{}}""", 501, null)]
    public async Task Each_invoke_has_its_answer(string json, int status, string? body)
    {
        var response = await InvokeAsync(new Recorder(), json);

        Assert.Equal(status, response.Status);
        if (body is not null)
            Assert.Equal(body, Newtonsoft.Json.JsonConvert.SerializeObject(response.Body, HttpHelper.BotMessageSerializerSettings));
    }

    [Theory]
    [InlineData("""{"name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute"}}}""")]
    [InlineData("""{"name":"task/fetch","value":{}}""")]
    [InlineData("""{"name":"task/submit","value":{}}""")]
    public async Task What_a_bot_does_not_handle_is_501(string json)
    {
        Assert.Equal(501, (await InvokeAsync(new TeamsActivityHandler(), json)).Status);
        Assert.Equal(501, (await InvokeAsync(new ActivityHandler(), json)).Status);
    }

    [Fact]
    public async Task An_activity_without_type_is_refused()
    {
        using var turn = new TurnContext(new TestAdapter("msteams"), new Activity());

        await Assert.ThrowsAsync<ArgumentException>(() => new ActivityHandler().OnTurnAsync(turn));
    }

    [Fact]
    public async Task Teams_is_asked_about_members_teams_and_channels()
    {
        await using var server = await LoopbackServer.StartAsync(async (context, request) =>
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, request.Target switch
            {
                "/v3/teams/19%3Ateam" => """{"id":"19:team","name":"Helpdesk","aadGroupId":"g"}""",
                "/v3/teams/19%3Ateam/conversations" => """{"conversations":[{"id":"19:team","name":null},{"id":"19:c","name":"Tickets"}]}""",
                "/v3/conversations/19%3Ateam/pagedmembers?pageSize=2" => """{"continuationToken":"next","members":[{"id":"29:1","objectId":"o1","email":"ana@contoso.test"}]}""",
                "/v3/conversations/19%3Ateam/members/29%3A1" or "/v3/conversations/a%3A1/members/29%3A1" => """{"id":"29:1","name":"Ana","objectId":"o1","userPrincipalName":"ana@contoso.test","tenantId":"t","userRole":"user"}""",
                _ => throw new InvalidOperationException(request.Target),
            }));
        using var client = new ConnectorClient(new Uri(server.Address), null, null, false);
        using var turn = new TurnContext(new TestAdapter("msteams"), new Activity("message")
        {
            Conversation = new ConversationAccount(id: "19:team;messageid=1"),
            ChannelData = JObject.Parse("""{"team":{"id":"19:team"}}"""),
        });
        turn.TurnState.Add<IConnectorClient>(client);

        Assert.Equal(("Helpdesk", "g"), ((await TeamsInfo.GetTeamDetailsAsync(turn)).Name, (await TeamsInfo.GetTeamDetailsAsync(turn)).AadGroupId));
        Assert.Equal([null, "Tickets"], (await TeamsInfo.GetTeamChannelsAsync(turn)).Select(channel => channel.Name));
        var page = await TeamsInfo.GetPagedTeamMembersAsync(turn, pageSize: 2);
        Assert.Equal(("next", "o1", "ana@contoso.test"), (page.ContinuationToken, page.Members[0].AadObjectId, page.Members[0].Email));
        Assert.Equal(("Ana", "o1", "t", "user"), await MemberAsync(TeamsInfo.GetMemberAsync(turn, "29:1")));
        Assert.Equal(("Ana", "o1", "t", "user"), await MemberAsync(TeamsInfo.GetTeamMemberAsync(turn, "29:1")));

        using var personal = new TurnContext(new TestAdapter("msteams"), new Activity("message") { Conversation = new ConversationAccount(id: "a:1") });
        personal.TurnState.Add<IConnectorClient>(client);
        Assert.Equal(("Ana", "o1", "t", "user"), await MemberAsync(TeamsInfo.GetMemberAsync(personal, "29:1")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => TeamsInfo.GetTeamMemberAsync(personal, "29:1"));
    }

    private static async Task<(string, string, string, string)> MemberAsync(Task<TeamsChannelAccount> asked)
    {
        var member = await asked;
        return (member.Name, member.AadObjectId, member.TenantId, member.UserRole);
    }

    private static async Task<TurnContext> RunAsync(IBot bot, string json, string channelId = "msteams")
    {
        var activity = RecordedActivities.Parse(json).ToObject<Activity>()!;
        activity.ChannelId = channelId;
        activity.Recipient = new ChannelAccount("28:bot");
        var turn = new TurnContext(new TestAdapter(channelId), activity);
        await bot.OnTurnAsync(turn);
        return turn;
    }

    private static async Task<InvokeResponse> InvokeAsync(IBot bot, string json)
    {
        var activity = RecordedActivities.Parse(json);
        activity["type"] = "invoke";
        var turn = await RunAsync(bot, activity.ToString());
        return (InvokeResponse)turn.TurnState.Get<Activity>("BotFrameworkAdapter.InvokeResponse").Value;
    }

    private sealed class PlainBot : TeamsActivityHandler
    {
        internal List<string> Calls { get; } = [];

        protected override Task OnMembersAddedAsync(IList<ChannelAccount> membersAdded, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken)
        {
            Calls.Add($"added {membersAdded.Count}");
            return Task.CompletedTask;
        }

        protected override Task OnMembersRemovedAsync(IList<ChannelAccount> membersRemoved, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken)
        {
            Calls.Add($"removed {membersRemoved.Count}");
            return Task.CompletedTask;
        }
    }

    private sealed class Recorder : TeamsActivityHandler
    {
        internal List<string> Calls { get; } = [];

        protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnTypingActivityAsync(ITurnContext<ITypingActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnEventAsync(ITurnContext<IEventActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnEndOfConversationActivityAsync(ITurnContext<IEndOfConversationActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnUnrecognizedActivityTypeAsync(ITurnContext turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnInstallationUpdateAddAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnInstallationUpdateRemoveAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnReactionsAddedAsync(IList<MessageReaction> messageReactions, ITurnContext<IMessageReactionActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(messageReactions[0].Type, null);

        protected override Task OnReactionsRemovedAsync(IList<MessageReaction> messageReactions, ITurnContext<IMessageReactionActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(messageReactions[0].Type, null);

        protected override Task OnTeamsMembersAddedAsync(IList<TeamsChannelAccount> teamsMembersAdded, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamsMembersAdded[0].Id, teamInfo?.Id);

        protected override Task OnTeamsMembersRemovedAsync(IList<TeamsChannelAccount> teamsMembersRemoved, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamsMembersRemoved[0].Id, teamInfo?.Id);

        protected override Task OnTeamsChannelCreatedAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(channelInfo.Id, teamInfo.Id);

        protected override Task OnTeamsChannelDeletedAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(channelInfo.Id, teamInfo.Id);

        protected override Task OnTeamsChannelRenamedAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(channelInfo.Id, teamInfo.Id);

        protected override Task OnTeamsChannelRestoredAsync(ChannelInfo channelInfo, TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(channelInfo.Id, teamInfo.Id);

        protected override Task OnTeamsTeamArchivedAsync(TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamInfo.Id, null);

        protected override Task OnTeamsTeamDeletedAsync(TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamInfo.Id, null);

        protected override Task OnTeamsTeamHardDeletedAsync(TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamInfo.Id, null);

        protected override Task OnTeamsTeamRenamedAsync(TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamInfo.Id, null);

        protected override Task OnTeamsTeamRestoredAsync(TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamInfo.Id, null);

        protected override Task OnTeamsTeamUnarchivedAsync(TeamInfo teamInfo, ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync(teamInfo.Id, null);

        protected override Task OnTeamsMessageEditAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnTeamsMessageUndeleteAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task OnTeamsMessageSoftDeleteAsync(ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) => NoteAsync();

        protected override Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(ITurnContext<IInvokeActivity> turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken)
        {
            Assert.Equal("manual", (string?)((JObject)turnContext.Activity.Value)["trigger"]);
            Assert.Equal(1, (int)((JObject)invokeValue.Action.Data)["n"]!);
            return Task.FromResult(new AdaptiveCardInvokeResponse { StatusCode = 200, Type = "t", Value = invokeValue.Action.Verb });
        }

        private Task NoteAsync(string? first = null, string? second = null, [CallerMemberName] string method = "")
        {
            Calls.Add(string.Join(' ', new[] { method, first, second }.Where(part => part is not null)));
            return Task.CompletedTask;
        }
    }
}
