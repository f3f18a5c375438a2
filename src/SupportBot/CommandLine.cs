using System.CommandLine;
using SupportBot.Teams;

namespace SupportBot;

/// <summary>What an operator does beside running the bot: <c>dotnet run --project src/SupportBot -- …</c>. Without a command the bot itself starts.</summary>
internal static class CommandLine
{
    /// <summary>Whether these arguments name a command; settings such as <c>--urls</c> are the bot's.</summary>
    public static bool Takes(IReadOnlyList<string> args) => args is [var first, ..] && (first is "--help" or "-h" or "-?" || !first.StartsWith('-'));

    /// <summary>Carries out a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <param name="console">Where it writes; the console unless given.</param>
    /// <returns>The exit code: 0 where it was carried out, 1 where not; what was wrong is on standard error.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args, InvocationConfiguration? console = null) => Root().Parse(args).InvokeAsync(console);

    private static RootCommand Root() => new("SupportBot, a support desk in Microsoft Teams. Without a command it starts the bot.")
    {
        CustomersCommand.Create(),
        HandbookCommand.Create(),
        ManifestCommand.Build(),
    };
}
