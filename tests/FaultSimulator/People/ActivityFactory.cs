using System.Text;
using Newtonsoft.Json.Linq;
using SupportBot.Resources;
using TeamsSimulator;
using TeamsSimulator.Conversations;
using TeamsSimulator.Delivery;
using TeamsSimulator.Playing;

namespace FaultSimulator.People;

/// <summary>Activities as Teams writes them, with ids that come from the run and not from chance.</summary>
internal sealed class ActivityFactory(World world)
{
    private static readonly byte[] PngBeginning = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly ActivityWriter writer = new(world);
    private int events;

    public JObject Typed(Resident who, string words) => Typed(who, words, attachment: null);

    /// <summary>Words with a picture, which the Connector keeps, or with a text file, which is fetched from where its sender keeps it.</summary>
    /// <param name="who">Who writes.</param>
    /// <param name="words">Their words.</param>
    /// <param name="mark">A text that nothing else in the run has.</param>
    /// <param name="isPicture">Which of the two.</param>
    public (JObject Activity, SentFile File) TypedWith(Resident who, string words, string mark, bool isPicture)
    {
        byte[] bytes = isPicture ? [.. PngBeginning, .. Encoding.UTF8.GetBytes(mark)] : Encoding.UTF8.GetBytes($"{mark}\n{new string('x', 300)}\n");
        var file = new StoredFile(mark, mark + ".txt", isPicture ? "image/png" : "text/plain", bytes, isPicture ? null : mark + "key");
        world.Files[file.Id] = file;
        var activity = Typed(who, words, isPicture ? Picture(file) : Download(file));
        // Teams does not name a picture that was pasted into a message.
        return (activity, new SentFile(who, isPicture ? Texts.In(who.State.Locale).FileName(1) + ".png" : file.Name, bytes));
    }

    public JObject Installation(Resident who, bool added) => Named(writer.Installation(who.State, world.Find(who.State.Chat)!, added));

    private JObject Typed(Resident who, string words, JObject? attachment)
    {
        var place = world.Find(who.State.Chat)!;
        var id = world.NextMessageId();
        var activity = writer.Message(who.State, place, id, words, html: null, mentionsBot: false, attachment is null ? null : [attachment]);
        world.Add(place, who.State, activity, id);
        return activity;
    }

    private JObject Picture(StoredFile file) => new() { ["contentType"] = "image/*", ["contentUrl"] = $"{world.ServiceUrl}v3/attachments/{file.Id}/views/original" };

    private JObject Download(StoredFile file)
    {
        var root = world.ServiceUrl[..^"teams/".Length];
        return new JObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["contentUrl"] = $"{root}files/{file.Id}/{file.Name}",
            ["name"] = file.Name,
            ["content"] = new JObject { ["downloadUrl"] = $"{root}files/{file.Id}?tempauth={file.DownloadKey}", ["uniqueId"] = file.Id, ["fileType"] = "txt", ["etag"] = file.Id },
        };
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
