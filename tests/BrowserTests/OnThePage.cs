using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BrowserTests;

/// <summary>What people do on the page of the simulated Teams.</summary>
internal static class OnThePage
{
    public static ILocator Holding(ILocator pane, string text) => pane.GetByTestId("message").Filter(new() { HasText = text });

    public static async Task SayAsync(IPage page, string text)
    {
        await page.GetByTestId("compose-customer").FillAsync(text);
        await page.GetByTestId("send-customer").ClickAsync();
    }

    public static async Task FillAsync(IPage page, ILocator root, string button, string text, string send)
    {
        await root.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        var form = page.GetByTestId("task-module");
        await form.GetByRole(AriaRole.Textbox).FillAsync(text);
        await form.GetByRole(AriaRole.Button, new() { Name = send }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        if (await form.IsVisibleAsync()) await page.Keyboard.PressAsync("Escape");
    }

    // Written into the tree only when asked for, so that a test run leaves it as it was.
    public static async Task PictureAsync(IPage page, string name)
    {
        var picture = await page.ScreenshotAsync();
        Assert.True(picture.Length > 10_000, "The page is not empty.");
        if (Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") is "1")
            await File.WriteAllBytesAsync(Path.Combine(Stage.Root(), "docs", name), picture);
    }
}
