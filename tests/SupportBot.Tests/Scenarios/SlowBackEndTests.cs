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
/// Acceptance scenario S6: tables that take their time, an answer that is lost, and a card that does not come. That the process
/// dies at each point of a filing is shown by the fault simulator, point by point.
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
