using System.Reflection;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tickets;
using TeamsSimulator;
using Person = TeamsSimulator.Person;

namespace SupportBot.Tests.Scenarios;

/// <summary>
/// Scenario S24, made from the policy table itself: every verb, by every role, on one's own, another's, another tenant's and a
/// missing ticket, over every kind of activity. What is not somebody's is answered exactly as what does not exist, changes
/// nothing, and leaves one entry in the security audit.
/// </summary>
public sealed class CrossTenantTests
{
    private const string Missing = "A-9999";

    /// <summary>The kinds of activity that carry a verb.</summary>
    private static readonly string[] Carriers = ["adaptiveCard/action", "task/fetch", "task/submit", "message", "composeExtension/query"];

    private static readonly IReadOnlyList<string> AllVerbs =
        [.. typeof(Verbs).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!)];

    public static TheoryData<string> Callers => ["customer", "approver", "administrator", "otherTenant", "agent", "lead", "operator", "colleague", "stranger"];

    [SkippableTheory]
    [MemberData(nameof(Callers))]
    public async Task Every_verb_reaches_what_the_table_says_and_nothing_else(string role)
    {
        await using var desk = await OpenAsync(role);
        var tickets = await FiledAsync(desk);
        var who = WhoIs(desk, role);
        var before = await AuditedAsync(desk);
        var trespasses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var verb in AllVerbs)
        {
            foreach (var carrier in CarriersOf(verb, who))
            {
                // A search is made with one verb, whatever a press would say.
                var asked = carrier is "composeExtension/query" ? Verbs.Show : verb;
                string? missing = null;
                foreach (var (number, stored) in tickets)
                {
                    if (May(who, role, asked, stored)) continue;
                    missing ??= await AskAsync(desk, who, carrier, verb, Missing);
                    var answer = await AskAsync(desk, who, carrier, verb, number);
                    var place = $"{role}, {verb}, {number} of {stored.Requester.Name}, {carrier}";
                    Assert.True(missing.Replace(Missing, "#", StringComparison.Ordinal) == answer.Replace(number, "#", StringComparison.Ordinal), $"{place}: {missing}\nis not\n{answer}");
                    // Strangers are refused at the door, before anything that they carry is read; one's own is no trespass.
                    if (role is not "stranger" && !IsOwn(stored, who)) trespasses[asked] = trespasses.GetValueOrDefault(asked) + 1;
                }
            }

            await desk.QuietAsync();
            foreach (var (number, stored) in tickets) Assert.True(stored == await TicketAsync(desk, number), $"{role}, {verb}: {number} has changed");
        }

        var audited = (await EntriesAsync(desk)).Skip(before).CountBy(entry => entry.Verb).ToDictionary();
        Assert.Equal(trespasses.Sum(each => each.Value), audited.Sum(each => each.Value));
        Assert.All(trespasses, each => Assert.True(each.Value == audited.GetValueOrDefault(each.Key), $"{role}, {each.Key}: {audited.GetValueOrDefault(each.Key)} entries in the audit, not {each.Value}"));
    }

    // Words are the one carrier that says a verb by itself, and a search says the same whatever the verb.
    private static IEnumerable<string> CarriersOf(string verb, Person who) =>
        Carriers.Where(carrier => verb is Verbs.Show || carrier is not "composeExtension/query").Concat(verb is Verbs.Say && who.TenantId != Cast.Contoso.TenantId ? ["words"] : []);

    /// <summary>The kinds of activity that ask for nothing, with what they would carry.</summary>
    private static readonly (string Type, string More)[] Silent =
    [
        ("messageReaction", """{"reactionsAdded":[{"type":"like"}],"replyToId":"1"}"""),
        ("messageUpdate", """{"text":"A-1001: let me in","channelData":{"eventType":"editMessage"}}"""),
        ("messageDelete", """{"text":"A-1001","channelData":{"eventType":"softDeleteMessage"}}"""),
        ("installationUpdate", """{"action":"add"}"""),
        ("installationUpdate", """{"action":"remove"}"""),
        ("conversationUpdate", """{"membersAdded":[{"id":"29:x"}]}"""),
        ("event", """{"name":"application/vnd.microsoft.readReceipt"}"""),
    ];

    [SkippableTheory]
    [MemberData(nameof(Callers))]
    public async Task An_activity_that_asks_for_nothing_changes_and_tells_nothing_whatever_verb_it_carries(string role)
    {
        await using var desk = await OpenAsync(role);
        var tickets = await FiledAsync(desk);
        var who = WhoIs(desk, role);
        var posts = desk.Ivy.Read(Cast.SupportChannelId).Count;
        var told = who.Read().Count;

        // Every verb with every kind of activity, each time about the next ticket.
        string[] numbers = [.. tickets.Keys, Missing];
        var sent = 0;
        foreach (var verb in AllVerbs)
        {
            foreach (var (type, more) in Silent)
            {
                var number = numbers[sent++ % numbers.Length];
                var carried = JObject.Parse(more.Replace("A-1001", number, StringComparison.Ordinal));
                carried["value"] = new JObject { ["verb"] = verb, ["ticket"] = number };
                var answer = await desk.Teams.PostRawAsync(Raw(desk, who, type, carried.ToString()).ToString());
                Assert.True((200, "") == (answer.Status, answer.Body), $"{role}, {verb}, {type}: {answer.Status} {answer.Body}");
            }
        }

        await desk.QuietAsync();
        foreach (var (number, before) in tickets) Assert.Equal(before, await TicketAsync(desk, number));
        Assert.Equal(posts, desk.Ivy.Read(Cast.SupportChannelId).Count);
        Assert.DoesNotContain(who.Read().Skip(told), message => message.Shows("Outlook") || message.Shows("ring"));
    }

    [SkippableFact]
    public async Task The_same_object_id_in_another_tenant_and_a_tenant_named_by_the_card_are_nobody_special()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre"));
        await desk.QuietAsync();
        var forged = Raw(desk, desk.Bo, "invoke", new JObject
        {
            ["name"] = "adaptiveCard/action",
            ["value"] = new JObject
            {
                ["trigger"] = "manual",
                ["action"] = new JObject
                {
                    ["type"] = "Action.Execute", ["verb"] = Verbs.Show,
                    ["data"] = new JObject { ["verb"] = Verbs.Show, ["ticket"] = number, ["tenant"] = Cast.Fabrikam.TenantId, ["owner"] = Cast.Ana.AadObjectId },
                },
            },
        }.ToString());
        forged["from"]!["aadObjectId"] = Cast.Ana.AadObjectId;

        var answer = await desk.Teams.PostRawAsync(forged.ToString());

        Assert.Contains($"There is no request {number} of yours", answer.Body, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Equal(1, await AuditedAsync(desk));
    }

    [SkippableFact]
    public async Task An_agent_who_left_the_team_is_nobody_a_minute_later()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Provoked.Add("unknownMember");
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo));
        var root = await OpenDesk.RootAsync(desk.Max, number);
        await desk.Max.PressAsync(root, Verbs.Claim);
        await desk.QuietAsync();
        await desk.Max.LeaveTeamAsync();
        desk.Time.Move(TimeSpan.FromSeconds(61));

        var refused = await AskAsync(desk, desk.Max, "adaptiveCard/action", Verbs.Show, number);

        Assert.Equal((await AskAsync(desk, desk.Max, "adaptiveCard/action", Verbs.Show, Missing)).Replace(Missing, number, StringComparison.Ordinal), refused);
        Assert.DoesNotContain("Teams", refused, StringComparison.Ordinal);
    }

    private static async Task<OpenDesk> OpenAsync(string role)
    {
        var desk = await OpenDesk.OpenAsync(settings: new Dictionary<string, string?> { ["Desk:Operators:0"] = role is "operator" ? Cast.Rui.AadObjectId : Guid.NewGuid().ToString() });
        desk.Provoked.Add("unknownMember");
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with
        {
            Approvers = [new Member(Cast.Fabrikam.TenantId, Cast.Carla.AadObjectId, "Carla")],
            Administrators = [new Member(Cast.Fabrikam.TenantId, Cast.Dina.AadObjectId, "Dina")],
        });
        if (role is "stranger") await desk.Teams.Sam.InstallAsync();
        return desk;
    }

    /// <summary>A ticket of Ana's and one of Bo's, as they stand before anybody tries anything.</summary>
    private static async Task<Dictionary<string, Ticket>> FiledAsync(OpenDesk desk)
    {
        string[] numbers = [OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre")), OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Teams does not ring"))];
        await desk.QuietAsync();
        var tickets = new Dictionary<string, Ticket>();
        foreach (var number in numbers) tickets[number] = (await TicketAsync(desk, number))!;
        return tickets;
    }

    private static Person WhoIs(OpenDesk desk, string role) => role switch
    {
        "customer" => desk.Ana,
        "approver" => desk.Teams.Carla,
        "administrator" => desk.Teams.Dina,
        "otherTenant" => desk.Bo,
        "agent" => desk.Ivy,
        "lead" => desk.Lea,
        "operator" or "colleague" => desk.Teams.Rui,
        _ => desk.Teams.Sam,
    };

    private static bool May(Person who, string role, string verb, Ticket ticket)
    {
        if (role is "stranger") return false;
        Role[] roles = role switch
        {
            "approver" => [Role.Customer, Role.Approver],
            "administrator" => [Role.Customer, Role.Administrator],
            "agent" => [Role.Agent],
            "lead" => [Role.Agent, Role.Lead],
            "operator" => [Role.Operator],
            "colleague" => [Role.Colleague],
            _ => [Role.Customer],
        };
        var organisation = who.TenantId == Cast.Contoso.TenantId ? null : new Customer { Id = who.TenantId, Name = "x", TenantIds = [who.TenantId] };
        return Policy.May(new Caller(new SupportBot.Tickets.Person(who.TenantId, who.AadObjectId, who.Name), roles, organisation), verb, ticket);
    }

    private static bool IsOwn(Ticket ticket, Person who) => ticket.Requester.ObjectId == who.AadObjectId;

    private static async Task<Ticket?> TicketAsync(OpenDesk desk, string number) =>
        TicketNumber.TryParse(number, out var parsed) ? (await desk.Get<ITicketStore>().FindAsync(parsed, default))?.Ticket : null;

    private static async Task<int> AuditedAsync(OpenDesk desk) => (await EntriesAsync(desk)).Count;

    private static Task<IReadOnlyList<Trespass>> EntriesAsync(OpenDesk desk) => desk.Get<ISecurityAudit>().OfDayAsync(desk.Time.GetUtcNow().ToInstant().InUtc().Date, default);

    /// <summary>Asks by one kind of activity, and says what came back: the response, and what was written into the chat.</summary>
    private static async Task<string> AskAsync(OpenDesk desk, Person who, string carrier, string verb, string number)
    {
        var data = new JObject
        {
            ["verb"] = verb, ["ticket"] = number, ["version"] = 1, ["nonce"] = "nonce", ["number"] = 1, ["part"] = 1, ["text"] = "Let me in",
            ["tenant"] = Cast.Tailspin.TenantId, ["customer"] = Cast.Fabrikam.TenantId, ["step"] = "choose",
        };
        var value = carrier switch
        {
            "adaptiveCard/action" => new JObject { ["trigger"] = "manual", ["action"] = new JObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data } },
            "composeExtension/query" => new JObject
            {
                ["commandId"] = "search",
                ["parameters"] = new JArray(new JObject { ["name"] = "ticket", ["value"] = number }),
                ["queryOptions"] = new JObject { ["skip"] = 0, ["count"] = 25 },
            },
            "message" => data,
            "words" => null,
            _ => new JObject { ["data"] = data, ["context"] = new JObject { ["theme"] = "default" } },
        };
        var chat = who.Read().Count;
        var activity = carrier is "words"
            ? Raw(desk, who, "message", new JObject { ["text"] = $"{number}: Let me in" }.ToString())
            : carrier is "message"
            ? Raw(desk, who, "message", new JObject { ["value"] = value }.ToString())
            : Raw(desk, who, "invoke", new JObject { ["name"] = carrier, ["value"] = value }.ToString());
        var answer = await desk.Teams.PostRawAsync(activity.ToString());
        return $"{answer.Status} {answer.Body} {string.Join(" | ", who.Read().Skip(chat).Select(message => message.Everything))}";
    }

    private static int counter;

    private static JObject Raw(OpenDesk desk, Person who, string type, string more)
    {
        var activity = JObject.Parse($$"""
            {
              "type": "{{type}}", "id": "f:{{Interlocked.Increment(ref counter)}}", "channelId": "msteams", "serviceUrl": "{{desk.Teams.ServiceUrl}}", "locale": "en-US",
              "from": { "id": "{{who.Mri}}", "name": "{{who.Name}}", "aadObjectId": "{{who.AadObjectId}}" }, "recipient": { "id": "{{desk.Teams.BotId}}" },
              "conversation": { "conversationType": "personal", "id": "{{who.ConversationId}}", "tenantId": "{{who.TenantId}}" },
              "channelData": { "tenant": { "id": "{{who.TenantId}}" } }
            }
            """);
        activity.Merge(JObject.Parse(more));
        return activity;
    }
}
