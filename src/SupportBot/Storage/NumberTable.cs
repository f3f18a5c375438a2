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
    private long _next;
    private long _end;
    private Task? _taking;

    public async Task<TicketNumber> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task taking;
            lock (_block)
            {
                if (_next < _end) return TicketNumber.Of(options.TicketPrefix, _next++);
                if (_taking is null or { IsCompleted: true }) _taking = TakeBlockAsync();
                taking = _taking;
            }

            await taking.WaitAsync(cancellationToken);
        }
    }

    public async Task<TicketNumber> ForAsync(string nonce, CancellationToken cancellationToken)
    {
        var (partition, key) = (TableKeys.FormNumbers, TableKeys.OpenedForm(nonce));
        if (await FindAsync() is { } given) return given;
        var row = new TableEntity(partition, key) { ["Number"] = (await NextAsync(cancellationToken)).Text };
        // Of two deliveries of one form the second takes the first one's number; its own is wasted.
        await retries.RunOnceAsync(token => _table.InsertAsync(row, token), happened: _ => Task.FromResult(false), cancellationToken);
        return await FindAsync() ?? throw new InvalidOperationException($"The number of form '{nonce}' was given and is not there.");

        async Task<TicketNumber?> FindAsync() =>
            (await retries.RunAsync(token => _table.FindAsync(partition, key, token), cancellationToken))?.TicketNumber("Number");
    }

    // Several callers wait for it, so it does not end with the first one's token.
    private async Task TakeBlockAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryTakeBlockAsync() is { } first)
            {
                lock (_block)
                {
                    _next = first;
                    _end = first + options.NumberBlock;
                }

                return;
            }

            if (attempt == Attempts) throw new InvalidOperationException($"Other instances took a block of ticket numbers first, {Attempts} times in a row.");
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
