using Newtonsoft.Json.Linq;
using TeamsSimulator;
using TeamsSimulator.Connector;
using TeamsSimulator.Conversations;
using TeamsSimulator.Playing;

namespace FaultSimulator.People;

/// <summary>Something that somebody does next.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Weight">How often it is done, beside the others.</param>
/// <param name="Try">Makes the activity; null where it is not possible now.</param>
/// <param name="In">In which runs it is done.</param>
internal sealed record Move(string Name, int Weight, Func<Players, Delivery?> Try, Circumstances In = Circumstances.None)
{
    /// <summary>Whether it is done in a run.</summary>
    public bool IsIn(Circumstances run) => (run & In) == In;
}

/// <summary>What people do, as a table: a new feature adds a row, or none where it is a button on a card.</summary>
internal static class Moves
{
    public static readonly IReadOnlyList<Move> All =
    [
        new("write", 6, players => players.Type(players.Customer(), "Outlook does not open since this morning")),
        new("write what asks for the service", 2, players => players.Type(players.Customer(), "It does not work any more")),
        new("write that it stops the business", 1, players => players.Say(players.Customer(), "this stops my business")),
        new("write to a ticket by its number", 3, players => players.AnyNumber() is { } number ? players.Type(players.Customer(), $"{number}: it happens again") : null),
        new("type send", 2, players => players.Say(players.Customer(), "send")),
        new("type cancel", 1, players => players.Say(players.Customer(), "cancel")),
        new("ask for a person", 2, players => players.Say(players.Customer(), "talk to a person")),
        new("thank", 1, players => players.Say(players.Customer(), "thanks")),
        new("ask for the state", 1, players => players.Say(players.Customer(), "status")),
        new("begin another request", 1, players => players.Say(players.Customer(), "new request")),
        new("send the summary", 14, players => players.Press(players.Customer(), isLatest: true, data => data.Text("verb") == "file")),
        new("press the latest card", 6, players => players.Press(players.Customer(), isLatest: true, _ => true)),
        new("press an old card", 3, players => players.Press(players.Customer(), isLatest: false, _ => true)),
        new("claim", 6, players => players.Press(players.Agent(), isLatest: false, data => data.Text("verb") == "claim")),
        new("open the form for a reply", 10, players => players.Press(players.Agent(), isLatest: false, data => data.Text("verb") == "reply")),
        new("solve", 18, players => players.Press(players.Agent(), isLatest: false, data => data.Text("verb") == "resolve")),
        new("say whether it is settled", 40, players => players.Press(players.Customer(), isLatest: true, data => data.Text("verb") is "settled" or "notYet")),
        new("press what the desk's channel offers", 14, players => players.Press(players.Agent(), isLatest: false, _ => true)),
        new("send the open form", 34, players => players.SendForm(players.Agent())),
        new("remove the app", 14, players => players.Remove(), Circumstances.Absences),
        new("block the app", 14, players => players.Block(), Circumstances.Absences),
        new("write to whoever is away", 60, players => players.PressFor(players.Customers.FirstOrDefault(each => each.Away is not null), data => data.Text("verb") == "reply"), Circumstances.Absences),
        new("work for whoever is away", 20, players => players.PressFor(players.Customers.FirstOrDefault(each => each.Away is not null), _ => true), Circumstances.Absences),
        new("come back", 10, players => players.Return(), Circumstances.Absences),
        new("claim for whoever has quiet hours", 30, players => players.PressFor(players.Quiet, data => data.Text("verb") == "claim"), Circumstances.QuietHours),
        new("delete a channel", 25, players => players.DeleteChannel(), Circumstances.LostChannel),
        new("write with a picture or file", 20, players => players.TypeWithFile(players.Customer()), Circumstances.Files),
    ];

    /// <summary>Whose words a text input takes: what is typed there for the customer, and what is typed there for the desk alone.</summary>
    public static string WordsFor(string? verb) => verb switch
    {
        "reply" => "Please start it again",
        "note" => "They called me names",
        "resolve" => "A new profile",
        _ => "As agreed",
    };
}

/// <summary>The people and what lies before them.</summary>
internal sealed class Players(World world, ActivityFactory activities, Marks marks, Random random)
{
    private const int ShownAtOnce = 12;
    private const int MostAbsences = 2;

    private readonly List<Resident> customers = [.. new[] { Cast.Ana, Cast.Bo, Cast.Carla }.Select(each => new Resident(world.PersonById(each.Id)))];
    private readonly List<Resident> agents = [.. new[] { Cast.Ivy, Cast.Max }.Select(each => new Resident(world.PersonById(each.Id)))];

    /// <summary>Ticket numbers that anybody has read on a screen.</summary>
    public List<string> Numbers { get; } = [];

