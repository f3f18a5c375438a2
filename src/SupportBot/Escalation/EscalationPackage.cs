using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>Words that the customer's side wrote to the desk.</summary>
/// <param name="By">Who wrote them.</param>
/// <param name="At">When.</param>
/// <param name="Text">The words, whole.</param>
public sealed record CustomerWords(string By, Instant At, string Text);

/// <summary>What a package may know of a ticket: what the customer said. There is no place in it for what the desk writes to itself.</summary>
/// <param name="Number">The ticket.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="Words">What the customer's side wrote, in order.</param>
public sealed record TicketFacts(TicketNumber Number, string Subject, Instant FiledAt, IReadOnlyList<CustomerWords> Words)
{
    /// <summary>What may be known of a ticket: of its events, only those in which the customer's side speaks.</summary>
    /// <param name="ticket">The head.</param>
    /// <param name="events">Its events, in order, notes among them.</param>
    public static TicketFacts Of(Ticket ticket, IEnumerable<TicketEvent> events) => new(
        ticket.Number, ticket.Request.Subject, ticket.FiledAt,
        [.. from each in events
            where !each.IsInternal && IsSaidByCustomer(ticket, each) && !string.IsNullOrWhiteSpace(each.Text)
            select new CustomerWords(each.Action is TicketAction.File ? ticket.Requester.Name : each.Actor.Name, each.At, each.Text!)]);

