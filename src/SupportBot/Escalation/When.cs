using SupportBot.Customers;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What is left of a vehicle's incidents, as conditions name it.</summary>
internal enum Balance
{
    /// <summary>The partner has none of this vehicle.</summary>
    None,

    /// <summary>All are used.</summary>
    Spent,

    /// <summary>Some are left.</summary>
    Left,

    /// <summary>They are not limited.</summary>
    Unlimited,
}

/// <summary>How old a product on servers of the customer's own is, as conditions name it.</summary>
internal enum SaidGeneration
{
    /// <summary>The newest version.</summary>
    Current,

    /// <summary>The one before it.</summary>
    Previous,

    /// <summary>Any before that.</summary>
    Older,

    /// <summary>Nobody has said it.</summary>
    Unsaid,
}

/// <summary>
/// The conditions of a rule. All must hold; where a condition lists several values, one of them must. A name that begins
/// with <c>not</c>, such as <c>notContracts</c>, asks for none of its values. Without conditions a rule always holds.
/// </summary>
internal sealed class When
{
    private static readonly (string Name, Func<Entry, string, Ids, Func<RouteCase, Vehicle?, bool>> Read)[] Conditions =
    [
        ("partnerTypes", OneOf(routed => routed.PartnerType)),
        ("categories", OneOf(routed => routed.Category)),
        ("workloads", OneOf(routed => routed.Workload)),
        ("families", OneOf(routed => Workloads.FamilyOf(routed.Workload))),
        ("clouds", OneOf(routed => routed.Cloud)),
        ("tenants", OneOf(routed => routed.Tenant)),
        ("generations", OneOf(GenerationOf)),
        ("severities", OneOf(routed => routed.Severity)),
        ("memberships", Held("membership", ids => ids.Memberships, (routed, id) => routed.Memberships.Contains(id))),
        ("contracts", Held("contract", ids => ids.Contracts, (routed, id) => routed.Contracts.Contains(id))),
        ("roles", Held("role", ids => ids.Roles, HasRole)),
        ("balances", Balances),
        ("mainstream", IsTrue(routed => routed.Product is { IsInMainstreamSupport: true })),
        ("vulnerability", IsTrue(routed => routed.IsVulnerability)),
        ("subcontracted", IsTrue(routed => routed.IsSubcontracted)),
        ("providerGaveAccess", IsTrue(routed => routed.ProviderGaveAccess)),
        ("resellersMayFile", IsTrue(routed => routed.ResellersMayFile)),
    ];

    private readonly IReadOnlyList<Func<RouteCase, Vehicle?, bool>> conditions;

    private When(IReadOnlyList<Func<RouteCase, Vehicle?, bool>> conditions, bool isOnlyOnBalance = false)
    {
        this.conditions = conditions;
        IsOnlyOnBalance = isOnlyOnBalance;
    }

    /// <summary>The ids that conditions may name.</summary>
    internal sealed record Ids(IReadOnlySet<string> Memberships, IReadOnlySet<string> Contracts, IReadOnlySet<string> Roles);

    /// <summary>Whether there is no condition.</summary>
    public bool IsAlways => conditions.Count == 0;

    /// <summary>Whether nothing but the balance counts.</summary>
    public bool IsOnlyOnBalance { get; }

    /// <summary>Reads the conditions of a rule, which stand under <c>when</c>.</summary>
    public static When Of(Entry rule, Ids ids)
    {
        if (rule.One("when") is not { } entry) return new When([]);
        var conditions = new List<Func<RouteCase, Vehicle?, bool>>();
        foreach (var (name, read) in Conditions)
        {
            if (entry.Has(name)) conditions.Add(read(entry, name, ids));
            var not = "not" + char.ToUpperInvariant(name[0]) + name[1..];
            if (!entry.Has(not)) continue;
            var holds = read(entry, not, ids);
            conditions.Add((routed, vehicle) => !holds(routed, vehicle));
        }

        return new When(conditions, isOnlyOnBalance: entry.Names.All(name => name is "balances" or "notBalances"));
    }

    /// <summary>Whether the case meets them all.</summary>
    /// <param name="routed">The case.</param>
    /// <param name="vehicle">The vehicle whose balance counts; null where none does.</param>
    public bool Holds(RouteCase routed, Vehicle? vehicle = null) => conditions.All(condition => condition(routed, vehicle));

    /// <summary>Whether the agent holds the role, in Partner Center or in the tenant.</summary>
    public static bool HasRole(RouteCase routed, string role) =>
        routed.Roles.Contains(role) || routed.PartnerCenterRoles.Any(held => Entry.Written(held) == role);

    private static SaidGeneration GenerationOf(RouteCase routed) => routed.Product?.Generation switch
    {
        Generation.Current => SaidGeneration.Current,
        Generation.Previous => SaidGeneration.Previous,
        Generation.Older => SaidGeneration.Older,
        _ => SaidGeneration.Unsaid,
    };

    private static Balance BalanceOf(RouteCase routed, Vehicle vehicle) =>
        !routed.Balances.TryGetValue(vehicle.Id, out var left) ? Balance.None : left switch { null => Balance.Unlimited, <= 0 => Balance.Spent, _ => Balance.Left };

    private static Func<Entry, string, Ids, Func<RouteCase, Vehicle?, bool>> OneOf<T>(Func<RouteCase, T> valueOf)
        where T : struct, Enum => (entry, name, _) =>
        {
            var values = Some(entry, name, entry.Choices<T>(name));
            return (routed, _) => values.Contains(valueOf(routed));
        };

    private static Func<Entry, string, Ids, Func<RouteCase, Vehicle?, bool>> Held(
        string kind, Func<Ids, IReadOnlySet<string>> known, Func<RouteCase, string, bool> isHeld) => (entry, name, ids) =>
        {
            var values = Some(entry, name, entry.Texts(name));
            foreach (var id in values.Where(id => !known(ids).Contains(id))) entry.Wrong($"There is no {kind} \"{id}\" in this file.", name);
            return (routed, _) => values.Any(id => isHeld(routed, id));
        };

    private static Func<RouteCase, Vehicle?, bool> Balances(Entry entry, string name, Ids ids)
    {
        var values = Some(entry, name, entry.Choices<Balance>(name));
        return (routed, vehicle) => vehicle is not null && values.Contains(BalanceOf(routed, vehicle));
    }

    private static Func<Entry, string, Ids, Func<RouteCase, Vehicle?, bool>> IsTrue(Func<RouteCase, bool> isTrue) => (entry, name, _) =>
    {
        var wanted = entry.Flag(name);
        return (routed, _) => isTrue(routed) == wanted;
    };

    private static IReadOnlyList<T> Some<T>(Entry entry, string name, IReadOnlyList<T> values)
    {
        if (entry.Texts(name).Count == 0) entry.Wrong($"\"{name}\" names nothing, so that the rule never holds; leave it out or name something.", name);
        return values;
    }
}