    public IEnumerable<Resident> All => customers.Concat(agents);

    public IReadOnlyList<Resident> Customers => customers;

    public IReadOnlyList<Resident> Agents => agents;

    /// <summary>Who has set quiet hours; null where nobody has.</summary>
    public Resident? Quiet { get; set; }

    /// <summary>The channel that was deleted; null while all are there.</summary>
    public string? LostChannel { get; private set; }

    /// <summary>Everything that was sent beside words.</summary>
    public List<SentFile> Files { get; } = [];

    /// <summary>Whether something that a person did is still on its way to the bot.</summary>
    public required Func<Resident, bool> IsBusy { private get; init; }

    // The first two write more than the others, so that there is something to collide with.
    public Resident Customer() => customers[random.Next(4) switch { 3 => 2, var one => one % 2 }];

    public Resident Agent() => agents[random.Next(agents.Count)];

    public string? AnyNumber() => Numbers.Count == 0 ? null : Numbers[random.Next(Numbers.Count)];

    /// <summary>The customer whose chat it is; null for an agent's.</summary>
    public Resident? CustomerIn(Place chat) => customers.Find(each => each.State == chat.Owner);

    /// <summary>Types words that are recognised again; null where their writer is away.</summary>
    public Delivery? Type(Resident who, string words) => Say(who, () => marks.Mark(who, words));

    public Delivery? Say(Resident who, string words) => Say(who, () => words);

    public Delivery? TypeWithFile(Resident who)
    {
        if (who.Away is not null) return null;
        var (activity, file) = activities.TypedWith(who, marks.Mark(who, "This is what I see"), marks.Next(who), isPicture: random.Next(2) == 0);
        Files.Add(file);
        return new Delivery { From = who, Activity = activity, File = file };
    }

    /// <summary>Somebody removes the app: Teams tells the bot.</summary>
    public Delivery? Remove()
    {
        if (WhoMayLeave() is not { } who) return null;
        who.Leave(random.Next(2) == 0 ? ConnectorError.NotInRoster() : ConnectorError.WritesBlocked(), isRemoved: true);
        return new Delivery { From = who, Activity = activities.Installation(who, added: false) };
    }

    /// <summary>Somebody blocks the app: the bot finds it out by itself.</summary>
    public Delivery? Block()
    {
        if (WhoMayLeave() is not { } who) return null;
        who.Leave(random.Next(2) == 0 ? ConnectorError.BlockedByUser() : ConnectorError.WritesBlocked(), isRemoved: false);
        return Delivery.Silent(who);
    }

    /// <summary>Somebody who was away installs the app again, or writes again.</summary>
    public Delivery? Return() => customers.Find(each => each.Away is not null) is { } who ? Return(who) : null;

    public Delivery Return(Resident who)
    {
        var delivery = who.IsRemoved ? new Delivery { From = who, Activity = activities.Installation(who, added: true) } : null;
        who.Return(delivery);
        return delivery ?? Say(who, "status")!;
    }

    public Delivery? DeleteChannel()
    {
        if (LostChannel is not null) return null;
        LostChannel = random.Next(3) == 0 ? Cast.AzureChannelId : Cast.SupportChannelId;
        return Delivery.Silent(agents[0]);
    }

    /// <summary>Fills in what a card asks for and presses the button that carries a verb.</summary>
    public Delivery Choose(Resident who, string verb, JObject chosen)
    {
        var (message, button) = world.In(who.State.Chat).Where(each => each.Author is null && each.CardFor(who.Id) is not null)
            .SelectMany(each => CardActions.In(each.CardFor(who.Id)!).Select(action => (each, action)))
            .Last(each => each.action.Type == "Action.Execute" && (each.action.Json["data"] as JObject).Text("verb") == verb);
        return new Delivery { From = who, Activity = activities.Executed(who, message, button, (JObject)CardInputs.Merge(button, chosen)), Pressed = message };
    }

    // Whoever goes has said nothing just before: what they said would be taken for a sign that they are there.
    private Resident? WhoMayLeave() =>
        customers.Sum(each => each.Absences) < MostAbsences && Customer() is { Away: null } who && !IsBusy(who) && InChannels(message => IsOf(who, message)).Any() ? who : null;

    private IEnumerable<ChatMessage> InChannels(Func<ChatMessage, bool> wanted) => agents[0].Meets.Where(place => place != LostChannel).SelectMany(world.In).Where(wanted);

    private static bool IsOf(Resident customer, ChatMessage message) => message.Author is null && Wire.Write(message.Activity).Contains(customer.State.Member.Name, StringComparison.Ordinal);

    private Delivery? Say(Resident who, Func<string> words) => who.Away is null ? new() { From = who, Activity = activities.Typed(who, words()) } : null;

