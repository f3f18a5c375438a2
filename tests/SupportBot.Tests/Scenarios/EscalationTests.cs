using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Escalation;
using SupportBot.Handbook;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The way beyond the desk: from the customer's first words to a closed ticket, by each vehicle of the guidance.</summary>
public sealed class EscalationTests
{
    private const string Save = "Save and go on";
    private const string Tell = "Save and tell the customer";

    private static readonly EvidenceCatalog Catalog = EvidenceCatalog.Read(new HandbookFiles(folder: null));

    private static readonly Dictionary<string, string?> Contact = new()
    {
        ["Escalation:ContactEmail"] = "desk@contoso.example",
        ["Escalation:ContactPhone"] = "+351 21 000 0000",
        ["Escalation:SupportContract"] = "access 123, contract 456",
    };

    [SkippableFact]
    public async Task A_mail_outage_goes_to_Microsoft_with_its_evidence_and_the_customer_hears_of_each_step()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Contact);
        var root = await ClaimedAsync(desk, desk.Bo, "Mail from our supplier has been missing since this morning.");
        var walk = await Walk.BeginAsync(desk.Ivy, root);
        await walk.ToTheGateAsync(new { category = "Technical", workload = "ExchangeOnline" }, "B");

        Assert.True(walk.Words.Contains("Everything is there.", StringComparison.Ordinal), walk.Words);
        await walk.GoAsync("Make the package");
        Assert.Contains("Package for", walk.Words, StringComparison.Ordinal);
        Assert.Contains("Mail from our supplier", walk.Words, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Single(desk.Max.Read(root.Conversation), message => message.Shows("has the escalation package"));
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("escalation package"));

        await walk.GoAsync("Enter the case number");
        await walk.RefuseAsync(Tell, new { caseNumber = "not a number" });
        var done = await walk.GoAsync(Tell, new { caseNumber = "12345678" });
        Assert.Contains("now waits for", done.Message, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("12345678"));
        Assert.True(desk.Max.Again(root).Shows("First answer due by"));
        Assert.Single(desk.Bo.Read(), message => message.Shows("passed your request on to Microsoft"));

        await TellAsync(desk, root, "They need something from us", "Microsoft wants to know which connector you use. We are looking it up.");
        Assert.True(desk.Max.Again(root).Shows("they need something from us"));
        await TellAsync(desk, root, "It is with them again", "Microsoft has all it needs.");
        await TellAsync(desk, root, "They let us know how it is going", "Microsoft has found the cause.");
        await TellAsync(desk, root, "They have resolved it", "Microsoft has mended it: your mail arrives again.");
        Assert.Single(desk.Bo.Read(), message => message.Shows("your mail arrives again"));

        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Microsoft mended it.");
        await desk.QuietAsync();
        await desk.Bo.PressAsync(desk.Bo.Read().Last(message => message.Shows("settled?")), "Yes");
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("Closed"));
    }

    private static async Task TellAsync(OpenDesk desk, Message root, string kind, string words)
    {
        var walk = await Walk.BeginAsync(desk.Ivy, desk.Ivy.Again(root));
        await walk.GoAsync(Tell, new { kind = walk.ValueOf("kind", kind), told = words });
        await desk.QuietAsync();
        Assert.Single(desk.Bo.Read(), message => message.Shows(words));
    }

    private static async Task<Message> ClaimedAsync(OpenDesk desk, Person customer, string words)
    {
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(customer, words));
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();
        return desk.Ivy.Again(root);
    }

    /// <summary>An agent with the pages of the walk.</summary>
    private sealed class Walk(Person agent)
    {
        private OpenTask? task;

        public string Words => string.Join('\n', task!.Card!.SelectTokens("$..['text','title','value','label']").Select(token => token.ToString()));

        public static async Task<Walk> BeginAsync(Person agent, Message root)
        {
            var walk = new Walk(agent);
            var opened = await agent.PressAsync(root, "Escalate…");
            Assert.True(opened.Task?.Card is not null, opened.ToString());
            walk.task = opened.Task;
            return walk;
        }

        /// <summary>Presses a button of the page.</summary>
        public async Task<Pressed> GoAsync(string button, object? inputs = null)
        {
            var done = await agent.SubmitTaskAsync(task!, button, inputs);
            Assert.True(done.Error is null, $"{button}: {done.Error}\n{Words}");
            task = done.Task;
            return done;
        }

        /// <summary>Presses a button, and finds the same page again with a reason.</summary>
        public async Task RefuseAsync(string button, object inputs)
        {
            var before = Title;
            await GoAsync(button, inputs);
            Assert.Equal(before, Title);
        }

        public string? Title => (string?)task!.Card!.SelectToken("$..[?(@.style == 'heading')].text");

        public string ValueOf(string input, string title) => (string)task!.Card!.SelectToken($"$..[?(@.id == '{input}')].choices[?(@.title == '{title}')].value")!;

        public async Task ToTheGateAsync(object matter, string severity)
        {
            await GoAsync(Save, matter);
            if (Title is "Dates that cost money") await GoAsync(Save, new { });
            await GoAsync(Save, new { severity, impact = "Orders do not come in.", contactName = "Nina", contactPhone = "+351 91 000 0000" });
            await GoAsync(Save, new { row = BeyondRow(), why = "Everything on our side is right." });
            await GoAsync(Save, new { health = "None" });
            await GoAsync(Save);
            await GoAsync(Save, new { what = "Looked at the trace", result = "Nothing leaves the service" });
            for (var pages = 0; Title is "What will be asked for" && pages < 12; pages++) await GoAsync(Save, Evidence());
            await GoAsync(Save, new { agreed = "true" });
        }

        private string BeyondRow() => (string)task!.Card!.SelectTokens("$..[?(@.id == 'row')].choices[*]").First(choice => ((string)choice["title"]!).EndsWith("(goes beyond)", StringComparison.Ordinal))["value"]!;

        private JObject Evidence() => new(task!.Card!.SelectTokens("$..[?(@.id)]").Select(input => (string)input["id"]!).Where(id => id.StartsWith("e.", StringComparison.Ordinal))
            .Select(id => (id, Value: Sample(Catalog.Find(id[2..])!))).Where(each => each.Value is not null).Select(each => new JProperty(each.id, each.Value)));

        private static string? Sample(EvidenceItem item) => item.Kind switch
        {
            EvidenceKind.File => "To be added in the portal",
            EvidenceKind.Choice => item.Choices[0].Id,
            _ => Samples.First(sample => item.Read(sample, DateTimeZone.Utc).IsRight),
        };

        private static readonly string[] Samples =
        [
            "It has been so since the morning.", "2026-11-24 08:30", "12", "4c1f3f2a-5b0e-4d1e-9f0a-0d4c6b7a8e90", "ana@fabrikam.example", "fabrikam.example", "+351 21 000 0000", "https://fabrikam.sharepoint.com/sites/sales",
            "/subscriptions/4c1f3f2a-5b0e-4d1e-9f0a-0d4c6b7a8e90", "AADSTS50076", "G000123456", "24.1", "1234567", "EX123456",
        ];
    }
}
