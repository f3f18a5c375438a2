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

    [SkippableTheory]
    [InlineData("bo", "hours", "Monday – Thursday 09:00–18:00; Friday 09:00–13:00, 14:00–17:00 (Europe/Lisbon time)", "1,250.50 EUR an hour", "Here in Teams, or by support@contoso.example")]
    [InlineData("ana", "Quanto custa?", "segunda-feira – quinta-feira 09:00–18:00", "2 horas incluídas", "Aqui no Teams ou através de support@contoso.example")]
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
    public async Task Within_hours_nothing_is_said_of_them()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);

        await OpenDesk.FileAsync(desk.Bo, "Outlook is slow");
        await desk.QuietAsync();

        Assert.DoesNotContain(desk.Bo.Read(), message => message.Shows("closed now"));
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
    public void A_wrong_offer_is_named_when_the_bot_starts(string setting, string value, string named)
    {
        var values = new Dictionary<string, string?>(Office) { [setting] = value };

        Assert.Contains(SettingsTests.ProblemsWith(values), problem => problem.StartsWith(named, StringComparison.Ordinal));
    }
}
