using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Tickets;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Customers are told which support there is, when, how to reach it and at what price.</summary>
public sealed class OfferTests
{
    private static readonly Dictionary<string, string?> Office = new()
    {
        ["Offer:Types:0"] = "Technical questions on Microsoft 365",
        ["Offer:Types:1"] = "Billing",
        ["Offer:TimeZone"] = "Europe/Lisbon",
        ["Offer:Hours:Monday"] = "09:00-18:00",
        ["Offer:Hours:Tuesday"] = "09:00-18:00",
        ["Offer:Hours:Wednesday"] = "09:00-18:00",
        ["Offer:Hours:Thursday"] = "09:00-18:00",
        ["Offer:Hours:Friday"] = "09:00-13:00, 14:00-17:00",
        ["Offer:FirstAnswerHours"] = "4",
        ["Offer:Currency"] = "eur",
        ["Offer:PerHour"] = "1250.5",
        ["Offer:IncludedHours"] = "2",
    };

    private static readonly Dictionary<string, string?> Structured = new(Office)
    {
        ["Offer:Types:0"] = null,
        ["Offer:Types:1"] = null,
        ["Offer:Support:0:Services:0"] = "Microsoft365",
        ["Offer:Support:1:Services:0"] = "azure",
        ["Offer:Support:1:Categories:0"] = "Technical",
        ["Offer:Support:1:By"] = "Subcontracted",
        ["Offer:Support:1:Company"] = "Litware",
        ["Offer:Support:1:Contact"] = "noc@litware.example",
        ["Offer:Support:1:Queue"] = "Azure",
        ["Offer:Support:2:Services:0"] = "Azure",
        ["Offer:Support:2:Categories:0"] = "Billing",
        ["Offer:ValidFrom"] = "2026-01-01",
        ["Offer:Plans:Gold:AroundTheClock"] = "True",
        ["Offer:Plans:Gold:PerHour"] = "990",
    };

