using System.CommandLine;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Identity;
using NodaTime.Text;
using SupportBot.Customers;
using SupportBot.Storage;

namespace SupportBot;

/// <summary>The commands that carry the desk's customers in and out: <c>customers import</c>, <c>export</c> and <c>list</c>.</summary>
internal static class CustomersCommand
{
    private const int LargestFile = 50_000_000;
    private const int ProgressEvery = 100;
    private const int WidestCell = 40;

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting for this run only, such as --set Storage:TablePrefix=test; may be given again.",
        Recursive = true,
    };

    /// <summary>The command, to be put beside others.</summary>
    public static Command Create() => new("customers", "The organisations that the desk serves.") { Import(), Export(), List(), Set };

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "Partner Center's Export customers, or a file that export wrote." };
        var command = new Command("import", "Stores the customers of a CSV file. May be repeated: the same file changes nothing.") { file };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, (desk, token) => ImportAsync(desk, parsed.GetRequiredValue(file), token), cancellationToken));
        return command;
    }

    private static Command Export()
    {
        var file = new Argument<string?>("FILE") { Description = "Where to write; standard output unless given. A file that is there already is left alone.", Arity = ArgumentArity.ZeroOrOne };
        var semicolons = new Option<bool>("--semicolons") { Description = "Separates by semicolons, which spreadsheets expect where the comma is a decimal sign." };
        var command = new Command("export", "Writes all customers as a CSV file that import takes back.") { file, semicolons };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, (desk, token) => ExportAsync(desk, parsed.GetValue(file), parsed.GetValue(semicolons) ? ';' : ',', token), cancellationToken));
        return command;
    }

    private static Command List()
    {
        var search = new Option<string[]>("--search") { Description = "Only customers that hold all of these words.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("list", "Shows customers.") { search };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, (desk, token) => ListAsync(desk, parsed.GetValue(search) ?? [], token), cancellationToken));
        return command;
    }

    private static async Task<int> ImportAsync(Desk desk, string path, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile }) return desk.Refuse($"{path} is larger than {LargestFile / 1_000_000} MB, which no list of customers is.");
            bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return desk.Refuse($"{path} cannot be read. {exception.Message.ReplaceLineEndings(" ")}");
        }

        if (CustomerFile.Read(Csv.Decode(bytes), out var problem) is not { } file) return desk.Refuse($"{path}: nothing was imported. {problem}");

        Action<int>? progress = Console.IsErrorRedirected
            ? null
            : done =>
            {
                if (done % ProgressEvery == 0) desk.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {file.Rows.Count} rows"));
            };
        var import = new CustomerImport(desk.Customers, new ImportRules(desk.Settings.Partner.Type, desk.Settings.Cloud), (tenant, customer, token) => WelcomeAsync(desk.Strangers, tenant, customer, token));
        var result = await import.RunAsync(file, progress, cancellationToken);
        foreach (var row in result.Refused) await desk.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {string.Join("; ", row.Reasons)}"));
        await desk.Output.WriteLineAsync(result.ToString());
        return result.Refused.Count == 0 ? 0 : 1;
    }

    // Only marked here: the running bot's next sweep tells those who knocked that they can go on.
    private static async Task WelcomeAsync(IStrangers strangers, string tenant, Customer customer, CancellationToken cancellationToken)
    {
        while (await strangers.FindAsync(tenant, cancellationToken) is { Standing: not StrangerStanding.Known } stranger)
        {
            if (await strangers.KeepAsync(stranger.Linked(customer.Name, Environment.UserName), cancellationToken)) return;
        }
    }

    private static async Task<int> ExportAsync(Desk desk, string? path, char separator, CancellationToken cancellationToken)
    {
        var customers = (await desk.Customers.AllAsync(cancellationToken)).Select(stored => stored.Customer).ToList();
        var text = CustomerFile.Write(customers, separator);
        if (path is null)
        {
            await desk.Output.WriteAsync(text);
            return 0;
        }

        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            // With a byte order mark, without which spreadsheets do not take it for UTF-8.
            await using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await writer.WriteAsync(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return desk.Refuse(File.Exists(path) ? $"{path} is there already and may hold changes of yours. Give another name, or remove it first." : $"{path} cannot be written. {exception.Message}");
        }

        await desk.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{customers.Count} customers written to {path}"));
        return 0;
    }

    private static async Task<int> ListAsync(Desk desk, IReadOnlyList<string> search, CancellationToken cancellationToken)
    {
        var words = search.SelectMany(each => each.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var found = (await desk.Customers.AllAsync(cancellationToken)).Select(stored => stored.Customer).Where(customer => words.All(word => Holds(customer, word))).ToList();
        List<string[]> lines =
        [
            ["Name", "Domain", "Tenants", "Plan", "Queue", "Delegated admin ends"],
            .. found.Select(customer => new[]
            {
                Shown(customer.Name), Shown(customer.PrimaryDomain),
                customer.TenantIds[0] + (customer.TenantIds.Count > 1 ? $" +{customer.TenantIds.Count - 1}" : ""),
                Shown(customer.Plan), Shown(customer.Queue), customer.DelegatedAdminEnds is { } ends ? LocalDatePattern.Iso.Format(ends) : "",
            }),
        ];
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => WidthOf(line[column]))).ToList();
        foreach (var line in lines)
            await desk.Output.WriteLineAsync(string.Join("  ", line.Select((cell, column) => cell + new string(' ', widths[column] - WidthOf(cell)))).TrimEnd());
        await desk.Output.WriteLineAsync(found.Count == 1 ? "1 customer" : string.Create(CultureInfo.InvariantCulture, $"{found.Count} customers"));
        return 0;
    }

    private static bool Holds(Customer customer, string word) =>
        customer.TenantIds.Concat(new[] { customer.Name, customer.PrimaryDomain, customer.Plan, customer.Queue, customer.Reseller }.OfType<string>())
            .Any(text => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0);

    // Names come from Teams, too: nothing in them may move a terminal's cursor.
    private static string Shown(string? text)
    {
        var plain = string.Concat((text ?? "").Select(character => char.IsControl(character) ? ' ' : character));
        var info = new StringInfo(plain);
        return info.LengthInTextElements <= WidestCell ? plain : info.SubstringByTextElements(0, WidestCell - 1) + "…";
    }

    private static int WidthOf(string cell) => new StringInfo(cell).LengthInTextElements;

    // Reads the settings as the bot does, and says what keeps the tables out of reach.
    private static async Task<int> RunAsync(ParseResult parsed, Func<Desk, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            var builder = WebApplication.CreateBuilder();
            foreach (var setting in parsed.GetValue(Set) ?? [])
            {
                if (setting.Split('=', 2) is not [{ Length: > 0 } name, var value])
                {
                    await error.WriteLineAsync($"--set {setting}: write a setting's name and its value, such as --set Storage:TablePrefix=test.");
                    return 1;
                }

                builder.Configuration[name] = value;
            }

            if (Read(builder.Configuration, error) is not { } settings) return 1;
            if (settings.Problems.Count > 0)
            {
                await error.WriteLineAsync(settings.Explain());
                return 1;
            }

            await using var services = new ServiceCollection().AddLogging().AddStorage(builder.Configuration).BuildServiceProvider();
            await services.GetRequiredService<TableSetup>().CreateAsync(cancellationToken);
            return await work(new Desk(settings, services.GetRequiredService<ICustomerStore>(), services.GetRequiredService<IStrangers>(), output, error), cancellationToken);
        }
        catch (Exception exception) when (exception is RequestFailedException or AuthenticationFailedException or HttpRequestException)
        {
            await error.WriteLineAsync(Settings.ExplainStorage(exception.Message) + " What was imported before this is stored; import the file again for the rest.");
        }
        catch (DamagedRowException exception)
        {
            await error.WriteLineAsync($"A stored customer cannot be read. {exception.Message} Mend or delete that row in the table.");
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped. What was imported before this is stored; import the file again for the rest.");
        }

        return 1;
    }

    private static Settings? Read(IConfiguration configuration, TextWriter error)
    {
        try
        {
            return Settings.ReadForTables(configuration);
        }
        catch (InvalidOperationException exception)
        {
            error.WriteLine($"A setting cannot be read. {exception.Message}");
            return null;
        }
    }

    private sealed record Desk(Settings Settings, ICustomerStore Customers, IStrangers Strangers, TextWriter Output, TextWriter Error)
    {
        public int Refuse(string reason)
        {
            Error.WriteLine(reason);
            return 1;
        }
    }
}
