using NodaTime;
using NodaTime.Extensions;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Walks an agent with a ticket beyond the desk, page by page. Each page is kept with the ticket when it is left, so that
/// whoever comes back, today or in a week, on whichever instance, goes on where it was left.
/// </summary>
internal sealed class EscalationDesk(
    TicketKeeper keeper,
    ITicketStore tickets,
    EscalationRules rules,
    EscalationOptions options,
    IAgents agents,
    IDeskTeams teams,
    ICustomerDirectory customers,
    IAddressBook addresses,
    ChargeTermsOf charges,
    INonces nonces,
    PartnerOptions partner,
    ServedCloud cloud,
    TimeProvider time)
{
    private Texts Texts { get; } = Texts.In(partner.Language);

    /// <summary>Opens the walk where it was left.</summary>
    public async Task<PressAnswer> OpenAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (await FindAsync(caller, number, cancellationToken) is not { } ticket) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        if (TicketLifecycle.Next(ticket.Status, TicketAction.PrepareEscalation) is null)
            return PressAnswer.OfSentence(Refusals.SayAtDesk(Texts, new Refusal(RefusalReason.NotInThisStatus, ticket), number.Text, timeZone: null, Now));
        var view = await ViewAsync(caller, ticket, await FileOfAsync(ticket, cancellationToken), cancellationToken);
        return PressAnswer.OfForm(EscalationForms.Draw(EscalationForms.PageOf(press) ?? EscalationForms.Next(view) ?? EscalationPage.All[^1], view, nonces.Next()));
    }

    /// <summary>Takes a page. Refused, it opens again with what was typed still in it.</summary>
    public async Task<PressAnswer> SubmitAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (EscalationForms.PageOf(press) is not { } page || press is not { Ticket: { } number, Nonce: { } nonce }) return await OpenAsync(caller, press, cancellationToken);
        if (await FindAsync(caller, number, cancellationToken) is not { } ticket) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        var file = await FileOfAsync(ticket, cancellationToken);
        var view = await ViewAsync(caller, ticket, file, cancellationToken);
        if (EscalationForms.GoesBack(press)) return PressAnswer.OfForm(EscalationForms.Draw(EscalationForms.Before(page), view, nonces.Next()));

        var reading = page.Read(press, view);
        if (reading.File is not { } gathered) return PressAnswer.OfForm(EscalationForms.Draw(page, view, nonces.Next(), press, reading.Problem));
        var key = CommandKey.OfPress(caller.Person, nonce, press.Verb, expectedVersion: null, press.Canonical());
        // Asked first and noted down then: whoever dies between the two has asked, and asks no second time when the form comes again.
        if (reading.Ask.Count > 0)
        {
            var asked = await AskAsync(caller, ticket, reading.Ask, CommandKey.OfPress(caller.Person, nonce, Verbs.AskCustomer, expectedVersion: null, press.Canonical()), cancellationToken);
            if (asked.Event is not { } question) return PressAnswer.OfForm(EscalationForms.Draw(page, view, nonces.Next(), press, Refusals.Say(Texts, asked.Refusal!, number.Text, atDesk: true)));
            foreach (var item in reading.Ask) gathered = gathered.WithAsked(item.Id, question.Sequence).File ?? gathered;
        }

        var step = StepOf(EscalationState.Preparing, EscalationForms.RevisionOf(press) ?? 0, gathered, view);
        var outcome = await keeper.DoAsync(
            number, new TicketCommand(TicketAction.PrepareEscalation, caller.Person, key, Text: reading.Told) { Escalation = step }, found => Policy.May(caller, Verbs.GoBeyond, found), cancellationToken);
        if (outcome.Ticket is not { } kept)
        {
            if (outcome.Refusal is not { Reason: RefusalReason.ChangedSince, Ticket: { } standing } refusal)
                return PressAnswer.OfSentence(Refusals.SayAtDesk(Texts, outcome.Refusal!, number.Text, view.Zone.Id, Now));
            var latest = await ViewAsync(caller, standing, await FileOfAsync(standing, cancellationToken), cancellationToken);
            return PressAnswer.OfForm(EscalationForms.Draw(page, latest, nonces.Next(), press, Texts.EscalateChanged(refusal.Happened?.Actor.Name ?? Texts.Nobody)));
        }

        var next = await ViewAsync(caller, kept, await FileOfAsync(kept, cancellationToken), cancellationToken);
        return PressAnswer.OfForm(EscalationForms.Draw(reading.Stays ? page : EscalationForms.After(page) ?? EscalationForms.Next(next) ?? page, next, nonces.Next()));
    }

    private async Task<Ticket?> FindAsync(Caller caller, TicketNumber number, CancellationToken cancellationToken) =>
        await tickets.FindAsync(number, cancellationToken) is { Ticket: var ticket } && Policy.May(caller, Verbs.GoBeyond, ticket) ? ticket : null;

    private async Task<EscalationFile> FileOfAsync(Ticket ticket, CancellationToken cancellationToken) =>
        ticket.Escalation is not null && await tickets.FindEscalationFileAsync(ticket.Number, cancellationToken) is { } kept
            ? EscalationFile.FromJson(kept)
            : EscalationFile.Begin(WorkloadOf(ticket.Request.Service), ticket.Request.Category);

    private async Task<TicketOutcome> AskAsync(Caller caller, Ticket ticket, IReadOnlyList<EvidenceItem> items, CommandKey key, CancellationToken cancellationToken)
    {
        var language = (await addresses.FindAsync(ticket.Requester.TenantId, ticket.Requester.ObjectId, cancellationToken))?.Language ?? partner.Language;
        var questions = string.Join('\n', items.Select(item => item.Question!.In(language)));
        return await keeper.DoAsync(ticket.Number, new TicketCommand(TicketAction.AskCustomer, caller.Person, key, Text: questions), found => Policy.May(caller, Verbs.AskCustomer, found), cancellationToken);
    }

    private async Task<EscalationView> ViewAsync(Caller caller, Ticket ticket, EscalationFile file, CancellationToken cancellationToken)
    {
        var customer = await customers.FindByTenantAsync(ticket.Requester.TenantId, cancellationToken);
        var events = await tickets.EventsAsync(ticket.Number, cancellationToken);
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        var routed = new RouteCase
        {
            PartnerType = partner.Type,
            Category = file.Category,
            Workload = file.Workload,
            Cloud = customer?.Cloud ?? cloud.Cloud,
            Tenant = ticket.Requester.TenantId.Equals(partner.TenantId, StringComparison.OrdinalIgnoreCase) ? TenantOwner.Own : TenantOwner.Customer,
            Product = file.Product,
            Memberships = [.. options.Memberships],
            Contracts = [.. options.Contracts],
            Severity = file.Severity ?? Severity.C,
            PartnerCenterRoles = [.. await agents.RolesOfAsync(caller.Person, cancellationToken)],
            IsVulnerability = file.IsVulnerability,
            IsSubcontracted = ticket.GivenBy is not null,
            ProviderGaveAccess = options.ProviderGaveAccess,
            ResellersMayFile = options.ResellersMayFile,
        };
        var route = EscalationRouting.Of(routed, rules.Edition);
        return new EscalationView
        {
            Texts = Texts,
            Ticket = ticket,
            File = file,
            Agent = caller.Person,
            IsLead = caller.Is(Role.Lead),
            Rules = rules,
            Route = route,
            Checklist = Checklist.Of(rules.Evidence, file, KnownEvidence.Of(ticket, customer, partner, options, caller.Person)),
            Attachments = [.. events.Where(each => !each.IsInternal).SelectMany(each => each.Attachments)],
            Answer = AnswerIn(events, ticket, file),
            Holders = await HoldersAsync(route, cancellationToken),
            Zone = terms.Zone ?? DateTimeZone.Utc,
            Now = Now,
        };
    }

    // What the customer wrote since they were last asked.
    private static string? AnswerIn(IReadOnlyList<TicketEvent> events, Ticket ticket, EscalationFile file)
    {
        if (file.Asked.Count == 0) return null;
        var since = file.Asked.Max(asked => asked.Event);
        var words = events.Where(each => each.Sequence > since && each.Actor.Is(ticket.Requester)).Select(each => each.Text).OfType<string>().ToList();
        return words.Count == 0 ? null : Graphemes.Cut(string.Join('\n', words), EvidenceItem.LongestValue);
    }

    // Who of the team says that they hold a role that a vehicle needs.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> HoldersAsync(EscalationRoute route, CancellationToken cancellationToken)
    {
        var needed = route.Eligible.Where(verdict => verdict.Roles.AnyOf.Count > 0).ToList();
        if (needed.Count == 0) return new Dictionary<string, IReadOnlyList<string>>();
        var members = await teams.MembersAsync(cancellationToken);
        var roles = await Task.WhenAll(members.Select(member => agents.RolesOfAsync(member, cancellationToken)));
        var held = members.Zip(roles, (member, own) => (member.Name, Roles: own.Select(role => Entry.Written(role)).ToHashSet(StringComparer.Ordinal))).ToList();
        return needed.ToDictionary(
            verdict => verdict.Vehicle.Id,
            verdict => (IReadOnlyList<string>)[.. held.Where(each => verdict.Roles.AnyOf.Any(role => each.Roles.Contains(role.Id))).Select(each => each.Name)]);
    }

    private EscalationStep StepOf(EscalationState state, int revision, EscalationFile file, EscalationView view) => new(
        new TicketEscalation(state, revision + 1)
        {
            Vehicle = file.VehicleId is { } vehicle ? rules.Edition.Vehicles.FirstOrDefault(each => each.Id == vehicle)?.Name.In(view.Language) : null,
            AwaitsCustomer = file.Asked.Count > 0,
        },
        file.ToJson());

    private static Workload WorkloadOf(Service service) => service switch
    {
        Service.Azure => Workload.Azure,
        Service.Dynamics365 => Workload.Dynamics365,
        _ => Workload.Microsoft365,
    };

    private Instant Now => time.GetUtcNow().ToInstant();
}