    /// <summary>An agent presses a button of a ticket of this customer's.</summary>
    public Delivery? PressFor(Resident? customer, Func<JObject, bool> wanted) => customer is null
        ? null
        : Press(Agent(), isLatest: false, wanted, message => IsOf(customer, message));

    /// <summary>Presses the button of a ticket that carries a verb, wherever it stands; null where it stands nowhere.</summary>
    public Delivery? Press(Resident who, string number, string verb)
    {
        bool IsWanted(JObject data) => data.Text("verb") == verb && data.Text("ticket") == number;
        return Press(who, isLatest: false, IsWanted, message => HasButton(who, message, IsWanted));
    }

    /// <summary>Sends the summary that was shown last.</summary>
    public Delivery? SendSummary(Resident who)
    {
        static bool IsWanted(JObject data) => data.Text("verb") == "file";
        return world.In(who.State.Chat).LastOrDefault(message => message.Author is null && message.CardFor(who.Id) is not null && HasButton(who, message, IsWanted)) is { } summary
            ? Press(who, isLatest: false, IsWanted, message => message == summary)
            : null;
    }

    private static bool HasButton(Resident who, ChatMessage message, Func<JObject, bool> wanted) =>
        CardActions.In(message.CardFor(who.Id)!).Any(button => button.Json["data"] is JObject data && wanted(data));

    /// <summary>Presses a button, filling in what the card asks for.</summary>
    public Delivery? Press(Resident who, bool isLatest, Func<JObject, bool> wanted, Func<ChatMessage, bool>? on = null)
    {
        if (who.Away is not null) return null;
        var messages = who.Meets.Where(place => place != LostChannel).SelectMany(world.In).Where(message => message.Author is null && message.CardFor(who.Id) is not null && on?.Invoke(message) is not false).TakeLast(isLatest ? 2 : ShownAtOnce).ToList();
        if (messages.Count == 0) return null;
        var message = messages[random.Next(messages.Count)];
        var buttons = CardActions.In(message.CardFor(who.Id)!).Where(button => button.Type is "Action.Execute" or "Action.Submit" && button.Json["data"] is JObject data && wanted(data)).ToList();
        if (buttons.Count == 0) return null;
        var pressed = buttons[random.Next(buttons.Count)];
        if (Filled(who, pressed) is not JObject data) return null;
        var activity = pressed.Type == "Action.Execute"
            ? activities.Executed(who, message, pressed, data)
            : data.Object("msteams").Text("type") == "task/fetch" ? activities.Opening(who, message, data) : activities.Submitted(who, message, data);
        return new Delivery { From = who, Activity = activity, Pressed = message };
    }

    /// <summary>Sends the form that is open, or sends it once more.</summary>
    public Delivery? SendForm(Resident who)
    {
        if (who.Form is not { } form) return null;
        var buttons = CardActions.In(form.Card).Where(button => button.Type is "Action.Submit" or "Action.Execute").ToList();
        if (buttons.Count == 0 || Filled(who, buttons[random.Next(buttons.Count)]) is not JObject data) return null;
        return new Delivery { From = who, Activity = activities.FormSent(who, form.Source, data), Pressed = form.Source };
    }

    // Null where the client would not send it.
    private JToken? Filled(Resident who, CardAction pressed)
    {
        var verb = (pressed.Json["data"] as JObject).Text("verb");
        var filled = new JObject();
        foreach (var input in pressed.Inputs)
        {
            var id = input.Text("id")!;
            var choices = input.Objects("choices").Select(choice => choice.Text("value")).OfType<string>().ToList();
            switch (input.Text("type"))
            {
                // What stands there already is left, but for a word more now and then.
                case "Input.Text" when input.Text("value") is { Length: > 0 } && random.Next(4) > 0:
                    break;
                case "Input.Text" when input.Text("value") is { Length: > 0 } standing && id == "subject":
                    filled[id] = "Mended: " + standing;
                    break;
                case "Input.Text" when string.IsNullOrEmpty(input.Text("value")):
                    filled[id] = input["regex"] is null ? marks.Mark(who, Moves.WordsFor(verb)) : "2";
                    break;
                case "Input.ChoiceSet" when choices.Count > 0 && (string.IsNullOrEmpty(input.Text("value")) || random.Next(3) == 0):
                    filled[id] = choices[random.Next(choices.Count)];
                    break;
                case "Input.Date" when string.IsNullOrEmpty(input.Text("value")):
                    filled[id] = "2026-12-01";
                    break;
                case "Input.Time" when string.IsNullOrEmpty(input.Text("value")):
                    filled[id] = "10:00";
                    break;
            }
        }

        try
        {
            return CardInputs.Merge(pressed, filled);
        }
        catch (SimulatorException)
        {
            return null;
        }
    }
}
