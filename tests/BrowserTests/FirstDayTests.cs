using Microsoft.Playwright;
using static BrowserTests.OnThePage;
using static Microsoft.Playwright.Assertions;

namespace BrowserTests;

/// <summary>What a head of support does first, as it is seen and pressed in a real browser.</summary>
[Collection(Stage.Shared)]
public sealed class FirstDayTests(Stage stage)
{
    [SkippableFact]
    public async Task A_tenant_that_nobody_knows_becomes_a_customer_by_one_form_and_its_person_goes_on()
    {
        var page = await stage.OpenAsync();
        await page.GetByTestId("person-customer").SelectOptionAsync("cleo");
        var (chat, desk) = (page.GetByTestId("pane-customer"), page.GetByTestId("pane-desk"));

        await page.GetByTestId("install-customer").ClickAsync();
        await SayAsync(page, "Teams does not ring");
        await Expect(Holding(chat, "Your organisation is not set up here yet").Last).ToBeVisibleAsync();
        var asked = Holding(desk, "nobody knows wrote to us");
        await Expect(asked).Not.ToContainTextAsync("ring");
        await PictureAsync(page, "unknown-tenant.png");

        await asked.GetByRole(AriaRole.Button, new() { Name = "New customer" }).ClickAsync();
        var form = page.GetByTestId("task-module");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Customer" }).FillAsync("Adventure Works");
        await form.GetByRole(AriaRole.Button, new() { Name = "New customer" }).ClickAsync();

        await Expect(Holding(chat, "now serves your organisation here")).ToBeVisibleAsync();
        await Expect(asked).ToContainTextAsync("Linked to Adventure Works by Ivy Chen");
        if (await form.IsVisibleAsync()) await page.Keyboard.PressAsync("Escape");
        await SayAsync(page, "Teams does not ring");
        await Expect(Holding(chat, "Please check your request")).ToBeVisibleAsync();
        await page.CloseAsync();
    }

    [SkippableFact]
    public async Task Charged_work_waits_until_the_approver_has_agreed_to_the_price_that_was_shown()
    {
        var page = await stage.OpenAsync();
        await page.GetByTestId("person-customer").SelectOptionAsync("dina");
        var (chat, desk) = (page.GetByTestId("pane-customer"), page.GetByTestId("pane-desk"));
        await SayAsync(page, "Please move our mailboxes to Microsoft 365");
        await Holding(chat, "Please check your request").GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        var number = System.Text.RegularExpressions.Regex.Match(await Holding(chat, "Received").InnerTextAsync(), @"A-\d+").Value;
        var root = desk.GetByTestId("thread").Filter(new() { HasText = number }).GetByTestId("message").First;

        await root.GetByRole(AriaRole.Button, new() { Name = "Ask for consent" }).ClickAsync();
        var form = page.GetByTestId("task-module");
        await Expect(form).ToContainTextAsync("75.00 EUR an hour");
        await form.GetByRole(AriaRole.Textbox).First.FillAsync("Moving 40 mailboxes over a weekend");
        await form.GetByRole(AriaRole.Button, new() { Name = "Ask the customer" }).ClickAsync();
        await Expect(root).ToContainTextAsync("do not begin", new() { IgnoreCase = true });
        if (await form.IsVisibleAsync()) await page.Keyboard.PressAsync("Escape");
        await Holding(chat, "may this work be charged?").GetByRole(AriaRole.Button, new() { Name = "Ask Carla Nunes" }).ClickAsync();
        await Expect(Holding(chat, "Asked: Carla Nunes").Last).ToBeVisibleAsync();

        await page.GetByTestId("person-customer").SelectOptionAsync("carla");
        var question = Holding(chat, "este trabalho pode ser cobrado?");
        await Expect(question).ToContainTextAsync("75.00 EUR an hour");
        await PictureAsync(page, "consent.png");
        await question.GetByRole(AriaRole.Button, new() { Name = "Aceitar" }).ClickAsync();

        await Expect(root).ToContainTextAsync("Carla Nunes agreed");
        await page.CloseAsync();
    }
}
