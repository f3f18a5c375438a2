namespace TeamsSimulator.Launching;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        await using var teams = await SimulatedTeams.StartAsync(new() { Port = 3978 });
        Console.WriteLine(teams.Url);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
