using Microsoft.Playwright;
using static BrowserTests.OnThePage;
using static Microsoft.Playwright.Assertions;

namespace BrowserTests;

/// <summary>The way through, as people see and press it in a real browser.</summary>
[Collection(Stage.Shared)]
public sealed class WayThroughTests(Stage stage)
{
    [SkippableFact]
    public async Task In_English_from_the_first_word_to_settled_with_cards_that_change_in_place()
    {
        var page = await stage.OpenAsync();
        await page.GetByTestId("person-customer").SelectOptionAsync("bo");
        var chat = page.GetByTestId("pane-customer");
        var desk = page.GetByTestId("pane-desk");

        await SayAsync(page, "Outlook keeps asking for my password. It began yesterday.");
        var summary = Holding(chat, "Please check your request");
        await Expect(summary.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("Outlook keeps asking for my password");
        await summary.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        var ticket = Holding(chat, "Received");
        var cardId = await ticket.GetAttributeAsync("data-message-id");
        var number = System.Text.RegularExpressions.Regex.Match(await ticket.InnerTextAsync(), @"A-\d+").Value;

        var thread = desk.GetByTestId("thread").Filter(new() { HasText = number });
        var root = thread.GetByTestId("message").First;
        await root.GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        await Expect(Holding(chat, $"Ivy Chen is now looking after {number}")).ToBeVisibleAsync();

        var changed = chat.Locator($"[data-message-id='{cardId}']");
        await Expect(changed).ToContainTextAsync("In progress");
        await Expect(changed).ToContainTextAsync("Ivy Chen");
        await Expect(root).ToContainTextAsync("Ivy Chen");
        await Expect(root.GetByRole(AriaRole.Button, new() { Name = "Claim" })).ToHaveCountAsync(0);

        await FillAsync(page, root, "Reply to customer", "Please restart Outlook once.", "Send to customer");
        await Expect(Holding(chat, "Please restart Outlook once.")).ToContainTextAsync("Ivy Chen");
        await SayAsync(page, "It works again");
        await Expect(Holding(thread, "It works again")).ToContainTextAsync("Bo Larsen");
        await PictureAsync(page, "simulated-teams.png");

        await FillAsync(page, root, "Resolve", "Restarted Outlook.", "Mark as resolved");
        var question = Holding(chat, $"Is {number} settled?").Last;
        await question.GetByRole(AriaRole.Button, new() { Name = "Yes", Exact = true }).ClickAsync();
        await Expect(chat.Locator($"[data-message-id='{cardId}']")).ToContainTextAsync("Closed");
        await Expect(root).ToContainTextAsync("Closed");
        await page.CloseAsync();
    }

    [SkippableFact]
    public async Task In_Portuguese_until_the_customer_says_not_yet()
    {
        var page = await stage.OpenAsync();
        await page.GetByTestId("person-customer").SelectOptionAsync("ana");
        var chat = page.GetByTestId("pane-customer");
        var desk = page.GetByTestId("pane-desk");

        await SayAsync(page, "O Teams não abre e não consigo trabalhar");
        var summary = Holding(chat, "Confirme o seu pedido");
        await Expect(summary.GetByRole(AriaRole.Textbox, new() { Name = "Assunto" })).ToHaveValueAsync("O Teams não abre e não consigo trabalhar");
        await summary.GetByRole(AriaRole.Button, new() { Name = "Enviar", Exact = true }).ClickAsync();
        var ticket = Holding(chat, "Recebido");
        var cardId = await ticket.GetAttributeAsync("data-message-id");
        var number = System.Text.RegularExpressions.Regex.Match(await ticket.InnerTextAsync(), @"A-\d+").Value;

        var root = desk.GetByTestId("thread").Filter(new() { HasText = number }).GetByTestId("message").First;
        await FillAsync(page, root, "Resolve", "Reposta a ligação.", "Mark as resolved");
        var question = Holding(chat, $"O pedido {number} ficou resolvido?").Last;
        await Expect(question).ToContainTextAsync("Reposta a ligação.");
        await question.GetByRole(AriaRole.Button, new() { Name = "Ainda não" }).ClickAsync();
        await Expect(chat.Locator($"[data-message-id='{cardId}']")).ToContainTextAsync("Em tratamento");
        await Expect(root).ToContainTextAsync("Open");
        await page.CloseAsync();
    }
}
