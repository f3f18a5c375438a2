using Newtonsoft.Json.Linq;
using TeamsSimulator;
using TeamsSimulator.Connector;
using TeamsSimulator.Conversations;

namespace FaultSimulator.Running;

/// <summary>A message, or a new version of one, that Teams took from the bot.</summary>
/// <param name="Order">Counts what Teams took.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Id">The message.</param>
/// <param name="Activity">What was sent.</param>
/// <param name="IsEdit">Whether the message stood there before.</param>
internal sealed record Taken(int Order, Place Place, string Id, JObject Activity, bool IsEdit)
{
    private IReadOnlyList<string>? marks;
    private string? plain;

    /// <summary>All of it, as it went over the wire.</summary>
    public string Bytes { get; } = Wire.Write(Activity);

    /// <summary>The marks that are in it.</summary>
    public IReadOnlyList<string> Marks => marks ??= [.. People.Marks.In(Bytes)];

    /// <summary>The same without what escapes Markdown.</summary>
    public string Plain => plain ??= Checks.Ledger.Plain(Bytes);

    /// <summary>The activity that it answers; null where it answers none.</summary>
    public string? ReplyTo => Activity.Text("replyToId");
}

/// <summary>
/// The Connector of the simulated Teams without HTTP: the calls that the bot makes, over the same world, rules and errors.
/// </summary>
/// <param name="world">What there is in Teams.</param>
/// <param name="closed">What is answered to whatever goes to a place; null where it is open.</param>
internal sealed class SimulatedConnector(World world, Func<Place, ConnectorError?> closed)
{
    private readonly List<Taken> taken = [];

    /// <summary>All that Teams took, in order.</summary>
    public IReadOnlyList<Taken> Taken => taken;

    /// <summary>What Teams would have refused or shown badly: the bot is at fault.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Told of each message as it is taken.</summary>
    public event Action<Taken>? Took;

    public (int Status, JToken? Body) Handle(string method, string path, JToken? body)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var at = parts.IndexOf("v3");
        Answer answer = (method, at < 0 ? [] : parts[(at + 1)..]) switch
        {
            ("POST", ["conversations"]) => CreateThread((JObject)body!),
            ("POST", ["conversations", var conversation, "activities"]) => Send(conversation, (JObject)body!),
            ("POST", ["conversations", var conversation, "activities", _]) => Send(conversation, (JObject)body!),
            ("PUT", ["conversations", var conversation, "activities", var id]) => Update(conversation, id, (JObject)body!),
            ("GET", ["conversations", var conversation, "members", var member]) => Member(conversation, member),
            ("GET", ["conversations", var conversation, "pagedmembers"]) => Members(conversation),
            _ => ConnectorError.NoRoute(),
        };
        // Whether somebody is a member is asked in order to hear no as well.
        if (answer is { Refusal: { } refused, IsForeseen: false } && refused.Kind != ConnectorError.NoMember().Kind) Complaints.Add($"{method} {Uri.UnescapeDataString(path)}: {Wire.Write(refused.Body)}");
        return (answer.Status, answer.Body);
    }

    /// <summary>Hands out a picture or file that somebody sent; null where there is none, or it is not for whoever asks so.</summary>
    public StoredFile? Download(Uri address, bool bearsToken)
    {
        var parts = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var file = parts switch
        {
            ["files", var id] => world.Files.GetValueOrDefault(id) is { DownloadKey: { } key } one && !bearsToken && address.Query == "?tempauth=" + key ? one : null,
            ["teams", "v3", "attachments", var id, "views", "original"] => world.Files.GetValueOrDefault(id) is { DownloadKey: null } one ? one : null,
            _ => null,
        };
        if (file is null) Complaints.Add($"GET {address}: there is no such file for whoever asks so.");
        return file;
    }

    private Answer CreateThread(JObject body)
    {
        if (body.Object("channelData").Object("channel").Text("id") is not { } channel || body["activity"] is not JObject activity) return ConnectorError.CreationParameters();
        if (world.Find(channel) is not { Personal: false } place) return ConnectorError.NoConversation();
        if (closed(place) is { } answer) return Answer.Closed(answer);
        if (Judge(activity, place) is { } refused) return refused;
        var message = Add(place, activity);
        return new Answer(201, new JObject { ["id"] = message.Place.FullId, ["activityId"] = message.Id });
    }

    private Answer Send(string conversation, JObject activity)
    {
        if (world.Find(conversation) is not { } place) return ConnectorError.NoConversation();
        if (closed(place) is { } answer) return Answer.Closed(answer);
        if (Judge(activity, place) is { } refused) return refused;
        return new Answer(201, activity.Text("type") == "typing" ? new JObject() : new JObject { ["id"] = Add(place, activity).Id });
    }

    private Answer Update(string conversation, string id, JObject activity)
    {
        if (world.Find(conversation) is not { } place) return ConnectorError.NoConversation();
        if (closed(place) is { } answer) return Answer.Closed(answer);
        if (world.MessageIn(place, id) is not { Deleted: false } message) return ConnectorError.NoActivity();
        if (message.Author is not null) return ConnectorError.NotEnoughPermissions("A bot can only change what it has sent.");
        if (Judge(activity, place) is { } refused) return refused;
        message.Activity = activity;
        message.EditedAt = world.Now;
        message.Edits++;
        message.Views.Clear();
        Take(message, isEdit: true);
        return new Answer(200, new JObject { ["id"] = id });
    }

    private Answer Member(string conversation, string member)
    {
        if (world.Find(conversation) is not { Personal: false }) return ConnectorError.NoConversation();
        if (world.PersonByWireId(member) is not { } person || !world.TeamMembers.Contains(person)) return ConnectorError.NoMember();
        return new Answer(200, Account(person));
    }

    private Answer Members(string conversation) => world.Find(conversation) is { Personal: false }
        ? new Answer(200, new JObject { ["members"] = new JArray(world.TeamMembers.Select(Account)) })
        : ConnectorError.NoConversation();

    private static JObject Account(PersonState person) => new()
    {
        ["id"] = person.Mri,
        ["name"] = person.Member.Name,
        ["objectId"] = person.Member.AadObjectId,
        ["aadObjectId"] = person.Member.AadObjectId,
        ["userPrincipalName"] = $"{person.Id}@{person.Member.Organisation.Domain}",
        ["tenantId"] = person.Tenant,
        ["userRole"] = "user",
    };

    private ConnectorError? Judge(JObject activity, Place place) => OutgoingRules.Judge(activity, place, (kind, detail) => Complaints.Add($"{kind}: {detail}"));

    private ChatMessage Add(Place place, JObject activity)
    {
        var message = world.Add(place, author: null, activity, world.NextMessageId());
        Take(message, isEdit: false);
        return message;
    }

    private void Take(ChatMessage message, bool isEdit)
    {
        var one = new Taken(taken.Count, message.Place, message.Id, message.Activity, isEdit);
        taken.Add(one);
        Took?.Invoke(one);
    }

    private sealed record Answer(int Status, JToken? Body, ConnectorError? Refusal = null)
    {
        /// <summary>Whether it is refused because of where it goes: the bot cannot know of that before it tries.</summary>
        public bool IsForeseen { get; private init; }

        public static Answer Closed(ConnectorError refusal) => (Answer)refusal with { IsForeseen = true };

        public static implicit operator Answer(ConnectorError refusal) => new(refusal.Status, refusal.Body, refusal);
    }
}
