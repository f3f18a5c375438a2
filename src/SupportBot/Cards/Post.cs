using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Text;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>A message as it goes out: text, or a card where text would not do.</summary>
/// <param name="Text">The message's text, escaped; null where there is a card.</param>
/// <param name="Card">The card; null where there is text.</param>
/// <param name="Preview">What a notification shows of it.</param>
public sealed record Saying(string? Text, JObject? Card, string Preview);

/// <summary>The posts in a ticket's thread, and the words that reach the customer.</summary>
public static class Post
{
    // Teams takes about 80 KB a message; a reader takes less.
    private const int ShownText = 4000;
    private const int MostContacts = 10;

    /// <summary>What the desk reads in the thread of what happened.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="more">What the desk should know besides, if anything.</param>
    /// <param name="timeZone">The desk's IANA time zone, where one is known.</param>
    public static Saying AtDesk(Ticket ticket, TicketEvent happened, Texts texts, string? more = null, string? timeZone = null) => Draw(
        happened.Action is TicketAction.File ? texts.PostFiledFiles(happened.Actor.Name) : HeadingOf(ticket, happened, texts, timeZone),
        TextOf(ticket, happened, more),
        texts,
        happened.Sequence,
        ticket.Number,
        happened.Attachments,
        more: MoreOf(ticket, happened, texts));

    // The package waits for its case number; and what was asked for on the way beyond the desk may stand in what the customer writes.
    private static AdaptiveSubmitAction? MoreOf(Ticket ticket, TicketEvent happened, Texts texts) => happened.Action switch
    {
        TicketAction.HandOver => Drawing.OpenForm(texts.ButtonOpenPackage, Verbs.GoBeyond, Drawing.Of(ticket.Number)),
        TicketAction.CustomerMessage or TicketAction.Attach when ticket.Escalation is { State: EscalationState.Preparing, AwaitsCustomer: true } =>
            Drawing.OpenForm(texts.ButtonGoOnEscalating, Verbs.GoBeyond, Drawing.Of(ticket.Number)),
        _ => null,
    };

    /// <summary>An agent's reply in the thread: while it is kept back it can be taken back or sent at once, later it says what became of it.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="words">What became of it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="texts">The desk's language.</param>
    public static Saying Held(Ticket ticket, TicketEvent reply, HeldWords words, Instant now, Texts texts)
    {
        var heading = HeadingOf(ticket, reply, texts);
        var text = reply.Text ?? "";
        var body = BodyOf(heading, text, texts);
        List<AdaptiveAction> buttons = [];
        if (words.AreWithdrawn) body.Add(Drawing.Warning(texts.PostUndone(reply.Actor.Name)));
        else if (words.AreHeldAt(now))
        {
            body.Add(Drawing.Subtle(Escape.ForCard(texts.PostKeptBack(ticket.Requester.Name))));
            var data = Drawing.Of(ticket.Number, reply.Sequence);
            buttons.Add(Drawing.OpenForm(texts.ButtonUndo, Verbs.Undo, data));
            buttons.Add(Drawing.Execute(texts.ButtonSendNow, Verbs.SendNow, data));
        }

        if (text.Length > ShownText) buttons.Add(WholeText(ticket.Number, reply.Sequence, texts));
        var preview = Escape.Visible(Graphemes.Cut($"{heading}: {text}", 200));
        return new Saying(Text: null, Drawing.Card(texts, preview, body, buttons, Escape.IsRightToLeft(text)), preview);
    }

