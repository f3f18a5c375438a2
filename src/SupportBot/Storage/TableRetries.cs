using Azure;
using Azure.Data.Tables.Models;

namespace SupportBot.Storage;

/// <summary>
/// Repeats what the service could not do now. The client itself never repeats: only here is it known whether a second time
/// is the same as the first.
/// </summary>
internal sealed class TableRetries(TimeProvider time)
{
    private const int Attempts = 3;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    /// <summary>A read, or a write that may happen twice.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (Exception e) when (attempt < Attempts && IsPassing(e, cancellationToken))
            {
                await WaitAsync(attempt, cancellationToken);
            }
        }
    }

    /// <summary>
    /// A write that rests on what was read. A repetition may meet the success of an attempt whose answer was lost; what is
    /// stored then tells whether the write happened.
    /// </summary>
    /// <param name="write">The write.</param>
    /// <param name="happened">Whether it is stored; asked only where an answer was lost.</param>
    /// <param name="cancellationToken">Ends the wait; the write may happen all the same.</param>
    /// <returns>False where something else is stored than the write rests on.</returns>
    public async Task<bool> RunOnceAsync(Func<CancellationToken, Task> write, Func<CancellationToken, Task<bool>> happened, CancellationToken cancellationToken)
    {
        var inDoubt = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await write(cancellationToken);
                return true;
            }
            catch (RequestFailedException e) when (IsConflict(e))
            {
                return inDoubt && await happened(cancellationToken);
            }
            catch (Exception e) when (IsPassing(e, cancellationToken))
            {
                inDoubt = true;
                if (attempt == Attempts)
                {
                    if (await happened(cancellationToken)) return true;
                    throw;
                }

                await WaitAsync(attempt, cancellationToken);
            }
        }
    }

    /// <summary>Whether the row is there already, is another version, or is gone.</summary>
    public static bool IsConflict(RequestFailedException failure) =>
        failure.Status == 412
        || (failure.Status == 409 && failure.ErrorCode == TableErrorCode.EntityAlreadyExists)
        || (failure.Status == 404 && failure.ErrorCode != TableErrorCode.TableNotFound);

    // Status 0: no answer at all. A cancellation that the caller did not ask for is the client's time-out.
    private static bool IsPassing(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or 500 or 502 or 503 or 504,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        IOException or HttpRequestException => true,
        _ => false,
    };

    private Task WaitAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(FirstWait * Math.Pow(4, attempt - 1), time, cancellationToken);
}
