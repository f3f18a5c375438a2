using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// The desk's channel: what agents press there. Nothing is asked by typing (Protocols 3.1), so no conversation state is read;
/// a command's own row in the ticket makes a repeated press harmless.
/// </summary>
internal sealed class DeskChannel(
    TicketKeeper keeper,
    ITicketStore tickets,
    IOutbox outbox,
    Aftermath aftermath,
    INonces nonces,
    ChargeTermsOf charges,
    ConsentExpiry expiry,
    IAddressBook addresses,
    IQueues queues,
    IDeskTeams teams,
    PartnerOptions partner,
    NoticePlan plan,
    TimeProvider time)
{
    private Texts Texts { get; } = Texts.In(partner.Language);

    /// <summary>Takes a press on a ticket's card.</summary>
    public async Task<PressAnswer> PressAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        switch (press.Verb)
        {
            case Verbs.Claim:
                return await ClaimAsync(caller, press, number, cancellationToken);
            case Verbs.Show:
                return await tickets.FindAsync(number, cancellationToken) is { Ticket: var shown } ? PressAnswer.OfCard(await RootAsync(shown, notice: null, cancellationToken)) : PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
            case Verbs.SendNow:
                return await SendNowAsync(press, number, cancellationToken);
            case Verbs.SendAgain:
                return await SendAgainAsync(caller, press, number, cancellationToken);
            default:
                return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        }
    }

    /// <summary>Somebody pressed a message in the channel: a ticket's root card that came twice is known by this.</summary>
    public void Pressed(Activity activity, Press press)
    {
        if (press.Ticket is { } number && activity is { ReplyToId: { } message, Conversation.Id: { } conversation } && new Place(conversation, message) is { BeginsThread: true } root)
            aftermath.RootPressed(number, root);
    }

    /// <summary>Opens the form behind a button.</summary>
    public async Task<PressAnswer> OpenAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press is { Verb: Verbs.Undo, Ticket: { } undone }) return await UndoAsync(caller, press, undone, cancellationToken);
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var ticket }) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        if (press.Verb is Verbs.More) return PressAnswer.OfForm(DeskForms.DrawMore(ticket, caller.Person, await ViewAsync(press.Verb, ticket, cancellationToken)));
        if (DeskForms.ActionOf(press.Verb) is not { } action) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (TicketLifecycle.Next(ticket.Status, action) is null) return await RefuseAsync(new Refusal(RefusalReason.NotInThisStatus, ticket), number, cancellationToken);
        // A button of a card that shows an older state is not taken at its word: whoever presses it learns what happened since, unless they did it themselves.
        if (DeskForms.DependsOnVersion(action) && press.Version is { } seen && seen != ticket.Version)
        {
            var change = await tickets.FindEventAsync(number, ticket.LastChange, cancellationToken);
            if (change is null || !change.Actor.Is(caller.Person))
                return await RefuseAsync(new Refusal(RefusalReason.ChangedSince, ticket) { Happened = change }, number, cancellationToken);
        }

        if (action is TicketAction.AskConsent) return await OpenConsentAsync(ticket, cancellationToken);
        var view = await ViewAsync(press.Verb, ticket, cancellationToken);
        if (action is TicketAction.Transfer && view.Queues.Count < 2) return PressAnswer.OfSentence(Texts.NoOtherQueue);
        return PressAnswer.OfForm(DeskForms.Draw(press.Verb, ticket, nonces.Next(), view));
    }

    /// <summary>Takes a form. Refused, it opens again with what was typed still in it.</summary>
    public async Task<PressAnswer> SubmitAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (DeskForms.Opens(press)) return await OpenAsync(caller, press, cancellationToken);
        if (press is not { Ticket: { } number, Nonce: { } nonce } || DeskForms.ActionOf(press.Verb) is not { } action) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);

        if (action is TicketAction.AskConsent) return await AskConsentAsync(caller, press, number, nonce, cancellationToken);
        if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var before }) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        var view = await ViewAsync(press.Verb, before, cancellationToken);
        var (wish, unread) = DeskForms.Read(press, caller.Person, view);
        if (wish is null) return PressAnswer.OfForm(DeskForms.Draw(press.Verb, before, nonces.Next(), view, press, unread));

        var expected = DeskForms.DependsOnVersion(wish.Action) ? press.Version : null;
        var command = new TicketCommand(wish.Action, caller.Person, CommandKey.OfPress(caller.Person, nonce, press.Verb, expected, press.Canonical()), expected, wish.Text)
        {
            Assignee = wish.Assignee,
            Queue = wish.Queue,
            Affected = wish.Affected,
            Blocked = wish.Blocked,
            Until = wish.Until,
            Seen = DeskForms.DependsOnWords(wish.Action) ? DeskForms.Seen(press) : null,
        };
        var outcome = await DoAsync(caller, number, command, cancellationToken);
        if (outcome.Ticket is { } done)
        {
            var isAway = action is TicketAction.Reply or TicketAction.AskCustomer or TicketAction.Resolve
                && await addresses.RecipientAsync(done.Requester, cancellationToken) is { UnreachableSince: not null };
            if (isAway) return PressAnswer.OfSentence(Texts.DoneKeptForReturn(done.Requester.Name));
            return PressAnswer.OfSentence(plan.KeepsBack(done, outcome.Event!) is { } kept
                ? Texts.DoneReplyHeld(done.Requester.Name, (int)kept.TotalSeconds)
                : DeskForms.Done(wish, done, view));
        }

        var refusal = outcome.Refusal!;
        var problem = Refusals.SayAtDesk(Texts, refusal, number.Text, view.Zone.Id, Now);
        if (refusal.Reason is RefusalReason.ChangedSince) aftermath.Stale(number);
        return refusal.Ticket is { } standing && TicketLifecycle.Next(standing.Status, action) is not null
            ? PressAnswer.OfForm(DeskForms.Draw(press.Verb, standing, nonces.Next(), view, press, problem, anyway: refusal.Reason is RefusalReason.CustomerWroteSince))
            : PressAnswer.OfSentence(problem);
    }

    // Taken back first and shown then: while the form is open nothing can go out any more.
    private async Task<PressAnswer> UndoAsync(Caller caller, Press press, TicketNumber number, CancellationToken cancellationToken)
    {
        if (await WordsToCustomerAsync(press, number, cancellationToken) is not { } reply) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        var outcome = await DoAsync(caller, number, new TicketCommand(TicketAction.UndoReply, caller.Person, KeyOf(caller, press, number, reply)) { Withdraws = reply.Sequence }, cancellationToken);
        if (outcome.Ticket is not { } ticket) return PressAnswer.OfSentence(Refusals.Say(Texts, outcome.Refusal!, number.Text, atDesk: true));
        var view = await ViewAsync(press.Verb, ticket, cancellationToken);
        return PressAnswer.OfForm(DeskForms.DrawMended(reply.Action, ticket, nonces.Next(), view, reply.Text!, Texts.UndoneForm(ticket.Requester.Name)));
    }

    private async Task<PressAnswer> SendNowAsync(Press press, TicketNumber number, CancellationToken cancellationToken)
    {
        if (await WordsToCustomerAsync(press, number, cancellationToken) is not { } reply) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var ticket }) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        await aftermath.SendNowAsync(number, reply.Sequence, cancellationToken);
        var words = await outbox.WordsAsync(number, reply.Sequence, cancellationToken);
        return PressAnswer.OfCard(Post.Held(ticket, reply, words, Now, Texts).Card!);
    }

    private async Task<PressAnswer> RefuseAsync(Refusal refusal, TicketNumber number, CancellationToken cancellationToken)
    {
        var terms = await charges.TicketAsync(refusal.Ticket!, cancellationToken);
        aftermath.Stale(number);
        return PressAnswer.OfSentence(Refusals.SayAtDesk(Texts, refusal, number.Text, terms.Zone?.Id, Now));
    }

    // Who belongs to the desk is asked of Teams only for the form that offers them.
    private async Task<DeskView> ViewAsync(string verb, Ticket ticket, CancellationToken cancellationToken)
    {
        var members = verb is Verbs.Assign ? await teams.MembersAsync(cancellationToken) : [];
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        return new DeskView(Texts, members, [.. (await queues.AllAsync(cancellationToken)).Select(queue => queue.Name)], terms.Zone ?? DateTimeZone.Utc);
    }

    private async Task<PressAnswer> ClaimAsync(Caller caller, Press press, TicketNumber number, CancellationToken cancellationToken)
    {
        var key = CommandKey.OfPress(caller.Person, number.Text, press.Verb, press.Version, "");
        var outcome = await DoAsync(caller, number, new TicketCommand(TicketAction.Claim, caller.Person, key, press.Version), cancellationToken);
        var notice = outcome.Refusal is { } refusal ? Refusals.Say(Texts, refusal, number.Text, atDesk: true) : null;
        if ((outcome.Ticket ?? outcome.Refusal?.Ticket) is not { } standing) return PressAnswer.OfSentence(notice!);
        // Pressed on a reminder, that is what is drawn in its place.
        return press.Number is { } prompt && await tickets.FindEventAsync(number, prompt, cancellationToken) is { } reminder && PromptCard.Tells(reminder)
            ? PressAnswer.OfCard(PromptCard.Draw(standing, reminder, Texts, notice))
            : PressAnswer.OfCard(await RootAsync(standing, notice, cancellationToken));
    }

    private async Task<JObject> RootAsync(Ticket ticket, string? notice, CancellationToken cancellationToken) =>
        RootCard.Draw(ticket, Texts, await charges.TicketAsync(ticket, cancellationToken), Now, notice);

    private async Task<PressAnswer> OpenConsentAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        if (terms.Offer is not { } offer) return PressAnswer.OfSentence(Texts.NoPricesSet);
        if (!terms.Charges) return PressAnswer.OfSentence(Texts.NothingToCharge);
        var (reader, _) = await ReaderAsync(ticket, terms, cancellationToken);
        return PressAnswer.OfForm(ConsentForm.Draw(ticket, OfferCard.PriceText(offer.Price, reader), nonces.Next(), Texts));
    }

    private async Task<PressAnswer> AskConsentAsync(Caller caller, Press press, TicketNumber number, string nonce, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var ticket }) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        if (terms.Offer is not { } offer) return PressAnswer.OfSentence(Texts.NoPricesSet);
        if (!terms.Charges) return PressAnswer.OfSentence(Texts.NothingToCharge);
        var (reader, isReached) = await ReaderAsync(ticket, terms, cancellationToken);
        var price = OfferCard.PriceText(offer.Price, reader);
        if (!ConsentForm.TryRead(press, reader, out var work))
            return PressAnswer.OfForm(ConsentForm.Draw(ticket, price, nonces.Next(), Texts, press, Texts.EstimateNotUnderstood));

        var key = CommandKey.OfPress(caller.Person, nonce, press.Verb, expectedVersion: null, press.Canonical());
        // A form that is delivered twice does not take back what it asked itself.
        if (work.Length > 0 && await tickets.EffectOfAsync(number, key, cancellationToken) is null) await EndConsentAsync(caller, ticket, cancellationToken);
        var question = new ConsentQuestion(work, price, offer.Calendar.Add(Now, offer.ConsentTime));
        // Whoever has no chat here cannot have the approvers asked, so they are asked at once.
        var approvers = isReached ? [] : await addresses.ReachedAsync(terms.Approvers, cancellationToken);
        var outcome = await DoAsync(caller, number, new TicketCommand(TicketAction.AskConsent, caller.Person, key, Question: question, Approvers: approvers), cancellationToken);
        if (outcome.Ticket is { } asked) return PressAnswer.OfSentence(Texts.DoneAskedConsent(asked.Requester.Name));
        var problem = Refusals.Say(Texts, outcome.Refusal!, number.Text, atDesk: true);
        return outcome.Refusal!.Ticket is { } standing
            ? PressAnswer.OfForm(ConsentForm.Draw(standing, price, nonces.Next(), Texts, press, problem))
            : PressAnswer.OfSentence(problem);
    }

    // What was asked before ends before something else is asked, so that its cards say how.
    private async Task EndConsentAsync(Caller caller, Ticket ticket, CancellationToken cancellationToken)
    {
        await expiry.EndAsync(ticket, cancellationToken);
        if (ticket.Consent is not { } consent || consent.StateAt(Now) is not ConsentState.Asked) return;
        var key = CommandKey.OfPress(caller.Person, ticket.Number.Text, nameof(TicketAction.WithdrawConsent), consent.Event, "");
        await DoAsync(caller, ticket.Number, new TicketCommand(TicketAction.WithdrawConsent, caller.Person, key, Answers: consent.Event), cancellationToken);
    }

    // The price is fixed in the words in which the requester reads it.
    private async Task<(Texts Texts, bool IsReached)> ReaderAsync(Ticket ticket, ChargeTerms terms, CancellationToken cancellationToken)
    {
        var address = await addresses.FindAsync(ticket.Requester.TenantId, ticket.Requester.ObjectId, cancellationToken);
        return (Texts.In(address?.Language ?? terms.Customer?.Language ?? partner.Language), address is not null);
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    // The same words as a reply of their own: the agent, not the machine, decides that they may arrive twice.
    private async Task<PressAnswer> SendAgainAsync(Caller caller, Press press, TicketNumber number, CancellationToken cancellationToken)
    {
        if (await WordsToCustomerAsync(press, number, cancellationToken) is not { } reply) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        var outcome = await DoAsync(caller, number, new TicketCommand(TicketAction.Reply, caller.Person, KeyOf(caller, press, number, reply), Text: reply.Text), cancellationToken);
        return PressAnswer.OfSentence(
            outcome.Ticket is { } ticket ? Texts.DoneReplied(ticket.Requester.Name) : Refusals.Say(Texts, outcome.Refusal!, number.Text, atDesk: true));
    }

    // The agent's words that a button names; null where it names none.
    private async Task<TicketEvent?> WordsToCustomerAsync(Press press, TicketNumber number, CancellationToken cancellationToken) =>
        press.Number is { } sequence && await tickets.FindEventAsync(number, sequence, cancellationToken) is { Text: not null } words && NoticePlan.SpeaksToCustomer(words.Action) ? words : null;

    // Words are taken back, or sent again, once by each agent, on whichever card it is pressed.
    private static CommandKey KeyOf(Caller caller, Press press, TicketNumber number, TicketEvent words) =>
        CommandKey.OfPress(caller.Person, $"{number.Text}/{words.Sequence}", press.Verb, expectedVersion: null, "");

    private Task<TicketOutcome> DoAsync(Caller caller, TicketNumber number, TicketCommand wish, CancellationToken cancellationToken) =>
        keeper.DoAsync(number, wish, ticket => Policy.May(caller, Policy.VerbOf(wish.Action, atDesk: true), ticket), cancellationToken);
}
