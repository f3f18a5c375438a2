using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What a movement does to an account.</summary>
public enum MovementKind
{
    /// <summary>The account begins with what the settings grant.</summary>
    Grant,

    /// <summary>The settings grant something else than before.</summary>
    Correct,

    /// <summary>A package was handed over: what it will use is set aside.</summary>
    Reserve,

    /// <summary>The package has a case number: what was set aside is used up.</summary>
    Consume,

    /// <summary>The package was withdrawn before it had a number: what was set aside is free again.</summary>
    Release,

    /// <summary>A duplicate, or a bug of the product: what was used up was given back.</summary>
    Refund,

    /// <summary>The account ended: what was left of it is lost.</summary>
    Expire,
}

/// <summary>A movement on an account. None is ever changed or deleted.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Sequence">Its place among the account's movements, from 1.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Amount">How many incidents or hours; below zero only where a correction takes some away.</param>
/// <param name="At">When.</param>
/// <param name="Left">How many were neither reserved nor used up nor lost afterwards.</param>
public sealed record LedgerMovement(string AccountId, int Sequence, MovementKind Kind, decimal Amount, Instant At, decimal Left)
{
    /// <summary>The ticket that it is for; null for what the settings and the calendar do.</summary>
    public TicketNumber? Ticket { get; init; }

    /// <summary>Who did it; null for what the settings and the calendar do.</summary>
    public Person? By { get; init; }

    /// <summary>The command that it carries out; null for what the settings and the calendar do.</summary>
    public CommandKey? Key { get; init; }

    /// <summary>Why, in the words of who did it.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of the case that used it up.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Whether the account fell to its low mark, or below, by it.</summary>
    public bool FellLow { get; init; }
}

/// <summary>The wish to move something on an account, for one ticket.</summary>
public sealed record LedgerCommand
{
    private LedgerCommand(MovementKind kind, string accountId, TicketNumber ticket, Person by, CommandKey key) =>
        (Kind, AccountId, Ticket, By, Key) = (kind, accountId, ticket, by, key);

    /// <summary>What is to be done.</summary>
    public MovementKind Kind { get; }

    /// <summary>On which account.</summary>
    public string AccountId { get; }

    /// <summary>For which ticket.</summary>
    public TicketNumber Ticket { get; }

    /// <summary>Who wants it.</summary>
    public Person By { get; }

    /// <summary>Makes it take effect once. One key may stand for one movement of each kind for a ticket.</summary>
    public CommandKey Key { get; }

    /// <summary>How many; null for one where something is reserved, and otherwise for all that the ticket has there.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of the case, with <see cref="MovementKind.Consume"/>.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Sets aside what a package that is handed over will use.</summary>
    public static LedgerCommand Reserve(string accountId, TicketNumber ticket, Person by, CommandKey key, decimal amount = 1) =>
        new(MovementKind.Reserve, accountId, ticket, by, key) { Amount = amount };

    /// <summary>Uses up what was set aside: the package has a case number.</summary>
    public static LedgerCommand Consume(string accountId, TicketNumber ticket, Person by, CommandKey key, string caseNumber) =>
        new(MovementKind.Consume, accountId, ticket, by, key) { CaseNumber = caseNumber };

    /// <summary>Frees what was set aside: there will be no case.</summary>
    public static LedgerCommand Release(string accountId, TicketNumber ticket, Person by, CommandKey key, string? reason = null) =>
        new(MovementKind.Release, accountId, ticket, by, key) { Reason = reason };

    /// <summary>Takes back what was used up: it was given back.</summary>
    public static LedgerCommand Refund(string accountId, TicketNumber ticket, Person by, CommandKey key, string reason) =>
        new(MovementKind.Refund, accountId, ticket, by, key) { Reason = reason };
}

/// <summary>Why nothing was moved.</summary>
public enum LedgerRefusal
{
    /// <summary>There is no such account, or no longer one.</summary>
    NoSuchAccount,

    /// <summary>The account cannot be used yet.</summary>
    NotBegun,

    /// <summary>The account has ended.</summary>
    Expired,

    /// <summary>There are not so many left.</summary>
    NotEnoughLeft,

    /// <summary>It is none, or no whole number of steps: incidents are whole, hours go in quarters.</summary>
    NotAStep,

    /// <summary>Something is set aside for that ticket already.</summary>
    AlreadyReserved,

    /// <summary>What was set aside for that ticket was used up already.</summary>
    AlreadyConsumed,

    /// <summary>Nothing is set aside for that ticket.</summary>
    NothingReserved,

    /// <summary>Nothing was used up for that ticket, or all of it was given back.</summary>
    NothingConsumed,

    /// <summary>It is more than the ticket has there.</summary>
    MoreThanThere,

    /// <summary>The case has no number.</summary>
    NoCaseNumber,
}
