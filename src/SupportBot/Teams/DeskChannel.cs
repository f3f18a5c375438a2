using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// The desk's channel: what agents press there. Nothing is asked by typing (Protocols 3.1), so no conversation state is read;
/// a command's own row in the ticket makes a repeated press harmless.
/// </summary>
internal sealed class DeskChannel(TicketKeeper keeper, ITicketStore tickets, INonces nonces, PartnerOptions partner)
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
                return await tickets.FindAsync(number, cancellationToken) is { Ticket: var shown } ? PressAnswer.OfCard(RootCard.Draw(shown, Texts)) : PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
            case Verbs.SendAgain:
                return await SendAgainAsync(caller, press, number, cancellationToken);
            default:
                return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        }
    }

    /// <summary>Opens the form behind a button.</summary>
    public async Task<PressAnswer> OpenAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number || ActionOf(press.Verb) is not { } action) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var ticket }) return PressAnswer.OfSentence(Texts.RefusedNoSuchTicketAtDesk);
        if (TicketLifecycle.Next(ticket.Status, action) is null)
            return PressAnswer.OfSentence(Refusals.Say(Texts, new Refusal(RefusalReason.NotInThisStatus, ticket), number.Text, atDesk: true));
        return PressAnswer.OfForm(DeskForms.Draw(press.Verb, ticket, nonces.Next(), Texts)!);
    }

    /// <summary>Takes a form. Refused, it opens again with what was typed still in it.</summary>
    public async Task<PressAnswer> SubmitAsync(Caller caller, Press press, CancellationToken cancellationToken)
    {
        if (press is not { Ticket: { } number, Nonce: { } nonce } || ActionOf(press.Verb) is not { } action) return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);

        var typed = DeskForms.Read(press);
        // A reply or a note fits whatever else happened; a solution is for the ticket as its writer saw it.
        var expected = action is TicketAction.Resolve ? press.Version : null;
        var key = CommandKey.OfPress(caller.Person, nonce, press.Verb, expected, press.Canonical());
        var outcome = await DoAsync(caller, number, new TicketCommand(action, caller.Person, key, expected, typed), cancellationToken);
        if (outcome.Ticket is { } done)
        {
            return PressAnswer.OfSentence(action switch
            {
                TicketAction.Reply => Texts.DoneReplied(done.Requester.Name),
                TicketAction.Resolve => Texts.DoneResolved(done.Requester.Name),
                _ => Texts.DoneNoted,
            });
        }

        var problem = Refusals.Say(Texts, outcome.Refusal!, number.Text, atDesk: true);
        return outcome.Refusal!.Ticket is { } standing && DeskForms.Draw(press.Verb, standing, nonces.Next(), Texts, typed, problem) is { } form
            ? PressAnswer.OfForm(form)
            : PressAnswer.OfSentence(problem);
    }

    private async Task<PressAnswer> ClaimAsync(Caller caller, Press press, TicketNumber number, CancellationToken cancellationToken)
    {
        var key = CommandKey.OfPress(caller.Person, number.Text, press.Verb, press.Version, "");
        var outcome = await DoAsync(caller, number, new TicketCommand(TicketAction.Claim, caller.Person, key, press.Version), cancellationToken);
        if (outcome.Ticket is { } claimed) return PressAnswer.OfCard(RootCard.Draw(claimed, Texts));
        var notice = Refusals.Say(Texts, outcome.Refusal!, number.Text, atDesk: true);
        return outcome.Refusal!.Ticket is { } standing ? PressAnswer.OfCard(RootCard.Draw(standing, Texts, notice)) : PressAnswer.OfSentence(notice);
    }

    // The same words as a reply of their own: the agent, not the machine, decides that they may arrive twice.
    private async Task<PressAnswer> SendAgainAsync(Caller caller, Press press, TicketNumber number, CancellationToken cancellationToken)
    {
        if (press.Number is not { } sequence || await tickets.FindEventAsync(number, sequence, cancellationToken) is not { Action: TicketAction.Reply, Text: { } words })
            return PressAnswer.OfSentence(Texts.RefusedNotUnderstood);
        var key = CommandKey.OfPress(caller.Person, $"{number.Text}/{sequence}", press.Verb, expectedVersion: null, "");
        var outcome = await DoAsync(caller, number, new TicketCommand(TicketAction.Reply, caller.Person, key, Text: words), cancellationToken);
        return PressAnswer.OfSentence(
            outcome.Ticket is { } ticket ? Texts.DoneReplied(ticket.Requester.Name) : Refusals.Say(Texts, outcome.Refusal!, number.Text, atDesk: true));
    }

    private Task<TicketOutcome> DoAsync(Caller caller, TicketNumber number, TicketCommand wish, CancellationToken cancellationToken) =>
        keeper.DoAsync(number, wish, ticket => Policy.May(caller, Policy.VerbOf(wish.Action), ticket), cancellationToken);

    private static TicketAction? ActionOf(string verb) => verb switch
    {
        Verbs.Reply => TicketAction.Reply,
        Verbs.Note => TicketAction.Note,
        Verbs.Resolve => TicketAction.Resolve,
        _ => null,
    };
}
