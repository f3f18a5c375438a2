namespace SupportBot;

/// <summary>Lets whoever started the bot end it by closing its standard input, so that a killed parent leaves no orphan.</summary>
internal static class ParentWatch
{
    private const string Setting = "SUPPORTBOT_EXIT_WITH_STDIN";

    public static void StopWithStandardInput(IHostApplicationLifetime lifetime, IConfiguration configuration)
    {
        if (configuration[Setting] != "1") return;
        _ = Task.Run(async () =>
        {
            await using var input = Console.OpenStandardInput();
            var ignored = new byte[256];
            while (await input.ReadAsync(ignored) > 0)
            {
            }

            lifetime.StopApplication();
        });
    }
}
