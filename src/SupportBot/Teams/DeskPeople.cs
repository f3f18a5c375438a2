using Microsoft.Bot.Schema;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>Where the people of the desk are reached in their own chats: kept when they are heard of there, after the answer.</summary>
internal sealed class DeskPeople(IAddressBook addresses, IAgents agents, IAfterTheAnswer after)
{
    /// <summary>Somebody of the desk wrote in their personal chat, or installed the app there.</summary>
    public void Heard(Activity activity, Caller caller)
    {
        var person = caller.Person;
        var address = new Address(
            person.TenantId, person.ObjectId, activity.From.Id, person.Name, activity.Conversation.Id, activity.ServiceUrl, Texts.In(activity.Locale).Language, Identity.TimeZoneOf(activity));
        after.Run("desk " + person.ObjectId, async cancellationToken =>
        {
            await addresses.KeepAsync(address, cancellationToken);
            await addresses.BackAsync(person, cancellationToken);
            if (caller.Is(Role.Lead)) await agents.KeepLeadAsync(person, cancellationToken);
        });
    }
}
