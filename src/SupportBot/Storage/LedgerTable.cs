using System.Collections.Concurrent;
using Azure.Data.Tables;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;
using SupportBot.Escalation;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>
/// Keeps the ledger in one partition: each account's head, its movements, and under each ticket what was moved for it, which
/// is also what makes a command take effect once. A movement and the head that it makes are written together, under the
/// ETag of the head that it rests on.
/// </summary>
/// <remarks>
/// One partition takes 2,000 writes a second (Scalability targets for Table storage), more than a desk has escalations in a
/// year. In it one query finds all heads, or all that was moved for a ticket, and both are always those of one moment.
/// </remarks>
internal sealed class LedgerTable(StorageTables tables, TableRetries retries, IReadOnlyList<IncidentAccount> accounts, TimeProvider time) : IIncidentLedger
{
    private const int PageSize = 20;

    // Who is overtaken finds a movement more: of many who want the last few, each is overtaken a few times and is then refused.
    private const int Attempts = 100;

    private readonly TableClient _table = tables.Ledger;

    // Corrected once by each instance: of two that were started with different settings the later one holds, and they do not quarrel.
    private readonly ConcurrentDictionary<string, bool> _settled = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <exception cref="TooLargeToStoreException">The reason or the case number is longer than a row takes; nothing was moved.</exception>
    public async Task<LedgerOutcome> DoAsync(LedgerCommand command, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // The head first: where the ticket's movements are newer than it, the commit is refused.
            var head = await FindHeadAsync(command.AccountId, cancellationToken);
            var ofTicket = await RowsOfAsync(command.Ticket, cancellationToken);
            var now = time.GetUtcNow().ToInstant();
            if (ofTicket.FirstOrDefault(each => each.Kind == command.Kind && each.Key == command.Key) is { } before)
                return new LedgerOutcome(before, Refusal: null, head?.Book.At(now) is { } balance ? balance with { FellLow = before.FellLow } : null);

            if (Opened(head?.Book, command.AccountId, now) is not { } opened || (command.Kind is MovementKind.Reserve && Set(command.AccountId) is null))
                return new LedgerOutcome(Movement: null, LedgerRefusal.NoSuchAccount, head?.Book.At(now));
            var step = opened.Then(book => book.Do(command, ofTicket, now));
            if (await CommitAsync(head, step, cancellationToken))
                return new LedgerOutcome(step.Movements.SingleOrDefault(each => each.Key is not null), step.Refusal, step.At(now));
            ThrowAfter(attempt, command.AccountId);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountBalance>> BalancesAsync(CancellationToken cancellationToken)
    {
        var rows = await retries.RunAsync(token => _table.RangeAsync(TableKeys.Ledger, TableKeys.AccountHeads, token), cancellationToken);
        var heads = rows.ConvertAll(row => new Head(LedgerRows.ToBook(row), row.ETag));
        var balances = new List<AccountBalance>();
        foreach (var account in accounts)
        {
            var head = heads.Find(each => account.IsNamed(each.Book.Account.Id));
            var now = time.GetUtcNow().ToInstant();
            for (var attempt = 1; ; attempt++)
            {
                var step = Opened(head?.Book, account.Id, now)!;
                if (await CommitAsync(head, step, cancellationToken))
                {
                    balances.Add(step.At(now));
                    break;
                }

                ThrowAfter(attempt, account.Id);
                head = await FindHeadAsync(account.Id, cancellationToken);
            }
        }

        return balances;
    }

    /// <inheritdoc/>
    public async Task<MovementPage> MovementsAsync(string accountId, string? from, CancellationToken cancellationToken)
    {
        var all = TableKeys.Movements(accountId);
        var begin = from is not null && string.CompareOrdinal(from, all.From) >= 0 ? from : all.From;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKeys.Ledger} and RowKey ge {begin} and RowKey lt {all.Before}");
        // One more than is wanted: it is where the next page begins.
        var rows = await retries.RunAsync(token => _table.ListAsync(filter, PageSize + 1, select: null, token), cancellationToken);
        return new MovementPage([.. rows.Take(PageSize).Select(LedgerRows.ToMovement)], rows.Count > PageSize ? rows[PageSize].RowKey : null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerMovement>> MovementsOfAsync(TicketNumber ticket, CancellationToken cancellationToken) =>
        [.. (await RowsOfAsync(ticket, cancellationToken)).OrderBy(movement => movement.At).ThenBy(movement => movement.AccountId, StringComparer.Ordinal).ThenBy(movement => movement.Sequence)];

    private IncidentAccount? Set(string accountId) => accounts.FirstOrDefault(account => account.IsNamed(accountId));

    /// <summary>The account as it stands now, before anything is done with it; null where there never was one.</summary>
    private LedgerStep? Opened(IncidentBook? book, string accountId, Instant now) => (book, Set(accountId)) switch
    {
        (null, null) => null,
        (null, { } account) => IncidentBook.Open(account, now),
        ({ } kept, { } account) when !_settled.ContainsKey(accountId) => kept.Settle(account, now),
        ({ } kept, _) => kept.Expire(now),
    };

    private async Task<bool> CommitAsync(Head? head, LedgerStep step, CancellationToken cancellationToken)
    {
        var accountId = step.After.Account.Id;
        if (step.After != head?.Book)
        {
            var row = LedgerRows.OfBook(step.After);
            var transaction = head is null ? new RowTransaction().Insert(row) : new RowTransaction().Replace(row, head.Version);
            foreach (var movement in step.Movements.SelectMany(LedgerRows.OfMovement)) transaction.Insert(movement);
            transaction.Check();
            // Only a command has a row by which its success is told from another's. What has none is read again, and found done.
            var commanded = step.Movements.SingleOrDefault(each => each.Key is not null);
            var stored = await retries.RunOnceAsync(
                token => transaction.SubmitAsync(_table, token),
                happened: async token => commanded is not null && await IsStoredAsync(commanded, token),
                cancellationToken);
            if (!stored) return false;
        }

        _settled.TryAdd(accountId, true);
        return true;
    }

    private async Task<bool> IsStoredAsync(LedgerMovement movement, CancellationToken cancellationToken)
    {
        var key = TableKeys.MovementOf(movement.Ticket!.Value, movement.Kind, movement.Key!.Value);
        var row = await retries.RunAsync(token => _table.FindAsync(TableKeys.Ledger, key, token), cancellationToken);
        return row is not null && LedgerRows.ToMovement(row) == movement;
    }

    private async Task<Head?> FindHeadAsync(string accountId, CancellationToken cancellationToken)
    {
        var row = await retries.RunAsync(token => _table.FindAsync(TableKeys.Ledger, TableKeys.AccountHead(accountId), token), cancellationToken);
        return row is null ? null : new Head(LedgerRows.ToBook(row), row.ETag);
    }

    private async Task<IReadOnlyList<LedgerMovement>> RowsOfAsync(TicketNumber ticket, CancellationToken cancellationToken)
    {
        var rows = await retries.RunAsync(token => _table.RangeAsync(TableKeys.Ledger, TableKeys.MovementsOf(ticket), token), cancellationToken);
        return rows.ConvertAll(LedgerRows.ToMovement);
    }

    private static void ThrowAfter(int attempt, string accountId)
    {
        if (attempt == Attempts) throw new InvalidOperationException($"Account '{accountId}' was changed by others {Attempts} times in a row.");
    }

    private sealed record Head(IncidentBook Book, Azure.ETag Version);
}

/// <summary>The rows of the ledger.</summary>
internal static class LedgerRows
{
    // The service has no decimals. All steps are whole quarters.
    private const decimal Quarters = 4;

    public static TableEntity OfBook(IncidentBook book)
    {
        var account = book.Account;
        var row = new TableEntity(TableKeys.Ledger, TableKeys.AccountHead(account.Id))
        {
            ["Id"] = account.Id,
            ["Vehicle"] = account.VehicleId,
            ["Contract"] = account.Contract,
            ["Unit"] = account.Unit.ToString(),
            ["From"] = LocalDatePattern.Iso.Format(account.From),
            ["Until"] = LocalDatePattern.Iso.Format(account.Until),
            ["Movements"] = book.Movements,
            ["IsLow"] = book.IsLow,
        };
        row.SetAmount("Granted", account.Amount);
        row.SetAmount("Low", account.Low);
        row.SetAmount("Reserved", book.Reserved);
        row.SetAmount("Consumed", book.Consumed);
        row.SetAmount("Expired", book.Expired);
        return row;
    }

    public static IncidentBook ToBook(TableEntity row) => new(new IncidentAccount(
        row.Text("Id"), row.Text("Vehicle"), row.Text("Contract"), row.Name<IncidentUnit>("Unit"), row.Amount("Granted"), row.Day("From"), row.Day("Until"), row.Amount("Low")))
    {
        Reserved = row.Amount("Reserved"),
        Consumed = row.Amount("Consumed"),
        Expired = row.Amount("Expired"),
        Movements = row.Number("Movements"),
        IsLow = row.Flag("IsLow"),
    };

    /// <summary>A movement's row under its account and, where it is for a ticket, the same under that.</summary>
    public static IEnumerable<TableEntity> OfMovement(LedgerMovement movement)
    {
        yield return RowOf(movement, TableKeys.Movement(movement.AccountId, movement.Sequence));
        if (movement is { Ticket: { } ticket, Key: { } key }) yield return RowOf(movement, TableKeys.MovementOf(ticket, movement.Kind, key));
    }

    public static LedgerMovement ToMovement(TableEntity row) => new(
        row.Text("Account"), row.Number("Sequence"), row.Name<MovementKind>("Kind"), row.Amount("Amount"), row.Instant("At"), row.Amount("Left"))
    {
        Ticket = row.ContainsKey("Ticket") ? row.TicketNumber("Ticket") : null,
        By = row.PersonOrNull("By"),
        Key = row.TextOrNull("Key") is { } key ? CommandKey.FromStored(key) : null,
        Reason = row.TextOrNull("Reason"),
        CaseNumber = row.TextOrNull("Case"),
        FellLow = row.Flag("FellLow"),
    };

    private static TableEntity RowOf(LedgerMovement movement, string key)
    {
        var row = new TableEntity(TableKeys.Ledger, key)
        {
            ["Account"] = movement.AccountId,
            ["Sequence"] = movement.Sequence,
            ["Kind"] = movement.Kind.ToString(),
            ["FellLow"] = movement.FellLow,
        };
        row.SetAmount("Amount", movement.Amount);
        row.SetAmount("Left", movement.Left);
        row.SetInstant("At", movement.At);
        row.SetPerson("By", movement.By);
        row.SetOptional("Ticket", movement.Ticket?.Text);
        row.SetOptional("Key", movement.Key?.Text);
        row.SetOptional("Reason", movement.Reason);
        row.SetOptional("Case", movement.CaseNumber);
        return row;
    }

    private static void SetAmount(this TableEntity row, string name, decimal amount) => row[name] = (long)(amount * Quarters);

    private static decimal Amount(this TableEntity row, string name) => row.LongNumber(name) / Quarters;

    private static LocalDate Day(this TableEntity row, string name) =>
        LocalDatePattern.Iso.Parse(row.Text(name)) is { Success: true, Value: var day } ? day : throw DamagedRowException.Of(row, name, row.Text(name));
}
