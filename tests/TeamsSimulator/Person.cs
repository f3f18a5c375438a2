using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;
using TeamsSimulator.Playing;

namespace TeamsSimulator;

/// <summary>A person at play. Where a conversation may be left out, it is their personal chat.</summary>
public sealed class Person
{
    private readonly SimulatedTeams teams;
    private readonly World world;
    private readonly Play play;
    private readonly PersonState state;

    internal Person(SimulatedTeams teams, World world, Play play, string id)
    {
        (this.teams, this.world, this.play) = (teams, world, play);
        state = world.PersonById(id);
    }

    public string Id => state.Id;
    public string Name => state.Member.Name;
    public string AadObjectId => state.Member.AadObjectId;
    public string TenantId => state.Tenant;
    /// <summary>The person's <c>29:…</c> id, which holds for this bot only.</summary>
    public string Mri => state.Mri;
    /// <summary>The personal chat.</summary>
    public string ConversationId => state.Chat;

    /// <summary>Writes a message. A channel's id starts a post, a thread's id replies in it; there the bot hears it only when mentioned.</summary>
    /// <param name="html">The rich text, when it is more than <paramref name="text"/> says.</param>
    public Task<Said> SayAsync(string text, string? conversation = null, bool mention = false, string? html = null) =>
        play.SayAsync(Id, text, conversation, mention, html);

    /// <summary>Hands over a picture (<c>image/*</c>) or, in the personal chat, a file.</summary>
    public Task<Said> AttachAsync(string name, string contentType, byte[] bytes, string? text = null, string? conversation = null, bool mention = false) =>
        play.AttachAsync(Id, [new(name, contentType, bytes)], text, conversation, mention);

    /// <summary>Hands over several pictures and files in one message of the personal chat.</summary>
    public Task<Said> AttachAsync(IReadOnlyList<PickedFile> files, string? text = null) => play.AttachAsync(Id, files, text, conversation: null, mention: false);

    public Task<Said> EditAsync(Message message, string text) => play.EditAsync(Id, message.Conversation, message.Id, text);

    public Task<Said> DeleteAsync(Message message) => play.DeleteAsync(Id, message.Conversation, message.Id);

    public Task<Said> ReactAsync(Message message, string reaction, bool remove = false) =>
        play.ReactAsync(Id, message.Conversation, message.Id, reaction, remove);

    /// <summary>Presses a button of the card that this person sees, or a suggested action.</summary>
    /// <param name="action">Its id, verb, title or index, tried in that order.</param>
    /// <param name="inputs">What was filled in, by input id: an anonymous object, a dictionary or a JObject.</param>
    /// <exception cref="SimulatorException">There is no such button, or the client would not send these inputs.</exception>
    public Task<Pressed> PressAsync(Message message, string action, object? inputs = null) =>
        play.PressAsync(Id, message.Conversation, message.Id, action, Inputs(inputs), null);

    /// <summary>Presses a button of an open dialog.</summary>
    public Task<Pressed> SubmitTaskAsync(OpenTask task, string action, object? inputs = null) =>
        play.SubmitTaskAsync(Id, task.Id, action, Inputs(inputs));

    /// <summary>Closes a dialog by its cross; the bot is not told.</summary>
    public void CloseTask(OpenTask task) => play.CloseTask(Id, task.Id);

    /// <summary>What the client does by itself when the card comes into view.</summary>
    public Task<Refreshed> RefreshAsync(Message message) => play.RefreshAsync(Id, message.Conversation, message.Id);

    /// <summary>Sends any other invoke, such as <c>composeExtension/query</c>.</summary>
    public Task<BotAnswer> InvokeAsync(string name, object? value, string? conversation = null, Message? replyTo = null) =>
        play.InvokeAsync(Id, name, value is null ? null : JToken.FromObject(value), conversation ?? replyTo?.Conversation, replyTo?.Id);

    /// <summary>Searches with the app's message extension, as Teams does while this person types beside the compose box.</summary>
    /// <param name="commandId">The command of the manifest.</param>
    /// <param name="text">What was typed; where it is empty Teams asks for what to show first (<c>initialRun</c>).</param>
    /// <param name="parameter">The name of the command's one parameter in the manifest.</param>
    /// <param name="conversation">Where the compose box is.</param>
    public Task<BotAnswer> QueryExtensionAsync(string commandId, string text, string parameter = "query", string? conversation = null) =>
        InvokeAsync("composeExtension/query", ExtensionQuery(commandId, text, parameter), conversation);

    public Task<Said> InstallAsync() => play.InstallAsync(Id, install: true);

    public Task<Said> UninstallAsync() => play.InstallAsync(Id, install: false);

    public Task<Said> JoinTeamAsync() => play.ChangeMembershipAsync(Id, member: true);

    public Task<Said> LeaveTeamAsync() => play.ChangeMembershipAsync(Id, member: false);

    /// <summary>Changes what Teams says of this person from now on.</summary>
    public void Prefers(string? locale = null, string? timeZone = null) => play.Describe(Id, locale, timeZone);

    /// <summary>What this person sees in a conversation, in order.</summary>
    public Task<IReadOnlyList<Message>> ReadAsync(string? conversation = null) => Task.FromResult(Read(conversation));

    /// <inheritdoc cref="ReadAsync"/>
    public IReadOnlyList<Message> Read(string? conversation = null)
    {
        lock (world.Gate)
        {
            var place = world.PlaceFor(state, conversation);
            return [.. world.In(place.Id).Where(m => place.RootId is null || m.Place.RootId == place.RootId).Select(m => Message.Seen(world, m, Id))];
        }
    }

    /// <summary>The same message as this person sees it now.</summary>
    public Message Again(Message message)
    {
        lock (world.Gate)
            return Message.Seen(world, world.MessageFor(state, message.Conversation, message.Id), Id);
    }

    /// <summary>Waits until this person sees a message of the bot that fits, now or later; the newest that fits is returned.</summary>
    /// <param name="timeout">By the system clock; 10 s unless given.</param>
    /// <exception cref="TimeoutException">None came; the message lists what was there.</exception>
    public Task<Message> WaitForAsync(Func<Message, bool> fits, string? conversation = null, TimeSpan? timeout = null) => teams.WaitForAsync(
        () => Read(conversation).LastOrDefault(m => m.FromBot && !m.Deleted && fits(m)),
        () => $"{Name} sees none that fits among:\n{string.Join('\n', Read(conversation))}",
        timeout);

    /// <summary>Waits until this person reads these words from the bot.</summary>
    /// <inheritdoc cref="WaitForAsync(Func{Message, bool}, string?, TimeSpan?)"/>
    public Task<Message> WaitForAsync(string words, string? conversation = null, TimeSpan? timeout = null) =>
        WaitForAsync(m => m.Shows(words), conversation, timeout);

    private static JObject ExtensionQuery(string commandId, string text, string parameter) => new()
    {
        ["commandId"] = commandId,
        ["parameters"] = new JArray(new JObject
        {
            ["name"] = text.Length > 0 ? parameter : "initialRun",
            ["value"] = text.Length > 0 ? text : "true",
        }),
        ["queryOptions"] = new JObject { ["skip"] = 0, ["count"] = 25 },
    };

    private static JObject? Inputs(object? inputs) => inputs switch
    {
        null => null,
        JObject json => json,
        _ => JObject.FromObject(inputs),
    };
}
