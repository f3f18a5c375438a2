using SupportBot.Diagnosis;
using SupportBot.Resources;
using SupportBot.Teams;

namespace SupportBot.Tests.Teams;

/// <summary>What Teams' menus offer is what the bot understands when it is picked.</summary>
public sealed class CommandMenuTests
{
    private static readonly Menus[] Shown = [Menus.CustomerChat, Menus.AgentChat, Menus.DeskTeam];

    [Fact]
    public void Every_title_is_understood_in_every_language_as_what_it_stands_for()
    {
        foreach (var language in Languages.All)
        {
            foreach (var command in CommandMenu.All)
                Assert.Equal((language, command.Asks), (language, Utterances.Of(command.Title(Texts.In(language)))));
        }
    }

    [Fact]
    public void What_a_customer_is_offered_is_understood_of_a_customer() => Assert.All(
        CommandMenu.Of(Menus.CustomerChat), command => Assert.Equal(command.Asks, Utterances.OfCustomer(command.Title(Texts.In(Languages.English)))));

    [Fact]
    public void Every_menu_has_help_no_command_twice_and_no_more_than_are_shown()
    {
        foreach (var menu in Shown)
        {
            var commands = CommandMenu.Of(menu).Select(command => command.Asks).ToList();

            Assert.Contains(Utterance.Help, commands);
            Assert.Equal(commands.Distinct(), commands);
            Assert.InRange(commands.Count, 1, CommandMenu.MostShown);
        }

        Assert.DoesNotContain(CommandMenu.All, command => command.ShownIn is Menus.None);
    }

    [Fact]
    public void Each_audience_is_offered_its_own()
    {
        Assert.Equal(
            [Utterance.NewRequest, Utterance.MyTickets, Utterance.Status, Utterance.Offer, Utterance.Notifications, Utterance.TalkToPerson, Utterance.Help],
            CommandMenu.Of(Menus.CustomerChat).Select(command => command.Asks));
        Assert.Equal(
            [Utterance.NewForCustomer, Utterance.Customers, Utterance.UseChannel, Utterance.Help], CommandMenu.Of(Menus.DeskTeam).Select(command => command.Asks));
        Assert.Equal([Utterance.NewForCustomer, Utterance.Customers, Utterance.Help], CommandMenu.Of(Menus.AgentChat).Select(command => command.Asks));
    }
}