    /// <summary>What happened, in one line for the desk.</summary>
    public static string HeadingOf(Ticket ticket, TicketEvent happened, Texts texts, string? timeZone = null)
    {
        var who = happened.Actor.Name;
        var isCustomers = ticket.Requester.Is(happened.Actor);
        return happened.Action switch
        {
            TicketAction.File => texts.RootFiledBy(who),
            TicketAction.Claim => texts.TakenBy(who, ticket.Number.Text),
            TicketAction.CustomerMessage or TicketAction.Attach or TicketAction.AskForPerson or TicketAction.Reopen when isCustomers && WasHeld(happened) => texts.PostHeld(who),
            TicketAction.CustomerMessage or TicketAction.Attach when happened.From is TicketStatus.Resolved or TicketStatus.Closed => texts.PostReopenedByWord(who),
            TicketAction.CustomerMessage => texts.PostCustomerWrote(who),
            TicketAction.Attach => texts.PostAttached(who),
            TicketAction.AskForPerson => texts.PostAskedForPerson(who),
            TicketAction.Reply => texts.PostReplied(who),
            TicketAction.UndoReply => texts.PostUndid(who),
            TicketAction.PromptUnclaimed => texts.PromptUnclaimed(ticket.Number.Text, PromptCard.Waited(happened)),
            TicketAction.PromptUnread => texts.PromptUnread(ticket.Requester.Name, PromptCard.Waited(happened)),
            TicketAction.Note => texts.PostNoted(who),
            TicketAction.Resolve => texts.PostResolved(who),
            TicketAction.ConfirmSettled => texts.PostSettled(who),
            TicketAction.Reopen => isCustomers ? texts.PostReopened(who) : texts.PostReopenedAtDesk(who),
            TicketAction.StopsBusiness => texts.PostStopsBusiness(who),
            TicketAction.AskConsent => texts.PostAskedConsent(who),
            TicketAction.Agree => texts.PostAgreed(who),
            TicketAction.Decline => texts.PostDeclined(who),
            TicketAction.ConsentExpired => texts.PostConsentExpired,
            TicketAction.WithdrawConsent => texts.PostConsentWithdrawn(who),
            TicketAction.AskApprovers => texts.PostAskedApprovers(who, happened.Text ?? ""),
            TicketAction.ApproverOutOfReach => texts.PostApproverOutOfReach(who, happened.Text ?? ""),
            TicketAction.Assign => texts.PostAssigned(who, FirstLine(happened)),
            TicketAction.Transfer => texts.PostTransferred(who, FirstLine(happened)),
            TicketAction.ChangePriority => texts.PostChangedPriority(who),
            TicketAction.AskCustomer => texts.PostAskedCustomer(who),
            TicketAction.WaitOnThirdParty => texts.PostWaitsOnThirdParty(who),
            TicketAction.Escalate => texts.PostEscalated(who),
            TicketAction.Schedule => texts.PostScheduled(who, InstantPattern.General.Parse(FirstLine(happened)) is { Success: true, Value: var when } ? texts.Of(when, timeZone) : FirstLine(happened)),
            TicketAction.Wake => texts.PostWoke,
            TicketAction.Resume => texts.PostResumed(who),
            TicketAction.PrepareEscalation => texts.PostPreparesEscalation(who),
            TicketAction.HandOver => texts.PostHandedOver(who),
            TicketAction.PassBeyond => texts.PostPassedBeyond(who, ticket.Escalation?.Case ?? ""),
            TicketAction.TellProgress => texts.PostToldProgress(who, ticket.Requester.Name),
            TicketAction.AnswerFromBeyond => happened.Escalation switch
            {
                EscalationState.AttentionNeeded => texts.PostBeyondAttention(who),
                EscalationState.Rejected => texts.PostBeyondRejected(who),
                EscalationState.Refunded => texts.PostBeyondRefunded(who),
                EscalationState.Withdrawn => texts.PostBeyondWithdrawn(who),
                _ => texts.PostBeyondResolved(who),
            },
            TicketAction.Close => texts.PostClosed(who),
            TicketAction.Cancel => isCustomers ? texts.PostNotNeeded(who) : texts.PostCancelled(who),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.Action, "The thread says nothing of this."),
        };
    }

    // Reopened so often that a person must decide, it stays as it was.
    private static bool WasHeld(TicketEvent happened) => happened.From is TicketStatus.Resolved or TicketStatus.Closed && happened.To == happened.From;

    private static string? TextOf(Ticket ticket, TicketEvent happened, string? more) => happened.Action switch
    {
        // The root card has the words of the request.
        TicketAction.File or TicketAction.AskApprovers or TicketAction.ApproverOutOfReach => null,
        TicketAction.Assign or TicketAction.Transfer or TicketAction.Schedule => happened.Text is { } text && text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? text[(end + 1)..] : null,
        _ => more is null ? happened.Text : $"{happened.Text}\n{more}",
    };

    private static string FirstLine(TicketEvent happened) => (happened.Text ?? "").Split('\n', 2)[0];

    /// <summary>Tells a member of the desk that a ticket was given to them, or has gone to somebody else.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="happened">The assignment.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="texts">Their language.</param>
    public static JObject ToOwner(Ticket ticket, TicketEvent happened, Person reader, Texts texts)
    {
        var subject = Graphemes.Cut(Escape.Visible(ticket.Request.Subject), 100);
        var text = reader.Is(ticket.Owner) ? texts.OwnerGiven(happened.Actor.Name, ticket.Number.Text, subject) : texts.OwnerTaken(ticket.Owner?.Name ?? texts.Nobody, ticket.Number.Text, subject);
        return ChatCards.Say(text, texts, texts.ButtonShow, Verbs.Show, Drawing.Of(ticket.Number));
    }

    /// <summary>Tells the requester that the desk cancelled the ticket.</summary>
    public static Saying Cancelled(Ticket ticket, TicketEvent cancelled, Texts texts) =>
        Draw(texts.CancelledByDesk(cancelled.Actor.Name, ticket.Number.Text), cancelled.Text, texts, cancelled.Sequence, ticket.Number, files: [], Why.Requester(ticket, texts));

    /// <summary>What the customer reads of an agent's reply.</summary>
    public static Saying ToCustomer(Ticket ticket, TicketEvent reply, Texts texts) => Draw(
        texts.ReplyHeading(reply.Actor.Name, ticket.Number.Text),
        reply.Text,
        texts,
        reply.Sequence,
        ticket.Number,
        files: [],
        Why.Requester(ticket, texts));

    /// <summary>A line that tells the requester how a ticket gets on, why they read it and how to switch it off.</summary>
    public static Saying Status(Ticket ticket, string line, Texts texts) => new(
        $"{Escape.ForMessage(line)}<br>{Why.Line($"{Why.Requester(ticket, texts)} {Why.Switch(texts)}")}", Card: null, Escape.Visible(line));

    /// <summary>Tells the desk that a person is out of reach, and how to reach them otherwise.</summary>
    /// <param name="person">Who.</param>
    /// <param name="day">Since when, as the desk reads it.</param>
    /// <param name="hasRemoved">Whether it is known that they removed the app.</param>
    /// <param name="contacts">Whom else of the customer the desk may call or write to.</param>
    /// <param name="texts">The desk's language.</param>
    public static Saying OutOfReach(Person person, string day, bool hasRemoved, IReadOnlyList<string> contacts, Texts texts)
    {
        var news = hasRemoved ? texts.PostRemovedApp(person.Name, day) : texts.PostOutOfReach(person.Name, day);
        var text = $"**{Escape.ForMessage(news)}**<br>{Escape.ForMessage(texts.PostWaitsForReturn)}";
        if (contacts.Count > 0) text += "<br>" + Escape.ForMessage(texts.PostContacts(string.Join("; ", contacts.Take(MostContacts))));
        return new Saying(text, Card: null, Escape.Visible(news));
    }

    /// <summary>Tells the desk that what waited for a person has reached them.</summary>
    public static Saying ReachedAgain(Person person, Texts texts)
    {
        var text = texts.PostReachedAgain(person.Name);
        return new Saying(Escape.ForMessage(text), Card: null, text);
    }

    /// <summary>Tells the desk that a reply may not have arrived.</summary>
    public static Saying DeliveryDoubt(Ticket ticket, TicketEvent reply, Texts texts)
    {
        var text = texts.DeliveryDoubt(reply.Actor.Name, ticket.Requester.Name);
        var again = Drawing.Execute(texts.ButtonSendAgain, Verbs.SendAgain, Drawing.Of(ticket.Number, reply.Sequence));
        return new Saying(Text: null, Drawing.Card(texts, text, [Drawing.Warning(text)], [again]), text);
    }

    /// <summary>Tells the desk that a reply did not arrive.</summary>
    public static Saying DeliveryFailed(Ticket ticket, TicketEvent reply, Texts texts)
    {
        var text = ticket.Requester.UsesTeams ? texts.DeliveryFailed(reply.Actor.Name, ticket.Requester.Name) : texts.DeliveryNoTeams(reply.Actor.Name, ticket.Requester.Name);
        return new Saying(Escape.ForMessage(text), Card: null, text);
    }

    /// <summary>Tells the desk that a question may not have reached the one who was asked.</summary>
    public static Saying ConsentDoubt(Person asked, Texts texts)
    {
        var text = texts.ConsentDoubt(asked.Name);
        return new Saying(Escape.ForMessage(text), Card: null, text);
    }

    internal static AdaptiveSubmitAction WholeText(TicketNumber number, int eventSequence, Texts texts)
    {
        var data = Drawing.Of(number, eventSequence);
        data["part"] = 1;
        return Drawing.OpenForm(texts.ButtonWholeText, Verbs.WholeText, data);
    }

    private static Saying Draw(string heading, string? text, Texts texts, int eventSequence, TicketNumber number, IReadOnlyList<TicketAttachment> files, string? why = null, AdaptiveAction? more = null)
    {
        var words = text ?? (files.Count > 0 ? FileCards.NamesOf(files) : null);
        var preview = Escape.Visible(words is null ? heading : Graphemes.Cut($"{heading}: {words}", 200));
        if (words is null) return new Saying($"**{Escape.ForMessage(heading)}**", Card: null, preview);

        // Text from right to left only reads so in a card; long text is cut on one, with a button for the rest; and files have theirs.
        if (files.Count == 0 && more is null && words.Length <= ShownText && !Escape.IsRightToLeft(words))
            return new Saying($"**{Escape.ForMessage(heading)}**<br>{Escape.ForMessage(words)}{(why is null ? "" : "<br>" + Why.Line(why))}", Card: null, preview);

        var body = BodyOf(heading, text, texts);
        List<AdaptiveAction> buttons = [];
        if (text?.Length > ShownText) buttons.Add(WholeText(number, eventSequence, texts));
        if (files.Count > 0)
        {
            body.AddRange(FileCards.List(files, texts));
            buttons.Add(FileCards.OpenButton(number, eventSequence, texts));
        }

        if (more is not null) buttons.Add(more);
        if (why is not null) body.Add(Drawing.Subtle(Escape.ForCard(why)));
        return new Saying(Text: null, Drawing.Card(texts, heading, body, buttons, Escape.IsRightToLeft(text)), preview);
    }

    private static List<AdaptiveElement> BodyOf(string heading, string? text, Texts texts)
    {
        List<AdaptiveElement> body = [Drawing.Line($"**{Escape.ForCard(heading)}**")];
        if (text is not null) body.Add(Drawing.Words(Graphemes.Cut(text, ShownText)));
        if (text?.Length > ShownText) body.Add(Drawing.Subtle(texts.AndMore(text.Length)));
        return body;
    }
}
