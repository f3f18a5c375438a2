using Newtonsoft.Json.Linq;
using TeamsSimulator;
using TeamsSimulator.Conversations;
using TeamsSimulator.Delivery;
using TeamsSimulator.Playing;

namespace FaultSimulator.People;

/// <summary>Activities as Teams writes them, with ids that come from the run and not from chance.</summary>
internal sealed class ActivityFactory(World world)
{
    private readonly ActivityWriter writer = new(world);
    private int events;

    public JObject Typed(Resident who, string words)
    {
        var place = world.Find(who.State.Chat)!;
        var id = world.NextMessageId();
        var activity = writer.Message(who.State, place, id, words, html: null, mentionsBot: false);
        world.Add(place, who.State, activity, id);
        return activity;
    }

    public JObject Executed(Resident who, ChatMessage message, CardAction pressed, JObject data)
    {
        var action = new JObject { ["type"] = pressed.Type };
        foreach (var property in (string[])["id", "verb", "title"])
        {
            if (pressed.Json.Text(property) is { } value) action[property] = value;
        }

        action["data"] = data;
        return Named(writer.Invoke(who.State, message.Place, "adaptiveCard/action", new JObject { ["action"] = action, ["trigger"] = "manual" }, message.Id));
    }

    public JObject Opening(Resident who, ChatMessage message, JObject data) => Named(writer.Invoke(who.State, message.Place, "task/fetch", Dialog(data), message.Id));

    public JObject FormSent(Resident who, ChatMessage source, JObject data) => Named(writer.Invoke(who.State, source.Place, "task/submit", Dialog(data), source.Id));

    public JObject Submitted(Resident who, ChatMessage message, JObject data) => Named(writer.Submit(who.State, message, data));

    /// <summary>The same invoke as Teams delivers it again later: a new id, a new time.</summary>
    public JObject Again(JObject invoke)
    {
        var again = Named(Wire.Copy(invoke));
        again["timestamp"] = Wire.Time(world.Now);
        return again;
    }

    private JObject Named(JObject activity)
    {
        activity["id"] = FormattableString.Invariant($"f:{++events:x8}-0000-4000-8000-000000000000");
        return activity;
    }

    private static JObject Dialog(JObject data) => new() { ["data"] = data, ["context"] = new JObject { ["theme"] = "default" } };
}
