using System.CommandLine;

namespace SupportBot.Teams;

/// <summary><c>manifest pack</c>: makes the two Teams apps that are uploaded, <c>customer.zip</c> and <c>desk.zip</c>.</summary>
internal static class ManifestCommand
{
    /// <summary>The command, with everything it takes.</summary>
    public static Command Build()
    {
        var appId = Text("--app-id", "The app id of the bot's registration, a GUID. Needed.");
        var domain = Text("--domain", "The bot's host name, such as desk.contoso.example. Needed.");
        var name = Text("--name", $"Your company's name, as customers know it; at most {AppPackageOptions.LongestName} characters. Needed.");
        var contact = Text("--contact", "How customers reach you when the app does not answer: a mail address, a telephone number or a URL. Needed.");
        var logo = Text("--logo", $"The customer app's icon, a PNG file of {AppPackageOptions.ColorIconSize}x{AppPackageOptions.ColorIconSize} pixels; a speech bubble unless given.");
        var color = Text("--color", $"The customer app's accent colour; {AppPackage.OurColor} unless given.");
        var version = Text("--app-version", "The apps' version, three numbers, to be raised when what was uploaded changes; 1.0.0 unless given.");
        var website = Text("--website", "Your website; https://DOMAIN unless given.");
        var privacy = Text("--privacy", "Your privacy statement; https://DOMAIN/privacy unless given.");
        var terms = Text("--terms", "Your terms of use; https://DOMAIN/terms unless given.");
        var output = new Option<string>("--output") { Description = "The folder that takes the two files; the current one unless given.", DefaultValueFactory = _ => "." };

        var pack = new Command("pack", "Makes customer.zip and desk.zip.") { appId, domain, name, contact, logo, color, version, website, privacy, terms, output };
        pack.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new AppPackageOptions
            {
                AppId = parsed.GetValue(appId),
                Domain = parsed.GetValue(domain),
                Name = parsed.GetValue(name),
                Contact = parsed.GetValue(contact),
                Logo = parsed.GetValue(logo),
                Color = parsed.GetValue(color),
                Version = parsed.GetValue(version),
                Website = parsed.GetValue(website),
                Privacy = parsed.GetValue(privacy),
                Terms = parsed.GetValue(terms),
            };
            var console = parsed.InvocationConfiguration;
            return await PackAsync(options, parsed.GetValue(output)!, console.Output, console.Error, cancellationToken);
        });
        return new Command("manifest", "The Teams apps through which people reach the bot.") { pack };
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private static async Task<int> PackAsync(AppPackageOptions options, string folder, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        if (options.Read(problems) is not { } app)
        {
            await error.WriteLineAsync("The app packages were not made. Set these right ('manifest pack --help' explains each):");
            foreach (var problem in problems) await error.WriteLineAsync($"  - {problem}");
            return 1;
        }

        try
        {
            await WriteAsync(
                AppPackage.ForDesk(app),
                "Yours alone. Upload it in your Teams admin centre (Teams apps > Manage apps > Upload new app), then add the app to the desk's team.");
            await WriteAsync(
                AppPackage.ForCustomers(app),
                "For your customers. Give it to each customer's administrator, who uploads it to their own catalogue in the same way and lets their people use it.");
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await error.WriteLineAsync($"The app packages could not be written to {folder}. Name a folder in which you may write with --output. {exception.Message.ReplaceLineEndings(" ")}");
            return 1;
        }

        async Task WriteAsync(AppPackage package, string next)
        {
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, package.FileName);
            await File.WriteAllBytesAsync(path, package.Pack(), cancellationToken);
            await output.WriteLineAsync($"{path}{Environment.NewLine}  {next}");
        }
    }
}
