using NodaTime;
using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>What the customer of a ticket is charged, and who of them may agree to it.</summary>
/// <param name="Customer">The customer; null where nobody owns the requester's tenant any more.</param>
/// <param name="Offer">The offer that holds for them; null where none is published.</param>
public sealed record ChargeTerms(Customer? Customer, SupportOffer? Offer)
{
    /// <summary>The zone in which the desk reads times of this customer's; null where no offer is published.</summary>
    public DateTimeZone? Zone => Offer?.Calendar.Zone;

    /// <summary>Whether work costs something, so that it needs consent.</summary>
    public bool Charges => Offer is { Price.IsFree: false };

    /// <summary>Who may agree: nobody of a tenant that is not the customer's any more.</summary>
    public IReadOnlyList<Person> Approvers =>
    [
        .. (Customer?.Approvers ?? []).Where(approver => Customer!.TenantIds.Contains(approver.TenantId, StringComparer.OrdinalIgnoreCase)).Select(approver => new Person(approver.TenantId, approver.ObjectId, approver.Name)),
    ];
}

/// <summary>Finds what holds for a ticket's customer now.</summary>
public sealed class ChargeTermsOf(ICustomerDirectory customers, PublishedOffer published)
{
    /// <summary>What holds for the customer of this ticket.</summary>
    public async Task<ChargeTerms> TicketAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var customer = await customers.FindByTenantAsync(ticket.Requester.TenantId, cancellationToken);
        return new ChargeTerms(customer, published.For(customer));
    }
}
