using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
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
    public static Saying AtDesk(Ticket ticket, TicketEvent happened, Texts texts, string? more = null) => Draw(
        happened.Action switch
        {
            TicketAction.CustomerMessage when happened.From is TicketStatus.Resolved => texts.PostReopenedByWord(happened.Actor.Name),
            TicketAction.CustomerMessage => texts.PostCustomerWrote(happened.Actor.Name),
            TicketAction.AskForPerson => texts.PostAskedForPerson(happened.Actor.Name),
            TicketAction.Reply => texts.PostReplied(happened.Actor.Name),
            TicketAction.Note => texts.PostNoted(happened.Actor.Name),
            TicketAction.Resolve => texts.PostResolved(happened.Actor.Name),
            TicketAction.ConfirmSettled => texts.PostSettled(happened.Actor.Name),
            TicketAction.Reopen => texts.PostReopened(happened.Actor.Name),
            TicketAction.StopsBusiness => texts.PostStopsBusiness(happened.Actor.Name),
            TicketAction.AskConsent => texts.PostAskedConsent(happened.Actor.Name),
            TicketAction.Agree => texts.PostAgreed(happened.Actor.Name),
            TicketAction.Decline => texts.PostDeclined(happened.Actor.Name),
            TicketAction.ConsentExpired => texts.PostConsentExpired,
            TicketAction.WithdrawConsent => texts.PostConsentWithdrawn(happened.Actor.Name),
            TicketAction.AskApprovers => texts.PostAskedApprovers(happened.Actor.Name, happened.Text ?? ""),
            TicketAction.ApproverOutOfReach => texts.PostApproverOutOfReach(happened.Actor.Name, happened.Text ?? ""),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.Action, "The thread says nothing of this."),
        },
        happened.Action is TicketAction.AskApprovers or TicketAction.ApproverOutOfReach ? null : more is null ? happened.Text : $"{happened.Text}\n{more}",
        texts,
        happened.Sequence,
        ticket.Number);

    /// <summary>An agent's reply in the thread: while it is kept back it can be taken back or sent at once, later it says what became of it.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="words">What became of it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="texts">The desk's language.</param>
    public static Saying Held(Ticket ticket, TicketEvent reply, HeldWords words, Instant now, Texts texts)
    {
        var heading = texts.PostReplied(reply.Actor.Name);
        var text = reply.Text ?? "";
        List<AdaptiveElement> body = [Drawing.Line($"**{Escape.ForCard(heading)}**"), Drawing.Words(Graphemes.Cut(text, ShownText))];
        if (text.Length > ShownText) body.Add(Drawing.Subtle(texts.AndMore(text.Length)));
        List<AdaptiveAction> buttons = [];
        if (words.AreWithdrawn) body.Add(Drawing.Warning(texts.PostUndone(reply.Actor.Name)));
        else if (words.AreHeldAt(now))
        {
            body.Add(Drawing.Subtle(Escape.ForCard(texts.PostHeld(ticket.Requester.Name))));
            var data = Drawing.Of(ticket.Number);
            data["number"] = reply.Sequence;
            buttons.Add(Drawing.OpenForm(texts.ButtonUndo, Verbs.Undo, data));
            buttons.Add(Drawing.Execute(texts.ButtonSendNow, Verbs.SendNow, data));
        }

        if (text.Length > ShownText) buttons.Add(WholeText(ticket.Number, reply.Sequence, texts));
        var preview = Escape.Visible(Graphemes.Cut($"{heading}: {text}", 200));
        return new Saying(Text: null, Drawing.Card(texts, preview, body, buttons, Escape.IsRightToLeft(text)), preview);
    }

    /// <summary>What the customer reads of an agent's reply.</summary>
    public static Saying ToCustomer(Ticket ticket, TicketEvent reply, Texts texts) => Draw(
        texts.ReplyHeading(reply.Actor.Name, ticket.Number.Text),
        reply.Text,
        texts,
        reply.Sequence,
        ticket.Number,
        Why.Requester(ticket, texts));

    /// <summary>A line that tells the requester how a ticket gets on, why they read it and how to switch it off.</summary>
    public static Saying Status(Ticket ticket, string line, Texts texts) => new(
        $"{Escape.ForMessage(line)}<br>{Why.Line($"{Why.Requester(ticket, texts)} {texts.WhySwitch(texts.CommandNotifications.ToLower(texts.Culture))}")}", Card: null, Escape.Visible(line));

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
        var data = Drawing.Of(ticket.Number);
        data["number"] = reply.Sequence;
        return new Saying(
            Text: null, Drawing.Card(texts, text, [Drawing.Warning(text)], [Drawing.Execute(texts.ButtonSendAgain, Verbs.SendAgain, data)]), text);
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
        var data = Drawing.Of(number);
        data["number"] = eventSequence;
        data["part"] = 1;
        return Drawing.OpenForm(texts.ButtonWholeText, Verbs.WholeText, data);
    }

    private static Saying Draw(string heading, string? text, Texts texts, int eventSequence, TicketNumber number, string? why = null)
    {
        var preview = Escape.Visible(text is null ? heading : Graphemes.Cut($"{heading}: {text}", 200));
        if (text is null) return new Saying($"**{Escape.ForMessage(heading)}**", Card: null, preview);

        // Text from right to left only reads so in a card; long text is cut on one, with a button for the rest.
        if (text.Length <= ShownText && !Escape.IsRightToLeft(text))
            return new Saying($"**{Escape.ForMessage(heading)}**<br>{Escape.ForMessage(text)}{(why is null ? "" : "<br>" + Why.Line(why))}", Card: null, preview);

        List<AdaptiveElement> body = [Drawing.Line($"**{Escape.ForCard(heading)}**"), Drawing.Words(Graphemes.Cut(text, ShownText))];
        if (text.Length > ShownText) body.Add(Drawing.Subtle(texts.AndMore(text.Length)));
        if (why is not null) body.Add(Drawing.Subtle(Escape.ForCard(why)));
        return new Saying(
            Text: null, Drawing.Card(texts, heading, body, text.Length > ShownText ? [WholeText(number, eventSequence, texts)] : [], Escape.IsRightToLeft(text)), preview);
    }
}
