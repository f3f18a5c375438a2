using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>The hours of the day in which a person wants no notices that can wait.</summary>
/// <param name="From">When they begin, in the person's own time.</param>
/// <param name="Until">When they end; earlier than the beginning where they last past midnight.</param>
public sealed record QuietHours(LocalTime From, LocalTime Until)
{
    /// <summary>Whether a moment lies in them.</summary>
    public bool Contain(Instant moment, DateTimeZone zone)
    {
        var time = moment.InZone(zone).TimeOfDay;
        return From < Until ? time >= From && time < Until : time >= From || time < Until;
    }

    /// <summary>The first moment after this one at which they end.</summary>
    public Instant EndAfter(Instant moment, DateTimeZone zone)
    {
        var now = moment.InZone(zone);
        var today = zone.AtLeniently(now.Date + Until).ToInstant();
        return today > moment ? today : zone.AtLeniently(now.Date.PlusDays(1) + Until).ToInstant();
    }
}

/// <summary>What a person chose about notices that they can do without.</summary>
/// <param name="StatusNotices">Whether they are told who looks after their tickets and how these get on.</param>
/// <param name="Quiet">When what can wait is gathered for one digest; null for never.</param>
public sealed record NoticePreferences(bool StatusNotices, QuietHours? Quiet)
{
    /// <summary>What holds for a person who chose nothing.</summary>
    public static NoticePreferences Default { get; } = new(StatusNotices: true, Quiet: null);
}

/// <summary>A person as notices reach them.</summary>
/// <param name="Address">Where.</param>
/// <param name="Preferences">What they chose.</param>
/// <param name="UnreachableSince">Since when Teams lets nothing through to them; null where they can be reached.</param>
/// <param name="RemovedAt">When they removed the app, where Teams told of it and they have not been back.</param>
/// <param name="Stamp">Opaque; handed back with what was learned on sending to them, so that it does not undo that they came back meanwhile.</param>
public sealed record Recipient(Address Address, NoticePreferences Preferences, Instant? UnreachableSince, Instant? RemovedAt, string Stamp)
{
    /// <summary>Whether they were heard of again, and what waited is still to be delivered.</summary>
    public bool IsReturning { get; init; }

    /// <summary>Their time zone; the given one where Teams never said it.</summary>
    public DateTimeZone ZoneOr(DateTimeZone other) =>
        Address.TimeZone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } own ? own : other;
}

/// <summary>What is done with a notice to a person.</summary>
public enum NoticeRoute
{
    /// <summary>It is sent now.</summary>
    Send,

    /// <summary>It is left out: out of date, or switched off by its reader.</summary>
    LeaveOut,

    /// <summary>It goes into the digest with which quiet hours end.</summary>
    Gather,

    /// <summary>It waits until the person is back.</summary>
    Hold,

    /// <summary>The desk has never met the person: nothing can be sent.</summary>
    Refuse,
}

/// <summary>Decides what is done with a notice to a person, by what they chose and whether they can be reached.</summary>
public static class NoticeRouting
{
    /// <summary>The way of a notice.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="ticket">Its ticket as it stands.</param>
    /// <param name="happened">What it tells of.</param>
    /// <param name="to">Its reader; null where the desk has never met them.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The time zone of a reader who has not said theirs.</param>
    public static NoticeRoute Of(Notice notice, Ticket ticket, TicketEvent happened, Recipient? to, Instant now, DateTimeZone zone)
    {
        if (IsOutOfDate(notice.Kind, ticket, happened)) return NoticeRoute.LeaveOut;
        // A member of the desk who never wrote to the bot reads it in the thread.
        if (to is null) return notice.Kind is NoticeKind.OwnerNotice ? NoticeRoute.LeaveOut : NoticeRoute.Refuse;
        if (to.UnreachableSince is not null) return NoticeRules.WaitsForReturn(notice.Kind) ? NoticeRoute.Hold : NoticeRoute.LeaveOut;
        if (NoticeRules.IsEssential(notice.Kind) || ticket.Priority is Priority.P1) return NoticeRoute.Send;
        if (!to.Preferences.StatusNotices) return NoticeRoute.LeaveOut;
        return to.Preferences.Quiet?.Contain(now, to.ZoneOr(zone)) is true ? NoticeRoute.Gather : NoticeRoute.Send;
    }

    /// <summary>Whether a status notice says what is no longer so.</summary>
    public static bool IsOutOfDate(NoticeKind kind, Ticket ticket, TicketEvent happened) => kind switch
    {
        NoticeKind.TakenNotice => IsOver(ticket) || ticket.Owner is not { } owner || (happened.Action is TicketAction.Claim && !owner.Is(happened.Actor)),
        NoticeKind.MovedNotice or NoticeKind.ConsentOutcome => IsOver(ticket),
        _ => false,
    };

    private static bool IsOver(Ticket ticket) => ticket.Status is TicketStatus.Resolved || !TicketLifecycle.IsOngoing(ticket.Status);
}
