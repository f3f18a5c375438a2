using System.Runtime.InteropServices;

namespace TeamsSimulator.Launching;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        LaunchOptions options;
        try
        {
            options = LaunchOptions.Parse(args);
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine($"{wrong.Message}\n\n{LaunchOptions.Usage}");
            return 2;
        }
        if (options.Help)
        {
            Console.WriteLine(LaunchOptions.Usage);
            return 0;
        }
        if (SourceTree.Find() is not { } tree)
        {
            Console.Error.WriteLine("Run this from a checkout of SupportBot: dotnet run --project tests/TeamsSimulator");
            return 1;
        }

        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        return await new Launcher(options, tree, Console.Out, stop.Token).RunAsync();
    }
}
