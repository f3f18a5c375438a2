using SupportBot.Customers;
using SupportBot.Escalation;
using SupportBot.Resources;
using SupportBot.Tickets;
using TeamsSimulator;
using Person = TeamsSimulator.Person;

namespace SupportBot.Tests.Scenarios;

/// <summary>The way beyond the desk: from the customer's first words to a closed ticket, by each vehicle of the guidance.</summary>
public sealed class EscalationTests
{
    private static readonly Dictionary<string, string?> Contact = new()
    {
        ["Escalation:ContactEmail"] = "desk@contoso.example",
        ["Escalation:ContactPhone"] = "+351 21 000 0000",
        ["Escalation:SupportContract"] = "access 123, contract 456",
    };

    /// <summary>The vehicles, each with what makes it the way, in English and Portuguese, in each cloud.</summary>
    public static TheoryData<string, string, string, string, string, string, string> Ways => new()
    {
        { "commercial", "pt-PT", "Commercial", "Billing/Microsoft365/C", "2411250050001234", "partner.microsoft.com", "" },
        { "premier", "en", "Gcc", "Technical/ExchangeOnline/A", "12345678", "portal.office.com/Partner/BeginClientSession.aspx?CTID=", "Escalation:Contracts:0=premier" },
        { "advanced", "pt-PT", "GccHigh", "Technical/Azure/A", "2411250050001234", "portal.azure.us", "Escalation:Contracts:0=advanced;Cloud=GccHigh;ChannelService=https://botframework.azure.us" },
        { "signature", "en", "Commercial", "Technical/Azure/B", "2411250050001234", "portal.azure.com", "Escalation:Edition=2021;Escalation:Memberships:0=cloudCompetency" },
        { "on-premises", "en", "Commercial", "Technical/OnPremises/B", "2411250050001234", "serviceshub.microsoft.com", "Escalation:Memberships:0=solutionsPartner;Escalation:Accounts:0:Id=spd;Escalation:Accounts:0:Vehicle=on-premises;Escalation:Accounts:0:Contract=SP-2026;Escalation:Accounts:0:Unit=Incidents;Escalation:Accounts:0:Amount=20;Escalation:Accounts:0:From=2026-01-01;Escalation:Accounts:0:Until=2026-12-31;Escalation:Accounts:0:Low=19" },
        { "provider", "pt-PT", "Commercial", "Billing/Microsoft365/C", "INC-1042", "", "Partner:Type=IndirectReseller;Partner:Provider=Wingtip Distribution" },
    };

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public async Task Each_vehicle_is_walked_from_the_first_words_to_the_closed_ticket(
        string vehicle, string language, string cloud, string matter, string caseNumber, string portal, string more)
    {
        var settings = new Dictionary<string, string?>(Contact) { ["Partner:Language"] = language };
        foreach (var setting in more.Split(';', StringSplitOptions.RemoveEmptyEntries)) settings[setting.Split('=', 2)[0]] = setting.Split('=', 2)[1];
        await using var desk = await OpenDesk.OpenAsync(settings: settings);
        var texts = Texts.In(language);
        var customer = language is "en" ? desk.Bo : desk.Ana;
        await desk.ChangeAsync(customer == desk.Bo ? Cast.Northwind : Cast.Fabrikam, known => known with { Cloud = Enum.Parse<Cloud>(cloud) });
        var said = Texts.In(language is "en" ? "en" : "pt-PT");
        var root = await ClaimedAsync(desk, customer, "Outlook: what we ordered does not arrive since this morning.");

        var walk = await EscalationWalk.BeginAsync(desk.Ivy, root, language);
        var parts = matter.Split('/');
        await walk.ToTheGateAsync(new { category = parts[0], workload = parts[1], product = "SQL Server 2025", generation = "Current", mainstream = "true" }, parts[2], vehicle);
        Assert.True(walk.Words.Contains(texts.GateOpen, StringComparison.Ordinal), walk.Words);
        await walk.GoAsync(texts.ButtonMakePackage);
        Assert.Contains("what we ordered does not arrive", walk.Words, StringComparison.Ordinal);
        if (portal.Length > 0) Assert.True(walk.Words.Contains(portal, StringComparison.Ordinal), walk.Words);

        await walk.GoAsync(texts.ButtonEnterCase);
        await walk.RefuseAsync(texts.ButtonTellCustomer, new { caseNumber = "?!" }, "?!");
        await walk.GoAsync(texts.ButtonTellCustomer, new { caseNumber });
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows(caseNumber));
        var recipient = vehicle is "provider" ? "Wingtip Distribution" : "Microsoft";
        Assert.Single(customer.Read(), message => message.Shows(said.TellPassed(recipient)));
        Assert.Equal(TicketStatus.WaitingOnThirdParty, (await TicketAsync(desk, root)).Status);

