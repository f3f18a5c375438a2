using System.Globalization;

namespace TeamsSimulator.Launching;

/// <summary>What was asked for on the command line.</summary>
/// <param name="BotUrl">A bot that somebody else starts.</param>
internal sealed record LaunchOptions(int? Port, int? BotPort, int? AzuritePort, string? Data, bool NoBot, Uri? BotUrl, string? AppId, bool Help)
{
    public const string Usage = """
        dotnet run --project tests/TeamsSimulator [-- options]

          --port N           the simulated Teams and its page (5300, or the next free port)
          --bot-port N       the bot (3978, or the next free port)
          --azurite-port N   Azurite's tables (10002, or the next free port)
          --data FOLDER      where tables and logs are kept (tests/TeamsSimulator/.data)
          --no-bot           starts all but the bot, prints its settings, and waits until you have started it
          --bot-url URL      as --no-bot, for a bot at this address
          --app-id GUID      sends activities with tokens for this app id, signed by the simulated Teams
        """;

    /// <exception cref="FormatException">The message says what is wrong, in a sentence.</exception>
    public static LaunchOptions Parse(string[] args)
    {
        var options = new LaunchOptions(null, null, null, null, false, null, null, false);
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var name))
        {
            string Value() => rest.TryDequeue(out var value) ? value : throw new FormatException($"{name} wants a value.");
            int Port() => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
                ? port : throw new FormatException($"{name} wants a port from 1 to 65535.");
            options = name switch
            {
                "--port" => options with { Port = Port() },
                "--bot-port" => options with { BotPort = Port() },
                "--azurite-port" => options with { AzuritePort = Port() },
                "--data" => options with { Data = Value() },
                "--no-bot" => options with { NoBot = true },
                "--bot-url" => options with { BotUrl = Uri.TryCreate(Value(), UriKind.Absolute, out var url) ? url : throw new FormatException("--bot-url wants an address such as http://127.0.0.1:3978.") },
                "--app-id" => options with { AppId = Guid.TryParse(Value(), out var id) ? id.ToString("D") : throw new FormatException("--app-id wants a GUID.") },
                "--help" or "-h" => options with { Help = true },
                _ => throw new FormatException($"There is no option '{name}'."),
            };
        }
        return options;
    }
}
