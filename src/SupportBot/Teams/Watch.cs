using Microsoft.Bot.Schema;
using NodaTime.Extensions;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Teams;

/// <summary>
/// Writes down who asked for a ticket that is not theirs. It looks after the answer has gone out, so that a ticket that is
/// somebody else's is answered neither later nor otherwise than one that does not exist.
/// </summary>
internal sealed class Watch(ITicketStore tickets, ISecurityAudit audit, IAfterTheAnswer after, TimeProvider time)
{
    /// <summary>The kind of an activity; an invoke's name with it.</summary>
    public static string KindOf(Activity activity) => activity.Type is ActivityTypes.Invoke ? $"{activity.Type} {activity.Name}" : activity.Type;

    /// <summary>A person named a ticket, and was told that there is none where it is not theirs.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="verb">What they wanted.</param>
    /// <param name="number">The ticket that they named.</param>
    /// <param name="activityType">By which kind of activity, an invoke's name with it.</param>
    /// <param name="activityId">By which activity.</param>
    public void Named(Caller caller, string verb, TicketNumber number, string activityType, string activityId)
    {
        var at = time.GetUtcNow().ToInstant();
        after.Run($"audit {caller.Person.ObjectId}", async cancellationToken =>
        {
            if (await tickets.FindAsync(number, cancellationToken) is not { Ticket: var ticket } || ticket.Requester.Is(caller.Person) || Policy.May(caller, verb, ticket)) return;
            await audit.WriteAsync(new Trespass(caller.Person, verb, number, activityType, activityId, at), cancellationToken);
        });
    }
}
