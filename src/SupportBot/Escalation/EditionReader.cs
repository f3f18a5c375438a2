using NodaTime;
using SupportBot.Customers;
using SupportBot.Handbook;

namespace SupportBot.Escalation;

/// <summary>Reads an edition and notes everything in it that cannot be meant.</summary>
internal sealed class EditionReader
{
    private readonly Entry root;
    private readonly When.Ids ids;
    private readonly IReadOnlyList<Named> roles;
    private readonly IReadOnlyList<Named> memberships;
    private readonly IReadOnlyList<Named> contracts;

    public EditionReader(Entry root)
    {
        this.root = root;
        roles = NamedIn("roles");
        memberships = NamedIn("memberships");
        contracts = NamedIn("contracts");
        ids = new When.Ids(IdsOf(memberships), IdsOf(contracts), IdsOf(roles));
    }

    public Edition Read()
    {
        foreach (var role in Enum.GetValues<PartnerCenterRole>().Select(Entry.Written).Where(role => !ids.Roles.Contains(role)))
            root.Wrong($"\"roles\" does not name {role}, a role of Partner Center that agents choose.", "roles");

        var vehicles = root.EachOnce("vehicles", VehicleOf, vehicle => vehicle.Id);
        if (vehicles.Count == 0) root.Wrong("\"vehicles\" is missing or empty.", "vehicles");
        var known = vehicles.Select(vehicle => vehicle.Id).ToHashSet(StringComparer.Ordinal);
        var shared = root.One("refusals");
        var first = Shared(shared, "first", known);
        var last = Shared(shared, "last", known);
        var recommendations = root.Each("recommendations").Select(entry => RecommendationOf(entry, known)).ToList();
        var edition = new Edition
        {
            Name = root.Text("edition"),
            Title = root.Words("title"),
            AsOf = root.Date("asOf"),
            Roles = roles,
            Memberships = memberships,
            Contracts = contracts,
            Vehicles = vehicles,
            First = new SharedRefusals(first),
            Last = new SharedRefusals(last),
            Recommendations = recommendations,
        };
        foreach (var (entry, vehicle) in root.Each("vehicles").Zip(vehicles)) NoteUnruled(entry, vehicle, edition);
        return edition;
    }

    private static HashSet<string> IdsOf(IEnumerable<Named> named) => named.Select(each => each.Id).ToHashSet(StringComparer.Ordinal);

    private static void NoteUnruled(Entry entry, Vehicle vehicle, Edition edition)
    {
        var refusals = edition.First.On(vehicle).Concat(vehicle.Refusals).Concat(edition.Last.On(vehicle)).ToList();
        if (refusals.Count == 0) entry.Wrong($"Nothing refuses \"{vehicle.Id}\": name at least one case in which it may not be used.");
        foreach (var twice in refusals.Concat(vehicle.Grounds).GroupBy(ruling => ruling.Id).Where(group => group.Key.Length > 0 && group.Count() > 1))
            entry.Wrong($"\"{vehicle.Id}\" has two rules with the id \"{twice.Key}\", shared ones among them.");
        if (!edition.Recommendations.Any(recommendation => recommendation.Vehicles.Contains(vehicle.Id)))
            entry.Wrong($"No recommendation names \"{vehicle.Id}\": say where it comes among the others.");
        if (vehicle.IsCounted && !(IsRefused(new Dictionary<string, int?>()) && IsRefused(new Dictionary<string, int?> { [vehicle.Id] = 0 })))
            entry.Wrong($"\"{vehicle.Id}\" is counted: it must be refused where \"balances\" is none and where it is spent, whatever else holds.");
        if (vehicle.Included.Count > 0 && !vehicle.IsCounted) entry.Wrong("Only what is counted can be included with a membership.", "included");

        bool IsRefused(Dictionary<string, int?> balances)
        {
            var routed = new RouteCase { PartnerType = default, Category = default, Workload = default, Balances = balances };
            return refusals.Exists(refusal => refusal.When.IsOnlyOnBalance && refusal.When.Holds(routed, vehicle));
        }
    }

    private IReadOnlyList<Named> NamedIn(string list) =>
        root.EachOnce(list, entry => new Named(entry.Text("id"), entry.Words("name"), entry.Source()), each => each.Id);

