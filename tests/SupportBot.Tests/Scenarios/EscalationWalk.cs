using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Resources;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>An agent who goes through the pages beyond the desk, as they stand on the screen.</summary>
internal sealed class EscalationWalk
{
    private static readonly EvidenceCatalog Catalog = EvidenceCatalog.Read(new HandbookFiles(folder: null));

    private static readonly string[] Samples =
    [
        "It has been so since the morning.", "2026-11-24 08:30", "12", "4c1f3f2a-5b0e-4d1e-9f0a-0d4c6b7a8e90", "ana@fabrikam.example", "fabrikam.example", "+351 21 000 0000",
        "https://fabrikam.sharepoint.com/sites/sales", "/subscriptions/4c1f3f2a-5b0e-4d1e-9f0a-0d4c6b7a8e90", "AADSTS50076", "G000123456", "24.1", "1234567", "EX123456",
    ];

    private readonly Person agent;
    private readonly Texts texts;
    private OpenTask task;

    private EscalationWalk(Person agent, Texts texts, OpenTask task) => (this.agent, this.texts, this.task) = (agent, texts, task);

    /// <summary>What the page says, all of it.</summary>
    public string Words => string.Join('\n', task.Card!.SelectTokens("$..['text','title','value','label','url']").Select(token => token.ToString()));

    /// <summary>The page's heading.</summary>
    public string? Title => (string?)task.Card!.SelectToken("$..[?(@.style == 'heading')].text");

    public static async Task<EscalationWalk> BeginAsync(Person agent, Message card, string language = "en")
    {
        var texts = Texts.In(language);
        var opened = await agent.PressAsync(card, texts.ButtonEscalate);
        Assert.True(opened.Task?.Card is not null, opened.ToString());
        return new EscalationWalk(agent, texts, opened.Task!);
    }

    /// <summary>Opens it by another button of another card.</summary>
    public static async Task<EscalationWalk> OpenAsync(Person agent, Message card, string button, string language = "en")
    {
        var opened = await agent.PressAsync(card, button);
        Assert.True(opened.Task?.Card is not null, opened.ToString());
        return new EscalationWalk(agent, Texts.In(language), opened.Task!);
    }

    /// <summary>How each button is pressed a first time, whatever comes of it; null where it is pressed once.</summary>
    public Func<Func<Task<Pressed>>, Task<Pressed>>? FirstPress { get; set; }

    /// <summary>Opens it again where the first press closed it.</summary>
    public Func<Task<Pressed>>? Again { get; set; }

    /// <summary>Presses a button, whatever comes of it.</summary>
    public Task<Pressed> TryAsync(string button, object? inputs) => agent.SubmitTaskAsync(task, button, inputs);

    /// <summary>Presses a button of the page.</summary>
    public async Task<Pressed> GoAsync(string button, object? inputs = null)
    {
        if (FirstPress is { } first)
        {
            var before = Title;
            var answered = await first(() => agent.SubmitTaskAsync(task, button, inputs));
            if (answered is not { BotStatus: 200, Task: not null }) answered = await Again!();
            task = answered.Task!;
            // Kept before it died, or still to be done.
            if (Title != before) return answered;
        }

        var done = await agent.SubmitTaskAsync(task, button, inputs);
        Assert.True(done.Error is null, $"{button}: {done.Error}\n{Words}");
        if (done.Task is { } next) task = next;
        return done;
    }

    /// <summary>Saves the page and goes on.</summary>
    public Task<Pressed> SaveAsync(object? inputs = null) => GoAsync(texts.ButtonKeepAndGoOn, inputs);

    /// <summary>Presses a button, and finds the same page again with a reason.</summary>
    public async Task RefuseAsync(string button, object inputs, string reason)
    {
        var before = Title;
        await GoAsync(button, inputs);
        Assert.Equal(before, Title);
        Assert.Contains(reason, Words, StringComparison.Ordinal);
    }

    /// <summary>The value of a choice that is shown so.</summary>
    public string ValueOf(string input, string title) => (string)task.Card!.SelectToken($"$..[?(@.id == '{input}')].choices[?(@.title == '{title}')].value")!;

    /// <summary>Fills in every page as it should be.</summary>
    /// <param name="matter">What it is about.</param>
    /// <param name="severity">How severe.</param>
    /// <param name="vehicle">The way; null for the one that is recommended.</param>
    public async Task ToTheGateAsync(object matter, string severity, string? vehicle = null)
    {
        await SaveAsync(matter);
        if (Title == texts.EscalateDates) await SaveAsync();
        await SaveAsync(new { severity, impact = "Orders do not come in.", contactName = "Nina", contactPhone = "+351 91 000 0000" });
        await SaveAsync(new { row = BeyondRow(), why = "Everything on our side is right." });
        await SaveAsync(new { health = "None" });
        await SaveAsync(vehicle is null ? null : new { vehicle });
        await SaveAsync(new { what = "Looked at the trace", result = "Nothing leaves the service" });
        await FillEvidenceAsync();
        await SaveAsync(new { agreed = "true" });
    }

    /// <summary>Fills in whatever evidence is asked for.</summary>
    public async Task FillEvidenceAsync()
    {
        for (var pages = 0; Title == texts.EscalateEvidence && pages < 12; pages++) await SaveAsync(Evidence());
    }

    private string BeyondRow() =>
        (string)task.Card!.SelectTokens("$..[?(@.id == 'row')].choices[*]").First(choice => ((string)choice["title"]!).EndsWith($"({texts.BoundaryBeyond})", StringComparison.Ordinal))["value"]!;

    private JObject Evidence() => new(task.Card!.SelectTokens("$..[?(@.id)]").Select(input => (string)input["id"]!).Where(id => id.StartsWith("e.", StringComparison.Ordinal))
        .Select(id => new JProperty(id, Sample(Catalog.Find(id[2..])!))));

    private static string Sample(EvidenceItem item) => item.Kind switch
    {
        EvidenceKind.File => EvidenceItem.InPortal,
        EvidenceKind.Choice => item.Choices[0].Id,
        _ => Samples.First(sample => item.Read(sample, DateTimeZone.Utc).IsRight),
    };
}
