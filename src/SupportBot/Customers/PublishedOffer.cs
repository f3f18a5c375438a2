using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NodaTime;

namespace SupportBot.Customers;

/// <summary>The offer that holds now: the desk's, with what differs in a customer's plan, with what the customer agreed on itself.</summary>
public sealed partial class PublishedOffer
{
    private readonly Dictionary<string, SupportOffer> plans = new(StringComparer.OrdinalIgnoreCase);
    // A customer is never changed, only replaced: what was worked out for one holds as long as it is remembered.
    private readonly ConditionalWeakTable<Customer, SupportOffer> worked = new();
    private readonly ConcurrentDictionary<string, string> told = new(StringComparer.Ordinal);
    private readonly ILogger<PublishedOffer> logger;

    /// <summary>Publishes an offer.</summary>
    /// <param name="offer">What the desk gives to all; null where the partner has published nothing here.</param>
    /// <param name="plans">Where each plan differs, by its name; a plan that is wrong gives what the desk gives to all.</param>
    /// <param name="logger">Hears of a customer whose terms cannot be read.</param>
    public PublishedOffer(SupportOffer? offer, IReadOnlyDictionary<string, OfferTerms> plans, ILogger<PublishedOffer> logger)
    {
        Offer = offer;
        this.logger = logger;
        if (offer is null) return;
        foreach (var (name, terms) in plans) this.plans[name] = terms.Over(offer, []) ?? offer;
    }

    /// <summary>What the desk gives to all; null where the partner has published nothing here.</summary>
    public SupportOffer? Offer { get; }

    /// <summary>The zone in which the desk reads times; UTC where nothing is published.</summary>
    public DateTimeZone Zone => Offer?.Calendar.Zone ?? DateTimeZone.Utc;

    /// <summary>The names of the plans.</summary>
    public IReadOnlyCollection<string> Plans => plans.Keys;

    /// <summary>Whether there is a plan of this name, whatever the case.</summary>
    public bool KnowsPlan(string name) => plans.ContainsKey(name);

    /// <summary>The offer that holds for a customer: of what cannot be read, the plan's or the desk's holds. Null where nothing is published.</summary>
    public SupportOffer? For(Customer? customer)
    {
        if (customer is null || Offer is null || (customer.Plan is null && customer.Terms.Differences.Count == 0)) return Offer;
        return worked.GetValue(customer, each =>
        {
            var problems = new List<string>();
            var offer = WorkOut(each, problems);
            // Once for each state of the terms, although a customer is read anew every minute.
            var problem = string.Join(" ", problems);
            if (problems.Count > 0 && told.GetValueOrDefault(each.Id) != problem)
            {
                told[each.Id] = problem;
                LogBroken(each.Id, problem);
            }

            return offer!;
        });
    }

    /// <summary>Everything that is wrong with a customer's plan and terms, each with its remedy; empty where nothing is.</summary>
    public IReadOnlyList<string> ProblemsOf(Customer customer)
    {
        var problems = new List<string>();
        WorkOut(customer, problems);
        return problems;
    }

    private SupportOffer? WorkOut(Customer customer, List<string> problems)
    {
        if (customer.Plan is { } plan && !KnowsPlan(plan))
            problems.Add($"Plan: \"{plan}\" is no plan of the offer; " + (plans.Count > 0 ? $"choose {string.Join(", ", plans.Keys)}." : "set one in Offer:Plans, or leave it out."));
        if (Offer is null)
        {
            problems.AddRange(customer.Terms.Problems());
            return null;
        }

        var offer = customer.Plan is { } named ? plans.GetValueOrDefault(named, Offer) : Offer;
        return customer.Terms.Over(offer, problems) ?? offer;
    }

    [LoggerMessage(EventId = 230, Level = LogLevel.Warning, Message = "Customer {Customer}: part of its support terms does not hold. {Problems}")]
    private partial void LogBroken(string customer, string problems);
}