    private Vehicle VehicleOf(Entry entry)
    {
        var refusals = entry.Each("refusals").Select(RulingOf).ToList();
        if (refusals.Find(refusal => refusal.When.IsAlways) is { } always) entry.Wrong($"The refusal \"{always.Id}\" has no condition, so that the vehicle may never be used; take the vehicle out instead.", "refusals");
        var source = entry.Source();
        return new Vehicle
        {
            Id = entry.Text("id"),
            Name = entry.Words("name"),
            Formerly = [.. entry.Each("formerly").Select(former => new FormerName(former.Text("name"), former.Source()))],
            Heading = entry.Choice<Heading>("heading"),
            Coverage = entry.Words("coverage"),
            Cost = entry.Words("cost"),
            CostSource = SourceOr("costSource"),
            Languages = entry.WordsOrNull("languages"),
            LanguagesSource = SourceOr("languagesSource"),
            Source = source,
            IsCounted = entry.Flag("counted"),
            Included = [.. entry.Each("included").Select(IncludedOf)],
            Refusals = refusals,
            Grounds = InOrder(entry, "eligible", RulingOf, ruling => ruling.When),
            Responses = InOrder(entry, "responses", each => (When: When.Of(each, ids), TargetOf(each)), each => each.When),
            Places = InOrder(entry, "filed", each => (When: When.Of(each, ids), new FilingPlace(each.Text("system"), each.Words("how"), each.Source())), each => each.When),
            Roles = InOrder(entry, "roles", each => (When: When.Of(each, ids), RolesOf(each)), each => each.When),
        };

        Source SourceOr(string name) => entry.Has(name) ? entry.Source(name) : source;
    }

    // The first that holds counts: the last must always hold, and any other that does hides those below it.
    private static List<T> InOrder<T>(Entry entry, string name, Func<Entry, T> read, Func<T, When> conditions)
    {
        var entries = entry.Each(name);
        var made = entries.Select(read).ToList();
        if (made.Count == 0 || !conditions(made[^1]).IsAlways) entry.Wrong($"\"{name}\" must end in an entry without conditions, which holds where no other does.", name);
        for (var i = 0; i < made.Count - 1; i++)
        {
            if (conditions(made[i]).IsAlways) entries[i].Wrong($"This entry of \"{name}\" has no condition, so that those below it never count.");
        }

        return made;
    }

    private Ruling RulingOf(Entry entry) => new(entry.Text("id"), When.Of(entry, ids), entry.Words("reason"), entry.Source());

    private IncludedIncidents IncludedOf(Entry entry)
    {
        var membership = entry.Text("membership");
        if (membership.Length > 0 && !ids.Memberships.Contains(membership)) entry.Wrong($"There is no membership \"{membership}\" in this file.", "membership");
        var incidents = entry.TextOrNull("incidents") is "unlimited" ? null : entry.Number("incidents");
        if (!entry.Has("incidents")) entry.Wrong("\"incidents\" is missing: a number, or unlimited.");
        if (incidents is <= 0) entry.Wrong("\"incidents\" must be above zero; leave the membership out where it brings none.", "incidents");
        return new IncludedIncidents(membership, incidents, entry.Source());
    }

    private static ResponseTarget TargetOf(Entry entry)
    {
        var minutes = entry.Number("minutes");
        var hours = entry.Choice<ResponseHours>("hours");
        if (minutes is <= 0) entry.Wrong("\"minutes\" must be above zero.", "minutes");
        if (minutes is null != hours is ResponseHours.Unpublished) entry.Wrong("\"minutes\" and \"hours\" belong together: without a published time, hours are unpublished and there are no minutes.", "hours");
        return new ResponseTarget(minutes is { } within ? Duration.FromMinutes(within) : null, hours, entry.WordsOrNull("note"), entry.Source());
    }

    private RolesNeeded RolesOf(Entry entry)
    {
        var named = entry.Texts("anyOf");
        foreach (var id in named.Where(id => !ids.Roles.Contains(id))) entry.Wrong($"There is no role \"{id}\" in this file.", "anyOf");
        return new RolesNeeded([.. roles.Where(role => named.Contains(role.Id))], entry.WordsOrNull("note"), entry.Source());
    }

    private List<(IReadOnlyList<string>, Ruling)> Shared(Entry? refusals, string place, HashSet<string> known) => [.. (refusals?.Each(place) ?? []).Select(entry =>
    {
        var ruling = RulingOf(entry);
        if (ruling.When.IsAlways) entry.Wrong($"The refusal \"{ruling.Id}\" has no condition, so that its vehicles may never be used.");
        return (Known(entry, known), ruling);
    })];

    private Recommendation RecommendationOf(Entry entry, HashSet<string> known) => new(When.Of(entry, ids), Known(entry, known), entry.Words("reason"), entry.Source());

    private static IReadOnlyList<string> Known(Entry entry, HashSet<string> known)
    {
        var named = entry.Texts("vehicles");
        if (named.Count == 0) entry.Wrong("\"vehicles\" is missing: name those that it is about.", "vehicles");
        foreach (var id in named.Where(id => !known.Contains(id))) entry.Wrong($"There is no vehicle \"{id}\" in this file.", "vehicles");
        return named;
    }
}
