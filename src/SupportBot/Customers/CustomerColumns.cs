using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace SupportBot.Customers;

/// <summary>By what rows of a file are read.</summary>
/// <param name="Partner">What the partner is; decides what an indirect relationship means.</param>
/// <param name="Served">The cloud that the bot serves.</param>
internal sealed record ImportRules(PartnerType Partner, ServedCloud Served);

/// <summary>A row while it is read: what is wrong with it so far.</summary>
internal sealed class RowReading(ImportRules rules, bool isNew, bool dayBeforeMonth)
{
    private readonly List<string> problems = [];

    /// <summary>By what it is read.</summary>
    public ImportRules Rules { get; } = rules;

    /// <summary>Whether it begins a customer.</summary>
    public bool IsNew { get; } = isNew;

    /// <summary>Whether 3/4/2027 is in April.</summary>
    public bool DayBeforeMonth { get; } = dayBeforeMonth;

    /// <summary>Everything that is wrong, each with its remedy.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Notes what is wrong.</summary>
    public void Refuse(string problem) => problems.Add(problem);
}

/// <summary>A column of a file of customers: how its cell is written, and how it is read into a customer.</summary>
/// <param name="Name">As the header names it, whatever the case.</param>
/// <param name="Write">The cell of a customer; empty where there is nothing.</param>
/// <param name="Read">The customer with what the cell says, trimmed; an empty cell clears.</param>
internal sealed record CustomerColumn(string Name, Func<Customer, string> Write, Func<Customer, string, RowReading, Customer> Read);

/// <summary>All columns of a file of customers: those of Partner Center's "Export customers", and the desk's own behind them.</summary>
internal static partial class CustomerColumns
{
    /// <summary>The customer's tenant.</summary>
    public const string MicrosoftId = "Microsoft ID";

    /// <summary>The customer's name.</summary>
    public const string CompanyName = "Company name";

    /// <summary>How the customer buys, in Partner Center's words.</summary>
    public const string Relationship = "Relationship";

    /// <summary>The customer's tenants besides the first.</summary>
    public const string OtherTenants = "Other tenants";

    /// <summary>The longest name, in UTF-16 characters.</summary>
    public const int LongestName = 200;

    /// <summary>The longest cell, in UTF-16 characters.</summary>
    public const int LongestCell = 4000;

    /// <summary>How much all cells of further columns, and of those where the offer differs, may hold together; they are kept in one property of a row each.</summary>
    public const int MostOfMore = 15_000;

    /// <summary>The most tenants of a customer: they are stored in one transaction with it.</summary>
    public const int MostTenants = 98;

    /// <summary>What a header must name.</summary>
    public static IReadOnlyList<string> Needed { get; } = [MicrosoftId, CompanyName];

    /// <summary>All, in the order in which they are written and read.</summary>
    public static IReadOnlyList<CustomerColumn> All { get; } =
    [
        new(MicrosoftId, customer => customer.TenantIds[0], ReadMicrosoftId),
        new(CompanyName, customer => customer.Name, ReadName),
        new("Primary domain name", customer => customer.PrimaryDomain ?? "", (customer, cell, _) => customer with { PrimaryDomain = OrNull(cell) }),
        new(Relationship, customer => customer.More.GetValueOrDefault(Relationship) ?? WordFor(customer.Relation), ReadRelationship),
        new(OtherTenants, customer => string.Join(' ', customer.TenantIds.Skip(1)), ReadOtherTenants),
        new("Cloud", customer => NameOf(customer.Cloud), ReadCloud),
        new("Reseller", customer => customer.Reseller ?? "", ReadReseller),
        new("Plan", customer => customer.Plan ?? "", (customer, cell, _) => customer with { Plan = OrNull(cell) }),
        new("Language", customer => customer.Language ?? "", ReadLanguage),
        new("Queue", customer => customer.Queue ?? "", (customer, cell, _) => customer with { Queue = OrNull(cell) }),
        new("Contacts", customer => Join(customer.Contacts), (customer, cell, _) => customer with { Contacts = Split(cell) }),
        new("Approvers", customer => Join(customer.Approvers.Select(Text)), (customer, cell, row) => customer with { Approvers = ReadMembers("Approvers", cell, row) }),
        new("Administrators", customer => Join(customer.Administrators.Select(Text)), (customer, cell, row) => customer with { Administrators = ReadMembers("Administrators", cell, row) }),
        new("Delegated admin ends", customer => customer.DelegatedAdminEnds is { } ends ? LocalDatePattern.Iso.Format(ends) : "", ReadDelegatedAdminEnds),
        .. OfferTerms.Names.Select(name => new CustomerColumn(
            name,
            customer => customer.Terms.Differences.GetValueOrDefault(name) ?? "",
            (customer, cell, _) => customer with { Terms = new OfferTerms(With(customer.Terms.Differences, name, cell)) })),
    ];

