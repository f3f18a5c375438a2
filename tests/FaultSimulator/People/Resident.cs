using FaultSimulator.Running;
using Newtonsoft.Json.Linq;
using TeamsSimulator;
using TeamsSimulator.Conversations;

namespace FaultSimulator.People;

/// <summary>Somebody in the simulated Teams.</summary>
internal sealed class Resident(PersonState state)
{
    public PersonState State => state;

    public string Id => State.Id;

    public string Tenant => State.Tenant;

    public bool WorksAtDesk => State.Member.Organisation == Cast.Contoso;

    /// <summary>Where they meet the bot: their own chat, or the desk's channels.</summary>
    public IReadOnlyList<string> Meets => WorksAtDesk ? [Cast.SupportChannelId, Cast.AzureChannelId] : [State.Chat];

    /// <summary>The form that is open on their screen, with the message from which it was opened.</summary>
    public (JObject Card, ChatMessage Source)? Form { get; set; }
}

/// <summary>An activity that Teams delivers.</summary>
internal sealed class Delivery
{
    public required Resident From { get; init; }

    public required JObject Activity { get; init; }

    /// <summary>The message whose button was pressed; null for what was typed.</summary>
    public ChatMessage? Pressed { get; init; }

    /// <summary>The instance that was given it.</summary>
    public Instance? TakenBy { get; set; }

    public bool IsInvoke => Activity.Text("type") == "invoke";

    public string Id => Activity.Text("id")!;

    /// <summary>What the button or the form carried; null for what was typed.</summary>
    public JObject? Data => Activity.Object("value").Object("action").Object("data") ?? Activity.Object("value").Object("data") ?? Activity.Object("value");

    /// <summary>The same activity, delivered once more.</summary>
    public Delivery Again() => new() { From = From, Activity = Activity, Pressed = Pressed };

    /// <summary>The same press as Teams delivers it again later.</summary>
    public Delivery WithNewId(JObject again) => new() { From = From, Activity = again, Pressed = Pressed };
}
