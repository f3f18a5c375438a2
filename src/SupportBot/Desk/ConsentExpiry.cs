using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;
using SupportBot.Customers;
using SupportBot.Tickets;

namespace SupportBot.Desk;

/// <summary>Ends questions whether work may be charged that nobody answered in time. The desk itself is who does it.</summary>
public sealed partial class ConsentExpiry(ITicketLists lists, TicketKeeper keeper, PartnerOptions partner, TimeProvider time, ILogger<ConsentExpiry> logger)
{
    /// <summary>Ends all that are due.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var ticket in await lists.ConsentsDueAsync(Now, cancellationToken))
        {
            try
            {
                await EndAsync(ticket, cancellationToken);
            }
            // One ticket that cannot be changed now keeps no other from ending.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(ticket.Number, exception);
            }
        }
    }

    /// <summary>Ends the ticket's question, if nobody answered it in time. Two instances that do it do it once.</summary>
    public async Task EndAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        if (ticket.Consent is not { State: ConsentState.Asked } consent || consent.StateAt(Now) is not ConsentState.Expired) return;
        var desk = DeskItself.Of(partner);
        var key = CommandKey.OfPress(desk, ticket.Number.Text, nameof(TicketAction.ConsentExpired), consent.Event, "");
        var outcome = await keeper.DoAsync(
            ticket.Number, new TicketCommand(TicketAction.ConsentExpired, desk, key, Answers: consent.Event), mayTouch: _ => true, cancellationToken);
        LogEnded(ticket.Number, outcome.Refusal is null);
    }

    private Instant Now => time.GetUtcNow().ToInstant();

    [LoggerMessage(EventId = 220, Level = LogLevel.Information, Message = "Ticket {Number}: nobody answered in time whether work may be charged; noted down: {Ended}")]
    private partial void LogEnded(TicketNumber number, bool ended);

    [LoggerMessage(EventId = 221, Level = LogLevel.Error, Message = "Ticket {Number}: it could not be noted down that nobody answered in time; the next sweep tries again")]
    private partial void LogFailed(TicketNumber number, Exception exception);
}
