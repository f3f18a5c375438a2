using FaultSimulator.Running;
using FaultSimulator.Scenes;
using Simulated = FaultSimulator.Running.Simulation;

namespace SupportBot.Tests.Scenarios;

/// <summary>Scenes that the fault simulator plays in many orders, on two instances, with nothing else in their way.</summary>
public sealed class SceneTests
{
    private static readonly bool All = Environment.GetEnvironmentVariable("CI_REQUIRE_ALL") == "1";

    /// <summary>S7: two agents press within 10 ms. A seed plays <see cref="TwoClaims.Orders"/> orders.</summary>
    [Fact]
    public void S7_in_whatever_order_two_claim_a_ticket_one_has_it_and_the_other_and_the_customer_are_told_once()
    {
        var orders = All ? 400 : 100;

        var results = Played(orders / TwoClaims.Orders, "two-claims");

        Assert.Empty(results.SelectMany(result => result.Violations.Select(violation => $"{violation} Again: {result.Replay}")));
        Assert.Equal(orders, results.Sum(result => result.Actions["Claim"]));
    }

    /// <summary>S20: the first seeds differ in how Teams is down.</summary>
    [Fact]
    public void S20_after_half_an_hour_without_Teams_everything_is_delivered_within_ten_minutes_but_what_is_no_longer_so()
    {
        var results = Played(3, "teams-down");

        Assert.Empty(results.SelectMany(result => result.Violations.Select(violation => $"{violation} Again: {result.Replay}")));
        Assert.Contains(results, result => result.Faults.ContainsKey("Teams: down, connections refused"));
        Assert.Contains(results, result => result.Faults.ContainsKey("Teams: down, 503"));
        Assert.All(results, result => Assert.Equal((3, 6, 2), (result.Actions["Claim"], result.Actions["Reply"], result.Actions["Resolve"])));
    }

    private static List<SimulationResult> Played(int seeds, string scene)
    {
        // One after another: stories with real time-outs run beside it, and are not to be starved.
        return [.. Enumerable.Range(1, seeds).Select(seed => Simulated.Run(seed, scene: scene))];
    }
}
