using System.Globalization;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>
/// Does what a ticket's timers are due for. Each is a command of the desk itself whose key names the timer's cycle, so that
/// it takes effect once, whoever fires it.
/// </summary>
public sealed partial class DueTimers(ITicketStore tickets, TicketKeeper keeper, ChargeTermsOf charges, PartnerOptions partner, TimeProvider time, ILogger<DueTimers> logger)
    : IAlarmHandler
{
    /// <inheritdoc/>
    public AlarmKind Kind => AlarmKind.Ticket;

    /// <inheritdoc/>
    public async Task<bool> FireAsync(TakenAlarm taken, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(taken.Alarm.ToTicket(), cancellationToken) is not { Ticket: var ticket }) return true;
        foreach (var timer in ticket.Timers.DueAt(Now)) await GoOffAsync(ticket, timer, cancellationToken);
        return true;
    }

    private async Task GoOffAsync(Ticket ticket, TicketTimer timer, CancellationToken cancellationToken)
    {
        var desk = DeskItself.Of(partner);
        var key = CommandKey.OfPress(desk, ticket.Number.Text, timer.Kind.ToString(), timer.Cycle, "");
        var action = timer.Kind switch
        {
            TicketTimerKind.Unclaimed => TicketAction.PromptUnclaimed,
            TicketTimerKind.Unread => TicketAction.PromptUnread,
            TicketTimerKind.Wake => TicketAction.Wake,
            _ => throw new ArgumentOutOfRangeException(nameof(timer), timer.Kind, "Nothing is due by this timer."),
        };
        var waited = timer.Kind is TicketTimerKind.Wake ? null : await MinutesSinceAsync(ticket, timer.Cycle, cancellationToken);
        var outcome = await keeper.DoAsync(ticket.Number, new TicketCommand(action, desk, key, Text: waited), mayTouch: _ => true, cancellationToken);
        LogWentOff(ticket.Number, timer.Kind, timer.Cycle, outcome.Refusal?.Reason);
    }

    private async Task<string?> MinutesSinceAsync(Ticket ticket, int sequence, CancellationToken cancellationToken)
    {
        var began = await tickets.FindEventAsync(ticket.Number, sequence, cancellationToken)
            ?? throw new InvalidOperationException($"Event {sequence} of ticket {ticket.Number}, which set a timer, is not stored.");
        var terms = await charges.TicketAsync(ticket, cancellationToken);
        var waited = terms.Offer?.Calendar.Between(began.At, Now) ?? Now - began.At;
        return ((int)waited.TotalMinutes).ToString(CultureInfo.InvariantCulture);
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    [LoggerMessage(EventId = 222, Level = LogLevel.Information, Message = "Ticket {Number}: timer {Kind} of event {Cycle} went off; refused: {Refused}")]
    private partial void LogWentOff(TicketNumber number, TicketTimerKind kind, int cycle, RefusalReason? refused);
}
