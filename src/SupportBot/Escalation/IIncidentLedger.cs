using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What became of a command.</summary>
/// <param name="Movement">What moved; null where nothing did. A command that comes again is answered with what it moved the first time.</param>
/// <param name="Refusal">Why nothing moved; null where something did.</param>
/// <param name="Balance">How the account stands now; null where there is none.</param>
public sealed record LedgerOutcome(LedgerMovement? Movement, LedgerRefusal? Refusal, AccountBalance? Balance);

/// <summary>A page of movements.</summary>
/// <param name="Movements">The movements, the newest first.</param>
/// <param name="Next">Where the next page begins; null where this is the last one.</param>
public sealed record MovementPage(IReadOnlyList<LedgerMovement> Movements, string? Next);

/// <summary>
/// The ledger of the incidents and hours that the partner has, by account. Any number of instances move at once: together
/// they never reserve more than there is.
/// </summary>
public interface IIncidentLedger
{
    /// <summary>Carries out a command, once for its key.</summary>
    Task<LedgerOutcome> DoAsync(LedgerCommand command, CancellationToken cancellationToken);

    /// <summary>How all accounts of the settings stand, in their order.</summary>
    Task<IReadOnlyList<AccountBalance>> BalancesAsync(CancellationToken cancellationToken);

    /// <summary>A page of an account's movements.</summary>
    /// <param name="accountId">The account, which need not be one of the settings any more.</param>
    /// <param name="from">Where the page begins, as the one before said; null for the newest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<MovementPage> MovementsAsync(string accountId, string? from, CancellationToken cancellationToken);

    /// <summary>All movements for a ticket, on whichever accounts, the oldest first.</summary>
    Task<IReadOnlyList<LedgerMovement>> MovementsOfAsync(TicketNumber ticket, CancellationToken cancellationToken);
}
