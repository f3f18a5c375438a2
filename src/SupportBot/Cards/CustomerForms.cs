using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Cards;

/// <summary>What was typed into the form that makes a customer.</summary>
/// <param name="Name">The customer's name.</param>
/// <param name="Domain">Its main domain, if given.</param>
/// <param name="Cloud">Where its tenant lives.</param>
public sealed record TypedCustomer(string Name, string? Domain, Cloud Cloud);

/// <summary>What was chosen in the form that looks after a customer.</summary>
/// <param name="Approvers">Who may agree to work that costs, as <c>tenant/object</c>.</param>
/// <param name="Administrators">Who sees all of the organisation's tickets, as <c>tenant/object</c>.</param>
/// <param name="Plan">The plan; empty for none.</param>
/// <param name="Queue">The queue; empty for the first.</param>
/// <param name="Contacts">Whom the desk may call or write to, a line each.</param>
public sealed record TypedCare(IReadOnlyList<string> Approvers, IReadOnlyList<string> Administrators, string? Plan, string? Queue, IReadOnlyList<string> Contacts);

/// <summary>The forms that link, make and look after customers.</summary>
public static class CustomerForms
{
    /// <summary>The longest name of a customer, in UTF-16 characters.</summary>
    public const int LongestName = 200;

    // A form has 25 KB; who is looked for among more is found by searching.
    private const int MostShown = 60;

    private const string Search = "search";
    private const string Find = "find";
    private const string Stamp = "stamp";
    private const string Chosen = "customer";
    private const string Step = "step";
    private const string Name = "name";
    private const string Domain = "domain";
    private const string CloudName = "cloud";
    private const string Approvers = "approvers";
    private const string Administrators = "administrators";
    private const string Plan = "plan";
    private const string QueueName = "queue";
    private const string Contacts = "contacts";

    /// <summary>Asks for a customer: to be linked, looked after, or filed for.</summary>
    /// <param name="verb">What the choice is for.</param>
    /// <param name="customers">All customers, by name.</param>
    /// <param name="search">What was typed to find some of them; null at first.</param>
    /// <param name="data">What the form carries beside the choice.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="problem">Why it is shown again.</param>
    public static Form Choose(string verb, IReadOnlyList<Customer> customers, string? search, JObject? data, Texts texts, string? problem = null)
    {
        var title = verb is Verbs.LinkTenant ? texts.ButtonLinkTenant : texts.CustomersTitle;
        var found = customers.Where(customer => Fits(customer, search)).ToList();
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        if (customers.Count == 0) body.Add(Drawing.Line(texts.NoCustomersYet));
        if (customers.Count > MostShown) body.Add(new AdaptiveTextInput { Id = Search, Label = texts.LabelSearchCustomer, Value = search, MaxLength = LongestName });
        if (found.Count == 0 && customers.Count > 0) body.Add(Drawing.Line(texts.NoCustomerFound(search ?? "")));
        if (found.Count > MostShown) body.Add(Drawing.Subtle(texts.ManyCustomers(found.Count, MostShown)));
        if (found.Count > 0)
        {
            body.Add(new AdaptiveChoiceSetInput
            {
                Id = Chosen,
                Label = texts.LabelCustomer,
                Style = AdaptiveChoiceInputStyle.Compact,
                Choices = [.. found.Take(MostShown).Select(customer => new AdaptiveChoice { Title = Titled(customer), Value = customer.Id })],
            });
        }

        List<AdaptiveAction> buttons = [];
        if (found.Count > 0) buttons.Add(Drawing.Submit(verb is Verbs.LinkTenant ? texts.ButtonLinkTenant : texts.ButtonNext, verb, Carrying(data, "choose")));
        if (customers.Count > MostShown) buttons.Add(Drawing.Submit(texts.ButtonSearch, verb, Carrying(data, "search")));
        return new Form(title, Drawing.Card(texts, title, body, buttons));
    }

