using System.Diagnostics.CodeAnalysis;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Diagnosis;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;
using Route = SupportBot.Desk.Route;

namespace SupportBot.Teams;

/// <summary>A customer's personal chat: where typed words and presses go (Protocols 2.4).</summary>
internal sealed class PersonalChat(
    IStatePropertyAccessor<Talk> talks,
    DialogSet dialogs,
    TicketKeeper keeper,
    ITicketStore tickets,
    ITicketLists lists,
    IAlarms alarms,
    IOutbox outbox,
    IAddressBook addresses,
    INonces nonces,
    TeamsFiles files,
    PartnerOptions partner,
    ChargeTermsOf charges,
    PublishedOffer published,
    DeskOptions desk,
    Watch watch,
    Returns returns,
    TimeProvider time)
{
    private const string ExampleNumber = "1042";
    private const int MostSetAside = 5;

    // The same words within an hour are more likely sent twice than meant twice.
    private static readonly Duration SameWords = Duration.FromHours(1);

    /// <summary>Takes what a customer typed.</summary>
    public async Task HearAsync(ITurnContext<IMessageActivity> context, Caller caller, CancellationToken cancellationToken)
    {
        var turn = await BeginAsync(context, caller, cancellationToken);
        turn.Talk.LastWordAt = Now.ToUnixTimeMilliseconds();
        var text = TextOf(context.Activity);
        var room = TicketAttachment.MostAtOnce - turn.Talk.Attachments.Count - (turn.Talk.Draft?.Attachments.Count ?? 0);
        var received = await files.ReceiveAsync((Activity)context.Activity, room, turn.Texts, cancellationToken);
        foreach (var (name, why) in received.Refused) await turn.SayAsync(FileCards.Refused(name, why, turn.Texts), cancellationToken);
        turn.Files.AddRange(received.Kept);
        ((Activity)context.Activity).Text = text;
        if (text.Length > 0) await HearAsync(turn, text, cancellationToken);
        else if (received is { Kept.Count: 0, Refused.Count: 0 }) await turn.SayAsync(turn.Texts.AskInWords, cancellationToken);
        if (turn.Files.Count > 0) await PlaceFilesAsync(turn, cancellationToken);
    }

    private async Task HearAsync(ChatTurn turn, string text, CancellationToken cancellationToken)
    {
        switch (Utterances.OfCustomer(text))
        {
            case Utterance.Help:
                await turn.ShowAsync(ChatCards.Help($"{desk.TicketPrefix}-{ExampleNumber}", turn.Texts), cancellationToken);
                await RepromptAsync(turn, cancellationToken);
                break;
            case Utterance.Cancel:
                await CancelAsync(turn, cancellationToken);
                break;
            case Utterance.Status:
                await StatusAsync(turn, cancellationToken);
                await RepromptAsync(turn, cancellationToken);
                break;
            case Utterance.MyTickets:
                await turn.ShowAsync(await MyTicketsAsync(turn, from: null, cancellationToken), cancellationToken);
                await RepromptAsync(turn, cancellationToken);
                break;
            case Utterance.Offer:
                await OfferAsync(turn, cancellationToken);
                await RepromptAsync(turn, cancellationToken);
                break;
            case Utterance.Notifications:
                await turn.ShowAsync(await NotificationsAsync(turn, notice: null, cancellationToken), cancellationToken);
                await RepromptAsync(turn, cancellationToken);
                break;
            case Utterance.TalkToPerson:
                await TalkToPersonAsync(turn, number: null, CommandKey.OfMessage(turn.Chat, turn.Context.Activity.Id), cancellationToken);
                break;
            case Utterance.NewRequest:
                await GetSupportAsync(turn, words: null, cancellationToken);
                break;
            case Utterance.StopsBusiness when turn.Dialog.ActiveDialog is null:
                await StopsBusinessAsync(turn, text, cancellationToken);
                break;
            case var utterance:
                await WordsAsync(turn, text, utterance, cancellationToken);
                break;
        }
    }

    /// <summary>Takes a press on one of the chat's buttons.</summary>
    /// <returns>What the one who pressed sees in the card's place or beside it.</returns>
    public async Task<PressAnswer> PressAsync(ITurnContext context, Caller caller, Press press, CancellationToken cancellationToken)
    {
        var turn = await BeginAsync(context, caller, cancellationToken);
        turn.Talk.LastWordAt = Now.ToUnixTimeMilliseconds();
        if (press.Verb is Verbs.File or Verbs.Discard or Verbs.TalkToPerson) TakeUp(turn, press.Nonce);
        var key = CommandKey.OfPress(caller.Person, press.Nonce ?? context.Activity.ReplyToId ?? "", press.Verb, press.Version, press.Canonical());
        switch (press.Verb)
        {
            case Verbs.File:
                return await FilePressedAsync(turn, press, cancellationToken);
            case Verbs.Discard:
                return await DiscardPressedAsync(turn, press, cancellationToken);
            case Verbs.GoOn:
                return await GoOnAsync(turn, press, cancellationToken);
            case Verbs.BringBack:
                return await BringBackAsync(turn, press, cancellationToken);
            case Verbs.Service:
                return await ServicePressedAsync(turn, press, cancellationToken);
            case Verbs.NewRequest:
                await GetSupportAsync(turn, words: null, cancellationToken);
                return PressAnswer.OfSentence(turn.Texts.ButtonNewRequest);
            case Verbs.TalkToPerson:
                return await PersonPressedAsync(turn, press, cancellationToken);
            case Verbs.MyTickets:
                return PressAnswer.OfCard(await MyTicketsAsync(turn, ChatCards.PageOf(press), cancellationToken));
            case Verbs.OrganisationTickets:
                return PressAnswer.OfCard(await OrganisationTicketsAsync(turn, ChatCards.PageOf(press), cancellationToken));
            case Verbs.Notifications:
                return PressAnswer.OfCard(await NotificationsPressedAsync(turn, press, cancellationToken));
            case Verbs.Show:
                return await ShowPressedAsync(turn, press, cancellationToken);
            case Verbs.Choose:
                return await ChoosePressedAsync(turn, press, cancellationToken);
            case Verbs.Settled:
                return await SettleAsync(turn, press, TicketAction.ConfirmSettled, key, cancellationToken);
            case Verbs.NotYet:
                return await SettleAsync(turn, press, TicketAction.Reopen, key, cancellationToken);
            case Verbs.StopsBusiness:
                return await StopsBusinessPressedAsync(turn, press, cancellationToken);
            case Verbs.CancelTicket:
                return await WithdrawAsync(turn, press, key, cancellationToken);
            case Verbs.Agree:
                return await AnswerConsentAsync(turn, press, TicketAction.Agree, cancellationToken);
            case Verbs.Decline:
                return await AnswerConsentAsync(turn, press, TicketAction.Decline, cancellationToken);
            case Verbs.AskApprovers:
                return await AskApproversAsync(turn, press, cancellationToken);
            default:
                return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        }
    }

    /// <summary>Shows a long text whole, to the one whose ticket it is.</summary>
    public async Task<Form?> WholeTextAsync(Caller caller, Press press, Texts texts, CancellationToken cancellationToken)
    {
        if (press is not { Ticket: { } number, Number: { } sequence }) return null;
        var stored = await tickets.FindAsync(number, cancellationToken);
        if (stored is null || !Policy.May(caller, Verbs.WholeText, stored.Ticket)) return null;
        var happened = await tickets.FindEventAsync(number, sequence, cancellationToken);
        if (happened is null || (!caller.Is(Role.Agent) && !await MayReadAsync(number, happened, cancellationToken))) return null;
        return WholeTextForm.Draw(number, happened, press, texts);
    }

    // Words that are kept back, or were taken back, are nobody's but the desk's.
    private async Task<bool> MayReadAsync(TicketNumber number, TicketEvent happened, CancellationToken cancellationToken)
    {
        if (happened.IsInternal) return false;
        if (happened.Action is not (TicketAction.Reply or TicketAction.AskCustomer)) return true;
        var words = await outbox.WordsAsync(number, happened.Sequence, cancellationToken);
        return !words.AreWithdrawn && !words.AreHeldAt(Now);
    }

    /// <summary>Welcomes a person once for each installation.</summary>
    public async Task WelcomeAsync(ITurnContext context, Caller caller, CancellationToken cancellationToken)
    {
        var turn = await BeginAsync(context, caller, cancellationToken);
        await returns.InstalledAsync(caller.Person, cancellationToken);
        if (turn.Talk.Welcomed) return;
        turn.Talk.Welcomed = true;
        await turn.ShowAsync(ChatCards.Welcome(partner, published.For(turn.Caller.Customer), turn.Texts), cancellationToken);
    }

    /// <summary>Looks after a request that was begun here, when nobody wrote for a while.</summary>
    public async Task LookAfterAsync(ITurnContext context, Caller caller, CancellationToken cancellationToken)
    {
        var turn = await BeginAsync(context, caller, cancellationToken);
        var decision = IdleRequest.Of(turn.Talk, turn.Dialog.ActiveDialog is not null, Now);
        turn.Talk.SetAside.RemoveAll(decision.Forgotten.Contains);
        if (decision.LookAgainAt is { } again) await LookAtAsync(turn, again, cancellationToken);
        if (decision.Step is not (IdleStep.Nudge or IdleStep.SetAside)) return;
        // To whom nothing gets through nothing is sent; the request is theirs all the same when they are back.
        var isReached = await addresses.RecipientAsync(caller.Person, cancellationToken) is { UnreachableSince: null };
        switch (decision.Step)
        {
            case IdleStep.Nudge:
                turn.Talk.NudgedFor = turn.Talk.Draft!.Nonce;
                if (isReached) await turn.ShowAsync(ChatCards.Nudge(turn.Talk.Draft, turn.Texts), cancellationToken);
                break;
            case IdleStep.SetAside:
                await SetAsideAsync(turn, isReached, cancellationToken);
                break;
        }
    }

    private async Task SetAsideAsync(ChatTurn turn, bool isReached, CancellationToken cancellationToken)
    {
        if (turn.Talk.Draft is { } draft)
        {
            var aside = new SetAsideRequest(draft with { WantsPerson = draft.WantsPerson || turn.Talk.WantsPerson }, turn.Talk.ServiceKnown, turn.Talk.Follows, turn.Talk.LastWordAt ?? Now.ToUnixTimeMilliseconds());
            turn.Talk.SetAside.Add(aside);
            // The oldest makes room: the state has to stay small enough to be kept.
            if (turn.Talk.SetAside.Count > MostSetAside) turn.Talk.SetAside.RemoveAt(0);
            var until = IdleRequest.EndOf(aside);
            await LookAtAsync(turn, until, cancellationToken);
            if (isReached) await turn.ShowAsync(ChatCards.SetAside(draft, turn.Texts.Of(until, turn.TimeZone), turn.Texts), cancellationToken);
        }

        turn.Talk.Draft = null;
        turn.Talk.Follows = null;
        turn.Talk.WantsPerson = false;
        await turn.Dialog.CancelAllDialogsAsync(cancellationToken);
    }

    // Set before the turn is stored: an alarm for nothing does no harm, a request that nobody looks after would.
    private Task LookAtAsync(ChatTurn turn, Instant when, CancellationToken cancellationToken) =>
        alarms.SetAsync(Alarm.OfChat(turn.Caller.Person.TenantId, turn.Caller.Person.ObjectId, when), cancellationToken);

    // The request as it was when it was left; nothing where it is not set aside, or another one is being written.
    private static bool TakeUp(ChatTurn turn, string? nonce)
    {
        if (turn.Talk.Draft is not null || turn.Dialog.ActiveDialog is not null) return false;
        if (turn.Talk.SetAside.Find(request => request.Draft.Nonce == nonce) is not { } aside) return false;
        turn.Talk.SetAside.Remove(aside);
        turn.Talk.Draft = aside.Draft;
        turn.Talk.ServiceKnown = aside.ServiceKnown;
        turn.Talk.Follows = aside.Follows;
        return true;
    }

    private async Task<PressAnswer> GoOnAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (TakeUp(turn, press.Nonce))
        {
            await LookAtAsync(turn, Now + IdleRequest.NudgeAfter, cancellationToken);
            await FollowAsync(turn, await turn.Dialog.BeginDialogAsync(nameof(GetSupportDialog), cancellationToken: cancellationToken), cancellationToken);
            return PressAnswer.OfSentence(turn.Texts.BroughtBack);
        }

        if (turn.Talk.Draft is { } draft && draft.Nonce == press.Nonce)
        {
            if (turn.Talk.ServiceKnown) await turn.ShowAsync(SummaryCard.Draw(draft, turn.Texts), cancellationToken);
            else await RepromptAsync(turn, cancellationToken);
            return PressAnswer.OfSentence(turn.Texts.ButtonGoOn);
        }

        // One request is written at a time: the one begun is shown again, and the draft stays.
        if (turn.Talk.SetAside.Exists(request => request.Draft.Nonce == press.Nonce))
        {
            await RepromptAsync(turn, cancellationToken);
            return PressAnswer.OfSentence(turn.Texts.ButtonGoOn);
        }

        return await SummaryGoneAsync(turn, press, cancellationToken);
    }

    /// <summary>The app was removed: the desk knows since when, and the next installation is welcomed again.</summary>
    public async Task RemovedAsync(ITurnContext context, CancellationToken cancellationToken)
    {
        (await talks.GetAsync(context, () => new Talk(), cancellationToken)).Welcomed = false;
        if (Identity.PersonOf(context.Activity) is { } person) await addresses.RemovedAsync(person, Now, cancellationToken);
    }

    private Task<ResourceResponse> OfferAsync(ChatTurn turn, CancellationToken cancellationToken) => published.For(turn.Caller.Customer) is { } offer
        ? turn.ShowAsync(OfferCard.Draw(offer, partner, turn.Texts), cancellationToken)
        : turn.SayAsync(turn.Texts.NoOffer(partner.Contact), cancellationToken);

    private async Task<JObject> NotificationsAsync(ChatTurn turn, string? notice, CancellationToken cancellationToken)
    {
        var preferences = (await addresses.RecipientAsync(turn.Caller.Person, cancellationToken))?.Preferences ?? NoticePreferences.Default;
        return NotificationsCard.Draw(preferences, ZoneOf(turn), turn.Texts, notice);
    }

    // The button of another card shows the card; the card's own button keeps what is on it.
    private async Task<JObject> NotificationsPressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (!NotificationsCard.IsFilledIn(press)) return await NotificationsAsync(turn, notice: null, cancellationToken);
        if (NotificationsCard.Read(press) is not { } chosen) return NotificationsCard.DrawAgain(press, ZoneOf(turn), turn.Texts);
        await addresses.KeepPreferencesAsync(turn.Caller.Person, chosen, cancellationToken);
        return NotificationsCard.Draw(chosen, ZoneOf(turn), turn.Texts, turn.Texts.DoneNotifications);
    }

    private string ZoneOf(ChatTurn turn) => turn.TimeZone ?? published.Zone.Id;

    private async Task<ChatTurn> BeginAsync(ITurnContext context, Caller caller, CancellationToken cancellationToken)
    {
        var talk = await talks.GetAsync(context, () => new Talk(), cancellationToken);
        var activity = context.Activity;
        // An activity that does not say its language is answered, dialogs included, in the one that was spoken before.
        if (string.IsNullOrWhiteSpace(activity.Locale)) activity.Locale = talk.Address?.Language ?? caller.Customer?.Language;
        var texts = Speech.TextsFor(context);
        var address = Identity.AddressOf(activity, caller.Person, texts.Language, talk.Address?.TimeZone);
        if (address != talk.Address)
        {
            await addresses.KeepAsync(address, cancellationToken);
            talk.Address = address;
        }

        var turn = new ChatTurn(context, caller, talk, await dialogs.CreateContextAsync(context, cancellationToken), texts);
        // Whoever writes can be reached. In the middle of a dialog that is known already, and a turn there costs one read and one write.
        if (activity.Type is not ActivityTypes.Event && turn.Dialog.ActiveDialog is null) returns.Heard(caller.Person);
        return turn;
    }

    private async Task WordsAsync(ChatTurn turn, string text, Utterance utterance, CancellationToken cancellationToken)
    {
        if (IsAddressed(text, out var number, out var rest))
        {
            await SayToAsync(turn, number, rest, CommandKey.OfMessage(turn.Chat, turn.Context.Activity.Id), cancellationToken);
            await RepromptAsync(turn, cancellationToken);
            return;
        }

        if (turn.Dialog.ActiveDialog is not null)
        {
            // A summary that is drawn now shows them; one that stands already does not.
            if (turn.Talk.Draft is null) turn.Talk.Attachments.AddRange(turn.TakeFiles());
            else await AddToRequestAsync(turn, cancellationToken);
            await FollowAsync(turn, await turn.Dialog.ContinueDialogAsync(cancellationToken), cancellationToken);
            return;
        }

        var ongoing = await OngoingAsync(turn, cancellationToken);
        switch (ongoing)
        {
            case []:
                if (utterance is Utterance.Greeting or Utterance.Thanks or Utterance.Yes or Utterance.No or Utterance.Send)
                    await turn.ShowAsync(ChatCards.Welcome(partner, published.For(turn.Caller.Customer), turn.Texts), cancellationToken);
                else
                    await GetSupportAsync(turn, text, cancellationToken);
                break;
            // "Thanks" must not reopen what it thanks for; one tap says what is meant (House defaults).
            case var some when utterance is Utterance.Thanks && some.FirstOrDefault(ticket => ticket.Status is TicketStatus.Resolved) is { } thanked:
                await turn.ShowAsync(SettledCard.Draw(thanked, turn.Texts, thanked.Owner?.Name ?? ""), cancellationToken);
                break;
            case [{ Status: TicketStatus.Resolved } resolved] when utterance is Utterance.Yes or Utterance.No:
                await turn.ShowAsync(SettledCard.Draw(resolved, turn.Texts, resolved.Owner?.Name ?? ""), cancellationToken);
                break;
            case [var only]:
                await SayToAsync(turn, only.Number, text, CommandKey.OfMessage(turn.Chat, turn.Context.Activity.Id), cancellationToken);
                break;
            case var _ when turn.Talk.Parked.Sum(words => words.Text.Length) + text.Length > TicketDecision.LongestText:
                await turn.SayAsync(turn.Texts.RefusedTooLong, cancellationToken);
                break;
            default:
                await ParkAsync(turn, text, ongoing, cancellationToken);
                break;
        }
    }

    private Task<ResourceResponse> ParkAsync(ChatTurn turn, string words, IReadOnlyList<Ticket> ongoing, CancellationToken cancellationToken)
    {
        var parked = new ParkedWords(nonces.Next(), words, turn.Context.Activity.Id) { Attachments = [.. turn.TakeFiles()] };
        turn.Talk.Parked.Add(parked);
        return turn.ShowAsync(ChatCards.WhichTicket(ongoing, words, parked.Attachments, parked.Nonce, turn.Texts), cancellationToken);
    }

    // Files that came without words, or with words that were no part of any request.
    private async Task PlaceFilesAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Talk.Draft is not null || turn.Dialog.ActiveDialog is not null)
        {
            await AddToRequestAsync(turn, cancellationToken);
            await RepromptAsync(turn, cancellationToken);
            return;
        }

        switch (await OngoingAsync(turn, cancellationToken))
        {
            case []:
                await AddToRequestAsync(turn, cancellationToken);
                await GetSupportAsync(turn, words: null, cancellationToken);
                break;
            case [var only]:
                await AttachAsync(turn, only.Number, cancellationToken);
                break;
            case var ongoing:
                await ParkAsync(turn, "", ongoing, cancellationToken);
                break;
        }
    }

    private static async Task AddToRequestAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if (turn.TakeFiles() is not { Count: > 0 } added) return;
        if (turn.Talk.Draft is { } draft) turn.Talk.Draft = draft.With(added);
        else turn.Talk.Attachments.AddRange(added);
        await turn.SayAsync(turn.Texts.FilesAddedToRequest(FileCards.NamesOf(added)), cancellationToken);
    }

    private async Task AttachAsync(ChatTurn turn, TicketNumber number, CancellationToken cancellationToken)
    {
        // Words of the same message may have been a command on the same ticket.
        var key = CommandKey.OfMessage(turn.Chat, turn.Context.Activity.Id + "/files");
        var wish = new TicketCommand(TicketAction.Attach, turn.Caller.Person, key) { Attachments = turn.TakeFiles() };
        await SayToAsync(turn, number, wish, cancellationToken);
    }

    // "A-1042: …" names a ticket at the beginning; a number inside a sentence names nothing.
    private bool IsAddressed(string text, out TicketNumber number, [NotNullWhen(true)] out string? rest)
    {
        rest = null;
        number = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 20 || !TicketNumber.TryParse(text[..colon], out number)) return false;
        if (!number.Text.StartsWith(desk.TicketPrefix + "-", StringComparison.OrdinalIgnoreCase)) return false;
        rest = text[(colon + 1)..].Trim();
        return rest.Length > 0;
    }

    private async Task SayToAsync(ChatTurn turn, TicketNumber number, string words, CommandKey key, CancellationToken cancellationToken)
    {
        var wish = new TicketCommand(TicketAction.CustomerMessage, turn.Caller.Person, key, Text: words) { Attachments = turn.TakeFiles() };
        await SayToAsync(turn, number, wish, cancellationToken);
    }

    private async Task SayToAsync(ChatTurn turn, TicketNumber number, TicketCommand wish, CancellationToken cancellationToken)
    {
        var outcome = await DoAsync(turn, number, wish, cancellationToken);
        if (outcome.Refusal is { Reason: RefusalReason.ClosedTooLong })
        {
            turn.Files.AddRange(wish.Attachments);
            await FollowUpAsync(turn, number, wish.Text, cancellationToken);
        }
        else if (outcome.Refusal is { } refusal)
        {
            await turn.SayAsync(Refusals.Say(turn.Texts, refusal, number.Text, atDesk: false), cancellationToken);
        }
        else
        {
            await turn.ShowAsync(AddedTo(turn, outcome.Ticket!, await WithFilesAsync(turn, outcome, wish.Attachments, cancellationToken)), cancellationToken);
        }
    }

    // A turn that died, or that runs again, may have carried the wish out without files that could be fetched, or came, only later: they follow it.
    private async Task<IReadOnlyList<TicketAttachment>> WithFilesAsync(ChatTurn turn, TicketOutcome outcome, IReadOnlyList<TicketAttachment> files, CancellationToken cancellationToken)
    {
        if (outcome is not { Repeated: true, Ticket.Number: var number } || files.Count == 0) return files;
        var there = (await tickets.EventsAsync(number, cancellationToken)).SelectMany(happened => happened.Attachments).ToHashSet();
        var missing = files.Where(file => !there.Contains(file)).ToList();
        if (missing.Count == 0) return files;
        var key = CommandKey.OfMessage(turn.Chat, "files/" + string.Join('/', missing.Select(file => file.Id)));
        var followed = await DoAsync(turn, number, new TicketCommand(TicketAction.Attach, turn.Caller.Person, key) { Attachments = missing }, cancellationToken);
        if (followed.Refusal is not { } refusal) return files;
        await turn.SayAsync(Refusals.Say(turn.Texts, refusal, number.Text, atDesk: false), cancellationToken);
        return [.. files.Where(there.Contains)];
    }

    private static JObject AddedTo(ChatTurn turn, Ticket ticket, IReadOnlyList<TicketAttachment> files)
    {
        var number = ticket.Number.Text;
        var sentence = files.Count > 0 ? turn.Texts.FilesAddedTo(number, FileCards.NamesOf(files)) : turn.Texts.AddedTo(number);
        return ChatCards.Say(ticket.Held ? turn.Texts.HeldForLead(number) : sentence, turn.Texts, turn.Texts.ButtonNewRequest, Verbs.NewRequest);
    }

    // What was closed too long ago to be opened again goes on in a new request that names it.
    private async Task FollowUpAsync(ChatTurn turn, TicketNumber closed, string? words, CancellationToken cancellationToken)
    {
        if (turn.Dialog.ActiveDialog is null)
        {
            turn.Talk.Follows = closed.Text;
            await turn.SayAsync(turn.Texts.FollowsClosed(closed.Text), cancellationToken);
        }

        await GetSupportAsync(turn, words, cancellationToken);
    }

    private async Task GetSupportAsync(ChatTurn turn, string? words, CancellationToken cancellationToken)
    {
        if (turn.Dialog.ActiveDialog is not null)
        {
            // One request is written at a time; the one begun is shown again rather than lost.
            await turn.Dialog.RepromptDialogAsync(cancellationToken);
            return;
        }

        turn.Talk.Draft = null;
        turn.Talk.Attachments.AddRange(turn.TakeFiles());
        await LookAtAsync(turn, Now + IdleRequest.NudgeAfter, cancellationToken);
        await FollowAsync(turn, await turn.Dialog.BeginDialogAsync(nameof(GetSupportDialog), words, cancellationToken), cancellationToken);
    }

    private async Task FollowAsync(ChatTurn turn, DialogTurnResult result, CancellationToken cancellationToken)
    {
        await WarnAsync(turn, result, cancellationToken);
        if (result.Status is not DialogTurnStatus.Complete || result.Result as string != GetSupportDialog.ToBeSent || turn.Talk.Draft is not { } draft) return;
        var outcome = await FileAsync(turn, draft, summaryMessage: null, cancellationToken);
        await SayFiledAsync(turn, outcome, draft, turn.Texts.Filed(draft.Number), cancellationToken);
    }

    private async Task SayFiledAsync(ChatTurn turn, TicketOutcome outcome, Draft draft, string sentence, CancellationToken cancellationToken)
    {
        await turn.SayAsync(outcome.Ticket is null ? Refusals.Say(turn.Texts, outcome.Refusal!, draft.Number, atDesk: false) : sentence, cancellationToken);
        if (outcome.Ticket is { } ticket && ClosedFor(turn, ticket) is { } closed) await turn.ShowAsync(closed, cancellationToken);
    }

    private JObject? ClosedFor(ChatTurn turn, Ticket ticket) => published.For(turn.Caller.Customer) is { } offer && OfferCard.ClosedNow(offer, Now, turn.TimeZone, turn.Texts) is { } closed
        ? StoppedCards.Closed(closed, ticket, turn.Texts)
        : null;

    // Once for each request, when its summary is first shown; what it is about may still be corrected, and it may be sent all the same.
    private async Task WarnAsync(ChatTurn turn, DialogTurnResult result, CancellationToken cancellationToken)
    {
        if (result.Status is not DialogTurnStatus.Waiting || turn.Talk is not { Draft: { } draft, ServiceKnown: true }) return;
        await WarnAsync(turn, draft, cancellationToken);
    }

    private async Task WarnAsync(ChatTurn turn, Draft draft, CancellationToken cancellationToken)
    {
        if (turn.Talk.ToldNotInOffer == draft.Nonce || RouteOf(turn, draft.Request).Supported) return;
        turn.Talk.ToldNotInOffer = draft.Nonce;
        await turn.SayAsync(OfferCard.NotInOffer(draft.Request, partner.Contact, turn.Texts), cancellationToken);
    }

    private Route RouteOf(ChatTurn turn, Request request) =>
        Routing.Of(published.For(turn.Caller.Customer), turn.Caller.Customer, request.Service, request.Category);

    private async Task<TicketOutcome> FileAsync(ChatTurn turn, Draft draft, string? summaryMessage, CancellationToken cancellationToken)
    {
        if (!TicketNumber.TryParse(draft.Number, out var number)) throw new InvalidOperationException("A draft was stored without its number.");
        var key = CommandKey.OfPress(turn.Caller.Person, draft.Nonce, Verbs.File, expectedVersion: null, inputs: "");
        var route = RouteOf(turn, draft.Request);
        var outcome = await keeper.FileAsync(
            new FileTicket(
                number,
                draft.Nonce,
                turn.Caller.Person,
                turn.Caller.Person,
                turn.Caller.Customer?.Name ?? "",
                draft.Request,
                draft.WantsPerson || turn.Talk.WantsPerson,
                summaryMessage,
                key,
                route.Queue,
                route.GivenBy)
            {
                Follows = TicketNumber.TryParse(draft.Follows, out var earlier) ? earlier : null,
                Attachments = draft.Attachments,
            },
            cancellationToken);
        if (outcome.Refusal is { Reason: RefusalReason.AttachmentGone })
        {
            // The request goes out without what it lost; whoever sends it knows, and can send that again.
            await turn.SayAsync(Refusals.Say(turn.Texts, outcome.Refusal, draft.Number, atDesk: false), cancellationToken);
            return await FileAsync(turn, draft with { Attachments = [] }, summaryMessage, cancellationToken);
        }

        // It may have been filed by a turn that died before it could store that; what was added to the draft since is not in it.
        if (outcome is { Repeated: true, Ticket: { } before } && await AddedSinceAsync(turn, before, draft, cancellationToken) is { } words)
        {
            var addition = CommandKey.OfPress(turn.Caller.Person, draft.Nonce, Verbs.File, expectedVersion: null, words);
            await DoAsync(turn, before.Number, new TicketCommand(TicketAction.CustomerMessage, turn.Caller.Person, addition, Text: words), cancellationToken);
        }

        if (outcome.Ticket is not null) await WithFilesAsync(turn, outcome, draft.Attachments, cancellationToken);

        if (outcome.Ticket is not null)
        {
            turn.Talk.Draft = null;
            turn.Talk.Discarded = null;
            turn.Talk.WantsPerson = false;
            turn.Talk.LastFiled = draft.Number;
            turn.Talk.LastFiledWords = Essence(draft);
            turn.Talk.LastFiledAt = time.GetUtcNow().ToUnixTimeMilliseconds();
            await turn.Dialog.CancelAllDialogsAsync(cancellationToken);
        }

        return outcome;
    }

    private async Task<string?> AddedSinceAsync(ChatTurn turn, Ticket filed, Draft draft, CancellationToken cancellationToken)
    {
        var known = filed.Request.Description + Draft.Between;
        if (!draft.Request.Description.StartsWith(known, StringComparison.Ordinal)) return null;
        var rest = draft.Request.Description[known.Length..];
        // A turn that died as well may have passed some of it on.
        foreach (var happened in await tickets.EventsAsync(filed.Number, cancellationToken))
        {
            if (happened is not { Action: TicketAction.CustomerMessage, Text: { } passedOn } || !happened.Actor.Is(turn.Caller.Person)) continue;
            if (rest == passedOn) return null;
            if (rest.StartsWith(passedOn + Draft.Between, StringComparison.Ordinal)) rest = rest[(passedOn.Length + Draft.Between.Length)..];
        }

        return rest;
    }

    private async Task<PressAnswer> FilePressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (turn.Talk.Draft is not { } draft || draft.Nonce != press.Nonce) return await SummaryGoneAsync(turn, press, cancellationToken);

        var corrected = SummaryCard.Read(press, draft);
        if (!SummaryCard.IsAnother(press) && FiledBefore(turn, corrected) is { } since)
        {
            // What was corrected is kept for the answer.
            turn.Talk.Draft = corrected;
            return PressAnswer.OfCard(SummaryCard.DrawFiledBefore(corrected, turn.Talk.LastFiled!, since, turn.Texts));
        }

        return await FileCorrectedAsync(turn, corrected, cancellationToken);
    }

    // How long ago this person filed the same words from here; null where they did not, or so long ago that it is no slip.
    private Duration? FiledBefore(ChatTurn turn, Draft draft)
    {
        if (turn.Talk is not { LastFiled: not null, LastFiledAt: { } filedAt } || turn.Talk.LastFiledWords != Essence(draft)) return null;
        var since = Now - Instant.FromUnixTimeMilliseconds(filedAt);
        return since < SameWords ? since : null;
    }

    private static string Essence(Draft draft) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.Unicode.GetBytes(Utterances.Fold(draft.Request.Description))))[..32];

    private async Task<PressAnswer> FileCorrectedAsync(ChatTurn turn, Draft draft, CancellationToken cancellationToken)
    {
        var outcome = await FileAsync(turn, draft, turn.Context.Activity.ReplyToId, cancellationToken);
        if (outcome.Ticket is not { } ticket) return PressAnswer.OfSentence(Refusals.Say(turn.Texts, outcome.Refusal!, draft.Number, atDesk: false));
        // A client that sends a press as a message sees no card in the summary's place.
        if (turn.Context.Activity.Type is ActivityTypes.Message) await SayFiledAsync(turn, outcome, draft, turn.Texts.Filed(draft.Number), cancellationToken);
        else if (ClosedFor(turn, ticket) is { } closed) await turn.ShowAsync(closed, cancellationToken);
        // What it is about may have been corrected on the summary itself.
        await WarnAsync(turn, draft, cancellationToken);
        return PressAnswer.OfCard(TicketCard.Draw(ticket, turn.Texts, turn.TimeZone));
    }

    private async Task<PressAnswer> DiscardPressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (turn.Talk.Draft is not { } draft || draft.Nonce != press.Nonce) return await SummaryGoneAsync(turn, press, cancellationToken);
        await DiscardAsync(turn, draft, cancellationToken);
        return PressAnswer.OfCard(CancelledCard(turn, draft));
    }

    // An old summary is replaced by what became of it, where that is still known.
    private async Task<PressAnswer> SummaryGoneAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (turn.Talk.Discarded is { } discarded && discarded.Nonce == press.Nonce) return PressAnswer.OfCard(CancelledCard(turn, discarded));
        return TicketNumber.TryParse(turn.Talk.LastFiled, out var last)
            && await tickets.FindAsync(last, cancellationToken) is { Ticket: var ticket }
            && ticket.Draft == press.Nonce && Policy.May(turn.Caller, Verbs.Show, ticket)
                ? PressAnswer.OfCard(TicketCard.Draw(ticket, turn.Texts, turn.TimeZone))
                : PressAnswer.OfSentence(turn.Texts.SummaryGone);
    }

    private static async Task CancelAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        var draft = turn.Talk.Draft;
        if (draft is null && turn.Dialog.ActiveDialog is null && turn.Talk.Parked.Count == 0)
        {
            await turn.SayAsync(turn.Texts.NothingToCancel, cancellationToken);
            return;
        }

        await DiscardAsync(turn, draft, cancellationToken);
        if (draft is null) await turn.SayAsync(turn.Texts.Cancelled, cancellationToken);
        else await turn.ShowAsync(CancelledCard(turn, draft), cancellationToken);
    }

    private static async Task DiscardAsync(ChatTurn turn, Draft? draft, CancellationToken cancellationToken)
    {
        turn.Talk.Discarded = draft;
        turn.Talk.Draft = null;
        turn.Talk.Follows = null;
        // Words that wait for a ticket are no part of the summary that is cancelled.
        if (draft is null) turn.Talk.Parked.Clear();
        turn.Talk.Attachments.Clear();
        turn.Talk.WantsPerson = false;
        await turn.Dialog.CancelAllDialogsAsync(cancellationToken);
    }

    private static JObject CancelledCard(ChatTurn turn, Draft draft) =>
        ChatCards.Say(turn.Texts.Cancelled, turn.Texts, turn.Texts.ButtonBringBack, Verbs.BringBack, new JObject { ["nonce"] = draft.Nonce });

    private async Task<PressAnswer> BringBackAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (turn.Talk.Discarded is not { } discarded || discarded.Nonce != press.Nonce || turn.Talk.Draft is not null)
            return PressAnswer.OfSentence(turn.Texts.SummaryGone);
        turn.Talk.Draft = discarded;
        turn.Talk.Discarded = null;
        turn.Talk.ServiceKnown = true;
        await LookAtAsync(turn, Now + IdleRequest.NudgeAfter, cancellationToken);
        await turn.Dialog.BeginDialogAsync(nameof(GetSupportDialog), cancellationToken: cancellationToken);
        return PressAnswer.OfSentence(turn.Texts.BroughtBack);
    }

    private async Task<PressAnswer> ServicePressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (turn.Talk.Draft is not { } draft) return PressAnswer.OfSentence(turn.Texts.SummaryGone);
        if (ChatCards.ServiceOf(press) is not { } service) return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        turn.Talk.Draft = draft with { Request = draft.Request with { Service = service } };
        turn.Talk.ServiceKnown = true;
        await turn.Dialog.CancelAllDialogsAsync(cancellationToken);
        await FollowAsync(turn, await turn.Dialog.BeginDialogAsync(nameof(GetSupportDialog), cancellationToken: cancellationToken), cancellationToken);
        return PressAnswer.OfSentence(turn.Texts.Of(service));
    }

    private async Task<PressAnswer> PersonPressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (turn.Talk.Draft is { } draft && draft.Nonce == press.Nonce)
        {
            return await FileCorrectedAsync(turn, SummaryCard.Read(press, draft) with { WantsPerson = true }, cancellationToken);
        }

        // The button may be pressed again on the same card once an agent has written: what names the wish is how often that was so.
        var named = press.Ticket is { } number ? await tickets.FindAsync(number, cancellationToken) : null;
        if (named is { Ticket: { WantsPerson: true } waiting } && Policy.May(turn.Caller, press.Verb, waiting))
        {
            await turn.SayAsync(turn.Texts.PersonAsked(waiting.Number.Text), cancellationToken);
            return PressAnswer.OfSentence(turn.Texts.ButtonPerson);
        }

        var key = CommandKey.OfPress(
            turn.Caller.Person, press.Nonce ?? turn.Context.Activity.ReplyToId ?? "", press.Verb, named?.Ticket.LastEvent, press.Canonical());
        await TalkToPersonAsync(turn, press.Ticket, key, cancellationToken);
        return PressAnswer.OfSentence(turn.Texts.ButtonPerson);
    }

    // At every step: the flow stops, and it always ends in a ticket that a person looks at (scenario S3).
    private async Task TalkToPersonAsync(ChatTurn turn, TicketNumber? number, CommandKey key, CancellationToken cancellationToken)
    {
        if (turn.Talk.Draft is { } draft)
        {
            var outcome = await FileAsync(turn, draft with { WantsPerson = true }, summaryMessage: null, cancellationToken);
            await SayFiledAsync(turn, outcome, draft, $"{turn.Texts.Filed(draft.Number)} {turn.Texts.PersonComes}", cancellationToken);
            return;
        }

        if (turn.Dialog.ActiveDialog is null)
        {
            if (number is null && await OngoingAsync(turn, cancellationToken) is [var latest, ..]) number = latest.Number;
            if (number is { } ticket)
            {
                var outcome = await DoAsync(turn, ticket, new TicketCommand(TicketAction.AskForPerson, turn.Caller.Person, key), cancellationToken);
                await turn.SayAsync(
                    outcome.Refusal is { } refusal ? Refusals.Say(turn.Texts, refusal, ticket.Text, atDesk: false) : turn.Texts.PersonAsked(ticket.Text), cancellationToken);
                return;
            }
        }

        await turn.Dialog.CancelAllDialogsAsync(cancellationToken);
        turn.Talk.WantsPerson = true;
        await GetSupportAsync(turn, words: null, cancellationToken);
    }

    private async Task<PressAnswer> ShowPressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        var stored = await tickets.FindAsync(number, cancellationToken);
        if (stored is not null && Policy.May(turn.Caller, Verbs.Show, stored.Ticket))
            return PressAnswer.OfCard(TicketCard.Draw(stored.Ticket, turn.Texts, turn.TimeZone, isTheirs: stored.Ticket.Requester.Is(turn.Caller.Person)));
        return PressAnswer.OfSentence(turn.Texts.RefusedNoSuchTicket(number.Text));
    }

    private async Task<PressAnswer> ChoosePressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (turn.Talk.Parked.Find(words => words.Nonce == press.Nonce) is not { } parked) return PressAnswer.OfSentence(turn.Texts.ParkedGone);
        if (press.Ticket is { } number)
        {
            // The key is that of the message, so that the words land once, however often the chooser is pressed.
            var wish = new TicketCommand(
                parked.Text.Length > 0 ? TicketAction.CustomerMessage : TicketAction.Attach,
                turn.Caller.Person,
                CommandKey.OfMessage(turn.Chat, parked.ActivityId),
                Text: parked.Text.Length > 0 ? parked.Text : null)
            {
                Attachments = parked.Attachments,
            };
            var outcome = await DoAsync(turn, number, wish, cancellationToken);
            if (outcome.Refusal is { } refusal) return PressAnswer.OfSentence(Refusals.Say(turn.Texts, refusal, number.Text, atDesk: false));
            turn.Talk.Parked.Remove(parked);
            return PressAnswer.OfCard(AddedTo(turn, outcome.Ticket!, await WithFilesAsync(turn, outcome, parked.Attachments, cancellationToken)));
        }

        // One request is written at a time: words for another one wait until it is sent or cancelled.
        if (turn.Dialog.ActiveDialog is null)
        {
            turn.Talk.Parked.Remove(parked);
            turn.Files.AddRange(parked.Attachments);
        }

        await GetSupportAsync(turn, parked.Text, cancellationToken);
        return PressAnswer.OfSentence(turn.Texts.ButtonNewRequest);
    }

    private async Task<PressAnswer> SettleAsync(ChatTurn turn, Press press, TicketAction action, CommandKey key, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        var outcome = await DoAsync(turn, number, new TicketCommand(action, turn.Caller.Person, key, press.Version), cancellationToken);
        if (outcome.Ticket is { } ticket) return PressAnswer.OfCard(SettledCard.DrawPressed(press, ticket, turn.Texts, turn.TimeZone));
        if (outcome.Refusal is { Reason: RefusalReason.ClosedTooLong }) await FollowUpAsync(turn, number, words: null, cancellationToken);
        var notice = Refusals.Say(turn.Texts, outcome.Refusal!, number.Text, atDesk: false);
        return outcome.Refusal!.Ticket is { } standing
            ? PressAnswer.OfCard(TicketCard.Draw(standing, turn.Texts, turn.TimeZone, notice))
            : PressAnswer.OfSentence(notice);
    }

    private async Task<PressAnswer> WithdrawAsync(ChatTurn turn, Press press, CommandKey key, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        var outcome = await DoAsync(turn, number, new TicketCommand(TicketAction.Cancel, turn.Caller.Person, key), cancellationToken);
        var notice = outcome.Refusal is { } refusal ? Refusals.Say(turn.Texts, refusal, number.Text, atDesk: false) : turn.Texts.WithdrawnByCustomer(number.Text);
        return (outcome.Ticket ?? outcome.Refusal?.Ticket) is { } standing
            ? PressAnswer.OfCard(TicketCard.Draw(standing, turn.Texts, turn.TimeZone, notice))
            : PressAnswer.OfSentence(notice);
    }

    private async Task<PressAnswer> StopsBusinessPressedAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (press.Ticket is not { } number) return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        // A ticket stops the business once: however it is said, and on whichever card, it is one wish.
        var key = CommandKey.OfPress(turn.Caller.Person, number.Text, press.Verb, expectedVersion: null, "");
        var outcome = await DoAsync(turn, number, new TicketCommand(TicketAction.StopsBusiness, turn.Caller.Person, key), cancellationToken);
        var said = await StoppedAsync(turn, number, outcome, cancellationToken);
        return (outcome.Ticket ?? outcome.Refusal!.Ticket) is { } standing
            ? PressAnswer.OfCard(StoppedCards.DrawPressed(press, standing, turn.Texts, turn.TimeZone, said))
            : PressAnswer.OfSentence(said);
    }

    private async Task StopsBusinessAsync(ChatTurn turn, string text, CancellationToken cancellationToken)
    {
        var ongoing = await OngoingAsync(turn, cancellationToken);
        var running = ongoing.Where(ticket => TicketLifecycle.Next(ticket.Status, TicketAction.StopsBusiness) is not null).ToList();
        switch (running)
        {
            case []:
                // To a ticket that is only thought to be solved it is a word; to none, the beginning of one.
                await WordsAsync(turn, text, Utterance.Words, cancellationToken);
                break;
            case [var only]:
                var key = CommandKey.OfPress(turn.Caller.Person, only.Number.Text, Verbs.StopsBusiness, expectedVersion: null, "");
                var outcome = await DoAsync(turn, only.Number, new TicketCommand(TicketAction.StopsBusiness, turn.Caller.Person, key), cancellationToken);
                await turn.SayAsync(await StoppedAsync(turn, only.Number, outcome, cancellationToken), cancellationToken);
                break;
            default:
                await turn.ShowAsync(StoppedCards.Which(running, turn.Texts), cancellationToken);
                break;
        }
    }

    private async Task<string> StoppedAsync(ChatTurn turn, TicketNumber number, TicketOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Ticket is not { } ticket) return Refusals.Say(turn.Texts, outcome.Refusal!, number.Text, atDesk: false);
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        return StoppedCards.Known(ticket, terms.Offer, partner.Contact, Now, turn.TimeZone, turn.Texts);
    }

    private async Task<PressAnswer> AnswerConsentAsync(ChatTurn turn, Press press, TicketAction action, CancellationToken cancellationToken)
    {
        if (press is not { Ticket: { } number, Number: { } question }) return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        // One answer of one person to one question, whichever card it is given on.
        var key = CommandKey.OfPress(turn.Caller.Person, number.Text, press.Verb, question, "");
        return await ConsentAnswerAsync(turn, number, await DoAsync(turn, number, new TicketCommand(action, turn.Caller.Person, key, Answers: question), cancellationToken), notice: null, cancellationToken);
    }

    private async Task<PressAnswer> AskApproversAsync(ChatTurn turn, Press press, CancellationToken cancellationToken)
    {
        if (press is not { Ticket: { } number, Number: { } question }) return PressAnswer.OfSentence(turn.Texts.RefusedNotUnderstood);
        var stored = await tickets.FindAsync(number, cancellationToken);
        if (stored is null || !Policy.May(turn.Caller, press.Verb, stored.Ticket)) return PressAnswer.OfSentence(turn.Texts.RefusedNoSuchTicket(number.Text));

        // A requester who has become an approver answers on their own card.
        var approvers = (await charges.TicketAsync(stored.Ticket, cancellationToken)).Approvers.Where(approver => !stored.Ticket.Requester.Is(approver)).ToList();
        var named = ConsentCard.AskedBy(press, approvers);
        var here = await addresses.ReachedAsync(named, cancellationToken);
        var absent = named.Except(here).ToList();
        // Whoever is an approver no more is not asked; the card shows who is.
        if (named.Count == 0) return await ConsentAnswerAsync(turn, number, new TicketOutcome(stored.Ticket, null, Repeated: false, Refusal: null), notice: null, cancellationToken);

        TicketOutcome? outcome = null;
        string? notice = null;
        if (absent.Count > 0)
        {
            outcome = await AskAsync(TicketAction.ApproverOutOfReach, absent);
            notice = turn.Texts.ApproverOutOfReach(ConsentCard.NamesOf(absent));
        }

        if (here.Count > 0) outcome = await AskAsync(TicketAction.AskApprovers, here);
        if (outcome is { Repeated: true } && absent.Count == 0) notice = turn.Texts.RefusedApproverAsked;
        return await ConsentAnswerAsync(turn, number, outcome!, notice, cancellationToken);

        // Who could not be asked may be asked again once they have been here: that is another wish.
        Task<TicketOutcome> AskAsync(TicketAction action, IReadOnlyList<Person> people)
        {
            var key = CommandKey.OfPress(turn.Caller.Person, number.Text, action.ToString(), question, string.Join(' ', people.Select(person => $"{person.TenantId}/{person.ObjectId}")));
            return DoAsync(turn, number, new TicketCommand(action, turn.Caller.Person, key, Answers: question, Approvers: people), cancellationToken);
        }
    }

    // A refused press shows how the question stands, with the reason above it.
    private async Task<PressAnswer> ConsentAnswerAsync(ChatTurn turn, TicketNumber number, TicketOutcome outcome, string? notice, CancellationToken cancellationToken)
    {
        if (outcome.Refusal is { } refusal) notice = Refusals.Say(turn.Texts, refusal, number.Text, atDesk: false);
        if ((outcome.Ticket ?? outcome.Refusal?.Ticket) is not { Consent: { } consent } ticket) return PressAnswer.OfSentence(notice ?? turn.Texts.RefusedNothingToAnswer);
        var view = new ConsentCard.View(turn.Texts, turn.TimeZone, Now, notice);
        return PressAnswer.OfCard(ticket.Requester.Is(turn.Caller.Person)
            ? ConsentCard.ToRequester(ticket, consent, (await charges.TicketAsync(ticket, cancellationToken)).Approvers, view)
            : ConsentCard.ToApprover(ticket, consent, view));
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    private async Task StatusAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        var ongoing = await OngoingAsync(turn, cancellationToken);
        if (ongoing.Count == 0)
            await turn.ShowAsync(ChatCards.Say(turn.Texts.NoOpenTickets, turn.Texts, turn.Texts.ButtonMyTickets, Verbs.MyTickets), cancellationToken);
        else if (ongoing.Count == 1)
            await turn.ShowAsync(TicketCard.Draw(ongoing[0], turn.Texts, turn.TimeZone), cancellationToken);
        else
            await turn.ShowAsync(ChatCards.Ongoing(ongoing, turn.Texts, turn.TimeZone), cancellationToken);
    }

    private async Task<JObject> MyTicketsAsync(ChatTurn turn, string? from, CancellationToken cancellationToken) =>
        ChatCards.MyTickets(await lists.AllOfAsync(turn.Caller.Person, from, cancellationToken), turn.Texts, turn.TimeZone, turn.Caller.Is(Role.Administrator));

    private async Task<JObject> OrganisationTicketsAsync(ChatTurn turn, string? from, CancellationToken cancellationToken) =>
        ChatCards.OrganisationTickets(await lists.OfOrganisationAsync(turn.Caller.Customer!.TenantIds, from, cancellationToken), turn.Texts, turn.TimeZone);

    // The list is brought up to the ticket after the answer; who writes at once means the ticket that they have just filed.
    private async Task<IReadOnlyList<Ticket>> OngoingAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        var listed = await lists.OngoingOfAsync(turn.Caller.Person, cancellationToken);
        if (!TicketNumber.TryParse(turn.Talk.LastFiled, out var last) || listed.Any(ticket => ticket.Number == last)) return listed;
        return await tickets.FindAsync(last, cancellationToken) is { Ticket: var ticket }
            && TicketLifecycle.IsOngoing(ticket.Status) && Policy.May(turn.Caller, Verbs.Show, ticket)
                ? [ticket, .. listed]
                : listed;
    }

    private async Task<TicketOutcome> DoAsync(ChatTurn turn, TicketNumber number, TicketCommand wish, CancellationToken cancellationToken)
    {
        var verb = Policy.VerbOf(wish.Action, atDesk: false);
        var outcome = await keeper.DoAsync(number, wish, ticket => Policy.May(turn.Caller, verb, ticket), cancellationToken);
        // A press was watched when it came in; a word names its ticket only here.
        var isTyped = turn.Context.Activity.Value is null;
        if (isTyped && outcome.Refusal is { Reason: RefusalReason.NoSuchTicket }) watch.Named(turn.Caller, verb, number, turn.Context.Activity.Type, turn.Context.Activity.Id);
        return outcome;
    }

    private static Task RepromptAsync(ChatTurn turn, CancellationToken cancellationToken) =>
        turn.Dialog.ActiveDialog is null ? Task.CompletedTask : turn.Dialog.RepromptDialogAsync(cancellationToken);

    private static string TextOf(IMessageActivity activity) => (activity.RemoveRecipientMention() ?? "").Replace('\u00A0', ' ').Trim();

    /// <summary>What one turn of the chat works with.</summary>
    private sealed record ChatTurn(ITurnContext Context, Caller Caller, Talk Talk, DialogContext Dialog, Texts Texts)
    {
        /// <summary>What came with the message and has no place yet, in order.</summary>
        public List<TicketAttachment> Files { get; } = [];

        public string Chat => Context.Activity.Conversation.Id;

        public string? TimeZone => Talk.Address?.TimeZone;

        /// <summary>What came with the message, for the one place where it belongs.</summary>
        public List<TicketAttachment> TakeFiles()
        {
            List<TicketAttachment> taken = [.. Files];
            Files.Clear();
            return taken;
        }

        public Task<ResourceResponse> SayAsync(string sentence, CancellationToken cancellationToken) => Context.SendActivityAsync(Speech.Of(sentence), cancellationToken);

        public Task<ResourceResponse> ShowAsync(JObject card, CancellationToken cancellationToken) => Context.SendActivityAsync(Speech.Of(card), cancellationToken);
    }
}

/// <summary>What the one who pressed a button gets.</summary>
/// <param name="Card">A card in the place of the one that was pressed.</param>
/// <param name="Sentence">A sentence instead of a card.</param>
/// <param name="Form">A form that opens.</param>
internal sealed record PressAnswer(JObject? Card, string? Sentence, Form? Form)
{
    public static PressAnswer OfCard(JObject card) => new(card, null, null);

    public static PressAnswer OfSentence(string sentence) => new(null, sentence, null);

    public static PressAnswer OfForm(Form form) => new(null, null, form);
}
