using Azure.Data.Tables;
using NodaTime;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Keeps tickets, one partition each: head, events, commands and notices change in one transaction.</summary>
internal sealed class TicketTable(StorageTables tables, TableRetries retries, NumberTable numbers, IntentTable intents, ListTable lists) : ITicketStore
{
    private readonly TableClient _table = tables.Tickets;

    /// <inheritdoc/>
    public Task<TicketNumber> NextNumberAsync(CancellationToken cancellationToken) => numbers.NextAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<TicketNumber> NumberForAsync(string nonce, CancellationToken cancellationToken) => numbers.ForAsync(nonce, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoredTicket?> FindAsync(TicketNumber number, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(number, TableKeys.Head, cancellationToken);
        return row is null ? null : TicketRows.ToHead(row);
    }

    /// <inheritdoc/>
    public async Task<TicketEvent?> FindEventAsync(TicketNumber number, int sequence, CancellationToken cancellationToken) =>
        (await EventsAsync(number, TableKeys.EventRange(sequence), cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public Task<IReadOnlyList<TicketEvent>> EventsAsync(TicketNumber number, CancellationToken cancellationToken) =>
        EventsAsync(number, TableKeys.Events, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> FindEscalationFileAsync(TicketNumber number, CancellationToken cancellationToken) =>
        (await FindRowAsync(number, TableKeys.EscalationFile, cancellationToken))?.Text("File");

    /// <inheritdoc/>
    public Task AnnounceAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) =>
        intents.AnnounceAsync(number, key, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="TooLargeToStoreException">The change is larger than a transaction can be; nothing was sent.</exception>
    public async Task<CommitEnd> CommitAsync(TicketChange change, string? stamp, IReadOnlyList<PendingNotice> notices, CancellationToken cancellationToken)
    {
        var number = change.After.Number;
        var transaction = TransactionOf(change, stamp, notices);
        if (change.Withdraws is { } sequence && !await WithdrawAsync(transaction, number, sequence, cancellationToken))
            return await FindCommandAsync(number, change.Key, cancellationToken) is null ? CommitEnd.NothingHeld : CommitEnd.Repeated;

        transaction.Check();
        var stored = await retries.RunOnceAsync(
            token => transaction.SubmitAsync(_table, token),
            async token => await FindCommandAsync(number, change.Key, token) is { } command && SequenceOf(command) == change.Event.Sequence,
            cancellationToken);
        if (stored) return CommitEnd.Stored;

        // A refused transaction names one of the rows that stood in its way, not all: the command's row is looked up.
        return await FindCommandAsync(number, change.Key, cancellationToken) is null ? CommitEnd.Overtaken : CommitEnd.Repeated;
    }

    /// <inheritdoc/>
    public async Task<int?> EffectOfAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) =>
        await FindCommandAsync(number, key, cancellationToken) is { } command ? SequenceOf(command) : null;

    /// <inheritdoc/>
    public Task SettleListsAsync(Ticket ticket, CancellationToken cancellationToken, Ticket? before = null) => lists.SettleAsync(ticket, before, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAnnouncementAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) =>
        intents.ForgetAsync(number, key, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<UnsettledCommand> UnsettledAsync(Duration age, CancellationToken cancellationToken) =>
        intents.OlderThanAsync(age, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> VoidAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken)
    {
        var row = new TableEntity(TableKeys.Ticket(number), TableKeys.Command(key)) { ["Void"] = true };
        var stored = await retries.RunOnceAsync(token => _table.InsertAsync(row, token), happened: _ => Task.FromResult(false), cancellationToken);
        return stored || (await FindCommandAsync(number, key, cancellationToken) is { } command && SequenceOf(command) is null);
    }

    private static RowTransaction TransactionOf(TicketChange change, string? stamp, IReadOnlyList<PendingNotice> notices)
    {
        var partition = TableKeys.Ticket(change.After.Number);
        var transaction = new RowTransaction().Insert(new TableEntity(partition, TableKeys.Command(change.Key)) { ["Sequence"] = change.Event.Sequence });
        var head = TicketRows.OfHead(change.After);
        if (stamp is null) transaction.Insert(head);
        else transaction.Replace(head, TicketRows.ToVersion(stamp));
        foreach (var row in TicketRows.OfEvent(change.After.Number, change.Event)) transaction.Insert(row);
        // Whose change it is shows in the head, which is replaced under its version.
        if (change.EscalationFile is { } file) transaction.InsertOrReplace(new TableEntity(partition, TableKeys.EscalationFile) { ["File"] = file });
        foreach (var notice in notices) transaction.Insert(NoticeRows.OfNew(change.After.Number, notice));
        return transaction;
    }

    // Each under its own version: what somebody begins to send meanwhile makes the whole transaction fail.
    private async Task<bool> WithdrawAsync(RowTransaction transaction, TicketNumber number, int sequence, CancellationToken cancellationToken)
    {
        var rows = await retries.RunAsync(token => _table.RangeAsync(TableKeys.Ticket(number), TableKeys.NoticesOf(sequence), token), cancellationToken);
        var held = NoticeRows.Held(rows).Select(row => (Row: row, Notice: NoticeRows.ToNotice(number, row))).ToList();
        foreach (var (row, notice) in held) transaction.Merge(NoticeRows.OfState(notice, NoticeState.Cancelled), row.ETag);
        return held.Any(each => NoticeRules.IsToCustomer(each.Notice.Kind));
    }

    /// <summary>The event that the command caused, or null where the command was made impossible.</summary>
    private static int? SequenceOf(TableEntity command) => command.Flag("Void") ? null : command.Number("Sequence");

    private Task<TableEntity?> FindCommandAsync(TicketNumber number, CommandKey key, CancellationToken cancellationToken) =>
        FindRowAsync(number, TableKeys.Command(key), cancellationToken);

    private Task<TableEntity?> FindRowAsync(TicketNumber number, string row, CancellationToken cancellationToken) =>
        retries.RunAsync(token => _table.FindAsync(TableKeys.Ticket(number), row, token), cancellationToken);

    private async Task<IReadOnlyList<TicketEvent>> EventsAsync(TicketNumber number, KeyRange range, CancellationToken cancellationToken) =>
        TicketRows.ToEvents(await retries.RunAsync(token => _table.RangeAsync(TableKeys.Ticket(number), range, token), cancellationToken));
}
