using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>Where a ticket goes.</summary>
/// <param name="Queue">The queue, by name; null for the desk's first one.</param>
/// <param name="GivenBy">The company that gives this support, where the partner does not.</param>
/// <param name="Supported">Whether the offer holds this kind of help with this service.</param>
public sealed record Route(string? Queue, SupportCompany? GivenBy, bool Supported);

/// <summary>Says where a ticket goes, by the offer's line for its service and category.</summary>
public static class Routing
{
    /// <summary>The way of a ticket: the line's queue before the customer's, before the desk's first one.</summary>
    /// <param name="offer">The customer's offer; null where none is published, and then all is supported.</param>
    /// <param name="customer">The customer; null where there is none, as for somebody of the partner.</param>
    /// <param name="service">What it is about.</param>
    /// <param name="category">What kind of help is asked for.</param>
    public static Route Of(SupportOffer? offer, Customer? customer, Service service, Category category)
    {
        var line = offer?.Support.FirstOrDefault(each => each.Covers(service.ToString(), category.ToString()));
        return new Route(line?.Queue ?? customer?.Queue, line?.Company is { } company ? new SupportCompany(company, line.Contact) : null, line is not null || IsUnsaid(offer, service));
    }

    // What the partner says in words of its own may mean anything that is none of the known services.
    private static bool IsUnsaid(SupportOffer? offer, Service service) =>
        offer is null || offer.Support.Count == 0 || (service is Service.Other && offer.Also.Count > 0);
}
