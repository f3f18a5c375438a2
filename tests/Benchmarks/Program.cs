using System.CommandLine;
using Benchmarks.Turns;

var json = new Option<FileInfo?>("--json") { Description = "Also writes the figures at concurrency 8 to this file." };
var turns = new Option<int>("--turns") { Description = "Turns per scenario and concurrency.", DefaultValueFactory = _ => 3000 };
var measure = new Command("turns", "Measures what a turn costs against a bare endpoint that makes the same call.") { json, turns };
measure.SetAction((arguments, cancellationToken) => TurnBenchmark.RunAsync(arguments.GetValue(turns), arguments.GetValue(json), cancellationToken));

// The other side of the measurement: users and Connector, in a process of their own.
var load = new Command("load") { Hidden = true };
load.SetAction((_, cancellationToken) => LoadProcess.RunAsync(cancellationToken));

return await new RootCommand("SupportBot's benchmarks") { measure, load }.Parse(args).InvokeAsync();
