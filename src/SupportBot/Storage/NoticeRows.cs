using Azure;
using Azure.Data.Tables;
using NodaTime;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Notices, and the places of what was sent, as rows of the ticket's partition.</summary>
internal static class NoticeRows
{
    /// <summary>False while something is still to be done about the notice; what has ended is not read again.</summary>
    public const string Ended = "Ended";

    public const string State = "State";
    public const string Attempts = "Attempts";
    public const string Taker = "Taker";
    public const string LeaseUntil = "LeaseUntil";
    public const string NotBefore = "NotBefore";
    public const string HeldUntil = "HeldUntil";
    private const string Question = "Question";
    private const string Post = "Post";
    private const string Anew = "Anew";

    public static TableEntity OfNew(TicketNumber number, PendingNotice notice) =>
        OfNew(number, TableKeys.Notice(notice.Event, notice.Order), notice.Kind, notice.Event, notice.To, notice.Question, notice.Post, notice.HeldUntil);

    public static TableEntity OfFollowUp(Notice notice, NoticeKind kind, Instant at)
    {
        var row = OfNew(notice.Number, TableKeys.FollowUp(notice.Id), kind.ToString(), notice.Event, notice.To, notice.Question);
        row.SetInstant("AddedAt", at);
        return row;
    }

    public static TableEntity OfAdded(TicketNumber number, PendingNotice notice, CommandKey key) =>
        OfNew(number, TableKeys.AddedNotice(notice.Event, key), notice.Kind, notice.Event, notice.To, notice.Question);

    public static Notice ToNotice(TicketNumber number, TableEntity row) => new(
        number, row.RowKey, row.Name<NoticeKind>("Kind"), row.Number("Event"), row.Name<NoticeState>(State), row.Number(Attempts), row.ETag.ToString(), row.PersonOrNull("To"), row.NumberOrNull(Question))
    {
        NotBefore = row.ContainsKey(NotBefore) ? row.Instant(NotBefore) : null,
        Post = row.NumberOrNull(Post),
        HeldUntil = row.ContainsKey(HeldUntil) ? row.Instant(HeldUntil) : null,
    };

    public static bool IsEnd(NoticeState state) => state is NoticeState.Sent or NoticeState.Unknown or NoticeState.FailedPerm or NoticeState.Cancelled;

    /// <summary>Those of an event's notices that are kept back: nobody has begun to send them.</summary>
    public static IEnumerable<TableEntity> Held(IEnumerable<TableEntity> rows) =>
        rows.Where(row => row.ContainsKey(HeldUntil) && row.Text(State) == nameof(NoticeState.Pending));

    /// <summary>Where the post stands that the notice made.</summary>
    public static void SetPost(TableEntity row, Place? post) => SetPlace(row, Post, post);

    /// <summary>What became of an agent's words and of their post in the thread, out of the notices of their event.</summary>
    public static HeldWords ToWords(TicketNumber number, IReadOnlyList<TableEntity> rows)
    {
        var notices = rows.Select(row => ToNotice(number, row)).ToList();
        var word = notices.Find(notice => NoticeRules.IsToCustomer(notice.Kind) && !NoticeRules.IsEdit(notice.Kind));
        return new HeldWords(rows.Select(row => Place(row, Post)).FirstOrDefault(place => place is not null), word?.State, word?.HeldUntil);
    }

    /// <summary>What a change of state writes over a notice's row.</summary>
    public static TableEntity OfState(Notice notice, NoticeState state) => new(TableKeys.Ticket(notice.Number), notice.Id)
    {
        [State] = state.ToString(),
        [Ended] = IsEnd(state),
    };

    /// <summary>The places to write over those that are kept; a place that is null here stays as it is there.</summary>
    public static TableEntity OfPlaces(TicketNumber number, TicketPlaces places, Person? approver)
    {
        var row = new TableEntity(TableKeys.Ticket(number), TableKeys.Places);
        SetPlace(row, nameof(places.Root), places.Root);
        SetPlace(row, nameof(places.CustomerCard), places.CustomerCard);
        SetPlace(row, nameof(places.SettledQuestion), places.SettledQuestion);
        SetPlace(row, nameof(places.ConsentQuestion), places.ConsentQuestion);
        SetPlace(row, nameof(places.OldRoot), places.OldRoot);
        if (approver is not null) SetPlace(row, TableKeys.PropertyOf(nameof(places.ApproverQuestion), approver), places.ApproverQuestion);
        return row;
    }

    public static TicketPlaces ToPlaces(TableEntity? row, Person? approver) => row is null
        ? TicketPlaces.None
        : new TicketPlaces(
            Place(row, nameof(TicketPlaces.Root)), Place(row, nameof(TicketPlaces.CustomerCard)), Place(row, nameof(TicketPlaces.SettledQuestion)))
        {
            ConsentQuestion = Place(row, nameof(TicketPlaces.ConsentQuestion)),
            OldRoot = Place(row, nameof(TicketPlaces.OldRoot)),
            ApproverQuestion = approver is null ? null : Place(row, TableKeys.PropertyOf(nameof(TicketPlaces.ApproverQuestion), approver)),
        };

    private static TableEntity OfNew(
        TicketNumber number, string id, string kind, int sequence, Person? to, int? question, int? post = null, Instant? heldUntil = null)
    {
        var row = new TableEntity(TableKeys.Ticket(number), id)
        {
            ["Kind"] = kind,
            ["Event"] = sequence,
            [State] = nameof(NoticeState.Pending),
            [Ended] = false,
            [Attempts] = 0,
        };
        row.SetPerson("To", to);
        if (question is { } asked) row[Question] = asked;
        if (post is { } drawn) row[Post] = drawn;
        if (heldUntil is { } until) row.SetInstant(HeldUntil, until);
        return row;
    }

    private static void SetPlace(TableEntity row, string name, Place? place)
    {
        if (place is null) return;
        row[name + "Conversation"] = place.ConversationId;
        row[name + "Activity"] = place.ActivityId;
        if (place.Question is { } question) row[name + Question] = question;
        if (place.IsAnew) row[name + Anew] = true;
    }

    private static Place? Place(TableEntity row, string name) =>
        row.TextOrNull(name + "Conversation") is { } conversation ? new Place(conversation, row.Text(name + "Activity")) { Question = row.NumberOrNull(name + Question), IsAnew = row.Flag(name + Anew) } : null;
}
