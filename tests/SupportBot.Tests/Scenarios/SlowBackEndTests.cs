using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>
/// Acceptance scenario S6: tables that take their time, an answer that is lost, a card that does not come, and a process that dies at
/// each point of a filing. It dies by being able to do nothing more, whichever call it makes; the kill tests end real processes.
/// </summary>
public sealed class SlowBackEndTests
{
    [SkippableFact]
    public async Task S6_a_write_that_takes_long_and_whose_answer_is_lost_files_one_ticket_and_its_card_comes_later()
    {
        var tables = new SlowTickets();
        await using var desk = await OpenDesk.OpenAsync(tables.Add);
        await desk.Ana.SayAsync("O Outlook não abre desde ontem");
        var summary = await desk.Ana.WaitForAsync(message => message.Buttons.Count == 3);
        tables.Close();

        var pressed = await desk.Ana.PressAsync(summary, "file");
        Assert.Equal(Texts.In("pt-PT").WorkingOnIt, pressed.Message);
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));

        tables.OpenAndLoseTheAnswer();
        await desk.Time.PassAsync(TimeSpan.FromMilliseconds(200));
        var card = await desk.Ana.WaitForAsync(message => message.Id == summary.Id && message.Shows("Recebido"));
        await desk.QuietAsync();

        Assert.True(tables.AnswerLost);
        await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(card));
        Assert.Single(desk.Ivy.Read(Cast.SupportChannelId));
    }

    [SkippableFact]
    public async Task S6_a_ticket_whose_card_has_not_come_yet_is_found_in_the_list_and_claimed_there()
    {
        await using var desk = await OpenDesk.OpenAsync();
        desk.Teams.Fail(new Fault(FaultKind.Throttle, "POST", Conversation: Cast.SupportChannelId, Seconds: 45));
        var ticket = await OpenDesk.FileAsync(desk.Bo);
        var number = OpenDesk.NumberOn(ticket);
        await desk.QuietAsync();
        Assert.Empty(desk.Ivy.Read(Cast.SupportChannelId));

        await desk.Ivy.SayAsync("hello");
        var list = await desk.Ivy.PressAsync(desk.Ivy.Read()[^1], Verbs.QueueTickets);
        Assert.Contains(number, list.Card!.ToString(), StringComparison.Ordinal);
        var mine = desk.Ivy.Read()[^1];
        var shown = await desk.Ivy.PressAsync(mine, $"show-{number}");
        Assert.Contains("\"claim\"", shown.Card!.ToString(), StringComparison.Ordinal);
        await desk.Ivy.PressAsync(desk.Ivy.Read()[^1], "claim");
        await desk.Bo.WaitForAsync($"Ivy Chen is now looking after {number}");

        desk.Time.Move(TimeSpan.FromSeconds(150));
        await desk.Get<Aftermath>().SweepAsync(NodaTime.Duration.FromSeconds(90), default);
        var root = await OpenDesk.RootAsync(desk.Max, number);
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("Ivy Chen"));
        Assert.Single(desk.Max.Read(Cast.SupportChannelId), message => message.RootId == message.Id);
    }

    [SkippableFact]
    public async Task S6_whoever_dies_at_any_of_thirty_points_leaves_nothing_or_everything_once()
    {
        var line = new Lifeline();
        await using var desk = await OpenDesk.OpenAsync();
        // A dead process answers nothing; what this one answers in its place counts for nothing.
        desk.Provoked.Add("answer");
        var (healthy, dying) = (desk.Teams.BotUrl, desk.StartInstance(line.Add));
        // Once all of it has gone well, so that the caches are warm and each point is another call of the filing itself.
        for (var point = 31; point > 0; point--)
        {
            desk.Teams.BotUrl = healthy;
            await desk.Bo.SayAsync("new request");
            await desk.Bo.SayAsync($"Outlook fails in room {point}.");
            var words = $"room {point}.";
            var summary = await desk.Bo.WaitForAsync(message => message.Buttons.Count == 3 && message.Card!.ToString().Contains(words, StringComparison.Ordinal));
            desk.Teams.BotUrl = dying;
            line.DieAt(point);
            await desk.Bo.PressAsync(summary, "file");
            await desk.QuietAsync();
            var shown = desk.Bo.Again(summary).Shows("Received");

            line.Revive();
            desk.Teams.BotUrl = healthy;
            // What was not confirmed is pressed again, as people do.
            if (!shown) await desk.Bo.PressAsync(desk.Bo.Again(summary), "file");
            desk.Time.Move(TimeSpan.FromSeconds(150));
            await desk.Get<Aftermath>().SweepAsync(NodaTime.Duration.FromSeconds(90), default);
            await desk.QuietAsync();

            Assert.True(desk.Bo.Again(summary).Shows("Received"), $"point {point}: {desk.Bo.Again(summary).Everything}");
            var number = OpenDesk.NumberOn(desk.Bo.Again(summary));
            var roots = desk.Ivy.Read(Cast.SupportChannelId).Where(message => message.RootId == message.Id && message.Shows(words)).ToList();
            Assert.All(roots, root => Assert.Equal(number, OpenDesk.NumberOn(root)));

            // A root card is sent at least once: who dies between its arrival and writing that down leaves it to be sent again. Its first press tells.
            foreach (var root in roots) await desk.Ivy.PressAsync(root, "note");
            await desk.QuietAsync();
            var left = roots.Count(root => !desk.Ivy.Again(root).Shows("This card came twice."));
            Assert.True(left == 1, $"point {point}: {left} of {roots.Count} roots are left");
        }

        Assert.True(line.Died >= 25, $"It died {line.Died} times.");
    }

    /// <summary>Holds the transactions of tickets until they are let go, and then loses the answer of the first, which happened.</summary>
    private sealed class SlowTickets : HttpPipelinePolicy
    {
        private TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int toLose;

        public SlowTickets() => open.SetResult();

        public bool AnswerLost { get; private set; }

        public void Add(IServiceCollection services)
        {
            var options = new TableClientOptions();
            options.AddPolicy(this, HttpPipelinePosition.PerCall);
            services.AddSingleton(options);
        }

        public void Close() => open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OpenAndLoseTheAnswer()
        {
            toLose = 1;
            open.SetResult();
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var isWrite = message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
            if (isWrite) await open.Task.WaitAsync(message.CancellationToken);
            await ProcessNextAsync(message, pipeline);
            if (!isWrite || Interlocked.Decrement(ref toLose) != 0) return;
            AnswerLost = true;
            throw new IOException("The connection broke on the way back.");
        }
    }
}
