using System.Text.RegularExpressions;
using FaultSimulator.People;
using FaultSimulator.Running;
using FaultSimulator.Tables;
using Microsoft.Bot.Builder;
using Newtonsoft.Json.Linq;
using SupportBot.Cards;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;
using TeamsSimulator;

namespace FaultSimulator.Checks;

/// <summary>Something of which a person has read that the desk has it.</summary>
/// <param name="By">Who read it.</param>
/// <param name="Number">The ticket.</param>
/// <param name="Action">What was done there.</param>
/// <param name="Marks">The marks of the words that the desk has.</param>
internal sealed record Acknowledged(Resident By, string Number, TicketAction Action, IReadOnlyList<string> Marks);

/// <summary>Everything that went to a customer: what Teams took for their chat, and what answered their presses.</summary>
/// <param name="To">The customer.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Taken">The message, where it is one.</param>
internal sealed record ToCustomer(Resident To, string Bytes, Taken? Taken);

/// <summary>A row of a ticket that was read or written while a customer was waited upon.</summary>
internal sealed record TouchedTicket(Resident OnBehalfOf, string Number, bool IsHead, bool IsWritten);

/// <summary>Keeps what people wrote, what they were shown, and which rows were touched for them.</summary>
internal sealed partial class Ledger(Players players)
{
    private static readonly string[] CustomerTenants = [Cast.Fabrikam.TenantId, Cast.Northwind.TenantId];