    private static bool IsSaidByCustomer(Ticket ticket, TicketEvent each) => each.Action switch
    {
        TicketAction.File or TicketAction.CustomerMessage => true,
        // Either side does these; an agent's words are not the customer's.
        TicketAction.Reopen or TicketAction.StopsBusiness or TicketAction.Attach => string.Equals(each.Actor.TenantId, ticket.Requester.TenantId, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}

/// <summary>What a package may know of the customer.</summary>
/// <param name="Name">As the desk calls it.</param>
/// <param name="TenantId">The tenant that the trouble is in.</param>
/// <param name="PrimaryDomain">Its main domain; null where it is not known.</param>
/// <param name="Cloud">Where the tenant lives.</param>
public sealed record CustomerFacts(string Name, string TenantId, string? PrimaryDomain, Cloud Cloud);

/// <summary>Whom Microsoft or the provider writes to: the partner, never the customer.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Name">The person or the team.</param>
/// <param name="Email">Their address.</param>
/// <param name="Phone">Their number, with the country's code.</param>
public sealed record PartnerContact(string Partner, string Name, string Email, string Phone);

/// <summary>What a package says of its way.</summary>
/// <param name="Vehicle">What the vehicle is called now.</param>
/// <param name="Portal">Where it is filed.</param>
/// <param name="ContractId">The access and contract ids; null where none are needed.</param>
/// <param name="BoundaryReason">Why it lies beyond base support; null where the rules say nothing.</param>
public sealed record RouteFacts(string Vehicle, Portal Portal, string? ContractId, string? BoundaryReason);

/// <summary>An attachment that may go along, after its secrets were taken out.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="File">What it holds now.</param>
public sealed record SharedFile(TicketAttachment Attachment, StrippedFile File);

/// <summary>Why a portal will not take an attachment as it is.</summary>
public enum AttachmentTrouble
{
    /// <summary>It is larger than the portal takes.</summary>
    TooLarge,

    /// <summary>Its name is longer than the portal takes.</summary>
    NameTooLong,

    /// <summary>The portal takes no files of its kind.</summary>
    KindRefused,

    /// <summary>It comes after as many as the portal takes with a new request: it is added later.</summary>
    ForLater,
}

/// <summary>An attachment in a package.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="Found">What was taken out of it.</param>
/// <param name="IsChecked">Whether it could be looked through; if not, it may hold secrets, and a person must look.</param>
/// <param name="Trouble">Why the portal will not take it as it is; empty where it will.</param>
public sealed record PackageAttachment(TicketAttachment Attachment, IReadOnlyList<FoundSecret> Found, bool IsChecked, IReadOnlyList<AttachmentTrouble> Trouble);

/// <summary>A field of the portal's form, ready to be copied.</summary>
/// <param name="Field">The field.</param>
/// <param name="Text">What goes into it; never longer than the field takes.</param>
/// <param name="IsCut">Whether the rest stands in the description, or in what is added to it.</param>
public sealed record PackageField(FormField Field, string Text, bool IsCut);

/// <summary>Everything that goes out with an escalation. No secret that the desk can find is in it, and nothing that the desk wrote to itself.</summary>
/// <param name="Summary">The readable summary, in English, with the customer's own words as they were written.</param>
/// <param name="Fields">The fields of the portal's form, in its order.</param>
/// <param name="Overflow">What the description cannot take, to be added as the first update or as a file; empty where nothing is left.</param>
/// <param name="Attachments">What goes along.</param>
/// <param name="Links">The ways into the portal's form, in the customer's tenant.</param>
/// <param name="Found">What was taken out of the texts: where it stood is told by the path, such as <c>evidence.errorText</c>.</param>
public sealed record EscalationPackage(
    string Summary, IReadOnlyList<PackageField> Fields, string Overflow, IReadOnlyList<PackageAttachment> Attachments, IReadOnlyList<(PortalLink Link, Uri Address)> Links, IReadOnlyList<FoundSecret> Found)
{
    /// <summary>Makes the package.</summary>
    /// <param name="file">What was gathered.</param>
    /// <param name="checklist">The evidence, with what is known of each item.</param>
    /// <param name="ticket">What the customer said.</param>
    /// <param name="customer">Who the customer is.</param>
    /// <param name="contact">Whom to write to.</param>
    /// <param name="route">By which way it goes.</param>
    /// <param name="files">The ticket's attachments after their secrets were taken out; those that the file does not share stay behind.</param>
    public static EscalationPackage Build(
        EscalationFile file, Checklist checklist, TicketFacts ticket, CustomerFacts customer, PartnerContact contact, RouteFacts route, IReadOnlyList<SharedFile> files)
    {
        var shared = file.SharedAttachments.Select(id => files.FirstOrDefault(each => each.Attachment.Id == id)).OfType<SharedFile>().ToList();
        var cleaner = new Cleaner();
        var names = files.ToDictionary(each => each.Attachment.Id, each => each.Attachment.Name, StringComparer.Ordinal);
        var clean = new CleanCase(file, checklist, ticket, customer, contact, route, names, cleaner);
        var summary = clean.Summary(shared.Select((each, index) => cleaner.Clean(each.Attachment.Name, $"attachments[{index}]")));
        var (fields, overflow) = Fill(route.Portal, clean, summary);
        return new EscalationPackage(
            summary, fields, overflow, Listed(route.Portal, shared),
            [.. route.Portal.LinksFor(customer.Cloud, file.Workload).Select(link => (link, link.For(customer.TenantId)))],
            cleaner.Found);
    }

    private static (IReadOnlyList<PackageField> Fields, string Overflow) Fill(Portal portal, CleanCase clean, string summary)
    {
        var carried = new StringBuilder();
        var filled = new Dictionary<FormField, PackageField>();
        foreach (var field in portal.Fields.Where(field => field.Holds is not FormContent.Description))
        {
            var text = clean.TextFor(field);
            var isCut = field.Longest is { } most && text.Length > most;
            filled[field] = new PackageField(field, isCut ? Graphemes.Cut(text, field.Longest!.Value) : text, isCut);
            if (isCut) carried.Append(CultureInfo.InvariantCulture, $"{field.Label.In("en")} (in full): {text}\n\n");
        }

        var rest = carried.ToString() + summary;
        foreach (var field in portal.Fields.Where(field => field.Holds is FormContent.Description))
        {
            var (part, left) = Split(rest, field.Longest);
            filled[field] = new PackageField(field, part, left.Length > 0);
            rest = left;
        }

        return ([.. portal.Fields.Select(field => filled[field])], rest);
    }

    // Nothing is lost: the two parts put together are the text. A line's end is the better place to part, if one is near.
    private static (string Part, string Left) Split(string text, int? longest)
    {
        if (longest is not { } most || text.Length <= most) return (text, "");
        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && next <= most) end = next;
        if (text.LastIndexOf('\n', end - 1) is var line && line > most * 3 / 4) end = line + 1;
        return (text[..end], text[end..]);
    }

    private static IReadOnlyList<PackageAttachment> Listed(Portal portal, List<SharedFile> shared) =>
        [.. shared.Select((each, index) => new PackageAttachment(each.Attachment, each.File.Found, each.File.IsChecked, [.. Troubles(portal.Attachments, each, index)]))];

    private static IEnumerable<AttachmentTrouble> Troubles(AttachmentLimits? limits, SharedFile shared, int index)
    {
        if (limits is null) yield break;
        var name = shared.Attachment.Name;
        if (shared.File.Content.Length > limits.LargestSize) yield return AttachmentTrouble.TooLarge;
        if (name.Length > limits.LongestName) yield return AttachmentTrouble.NameTooLong;
        if (limits.RefusedEndings.Any(ending => name.EndsWith("." + ending, StringComparison.OrdinalIgnoreCase))) yield return AttachmentTrouble.KindRefused;
        if (index >= limits.MostAtFirst) yield return AttachmentTrouble.ForLater;
    }

    /// <summary>Takes the secrets out of one text after the other, and remembers where they stood.</summary>
    private sealed class Cleaner
    {
        private readonly List<FoundSecret> found = [];

        public IReadOnlyList<FoundSecret> Found => found;

        public string Clean(string text, string path)
        {
            var stripped = Secrets.Strip(text);
            found.AddRange(stripped.Found.Select(each => each with { Path = path }));
            return stripped.Text;
        }
    }

    /// <summary>The case with its secrets taken out, once for each text.</summary>
    private sealed class CleanCase
    {
        private readonly EscalationFile file;
        private readonly TicketFacts ticket;
        private readonly CustomerFacts customer;
        private readonly PartnerContact contact;
        private readonly RouteFacts route;
        private readonly string subject;
        private readonly string impact;
        private readonly string? boundaryReason;
        private readonly List<(string What, string Result)> steps;
        private readonly List<(EvidenceItem Item, string Text)> evidence;
        private readonly List<CustomerWords> words;

        public CleanCase(
            EscalationFile file, Checklist checklist, TicketFacts ticket, CustomerFacts customer, PartnerContact contact, RouteFacts route, IReadOnlyDictionary<string, string> attachmentNames, Cleaner cleaner)
        {
            (this.file, this.ticket, this.customer, this.contact, this.route) = (file, ticket, customer, contact, route);
            subject = cleaner.Clean(ticket.Subject, "subject");
            impact = cleaner.Clean(file.BusinessImpact ?? "", "businessImpact");
            boundaryReason = file.Boundary is { } boundary ? cleaner.Clean(boundary.Reason, "boundary") : null;
            steps = [.. file.Steps.Select((step, index) => (cleaner.Clean(step.What, $"steps[{index}]"), cleaner.Clean(step.Result, $"steps[{index}]")))];
            evidence = [.. from line in checklist.Lines
                           where line.Value is not null
                           select (line.Item, cleaner.Clean(Shown(line.Item, line.Value!.Value, attachmentNames), $"evidence.{line.Item.Id}"))];
            words = [.. ticket.Words.Select((said, index) => said with { Text = cleaner.Clean(said.Text, $"words[{index}]") })];
        }

        public string TextFor(FormField field) => field.Holds switch
        {
            FormContent.Title => OneLine(ValueOf("symptom") is { Length: > 0 } symptom ? symptom : subject),
            FormContent.BusinessImpact => impact,
            FormContent.Severity => file.Severity is { } severity ? SeverityText(severity) : "",
            FormContent.TenantId => customer.TenantId,
            FormContent.ContactName => contact.Name,
            FormContent.ContactEmail => contact.Email,
            FormContent.ContactPhone => contact.Phone,
            FormContent.Contract => route.ContractId ?? ValueOf("supportContract") ?? "",
            FormContent.Evidence => field.Items.Select(ValueOf).FirstOrDefault(value => value is { Length: > 0 }) ?? "",
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Holds, null),
        };

        public string Summary(IEnumerable<string> attachmentNames)
        {
            var text = new StringBuilder();
            Line(text, "Subject", subject);
            Line(text, "Our reference", ticket.Number.ToString());
            Line(text, "Vehicle", route.Vehicle);
            Line(text, "Severity", file.Severity is { } severity ? SeverityText(severity) : "");
            Line(text, "Business impact", impact);
            Line(text, "Customer", customer.Name);
            Line(text, "Tenant ID", customer.TenantId);
            Line(text, "Domain", customer.PrimaryDomain ?? "");
            Line(text, "Cloud", CloudName(customer.Cloud));
            Line(text, "Contact", $"{contact.Name}, {contact.Partner}, {contact.Email}, {contact.Phone}");
            if (file.RoundTheClock is { } around) Line(text, "24x7 contact", $"{around.Name}, {around.Phone}");
            if (file.Health is { } health) Line(text, "Service health", $"{HealthText(health)} (checked {Moment(health.At)})");
            Line(text, "Why it is beyond partner support", string.Join(" ", new[] { route.BoundaryReason, boundaryReason }.Where(each => !string.IsNullOrWhiteSpace(each))));

            if (evidence.Count > 0) text.Append("\nEVIDENCE\n");
            foreach (var (item, value) in evidence) Line(text, item.Label.In("en"), value);

            if (steps.Count > 0) text.Append("\nSTEPS ALREADY TAKEN\n");
            for (var index = 0; index < steps.Count; index++) text.Append(CultureInfo.InvariantCulture, $"{index + 1}. {steps[index].What} Result: {steps[index].Result}\n");

            if (words.Count > 0) text.Append("\nTHE CUSTOMER'S OWN WORDS (as written, not translated)\n");
            foreach (var said in words) text.Append(CultureInfo.InvariantCulture, $"--- {said.By}, {Moment(said.At)}:\n{said.Text}\n---\n");

            if (attachmentNames.ToList() is { Count: > 0 } names) text.Append("\nATTACHMENTS\n").AppendJoin('\n', names).Append('\n');
            if (file.Consent is { } consent) text.Append(CultureInfo.InvariantCulture, $"\nThe customer agreed that this is shared: {consent.GivenBy}, {Moment(consent.At)}.\n");
            return text.ToString();
        }

        private string? ValueOf(string itemId) => evidence.FirstOrDefault(each => each.Item.Id == itemId).Text;

        private static string Shown(EvidenceItem item, string value, IReadOnlyDictionary<string, string> attachmentNames) =>
            item.Kind is EvidenceKind.File && value is not EvidenceItem.InPortal ? attachmentNames.GetValueOrDefault(value, "attached") : item.Show(value, "en");

        private static void Line(StringBuilder text, string label, string value)
        {
            if (value.Length > 0) text.Append(label).Append(": ").Append(value).Append('\n');
        }

        private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

        private static string Moment(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'").Format(at);

        private static string SeverityText(Severity severity) => severity switch
        {
            Severity.A => "A (critical)",
            Severity.B => "B (moderate)",
            _ => "C (minimal)",
        };

        private static string HealthText(HealthCheck health) => health.Result switch
        {
            HealthResult.Incident => $"incident {health.IncidentId}",
            HealthResult.None => "no matching incident",
            _ => "not checked",
        };

        private static string CloudName(Cloud cloud) => cloud switch
        {
            Cloud.Gcc => "GCC",
            Cloud.GccHigh => "GCC High",
            Cloud.Dod => "DoD",
            _ => "Commercial",
        };
    }
}
