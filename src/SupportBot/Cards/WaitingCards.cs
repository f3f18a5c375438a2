using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>What waited for a person, in one card: the replies that they missed, or the digest of their quiet hours.</summary>
public static class WaitingCards
{
    // A card has 25 KB in all, whatever the script.
    private const int ShownText = 4000;
    private const int LeastShown = 150;

    /// <summary>The replies that a person missed, each with its agent and ticket.</summary>
    /// <param name="replies">The replies, oldest first.</param>
    /// <param name="texts">The person's language.</param>
    /// <param name="timeZone">Their IANA time zone, where known.</param>
    public static JObject Missed(IReadOnlyList<WaitingNotice> replies, Texts texts, string? timeZone)
    {
        var title = replies.Count == 1 ? texts.MissedOne : texts.MissedMany(replies.Count);
        List<AdaptiveElement> body = [Drawing.Title(title)];
        var shown = Math.Max(LeastShown, ShownText / replies.Count);
        foreach (var (_, ticket, reply) in replies)
        {
            var text = reply.Text ?? "";
            List<AdaptiveElement> items =
            [
                Drawing.Line($"**{Escape.ForCard(texts.ReplyHeading(reply.Actor.Name, ticket.Number.Text))}**"),
                Drawing.Subtle(texts.Of(reply.At, timeZone)),
                Drawing.Words(Graphemes.Cut(text, shown)),
            ];
            if (text.Length > shown) items.Add(new AdaptiveActionSet { Actions = [Post.WholeText(ticket.Number, reply.Sequence, texts)] });
            body.Add(new AdaptiveContainer { Separator = true, Items = items });
        }

        body.Add(Drawing.Subtle(texts.WhyWaited));
        return Drawing.Card(texts, title, body, rightToLeft: replies.All(reply => Escape.IsRightToLeft(reply.Happened.Text)));
    }

    /// <summary>What happened in a person's quiet hours and can be told at their end.</summary>
    /// <param name="notices">The notices, oldest first.</param>
    /// <param name="texts">The person's language.</param>
    /// <param name="timeZone">Their IANA time zone, where known.</param>
    public static JObject Digest(IReadOnlyList<WaitingNotice> notices, Texts texts, string? timeZone)
    {
        List<AdaptiveElement> body = [Drawing.Title(texts.DigestTitle)];
        foreach (var notice in notices)
        {
            body.Add(Drawing.Line(Escape.ForCard(StatusLine(notice.Kind, notice.Ticket, notice.Happened, texts))));
            body.Add(Drawing.Subtle(texts.Of(notice.Happened.At, timeZone)));
        }

        body.Add(Drawing.Subtle($"{texts.WhyDigest} {Why.Switch(texts)}"));
        return Drawing.Card(texts, texts.DigestTitle, body, [Drawing.Execute(texts.ButtonMyTickets, Verbs.MyTickets), Drawing.Execute(texts.ButtonNotifications, Verbs.Notifications)]);
    }

    /// <summary>What a status notice says, in one line.</summary>
    public static string StatusLine(NoticeKind kind, Ticket ticket, TicketEvent happened, Texts texts) => kind switch
    {
        NoticeKind.TakenNotice => texts.TakenBy(ticket.Owner?.Name ?? happened.Actor.Name, ticket.Number.Text),
        NoticeKind.MovedNotice => texts.MovedTo(ticket.Number.Text),
        NoticeKind.ConsentOutcome => ConsentCard.Outcome(ticket, happened, texts),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no status notice."),
    };
}