    private static readonly Dictionary<string, CustomerColumn> ByName = All.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The column of this name, or null where it is none of these.</summary>
    public static CustomerColumn? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The cell of a further column.</summary>
    public static string More(Customer customer, string name) =>
        customer.More.FirstOrDefault(more => string.Equals(more.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>The customer with what a further column says of it.</summary>
    public static Customer WithMore(Customer customer, string name, string cell) => customer with { More = With(customer.More, name, cell) };

    /// <summary>Whether two customers hold the same, as far as a file can say.</summary>
    public static bool Same(Customer one, Customer other) =>
        one.Relation == other.Relation
        && All.All(column => column.Write(one) == column.Write(other))
        && one.More.Count == other.More.Count
        && one.More.All(more => other.More.GetValueOrDefault(more.Key) == more.Value);

    /// <summary>The tenant that a cell names, in lower case; null where it names none.</summary>
    public static string? Tenant(string cell) => Guid.TryParse(cell, out var tenant) && tenant != Guid.Empty ? tenant.ToString("D") : null;

    private static Customer ReadMicrosoftId(Customer customer, string cell, RowReading row)
    {
        if (Tenant(cell) is { } tenant) return customer with { TenantIds = [tenant, .. customer.TenantIds.Where(id => id != tenant)] };
        row.Refuse(cell.Length == 0
            ? $"{MicrosoftId}: it is missing; Partner Center shows it as the customer's Microsoft ID, a GUID"
            : $"{MicrosoftId}: \"{Shown(cell)}\" is no tenant id, which is a GUID");
        return customer;
    }

    private static Customer ReadName(Customer customer, string cell, RowReading row)
    {
        if (cell.Length == 0) row.Refuse($"{CompanyName}: it is missing");
        else if (cell.Length > LongestName) row.Refuse($"{CompanyName}: it has {cell.Length} characters; at most {LongestName} are possible");
        return customer with { Name = cell };
    }

    private static Customer ReadRelationship(Customer customer, string cell, RowReading row)
    {
        if (Relation(cell, row.Rules.Partner) is not { } relation)
        {
            row.Refuse($"{Relationship}: \"{Shown(cell)}\" is not known; write Cloud Reseller or Indirect Reseller");
            return customer;
        }

        // What a stored customer's relation is called anyway need not be kept beside it.
        var says = row.IsNew || customer.More.ContainsKey(Relationship) || cell != WordFor(customer.Relation);
        return (says ? WithMore(customer, Relationship, cell) : customer) with { Relation = relation };
    }

    private static Customer ReadReseller(Customer customer, string cell, RowReading row)
    {
        var reseller = OrNull(cell);
        if (reseller is not null) return customer with { Reseller = reseller, Relation = Customers.Relation.ThroughReseller };
        // Without a reseller any more it is as the relationship says.
        var relation = customer.Reseller is null ? customer.Relation : Relation(customer.More.GetValueOrDefault(Relationship, ""), row.Rules.Partner);
        return customer with { Reseller = null, Relation = relation ?? customer.Relation };
    }

    // An indirect reseller sees its own customers as indirect ones, too: to its desk they are its own.
    private static Relation? Relation(string cell, PartnerType partner) => cell switch
    {
        _ when cell.Contains("indirect", StringComparison.OrdinalIgnoreCase) =>
            partner is PartnerType.IndirectReseller ? Customers.Relation.Direct : Customers.Relation.ThroughReseller,
        _ when cell.Length == 0 || cell.Contains("reseller", StringComparison.OrdinalIgnoreCase) || cell.Contains("direct", StringComparison.OrdinalIgnoreCase) => Customers.Relation.Direct,
        _ => null,
    };

    private static string WordFor(Relation relation) => relation is Customers.Relation.Direct ? "Cloud Reseller" : "Indirect Reseller";

    private static Customer ReadOtherTenants(Customer customer, string cell, RowReading row)
    {
        var tenants = new List<string> { customer.TenantIds[0] };
        foreach (var word in cell.Split([' ', ',', ';', '|', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Tenant(word) is not { } tenant) row.Refuse($"{OtherTenants}: \"{Shown(word)}\" is no tenant id, which is a GUID");
            else if (!tenants.Contains(tenant)) tenants.Add(tenant);
        }

        if (tenants.Count > MostTenants) row.Refuse($"{OtherTenants}: with {tenants.Count} tenants it has too many; at most {MostTenants} are possible. Give the others a customer of their own");
        return customer with { TenantIds = tenants };
    }

    private static Customer ReadCloud(Customer customer, string cell, RowReading row)
    {
        var served = row.Rules.Served;
        if (cell.Length == 0) return customer with { Cloud = served.Cloud };
        foreach (var cloud in Enum.GetValues<Cloud>())
        {
            if (!string.Equals(cell.Replace(" ", "", StringComparison.Ordinal), NameOf(cloud).Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) continue;
            if (!served.Serves(cloud))
            {
                row.Refuse($"Cloud: this bot is registered in {NameOf(served.Cloud)}{(served.Serves(Cloud.Gcc) ? ", which serves GCC as well" : "")}; "
                    + $"people of {NameOf(cloud)} cannot reach it. They need a bot of their own that is registered there");
            }

            return customer with { Cloud = cloud };
        }

        row.Refuse($"Cloud: \"{Shown(cell)}\" is not known; write Commercial, GCC, GCC High or DoD");
        return customer;
    }

    private static string NameOf(Cloud cloud) => cloud switch
    {
        Cloud.Commercial => "Commercial",
        Cloud.Gcc => "GCC",
        Cloud.GccHigh => "GCC High",
        Cloud.Dod => "DoD",
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "This cloud has no name."),
    };

    private static Customer ReadLanguage(Customer customer, string cell, RowReading row)
    {
        if (cell.Length > 0 && !LanguageTag().IsMatch(cell)) row.Refuse($"Language: \"{Shown(cell)}\" is no language tag; write one such as en or pt-PT");
        return customer with { Language = OrNull(cell) };
    }

    private static List<Member> ReadMembers(string column, string cell, RowReading row)
    {
        var members = new List<Member>();
        foreach (var text in Split(cell))
        {
            var match = MemberText().Match(text);
            if (match.Success && Tenant(match.Groups["tenant"].Value) is { } tenant && Tenant(match.Groups["object"].Value) is { } person)
                members.Add(new Member(tenant, person, match.Groups["name"].Value.Trim()));
            else row.Refuse($"{column}: \"{Shown(text)}\" is nobody; write Name <tenant id/object id>, and a | between two people");
        }

        return members;
    }

    private static string Text(Member member) => $"{member.Name} <{member.TenantId}/{member.ObjectId}>".TrimStart();

    private static Customer ReadDelegatedAdminEnds(Customer customer, string cell, RowReading row)
    {
        if (cell.Length == 0) return customer with { DelegatedAdminEnds = null };
        if (LocalDatePattern.Iso.Parse(cell).TryGetValue(default, out var date)) return customer with { DelegatedAdminEnds = date };
        var readings = Readings(cell).Distinct().ToList();
        if (readings.Count == 1 || (readings.Count > 1 && row.DayBeforeMonth)) return customer with { DelegatedAdminEnds = readings[0] };
        row.Refuse(readings.Count == 0
            ? $"Delegated admin ends: \"{Shown(cell)}\" is no day; write it as 2026-12-20"
            : $"Delegated admin ends: \"{Shown(cell)}\" can be two days; write {LocalDatePattern.Iso.Format(readings[0])} or {LocalDatePattern.Iso.Format(readings[1])}");
        return customer;
    }

    // A spreadsheet that opens 2026-12-20 writes it as its country does.
    private static IEnumerable<LocalDate> Readings(string cell)
    {
        if (CountrysDate().Match(cell) is not { Success: true } match) yield break;
        var (one, two, year) = (Number("one"), Number("two"), Number("year"));
        if (year is 0 or > 9998) yield break;
        if (two is >= 1 and <= 12 && one >= 1 && one <= CalendarSystem.Iso.GetDaysInMonth(year, two)) yield return new LocalDate(year, two, one);
        if (one is >= 1 and <= 12 && two >= 1 && two <= CalendarSystem.Iso.GetDaysInMonth(year, one)) yield return new LocalDate(year, one, two);

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    // With spaces around what separates, so that a | written twice is one inside of an entry.
    private static string Join(IEnumerable<string> entries) => string.Join(" | ", entries.Select(entry => entry.Replace("|", "||", StringComparison.Ordinal)));

    private static List<string> Split(string cell)
    {
        const char inside = '\uE000';
        return [.. cell.Replace("||", inside.ToString(), StringComparison.Ordinal)
            .Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Replace(inside, '|'))];
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> all, string name, string cell)
    {
        var changed = new Dictionary<string, string>(all, StringComparer.OrdinalIgnoreCase);
        if (cell.Length > 0) changed[name] = cell;
        else changed.Remove(name);
        return changed;
    }

    private static string? OrNull(string cell) => cell.Length > 0 ? cell : null;

    /// <summary>As much of a cell as a message needs to show of it.</summary>
    public static string Shown(string cell) => cell.Length > 60 ? cell[..60] + "…" : cell;

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^(?<name>.*)<(?<tenant>[^<>/]+)/(?<object>[^<>/]+)>$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex MemberText();

    [GeneratedRegex("^(?<one>[0-9]{1,2})[/.-](?<two>[0-9]{1,2})[/.-](?<year>[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex CountrysDate();
}
