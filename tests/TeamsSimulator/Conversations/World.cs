using Newtonsoft.Json.Linq;
using TeamsSimulator.Faults;

namespace TeamsSimulator.Conversations;

/// <summary>A person as they are now. Guarded by <see cref="World.Gate"/>.</summary>
internal sealed class PersonState(CastMember member, string mri, string chat)
{
    public CastMember Member { get; } = member;
    public string Id => Member.Id;
    public string Tenant => Member.Organisation.TenantId;
    /// <summary>The person's id for this one bot.</summary>
    public string Mri { get; } = mri;
    /// <summary>The personal chat.</summary>
    public string Chat { get; } = chat;
    public string Locale { get; set; } = member.Locale;
    public string TimeZone { get; set; } = member.TimeZone;
    public bool Installed { get; set; }
}

/// <summary>A message in a chat or a channel. Guarded by <see cref="World.Gate"/>.</summary>
internal sealed class ChatMessage
{
    public required string Id { get; init; }
    public required Place Place { get; init; }
    /// <summary>Null when the bot wrote it.</summary>
    public PersonState? Author { get; init; }
    public required JObject Activity { get; set; }
    public required DateTimeOffset SentAt { get; init; }
    public DateTimeOffset? EditedAt { get; set; }
    public int Edits { get; set; }
    public bool Deleted { get; set; }
    public bool Heard { get; init; }
    /// <summary>What an invoke returned to one person since the last edit, by person.</summary>
    public Dictionary<string, JObject> Views { get; } = [];
    /// <summary>When an invoke last returned a card to a person; an edit does not set it back.</summary>
    public Dictionary<string, DateTimeOffset> LastInvokeCard { get; } = [];
    public List<(string Person, string Reaction)> Reactions { get; } = [];

    public JObject? BaseCard => CardAttachment(Activity)?["content"] as JObject;

    public JObject? CardFor(string person) => Deleted ? null : Views.GetValueOrDefault(person) ?? BaseCard;

    public static JObject? CardAttachment(JObject activity) =>
        activity.Objects("attachments").FirstOrDefault(a => a.Text("contentType") == Wire.AdaptiveCard);
}

/// <summary>Where a message stands: a personal chat, a channel, or one post's thread in a channel.</summary>
internal sealed record Place(string Id, string? RootId, PersonState? Owner)
{
    public bool Personal => Owner is not null;
    public string FullId => RootId is null ? Id : $"{Id};messageid={RootId}";
    public Place Thread(string root) => this with { RootId = root };
}

internal sealed record TeamChannel(string Id, string Name);

/// <summary>Everything that there is in one simulation. All members but the journals want <see cref="Gate"/> held by the caller.</summary>
internal sealed class World
{
    private readonly Dictionary<string, List<ChatMessage>> messages = [];
    private readonly SimulatorOptions options;
    private long lastId;
    private bool installedEverywhere;

    public World(SimulatorOptions options)
    {
        this.options = options;
        AppId = options.AppId ?? Cast.DefaultAppId;
        People = [.. Cast.People.Select(StateOf)];
        TeamMembers = [.. Cast.TeamMembersAtStart.Select(m => PersonById(m.Id))];
        Journal = new(options.TimeProvider);
    }

    public Lock Gate { get; } = new();
    public ChangeFeed Changes { get; } = new();
    public FaultPlan Faults { get; } = new();
    public Journal Journal { get; }
    public SimulatorOptions Options => options;
    public string AppId { get; }
    public string BotId => "28:" + AppId;
    public string ServiceUrl { get; set; } = "";

    /// <summary>Replaced, never changed, when somebody comes: whoever goes through it is not disturbed.</summary>
    public IReadOnlyList<PersonState> People { get; private set; }
    public List<PersonState> TeamMembers { get; }
    public bool TeamInstalled { get; set; }
    public IReadOnlyList<TeamChannel> Channels { get; } = [new(Cast.GeneralChannelId, "General"), new(Cast.SupportChannelId, "Support"), new(Cast.AzureChannelId, "Azure")];
    public Dictionary<string, OpenDialog> Dialogs { get; } = [];
    public Dictionary<string, StoredFile> Files { get; } = [];

    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public PersonState Add(CastMember member)
    {
        if (People.Any(p => p.Id == member.Id || p.Member.AadObjectId.Equals(member.AadObjectId, StringComparison.OrdinalIgnoreCase)))
            throw SimulatorException.NotNow($"There is already somebody called '{member.Id}' or with the object id {member.AadObjectId}.");
        var person = StateOf(member);
        People = [.. People, person];
        return person;
    }

