using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Diagnosis;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>What the desk does for customers beside their tickets: says whose an unknown tenant is, looks after customers, files for people.</summary>
internal sealed class CustomerCare(
    ICustomerStore customers,
    ICustomerDirectory directory,
    IAddressBook addresses,
    IQueues queues,
    Doorstep doorstep,
    TicketKeeper keeper,
    ITicketStore tickets,
    INonces nonces,
    PublishedOffer published,
    PartnerOptions partner,
    ServedCloud cloud,
    TimeProvider time)
{
    private const int SubjectFromWords = 80;
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(60);

    private (IReadOnlyList<Customer> Customers, DateTimeOffset At)? known;

    private Texts Texts { get; } = Texts.In(partner.Language);

    /// <summary>Takes a press on an unknown tenant's card.</summary>
    public async Task<PressAnswer> PressAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (TenantCard.TenantOf(press) is not { } tenant) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        var decided = await doorstep.DecideAsync(
            tenant, stranger => press.Verb is Verbs.IgnoreTenant ? stranger.Ignored(caller.Person.Name) : stranger.Heeded(), cancellationToken);
        return PressAnswer.OfCard(TenantCard.Draw(decided, partner, Texts));
    }

    /// <summary>Opens a form.</summary>
    public async Task<PressAnswer> OpenAsync(Press press, CancellationToken cancellationToken)
    {
        switch (press.Verb)
        {
            case Verbs.NewCustomer when TenantCard.TenantOf(press) is { } tenant:
                return PressAnswer.OfForm(CustomerForms.New(tenant, tenant.Equals(partner.TenantId, StringComparison.OrdinalIgnoreCase) ? partner.Name : "", Texts));
            case Verbs.LinkTenant when TenantCard.TenantOf(press) is not null:
            case Verbs.Customers or Verbs.FileFor:
                return PressAnswer.OfForm(await ChooseAsync(press, problem: null, cancellationToken));
            default:
                return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        }
    }

    /// <summary>Takes a form. Refused, it opens again with the reason.</summary>
    public async Task<PressAnswer> SubmitAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press.Verb is Verbs.NewCustomer) return await NewAsync(caller, press, cancellationToken);
        if (CustomerForms.StepOf(press) is "search") return PressAnswer.OfForm(await ChooseAsync(press, problem: null, cancellationToken));
        if (CustomerForms.CustomerOf(press) is not { } id || await customers.FindAsync(id, cancellationToken) is not { } stored)
            return PressAnswer.OfForm(await ChooseAsync(press, Texts.RefusedChooseCustomer, cancellationToken));

        return (press.Verb, CustomerForms.StepOf(press)) switch
        {
            (Verbs.LinkTenant, _) => await LinkAsync(caller, press, stored, cancellationToken),
            (Verbs.Customers, "keep") => await KeepAsync(press, stored, cancellationToken),
            (Verbs.Customers, _) => PressAnswer.OfForm(await CareAsync(stored, CustomerForms.FindOf(press), problem: null, cancellationToken)),
            (Verbs.FileFor, "file") => await FileAsync(caller, press, stored.Customer, cancellationToken),
            (Verbs.FileFor, "find") => PressAnswer.OfForm(FileForForm.Draw(
                stored.Customer, await PeopleAsync(stored.Customer, cancellationToken), CustomerForms.FindOf(press), press.Nonce ?? nonces.Next(), Texts, FileForForm.Read(press))),
            (Verbs.FileFor, _) => PressAnswer.OfForm(FileForForm.Draw(stored.Customer, await PeopleAsync(stored.Customer, cancellationToken), find: null, nonces.Next(), Texts)),
            _ => PressAnswer.OfSentence(Texts.RefusedNotUnderstood),
        };
    }

    private async Task<Form> ChooseAsync(Press press, string? problem, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        var data = TenantCard.TenantOf(press) is { } tenant ? TenantCard.Of(tenant) : null;
        return CustomerForms.Choose(press.Verb, all, CustomerForms.SearchOf(press), data, Texts, problem);
    }

    private async Task<PressAnswer> NewAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (TenantCard.TenantOf(press) is not { } tenant) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        var typed = CustomerForms.ReadNew(press);
        if (typed.Name.Length == 0) return PressAnswer.OfForm(CustomerForms.New(tenant, "", Texts, typed, Texts.NameMissing));
        if (!cloud.Serves(typed.Cloud)) return PressAnswer.OfForm(CustomerForms.New(tenant, "", Texts, typed, OtherCloud(typed.Cloud)));

        var customer = new Customer { Id = tenant, Name = typed.Name, TenantIds = [tenant], PrimaryDomain = typed.Domain, Cloud = typed.Cloud };
        if (await customers.KeepAsync(customer, stamp: null, cancellationToken) is CustomerKept.Stored) return await LinkedAsync(caller, customer, tenant, cancellationToken);

        // Sent twice, or somebody else was faster: whose the tenant is now decides.
        var owner = (await customers.FindByTenantAsync(tenant, cancellationToken))?.Customer;
        if (owner?.Name == customer.Name) return await LinkedAsync(caller, owner, tenant, cancellationToken);
        // A customer that once began with this tenant still goes by its id: it can be linked, but not begun again.
        return owner is null ? PressAnswer.OfForm(await ChooseAsync(press with { Verb = Verbs.LinkTenant }, Texts.RefusedOvertaken, cancellationToken)) : PressAnswer.OfSentence(Texts.RefusedTenantTaken);
    }

    private async Task<PressAnswer> LinkAsync(Caller caller, Press press, StoredCustomer stored, CancellationToken cancellationToken)
    {
        if (TenantCard.TenantOf(press) is not { } tenant) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        var customer = stored.Customer;
        if (!cloud.Serves(customer.Cloud)) return PressAnswer.OfForm(await ChooseAsync(press, OtherCloud(customer.Cloud), cancellationToken));
        if (!customer.TenantIds.Contains(tenant, StringComparer.OrdinalIgnoreCase))
        {
            customer = customer with { TenantIds = [.. customer.TenantIds, tenant] };
            var kept = await customers.KeepAsync(customer, stored.Stamp, cancellationToken);
            if (kept is CustomerKept.TenantTaken) return PressAnswer.OfSentence(Texts.RefusedTenantTaken);
            if (kept is CustomerKept.Overtaken) return PressAnswer.OfForm(await ChooseAsync(press, Texts.RefusedOvertaken, cancellationToken));
        }

        return await LinkedAsync(caller, customer, tenant, cancellationToken);
    }

    private async Task<PressAnswer> LinkedAsync(Caller caller, Customer customer, string tenant, CancellationToken cancellationToken)
    {
        known = null;
        directory.Forget([tenant]);
        await doorstep.DecideAsync(tenant, stranger => stranger.Linked(customer.Name, caller.Person.Name), cancellationToken);
        return PressAnswer.OfSentence(Texts.DoneLinked(customer.Name));
    }

    private async Task<PressAnswer> KeepAsync(Press press, StoredCustomer stored, CancellationToken cancellationToken)
    {
        var (before, typed) = (stored.Customer, CustomerForms.ReadCare(press));
        var people = CustomerForms.Choosable(before, await PeopleAsync(before, cancellationToken)).ToDictionary(CustomerForms.KeyOf, StringComparer.OrdinalIgnoreCase);
        var after = before with
        {
            Approvers = Chosen(typed.Approvers),
            Administrators = Chosen(typed.Administrators),
            Plan = typed.Plan,
            Queue = typed.Queue,
            Contacts = typed.Contacts,
        };
        // Sent twice: what was wanted stands already.
        if (CustomerColumns.Same(before, after)) return PressAnswer.OfSentence(Texts.DoneCustomerKept(after.Name));
        if (CustomerForms.StampOf(press) != stored.Stamp || await customers.KeepAsync(after, stored.Stamp, cancellationToken) is not CustomerKept.Stored)
        {
            var current = await customers.FindAsync(before.Id, cancellationToken);
            return PressAnswer.OfForm(await CareAsync(current ?? stored, find: null, Texts.RefusedOvertaken, cancellationToken));
        }

        known = null;
        directory.Forget(after.TenantIds);
        return PressAnswer.OfSentence(Texts.DoneCustomerKept(after.Name));

        // Only people of this customer can be chosen, whatever a form says.
        List<Member> Chosen(IReadOnlyList<string> keys) => [.. keys.Select(key => people.GetValueOrDefault(key)).OfType<Member>()];
    }

    private async Task<Form> CareAsync(StoredCustomer stored, string? find, string? problem, CancellationToken cancellationToken) =>
        CustomerForms.Care(stored, await PeopleAsync(stored.Customer, cancellationToken), find, await queues.AllAsync(cancellationToken), published.Plans, Texts, problem);

    private async Task<PressAnswer> FileAsync(Caller caller, Press press, Customer customer, CancellationToken cancellationToken)
    {
        var typed = FileForForm.Read(press);
        var people = await PeopleAsync(customer, cancellationToken);
        var known = people.FirstOrDefault(person => CustomerForms.KeyOf(person).Equals(typed.Person, StringComparison.OrdinalIgnoreCase));
        if (press.Nonce is not { Length: > 0 } nonce) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (typed.Person is not null && known is null) return Again(Texts.RefusedNoSuchPerson);
        if (known is null && typed.Name is null) return Again(Texts.RefusedNameNeeded);

        var requester = known is null ? Person.WithoutTeams(customer.TenantIds[0], nonce, typed.Name!) : new Person(known.TenantId, known.ObjectId, known.Name);
        var request = new Request(
            Graphemes.Cut(Escape.Visible(FirstReading.Of(typed.Words).Subject), SubjectFromWords), typed.Words, typed.Service, typed.Category, typed.Affected, typed.Blocked);
        var key = CommandKey.OfPress(caller.Person, nonce, press.Verb, expectedVersion: null, inputs: "");
        var route = Routing.Of(published.For(customer), customer, request.Service, request.Category);
        var number = await tickets.NumberForAsync(nonce, cancellationToken);
        var outcome = await keeper.FileAsync(
            new FileTicket(number, nonce, caller.Person, requester, customer.Name, request, WantsPerson: false, SummaryMessage: null, key, route.Queue, route.GivenBy), cancellationToken);
        return outcome.Ticket is { } filed
            ? PressAnswer.OfSentence(Texts.DoneFiledFor(filed.Number.Text, filed.Requester.Name))
            : Again(Refusals.Say(Texts, outcome.Refusal!, number.Text, atDesk: true));

        PressAnswer Again(string problem) => PressAnswer.OfForm(FileForForm.Draw(customer, people, CustomerForms.FindOf(press), nonce, Texts, typed, problem));
    }

    // Whoever looks for a customer types and looks again; the list need not be newer than a minute for that.
    private async Task<IReadOnlyList<Customer>> AllAsync(CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        if (known is { } list && at - list.At < Holds) return list.Customers;
        IReadOnlyList<Customer> all = [.. (await customers.AllAsync(cancellationToken)).Select(stored => stored.Customer)];
        known = (all, at);
        return all;
    }

    private async Task<IReadOnlyList<Address>> PeopleAsync(Customer customer, CancellationToken cancellationToken)
    {
        var people = await Task.WhenAll(customer.TenantIds.Select(tenant => addresses.OfTenantAsync(tenant, cancellationToken)));
        return [.. people.SelectMany(each => each)];
    }

    private string OtherCloud(Cloud other) => Texts.RefusedOtherCloud(Texts.Of(other), Texts.Of(cloud.Cloud));
}
