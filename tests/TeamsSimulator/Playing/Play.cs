using System.Net;
using Newtonsoft.Json.Linq;
using TeamsSimulator.Conversations;
using TeamsSimulator.Delivery;

namespace TeamsSimulator.Playing;

/// <summary>What people do: the one code behind the HTTP API and <see cref="Person"/>.</summary>
internal sealed class Play(World world, BotEndpoint bot, ActivityWriter writer)
{
    private static readonly TimeSpan RefreshPause = TimeSpan.FromMinutes(1);
    private const int AutomaticRefreshMembers = 60;

    public async Task<Said> SayAsync(string personId, string text, string? conversation, bool mention, string? html)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw SimulatorException.Bad("'text' is empty; Teams sends no empty message.");
        JObject activity;
        bool heard;
        lock (world.Gate)
        {
            var person = world.PersonById(personId);
            var place = world.PlaceFor(person, conversation);
            heard = MayWrite(place, mention);
            var id = world.NextMessageId();
            activity = writer.Message(person, place.Personal || place.RootId is not null ? place : place.Thread(id), id, text, html, mention && !place.Personal);
            world.Add(place, person, activity, id, heard);
        }
        return await DeliverIfHeardAsync(activity, personId, heard);
    }

    public async Task<Said> AttachAsync(string personId, IReadOnlyList<PickedFile> picked, string? text, string? conversation, bool mention)
    {
        JObject activity;
        bool heard;
        lock (world.Gate)
        {
            var person = world.PersonById(personId);
            var place = world.PlaceFor(person, conversation);
            if (!place.Personal && !picked.All(each => each.IsPicture))
                throw SimulatorException.NotNow("Teams hands files to bots in personal chats only.");
            heard = MayWrite(place, mention);
            var files = picked.Select(each => new StoredFile(Guid.NewGuid().ToString("N"), each.Name, each.ContentType, each.Bytes, each.IsPicture ? null : Guid.NewGuid().ToString("N"))).ToList();
            foreach (var file in files)
                world.Files[file.Id] = file;
            var id = world.NextMessageId();
            var pictures = string.Concat(files.Where(file => file.DownloadKey is null).Select(file => $"<div><img alt=\"{WebUtility.HtmlEncode(file.Name)}\" src=\"{ViewUrl(file)}\"></div>"));
            var html = pictures.Length > 0 ? $"<div>{pictures}{(text is null ? "" : $"<div>{WebUtility.HtmlEncode(text)}</div>")}</div>" : null;
            activity = writer.Message(person, place.Personal || place.RootId is not null ? place : place.Thread(id), id, text ?? "", html,
                mention && !place.Personal, files.Select(file => file.DownloadKey is null ? Picture(file) : Download(file)));
            world.Add(place, person, activity, id, heard);
        }
        return await DeliverIfHeardAsync(activity, personId, heard);
    }

    public async Task<Said> EditAsync(string personId, string conversation, string messageId, string text)
    {
        JObject activity;
        bool heard;
        lock (world.Gate)
        {
            var message = OwnMessage(personId, conversation, messageId);
            message.Activity = Wire.Copy(message.Activity);
            message.Activity["text"] = text;
            message.EditedAt = world.Now;
            message.Edits++;
            heard = message.Heard && Listens(message.Place);
            activity = writer.Edited(message, text);
            world.Changes.Tell(message.Place.FullId, messageId);
        }
        return await DeliverIfHeardAsync(activity, personId, heard);
    }

    public async Task<Said> DeleteAsync(string personId, string conversation, string messageId)
    {
        JObject activity;
        bool heard;
        lock (world.Gate)
        {
            var message = OwnMessage(personId, conversation, messageId);
            message.Deleted = true;
            heard = message.Heard && Listens(message.Place);
            activity = writer.Deleted(message);
            world.Changes.Tell(message.Place.FullId, messageId);
        }
        return await DeliverIfHeardAsync(activity, personId, heard);
    }

    public async Task<Said> ReactAsync(string personId, string conversation, string messageId, string reaction, bool remove)
    {
        JObject activity;
        bool heard;
        lock (world.Gate)
        {
            var person = world.PersonById(personId);
            var message = Visible(person, conversation, messageId);
            if (remove && !message.Reactions.Remove((personId, reaction)))
                throw SimulatorException.NotNow($"{person.Member.Name} has not reacted with '{reaction}'.");
            if (!remove)
                message.Reactions.Add((personId, reaction));
            // Teams tells a bot of reactions to its own messages only.
            heard = message.Author is null && Listens(message.Place);
            activity = writer.Reaction(person, message, reaction, remove);
            world.Changes.Tell(message.Place.FullId, messageId);
        }
        return await DeliverIfHeardAsync(activity, personId, heard);
    }

    public async Task<Pressed> PressAsync(string personId, string conversation, string messageId, string action, JObject? inputs, string? task)
    {
        if (task is not null)
            return await SubmitTaskAsync(personId, task, action, inputs);
        PersonState person;
        ChatMessage message;
        CardAction? pressed;
        lock (world.Gate)
        {
            person = world.PersonById(personId);
            message = Visible(person, conversation, messageId);
            if (!Listens(message.Place))
                throw SimulatorException.NotNow("The bot is not installed there any more.");
            var card = message.CardFor(personId);
            var actions = card is null ? [] : CardActions.In(card);
            pressed = CardActions.Find(actions, action);
            if (pressed is null && Suggested(message, action) is not { } suggested)
                throw SimulatorException.Missing($"The message '{messageId}' has no button '{action}'. {CardActions.Describe(actions)}");
        }
        if (pressed is null)
        {
            var said = await SayAsync(personId, Suggested(message, action)!.Text("value") ?? action, conversation, mention: false, html: null);
            return new(said.BotStatus, null, null, null, null, null, null);
        }
        return pressed.Type switch
        {
            "Action.Execute" => await ExecuteAsync(person, message, Action(pressed, inputs), "manual"),
            "Action.Submit" => await SubmitAsync(person, message, pressed, inputs),
            "Action.OpenUrl" => new(null, null, null, null, null, pressed.Json.Text("url"), null),
            var other => throw SimulatorException.NotNow($"{other} happens on the client; the bot is not told."),
        };
    }

    public async Task<Pressed> SubmitTaskAsync(string personId, string taskId, string action, JObject? inputs)
    {
        OpenDialog dialog;
        JObject invoke;
        lock (world.Gate)
        {
            if (!world.Dialogs.TryGetValue(taskId, out var open) || open.Person.Id != personId)
                throw SimulatorException.Missing($"No dialog '{taskId}' is open for {world.PersonById(personId).Member.Name}.");
            dialog = open;
            var actions = dialog.Shown.Card is null ? [] : CardActions.In(dialog.Shown.Card);
            var pressed = CardActions.Find(actions, action)
                ?? throw SimulatorException.Missing($"The dialog has no button '{action}'. {CardActions.Describe(actions)}");
            if (pressed.Type == "Action.OpenUrl")
                return new(null, null, null, null, null, pressed.Json.Text("url"), dialog.Shown);
            if (pressed.Type is not ("Action.Submit" or "Action.Execute"))
                throw SimulatorException.NotNow($"{pressed.Type} happens on the client; the bot is not told.");
            invoke = writer.Invoke(dialog.Person, dialog.Source.Place, "task/submit", DialogValue(CardInputs.Merge(pressed, inputs)), dialog.Source.Id);
        }
        return Show(dialog.Person, dialog.Source, await bot.DeliverAsync(invoke, personId), taskId);
    }

    /// <summary>Closes a dialog by its cross; the bot is not told.</summary>
    public void CloseTask(string personId, string taskId)
    {
        lock (world.Gate)
            if (!world.Dialogs.TryGetValue(taskId, out var open) || open.Person.Id != personId || !world.Dialogs.Remove(taskId))
                throw SimulatorException.Missing($"No dialog '{taskId}' is open.");
    }

    public async Task<Refreshed> RefreshAsync(string personId, string conversation, string messageId)
    {
        PersonState person;
        ChatMessage message;
        JObject action;
        lock (world.Gate)
        {
            person = world.PersonById(personId);
            message = Visible(person, conversation, messageId);
            if (!Listens(message.Place))
                return NotSent("The bot is not installed there any more.");
            if (message.CardFor(personId).Object("refresh") is not { } refresh || refresh.Object("action") is not { } wanted)
                return NotSent("The card has no refresh.");
            if (refresh["userIds"] is JArray users
                    ? users.OfType<JValue>().All(u => u.Value as string != person.Mri)
                    : Members(message.Place) > AutomaticRefreshMembers)
                return NotSent("The card refreshes for others.");
            if (message.LastInvokeCard.TryGetValue(personId, out var last) && world.Now - last < RefreshPause)
                return NotSent("The last card from the bot is not older than one minute.");
            action = Wire.Copy(wanted);
        }
        var pressed = await ExecuteAsync(person, message, action, "automatic");
        return new(true, null, pressed.BotStatus, pressed.Body, pressed.Card);
    }

    public async Task<BotAnswer> InvokeAsync(string personId, string name, JToken? value, string? conversation, string? messageId)
    {
        JObject invoke;
        lock (world.Gate)
        {
            var person = world.PersonById(personId);
            invoke = writer.Invoke(person, world.PlaceFor(person, conversation), name, value, messageId);
        }
        return await bot.DeliverAsync(invoke, personId);
    }

    public async Task<Said> InstallAsync(string personId, bool install)
    {
        JObject[] activities;
        lock (world.Gate)
        {
            var person = world.PersonById(personId);
            if (person.Installed == install)
                throw SimulatorException.NotNow($"The app is {(install ? "already" : "not")} installed for {person.Member.Name}.");
            person.Installed = install;
            var chat = new Place(person.Chat, null, person);
            activities = install
                ? [writer.Installation(person, chat, true), writer.Members(person, chat, true, person.Mri, world.BotId)]
                : [writer.Installation(person, chat, false)];
            world.Changes.Tell(person.Chat, null);
        }
        return await DeliverAllAsync(activities, personId);
    }

    /// <param name="personId">Who does it; the team's owner unless given.</param>
    public async Task<Said> InstallInTeamAsync(string? personId, bool install)
    {
        JObject[] activities;
        PersonState by;
        lock (world.Gate)
        {
            if (world.TeamInstalled == install)
                throw SimulatorException.NotNow($"The app is {(install ? "already" : "not")} installed in the team.");
            by = personId is null ? TeamOwner : world.PersonById(personId);
            if (personId is not null && !world.TeamMembers.Contains(by))
                throw SimulatorException.NotNow($"{by.Member.Name} is not in the team: only its members add and remove apps.");
            world.TeamInstalled = install;
            var general = new Place(Cast.GeneralChannelId, null, null);
            activities = install
                ? [writer.Installation(by, general, true), writer.Members(by, general, true, world.BotId)]
                : [writer.Installation(by, general, false)];
            world.Changes.Tell(general.Id, null);
        }
        return await DeliverAllAsync(activities, by.Id);
    }

    public async Task<Said> ChangeMembershipAsync(string personId, bool member)
    {
        JObject activity;
        bool heard;
        lock (world.Gate)
        {
            var person = world.PersonById(personId);
            if (world.TeamMembers.Contains(person) == member)
                throw SimulatorException.NotNow($"{person.Member.Name} is {(member ? "already" : "not")} in the team.");
            if (member && person.Member.Organisation != Cast.Contoso)
                throw SimulatorException.NotNow($"{person.Member.Name} is of another organisation; guests are not simulated.");
            if (member)
                world.TeamMembers.Add(person);
            else
                world.TeamMembers.Remove(person);
            heard = world.TeamInstalled;
            activity = writer.Members(TeamOwner, new Place(Cast.GeneralChannelId, null, null), member, person.Mri);
            world.Changes.Tell(Cast.GeneralChannelId, null);
        }
        return await DeliverIfHeardAsync(activity, personId, heard) with { Id = null };
    }

    public void Describe(string personId, string? locale, string? timeZone)
    {
        lock (world.Gate)
        {
            var person = world.PersonById(personId);
            if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
                throw SimulatorException.Bad($"'{timeZone}' is not an IANA time zone, such as Europe/Lisbon.");
            person.Locale = locale ?? person.Locale;
            person.TimeZone = timeZone ?? person.TimeZone;
        }
    }

    public async Task<BotAnswer> RedeliverAsync(string activityId, bool newId)
    {
        var sent = world.Journal.Activities.FirstOrDefault(a => a.Id == activityId)
            ?? throw SimulatorException.Missing($"No activity '{activityId}' was sent.");
        return await bot.RedeliverAsync(sent.Activity, sent.Person, newId);
    }

    private PersonState TeamOwner => world.PersonById(Cast.Lea.Id);

    private async Task<Pressed> ExecuteAsync(PersonState person, ChatMessage message, JObject action, string trigger)
    {
        JObject invoke;
        lock (world.Gate)
            invoke = writer.Invoke(person, message.Place, "adaptiveCard/action", new JObject { ["action"] = action, ["trigger"] = trigger }, message.Id);
        var answer = await bot.DeliverAsync(invoke, person.Id);
        var body = answer.Json as JObject;
        if (answer.Status != 200 || body is null)
            return Failed(answer);
        switch (body.Text("type"))
        {
            case Wire.AdaptiveCard when body["value"] is JObject card:
                lock (world.Gate)
                {
                    message.Views[person.Id] = card;
                    message.LastInvokeCard[person.Id] = world.Now;
                    world.Changes.Tell(message.Place.FullId, message.Id);
                }
                return new(answer.Status, body, card, null, null, null, null);
            case "application/vnd.microsoft.activity.message":
                return new(answer.Status, body, null, body.Text("value"), null, null, null);
            default:
                return new(answer.Status, body, null, null, body.Object("value").Text("message") ?? ClientError, null, null);
        }
    }

    private async Task<Pressed> SubmitAsync(PersonState person, ChatMessage message, CardAction pressed, JObject? inputs)
    {
        var data = CardInputs.Merge(pressed, inputs);
        var teams = (data as JObject).Object("msteams");
        JObject activity;
        switch (teams.Text("type"))
        {
            case "task/fetch":
                lock (world.Gate)
                    activity = writer.Invoke(person, message.Place, "task/fetch", DialogValue(data), message.Id);
                return Show(person, message, await bot.DeliverAsync(activity, person.Id), null);
            case "imBack":
                var said = await SayAsync(person.Id, teams.Text("value") ?? "", message.Place.FullId, mention: !message.Place.Personal, html: null);
                return new(said.BotStatus, null, null, null, null, null, null);
            case "messageBack":
                lock (world.Gate)
                {
                    if (teams.Text("displayText") is { } shown)
                        world.Add(message.Place, person, new JObject { ["type"] = "message", ["text"] = shown, ["textFormat"] = "plain" }, world.NextMessageId());
                    activity = writer.Submit(person, message, teams!["value"], teams.Text("text"));
                }
                break;
            case null or "invoke":
                lock (world.Gate)
                    activity = writer.Submit(person, message, data);
                break;
            case var other:
                throw SimulatorException.NotNow($"A button of type '{other}' is not simulated.");
        }
        var answer = await bot.DeliverAsync(activity, person.Id);
        return answer.Status == 200 ? new(answer.Status, answer.Json, null, null, null, null, null) : Failed(answer);
    }

    private Pressed Show(PersonState person, ChatMessage source, BotAnswer answer, string? openId)
    {
        lock (world.Gate)
        {
            OpenTask? open = openId is null ? null : world.Dialogs.GetValueOrDefault(openId)?.Shown;
            if (answer.Status != 200)
                return new(answer.Status, answer.Json, null, null, DialogError, null, open);
            var task = answer.Json.Object("task");
            if (openId is not null)
                world.Dialogs.Remove(openId);
            if (task.Text("type") != "continue" || task.Object("value") is not { } value)
                return new(answer.Status, answer.Json, null, task.Text("value"), null, null, null);
            var shown = new OpenTask(
                openId ?? Guid.NewGuid().ToString("N"), value.Text("title"), value.Object("card").Object("content"), value["height"], value["width"], value.Text("url"));
            world.Dialogs[shown.Id] = new(person, source, shown);
            return new(answer.Status, answer.Json, null, null, null, null, shown);
        }
    }

    private const string ClientError = "Something went wrong, Try again";
    private const string DialogError = "Unable to reach app. Please try again.";

    private static Pressed Failed(BotAnswer answer) => new(answer.Status, answer.Json, null, null, ClientError, null, null);

    private static JObject Action(CardAction pressed, JObject? inputs)
    {
        var action = new JObject { ["type"] = pressed.Type };
        foreach (var property in (string[])["id", "verb", "title"])
            if (pressed.Json.Text(property) is { } value)
                action[property] = value;
        action["data"] = CardInputs.Merge(pressed, inputs);
        return action;
    }

    private static JObject DialogValue(JToken data) => new() { ["data"] = data, ["context"] = new JObject { ["theme"] = "default" } };

    private static Refreshed NotSent(string reason) => new(false, reason, null, null, null);

    private int Members(Place place) => place.Personal ? 1 : world.TeamMembers.Count;

    private static JObject? Suggested(ChatMessage message, string title) => message.Activity.Object("suggestedActions").Objects("actions")
        .FirstOrDefault(a => a.Text("title") == title || a.Text("value") == title);

    private ChatMessage Visible(PersonState person, string conversation, string messageId)
    {
        var message = world.MessageFor(person, conversation, messageId);
        return message.Deleted ? throw SimulatorException.NotNow($"The message '{messageId}' has been deleted.") : message;
    }

    private ChatMessage OwnMessage(string personId, string conversation, string messageId)
    {
        var person = world.PersonById(personId);
        var message = Visible(person, conversation, messageId);
        return message.Author == person ? message : throw SimulatorException.NotNow($"The message '{messageId}' is not {person.Member.Name}'s.");
    }

    private bool Listens(Place place) => place.Owner?.Installed ?? world.TeamInstalled;

    /// <returns>Whether the bot hears what is written there.</returns>
    private bool MayWrite(Place place, bool mention)
    {
        if (place.Personal && !place.Owner!.Installed)
            throw SimulatorException.NotNow($"The app is not installed for {place.Owner.Member.Name}: there is nobody to write to. Install it first.");
        if (mention && !Listens(place))
            throw SimulatorException.NotNow("The bot is not installed in the team: it cannot be mentioned.");
        return Listens(place) && (place.Personal || mention || world.Options.ChannelMessagePermission);
    }

    private async Task<Said> DeliverIfHeardAsync(JObject activity, string person, bool heard)
    {
        var id = activity.Text("id");
        return heard ? new(id, (await bot.DeliverAsync(activity, person)).Status, true) : new(id, null, false);
    }

    private async Task<Said> DeliverAllAsync(JObject[] activities, string person)
    {
        var status = 200;
        foreach (var activity in activities)
            if ((await bot.DeliverAsync(activity, person)).Status is not 200 and var failed)
                status = failed;
        return new(null, status, true);
    }

    private string ViewUrl(StoredFile file) => $"{world.ServiceUrl}v3/attachments/{file.Id}/views/original";

    private JObject Picture(StoredFile file) => new()
    {
        ["contentType"] = "image/*",
        ["contentUrl"] = ViewUrl(file),
    };

    private JObject Download(StoredFile file)
    {
        var root = world.ServiceUrl[..^"teams/".Length];
        return new()
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["contentUrl"] = $"{root}files/{file.Id}/{Uri.EscapeDataString(file.Name)}",
            ["name"] = file.Name,
            ["content"] = new JObject
            {
                ["downloadUrl"] = $"{root}files/{file.Id}?tempauth={file.DownloadKey}",
                ["uniqueId"] = Guid.NewGuid().ToString("D").ToUpperInvariant(),
                ["fileType"] = Path.GetExtension(file.Name).TrimStart('.'),
                ["etag"] = file.Id,
            },
        };
    }
}