    private PersonState StateOf(CastMember member) =>
        new(member, "29:1" + Wire.Opaque(AppId + member.AadObjectId), "a:1" + Wire.Opaque("chat" + AppId + member.AadObjectId));

    public PersonState PersonById(string id) =>
        People.FirstOrDefault(p => p.Id == id)
        ?? throw SimulatorException.Missing($"There is nobody called '{id}'. There are {string.Join(", ", People.Select(p => p.Id))}.");

    public PersonState? PersonByWireId(string id) =>
        People.FirstOrDefault(p => p.Mri == id || p.Member.AadObjectId.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when there is no such chat, channel or post.</summary>
    public Place? Find(string conversation)
    {
        var cut = conversation.IndexOf(";messageid=", StringComparison.Ordinal);
        var (id, root) = cut < 0 ? (conversation, null) : (conversation[..cut], conversation[(cut + ";messageid=".Length)..]);
        if (People.FirstOrDefault(p => p.Chat == id) is { } owner)
            return root is null ? new(id, null, owner) : null;
        if (Channels.All(c => c.Id != id))
            return null;
        return root is null || In(id).Any(m => m.Id == root && m.Place.RootId == root) ? new(id, root, null) : null;
    }

    public bool CanSee(PersonState person, Place place) => place.Personal ? place.Owner == person : TeamMembers.Contains(person);

    /// <summary>The place as this person names it; refuses what they cannot see.</summary>
    public Place PlaceFor(PersonState person, string? conversation)
    {
        var place = Find(conversation ?? person.Chat)
            ?? throw SimulatorException.Missing($"There is no conversation '{conversation}'.");
        return CanSee(person, place) ? place : throw SimulatorException.Missing($"{person.Member.Name} cannot see the conversation '{conversation}'.");
    }

    public IReadOnlyList<ChatMessage> In(string baseId) => messages.GetValueOrDefault(baseId) ?? [];

    public ChatMessage? MessageIn(Place place, string id) => In(place.Id).FirstOrDefault(m => m.Id == id);

    public ChatMessage MessageFor(PersonState person, string conversation, string id) =>
        MessageIn(PlaceFor(person, conversation), id)
        ?? throw SimulatorException.Missing($"There is no message '{id}' in the conversation '{conversation}'.");

    /// <summary>Message ids are epoch milliseconds, and no two are equal.</summary>
    public string NextMessageId()
    {
        lastId = Math.Max(Now.ToUnixTimeMilliseconds(), lastId + 1);
        return lastId.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Puts a message in its place; one written straight into a channel starts a post of its own.</summary>
    public ChatMessage Add(Place place, PersonState? author, JObject activity, string id, bool heard = true)
    {
        var message = new ChatMessage
        {
            Id = id,
            Place = place.Personal || place.RootId is not null ? place : place.Thread(id),
            Author = author,
            Activity = activity,
            SentAt = Now,
            Heard = heard,
        };
        if (!messages.TryGetValue(place.Id, out var list))
            messages[place.Id] = list = [];
        list.Add(message);
        Changes.Tell(message.Place.FullId, id);
        return message;
    }

    public void InstallAsAtStart()
    {
        installedEverywhere = true;
        TeamInstalled = true;
        foreach (var person in People)
            person.Installed = Cast.InstalledAtStart.Contains(person.Member);
    }

    /// <summary>Forgets what was said and done; people, team and installations are as at the start. The bot is told nothing.</summary>
    public void Reset()
    {
        messages.Clear();
        Dialogs.Clear();
        Files.Clear();
        Faults.Clear();
        Journal.Clear();
        foreach (var person in People)
            (person.Locale, person.TimeZone, person.Installed) = (person.Member.Locale, person.Member.TimeZone, false);
        TeamMembers.Clear();
        TeamMembers.AddRange(Cast.TeamMembersAtStart.Select(m => PersonById(m.Id)));
        TeamInstalled = false;
        if (installedEverywhere)
            InstallAsAtStart();
        foreach (var person in People)
            Changes.Tell(person.Chat, null);
        foreach (var channel in Channels)
            Changes.Tell(channel.Id, null);
    }
}

/// <summary>A dialog that is open on one person's screen.</summary>
internal sealed record OpenDialog(PersonState Person, ChatMessage Source, OpenTask Shown);

/// <summary>A picture or file that a person handed over.</summary>
internal sealed record StoredFile(string Id, string Name, string ContentType, byte[] Bytes, string? DownloadKey);
