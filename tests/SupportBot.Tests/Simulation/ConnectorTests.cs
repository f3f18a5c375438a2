using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Simulation;

public sealed class ConnectorTests
{
    private static string Path(string conversation, string rest) => $"v3/conversations/{Uri.EscapeDataString(conversation)}/{rest}";

    private static object OneToOne(Person person, string? member = null, string? tenant = null) => new
    {
        isGroup = false,
        bot = new { id = "28:bot" },
        members = new[] { new { id = member ?? person.Mri } },
        tenantId = tenant ?? person.TenantId,
        channelData = new { tenant = new { id = tenant ?? person.TenantId } },
    };

    private static void Refused(SimulatedTeams teams, (int Status, JObject Body, HttpResponseMessage Response) answer, int status, string code, string kind)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, (string?)answer.Body["error"]?["code"]);
        Assert.Contains(teams.Violations, v => v.Kind == kind && v.Status == status);
    }

    [Fact]
    public async Task A_personal_chat_is_created_once_by_either_id_of_the_person()
    {
        await using var bot = await FakeBot.StartAsync();
        var ana = bot.Teams.Ana;

        var byMri = await bot.CallAsync(HttpMethod.Post, "v3/conversations", OneToOne(ana));
        var byObjectId = await bot.CallAsync(HttpMethod.Post, "v3/conversations", OneToOne(ana, ana.AadObjectId));

        Assert.Equal((201, ana.ConversationId), (byMri.Status, (string?)byMri.Body["id"]));
        Assert.Equal((201, ana.ConversationId), (byObjectId.Status, (string?)byObjectId.Body["id"]));
        Assert.Null(byMri.Body["activityId"]);
        Assert.StartsWith("a:1", ana.ConversationId, StringComparison.Ordinal);
        Assert.True(byMri.Response.Headers.Contains("MS-CV"));
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task A_personal_chat_is_refused_without_the_tenant_with_a_wrong_one_and_to_who_has_not_installed()
    {
        await using var bot = await FakeBot.StartAsync();
        var ana = bot.Teams.Ana;

        var none = await bot.CallAsync(HttpMethod.Post, "v3/conversations", new { isGroup = false, members = new[] { new { id = ana.Mri } } });
        Assert.Equal((401, "Authorization has been denied for this request."), (none.Status, (string?)none.Body["message"]));
        Refused(bot.Teams, await bot.CallAsync(HttpMethod.Post, "v3/conversations", OneToOne(ana, tenant: Cast.Northwind.TenantId)), 403, "ForbiddenOperationException", "notInstalled");
        Refused(bot.Teams, await bot.CallAsync(HttpMethod.Post, "v3/conversations", OneToOne(bot.Teams.Sam)), 403, "ForbiddenOperationException", "notInstalled");
        Refused(bot.Teams, await bot.CallAsync(HttpMethod.Post, "v3/conversations", OneToOne(ana, "ana@fabrikam.example")), 400, "BadSyntax", "badRequest");
        Assert.Equal(4, bot.Teams.Violations.Count);
    }

    [Fact]
    public async Task Group_chats_and_posts_without_a_message_are_not_created()
    {
        await using var bot = await FakeBot.StartAsync();
        var group = new { isGroup = true, members = new[] { new { id = bot.Teams.Ana.Mri }, new { id = bot.Teams.Bo.Mri } }, tenantId = Cast.Contoso.TenantId };
        var post = new { isGroup = true, channelData = new { channel = new { id = bot.Teams.SupportChannelId } }, tenantId = Cast.Contoso.TenantId };

        foreach (var body in (object[])[group, post])
        {
            var answer = await bot.CallAsync(HttpMethod.Post, "v3/conversations", body);
            Refused(bot.Teams, answer, 400, "BadSyntax", "badRequest");
            Assert.Equal("Incorrect conversation creation parameters", (string?)answer.Body["error"]!["message"]);
        }
    }

    [Fact]
    public async Task A_post_in_a_channel_has_a_thread_that_takes_replies_and_edits()
    {
        await using var bot = await FakeBot.StartAsync();
        var channel = bot.Teams.SupportChannelId;

        var created = await bot.CallAsync(HttpMethod.Post, "v3/conversations",
            new { isGroup = true, channelData = new { channel = new { id = channel } }, activity = new { type = "message", text = "A-1042" }, tenantId = Cast.Contoso.TenantId });
        var (thread, root) = ((string)created.Body["id"]!, (string)created.Body["activityId"]!);
        var reply = await bot.SendAsync(thread, FakeBot.Text("Ana says hello"));
        var another = await bot.SendAsync(channel, FakeBot.Text("A-1043"));
        var edited = await bot.EditAsync(thread, root, FakeBot.Text("A-1042, claimed"));

        Assert.Equal((201, $"{channel};messageid={root}"), (created.Status, thread));
        Assert.Equal((200, root), (edited.Status, (string?)edited.Body["id"]));
        var seen = bot.Teams.Ivy.Read(channel);
        Assert.Equal(["A-1042, claimed", "Ana says hello", "A-1043"], seen.Select(m => m.Text));
        Assert.Equal([root, root, (string?)another.Body["id"]], seen.Select(m => m.RootId));
        Assert.Equal((string?)reply.Body["id"], bot.Teams.Ivy.Read(thread)[1].Id);
        Assert.Equal(2, bot.Teams.Ivy.Read(thread).Count);
        Assert.Equal([1, 0, 0], seen.Select(m => m.Edits));
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task A_deleted_message_is_gone_for_edits_too()
    {
        await using var bot = await FakeBot.StartAsync();
        var chat = bot.Teams.Ana.ConversationId;
        var id = (string)(await bot.SendAsync(chat, FakeBot.Text("Oops"))).Body["id"]!;

        Assert.Equal(200, (await bot.CallAsync(HttpMethod.Delete, Path(chat, $"activities/{id}"))).Status);

        Assert.True(bot.Teams.Ana.Read()[0].Deleted);
        Refused(bot.Teams, await bot.EditAsync(chat, id, FakeBot.Text("Oops!")), 404, "ActivityNotFoundInConversation", "unknownActivity");
        Refused(bot.Teams, await bot.EditAsync(chat, "1", FakeBot.Text("Oops!")), 404, "ActivityNotFoundInConversation", "unknownActivity");
    }

    [Fact]
    public async Task A_bot_changes_nothing_that_a_person_wrote()
    {
        await using var bot = await FakeBot.StartAsync();
        var said = await bot.Teams.Ana.SayAsync("Mine");

        Refused(bot.Teams, await bot.EditAsync(bot.Teams.Ana.ConversationId, said.Id!, FakeBot.Text("Yours")), 403, "NotEnoughPermissions", "notEnoughPermissions");
        Assert.Equal("Mine", bot.Teams.Ana.Read()[0].Text);
    }

    [Fact]
    public async Task A_reply_stands_in_the_thread_of_what_it_answers()
    {
        await using var bot = await FakeBot.StartAsync();
        var said = await bot.Teams.Ivy.SayAsync("help", bot.Teams.SupportChannelId, mention: true);

        var reply = await bot.CallAsync(HttpMethod.Post, Path(bot.Teams.SupportChannelId, $"activities/{said.Id}"), FakeBot.Text("I can"));

        Assert.Equal(201, reply.Status);
        Assert.Equal(said.Id, bot.Teams.Ivy.Read(bot.Teams.SupportChannelId)[1].RootId);
        Refused(bot.Teams, await bot.CallAsync(HttpMethod.Post, Path(bot.Teams.Ana.ConversationId, "activities/1"), FakeBot.Text("I can")), 404, "ActivityNotFoundInConversation", "unknownActivity");
    }

    [Fact]
    public async Task Unknown_conversations_and_routes_are_refused_and_written_down()
    {
        await using var bot = await FakeBot.StartAsync();

        Refused(bot.Teams, await bot.SendAsync("19:nowhere@thread.tacv2", FakeBot.Text("Hello?")), 404, "ConversationNotFound", "unknownConversation");
        Refused(bot.Teams, await bot.SendAsync(bot.Teams.SupportChannelId + ";messageid=1", FakeBot.Text("Hello?")), 404, "ConversationNotFound", "unknownConversation");
        Assert.Equal(404, (await bot.CallAsync(HttpMethod.Get, "v3/conversations")).Status);
        Assert.Equal(404, (await bot.CallAsync(HttpMethod.Patch, Path(bot.Teams.Ana.ConversationId, "activities/1"), new { })).Status);
        Assert.Equal(["unknownConversation", "unknownConversation", "unknownRoute", "unknownRoute"], bot.Teams.Violations.Select(v => v.Kind));
    }

    [Fact]
    public async Task Who_has_uninstalled_is_not_written_to()
    {
        await using var bot = await FakeBot.StartAsync();
        await bot.Teams.Ana.UninstallAsync();

        var (status, body, _) = await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("Are you there?"));

        Assert.Equal((403, 209), (status, (int?)body["errorCode"]));
        Assert.Equal("MessageWritesBlocked", (string?)FakeBot.Parse((string)body["message"]!)["subCode"]);
        Assert.Equal("writesBlocked", Assert.Single(bot.Teams.Violations).Kind);
        await bot.Teams.UninstallFromTeamAsync();
        Refused(bot.Teams, await bot.SendAsync(bot.Teams.SupportChannelId, FakeBot.Text("Anybody?")), 403, "BotNotInConversationRoster", "notInRoster");
    }

    [Fact]
    public async Task Text_and_attachment_in_one_activity_are_split_and_no_id_is_told()
    {
        await using var bot = await FakeBot.StartAsync();
        var both = FakeBot.Card(new JObject { ["type"] = "AdaptiveCard", ["version"] = "1.5" });
        both["text"] = "Look:";

        var (status, body, _) = await bot.SendAsync(bot.Teams.Ana.ConversationId, both);

        Assert.Equal(201, status);
        Assert.Null(body["id"]);
        Assert.Equal([("Look:", false), (null, true)], bot.Teams.Ana.Read().Select(m => (m.Text, m.Card is not null)));
        Assert.Equal("split", Assert.Single(bot.Teams.Violations).Kind);
    }

    [Fact]
    public async Task Messages_that_are_empty_too_big_or_of_no_type_are_refused()
    {
        await using var bot = await FakeBot.StartAsync();
        var chat = bot.Teams.Ana.ConversationId;

        Refused(bot.Teams, await bot.SendAsync(chat, FakeBot.Text(new string('x', 41_000))), 413, "MessageSizeTooBig", "tooBig");
        Refused(bot.Teams, await bot.SendAsync(chat, FakeBot.Text("")), 400, "BadSyntax", "badRequest");
        Refused(bot.Teams, await bot.SendAsync(chat, new { text = "no type" }), 400, "BadSyntax", "badRequest");
        Refused(bot.Teams, await bot.SendAsync(chat, "{"), 400, "BadSyntax", "badRequest");
        Assert.Equal(201, (await bot.SendAsync(chat, FakeBot.Text(new string('x', 39_000)))).Status);
        Assert.Equal(4, bot.Teams.Violations.Count);
    }

    [Fact]
    public async Task Typing_is_taken_and_leaves_no_message()
    {
        await using var bot = await FakeBot.StartAsync();

        Assert.Equal(201, (await bot.SendAsync(bot.Teams.Ana.ConversationId, new { type = "typing" })).Status);
        Assert.Empty(bot.Teams.Ana.Read());
        Assert.Empty(bot.Teams.Violations);
    }

    [Theory]
    [InlineData("""{"version":"1.5"}""", "type", true)]
    [InlineData("""{"type":"AdaptiveCard"}""", "version", true)]
    [InlineData("""{"type":"AdaptiveCard","version":"1.6"}""", "1.6", true)]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","id":"a"},{"type":"Container","items":[{"type":"Input.Text","id":"a"}]}]}""", "'a'", true)]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","actions":[{"type":"Action.Submit"},{"type":"Action.Submit"},{"type":"Action.Submit"},{"type":"Action.Submit"},{"type":"Action.Submit"},{"type":"Action.Submit"},{"type":"Action.Submit"}]}""", "7 actions", false)]
    public async Task A_card_that_Teams_would_not_show_is_written_down(string card, string detail, bool refused)
    {
        await using var bot = await FakeBot.StartAsync();

        var (status, _, _) = await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Card(FakeBot.Parse(card)));

        Assert.Equal(refused ? 400 : 201, status);
        var violation = Assert.Single(bot.Teams.Violations);
        Assert.Equal("card", violation.Kind);
        Assert.Contains(detail, violation.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_may_have_six_buttons_more_in_its_overflow_and_a_fallback_with_the_same_id()
    {
        await using var bot = await FakeBot.StartAsync();
        var buttons = Enumerable.Range(0, 8).Select(i => new JObject
        {
            ["type"] = "Action.Execute",
            ["id"] = $"b{i}",
            ["mode"] = i < 6 ? "primary" : "secondary",
            ["fallback"] = new JObject { ["type"] = "Action.Submit", ["id"] = $"b{i}" },
        });
        var card = new JObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["actions"] = new JArray(buttons) };

        Assert.Equal(201, (await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Card(card))).Status);
        Assert.Empty(bot.Teams.Violations);

        card["refresh"] = new JObject { ["userIds"] = new JArray(Enumerable.Repeat("29:x", 61)) };
        Assert.Equal(400, (await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Card(card))).Status);
        card["refresh"]!["userIds"] = new JArray(Enumerable.Repeat("29:x", 60));
        Assert.Equal(201, (await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Card(card))).Status);
        card["body"] = new JArray(new JObject { ["type"] = "TextBlock", ["text"] = new string('x', 28 * 1024) });
        Assert.Equal(400, (await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Card(card))).Status);
        Assert.Equal(2, bot.Teams.Violations.Count);
    }

    [Fact]
    public async Task An_at_that_nothing_explains_is_written_down()
    {
        await using var bot = await FakeBot.StartAsync();
        var chat = bot.Teams.Ana.ConversationId;
        var mention = FakeBot.Text("<at>Ana</at>, look");
        mention["entities"] = new JArray(new JObject { ["type"] = "mention", ["text"] = "<at>Ana</at>", ["mentioned"] = new JObject { ["id"] = bot.Teams.Ana.Mri, ["name"] = "Ana" } });

        await bot.SendAsync(chat, mention);
        Assert.Empty(bot.Teams.Violations);
        await bot.SendAsync(chat, FakeBot.Text("<at>Everybody</at>, look"));
        Assert.Equal("mention", Assert.Single(bot.Teams.Violations).Kind);
    }

    [Fact]
    public async Task Members_are_found_by_either_id_in_a_chat_in_a_channel_and_in_the_team()
    {
        await using var bot = await FakeBot.StartAsync();
        var ivy = bot.Teams.Ivy;

        foreach (var (conversation, id) in new[] { (bot.Teams.TeamId, ivy.Mri), (bot.Teams.SupportChannelId, ivy.AadObjectId), (ivy.ConversationId, ivy.AadObjectId) })
        {
            var (status, member, _) = await bot.CallAsync(HttpMethod.Get, Path(conversation, $"members/{Uri.EscapeDataString(id)}"));
            Assert.Equal(200, status);
            Assert.Equal(
                (ivy.Mri, ivy.AadObjectId, "Ivy", "Chen", "ivy@contoso.example", Cast.Contoso.TenantId, "user"),
                ((string?)member["id"], (string?)member["objectId"], (string?)member["givenName"], (string?)member["surname"], (string?)member["email"], (string?)member["tenantId"], (string?)member["userRole"]));
        }
        Assert.Empty(bot.Teams.Violations);
        Refused(bot.Teams, await bot.CallAsync(HttpMethod.Get, Path(bot.Teams.TeamId, $"members/{bot.Teams.Ana.AadObjectId}")), 404, "MemberNotFoundInConversation", "unknownMember");
    }

    [Theory]
    [InlineData("carla", "carla@fabrikam.example")]
    [InlineData("dina", "dina@fabrikam.example")]
    [InlineData("rui", "rui@contoso.example")]
    [InlineData("cleo", "cleo@adventure-works.example")]
    public async Task The_personal_chat_tells_the_address_and_the_tenant_of_its_one_member(string id, string address)
    {
        await using var bot = await FakeBot.StartAsync();
        var person = bot.Teams.Person(id);
        if (id == "cleo")
            await person.InstallAsync();

        var (_, member, _) = await bot.CallAsync(HttpMethod.Get, Path(person.ConversationId, $"members/{person.AadObjectId}"));

        Assert.Equal(
            (person.Mri, person.Name, address, address, person.TenantId),
            ((string?)member["id"], (string?)member["name"], (string?)member["email"], (string?)member["userPrincipalName"], (string?)member["tenantId"]));
        Assert.Empty(bot.Teams.Violations);
    }

    [Fact]
    public async Task A_colleague_of_the_partner_is_not_in_the_team()
    {
        await using var bot = await FakeBot.StartAsync();

        Assert.Equal(bot.Teams.PartnerTenantId, bot.Teams.Rui.TenantId);
        Refused(bot.Teams, await bot.CallAsync(HttpMethod.Get, Path(bot.Teams.TeamId, $"members/{bot.Teams.Rui.AadObjectId}")), 404, "MemberNotFoundInConversation", "unknownMember");
    }

    [Fact]
    public async Task The_team_its_channels_and_its_members_are_told()
    {
        await using var bot = await FakeBot.StartAsync();
        var team = Uri.EscapeDataString(bot.Teams.TeamId);

        var (_, details, _) = await bot.CallAsync(HttpMethod.Get, $"v3/teams/{team}");
        var (_, channels, _) = await bot.CallAsync(HttpMethod.Get, $"v3/teams/{team}/conversations");
        var (_, page, _) = await bot.CallAsync(HttpMethod.Get, Path(bot.Teams.TeamId, "pagedmembers?pageSize=50"));
        var (status, all, _) = await bot.CallAsync(HttpMethod.Get, Path(bot.Teams.TeamId, "members"));

        Assert.Equal((Cast.TeamId, Cast.TeamName, Cast.TeamGroupId), ((string?)details["id"], (string?)details["name"], (string?)details["aadGroupId"]));
        Assert.Equal([(Cast.TeamId, null), (Cast.SupportChannelId, "Support"), (Cast.AzureChannelId, "Azure")], channels["conversations"]!.Select(c => ((string?)c["id"], (string?)c["name"])));
        Assert.Equal(["Ivy Chen", "Max Weber", "Lea Martins"], page["members"]!.Select(m => (string?)m["name"]));
        Assert.Null(page["continuationToken"]);
        Assert.Equal(200, status);
        Assert.Equal(3, JArray.Parse((string)all["raw"]!).Count);
    }

    [Fact]
    public async Task The_eighth_send_of_a_second_waits_and_another_conversation_does_not()
    {
        var clock = new FakeClock();
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = clock });
        var chat = bot.Teams.Ana.ConversationId;
        for (var i = 0; i < 7; i++)
            Assert.Equal(201, (await bot.SendAsync(chat, FakeBot.Text("x"))).Status);

        var eighth = await bot.SendAsync(chat, FakeBot.Text("x"));
        Refused(bot.Teams, eighth, 429, "Throttled", "rateLimit");
        Assert.Equal(TimeSpan.FromSeconds(1), eighth.Response.Headers.RetryAfter!.Delta);
        Assert.Equal(201, (await bot.SendAsync(bot.Teams.Bo.ConversationId, FakeBot.Text("x"))).Status);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await bot.SendAsync(chat, FakeBot.Text("x"))).Status);
        // Eight in two seconds: the ninth waits for the first to be two seconds old.
        Assert.Equal(429, (await bot.SendAsync(chat, FakeBot.Text("x"))).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await bot.SendAsync(chat, FakeBot.Text("x"))).Status);
        Assert.Equal(10, bot.Teams.Ana.Read().Count + bot.Teams.Bo.Read().Count);
    }

    [Fact]
    public async Task A_channel_takes_sixty_sends_in_thirty_seconds_whatever_the_thread()
    {
        var clock = new FakeClock();
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = clock });
        var thread = $"{bot.Teams.SupportChannelId};messageid={(await bot.SendAsync(bot.Teams.SupportChannelId, FakeBot.Text("root"))).Body["id"]}";
        for (var i = 1; i < 60; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.4));
            Assert.Equal(201, (await bot.SendAsync(i % 2 == 0 ? thread : bot.Teams.SupportChannelId, FakeBot.Text("x"))).Status);
        }

        var refused = await bot.SendAsync(thread, FakeBot.Text("x"));

        Assert.Equal(429, refused.Status);
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Response.Headers.RetryAfter!.Delta);
        Assert.Equal(200, (await bot.CallAsync(HttpMethod.Get, Path(thread, "pagedmembers"))).Status);
    }

    [Fact]
    public async Task A_tenant_takes_fifty_calls_a_second_of_all_kinds()
    {
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = new FakeClock() });
        var ana = bot.Teams.Ana;
        var id = (string)(await bot.SendAsync(ana.ConversationId, FakeBot.Text("x"))).Body["id"]!;
        for (var i = 1; i < 50; i++)
            Assert.Equal(200, (await bot.EditAsync(ana.ConversationId, id, FakeBot.Text("y"))).Status);

        Assert.Equal(429, (await bot.EditAsync(ana.ConversationId, id, FakeBot.Text("z"))).Status);
        Assert.Equal(201, (await bot.SendAsync(bot.Teams.Bo.ConversationId, FakeBot.Text("x"))).Status);
    }

    [Fact]
    public async Task Rate_limits_may_be_turned_off()
    {
        await using var bot = await FakeBot.StartAsync(new() { TimeProvider = new FakeClock(), RateLimits = RateLimits.Off });
        for (var i = 0; i < 70; i++)
            Assert.Equal(201, (await bot.SendAsync(bot.Teams.Ana.ConversationId, FakeBot.Text("x"))).Status);
        Assert.Equal(70, bot.Teams.Ana.Read().Select(m => m.Id).Distinct().Count());
    }
}
