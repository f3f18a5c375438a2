using TeamsSimulator;

namespace FaultSimulator.Calls;

/// <summary>What a turn costs in calls to the tables and to Teams, once the caches are warm (Protocols 1.7).</summary>
/// <param name="Sequential">The longest row of calls of which each left after the former's answer was there, up to where the person sees the effect.</param>
/// <param name="Total">All calls, those that follow the answer included.</param>
internal sealed record TurnCalls(int Sequential, int Total)
{
    private const int Rounds = 3;

    /// <summary>
    /// The least of three rounds, by turn: <c>create</c>, <c>claim</c>, <c>reply</c>, <c>dialogTurn</c> and <c>notice</c>. A
    /// busy machine may tear apart what is made at once, and a sweep may fall into a turn, so that a round counts too much,
    /// but none counts too little.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, TurnCalls>> MeasureAsync()
    {
        await using var desk = await WatchedDesk.OpenAsync();
        var counted = new List<Dictionary<string, TurnCalls>>();
        // The first one warms the caches.
        for (var round = 0; round <= Rounds; round++) counted.Add(await RoundAsync(desk, round));
        return counted[0].Keys.ToDictionary(
            turn => turn,
            turn => new TurnCalls(counted.Skip(1).Min(each => each[turn].Sequential), counted.Skip(1).Min(each => each[turn].Total)));
    }

    private static async Task<Dictionary<string, TurnCalls>> RoundAsync(WatchedDesk desk, int round)
    {
        var (calls, customer, agent) = (desk.Calls, desk.Teams.Bo, desk.Teams.Ivy);
        var turns = new Dictionary<string, TurnCalls>();
        await customer.SayAsync("new request");
        await desk.QuietAsync();

        var before = calls.Mark();
        await customer.SayAsync($"The page of room {round} stays empty.");
        await customer.WaitForAsync(message => message.Buttons.Count == 5);
        await desk.QuietAsync();
        var inDialog = calls.Since(before);
        turns["dialogTurn"] = new TurnCalls(CallLog.LongestRow(inDialog), inDialog.Count);

        await customer.SayAsync("azure");
        var summary = await customer.WaitForAsync(message => message.Buttons.Count == 3);
        before = calls.Mark();
        Seen((await customer.PressAsync(summary, "file")).Card?.ToString(), "A-");
        turns["create"] = await UpToAnswerAsync(desk, before);

        var root = await agent.WaitForAsync(message => message.RootId == message.Id && message.Shows($"room {round} "), Cast.SupportChannelId);
        await desk.QuietAsync();
        before = calls.Mark();
        Seen((await agent.PressAsync(root, "claim")).Card?.ToString(), agent.Name);
        turns["claim"] = await UpToAnswerAsync(desk, before);
        turns["notice"] = OfNotice(calls.Since(before), customer);

        var form = (await agent.PressAsync(root, "reply")).Task ?? throw new InvalidOperationException("No form opened.");
        await desk.QuietAsync();
        before = calls.Mark();
        var sent = await agent.SubmitTaskAsync(form, "reply", new { text = "Please try once more." });
        Seen(sent.Message, customer.Name);
        turns["reply"] = await UpToAnswerAsync(desk, before);
        return turns;
    }

    // Where the answer only says that the work goes on, the effect was not seen and there is nothing to count.
    private static void Seen(string? answer, string effect)
    {
        if (answer?.Contains(effect, StringComparison.Ordinal) is not true) throw new InvalidOperationException($"The answer does not show '{effect}': {answer}");
    }

    private static async Task<TurnCalls> UpToAnswerAsync(WatchedDesk desk, int before)
    {
        var answer = desk.Calls.LastAnswer;
        await desk.QuietAsync();
        var all = desk.Calls.Since(before);
        return new TurnCalls(CallLog.LongestRow([.. all.Where(call => call.Ended < answer)]), all.Count);
    }

    // From the end of the change's own transaction, the first of the turn, to the sentence in the customer's chat.
    private static TurnCalls OfNotice(IReadOnlyList<Call> calls, Person customer)
    {
        var commit = calls.First(call => call.Target.EndsWith("$batch", StringComparison.Ordinal));
        var after = calls.Where(call => call.Begun > commit.Ended).ToList();
        var notice = after.First(call => call.Target.StartsWith("POST ", StringComparison.Ordinal) && Uri.UnescapeDataString(call.Target).Contains(customer.ConversationId, StringComparison.Ordinal));
        return new TurnCalls(CallLog.LongestRowTo(notice, after), after.Count);
    }
}
