using NodaTime;

namespace SupportBot.Escalation;

/// <summary>What an account is counted in.</summary>
public enum IncidentUnit
{
    /// <summary>Whole requests.</summary>
    Incidents,

    /// <summary>Hours, in quarters.</summary>
    Hours,
}

/// <summary>A number of incidents or hours that the partner has with Microsoft or its provider.</summary>
/// <param name="Id">As the settings name it; the same in any case. Its movements are kept under it for good.</param>
/// <param name="VehicleId">The vehicle that uses it up, by its id in the edition.</param>
/// <param name="Contract">The contract and access ids, for reading.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Amount">How many were granted.</param>
/// <param name="From">The first day on which it can be used, of UTC.</param>
/// <param name="Until">The last day on which it can be used, of UTC.</param>
/// <param name="Low">At how many left, or fewer, the lead is told.</param>
public sealed record IncidentAccount(
    string Id, string VehicleId, string Contract, IncidentUnit Unit, decimal Amount, LocalDate From, LocalDate Until, decimal Low)
{
    /// <summary>The first moment at which it can be used.</summary>
    public Instant Begins => From.AtMidnight().InUtc().ToInstant();

    /// <summary>The first moment at which it can be used no more.</summary>
    public Instant Ends => Until.PlusDays(1).AtMidnight().InUtc().ToInstant();

    /// <summary>Whether this is its id.</summary>
    public bool IsNamed(string id) => Id.Equals(id, StringComparison.OrdinalIgnoreCase);

    /// <summary>The smallest part of a unit that is counted.</summary>
    public static decimal StepOf(IncidentUnit unit) => unit is IncidentUnit.Hours ? 0.25m : 1m;
}

/// <summary>How an account stands.</summary>
/// <param name="Account">The account.</param>
/// <param name="Left">How many can still be reserved now: none before it begins and after it ends.</param>
/// <param name="Reserved">How many are reserved for packages that have no case number yet.</param>
/// <param name="Consumed">How many were used up.</param>
/// <param name="IsLow">Whether what is not yet reserved or used up is at the low mark or below.</param>
public sealed record AccountBalance(IncidentAccount Account, decimal Left, decimal Reserved, decimal Consumed, bool IsLow)
{
    /// <summary>
    /// Whether it fell to its low mark, or below, by what was asked just now, so that the lead is to be told. Not again before
    /// it was above; but a command that comes again is answered as it was, for whoever did not live to tell.
    /// </summary>
    public bool FellLow { get; init; }

    /// <summary>How many requests can still be made, by vehicle, over all its accounts; a part of a unit that is left counts as one more.</summary>
    public static IReadOnlyDictionary<string, int?> ByVehicle(IEnumerable<AccountBalance> balances) =>
        balances.GroupBy(balance => balance.Account.VehicleId).ToDictionary(group => group.Key, group => (int?)decimal.Ceiling(group.Sum(each => each.Left)));

    /// <summary>The account of a vehicle from which to reserve: of those that have so much left, the one that ends first.</summary>
    /// <returns>Null where none has.</returns>
    public static IncidentAccount? ToUse(IEnumerable<AccountBalance> balances, string vehicleId, decimal amount = 1) => balances
        .Where(balance => balance.Account.VehicleId == vehicleId && balance.Left >= amount)
        .OrderBy(balance => balance.Account.Ends)
        .FirstOrDefault()?.Account;
}
