using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using SupportBot.Desk;
using SupportBot.Tests.Storage;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Nothing is found by scanning: a whole story through the front door asks no table without naming the partition.</summary>
public sealed class NoScanTests
{
    private static readonly Dictionary<string, string?> Priced = new()
    {
        ["Offer:Types:0"] = "Technical questions on Microsoft 365",
        ["Offer:TimeZone"] = "Europe/Lisbon",
        ["Offer:AroundTheClock"] = "true",
        ["Offer:Currency"] = "EUR",
        ["Offer:PerHour"] = "75",
    };

    [SkippableFact]
    public async Task Every_query_of_a_whole_story_names_its_partition()
    {
        var log = new RequestLog();
        var options = new TableClientOptions();
        options.AddPolicy(log, HttpPipelinePosition.BeforeTransport);
        await using var desk = await OpenDesk.OpenAsync(services => services.AddSingleton(options), settings: Priced);
        desk.Provoked.Add("unknownMember");
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with
        {
            Approvers = [new(Cast.Fabrikam.TenantId, Cast.Ana.AadObjectId, Cast.Ana.Name)],
            Administrators = [new(Cast.Fabrikam.TenantId, Cast.Ana.AadObjectId, Cast.Ana.Name)],
        });
        desk.StartInstance(services => services.AddSingleton(options));

        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre"));
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await desk.Ivy.PressAsync(root, "claim");
        await WayThroughTests.WriteAsync(desk.Ivy, root, "reply", "Reinicie o Outlook.");
        await desk.Ana.SayAsync("Já reiniciei");
        await desk.Ana.SayAsync("os meus pedidos");
        var mine = await desk.Ana.WaitForAsync("Os seus pedidos");
        await desk.Ana.PressAsync(mine, Verbs.OrganisationTickets);
        var asked = (await desk.Ivy.PressAsync(root, "askConsent")).Task!;
        await desk.Ivy.SubmitTaskAsync(asked, "askConsent", new { work = "Mover as caixas de correio", hours = "2" });
        await desk.Ana.WaitForAsync("Mover as caixas de correio");

        await desk.Lea.SayAsync("lists", Cast.SupportChannelId, mention: true);
        var lists = await desk.Lea.WaitForAsync(message => message.Buttons.Contains("Queue's open tickets"), Cast.SupportChannelId);
        await desk.Ivy.PressAsync(lists, Verbs.QueueTickets);
        await desk.Ivy.PressAsync(lists, Verbs.OwnedTickets);
        await desk.Lea.PressAsync(lists, Verbs.Customers);
        await desk.Lea.SayAsync("hello");
        await desk.Teams.Rui.SayAsync("O meu portátil não liga");

        await desk.QuietAsync();

        // Sweeps of what was left, of what is due, of strangers and of delegated admin rights.
        desk.Time.Move(TimeSpan.FromHours(25));
        await desk.Ana.WaitForAsync("Ninguém respondeu a tempo");
        await desk.QuietAsync();
        await WayThroughTests.WriteAsync(desk.Ivy, root, "resolve", "Feito.");
        await desk.Ana.PressAsync(await desk.Ana.WaitForAsync("ficou resolvido?"), "Sim");
        await desk.QuietAsync();

        // A query is a read of a table, with or without the parentheses, that names no row.
        var queries = log.Requests.Where(request => request.StartsWith("GET ", StringComparison.Ordinal) && !request.Contains("(PartitionKey='", StringComparison.Ordinal)).ToList();
        Assert.All(queries, query => Assert.Contains("$filter=PartitionKey eq '", query, StringComparison.Ordinal));
        Assert.DoesNotContain(queries, query => query.Contains(" or ", StringComparison.Ordinal));
        foreach (var table in new[] { "tickets", "lists", "intents", "state", "customers", "desk" }) Assert.Contains(queries, query => query.Contains(table + "()", StringComparison.Ordinal));
    }
}
