using Microsoft.Extensions.Logging;
using NodaTime;
using SupportBot.Tickets;

namespace SupportBot.Notifications;

/// <summary>Runs work after the answer, in a scope of its own that a shutdown waits for.</summary>
public interface IAfterTheAnswer
{
    /// <summary>Takes up the work; work with the same <paramref name="order"/> runs one after another.</summary>
    void Run(string order, Func<CancellationToken, Task> work);
}

/// <summary>What follows a change: its lists, its notices, and the end of its announcement.</summary>
public sealed partial class Aftermath(
    IAfterTheAnswer after, ITicketStore tickets, IAlarms alarms, IOutbox outbox, Courier courier, ILogger<Aftermath> logger) : IAftermath, IAlarmHandler
{
    /// <inheritdoc/>
    public void Changed(TicketChange change) => Settle(change.After.Number, change.Key, change.Before);

    /// <inheritdoc/>
    public void ChangedBefore(TicketNumber number, CommandKey key) => Settle(number, key, before: null);

    /// <inheritdoc/>
    public void NothingChanged(TicketNumber number, CommandKey key) =>
        after.Run(number.Text, cancellationToken => tickets.ForgetAnnouncementAsync(number, key, cancellationToken));

    /// <inheritdoc/>
    public void Stale(TicketNumber number) => after.Run(number.Text, cancellationToken => courier.RedrawAsync(number, cancellationToken));

    /// <summary>Somebody pressed a root card of the ticket: where it is not the ticket's own, it is made to show the way.</summary>
    public void RootPressed(TicketNumber number, Place pressed) => after.Run(number.Text, cancellationToken => courier.RootPressedAsync(number, pressed, cancellationToken));

    /// <summary>Finds what a crash or an outage left behind, and settles it.</summary>
    /// <param name="patience">Younger announcements belong to the instance that made them.</param>
    /// <param name="cancellationToken">Ends the sweep.</param>
    public async Task SweepAsync(Duration patience, CancellationToken cancellationToken)
    {
        await foreach (var command in tickets.UnsettledAsync(patience, cancellationToken))
        {
            var never = await tickets.EffectOfAsync(command.Number, command.Key, cancellationToken) is null
                && await tickets.VoidAsync(command.Number, command.Key, cancellationToken);
            LogFound(command.Number, never);
            if (never) await tickets.ForgetAnnouncementAsync(command.Number, command.Key, cancellationToken);
            else ChangedBefore(command.Number, command.Key);
        }
    }

    /// <summary>Sends at once what an event has to tell and is kept back.</summary>
    public async Task SendNowAsync(TicketNumber number, int sequence, CancellationToken cancellationToken)
    {
        if (await outbox.ReleaseAsync(number, sequence, cancellationToken)) after.Run(number.Text, token => courier.DeliverAsync(number, token));
    }

    AlarmKind IAlarmHandler.Kind => AlarmKind.Ticket;

    // Whatever the alarm was set for: what was kept back until now goes out.
    Task<bool> IAlarmHandler.FireAsync(TakenAlarm taken, CancellationToken cancellationToken) => courier.DeliverAsync(taken.Alarm.ToTicket(), cancellationToken);

    private void Settle(TicketNumber number, CommandKey key, Ticket? before) => after.Run(number.Text, cancellationToken => SettleAsync(number, key, before, cancellationToken));

    private async Task SettleAsync(TicketNumber number, CommandKey key, Ticket? before, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(number, cancellationToken) is { Ticket: var ticket })
        {
            // Where it is not known how the ticket stood before, all of its timers get their alarm: one too many does no harm.
            var set = ticket.Timers.All.Except(before?.Timers.All ?? []).Where(timer => !timer.HasGoneOff);
            await Task.WhenAll([tickets.SettleListsAsync(ticket, cancellationToken, before), .. set.Select(timer => alarms.SetAsync(Alarm.OfTicket(number, timer.Due), cancellationToken))]);
        }

        if (await courier.DeliverAsync(number, cancellationToken)) await tickets.ForgetAnnouncementAsync(number, key, cancellationToken);
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "Ticket {Number}: an unsettled command was found; it never took effect: {Never}")]
    private partial void LogFound(TicketNumber number, bool never);
}
