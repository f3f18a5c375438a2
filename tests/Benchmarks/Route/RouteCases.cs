using System.Globalization;
using System.Text.Json;
using SupportBot.Customers;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace Benchmarks.Route;

/// <summary>A case as it was read.</summary>
/// <param name="Id">What the file calls it, or its place in the list, counted from 1.</param>
/// <param name="Edition">The rules that it asks for.</param>
/// <param name="Case">The case.</param>
internal sealed record AskedRoute(string Id, Edition Edition, RouteCase Case);

/// <summary>Reads cases from JSON, as <c>tests/Benchmarks/README.md</c> describes them. Everything wrong is told at once, with its case and field.</summary>
internal sealed class RouteCases(HandbookFiles handbook)
{
    private readonly Dictionary<string, Edition> editions = Edition.NamesIn(handbook).ToDictionary(name => name, name => Edition.In(handbook, name), StringComparer.Ordinal);

    /// <summary>Reads the list.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="mistakes">Takes what is wrong; what was read counts only where nothing is.</param>
    public IReadOnlyList<AskedRoute> Read(string json, ICollection<string> mistakes)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is JsonValueKind.Array)
                return [.. document.RootElement.EnumerateArray().Select((element, index) => Of(element, index + 1, mistakes)).OfType<AskedRoute>()];
            mistakes.Add("The file must be one JSON list of cases.");
        }
        catch (JsonException exception)
        {
            mistakes.Add($"The file is not JSON: {exception.Message}");
        }

        return [];
    }

    private AskedRoute? Of(JsonElement element, int place, ICollection<string> mistakes)
    {
        var id = place.ToString(CultureInfo.InvariantCulture);
        if (element.ValueKind is not JsonValueKind.Object)
        {
            mistakes.Add($"Case {id}: must be an object with the fields of a case.");
            return null;
        }

        if (element.TryGetProperty("id", out var named)) id = named.ValueKind is JsonValueKind.String ? named.GetString()! : named.GetRawText();
        var fields = new Fields(element, $"Case {id}", mistakes);
        fields.Take("id");
        var edition = EditionOf(fields);
        var workload = fields.Choice<Workload>("workload");
        var memberships = fields.Ids("memberships", edition.Memberships.Select(each => each.Id));
        var roles = fields.Ids("roles", edition.Roles.Select(each => each.Id));
        var read = new RouteCase
        {
            PartnerType = fields.Choice<PartnerType>("partnerType"),
            Category = fields.Choice<Category>("category"),
            Workload = workload,
            Cloud = fields.Choice<Cloud>("cloud", Cloud.Commercial),
            Tenant = fields.Choice<TenantOwner>("tenant", TenantOwner.Customer),
            Product = ProductOf(fields, workload),
            Memberships = memberships,
            Contracts = fields.Ids("contracts", edition.Contracts.Select(each => each.Id)),
            Balances = BalancesOf(fields, edition, memberships),
            Severity = fields.Choice<Severity>("severity", Severity.C),
            PartnerCenterRoles = [.. Enum.GetValues<PartnerCenterRole>().Where(role => roles.Contains(Fields.Written(role)))],
            Roles = roles,
            IsVulnerability = fields.Flag("vulnerability", false),
            IsSubcontracted = fields.Flag("subcontracted", false),
            ProviderGaveAccess = fields.Flag("providerGaveAccess", false),
            ResellersMayFile = fields.Flag("resellersMayFile", true),
        };
        fields.NoteUnknown();
        return new AskedRoute(id, edition, read);
    }

    private Edition EditionOf(Fields fields)
    {
        var newest = editions[editions.Keys.Order(StringComparer.Ordinal).Last()];
        if (fields.Take("edition") is not { } value) return newest;
        if (editions.TryGetValue(value.ToString(), out var edition)) return edition;
        fields.Wrong("edition", $"\"{value}\" is none of {string.Join(", ", editions.Keys)}");
        return newest;
    }

    private static OnPremisesProduct? ProductOf(Fields fields, Workload workload)
    {
        var product = fields.Object("onPremises");
        if (product is null && workload is Workload.OnPremises) fields.Wrong("onPremises", "is missing; workload onPremises needs it, such as {\"product\": \"SQL Server 2022\", \"generation\": \"N\", \"mainstream\": true}");
        if (product is null) return null;
        if (workload is not Workload.OnPremises) fields.Wrong("onPremises", "belongs to workload onPremises only");
        var generation = product.Take("generation") switch
        {
            { ValueKind: JsonValueKind.String } text when text.ValueEquals("N") => Generation.Current,
            { ValueKind: JsonValueKind.String } text when text.ValueEquals("N-1") => Generation.Previous,
            { ValueKind: JsonValueKind.String } text when text.ValueEquals("older") => Generation.Older,
            null => product.Missing("generation", "N, N-1, older", Generation.Current),
            { } other => product.Wrong("generation", $"{other.GetRawText()} is none of N, N-1, older", Generation.Current),
        };
        var name = product.Take("product") is { } named ? named.ToString() : "";
        var read = new OnPremisesProduct(name, generation, product.Flag("mainstream", null));
        product.NoteUnknown();
        return read;
    }

    private static Dictionary<string, int?> BalancesOf(Fields fields, Edition edition, IReadOnlyCollection<string> memberships)
    {
        if (fields.Object("balances") is not { } balances) return Included(edition, memberships);
        var left = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var name in balances.Names)
        {
            var value = balances.Take(name);
            if (edition.Vehicles.All(vehicle => vehicle.Id != name)) balances.Wrong(name, $"is no vehicle; any of {string.Join(", ", edition.Vehicles.Select(vehicle => vehicle.Id))}");
            else if (value is null) left[name] = null;
            else if (value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && count >= 0) left[name] = count;
            else balances.Wrong(name, "must be a whole number, not below 0, or null where it is not limited");
        }

        return left;
    }

    private static Dictionary<string, int?> Included(Edition edition, IReadOnlyCollection<string> memberships)
    {
        var left = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var vehicle in edition.Vehicles)
        {
            var included = vehicle.Included.Where(each => memberships.Contains(each.Membership)).ToList();
            if (included.Count > 0) left[vehicle.Id] = included.Exists(each => each.Incidents is null) ? null : included.Max(each => each.Incidents);
        }

        return left;
    }

    /// <summary>The fields of an object, each of which is taken once.</summary>
    private sealed class Fields(JsonElement element, string place, ICollection<string> mistakes)
    {
        private readonly HashSet<string> taken = new(StringComparer.Ordinal);

        public IEnumerable<string> Names => element.EnumerateObject().Select(property => property.Name);

        public static string Written<T>(T value)
            where T : struct, Enum => value.ToString() is { Length: > 1 } text ? char.ToLowerInvariant(text[0]) + text[1..] : value.ToString();

        /// <summary>The value; null where it is not there or is null.</summary>
        public JsonElement? Take(string name)
        {
            taken.Add(name);
            return element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
        }

        public void Wrong(string name, string what) => mistakes.Add($"{place}: {name}: {what}.");

        public T Wrong<T>(string name, string what, T instead)
        {
            Wrong(name, what);
            return instead;
        }

        public T Missing<T>(string name, string choices, T instead) => Wrong(name, $"is missing; one of {choices}", instead);

        public T Choice<T>(string name, T? otherwise = null)
            where T : struct, Enum
        {
            var choices = string.Join(", ", Enum.GetValues<T>().Select(Written));
            if (Take(name) is not { } value) return otherwise ?? Missing<T>(name, choices, default);
            foreach (var each in Enum.GetValues<T>())
            {
                if (value.ValueKind is JsonValueKind.String && value.ValueEquals(Written(each))) return each;
            }

            return Wrong<T>(name, $"{value.GetRawText()} is none of {choices}", default);
        }

        public bool Flag(string name, bool? otherwise) => Take(name) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            null => otherwise ?? Missing(name, "true, false", false),
            { } other => Wrong(name, $"{other.GetRawText()} is neither true nor false", false),
        };

        public IReadOnlyCollection<string> Ids(string name, IEnumerable<string> known)
        {
            if (Take(name) is not { } list) return [];
            if (list.ValueKind is not JsonValueKind.Array) return Wrong<IReadOnlyCollection<string>>(name, "must be a list", []);
            var ids = list.EnumerateArray().Select(each => each.ToString()).ToList();
            foreach (var id in ids.Where(id => !known.Contains(id))) Wrong(name, $"\"{id}\" is none of {string.Join(", ", known)}");
            return ids;
        }

        public Fields? Object(string name)
        {
            if (Take(name) is not { } value) return null;
            if (value.ValueKind is JsonValueKind.Object) return new Fields(value, $"{place}: {name}", mistakes);
            Wrong(name, "must be an object");
            return null;
        }

        public void NoteUnknown()
        {
            foreach (var name in Names.Where(name => !taken.Contains(name))) Wrong(name, "is not a field of a case");
        }
    }
}
