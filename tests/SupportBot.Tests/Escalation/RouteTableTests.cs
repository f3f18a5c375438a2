using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime.Text;
using SupportBot.Customers;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Tests.Escalation;

/// <summary>
/// The decision table, <c>routes.csv</c>: written from the documents that its rows name, not from the rules that it holds to account.
/// A case begins with the partner's type, the category and the workload; then, in any order and left out where it is usual: cloud, own, severity,
/// N | N-1 | older with mainstream | ended, m:membership, c:contract, b:vehicle=left (* without limit), r:role, vulnerability, subcontracted,
/// access (the provider gave it), provider-files (the policy). Expected is, for a vehicle, yes or no with the rule in brackets where it matters,
/// minutes to the first answer, or whether the agent may file; and what is recommended.
/// </summary>
public sealed partial class RouteTableTests
{
    private const int FewestRows = 150;

    private static readonly string[] Lines = [.. File.ReadLines(Repository.Path("tests", "SupportBot.Tests", "Escalation", "routes.csv")).Skip(1).Where(line => !line.StartsWith('#'))];

    private static readonly Dictionary<string, Edition> Editions = Edition.NamesIn(new HandbookFiles(folder: null))
        .ToDictionary(name => name, name => Edition.In(new HandbookFiles(folder: null), name));

    public static TheoryData<string> Rows => [.. Lines];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_case_goes_the_way_that_its_source_says(string row)
    {
        var cells = row.Split(';');
        var route = EscalationRouting.Of(CaseOf(cells[1]), Editions[cells[0]]);

        Assert.All(cells[2].Split(' '), expected => Assert.Equal(expected, Found(route, expected)));
    }

    [Fact]
    public void The_table_is_whole_and_each_row_names_its_source_and_date()
    {
        Assert.True(Lines.Length >= FewestRows, $"{Lines.Length} rows");
        Assert.All(Lines, row =>
        {
            var cells = row.Split(';');
            Assert.Equal(5, cells.Length);
            Assert.NotEmpty(cells[3]);
            Assert.True(LocalDatePattern.Iso.Parse(cells[4]).Success, row);
        });
        Assert.Equal(Lines.Length, Lines.Select(row => string.Join(';', row.Split(';')[..3])).Distinct().Count());
        Assert.All(Editions.Values, edition => Assert.Empty(edition.Vehicles.Select(vehicle => vehicle.Id).Except(Lines.Where(row => row.StartsWith(edition.Name, StringComparison.Ordinal))
            .Select(row => row.Split(';')[2]).SelectMany(expected => expected.Split(' ').Select(each => each.StartsWith("recommend:", StringComparison.Ordinal) ? each["recommend:".Length..] : each.Split(':')[0])))));
    }

    private static string Found(EscalationRoute route, string expected)
    {
        var (subject, wanted) = expected.Split(':') is [var first, var second] ? (first, second) : throw new InvalidDataException(expected);
        if (subject == "recommend") return $"recommend:{route.Recommended?.Vehicle.Id ?? "none"}";
        var verdict = route.Of(subject) ?? throw new InvalidDataException($"No vehicle {subject}");
        return subject + ":" + wanted switch
        {
            "mayFile" or "mayNotFile" => verdict.AgentMayFile ? "mayFile" : "mayNotFile",
            "unpublished" => verdict.Response.Within is null ? "unpublished" : "published",
            _ when int.TryParse(wanted, out _) => verdict.Response.Within?.TotalMinutes.ToString(CultureInfo.InvariantCulture),
            _ => (verdict.IsEligible ? "yes" : "no") + (wanted.EndsWith(')') ? $"({verdict.Ruling})" : ""),
        };
    }

    private static RouteCase CaseOf(string text)
    {
        var words = text.Split(' ').ToList();
        var product = words.Find(word => word is "N" or "N-1" or "older") is { } generation
            ? new OnPremisesProduct("SQL Server", generation switch { "N" => Generation.Current, "N-1" => Generation.Previous, _ => Generation.Older }, Takes("mainstream") || !Takes("ended", needed: true))
            : null;
        words.RemoveAll(word => word is "N" or "N-1" or "older");
        var made = new RouteCase
        {
            PartnerType = Enum.Parse<PartnerType>(words[0], ignoreCase: true),
            Category = Enum.Parse<Category>(words[1], ignoreCase: true),
            Workload = Enum.Parse<Workload>(words[2], ignoreCase: true),
            Cloud = Take(word => Enum.TryParse<Cloud>(word, ignoreCase: true, out _) && !char.IsDigit(word[0])) is { } cloud ? Enum.Parse<Cloud>(cloud, ignoreCase: true) : Cloud.Commercial,
            Tenant = Takes("own") ? TenantOwner.Own : TenantOwner.Customer,
            Severity = Take(word => word is "A" or "B" or "C") is { } severity ? Enum.Parse<Severity>(severity) : Severity.C,
            Product = product,
            Memberships = All("m:"),
            Contracts = All("c:"),
            Balances = All("b:").Select(each => each.Split('=')).ToDictionary(each => each[0], each => each[1] == "*" ? (int?)null : int.Parse(each[1], CultureInfo.InvariantCulture)),
            PartnerCenterRoles = [.. words.Where(word => PartnerCenterRoleWord().IsMatch(word)).Select(word => Enum.Parse<PartnerCenterRole>(word[2..], ignoreCase: true))],
            Roles = [.. All("r:").Where(role => !PartnerCenterRoleWord().IsMatch("r:" + role))],
            IsVulnerability = Takes("vulnerability"),
            IsSubcontracted = Takes("subcontracted"),
            ProviderGaveAccess = Takes("access"),
            ResellersMayFile = !Takes("provider-files"),
        };
        words.RemoveAll(word => PartnerCenterRoleWord().IsMatch(word));
        return words.Count == 3 ? made : throw new InvalidDataException($"Not understood: {string.Join(' ', words.Skip(3))}");

        string? Take(Predicate<string> isIt)
        {
            var place = words.FindIndex(3, isIt);
            if (place < 0) return null;
            var word = words[place];
            words.RemoveAt(place);
            return word;
        }

        bool Takes(string word, bool needed = false) => Take(each => each == word) is not null || (needed ? throw new InvalidDataException($"{word} or its opposite is needed: {text}") : false);

        List<string> All(string begin)
        {
            var found = words.Where(word => word.StartsWith(begin, StringComparison.Ordinal)).ToList();
            words.RemoveAll(word => found.Contains(word) && !PartnerCenterRoleWord().IsMatch(word));
            return found.ConvertAll(word => word[begin.Length..]);
        }
    }

    [GeneratedRegex("^r:(adminAgent|helpdeskAgent|salesAgent)$")]
    private static partial Regex PartnerCenterRoleWord();
}
