using FaultSimulator.Running;
using Microsoft.Bot.Builder;
using Newtonsoft.Json.Linq;
using TeamsSimulator;
using TeamsSimulator.Connector;
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

    /// <summary>What Teams answers to what is sent to them; null while they can be reached.</summary>
    public ConnectorError? Away { get; private set; }

    /// <summary>How often they went.</summary>
    public int Absences { get; private set; }

    /// <summary>Whether they came back by writing again, of which nothing but that word tells the bot.</summary>
    public bool IsBackByWord { get; private set; }

    /// <summary>That they installed the app again, as Teams delivers it; null where they never did.</summary>
    public Delivery? Installed { get; private set; }

    /// <summary>Whether they removed the app, and did not only block it.</summary>
    public bool IsRemoved { get; private set; }

    public void Leave(ConnectorError answer, bool isRemoved)
    {
        (Away, IsRemoved) = (answer, isRemoved);
        Absences++;
        (IsBackByWord, Installed) = (false, null);
    }

    public void Return(Delivery? installed)
    {
        Away = null;
        (IsBackByWord, Installed) = (installed is null, installed);
    }

    /// <summary>The form that is open on their screen, with the message from which it was opened.</summary>
    public (JObject Card, ChatMessage Source)? Form { get; set; }
}

/// <summary>A picture or file that somebody sent.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Name">Its name as the desk knows it.</param>
/// <param name="Bytes">What is in it: nothing else in the run holds the same.</param>
internal sealed record SentFile(Resident From, string Name, byte[] Bytes);

/// <summary>An activity that Teams delivers.</summary>
internal sealed class Delivery
{
    private Delivery? origin;

    public required Resident From { get; init; }

    public required JObject Activity { get; init; }

    /// <summary>The message whose button was pressed; null for what was typed.</summary>
    public ChatMessage? Pressed { get; init; }

    /// <summary>What came with the words; null where nothing did.</summary>
    public SentFile? File { get; init; }

    /// <summary>Whether the bot has taken it to its end at least once.</summary>
    public bool IsHeard { get; set; }

    /// <summary>What it is a repetition of; itself where it is none.</summary>
    public Delivery Origin => origin ?? this;

    /// <summary>Whether Teams tells the bot nothing of it.</summary>
    public bool IsSilent => !Activity.HasValues;

    /// <summary>The instance that was given it.</summary>
    public Instance? TakenBy { get; set; }

    /// <summary>What the bot answered to a press; null where it has not yet.</summary>
    public InvokeResponse? Answer { get; set; }

    public bool IsInvoke => Activity.Text("type") == "invoke";

    public string Id => Activity.Text("id") ?? "-";

    /// <summary>What the button or the form carried; null for what was typed.</summary>
    public JObject? Data => Activity.Object("value").Object("action").Object("data") ?? Activity.Object("value").Object("data") ?? Activity.Object("value");

    /// <summary>Something that somebody does without the bot being told.</summary>
    public static Delivery Silent(Resident from) => new() { From = from, Activity = [] };

    /// <summary>The same activity, delivered once more.</summary>
    public Delivery Again() => new() { origin = Origin, From = From, Activity = Activity, Pressed = Pressed, File = File };

    /// <summary>The same press as Teams delivers it again later.</summary>
    public Delivery WithNewId(JObject again) => new() { origin = Origin, From = From, Activity = again, Pressed = Pressed };
}
