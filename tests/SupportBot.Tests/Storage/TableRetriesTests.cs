using Azure;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;

namespace SupportBot.Tests.Storage;

public sealed class TableRetriesTests
{
    private readonly TableRetries _retries = new(new StillClock());

    public static TheoryData<Exception, int> Failures => new()
    {
        { new RequestFailedException(0, "no answer"), 3 },
        { new RequestFailedException(429, "slow down"), 3 },
        { new RequestFailedException(500, "internal"), 3 },
        { new RequestFailedException(503, "busy"), 3 },
        { new TaskCanceledException("the client's time-out"), 3 },
        { new IOException("reset"), 3 },
        { new RequestFailedException(400, "bad"), 1 },
        { new RequestFailedException(403, "forbidden"), 1 },
        { new RequestFailedException(404, "gone", "TableNotFound", null), 1 },
        { new InvalidOperationException("a fault of ours"), 1 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Only_what_passes_is_tried_again_and_not_for_ever(Exception failure, int attempts)
    {
        var made = 0;
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => _retries.RunAsync<int>(
            _ =>
            {
                made++;
                throw failure;
            },
            default));
        Assert.Same(failure, thrown);
        Assert.Equal(attempts, made);

        made = 0;
        await Assert.ThrowsAnyAsync<Exception>(() => _retries.RunOnceAsync(
            _ =>
            {
                made++;
                throw failure;
            },
            happened: _ => Task.FromResult(false),
            default));
        Assert.Equal(attempts, made);
    }

    [Fact]
    public async Task Who_gave_up_waiting_is_not_made_to_wait()
    {
        using var gaveUp = new CancellationTokenSource();
        var made = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _retries.RunAsync<int>(
            token =>
            {
                made++;
                gaveUp.Cancel();
                throw new OperationCanceledException(token);
            },
            gaveUp.Token));
        Assert.Equal(1, made);
    }

    [Theory]
    [InlineData(409, "EntityAlreadyExists")]
    [InlineData(412, "UpdateConditionNotSatisfied")]
    [InlineData(404, "ResourceNotFound")]
    public async Task A_conflict_is_somebody_elses_unless_an_answer_was_lost_and_the_write_is_there(int status, string code)
    {
        Assert.False(await RunAsync(loseFirst: false, happened: true));
        Assert.False(await RunAsync(loseFirst: true, happened: false));
        Assert.True(await RunAsync(loseFirst: true, happened: true));

        Task<bool> RunAsync(bool loseFirst, bool happened)
        {
            var made = 0;
            return _retries.RunOnceAsync(
                _ => loseFirst && made++ == 0 ? throw new IOException("reset") : throw new RequestFailedException(status, code, code, null),
                _ => Task.FromResult(happened),
                default);
        }
    }

    [Fact]
    public async Task Other_conflicts_are_no_answer() => await Assert.ThrowsAsync<RequestFailedException>(() => _retries.RunOnceAsync(
        _ => throw new RequestFailedException(409, "being deleted", "TableBeingDeleted", null), _ => Task.FromResult(true), default));
}
