using NodaTime;

namespace SupportBot.Escalation;

/// <summary>A step of an account: how it stands afterwards, and what moved. Where nothing moved, how it stands may differ all the same.</summary>
/// <param name="After">How it stands afterwards.</param>
/// <param name="Movements">What moved, in order.</param>
/// <param name="Refusal">Why a command was not carried out; null where it was, or there was none.</param>
public sealed record LedgerStep(IncidentBook After, IReadOnlyList<LedgerMovement> Movements, LedgerRefusal? Refusal = null)
{
    /// <summary>This step and another one after it.</summary>
    public LedgerStep Then(Func<IncidentBook, LedgerStep> next)
    {
        var (after, movements, refusal) = next(After);
        return new LedgerStep(after, [.. Movements, .. movements], refusal);
    }

    /// <summary>How the account stands afterwards, at a moment.</summary>
    public AccountBalance At(Instant now) => After.At(now) with { FellLow = Movements.Any(movement => movement.FellLow) };
}

/// <summary>How an account stands: what its movements add up to. What is reserved counts as used.</summary>
/// <param name="Account">The account, as the settings last said.</param>
public sealed record IncidentBook(IncidentAccount Account)
{
    /// <summary>How many are set aside.</summary>
    public decimal Reserved { get; init; }

    /// <summary>How many were used up.</summary>
    public decimal Consumed { get; init; }

    /// <summary>How many were left when it ended.</summary>
    public decimal Expired { get; init; }

    /// <summary>How many movements there were.</summary>
    public int Movements { get; init; }

    /// <summary>Whether it is at its low mark or below, and has been told to be.</summary>
    public bool IsLow { get; init; }

    // Below zero where a correction left less than was used by then.
    private decimal Free => Account.Amount - Reserved - Consumed - Expired;

    /// <summary>How many can be reserved at a moment: none before the account begins and after it ends.</summary>
    public decimal LeftAt(Instant now) => Account.Begins <= now && now < Account.Ends ? Math.Max(0, Free) : 0;

    /// <summary>How it stands at a moment.</summary>
    public AccountBalance At(Instant now) => new(Account, LeftAt(now), Reserved, Consumed, IsLow);

    /// <summary>Begins an account with what is granted. One that begins at its low mark has not fallen to it.</summary>
    public static LedgerStep Open(IncidentAccount account, Instant now) =>
        new IncidentBook(account) { IsLow = account.Amount <= account.Low }.With(MovementKind.Grant, account.Amount, now, book => book).Then(book => book.Expire(now));

    /// <summary>Brings the account to what the settings say now, and to its end where that has come.</summary>
    /// <exception cref="InvalidOperationException">The settings count it in another unit than before.</exception>
    public LedgerStep Settle(IncidentAccount account, Instant now)
    {
        if (account.Unit != Account.Unit)
            throw new InvalidOperationException($"Escalation:Accounts: \"{account.Id}\" was counted in {Account.Unit} and is now to be counted in {account.Unit}; give what is counted anew another Id.");
        // What an end took away is there again where the end was put off.
        var settled = this with { Account = account, Expired = now < account.Ends ? 0 : Expired };
        var difference = settled.Free - Free;
        var corrected = difference == 0
            ? new LedgerStep(settled with { IsLow = IsLow && settled.Free <= account.Low }, [])
            : With(MovementKind.Correct, difference, now, _ => settled);
        return corrected.Then(book => book.Expire(now));
    }

    /// <summary>Writes off what is left of an account that has ended.</summary>
    public LedgerStep Expire(Instant now) => now >= Account.Ends && Free > 0
        ? With(MovementKind.Expire, Free, now, book => book with { Expired = book.Expired + book.Free })
        : new LedgerStep(this, []);

    /// <summary>Carries out a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="ofTicket">All earlier movements for its ticket.</param>
    /// <param name="now">The moment.</param>
    public LedgerStep Do(LedgerCommand command, IReadOnlyList<LedgerMovement> ofTicket, Instant now)
    {
        var mine = ofTicket.Where(movement => Account.IsNamed(movement.AccountId)).ToList();
        var reserved = Sum(MovementKind.Reserve) - Sum(MovementKind.Consume) - Sum(MovementKind.Release);
        var consumed = Sum(MovementKind.Consume) - Sum(MovementKind.Refund);
        var there = command.Kind is MovementKind.Refund ? consumed : reserved;
        var amount = command.Amount ?? (command.Kind is MovementKind.Reserve ? 1 : there);
        if (Refuses() is { } refusal) return new LedgerStep(this, [], refusal);

        var moved = With(command.Kind, amount, now, command.Kind switch
        {
            MovementKind.Reserve => book => book with { Reserved = book.Reserved + amount },
            MovementKind.Consume => book => book with { Reserved = book.Reserved - amount, Consumed = book.Consumed + amount },
            MovementKind.Release => book => book with { Reserved = book.Reserved - amount },
            MovementKind.Refund => book => book with { Consumed = book.Consumed - amount },
            _ => throw new ArgumentException($"Nobody commands {command.Kind}.", nameof(command)),
        });
        var named = moved.Movements[0] with
        {
            Ticket = command.Ticket, By = command.By, Key = command.Key, Reason = command.Reason, CaseNumber = command.CaseNumber?.Trim(),
        };
        // What comes back to an account that has ended is lost at once, and nobody is told a second time that nothing is left.
        return now < Account.Ends
            ? moved with { Movements = [named] }
            : new LedgerStep(moved.After with { IsLow = IsLow }, [named]).Then(book => book.Expire(now));

        decimal Sum(MovementKind kind) => mine.Where(movement => movement.Kind == kind).Sum(movement => movement.Amount);

        LedgerRefusal? Refuses() => command.Kind switch
        {
            MovementKind.Reserve when reserved > 0 => LedgerRefusal.AlreadyReserved,
            MovementKind.Refund when consumed == 0 => LedgerRefusal.NothingConsumed,
            MovementKind.Consume or MovementKind.Release when reserved == 0 => consumed > 0 ? LedgerRefusal.AlreadyConsumed : LedgerRefusal.NothingReserved,
            MovementKind.Consume when string.IsNullOrWhiteSpace(command.CaseNumber) => LedgerRefusal.NoCaseNumber,
            _ when amount <= 0 || amount % IncidentAccount.StepOf(Account.Unit) != 0 => LedgerRefusal.NotAStep,
            MovementKind.Reserve when now < Account.Begins => LedgerRefusal.NotBegun,
            MovementKind.Reserve when now >= Account.Ends => LedgerRefusal.Expired,
            MovementKind.Reserve => amount > LeftAt(now) ? LedgerRefusal.NotEnoughLeft : null,
            _ => amount > there ? LedgerRefusal.MoreThanThere : null,
        };
    }

    private LedgerStep With(MovementKind kind, decimal amount, Instant now, Func<IncidentBook, IncidentBook> change)
    {
        var after = change(this) with { Movements = Movements + 1 };
        after = after with { IsLow = after.Free <= after.Account.Low };
        var movement = new LedgerMovement(Account.Id, after.Movements, kind, amount, now, Math.Max(0, after.Free)) { FellLow = after.IsLow && !IsLow };
        return new LedgerStep(after, [movement]);
    }
}