    [SkippableTheory]
    [InlineData("bo", "hours", "Monday – Thursday 09:00–18:00; Friday 09:00–13:00, 14:00–17:00 (time zone Europe/Lisbon)", "1,250.50 EUR an hour", "Here in Teams, or by support@contoso.example")]
    [InlineData("ana", "Quanto custa?", "segunda-feira – quinta-feira 09:00–18:00", "inclui 2 h", "Aqui no Teams ou através de support@contoso.example")]
    public async Task All_four_facts_are_told_in_the_askers_language(string who, string asked, string hours, string price, string reach)
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);
        var person = desk.Teams.Person(who);

        await person.SayAsync(asked);

        var offer = await person.WaitForAsync(hours);
        Assert.True(offer.Shows(price));
        Assert.True(offer.Shows(reach));
        Assert.True(offer.Shows("Technical questions on Microsoft 365; Billing"));
    }

    [SkippableFact]
    public async Task The_welcome_holds_the_offer()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);
        await desk.Bo.UninstallAsync();
        await desk.Bo.InstallAsync();

        var welcome = await desk.Bo.WaitForAsync("Welcome to Contoso CSP support");

        Assert.True(welcome.Shows("Friday 09:00–13:00"));
        Assert.True(welcome.Shows("1,250.50 EUR an hour"));
    }

    [SkippableFact]
    public async Task Out_of_hours_a_request_is_taken_and_the_opening_and_first_answer_are_told_in_the_persons_zone()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);
        desk.Time.Move(TimeSpan.FromDays(4) + TimeSpan.FromHours(13)); // Saturday 22:00 in Lisbon

        await OpenDesk.FileAsync(desk.Bo, "Outlook is slow");
        await desk.Bo.WaitForAsync("We are closed now and open Monday, 30 November at 10:00. The first answer comes by Monday, 30 November at 14:00.");
        await OpenDesk.FileAsync(desk.Ana, "O Teams não abre");
        await desk.Ana.WaitForAsync("Neste momento estamos encerrados; abrimos segunda-feira, 30 de novembro, às 09:00. A primeira resposta chega até segunda-feira, 30 de novembro, às 13:00.");
    }

    [SkippableFact]
    public async Task That_the_desk_is_closed_is_said_after_the_number_and_also_where_the_first_answer_was_lost()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);
        desk.Time.Move(TimeSpan.FromDays(4));
        await desk.Bo.SayAsync("Outlook is slow");
        var summary = await desk.Bo.WaitForAsync("Please check your request");
        // As an instance leaves it that stops between the ticket and the answer.
        var nonce = (string)summary.Card!.SelectTokens("..nonce").First()!;
        var bo = new SupportBot.Tickets.Person(Cast.Northwind.TenantId, Cast.Bo.AadObjectId, Cast.Bo.Name);
        var request = new Request("Outlook is slow", "Outlook is slow", Service.Microsoft365, Category.Technical, Affected.OnlyMe, WorkBlocked.No);
        var key = CommandKey.OfPress(bo, nonce, Verbs.File, expectedVersion: null, "");
        await desk.Get<TicketKeeper>().FileAsync(new FileTicket(TicketNumber.Of("A", 1001), nonce, bo, bo, "Northwind", request, WantsPerson: false, SummaryMessage: null, key), default);

        await desk.Bo.SayAsync("send");

        await desk.Bo.WaitForAsync("We are closed now and open Monday");
        var said = desk.Bo.Read().Select(message => message.Everything).ToList();
        // The ticket's own card comes by another way, before or after the two.
        var number = said.FindIndex(text => text.Contains("Your request has the number A-1001", StringComparison.Ordinal));
        Assert.True(number >= 0 && number < said.FindIndex(text => text.Contains("We are closed now", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task Within_hours_nothing_is_said_of_them()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);

        await OpenDesk.FileAsync(desk.Bo, "Outlook is slow");
        await desk.QuietAsync();

        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("closed now"));
    }

    [SkippableTheory]
    [InlineData("bo", "What support do you give?", "Microsoft 365: technical questions, billing and subscriptions. Azure: billing. Azure: technical questions (given by Litware)", "(prices as of 1 January 2026)")]
    [InlineData("ana", "Que apoio dão?", "Microsoft 365: questões técnicas, faturação e subscrições. Azure: faturação. Azure: questões técnicas (assegurado por Litware)", "(preços em vigor desde 1 de janeiro de 2026)")]
    public async Task Which_support_there_is_and_who_gives_it_is_told_in_the_askers_language(string who, string asked, string support, string since)
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Structured);
        var person = desk.Teams.Person(who);

        await person.SayAsync(asked);

        var offer = await person.WaitForAsync(support);
        Assert.True(offer.Shows(since));
        Assert.False(offer.Shows("provider"));
    }

    [SkippableFact]
    public async Task A_customer_with_a_plan_and_terms_of_its_own_sees_its_hours_and_prices_and_another_the_desks()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Structured);
        var terms = new Dictionary<string, string> { ["Hours"] = "Mon-Sun 07:00-23:00", ["PerIncident"] = "40" };
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with { Plan = "Gold", Terms = new OfferTerms(terms) });

        await desk.Ana.SayAsync("tabela de preços");
        var hers = await desk.Ana.WaitForAsync("990,00 EUR por hora; 40,00 EUR por pedido");
        Assert.True(hers.Shows("segunda-feira – domingo 07:00–23:00"));
        Assert.False(hers.Shows("janeiro"));

        await desk.Bo.SayAsync("support hours?");
        var his = await desk.Bo.WaitForAsync("Monday – Thursday 09:00–18:00");
        Assert.True(his.Shows("1,250.50 EUR an hour"));
        Assert.False(his.Shows("a request"));
    }

    [SkippableFact]
    public async Task A_customer_who_is_served_around_the_clock_is_never_told_that_the_desk_is_closed()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Structured);
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with { Plan = "Gold" });
        desk.Time.Move(TimeSpan.FromDays(4) + TimeSpan.FromHours(13)); // Saturday 22:00 in Lisbon

        await OpenDesk.FileAsync(desk.Ana, "O Teams não abre");
        await OpenDesk.FileAsync(desk.Bo, "Outlook is slow");

        await desk.Bo.WaitForAsync("We are closed now and open Monday");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Ana.Read(), message => message.Shows("encerrados"));
    }

    [SkippableFact]
    public async Task Terms_that_cannot_be_read_leave_the_customer_with_the_desks_offer()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Structured);
        await desk.ChangeAsync(Cast.Northwind, customer => customer with { Plan = "Gone", Terms = new OfferTerms(new Dictionary<string, string> { ["PerHour"] = "a lot" }) });

        await desk.Bo.SayAsync("prices");

        await desk.Bo.WaitForAsync("1,250.50 EUR an hour");
    }

    [SkippableFact]
    public async Task A_resellers_customer_is_told_of_the_provider_behind_it()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: new Dictionary<string, string?>(Structured) { ["Partner:Type"] = "IndirectReseller", ["Partner:Provider"] = "Wide World" });

        await desk.Bo.SayAsync("what do you support");
        Assert.True((await desk.Bo.WaitForAsync("We take it to our provider, Wide World, and stay your contact")).Shows("What we cannot solve"));

        await desk.Ana.SayAsync("bom dia");
        await desk.Ana.WaitForAsync("Encaminhamos para o nosso fornecedor, Wide World, e continuamos a ser o seu contacto");
    }

    [SkippableFact]
    public async Task A_ticket_comes_into_the_queue_of_its_line_and_the_agents_read_who_gives_the_support()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Structured);
        desk.Time.Move(TimeSpan.FromMinutes(1));
        await desk.Get<IQueues>().KeepAsync(new Queue("Azure", Cast.TeamId, Cast.AzureChannelId, desk.Teams.ServiceUrl), default);

        var azure = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Bo, "Our Azure virtual machine is down"));
        var root = await desk.Ivy.WaitForAsync(message => message.RootId == message.Id && message.Shows(azure + " ·"), Cast.AzureChannelId);
        Assert.True(root.Shows("Given by Litware (noc@litware.example)"));
        Assert.True(root.Shows("Bo Larsen, Northwind Traders"));

        var office = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre"));
        Assert.False((await OpenDesk.RootAsync(desk.Ivy, office)).Shows("Given by"));
    }

    [SkippableFact]
    public async Task What_the_offer_does_not_hold_is_said_before_it_is_sent_and_can_be_sent_all_the_same()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Structured);

        await desk.Ana.SayAsync("O Dynamics não abre");
        await desk.Ana.WaitForAsync("A nossa oferta de apoio não inclui este assunto: Dynamics 365, questões técnicas.");
        var summary = desk.Ana.Read().Last(message => message.Buttons.Count == 3);
        Assert.Equal(200, (await desk.Ana.PressAsync(summary, "file")).BotStatus);
        await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(desk.Ana.Again(summary)));

        await OpenDesk.FileAsync(desk.Bo, "Outlook is slow");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("does not include"));
    }

    [SkippableFact]
    public async Task Who_corrects_a_request_to_something_outside_the_offer_is_told_once()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Structured);

        var ticket = await OpenDesk.FileAsync(desk.Ana, "O Outlook não abre", new { service = "Dynamics365" });
        await desk.Ana.WaitForAsync("A nossa oferta de apoio não inclui este assunto: Dynamics 365, questões técnicas.");
        await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        await OpenDesk.FileAsync(desk.Bo, "Dynamics is slow", new { service = "Other" });
        await desk.QuietAsync();

        Assert.Single(desk.Bo.Read(), message => message.Shows("does not include"));
    }

    [SkippableFact]
    public async Task Without_an_offer_the_partners_contact_is_told()
    {
        await using var desk = await OpenDesk.OpenAsync();

        await desk.Bo.SayAsync("prices");

        await desk.Bo.WaitForAsync("Please ask support@contoso.example");
    }

    [Theory]
    [InlineData("Offer:TimeZone", "Lisbon", "Offer:TimeZone")]
    [InlineData("Offer:Hours:Monday", "9 to 6", "Offer:Hours:Monday")]
    [InlineData("Offer:Hours:Someday", "09:00-18:00", "Offer:Hours")]
    [InlineData("Offer:Hours:Friday", "14:00-17:00, 09:00-15:00", "Offer:Hours")]
    [InlineData("Offer:Holidays:0", "Christmas", "Offer:Holidays")]
    [InlineData("Offer:Free", "true", "Offer:Free")]
    [InlineData("Offer:PerHour", "-5", "Offer:PerHour")]
    [InlineData("Offer:Currency", "Euro", "Offer:Currency")]
    [InlineData("Offer:FirstAnswerHours", "0", "Offer:FirstAnswerHours")]
    [InlineData("Offer:AroundTheClock", "true", "Offer:AroundTheClock")]
    [InlineData("Offer:ValidFrom", "January", "Offer:ValidFrom")]
    [InlineData("Offer:PerHour", "62,5O", "Offer: ")]
    [InlineData("Offer:Support:0:Services:1", "Sharepoint", "Offer:Support:0:Services: \"Sharepoint\" is no service; use Microsoft365, Azure, Dynamics365, Other")]
    [InlineData("Offer:Support:0:Categories:0", "Technology", "Offer:Support:0:Categories: \"Technology\" is no category")]
    [InlineData("Offer:Support:1:By", "Friends", "Offer:Support:1:By: \"Friends\"")]
    [InlineData("Offer:Support:1:By", "Own", "Offer:Support:1:By: Resold or Subcontracted, since a company is named")]
    [InlineData("Offer:Support:1:Company", "", "Offer:Support:1:Company")]
    [InlineData("Offer:Support:2:Categories:0", "Technical", "Offer:Support:2: Azure Technical is in Offer:Support:1 as well")]
    [InlineData("Offer:Support:2:Services:0", "Microsoft365", "Offer:Support:2: Microsoft365 Billing is in Offer:Support:0 as well")]
    [InlineData("Offer:Plans:Gold:PerHour", "a lot", "Offer:Plans:Gold:PerHour: \"a lot\"")]
    [InlineData("Offer:Plans:Gold:Price", "5", "Offer:Plans:Gold:Price: cannot differ")]
    [InlineData("Offer:Plans:Silver:Hours:Monday", "09:00-18:00", "Offer:Plans:Silver:Hours: one text in a plan")]
    public void A_wrong_offer_is_named_when_the_bot_starts(string setting, string value, string named)
    {
        var values = new Dictionary<string, string?>(Structured) { [setting] = value };

        Assert.Empty(SettingsTests.ProblemsWith(Structured));
        Assert.Contains(SettingsTests.ProblemsWith(values), problem => problem.StartsWith(named, StringComparison.Ordinal));
    }

    [Fact]
    public void An_offer_must_say_what_is_supported()
    {
        var values = Office.Where(setting => !setting.Key.StartsWith("Offer:Types", StringComparison.Ordinal)).ToDictionary();

        Assert.StartsWith("Offer:Support:", Assert.Single(SettingsTests.ProblemsWith(values)), StringComparison.Ordinal);
    }
}
