using Azure;
using Azure.Data.Tables;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>
/// Hands out ticket numbers. An instance takes a block at a time under the counter's ETag; what it does not use is lost, and
/// no number is ever given twice.
/// </summary>
internal sealed class NumberTable(StorageTables tables, TableRetries retries, StorageOptions options)
{
    private const long First = 1001;
    private const int Attempts = 20;

    private readonly TableClient _table = tables.Counters;
    private readonly Lock _block = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private long _next;
    private long _end;
    private bool _isTaking;

    public async Task<TicketNumber> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource? turn = null;
            lock (_block)
            {
                if (_next < _end) return TicketNumber.Of(options.TicketPrefix, _next++);
                if (_isTaking) _waiting.Add(turn = new TaskCompletionSource());
                _isTaking = true;
            }

            if (turn is null) return TicketNumber.Of(options.TicketPrefix, await TakeBlockAsync());
            await turn.Task.WaitAsync(cancellationToken);
        }
    }

    public async Task<TicketNumber> ForAsync(string nonce, CancellationToken cancellationToken)
    {
        var (partition, key) = (TableKeys.FormNumbers, TableKeys.OpenedForm(nonce));
        var number = await NextAsync(cancellationToken);
        var row = new TableEntity(partition, key) { ["Number"] = number.Text };
        // Of two deliveries of one form the second takes the first one's number; its own is wasted.
        var isFirst = await retries.RunOnceAsync(token => _table.InsertAsync(row, token), happened: _ => Task.FromResult(false), cancellationToken);
        if (isFirst) return number;
        var given = await retries.RunAsync(token => _table.FindAsync(partition, key, token), cancellationToken);
        return given?.TicketNumber("Number") ?? throw new InvalidOperationException($"The number of form '{nonce}' was given and is not there.");
    }

    // Others wait for it, so it does not end with the token of the one who takes. Where it fails, the next one tries.
    private async Task<long> TakeBlockAsync()
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                if (await TryTakeBlockAsync() is { } first)
                {
                    lock (_block)
                    {
                        _next = first + 1;
                        _end = first + options.NumberBlock;
                    }

                    return first;
                }

                if (attempt == Attempts) throw new InvalidOperationException($"Other instances took a block of ticket numbers first, {Attempts} times in a row.");
            }
        }
        finally
        {
            List<TaskCompletionSource> waiting;
            lock (_block)
            {
                _isTaking = false;
                waiting = [.. _waiting];
                _waiting.Clear();
            }

            // Each has a task of its own: of several that wait for one task, all but one would go on elsewhere.
            foreach (var turn in waiting) turn.SetResult();
        }
    }

    private async Task<long?> TryTakeBlockAsync()
    {
        var (partition, key) = (TableKeys.Counters, TableKeys.Counter(options.TicketPrefix));
        var counter = await retries.RunAsync(token => _table.FindAsync(partition, key, token), CancellationToken.None);
        var first = counter?.LongNumber("Next") ?? First;
        if (first < 1) throw DamagedRowException.Of(counter!, "Next", first.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var after = new TableEntity(partition, key) { ["Next"] = first + options.NumberBlock };
        // A block whose answer was lost may be somebody else's: it is left alone and the next one taken.
        var taken = await retries.RunOnceAsync(
            token => counter is null ? _table.InsertAsync(after, token) : _table.ReplaceAsync(after, counter.ETag, token),
            happened: _ => Task.FromResult(false),
            CancellationToken.None);
        return taken ? first : null;
    }
}