        await TellAsync(desk, customer, root, texts.NewsAttention, said.TellAttention(recipient), language);
        Assert.Equal(TicketStatus.Open, (await TicketAsync(desk, root)).Status);
        await TellAsync(desk, customer, root, texts.NewsWithThem, "They have all they need now.", language);
        await TellAsync(desk, customer, root, texts.NewsProgress, "They have found the cause.", language);
        await TellAsync(desk, customer, root, texts.NewsResolved, "It is mended: everything arrives again.", language);
        var ended = await TicketAsync(desk, root);
        Assert.Equal((TicketStatus.Open, EscalationState.Resolved), (ended.Status, ended.Escalation!.State));

        await WayThroughTests.WriteAsync(desk.Ivy, desk.Ivy.Again(root), "resolve", "Mended beyond the desk.");
        await desk.QuietAsync();
        await customer.PressAsync(customer.Read().Last(message => message.Buttons.Contains(said.ButtonYesSettled)), said.ButtonYesSettled);
        await desk.QuietAsync();
        Assert.Equal(TicketStatus.Closed, (await TicketAsync(desk, root)).Status);
        Assert.DoesNotContain(customer.Read(), message => message.Shows("Nothing leaves the service") || message.Shows("Orders do not come in"));
        if (vehicle is not "on-premises") return;

