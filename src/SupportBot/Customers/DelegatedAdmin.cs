using NodaTime;
using NodaTime.Text;

namespace SupportBot.Customers;

/// <summary>A warning that a delegated admin relationship ends.</summary>
/// <param name="Ends">Its last day.</param>
/// <param name="DaysLeft">How many days until then; below zero where it is over.</param>
/// <param name="Mark">What <see cref="Customer.DelegatedAdminWarned"/> holds once the desk has been warned.</param>
public sealed record DelegatedAdminWarning(LocalDate Ends, int DaysLeft, string Mark);

/// <summary>
/// When the desk is warned that a delegated admin relationship (GDAP) ends, which Microsoft does not renew by itself unless
/// told to: 30 days before, 7 days before, and when it is over. Each once for each end; a renewed one is warned of anew.
/// </summary>
public static class DelegatedAdmin
{
    private static readonly (int Days, string Name)[] Stages = [(30, "30"), (7, "7"), (-1, "over")];

    /// <summary>The warning that is due; null where there is none, or the desk has had it.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="today">The day on which it is asked.</param>
    public static DelegatedAdminWarning? DueWarning(Customer customer, LocalDate today)
    {
        if (customer.DelegatedAdminEnds is not { } ends) return null;
        var left = Period.DaysBetween(today, ends);
        var stage = Array.FindLastIndex(Stages, stage => left <= stage.Days);
        // Never back to an earlier one: of two instances one may have another day already.
        return stage > Array.FindIndex(Stages, each => customer.DelegatedAdminWarned == Mark(ends, each.Name))
            ? new DelegatedAdminWarning(ends, left, Mark(ends, Stages[stage].Name))
            : null;
    }

    private static string Mark(LocalDate ends, string stage) => $"{LocalDatePattern.Iso.Format(ends)}/{stage}";
}
