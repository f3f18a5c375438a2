using System.Text.RegularExpressions;
using SupportBot.Customers;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What goes into a field of a portal's form.</summary>
public enum FormContent
{
    /// <summary>The trouble in one line.</summary>
    Title,

    /// <summary>The whole readable summary.</summary>
    Description,

    /// <summary>What it does to the customer's business.</summary>
    BusinessImpact,

    /// <summary>The severity, as the portals write it.</summary>
    Severity,

    /// <summary>The customer's tenant id.</summary>
    TenantId,

    /// <summary>The name of the partner's contact.</summary>
    ContactName,

    /// <summary>The email address of the partner's contact.</summary>
    ContactEmail,

    /// <summary>The telephone number of the partner's contact.</summary>
    ContactPhone,

    /// <summary>The access and contract ids of the support plan.</summary>
    Contract,

    /// <summary>A piece of evidence, named by the field's <see cref="FormField.Items"/>.</summary>
    Evidence,
}

/// <summary>A field of a portal's form.</summary>
/// <param name="Id">Stable within its portal.</param>
/// <param name="Label">As the portal calls it.</param>
/// <param name="Holds">What goes into it.</param>
/// <param name="Items">The items of evidence of which the first known one goes into it; empty unless it holds evidence.</param>
/// <param name="Longest">How many UTF-16 characters it takes; null where no limit is known.</param>
/// <param name="Source">Who says so.</param>
public sealed record FormField(string Id, Words Label, FormContent Holds, IReadOnlyList<string> Items, int? Longest, Source Source);

/// <summary>An address in the customer's tenant.</summary>
/// <param name="Label">What is there.</param>
/// <param name="Address">The address; <c>{tenantId}</c> stands for the customer's tenant.</param>
/// <param name="Clouds">In which clouds it is; empty for all.</param>
/// <param name="Families">For which workloads it is; empty for all.</param>
/// <param name="Source">Who says so.</param>
public sealed record PortalLink(Words Label, string Address, IReadOnlyList<Cloud> Clouds, IReadOnlyList<WorkloadFamily> Families, Source Source)
{
    /// <summary>Whether it is the one for such a customer and workload.</summary>
    public bool Fits(Cloud cloud, Workload workload) =>
        (Clouds.Count == 0 || Clouds.Contains(cloud)) && (Families.Count == 0 || Families.Contains(Workloads.FamilyOf(workload)));

    /// <summary>The address for a customer.</summary>
    /// <param name="tenantId">The customer's tenant.</param>
    public Uri For(string tenantId) => new(Address.Replace(Portals.TenantId, Uri.EscapeDataString(tenantId), StringComparison.Ordinal));
}

/// <summary>What a portal takes as attachments.</summary>
/// <param name="MostAtFirst">How many with a new request; null where no limit is known.</param>
/// <param name="MostLater">How many later; null where no limit is known.</param>
/// <param name="LargestSize">The most bytes of one; null where no limit is known.</param>
/// <param name="LongestName">The most characters of a name; null where no limit is known.</param>
/// <param name="RefusedEndings">Endings of names that are not taken, such as <c>ps1</c>.</param>
/// <param name="Source">Who says so.</param>
public sealed record AttachmentLimits(int? MostAtFirst, int? MostLater, long? LargestSize, int? LongestName, IReadOnlyList<string> RefusedEndings, Source Source);

/// <summary>What a portal's case numbers look like.</summary>
/// <param name="Pattern">The whole number.</param>
/// <param name="Example">One that is right.</param>
/// <param name="Wrong">What is wrong with another, and how they look.</param>
/// <param name="Source">Who says so.</param>
public sealed record CaseNumberForm(Regex Pattern, string Example, Words Wrong, Source Source);

/// <summary>Where a request is filed.</summary>
/// <param name="Id">Stable; vehicles name it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Fields">The fields of its form, in order.</param>
/// <param name="Links">The ways into its form.</param>
/// <param name="Attachments">What it takes as attachments; null where nothing is known.</param>
/// <param name="CaseNumber">What its case numbers look like.</param>
public sealed record Portal(string Id, Words Name, IReadOnlyList<FormField> Fields, IReadOnlyList<PortalLink> Links, AttachmentLimits? Attachments, CaseNumberForm CaseNumber)
{
    /// <summary>The ways into its form for a customer and workload.</summary>
    public IEnumerable<PortalLink> LinksFor(Cloud cloud, Workload workload) => Links.Where(link => link.Fits(cloud, workload));
}

/// <summary>The portals in which requests are filed, and where service health is looked up: <c>escalation/portals.yaml</c>.</summary>
public sealed class Portals
{
    /// <summary>The file's name in the handbook.</summary>
    public const string FileName = "escalation/portals.yaml";

    /// <summary>What stands for the customer's tenant in an address.</summary>
    public const string TenantId = "{tenantId}";

    private Portals(IReadOnlyList<Portal> all, IReadOnlyList<PortalLink> health) => (All, Health) = (all, health);

    /// <summary>All portals, in the file's order.</summary>
    public IReadOnlyList<Portal> All { get; }

    /// <summary>The pages that show whether services are well.</summary>
    public IReadOnlyList<PortalLink> Health { get; }

    /// <summary>The portal of this id, or null where there is none.</summary>
    public Portal? Find(string id) => All.FirstOrDefault(portal => portal.Id == id);

    /// <summary>The pages that show whether a service is well, in the customer's tenant.</summary>
    public IEnumerable<PortalLink> HealthFor(Cloud cloud, Workload workload) => Health.Where(link => link.Fits(cloud, workload));