        var ledger = desk.Get<IIncidentLedger>();
        Assert.Equal([MovementKind.Reserve, MovementKind.Consume], (await ledger.MovementsOfAsync((await TicketAsync(desk, root)).Number, default)).Select(movement => movement.Kind));
        Assert.Equal(19, Assert.Single(await ledger.BalancesAsync(default)).Left);
        // It fell to its low mark by this one.
        Assert.Single(desk.Max.Read(root.Conversation), message => message.Shows("Few incidents are left on SP-2026: 19"));
    }

    [SkippableFact]
    public async Task What_Microsoft_would_send_back_is_refused_until_it_is_there_and_only_a_lead_lets_it_go_without()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Contact);
        var root = await ClaimedAsync(desk, desk.Bo, "Mail does not arrive.");
        var walk = await EscalationWalk.BeginAsync(desk.Ivy, root);
        await walk.SaveAsync(new { category = "Technical", workload = "ExchangeOnline" });
        await walk.SaveAsync(new { severity = "A", impact = "Nobody works." });
        await walk.GoAsync("Save and go on", new { why = "It looks like it." });
        await walk.RefuseAsync("Save and go on", new { health = "Incident", incident = "" }, "Enter the number of the incident");
        await walk.SaveAsync(new { health = "Incident", incident = "EX123456" });
        await walk.SaveAsync();
        await walk.RefuseAsync("Save and go on", new { what = "Restarted", result = "" }, "Write what was done and what came of it");
        await walk.SaveAsync(new { what = "Restarted Outlook", result = "No change" });
        await walk.SaveAsync();
        await walk.SaveAsync(new { agreed = "true" });

        Assert.Contains("a matching incident (EX123456)", walk.Words, StringComparison.Ordinal);
        Assert.Contains("Severity A needs somebody who answers day and night", walk.Words, StringComparison.Ordinal);
        Assert.Contains("Missing:", walk.Words, StringComparison.Ordinal);
        Assert.Contains("a lead can open this page", walk.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Make the package", walk.Words, StringComparison.Ordinal);

        var lead = await EscalationWalk.BeginAsync(desk.Lea, desk.Lea.Again(root));
        while (lead.Title is not "Is everything there?") await lead.SaveAsync();
        await lead.GoAsync("Let it go all the same", new { @override = "The customer's whole business stands still." });
        await lead.GoAsync("Make the package");
        await desk.QuietAsync();

        var ticket = await TicketAsync(desk, root);
        Assert.Equal(EscalationState.HandedOver, ticket.Escalation!.State);
        var events = await desk.Get<ITicketStore>().EventsAsync(ticket.Number, default);
        Assert.Contains(events, each => each.Actor.Name == "Lea Martins" && each.Text!.Contains("whole business stands still", StringComparison.Ordinal));
        Assert.All(events.Where(each => each.Action is TicketAction.PrepareEscalation or TicketAction.HandOver), each => Assert.True(each.IsInternal));
    }

    [SkippableFact]
    public async Task What_is_missing_is_asked_of_the_customer_and_the_walk_goes_on_days_later_on_another_instance()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Contact);
        var root = await ClaimedAsync(desk, desk.Ana, "O correio não chega.");
        var walk = await EscalationWalk.BeginAsync(desk.Ivy, root);
        await walk.SaveAsync(new { category = "Technical", workload = "ExchangeOnline" });
        await walk.SaveAsync(new { severity = "B", impact = "Orders do not come in." });
        await walk.GoAsync("Save and go on", new { why = "Everything on our side is right." });
        await walk.SaveAsync(new { health = "None" });
        await walk.SaveAsync();
        await walk.SaveAsync(new { what = "Looked at the trace", result = "Nothing leaves the service" });
        var item = walk.Words.Contains("Exact error text and code", StringComparison.Ordinal) ? "errorText" : throw new InvalidOperationException(walk.Words);
        await walk.SaveAsync(new Dictionary<string, string> { [$"ask.{item}"] = "true" });
        await desk.QuietAsync();
        Assert.Equal(TicketStatus.WaitingOnCustomer, (await TicketAsync(desk, root)).Status);
        Assert.Single(desk.Ana.Read(), message => message.Shows("O que diz exatamente a mensagem de erro"));

        await desk.MoveAsync(TimeSpan.FromDays(3));
        desk.Teams.BotUrl = desk.StartInstance();
        await desk.Ana.SayAsync("Diz 550 5.7.705, acesso negado.");
        await desk.QuietAsync();
        var post = desk.Ivy.Read(root.Conversation).Last(message => message.Shows("550 5.7.705"));

        var again = await EscalationWalk.OpenAsync(desk.Max, post, "Go on escalating");
        Assert.Equal("What will be asked for", again.Title);
        Assert.Contains("Diz 550 5.7.705, acesso negado.", again.Words, StringComparison.Ordinal);
        await again.SaveAsync(new Dictionary<string, string> { [$"e.{item}"] = "550 5.7.705" });
        await again.FillEvidenceAsync();
        await again.SaveAsync(new { agreed = "true" });
        await again.GoAsync("Make the package");
        Assert.Contains("550 5.7.705", again.Words, StringComparison.Ordinal);
        Assert.Contains("Looked at the trace", again.Words, StringComparison.Ordinal);
        Assert.Contains("O correio não chega.", again.Words, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Secrets_and_internal_notes_never_leave_and_the_agent_is_shown_what_was_taken_out()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Contact);
        var root = await ClaimedAsync(desk, desk.Bo, "Sign-in fails. My password: Canary-Pa55word! and the key is AccountKey=Q2FuYXJ5S2V5Q2FuYXJ5S2V5Q2FuYXJ5S2V5Q2FuYXJ5S2V5Q2FuYXJ5S2V5Q2FuYXJ5S2V5Q2FuYXJ5S2V5Q2FuYQ==;");
        await WayThroughTests.WriteAsync(desk.Ivy, root, "note", "canary-note: this customer pays late");
        await desk.Bo.AttachAsync("trace.har", "application/json", """{"log":{"entries":[{"request":{"headers":[{"name":"Authorization","value":"Bearer canary-bearer-token-0123456789"}]}}]}}"""u8.ToArray(), "Here is the trace.");
        await desk.QuietAsync();
        var walk = await EscalationWalk.BeginAsync(desk.Ivy, desk.Ivy.Again(root));
        await walk.ToTheGateAsync(new { category = "Technical", workload = "EntraId" }, "B");
        await walk.GoAsync("Make the package");

        var pages = new List<string> { walk.Words };
        var next = Texts.In("en").ButtonNext;
        while (walk.Words.Contains("\n" + next, StringComparison.Ordinal) && pages.Count < 20)
        {
            await walk.GoAsync(next);
            pages.Add(walk.Words);
        }

        var package = string.Join('\n', pages);
        foreach (var canary in new[] { "Canary-Pa55word", "Q2FuYXJ5S2V5", "canary-bearer", "canary-note", "pays late" }) Assert.DoesNotContain(canary, package, StringComparison.Ordinal);
        Assert.Contains("secrets were taken out", package, StringComparison.Ordinal);
        Assert.Contains("Sign-in fails.", package, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(11)]
    public async Task Whoever_dies_at_each_step_of_the_walk_loses_nothing_and_does_nothing_twice(int point)
    {
        var line = new Lifeline();
        await using var desk = await OpenDesk.OpenAsync(settings: Contact);
        // A dead process answers nothing; what this one answers in its place counts for nothing.
        desk.Provoked.Add("answer");
        var (healthy, dying) = (desk.Teams.BotUrl, desk.StartInstance(line.Add));
        var root = await ClaimedAsync(desk, desk.Bo, "Outlook: mail does not arrive.");
        var walk = await EscalationWalk.BeginAsync(desk.Ivy, root);
        walk.FirstPress = async press =>
        {
            desk.Teams.BotUrl = dying;
            line.DieAt(point);
            var answered = await press();
            line.Revive();
            desk.Teams.BotUrl = healthy;
            return answered;
        };

        walk.Again = () => desk.Ivy.PressAsync(desk.Ivy.Again(root), "Escalate…");
        await walk.ToTheGateAsync(new { category = "Technical", workload = "ExchangeOnline" }, "B");
        Assert.True(walk.Words.Contains("Everything is there.", StringComparison.Ordinal), walk.Words);
        await walk.GoAsync("Make the package");
        for (var attempt = 0; attempt < 2 && (await TicketAsync(desk, root)).Status is not TicketStatus.WaitingOnThirdParty; attempt++)
        {
            var dies = walk.FirstPress!;
            walk.FirstPress = null;
            var again = await EscalationWalk.BeginAsync(desk.Ivy, desk.Ivy.Again(root));
            await again.GoAsync("Enter the case number");
            if (attempt == 0) await dies(() => again.TryAsync("Save and tell the customer", new { caseNumber = "12345678", told = "Passed on, once." }));
            else await again.GoAsync("Save and tell the customer", new { caseNumber = "12345678", told = "Passed on, once." });
            walk.FirstPress = dies;
        }

        desk.Time.Move(TimeSpan.FromSeconds(150));
        await desk.Get<SupportBot.Notifications.Aftermath>().SweepAsync(NodaTime.Duration.FromSeconds(90), default);
        await desk.QuietAsync();

        Assert.True(line.Died >= 8, $"It died {line.Died} times.");
        var ticket = await TicketAsync(desk, root);
        Assert.Equal((TicketStatus.WaitingOnThirdParty, EscalationState.WithMicrosoft), (ticket.Status, ticket.Escalation!.State));
        var file = EscalationFile.FromJson((await desk.Get<ITicketStore>().FindEscalationFileAsync(ticket.Number, default))!);
        Assert.Equal("Looked at the trace", Assert.Single(file.Steps).What);
        Assert.Equal("12345678", file.CaseNumber!.Number);
        Assert.Single(desk.Bo.Read(), message => message.Shows("Passed on, once."));
        Assert.Single(desk.Max.Read(root.Conversation), message => message.Shows("has the escalation package"));
    }

    [SkippableFact]
    public async Task Of_two_agents_on_the_same_page_the_second_learns_of_the_first_and_keeps_what_was_typed()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Contact);
        var root = await ClaimedAsync(desk, desk.Bo, "Mail does not arrive.");
        var ivy = await EscalationWalk.BeginAsync(desk.Ivy, root);
        var max = await EscalationWalk.BeginAsync(desk.Max, desk.Max.Again(root));
        await ivy.SaveAsync(new { category = "Technical", workload = "ExchangeOnline" });

        await max.RefuseAsync("Save and go on", new { category = "Billing", workload = "Azure" }, "Ivy Chen has changed the escalation meanwhile");

        Assert.Contains("Azure", max.Words, StringComparison.Ordinal);
        await max.SaveAsync(new { category = "Billing", workload = "Azure" });
        Assert.Equal(2, (await TicketAsync(desk, root)).Escalation!.Revision);
    }

    private static async Task TellAsync(OpenDesk desk, Person customer, Message root, string kind, string words, string language)
    {
        var walk = await EscalationWalk.BeginAsync(desk.Ivy, desk.Ivy.Again(root), language);
        await walk.GoAsync(Texts.In(language).ButtonTellCustomer, new { kind = walk.ValueOf("kind", kind), told = words });
        await desk.QuietAsync();
        var again = await desk.Teams.RedeliverAsync(desk.Teams.Activities[^1].Id, newId: true);
        Assert.Contains(Texts.In(language).DoneReplied(customer.Name), again.Body, StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.Single(customer.Read(), message => message.Shows(words));
    }

    private static async Task<Message> ClaimedAsync(OpenDesk desk, Person customer, string words)
    {
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(customer, words));
        var root = await OpenDesk.RootAsync(desk.Ivy, number);
        await desk.Ivy.PressAsync(root, "claim");
        await desk.QuietAsync();
        return desk.Ivy.Again(root);
    }

    private static async Task<Ticket> TicketAsync(OpenDesk desk, Message root)
    {
        Assert.True(TicketNumber.TryParse(OpenDesk.NumberOn(root), out var number));
        return (await desk.Get<ITicketStore>().FindAsync(number, default))!.Ticket;
    }
}
