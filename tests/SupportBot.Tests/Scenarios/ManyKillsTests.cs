using FaultSimulator.Processes;
using Xunit.Abstractions;

namespace SupportBot.Tests.Scenarios;

/// <summary>Real processes, killed at random moments while people file and work.</summary>
public sealed class ManyKillsTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;

    [SkippableFact]
    public async Task What_was_acknowledged_is_there_once_and_has_its_thread_however_often_the_bot_is_killed()
    {
        var kills = Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") is "1" ? 10 : 5;

        var report = await KillRun.RunAsync(await Azurite.ConnectionStringAsync(), kills, Seed, output.WriteLine);

        Assert.Empty(report.Problems);
        Assert.Equal(kills, report.Kills);
        Assert.True(report.Acknowledged >= 20, $"{report.Acknowledged} tickets were acknowledged.");
        Assert.True(report.Worked > 0);
    }
}