    /// <summary>Asks what the customer of an unknown tenant is called.</summary>
    public static Form New(string tenantId, string name, Texts texts, TypedCustomer? typed = null, string? problem = null)
    {
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Facts((texts.LabelTenant, tenantId)));
        body.Add(new AdaptiveTextInput { Id = Name, Label = texts.LabelCustomer, Value = typed?.Name ?? name, MaxLength = LongestName, IsRequired = true, ErrorMessage = texts.NameMissing });
        body.Add(new AdaptiveTextInput { Id = Domain, Label = texts.LabelDomain, Value = typed?.Domain, MaxLength = LongestName });
        body.Add(Drawing.Choice(CloudName, texts.LabelCloud, typed?.Cloud ?? Cloud.Commercial, texts.Of));
        return new Form(texts.ButtonNewCustomer, Drawing.Card(texts, texts.ButtonNewCustomer, body, [Drawing.Submit(texts.ButtonNewCustomer, Verbs.NewCustomer, TenantCard.Of(tenantId))]));
    }

    /// <summary>What was typed into <see cref="New"/>; the name is empty where there is none that could be kept.</summary>
    public static TypedCustomer ReadNew(Press press)
    {
        var name = press.Input(Name)?.ReplaceLineEndings(" ").Trim() ?? "";
        var domain = press.Input(Domain)?.Trim();
        var cloud = press.Chosen<Cloud>(CloudName) ?? Cloud.Commercial;
        return new TypedCustomer(name.Length <= LongestName ? Escape.Visible(name) : "", domain is { Length: > 0 and <= LongestName } ? domain : null, cloud);
    }

    /// <summary>Looks after a customer.</summary>
    /// <param name="stored">The customer, as it was read.</param>
    /// <param name="people">Its people that the desk has met.</param>
    /// <param name="find">A part of the name of whoever is looked for among many; null at first.</param>
    /// <param name="queues">The desk's queues.</param>
    /// <param name="plans">The offer's plans, by name.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="problem">Why it is shown again.</param>
    public static Form Care(
        StoredCustomer stored, IReadOnlyList<Address> people, string? find, IReadOnlyList<Queue> queues, IReadOnlyCollection<string> plans, Texts texts, string? problem = null)
    {
        var customer = stored.Customer;
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Words(Titled(customer), strong: true));
        body.Add(Drawing.Facts(
            (texts.LabelCloud, texts.Of(customer.Cloud)),
            (texts.LabelDelegatedAdmin, customer.DelegatedAdminEnds is { } ends ? ends.ToString(texts.DateOnly, texts.Culture) : texts.NotKnown)));
        if (people.Count > MostShown) body.Add(FindInput(find, texts));
        // Who was chosen stands first, so that they stay chosen however many there are.
        var most = Math.Max(MostShown, customer.Approvers.Count + customer.Administrators.Count);
        var choices = Choosable(customer, Found(people, find)).Take(most).ToList();
        if (choices.Count == 0) body.Add(Drawing.Subtle(texts.NobodyMet));
        else
        {
            body.Add(People(Approvers, texts.LabelApprovers, choices, customer.Approvers));
            body.Add(People(Administrators, texts.LabelAdministrators, choices, customer.Administrators));
        }

        body.Add(OneOf(Plan, texts.LabelPlan, texts.NoPlan, plans, customer.Plan));
        body.Add(OneOf(QueueName, texts.LabelQueue, texts.FirstQueue, [.. queues.Select(queue => queue.Name)], customer.Queue));
        body.Add(new AdaptiveTextInput { Id = Contacts, Label = texts.LabelContacts, Value = string.Join('\n', customer.Contacts), IsMultiline = true, MaxLength = 2000 });
        var data = new JObject { [Chosen] = customer.Id, [Stamp] = stored.Stamp };
        List<AdaptiveAction> buttons = [Drawing.Submit(texts.ButtonKeep, Verbs.Customers, Carrying(data, "keep"))];
        if (people.Count > MostShown) buttons.Add(Drawing.Submit(texts.ButtonSearch, Verbs.Customers, Carrying(data, "find")));
        return new Form(texts.CustomersTitle, Drawing.Card(texts, texts.CustomersTitle, body, buttons));
    }

    /// <summary>What was chosen in <see cref="Care"/>.</summary>
    public static TypedCare ReadCare(Press press) => new(
        Several(press.Input(Approvers)),
        Several(press.Input(Administrators)),
        Optional(press.Input(Plan)),
        Optional(press.Input(QueueName)),
        [.. (press.Input(Contacts) ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Escape.Visible)]);

    /// <summary>Which state of the customer the form shows.</summary>
    public static string? StampOf(Press press) => press.Input(Stamp);

    /// <summary>What was typed to find a person.</summary>
    public static string? FindOf(Press press) => Optional(press.Input(Find));

    /// <summary>The people whose name holds what was typed, by name.</summary>
    internal static IEnumerable<Address> Found(IReadOnlyList<Address> people, string? find) => people
        .Where(person => find is null || person.Name.Contains(find, StringComparison.CurrentCultureIgnoreCase))
        .OrderBy(person => person.Name, StringComparer.CurrentCultureIgnoreCase);

    /// <summary>The input in which a person is looked for.</summary>
    internal static AdaptiveTextInput FindInput(string? find, Texts texts) => new() { Id = Find, Label = texts.LabelFindPerson, Value = find, MaxLength = LongestName };

    /// <summary>The customer that a form names; null where it names none.</summary>
    public static string? CustomerOf(Press press) => Optional(press.Input(Chosen));

    /// <summary>What was typed to find a customer.</summary>
    public static string? SearchOf(Press press) => Optional(press.Input(Search));

    /// <summary>Which button of a form with several steps was pressed.</summary>
    public static string StepOf(Press press) => press.Input(Step) ?? "";

    /// <summary>Whom the form can name: who was chosen before, then these people of the customer; nobody twice.</summary>
    public static IEnumerable<Member> Choosable(Customer customer, IEnumerable<Address> people) => customer.Approvers.Concat(customer.Administrators)
        .Concat(people.Select(person => new Member(person.TenantId, person.ObjectId, person.Name)))
        .DistinctBy(KeyOf, StringComparer.OrdinalIgnoreCase);

    /// <summary>A person as the form names them.</summary>
    public static string KeyOf(Member member) => $"{member.TenantId}/{member.ObjectId}";

    /// <summary>A person as the form names them.</summary>
    public static string KeyOf(Address person) => $"{person.TenantId}/{person.ObjectId}";

    // What is stored and no longer offered stays chosen until something else is.
    private static AdaptiveChoiceSetInput OneOf(string id, string label, string none, IReadOnlyCollection<string> names, string? chosen)
    {
        var offered = chosen is null || names.Contains(chosen, StringComparer.OrdinalIgnoreCase) ? names : [chosen, .. names];
        return new AdaptiveChoiceSetInput
        {
            Id = id,
            Label = label,
            Style = AdaptiveChoiceInputStyle.Compact,
            Value = offered.FirstOrDefault(name => name.Equals(chosen, StringComparison.OrdinalIgnoreCase)) ?? Drawing.NoneOfThem,
            Choices = [new AdaptiveChoice { Title = none, Value = Drawing.NoneOfThem }, .. offered.Select(name => new AdaptiveChoice { Title = Escape.Visible(name), Value = name })],
        };
    }

    private static AdaptiveChoiceSetInput People(string id, string label, List<Member> choices, IReadOnlyList<Member> chosen) => new()
    {
        Id = id,
        Label = label,
        IsMultiSelect = true,
        Style = AdaptiveChoiceInputStyle.Compact,
        Value = string.Join(',', chosen.Select(KeyOf)),
        Choices = [.. choices.Select(member => new AdaptiveChoice { Title = Escape.Visible(member.Name), Value = KeyOf(member) })],
    };

    private static string Titled(Customer customer) => Escape.Visible(customer.PrimaryDomain is { } domain ? $"{customer.Name} ({domain})" : customer.Name);

    private static bool Fits(Customer customer, string? search) =>
        search is null
        || customer.Name.Contains(search, StringComparison.CurrentCultureIgnoreCase)
        || customer.PrimaryDomain?.Contains(search, StringComparison.OrdinalIgnoreCase) is true
        || customer.TenantIds.Contains(search, StringComparer.OrdinalIgnoreCase);

    private static JObject Carrying(JObject? data, string step)
    {
        var carried = (JObject?)data?.DeepClone() ?? [];
        carried[Step] = step;
        return carried;
    }

    private static string[] Several(string? values) => (values ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) || value is Drawing.NoneOfThem ? null : value.Trim();
}
