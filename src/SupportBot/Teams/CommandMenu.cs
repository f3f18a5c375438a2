using SupportBot.Diagnosis;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>Where Teams shows a menu of typed commands.</summary>
[Flags]
internal enum Menus
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>The customer app's personal chat.</summary>
    CustomerChat = 1,

    /// <summary>The desk app's personal chat.</summary>
    AgentChat = 2,

    /// <summary>The desk app in a team, on a mention.</summary>
    DeskTeam = 4,
}

/// <summary>A typed command that a menu offers.</summary>
/// <param name="Asks">What it asks for.</param>
/// <param name="ShownIn">The menus that offer it.</param>
/// <param name="Title">What picking it writes, as if the person had typed it: a phrase that <see cref="Utterances"/> knows.</param>
/// <param name="Hint">What it is good for.</param>
internal sealed record MenuCommand(Utterance Asks, Menus ShownIn, Func<Texts, string> Title, Func<Texts, string> Hint);

/// <summary>The commands that Teams offers in its menus. To offer one more is one more line here.</summary>
internal static class CommandMenu
{
    /// <summary>How many commands of a menu Teams shows; its schema takes twelve.</summary>
    public const int MostShown = 10;

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<MenuCommand> All { get; } =
    [
        new(Utterance.NewRequest, Menus.CustomerChat, texts => texts.ButtonNewRequest, texts => texts.CommandNewRequestHint),
        new(Utterance.MyTickets, Menus.CustomerChat, texts => texts.ButtonMyTickets, texts => texts.CommandMyTicketsHint),
        new(Utterance.Status, Menus.CustomerChat, texts => texts.CommandStatus, texts => texts.CommandStatusHint),
        new(Utterance.Offer, Menus.CustomerChat, texts => texts.CommandOffer, texts => texts.CommandOfferHint),
        new(Utterance.Notifications, Menus.CustomerChat, texts => texts.CommandNotifications, texts => texts.CommandNotificationsHint),
        new(Utterance.TalkToPerson, Menus.CustomerChat, texts => texts.ButtonPerson, texts => texts.CommandPersonHint),
        new(Utterance.NewForCustomer, Menus.AgentChat | Menus.DeskTeam, texts => texts.CommandNewForCustomer, texts => texts.CommandNewForCustomerHint),
        new(Utterance.Customers, Menus.AgentChat | Menus.DeskTeam, texts => texts.CommandCustomers, texts => texts.CommandCustomersHint),
        new(Utterance.UseChannel, Menus.DeskTeam, texts => texts.CommandUseChannel, texts => texts.CommandUseChannelHint),
        new(Utterance.Help, Menus.CustomerChat | Menus.AgentChat | Menus.DeskTeam, texts => texts.CommandHelp, texts => texts.CommandHelpHint),
    ];

    /// <summary>The commands of one menu, in the order in which they are shown.</summary>
    public static IEnumerable<MenuCommand> Of(Menus menu) => All.Where(command => command.ShownIn.HasFlag(menu));
}