    /// <summary>Reads them from the handbook.</summary>
    /// <exception cref="HandbookException">The file has mistakes, all of which are named.</exception>
    public static Portals Read(HandbookFiles files) => files.Read(FileName, Read);

    internal static Portals Read(Entry root)
    {
        var portals = new List<Portal>();
        var lines = root.Each("portals");
        if (lines.Count == 0) root.Wrong("\"portals\" is missing: the list of them.");
        foreach (var line in lines)
        {
            var portal = PortalOf(line);
            if (portals.Exists(earlier => earlier.Id == portal.Id)) line.Wrong($"There are two portals \"{portal.Id}\".", "id");
            portals.Add(portal);
        }

        var health = root.Each("health").Select(LinkOf).ToList();
        foreach (var family in new[] { WorkloadFamily.Microsoft365, WorkloadFamily.Azure, WorkloadFamily.Dynamics365 })
        {
            foreach (var cloud in Enum.GetValues<Cloud>().Where(cloud => !health.Exists(link => (link.Clouds.Count == 0 || link.Clouds.Contains(cloud)) && (link.Families.Count == 0 || link.Families.Contains(family)))))
                root.Wrong($"\"health\" has no page for {Entry.Written(family)} in the cloud {Entry.Written(cloud)}.", "health");
        }

        return new Portals(portals, health);
    }

    private static Portal PortalOf(Entry line)
    {
        var fields = new List<FormField>();
        foreach (var each in line.Each("fields"))
        {
            var field = FieldOf(each);
            if (fields.Exists(earlier => earlier.Id == field.Id)) each.Wrong($"There are two fields \"{field.Id}\" in this form.", "id");
            fields.Add(field);
        }

        if (!fields.Exists(field => field.Holds is FormContent.Description)) line.Wrong("The form has no field that holds the description, into which goes what other fields cannot take.", "fields");
        return new Portal(line.Id(), line.Words("name"), fields, [.. line.Each("links").Select(LinkOf)], AttachmentsOf(line), CaseNumberOf(line));
    }

    private static FormField FieldOf(Entry line)
    {
        var longest = line.Number("longest");
        if (longest < 20) line.Wrong("\"longest\" is 20 or more.", "longest");
        var (holds, items) = (line.Choice<FormContent>("holds"), line.Texts("items"));
        if (holds is FormContent.Evidence != items.Count > 0) line.Wrong("A field that holds evidence, and no other, names it in \"items\".", "holds");
        return new FormField(line.Id(), line.Words("label"), holds, items, longest, line.Source());
    }

    private static PortalLink LinkOf(Entry line)
    {
        var address = line.Text("address");
        var filled = address.Replace(TenantId, Guid.Empty.ToString(), StringComparison.Ordinal);
        if (address.Length > 0 && (!Uri.TryCreate(filled, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || filled.IndexOfAny(['{', '}']) >= 0))
        {
            line.Wrong($"\"address\" must begin with https:// and can hold {TenantId}, and nothing else in braces.", "address");
            address = "https://invalid.invalid/";
        }

        return new PortalLink(line.Words("label"), address, line.Choices<Cloud>("clouds"), line.Choices<WorkloadFamily>("families"), line.Source());
    }

    private static AttachmentLimits? AttachmentsOf(Entry portal) => portal.One("attachments") is { } line
        ? new AttachmentLimits(line.Number("mostAtFirst"), line.Number("mostLater"), line.Number("largestMegabytes") is { } size ? size * 1024L * 1024 : null, line.Number("longestName"), line.Texts("refused"), line.Source())
        : null;

    private static CaseNumberForm CaseNumberOf(Entry portal)
    {
        var nothing = new CaseNumberForm(new Regex("", RegexOptions.NonBacktracking), "", Words.None, Source.None);
        if (portal.One("caseNumber") is not { } line)
        {
            portal.Wrong("\"caseNumber\" is missing: what the portal's case numbers look like.");
            return nothing;
        }

        var (pattern, example) = (line.Text("pattern"), line.Text("example"));
        try
        {
            // By itself first: brackets that only the frame around it closes are a mistake.
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            var form = new CaseNumberForm(new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase), example, line.Words("wrong"), line.Source());
            if (!form.Pattern.IsMatch(example)) line.Wrong($"The \"example\" {example} does not fit the \"pattern\".", "example");
            return form;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            line.Wrong($"\"pattern\" cannot be used: {exception.Message}", "pattern");
            return nothing;
        }
    }
}

/// <summary>A case number as it was read: either the number or why it is none.</summary>
/// <param name="Number">The number as the portal writes it; null where it is none.</param>
/// <param name="Wrong">What is wrong, and how the portal's numbers look; null where it is right.</param>
public sealed record CaseNumberReading(string? Number, Words? Wrong);

/// <summary>Reads case numbers.</summary>
public static partial class CaseNumber
{
    /// <summary>Reads what an agent copied: the number alone, or with what portals and their emails write before it.</summary>
    public static CaseNumberReading Check(Portal portal, string text)
    {
        var trimmed = text.Trim();
        // What somebody else's desk calls its tickets is theirs: only where this does not fit is a prefix taken off.
        foreach (var candidate in new[] { trimmed, Prefix().Replace(trimmed, "").Trim() })
        {
            if (candidate.Length <= EscalationFields.Longest(EscalationField.CaseNumber) && portal.CaseNumber.Pattern.IsMatch(candidate)) return new CaseNumberReading(candidate, null);
        }

        return new CaseNumberReading(null, portal.CaseNumber.Wrong);
    }

    [GeneratedRegex(@"\A(?:\[?TrackingID\s*#?|(?:support|service)?\s*request|case|SR|pedido|caso|ID)?\s*(?:number|ID|no\.?|n\.?º)?\s*[:#]?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
