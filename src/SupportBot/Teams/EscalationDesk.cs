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
    Lazy<EscalationRules> handbook,
    EscalationOptions options,
    IAgents agents,
    IDeskTeams teams,
    ICustomerDirectory customers,
    IAddressBook addresses,
    IAttachments attachments,
    IIncidentLedger ledger,
    DeskLeads leads,
    IAfterTheAnswer after,
    ChargeTermsOf charges,
    INonces nonces,
    PartnerOptions partner,
    ServedCloud cloud,
    TimeProvider time)
{
    private Texts Texts { get; } = Texts.In(partner.Language);

    private EscalationRules Rules => handbook.Value;

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> NoHolders { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Opens the walk where it was left.</summary>
    public async Task<PressAnswer> OpenAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (await FindAsync(caller, number, cancellationToken) is not { } ticket) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        if (TicketLifecycle.Next(ticket.Status, TicketAction.PrepareEscalation) is null)
            return PressAnswer.OfSentence(Refusals.SayAtDesk(Texts, new Refusal(RefusalReason.NotInThisStatus, ticket), number.Text, timeZone: null, Now));
        var view = await ViewAsync(caller, ticket, await FileOfAsync(ticket, cancellationToken), cancellationToken);
        return PressAnswer.OfForm(await StandingAsync(view, press, cancellationToken));
    }

    /// <summary>Takes a page or a stage. Refused, it opens again with what was typed still in it.</summary>
    public async Task<PressAnswer> SubmitAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press is not { Ticket: { } number, Nonce: { } nonce }) return await OpenAsync(caller, press, cancellationToken);
        if (await FindAsync(caller, number, cancellationToken) is not { } ticket) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        var view = await ViewAsync(caller, ticket, await FileOfAsync(ticket, cancellationToken), cancellationToken);
        if (EscalationForms.MoveOf(press) is EscalationForms.GoTo) return PressAnswer.OfForm(await StageAsync(view, press, cancellationToken));
        if (EscalationForms.PageOf(press) is { } page) return await KeepAsync(caller, press, page, nonce, view, cancellationToken);
        return EscalationForms.StageOf(press) switch
        {
            HandOverForm.Stage => await HandOverAsync(caller, press, nonce, view, cancellationToken),
            CaseForm.Stage => await PassAsync(caller, press, nonce, view, cancellationToken),
            NewsForm.Stage => await TellAsync(caller, press, nonce, view, cancellationToken),
            _ => await OpenAsync(caller, press, cancellationToken),
        };
    }

    // Where the walk stands: the first page that lacks something, or what follows the pages.
    private async Task<Form> StandingAsync(EscalationView view, Press press, CancellationToken cancellationToken) => view.File.State switch
    {
        EscalationState.Preparing => EscalationForms.PageOf(press) is { } asked
            ? EscalationForms.Draw(asked, view, nonces.Next())
            : EscalationForms.Next(view) is { } next ? EscalationForms.Draw(next, view, nonces.Next()) : HandOverForm.Draw(view, nonces.Next()),
        EscalationState.HandedOver => await PackageAsync(view, part: 0, cancellationToken),
        _ => NewsForm.Draw(view, nonces.Next()),
    };

    private async Task<Form> StageAsync(EscalationView view, Press press, CancellationToken cancellationToken) => (EscalationForms.PageOf(press), EscalationForms.StageOf(press)) switch
    {
        ({ } page, _) when view.File.State is EscalationState.Preparing => EscalationForms.Draw(page, view, nonces.Next()),
        (_, PackageForm.Stage) when view.File.State is not EscalationState.Preparing => await PackageAsync(view, PackageForm.PartIn(press), cancellationToken),
        (_, CaseForm.Stage) when view.File.State is EscalationState.HandedOver => CaseForm.Draw(view, nonces.Next()),
        (_, NewsForm.Stage) when view.File.State is not EscalationState.Preparing => NewsForm.Draw(view, nonces.Next()),
        (_, HandOverForm.Stage) when view.File.State is EscalationState.Preparing => HandOverForm.Draw(view, nonces.Next()),
        _ => await StandingAsync(view, press, cancellationToken),
    };

    private async Task<PressAnswer> KeepAsync(Caller caller, Press press, EscalationPage page, string nonce, EscalationView view, CancellationToken cancellationToken)
    {
        var (ticket, number) = (view.Ticket, view.Ticket.Number);
        if (EscalationForms.GoesBack(press)) return PressAnswer.OfForm(EscalationForms.Draw(EscalationForms.Before(page), view, nonces.Next()));
        if (view.File.State is not EscalationState.Preparing) return PressAnswer.OfForm(await StandingAsync(view, press, cancellationToken));

        var reading = page.Read(press, view);
        if (reading.File is not { } gathered) return PressAnswer.OfForm(EscalationForms.Draw(page, view, nonces.Next(), press, reading.Problem));
        var key = KeyOf(caller, press, nonce);
        // Asked first and noted down then: whoever dies between the two has asked, and asks no second time when the form comes again.
        if (reading.Ask.Count > 0)
        {
            var asked = await AskAsync(caller, ticket, reading.Ask, CommandKey.OfPress(caller.Person, nonce, Verbs.AskCustomer, expectedVersion: null, press.Canonical()), cancellationToken);
            if (asked.Event is not { } question) return PressAnswer.OfForm(EscalationForms.Draw(page, view, nonces.Next(), press, Refusals.Say(Texts, asked.Refusal!, number.Text, atDesk: true)));
            foreach (var item in reading.Ask) gathered = gathered.WithAsked(item.Id, question.Sequence).File ?? gathered;
        }

        var outcome = await DoAsync(caller, TicketAction.PrepareEscalation, press, key, gathered, view, reading.Told, cancellationToken);
        if (outcome.Ticket is not { } kept)
            return await RefusedAsync(caller, outcome.Refusal!, number, (latest, problem) => EscalationForms.Draw(page, latest, nonces.Next(), press, problem), cancellationToken);

        var next = await ViewAsync(caller, kept, await FileOfAsync(kept, cancellationToken), cancellationToken);
        var after = reading.Stays ? page : After(page, next);
        return PressAnswer.OfForm(after is null ? HandOverForm.Draw(next, nonces.Next()) : EscalationForms.Draw(after, next, nonces.Next()));
    }

    // A page that has nothing to ask in this case is passed over.
    private static EscalationPage? After(EscalationPage page, EscalationView view)
    {
        var after = EscalationForms.After(page);
        return after is DatesPage && after.IsDone(view) && view.File.Moments is null ? EscalationForms.After(after) : after;
    }

    // The gate is asked once more: what was open when the form was drawn may be shut now.
    private async Task<PressAnswer> HandOverAsync(Caller caller, Press press, string nonce, EscalationView view, CancellationToken cancellationToken)
    {
        var number = view.Ticket.Number;
        var key = KeyOf(caller, press, nonce);
        if (EscalationForms.MoveOf(press) is not HandOverForm.Make)
        {
            if (!view.IsLead || HandOverForm.OverrideIn(press) is not { } why) return PressAnswer.OfForm(HandOverForm.Draw(view, nonces.Next(), Texts.RefusedNothingWritten));
            if (view.File.WithOverride(new GateOverride(caller.Person, why, Now)) is not { File: { } overridden }) return PressAnswer.OfForm(HandOverForm.Draw(view, nonces.Next(), Texts.EscalateNotNow));
            var allowed = await DoAsync(caller, TicketAction.PrepareEscalation, press, key, overridden, view, Texts.GateOverridden(caller.Person.Name, why), cancellationToken);
            return allowed.Ticket is { } open
                ? PressAnswer.OfForm(HandOverForm.Draw(await ViewAsync(caller, open, await FileOfAsync(open, cancellationToken), cancellationToken), nonces.Next()))
                : await RefusedAsync(caller, allowed.Refusal!, number, (latest, problem) => HandOverForm.Draw(latest, nonces.Next(), problem), cancellationToken);
        }

        if (view.File.State is not EscalationState.Preparing) return PressAnswer.OfForm(await StandingAsync(view, press, cancellationToken));
        if (!view.Gate.IsOpen || view.File.WithState(EscalationState.HandedOver, Now) is not { File: { } handed }) return PressAnswer.OfForm(HandOverForm.Draw(view, nonces.Next()));
        // Set aside first: whoever dies between the two finds it set aside when the form comes again.
        if (await ReserveAsync(caller, key, view, cancellationToken) is { } problem) return PressAnswer.OfForm(HandOverForm.Draw(view, nonces.Next(), problem));
        var package = await BuildAsync(view, cancellationToken);
        var told = $"{view.Chosen!.Vehicle.Name.In(view.Language)}\n\n{package.Summary}\n\n{string.Join('\n', package.Links.Select(link => $"{link.Link.Label.In(view.Language)}: {link.Address}"))}";
        var outcome = await DoAsync(caller, TicketAction.HandOver, press, key, handed, view, told, cancellationToken);
        if (outcome.Ticket is not { } ticket)
            return await RefusedAsync(caller, outcome.Refusal!, number, (latest, why) => HandOverForm.Draw(latest, nonces.Next(), why), cancellationToken);
        return PressAnswer.OfForm(await PackageAsync(await ViewAsync(caller, ticket, await FileOfAsync(ticket, cancellationToken), cancellationToken), part: 0, cancellationToken));
    }

    private async Task<PressAnswer> PassAsync(Caller caller, Press press, string nonce, EscalationView view, CancellationToken cancellationToken)
    {
        var (system, typed, told) = CaseForm.Read(press);
        if (view.File.State is EscalationState.Preparing) return PressAnswer.OfForm(HandOverForm.Draw(view, nonces.Next(), Texts.CaseNeedsFile));
        if (system is null || Rules.Portals.Find(system) is not { } portal) return PressAnswer.OfForm(CaseForm.Draw(view, nonces.Next(), press, Texts.RefusedNotUnderstood));
        var reading = CaseNumber.Check(portal, typed);
        if (reading.Number is not { } number) return PressAnswer.OfForm(CaseForm.Draw(view, nonces.Next(), press, reading.Wrong!.In(view.Language)));
        if (told is null) return PressAnswer.OfForm(CaseForm.Draw(view, nonces.Next(), press, Texts.RefusedNothingWritten));
        PromisedResponse? promise = view.Chosen is { Response: var target }
            ? new PromisedResponse(EscalationForms.Promise(target, Texts), target is { Within: { } within, Hours: ResponseHours.Always } ? Now + within : null)
            : null;
        var change = view.File.WithCaseNumber(new CaseReference(portal.Id, number), promise, Now);
        if (change.File is not { } passed) return PressAnswer.OfForm(CaseForm.Draw(view, nonces.Next(), press, EscalationForms.Say(change.Refusal!, Texts)));
        var outcome = await DoAsync(caller, TicketAction.PassBeyond, press, KeyOf(caller, press, nonce), passed, view, told, cancellationToken);
        if (outcome.Ticket is not null) await SettleAsync(caller, KeyOf(caller, press, nonce), view.Ticket.Number, passed, told, cancellationToken);
        return outcome.Ticket is { } ticket
            ? PressAnswer.OfSentence(Texts.DonePassed(ticket.Escalation!.Case!))
            : await RefusedAsync(caller, outcome.Refusal!, view.Ticket.Number, (latest, problem) => CaseForm.Draw(latest, nonces.Next(), press, problem), cancellationToken);
    }

    private async Task<PressAnswer> TellAsync(Caller caller, Press press, string nonce, EscalationView view, CancellationToken cancellationToken)
    {
        var (number, key) = (view.Ticket.Number, KeyOf(caller, press, nonce));
        var (isRead, state, told) = NewsForm.Read(press, view.File);
        // Delivered again, it is where it was to go: the first answer stands, and what a crash left unmoved is moved.
        if (!isRead && told is not null && await tickets.EffectOfAsync(number, key, cancellationToken) is not null)
        {
            await SettleAsync(caller, key, number, view.File, told, cancellationToken);
            return PressAnswer.OfSentence(Texts.DoneReplied(view.Ticket.Requester.Name));
        }

        if (!isRead) return PressAnswer.OfForm(NewsForm.Draw(view, nonces.Next(), press, Texts.EscalateNotNow));
        if (told is null) return PressAnswer.OfForm(NewsForm.Draw(view, nonces.Next(), press, Texts.RefusedNothingWritten));
        var file = view.File;
        if (state is { } next)
        {
            // Nothing is left of a lead's word where it is prepared anew.
            if (file.WithState(next, Now) is not { File: { } moved }) return PressAnswer.OfForm(NewsForm.Draw(view, nonces.Next(), press, Texts.EscalateNotNow));
            file = next is EscalationState.Preparing ? moved with { Override = null } : moved;
        }

        var action = state switch
        {
            null => TicketAction.TellProgress,
            EscalationState.WithMicrosoft => TicketAction.PassBeyond,
            _ => TicketAction.AnswerFromBeyond,
        };
        var outcome = await DoAsync(caller, action, press, key, file, view, told, cancellationToken);
        if (outcome.Ticket is not null) await SettleAsync(caller, key, number, file, told, cancellationToken);
        return outcome.Ticket is { } ticket
            ? PressAnswer.OfSentence(Texts.DoneReplied(ticket.Requester.Name))
            : await RefusedAsync(caller, outcome.Refusal!, number, (latest, problem) => NewsForm.Draw(latest, nonces.Next(), press, problem), cancellationToken);
    }

    // Null where it is set aside, or nothing is counted.
    private async Task<string?> ReserveAsync(Caller caller, CommandKey key, EscalationView view, CancellationToken cancellationToken)
    {
        var number = view.Ticket.Number;
        if (view.Chosen is not { Vehicle: var vehicle }) return null;
        var accounts = await ledger.BalancesAsync(cancellationToken);
        if (accounts.All(balance => balance.Account.VehicleId != vehicle.Id)) return null;
        if (await ledger.MovementsOfAsync(number, cancellationToken) is [.., { Kind: MovementKind.Reserve }]) return null;
        if (AccountBalance.ToUse(accounts, vehicle.Id) is not { } account) return Texts.LedgerNoneLeft(vehicle.Name.In(view.Language));
        var outcome = await ledger.DoAsync(LedgerCommand.Reserve(account.Id, number, caller.Person, key), cancellationToken);
        if (outcome.Refusal is not null and not LedgerRefusal.AlreadyReserved) return Texts.LedgerNoneLeft(vehicle.Name.In(view.Language));
        if (outcome.Balance is { FellLow: true } low) await TellLowAsync(caller, number, low, cancellationToken);
        return null;
    }

    // What a crash left unmoved is moved with the next thing that is heard.
    private async Task SettleAsync(Caller caller, CommandKey key, TicketNumber number, EscalationFile file, string reason, CancellationToken cancellationToken)
    {
        if (LedgerPlan.Missing(file, await ledger.MovementsOfAsync(number, cancellationToken), number, caller.Person, key, reason) is { } missing) await ledger.DoAsync(missing, cancellationToken);
    }

    // In the thread, where it stays, and to the leads in their own chats.
    private async Task TellLowAsync(Caller caller, TicketNumber number, AccountBalance low, CancellationToken cancellationToken)
    {
        string Sentence(Texts texts) => texts.LedgerLow(low.Account.Contract, low.Left.ToString("0.##", texts.Culture), low.Account.Until.ToString(texts.DayPattern, texts.Culture));
        var note = new TicketCommand(TicketAction.Note, caller.Person, CommandKey.OfNotice(number, low.Account.Id, $"low {low.Left}"), Text: Sentence(Texts));
        await keeper.DoAsync(number, note, found => Policy.May(caller, Verbs.Note, found), cancellationToken);
        after.Run("leads", token => leads.TellAsync(Sentence, token));
    }

    private Task<TicketOutcome> DoAsync(
        Caller caller, TicketAction action, Press press, CommandKey key, EscalationFile file, EscalationView view, string told, CancellationToken cancellationToken) => keeper.DoAsync(
        view.Ticket.Number,
        new TicketCommand(action, caller.Person, key, Text: told) { Escalation = StepOf(EscalationForms.RevisionOf(press) ?? 0, file, view) },
        found => Policy.May(caller, Verbs.GoBeyond, found),
        cancellationToken);

    // Of two who go on from the same page the second sees how it stands now, and keeps what was typed.
    private async Task<PressAnswer> RefusedAsync(Caller caller, Refusal refusal, TicketNumber number, Func<EscalationView, string, Form> draw, CancellationToken cancellationToken)
    {
        if (refusal is not { Reason: RefusalReason.ChangedSince, Ticket: { } standing }) return PressAnswer.OfSentence(Refusals.SayAtDesk(Texts, refusal, number.Text, timeZone: null, Now));
        var latest = await ViewAsync(caller, standing, await FileOfAsync(standing, cancellationToken), cancellationToken);
        var last = await tickets.FindEventAsync(number, standing.LastEvent, cancellationToken);
        return PressAnswer.OfForm(draw(latest, Texts.EscalateChanged(last?.Actor.Name ?? Texts.Nobody)));
    }

    private static CommandKey KeyOf(Caller caller, Press press, string nonce) => CommandKey.OfPress(caller.Person, nonce, press.Verb, expectedVersion: null, press.Canonical());

    private async Task<Form> PackageAsync(EscalationView view, int part, CancellationToken cancellationToken) =>
        PackageForm.Draw(await BuildAsync(view, cancellationToken), view, nonces.Next(), part);

    private async Task<EscalationPackage> BuildAsync(EscalationView view, CancellationToken cancellationToken)
    {
        var ticket = view.Ticket;
        var customer = await customers.FindByTenantAsync(ticket.Requester.TenantId, cancellationToken);
        var events = await tickets.EventsAsync(ticket.Number, cancellationToken);
        var shared = view.Attachments.Where(file => view.File.SharedAttachments.Contains(file.Id)).ToList();
        var files = new List<SharedFile>();
        foreach (var file in shared)
        {
            if (await attachments.ReadAsync(file.Id, cancellationToken) is { } content) files.Add(new SharedFile(file, Secrets.StripFile(file.Name, content)));
        }

        var portal = Rules.Portals.Find(view.File.CaseNumber?.SystemId ?? view.Chosen?.Place.System ?? "") ?? Rules.Portals.All[0];
        var boundary = view.File.Boundary is { } choice ? Rules.BaseSupport.Judge(view.File.Workload, view.File.Category, choice.RowId) : null;
        string Known(string item) => view.Checklist.Lines.FirstOrDefault(line => line.Item.Id == item)?.Value?.Value ?? "";
        return EscalationPackage.Build(
            view.File,
            view.Checklist,
            TicketFacts.Of(ticket, events),
            new CustomerFacts(customer?.Name ?? ticket.CustomerName, ticket.Requester.TenantId, customer?.PrimaryDomain, customer?.Cloud ?? cloud.Cloud),
            new PartnerContact(partner.Name, Known("contactName"), Known("contactEmail"), Known("contactPhone")),
            new RouteFacts(view.Chosen?.Vehicle.Name.In(Words.Always) ?? "", portal, options.SupportContract, boundary?.Reason.In(Words.Always)),
            files);
    }

    private async Task<Ticket?> FindAsync(Caller caller, TicketNumber number, CancellationToken cancellationToken) =>
        await tickets.FindAsync(number, cancellationToken) is { Ticket: var ticket } && Policy.May(caller, Verbs.GoBeyond, ticket) ? ticket : null;

    private async Task<EscalationFile> FileOfAsync(Ticket ticket, CancellationToken cancellationToken) =>
        ticket.Escalation is not null && await tickets.FindEscalationFileAsync(ticket.Number, cancellationToken) is { } kept
            ? EscalationFile.FromJson(kept)
            : EscalationFile.Begin(WorkloadOf(ticket.Request.Service), ticket.Request.Category);

    private async Task<TicketOutcome> AskAsync(Caller caller, Ticket ticket, IReadOnlyList<EvidenceItem> items, CommandKey key, CancellationToken cancellationToken)
    {
        var language = await LanguageOfAsync(ticket, cancellationToken);
        var questions = string.Join('\n', items.Select(item => item.Question!.In(language)));
        return await keeper.DoAsync(ticket.Number, new TicketCommand(TicketAction.AskCustomer, caller.Person, key, Text: questions), found => Policy.May(caller, Verbs.AskCustomer, found), cancellationToken);
    }

    private async Task<EscalationView> ViewAsync(Caller caller, Ticket ticket, EscalationFile file, CancellationToken cancellationToken)
    {
        var customer = await customers.FindByTenantAsync(ticket.Requester.TenantId, cancellationToken);
        var events = await tickets.EventsAsync(ticket.Number, cancellationToken);
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        var accounts = await ledger.BalancesAsync(cancellationToken);
        foreach (var low in accounts.Where(balance => balance.FellLow)) await TellLowAsync(caller, ticket.Number, low, cancellationToken);
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
            Balances = LedgerPlan.Balances(Rules.Edition, [.. options.Memberships], accounts),
            Severity = file.Severity ?? Severity.C,
            PartnerCenterRoles = [.. await agents.RolesOfAsync(caller.Person, cancellationToken)],
            Roles = options.RolesIn(customer, Now.InUtc().Date),
            IsVulnerability = file.IsVulnerability,
            IsSubcontracted = ticket.GivenBy is not null,
            ProviderGaveAccess = options.ProviderGaveAccess,
            ResellersMayFile = options.ResellersMayFile,
        };
        var language = await LanguageOfAsync(ticket, cancellationToken);
        var route = EscalationRouting.Of(routed, Rules.Edition);
        var checklist = Checklist.Of(Rules.Evidence, file, KnownEvidence.Of(ticket, customer, partner, options, caller.Person));
        return new EscalationView
        {
            Texts = Texts,
            Ticket = ticket,
            File = file,
            Agent = caller.Person,
            IsLead = caller.Is(Role.Lead),
            Rules = Rules,
            Route = route,
            Checklist = checklist,
            Gate = Gate.Check(file, checklist, FactsOf(file, route)),
            CustomerTexts = Texts.In(language),
            Recipient = RecipientOf(route.Of(file.VehicleId ?? ""), language),
            HealthPages = [.. Rules.Portals.HealthFor(routed.Cloud, file.Workload).Select(link => (link.Label.In(Texts.Language), link.For(ticket.Requester.TenantId)))],
            Attachments = [.. events.Where(each => !each.IsInternal).SelectMany(each => each.Attachments)],
            Answer = AnswerIn(events, ticket, file),
            // Asked for the page that shows them, which comes behind the look at service health.
            Holders = file is { State: EscalationState.Preparing, Health: not null } ? await HoldersAsync(route, cancellationToken) : NoHolders,
            Zone = terms.Zone ?? DateTimeZone.Utc,
            Now = Now,
        };
    }

    private async Task<string> LanguageOfAsync(Ticket ticket, CancellationToken cancellationToken) =>
        (await addresses.FindAsync(ticket.Requester.TenantId, ticket.Requester.ObjectId, cancellationToken))?.Language ?? partner.Language;

    // Who is not of Microsoft's support is not called so to the customer.
    private string RecipientOf(Verdict? chosen, string language) => chosen switch
    {
        { Place.System: "provider" } when partner.Provider.Length > 0 => partner.Provider,
        { Vehicle: { Heading: Heading.Outside } other } => other.Name.In(language),
        _ => "Microsoft",
    };

    private GateFacts FactsOf(EscalationFile file, EscalationRoute route)
    {
        var verdict = file.VehicleId is { } vehicle ? route.Of(vehicle) : null;
        var row = file.Boundary is { } boundary ? Rules.BaseSupport.Judge(file.Workload, file.Category, boundary.RowId) : null;
        return new GateFacts(file.VehicleId is null || verdict is { IsEligible: true }, verdict?.Reason, row is { Boundary: not Boundary.Beyond }, row?.Reason);
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
        if (needed.Count == 0) return NoHolders;
        var members = await teams.MembersAsync(cancellationToken);
        var roles = await Task.WhenAll(members.Select(member => agents.RolesOfAsync(member, cancellationToken)));
        var held = members.Zip(roles, (member, own) => (member.Name, Roles: own.Select(role => Entry.Written(role)).ToHashSet(StringComparer.Ordinal))).ToList();
        return needed.ToDictionary(
            verdict => verdict.Vehicle.Id,
            verdict => (IReadOnlyList<string>)[.. held.Where(each => verdict.Roles.AnyOf.Any(role => each.Roles.Contains(role.Id))).Select(each => each.Name)]);
    }

    private EscalationStep StepOf(int revision, EscalationFile file, EscalationView view) => new(
        new TicketEscalation(file.State, revision + 1)
        {
            Vehicle = file.VehicleId is { } vehicle ? Rules.Edition.Vehicles.FirstOrDefault(each => each.Id == vehicle)?.Name.In(view.Language) : null,
            Case = file.CaseNumber is { } number ? $"{Rules.Portals.Find(number.SystemId)?.Name.In(view.Language) ?? number.SystemId} {number.Number}" : null,
            Promise = file.ResponseTarget?.Said,
            AnswerBy = file.ResponseTarget?.By,
            AwaitsCustomer = file.Asked.Count > 0,
            Deadlines = file.Moments is { } moments ? [.. Rules.Deadlines.Of(file.Case, moments).Select(deadline => new TicketDeadline(deadline.Rule.Label.In(view.Language), deadline.End))] : [],
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
