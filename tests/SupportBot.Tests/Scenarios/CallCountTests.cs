using FaultSimulator.Calls;

namespace SupportBot.Tests.Scenarios;

/// <summary>How many calls to the tables and to Teams wait for each other before a person sees the effect (Protocols 1.7).</summary>
public sealed class CallCountTests
{
    [Fact]
    public async Task What_people_wait_for_takes_few_calls_one_after_another()
    {
        var turns = await TurnCalls.MeasureAsync();

        // The state, the announcement, the ticket, the state.
        Assert.InRange(turns["create"].Sequential, 1, 4);
        // The announcement beside the head, the change.
        Assert.InRange(turns["claim"].Sequential, 1, 2);
        // The head for the form's own words, then the same, then whether the customer is reached.
        Assert.InRange(turns["reply"].Sequential, 1, 4);
        // One read, one write, one send.
        Assert.Equal(new TurnCalls(3, 3), turns["dialogTurn"]);
    }

    [Fact]
    public void A_row_is_made_of_calls_that_wait_for_each_other()
    {
        Call[] calls = [new("read", 1, 4), new("beside it", 2, 5), new("write", 6, 9), new("aside", 3, 20), new("send", 10, 11)];

        Assert.Equal(3, CallLog.LongestRow(calls));
        Assert.Equal(2, CallLog.LongestRowTo(calls[2], calls));
        Assert.Equal(1, CallLog.LongestRowTo(calls[3], calls));
        Assert.Equal(0, CallLog.LongestRow([]));
    }
}
