using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Resources;

namespace SupportBot.Cards;

/// <summary>A channel of a team.</summary>
/// <param name="Id">Its Teams id.</param>
/// <param name="Name">Its name; the General channel has none.</param>
public sealed record TeamChannel(string Id, string? Name);

/// <summary>What the people of the desk can do apart from tickets, and the form that puts a queue into a channel.</summary>
public static class DeskCard
{
    /// <summary>The longest name of a queue, in UTF-16 characters.</summary>
    public const int LongestQueueName = 40;

    // A team has at most a thousand channels; a form shows the first of them.
    private const int MostChannels = 100;

    private const string ChannelId = "channel";
    private const string QueueName = "queue";
    private const string Roles = "roles";

    /// <summary>Draws the buttons for these roles, in a channel.</summary>
    public static JObject Draw(IReadOnlyList<Role> roles, IReadOnlyList<Queue> queues, Texts texts)
    {
        List<AdaptiveElement> body = [];
        if (queues.Count == 0) body.Add(Drawing.Line(texts.NoQueueYet));
        else body.Add(Drawing.Line(texts.ChannelHelp));
        return Drawing.Card(texts, texts.ChannelHelp, body, Buttons(roles, texts, inTeam: true));
    }

    /// <summary>Draws the buttons for these roles in their own chat, with the Partner Center roles that they hold.</summary>
    public static JObject DrawPersonal(IReadOnlyList<Role> roles, IReadOnlyList<PartnerCenterRole> held, Texts texts, string? notice = null)
    {
        List<AdaptiveElement> body = [];
        if (notice is not null) body.Add(Drawing.Words(notice, strong: true));
        body.Add(Drawing.Line(texts.AgentPersonalChat));
        var buttons = Buttons(roles, texts, inTeam: false).ToList();
        if (roles.Contains(Role.Agent))
        {
            body.Add(new AdaptiveChoiceSetInput
            {
                Id = Roles,
                Label = texts.LabelPartnerCenterRoles,
                IsMultiSelect = true,
                Style = AdaptiveChoiceInputStyle.Expanded,
                Value = string.Join(',', held),
                Choices = [.. Enum.GetValues<PartnerCenterRole>().Select(role => new AdaptiveChoice { Title = texts.Of(role), Value = role.ToString() })],
            });
            buttons.Add(Drawing.Execute(texts.ButtonKeep, Verbs.PartnerCenterRoles, inputs: true));
        }

        return Drawing.Card(texts, texts.AgentPersonalChat, body, buttons);
    }

    /// <summary>Which Partner Center roles were ticked.</summary>
    public static IReadOnlyList<PartnerCenterRole> RolesIn(Press press) =>
        [.. (press.Input(Roles) ?? "").Split(',', StringSplitOptions.TrimEntries).Where(name => Enum.GetNames<PartnerCenterRole>().Contains(name)).Select(Enum.Parse<PartnerCenterRole>).Distinct()];

    /// <summary>Asks which channel takes which queue.</summary>
    /// <param name="channels">The team's channels.</param>
    /// <param name="here">The channel in which the button was pressed.</param>
    /// <param name="name">The queue's name so far.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="problem">Why it is shown again.</param>
    public static Form UseChannel(IReadOnlyList<TeamChannel> channels, string? here, string name, Texts texts, string? problem = null)
    {
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Line(texts.UseChannelText));
        body.Add(new AdaptiveTextInput { Id = QueueName, Label = texts.LabelQueue, Value = name, MaxLength = LongestQueueName, IsRequired = true, ErrorMessage = texts.NameMissing });
        var shown = channels.OrderBy(channel => channel.Id != here).Take(MostChannels).ToList();
        body.Add(new AdaptiveChoiceSetInput
        {
            Id = ChannelId,
            Label = texts.LabelChannel,
            Style = AdaptiveChoiceInputStyle.Compact,
            IsRequired = true,
            ErrorMessage = texts.LabelChannel,
            Value = shown.Count > 0 ? shown[0].Id : null,
            Choices = [.. shown.Select(channel => new AdaptiveChoice { Title = Escape.Visible(channel.Name ?? texts.GeneralChannel), Value = channel.Id })],
        });
        return new Form(texts.ButtonUseChannel, Drawing.Card(texts, texts.ButtonUseChannel, body, [Drawing.Submit(texts.ButtonKeep, Verbs.UseChannel, [])]));
    }

    /// <summary>What was chosen in <see cref="UseChannel"/>: the queue's name and the channel's id, either null where it is missing.</summary>
    public static (string? Queue, string? ChannelId) ReadUseChannel(Press press)
    {
        var name = press.Input(QueueName)?.ReplaceLineEndings(" ").Trim();
        return (name is { Length: > 0 and <= LongestQueueName } ? Escape.Visible(name) : null, press.Input(ChannelId));
    }

    private static IEnumerable<AdaptiveAction> Buttons(IReadOnlyList<Role> roles, Texts texts, bool inTeam)
    {
        if (May(Verbs.FileFor)) yield return Drawing.OpenForm(texts.ButtonFileFor, Verbs.FileFor, []);
        if (May(Verbs.Customers)) yield return Drawing.OpenForm(texts.CustomersTitle, Verbs.Customers, []);
        if (May(Verbs.QueueTickets)) yield return Drawing.Execute(texts.ButtonQueueTickets, Verbs.QueueTickets);
        if (May(Verbs.OwnedTickets)) yield return Drawing.Execute(texts.ButtonMyTickets, Verbs.OwnedTickets);
        if (inTeam && May(Verbs.UseChannel)) yield return Drawing.OpenForm(texts.ButtonUseChannel, Verbs.UseChannel, []);

        bool May(string verb) => roles.Any(role => Policy.Of(role, verb) is not Reach.None);
    }
}
