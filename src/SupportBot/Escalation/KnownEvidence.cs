using NodaTime;
using SupportBot.Customers;
using SupportBot.Handbook;
using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>What the desk knows of a ticket's evidence without asking anybody.</summary>
public static class KnownEvidence
{
    /// <summary>The evidence that stands in the ticket, with the customer and with the partner, by item.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="customer">The customer; null where the requester is of the partner itself.</param>
    /// <param name="partner">The partner.</param>
    /// <param name="options">What the partner has for this.</param>
    /// <param name="agent">The agent, who is Microsoft's contact.</param>
    public static IReadOnlyDictionary<string, EvidenceValue> Of(Ticket ticket, Customer? customer, PartnerOptions partner, EscalationOptions options, Person agent)
    {
        var known = new Dictionary<string, EvidenceValue>(StringComparer.Ordinal);
        Add("customerName", customer?.Name ?? ticket.CustomerName, EvidenceOrigin.CustomerData);
        Add("tenantId", ticket.Requester.TenantId, EvidenceOrigin.CustomerData);
        Add("primaryDomain", customer?.PrimaryDomain, EvidenceOrigin.CustomerData);
        if (customer is not null) Add("cloud", Entry.Written(customer.Cloud), EvidenceOrigin.CustomerData);
        Add("contactName", agent.Name, EvidenceOrigin.Partner);
        Add("contactLanguage", partner.Language, EvidenceOrigin.Partner);
        Add("contactEmail", options.ContactEmail, EvidenceOrigin.Partner);
        Add("contactPhone", options.ContactPhone, EvidenceOrigin.Partner);
        Add("contactTimeZone", options.ContactTimeZone, EvidenceOrigin.Partner);
        Add("supportContract", options.SupportContract, EvidenceOrigin.Partner);
        Add("symptom", ticket.Request.Subject, EvidenceOrigin.Ticket);
        Add("scope", ScopeOf(ticket.Request.Affected), EvidenceOrigin.Ticket);
        return known;

        void Add(string item, string? value, EvidenceOrigin from)
        {
            if (!string.IsNullOrWhiteSpace(value)) known[item] = new EvidenceValue(Graphemes.Cut(value.Trim(), EvidenceItem.LongestValue), from, By: null, ticket.FiledAt);
        }
    }

    // What goes out is in English, whatever the desk speaks.
    private static string ScopeOf(Affected affected) => affected switch
    {
        Affected.OnlyMe => "One person",
        Affected.Several => "Several people",
        _ => "Everybody",
    };
}