    // What an agent reads where a form was taken: every text of the product that is named so, whatever stands in its places.
    private static readonly List<Regex> DoneSentences =
    [
        .. typeof(Texts).GetProperties().Where(each => each.Name.StartsWith("Done", StringComparison.Ordinal)).Select(each => each.GetValue(Texts.In("en")))
            .Concat(typeof(Texts).GetMethods().Where(each => each.Name.StartsWith("Done", StringComparison.Ordinal)).Select(each => each.Invoke(Texts.In("en"), [.. each.GetParameters().Select(_ => Place)])))
            .Select(sentence => new Regex("^" + Regex.Escape((string)sentence!).Replace(Place, ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant)),
    ];

    private const string Place = "@@@";

    private readonly Dictionary<string, Delivery> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> replies = new(StringComparer.Ordinal);

    public List<Acknowledged> Acknowledgements { get; } = [];

    /// <summary>Files of which their sender has read that a ticket has them.</summary>
    public List<(SentFile File, string Number)> AcknowledgedFiles { get; } = [];

    public List<ToCustomer> SentToCustomers { get; } = [];

    /// <summary>Who pressed to have which words sent once more: each is a wish of its own.</summary>
    public HashSet<(string Agent, string Number, string Event)> SentAgain { get; } = [];

    /// <summary>Rows of tickets that were touched on behalf of customers.</summary>
    public HashSet<TouchedTicket> TouchedTickets { get; } = [];

    /// <summary>Rows of others' that were touched on behalf of customers.</summary>
    public HashSet<string> Trespasses { get; } = [];

    /// <summary>Somebody wrote or pressed; it was not delivered yet.</summary>
    public void Wrote(Delivery delivery)
    {
        if (delivery.Data is null) typed[delivery.Id] = delivery;
        if (delivery.Data is { } data && data.Text("verb") == Verbs.SendAgain) SentAgain.Add((delivery.From.Id, data.Text("ticket") ?? "", data.Text("number") ?? ""));
    }

    /// <summary>Teams took a message or a new version of one: whoever sees the place sees it.</summary>
    public void Shown(Taken taken)
    {
        Learn(taken.Bytes);
        if (!taken.Place.Personal) return;
        if (players.CustomerIn(taken.Place) is not { } reader) return;
        SentToCustomers.Add(new ToCustomer(reader, taken.Bytes, taken));
        if (taken.ReplyTo is not { } answered) return;
        replies[taken.Id] = answered;
        if (!typed.TryGetValue(answered, out var heard)) return;
        var texts = Texts.In(reader.State.Locale);
        var said = Plain(taken.Bytes);
        foreach (var number in NumbersIn(said))
        {
            if (said.Contains(Plain(texts.AddedTo(number)), StringComparison.Ordinal)) Acknowledge(reader, number, TicketAction.CustomerMessage, heard.Activity.Text("text"));
            if (heard.File is { } file && ShowsAdded(said, number, file, texts))
            {
                Acknowledge(reader, number, TicketAction.CustomerMessage, heard.Activity.Text("text"));
                AcknowledgedFiles.Add((file, number));
            }

            if (said.Contains(Plain(texts.Filed(number)), StringComparison.Ordinal)) Acknowledge(reader, number, TicketAction.File, words: null);
        }
    }

    /// <summary>A press was answered.</summary>
    /// <param name="delivery">The press.</param>
    /// <param name="answer">What Teams got.</param>
    /// <param name="isShown">Whether it came while the one who pressed still waited for it.</param>
    public void Answered(Delivery delivery, InvokeResponse answer, bool isShown)
    {
        if (answer.Body is not JObject body) return;
        var who = delivery.From;
        var pressedOn = delivery.Pressed?.CardFor(who.Id) is { } shown ? Wire.Write(shown) : "";
        var bytes = Wire.Write(body);
        Learn(bytes);
        if (!who.WorksAtDesk) SentToCustomers.Add(new ToCustomer(who, bytes, Taken: null));
        if (!isShown) return;

        if (body.Text("type") == Wire.AdaptiveCard && body.Object("value") is { } card && delivery.Pressed is { } pressed)
        {
            pressed.Views[who.Id] = card;
            CardShown(delivery, Plain(Wire.Write(card)), pressedOn);
        }
        else if (body.Object("task") is { } task)
        {
            var opened = task.Object("value").Object("card").Object("content");
            if (task.Text("type") == "message") FormTaken(delivery, task.Text("value") ?? "");
            who.Form = opened is not null && delivery.Pressed is { } source ? (opened, source) : null;
        }
    }

    /// <summary>A call to the tables was handled.</summary>
    public void Touched(Resident? onBehalfOf, TableCall call)
    {
        if (onBehalfOf is not { WorksAtDesk: false } customer) return;
        foreach (var row in call.Rows)
        {
            if (row.Table == Rows.Prefix + Rows.Tickets)
                TouchedTickets.Add(new TouchedTicket(customer, row.PartitionKey, row.RowKey == "head", row.IsWritten));
            else if (IsOfOthers(customer, row.PartitionKey) || IsOfOthers(customer, row.RowKey))
                Trespasses.Add($"{customer.Id}: {(row.IsWritten ? "wrote" : "read")} row '{row.RowKey}' of partition '{row.PartitionKey}' in {row.Table}");
        }
    }

    /// <summary>Without what escapes Markdown, so that words compare as they are read.</summary>
    public static string Plain(string text) => text.Replace("\\", "", StringComparison.Ordinal);

    private bool IsOfOthers(Resident customer, string key) =>
        CustomerTenants.Any(tenant => tenant != customer.Tenant && key.Contains(tenant, StringComparison.OrdinalIgnoreCase))
        || players.All.Any(other => other.Tenant != customer.Tenant && key.Contains(other.State.Chat, StringComparison.Ordinal));

    private static bool ShowsAdded(string said, string number, SentFile file, Texts texts) => said.Contains(Plain(texts.FilesAddedTo(number, file.Name)), StringComparison.Ordinal);

    private void CardShown(Delivery delivery, string card, string pressedOn)
    {
        var data = delivery.Data;
        var texts = Texts.In(delivery.From.State.Locale);
        switch (data.Text("verb"))
        {
            // Only a ticket's card bears a number: what was sent is filed.
            case Verbs.File when NumbersIn(card).FirstOrDefault() is { } number:
                Acknowledge(delivery.From, number, TicketAction.File, data.Text("description"));
                // The summary named the files that go with it.
                AcknowledgedFiles.AddRange(players.Files.Where(file => file.From == delivery.From && Marks.In(pressedOn).Contains(Path.GetFileNameWithoutExtension(file.Name))).Select(file => (file, number)));
                break;
            case Verbs.Choose when data.Text("ticket") is { } number && HeardBehind(delivery) is { File: { } file } heard && ShowsAdded(card, number, file, texts):
                Acknowledge(delivery.From, number, TicketAction.CustomerMessage, heard.Activity.Text("text"));
                AcknowledgedFiles.Add((file, number));
                break;
            case Verbs.Choose when data.Text("ticket") is { } number && card.Contains(Plain(texts.AddedTo(number)), StringComparison.Ordinal):
                Acknowledge(delivery.From, number, TicketAction.CustomerMessage, HeardBehind(delivery)?.Activity.Text("text"));
                break;
        }
    }

    // What was typed that the chooser asks about.
    private Delivery? HeardBehind(Delivery delivery) =>
        replies.GetValueOrDefault(delivery.Pressed!.Id) is { } message ? typed.GetValueOrDefault(message) : null;

    private void FormTaken(Delivery delivery, string sentence)
    {
        if (delivery.Data is not { } data || data.Text("ticket") is not { } number) return;
        var action = data.Text("verb") is { } verb ? DeskForms.ActionOf(verb) : null;
        if (action is { } done && DoneSentences.Any(done => done.IsMatch(sentence))) Acknowledge(delivery.From, number, done, Wire.Write(data));
    }

    private void Acknowledge(Resident by, string number, TicketAction action, string? words) => Acknowledgements.Add(new Acknowledged(by, number, action, [.. Marks.In(words)]));

    private void Learn(string bytes)
    {
        foreach (var number in NumbersIn(bytes))
        {
            if (!players.Numbers.Contains(number)) players.Numbers.Add(number);
        }
    }

    private static IEnumerable<string> NumbersIn(string text) => Number().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    // Not the example on the help card, which is no ticket's.
    [GeneratedRegex(@"\bA-1[0-9]{3}\b(?<!A-1042)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
