using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Tenants that the desk does not know, group chats, and other teams.</summary>
public sealed class StrangerTests
{
    [SkippableFact]
    public async Task A_stranger_gets_one_polite_sentence_with_the_partners_contact_and_nothing_of_theirs_is_told()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        await desk.Teams.Sam.WaitForAsync("support@contoso");
        var before = desk.Teams.Sam.Read().Count;

        await desk.Teams.Sam.SayAsync("Outlook is broken");
        await desk.Teams.Sam.WaitForAsync("Your organisation is not set up here yet");

        Assert.Equal(before + 2, desk.Teams.Sam.Read().Count);
        var pressed = await desk.Teams.Sam.InvokeAsync("adaptiveCard/action", new { action = new { type = "Action.Execute", verb = "newRequest", data = new { verb = "newRequest" } } });
        Assert.Contains("support@contoso.example", pressed.Body, StringComparison.Ordinal);
        var fetched = await desk.Teams.Sam.InvokeAsync("task/fetch", new { data = new { verb = "reply", ticket = "A-1001" } });
        Assert.Contains("support@contoso.example", fetched.Body, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Ivy.Read(Cast.SupportChannelId), message => message.Shows("Outlook") || message.Shows("Sam"));
    }

    [SkippableFact]
    public async Task Elsewhere_a_stranger_meets_silence()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        var welcome = await desk.Teams.Sam.WaitForAsync("support@contoso");
        var before = desk.Teams.Sam.Read().Count;

        await desk.Teams.Sam.ReactAsync(welcome, "like");
        await desk.Teams.Sam.UninstallAsync();
        await desk.QuietAsync();

        Assert.Equal(before, desk.Teams.Sam.Read().Count);
    }

    [SkippableTheory]
    [InlineData("typing", "")]
    [InlineData("messageReaction", """{"reactionsAdded":[{"type":"like"}]}""")]
    [InlineData("messageUpdate", """{"text":"new","channelData":{"eventType":"editMessage"}}""")]
    [InlineData("messageDelete", """{"channelData":{"eventType":"softDeleteMessage"}}""")]
    [InlineData("conversationUpdate", """{"membersAdded":[{"id":"29:x"}]}""")]
    [InlineData("installationUpdate", """{"action":"remove"}""")]
    [InlineData("event", """{"name":"application/vnd.microsoft.readReceipt","value":{"lastReadMessageId":"1"}}""")]
    [InlineData("endOfConversation", "")]
    [InlineData("somethingNew", "")]
    [InlineData("message", """{"conversation":{"conversationType":"channel","isGroup":true,"id":"19:x@thread.tacv2"},"text":"hello"}""")]
    public async Task Every_other_activity_of_a_stranger_gets_200_and_silence(string type, string more)
    {
        await using var desk = await OpenDesk.OpenAsync();
        var activity = JObject.Parse($$"""
            {
              "type": "{{type}}", "id": "f:1", "channelId": "msteams", "serviceUrl": "{{desk.Teams.ServiceUrl}}",
              "from": { "id": "29:stranger", "name": "Sam", "aadObjectId": "{{Cast.Sam.AadObjectId}}" }, "recipient": { "id": "{{desk.Teams.BotId}}" },
              "conversation": { "conversationType": "personal", "id": "a:stranger", "tenantId": "{{Cast.Tailspin.TenantId}}" },
              "channelData": { "tenant": { "id": "{{Cast.Tailspin.TenantId}}" } }
            }
            """);
        if (more.Length > 0) activity.Merge(JObject.Parse(more));

        Assert.Equal(200, (await desk.Teams.PostRawAsync(activity.ToString())).Status);

        await desk.QuietAsync();
        Assert.Empty(desk.Teams.Calls);
    }

    [SkippableFact]
    public async Task In_a_group_chat_a_mention_is_pointed_to_the_personal_chat_and_no_ticket_is_talked_of()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Provoked.UnionWith(["unknownConversation", "unknownActivity"]);
        var activity = JObject.Parse($$"""
            {
              "type": "message", "id": "1776825925953", "channelId": "msteams", "serviceUrl": "{{desk.Teams.ServiceUrl}}", "locale": "pt-PT",
              "from": { "id": "{{desk.Ana.Mri}}", "name": "Ana Sousa", "aadObjectId": "{{desk.Ana.AadObjectId}}" }, "recipient": { "id": "{{desk.Teams.BotId}}" },
              "conversation": { "conversationType": "groupChat", "isGroup": true, "id": "19:group@thread.v2", "tenantId": "{{desk.Ana.TenantId}}" },
              "channelData": { "tenant": { "id": "{{desk.Ana.TenantId}}" } },
              "text": "<at>SupportBot</at> o Outlook não abre",
              "entities": [{ "type": "mention", "text": "<at>SupportBot</at>", "mentioned": { "id": "{{desk.Teams.BotId}}", "name": "SupportBot" } }]
            }
            """);

        await desk.Teams.PostRawAsync(activity.ToString());

        var call = Assert.Single(desk.Teams.Calls, call => call.Body?["attachments"] is JArray { Count: > 0 });
        Assert.Contains("Ajudo em conversa pessoal", call.Body!.ToString(), StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));
    }

    [SkippableFact]
    public async Task An_error_in_the_check_refuses_the_turn()
    {
        await using var desk = await OpenDesk.OpenAsync(services =>
            services.Replace(ServiceDescriptor.Singleton<ICustomerDirectory>(new BrokenDirectory())));

        await desk.Bo.SayAsync("Outlook is broken");

        await desk.Bo.WaitForAsync("Something went wrong on our side");
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("Please check"));
    }

    [SkippableFact]
    public async Task A_mention_in_the_desks_channel_is_answered_and_other_talk_is_left_alone()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Ivy.SayAsync("Good morning all", Cast.SupportChannelId);
        await desk.Ivy.SayAsync("help", Cast.SupportChannelId, mention: true);

        await desk.Ivy.WaitForAsync("Use the buttons on a ticket", Cast.SupportChannelId);
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId), message => message.FromBot);
    }

    [SkippableFact]
    public async Task An_agent_in_the_personal_chat_is_pointed_to_the_channel()
    {
        await using var desk = await OpenDesk.OpenAsync();

        await desk.Ivy.SayAsync("hello");

        await desk.Ivy.WaitForAsync("tickets are in the desk");
    }

    private sealed class BrokenDirectory : ICustomerDirectory
    {
        public ValueTask<Customer?> FindByTenantAsync(string tenantId, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The directory is out of reach.");

        public void Forget(IEnumerable<string> tenantIds)
        {
        }
    }
}
