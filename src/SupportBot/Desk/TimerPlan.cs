using NodaTime;
using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>
/// When the desk is to be reminded of a ticket: nobody has taken it, nobody has taken up what the customer wrote, or the time
/// has come at which work goes on. Waiting is counted in service hours, by the calendar of the customer's offer; each reminder
/// comes once for as long as nobody acts.
/// </summary>
public sealed class TimerPlan(ChargeTermsOf charges, DeskOptions desk) : ITimerPlan
{
    /// <inheritdoc/>
    public async Task<TicketChange> SetAsync(TicketChange change, CancellationToken cancellationToken)
    {
        var terms = await charges.TicketAsync(change.After, cancellationToken);
        return change with { After = HeadAfter(change, terms.Offer?.Calendar, Minutes(desk.PromptUnclaimedMinutes), Minutes(desk.PromptUnreadMinutes)) };
    }

    /// <summary>The head after a change, with its timers and prompt.</summary>
    /// <param name="change">The change.</param>
    /// <param name="calendar">When the desk is open for this customer; null where it always counts.</param>
    /// <param name="unclaimed">For how much service time a ticket may be nobody's; null where nobody is reminded.</param>
    /// <param name="unread">For how much service time the customer's words may wait; null where nobody is reminded.</param>
    internal static Ticket HeadAfter(TicketChange change, ServiceCalendar? calendar, Duration? unclaimed, Duration? unread)
    {
        var (before, after, happened) = (change.Before, change.After, change.Event);
        var isActOfDesk = IsActOfDesk(change);
        var timers = after.Timers;
        if (isActOfDesk) timers = timers.Without(TicketTimerKind.Unclaimed).Without(TicketTimerKind.Unread);
        if (happened.Action is TicketAction.PromptUnclaimed) timers = GoneOff(timers, TicketTimerKind.Unclaimed);
        if (happened.Action is TicketAction.PromptUnread) timers = GoneOff(timers, TicketTimerKind.Unread);

        if (!IsUnclaimed(after)) timers = timers.Without(TicketTimerKind.Unclaimed);
        else if (unclaimed is { } wait && (before is null || !IsUnclaimed(before) || before.Queue != after.Queue)) timers = timers.With(In(TicketTimerKind.Unclaimed, wait));

        if (!TicketLifecycle.IsAtWork(after.Status)) timers = timers.Without(TicketTimerKind.Unread);
        else if (unread is { } patience && timers.Of(TicketTimerKind.Unread) is null && LeavesWordsUnread(change)) timers = timers.With(In(TicketTimerKind.Unread, patience));

        timers = after.ScheduledFor is { } when && TicketLifecycle.Next(after.Status, TicketAction.Wake) is not null
            ? timers.Of(TicketTimerKind.Wake)?.Due == when ? timers : timers.With(new TicketTimer(TicketTimerKind.Wake, happened.Sequence, when))
            : timers.Without(TicketTimerKind.Wake);
        return after with { Timers = timers, Prompt = PromptAfter(change, isActOfDesk) };

        TicketTimer In(TicketTimerKind kind, Duration serviceTime) =>
            new(kind, happened.Sequence, calendar?.Add(happened.At, serviceTime) ?? happened.At + serviceTime);
    }

    private static int? PromptAfter(TicketChange change, bool isActOfDesk) => change.Event.Action switch
    {
        TicketAction.StopsBusiness or TicketAction.PromptUnclaimed or TicketAction.PromptUnread => change.Event.Sequence,
        _ => isActOfDesk || !TicketLifecycle.IsAtWork(change.After.Status) ? null : change.After.Prompt,
    };

    private static bool IsUnclaimed(Ticket ticket) => ticket.Owner is null && TicketLifecycle.Next(ticket.Status, TicketAction.Claim) is not null;

    private static bool IsActOfDesk(TicketChange change) =>
        !change.Event.Actor.Is(change.After.Requester) && Policy.Of(Role.Agent, Policy.VerbOf(change.Event.Action, atDesk: true)) is not Reach.None;

    // What an agent took back answers nothing: what it answered waits again.
    private static bool LeavesWordsUnread(TicketChange change) =>
        change.Event.Action is TicketAction.UndoReply
        || (change.Event.Actor.Is(change.After.Requester) && change.Event.Action is TicketAction.CustomerMessage or TicketAction.Attach or TicketAction.AskForPerson or TicketAction.Reopen);

    private static TicketTimers GoneOff(TicketTimers timers, TicketTimerKind kind) => timers.Of(kind) is { } timer ? timers.With(timer with { HasGoneOff = true }) : timers;

    private static Duration? Minutes(int minutes) => minutes > 0 ? Duration.FromMinutes(minutes) : null;
}
