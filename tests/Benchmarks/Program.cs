using System.CommandLine;
using System.Globalization;
using Benchmarks.Calls;
using Benchmarks.Feel;
using Benchmarks.Kills;
using Benchmarks.Lists;
using Benchmarks.Route;
using Benchmarks.Simulate;
using Benchmarks.Turns;

var json = new Option<FileInfo?>("--json") { Description = "Also writes the figures at concurrency 8 to this file." };
var turns = new Option<int>("--turns") { Description = "Turns per scenario and concurrency.", DefaultValueFactory = _ => 2500 };
var measure = new Command("turns", "Measures what a turn costs against a bare endpoint that makes the same call.") { json, turns };
measure.SetAction((arguments, cancellationToken) => TurnBenchmark.RunAsync(arguments.GetValue(turns), arguments.GetValue(json), cancellationToken));

var seeds = new Option<int>("--seeds") { Description = "How many seeds are played.", DefaultValueFactory = _ => 200 };
var first = new Option<int>("--first") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
var plant = new Option<string?>("--plant") { Description = "Breaks the product on purpose: " + string.Join(", ", FaultSimulator.Plants.Plant.All.Select(each => each.Name)) + "." };
var journal = new Option<bool>("--journal") { Description = "Prints everything that happens." };
var report = new Option<FileInfo?>("--json") { Description = "Also writes the figures to this file." };
var simulate = new Command("simulate", "Plays the whole desk with faults and crashes, and checks what it promises.") { seeds, first, plant, journal, report };
simulate.SetAction((arguments, cancellationToken) => SimulateBenchmark.RunAsync(
    arguments.GetValue(first), arguments.GetValue(seeds), arguments.GetValue(plant), arguments.GetValue(journal), arguments.GetValue(report), cancellationToken));
var tickets = new Option<int[]>("--tickets")
{
    Description = "How many tickets there are, one number or several with commas between them.",
    DefaultValueFactory = _ => [100, 100_000],
    CustomParser = argument =>
    {
        var counts = new List<int>();
        foreach (var part in argument.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) counts.Add(count);
            else argument.AddError($"'{part}' is no number of tickets.");
        }

        return [.. counts];
    },
};
var listsJson = new Option<FileInfo?>("--json") { Description = "Also writes the figures to this file." };
var lists = new Command("lists", "Counts the entities read and the requests made for a page of each list.") { tickets, listsJson };
lists.SetAction((arguments, cancellationToken) => ListBenchmark.RunAsync(arguments.GetValue(tickets)!, arguments.GetValue(listsJson), cancellationToken));

var callsJson = new Option<FileInfo?>("--json") { Description = "Also writes the figures to this file." };
var io = new Command("io", "Counts the calls to the tables and to Teams that a turn makes.") { callsJson };
io.SetAction((arguments, cancellationToken) => CallBenchmark.RunAsync(arguments.GetValue(callsJson), cancellationToken));

var kills = new Option<int>("--kills") { Description = "How often the bot is killed.", DefaultValueFactory = _ => 50 };
var killSeed = new Option<int>("--seed") { Description = "Decides the moments.", DefaultValueFactory = _ => 1 };
var killJson = new Option<FileInfo?>("--json") { Description = "Also writes the figures to this file." };
var kill = new Command("kill", "Kills the bot at random moments while customers file and agents work, and looks for what was acknowledged.") { kills, killSeed, killJson };
kill.SetAction((arguments, cancellationToken) => KillBenchmark.RunAsync(arguments.GetValue(kills), arguments.GetValue(killSeed), arguments.GetValue(killJson), cancellationToken));

var feelJson = new Option<FileInfo?>("--json") { Description = "Also writes the figures to this file." };
var feel = new Command("feel", "Measures what people wait for at a desk as it is deployed, under twenty turns a second.") { feelJson };
feel.SetAction((arguments, cancellationToken) => FeelBenchmark.RunAsync(arguments.GetValue(feelJson), cancellationToken));

var cases = new Option<FileInfo>("--input") { Description = "A JSON list of cases; README.md beside this project describes them.", Required = true };
var answers = new Option<FileInfo?>("--json") { Description = "Also writes the answers to this file." };
var folder = new Option<string?>("--folder") { Description = "A folder of the handbook's files that stand in place of the product's." };
var route = new Command("route", "Answers cases with every vehicle's eligibility and reason, and the one recommended.") { cases, answers, folder };
route.SetAction((arguments, cancellationToken) => RouteBenchmark.RunAsync(arguments.GetRequiredValue(cases), arguments.GetValue(answers), arguments.GetValue(folder), cancellationToken));

// The other side of the measurement: users and Connector, in a process of their own.
var load = new Command("load") { Hidden = true };
load.SetAction((_, cancellationToken) => LoadProcess.RunAsync(cancellationToken));

return await new RootCommand("SupportBot's benchmarks") { measure, io, lists, feel, kill, simulate, route, load }.Parse(args).InvokeAsync();
