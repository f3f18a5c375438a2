using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What the ledger is to do for a ticket, from how far it has come beyond the desk.</summary>
public static class LedgerPlan
{
    /// <summary>The movement that is missing; null where the ledger says already how it stands. What is set aside is set aside before the package is handed over, and never here.</summary>
    /// <param name="file">How far the ticket has come.</param>
    /// <param name="movements">The ticket's movements, in order.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="by">Who brought it there.</param>
    /// <param name="key">Makes it move once.</param>
    /// <param name="reason">Why, in that person's words.</param>
    public static LedgerCommand? Missing(EscalationFile file, IReadOnlyList<LedgerMovement> movements, TicketNumber ticket, Person by, CommandKey key, string reason)
    {
        foreach (var account in movements.GroupBy(movement => movement.AccountId, StringComparer.OrdinalIgnoreCase))
        {
            var reserved = Sum(account, MovementKind.Reserve) - Sum(account, MovementKind.Consume) - Sum(account, MovementKind.Release);
            var consumed = Sum(account, MovementKind.Consume) - Sum(account, MovementKind.Refund);
            if (reserved > 0 && file.CaseNumber is { } number) return LedgerCommand.Consume(account.Key, ticket, by, key, number.Number);
            if (reserved > 0 && file.State is not EscalationState.HandedOver) return LedgerCommand.Release(account.Key, ticket, by, key, reason);
            if (consumed > 0 && file.State is EscalationState.Refunded) return LedgerCommand.Refund(account.Key, ticket, by, key, reason);
        }

        return null;
    }

    /// <summary>How many incidents each vehicle has left: those of its accounts, and without limit where a membership includes it so.</summary>
    public static IReadOnlyDictionary<string, int?> Balances(Edition edition, IReadOnlyCollection<string> memberships, IReadOnlyList<AccountBalance> accounts)
    {
        var balances = AccountBalance.ByVehicle(accounts).ToDictionary(StringComparer.Ordinal);
        foreach (var vehicle in edition.Vehicles.Where(vehicle => vehicle.Included.Any(included => included.Incidents is null && memberships.Contains(included.Membership))))
            balances[vehicle.Id] = null;
        return balances;
    }

    private static decimal Sum(IEnumerable<LedgerMovement> movements, MovementKind kind) => movements.Where(movement => movement.Kind == kind).Sum(movement => movement.Amount);
}
