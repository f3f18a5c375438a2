using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using SupportBot.Cards;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Teams;

/// <summary>Where the desk works, and what its people say of themselves: chosen in Teams, so that no id is copied by hand.</summary>
internal sealed class DeskSetUp(IQueues queues, IAgents agents, IAddressBook addresses, PartnerOptions partner)
{
    private Texts Texts { get; } = Texts.In(partner.Language);

    /// <summary>Shows in a channel what can be done there apart from tickets.</summary>
    public async Task ShowAsync(ITurnContext context, IReadOnlyList<Role> roles, CancellationToken cancellationToken) =>
        await context.SendActivityAsync(Speech.Of(DeskCard.Draw(roles, await queues.AllAsync(cancellationToken), Texts)), cancellationToken);

    /// <summary>Shows the same in the personal chat of one who works at the desk.</summary>
    public async Task ShowPersonalAsync(ITurnContext context, Caller caller, CancellationToken cancellationToken)
    {
        // What concerns them alone, such as a ticket that is given to them, is told in this chat from now on.
        await addresses.KeepAsync(Identity.AddressOf(context.Activity, caller.Person, Speech.TextsFor(context).Language), cancellationToken);
        var held = await agents.RolesOfAsync(caller.Person, cancellationToken);
        await context.SendActivityAsync(Speech.Of(DeskCard.DrawPersonal(caller.Roles, held, Speech.TextsFor(context))), cancellationToken);
    }

    /// <summary>Keeps the Partner Center roles that an agent ticked.</summary>
    public async Task<PressAnswer> KeepRolesAsync(ITurnContext context, Caller caller, Press press, CancellationToken cancellationToken)
    {
        var held = DeskCard.RolesIn(press);
        await agents.KeepRolesAsync(caller.Person, held, cancellationToken);
        var texts = Speech.TextsFor(context);
        return PressAnswer.OfCard(DeskCard.DrawPersonal(caller.Roles, held, texts, texts.DoneRolesKept));
    }

    /// <summary>Opens the form that puts a queue into a channel.</summary>
    public async Task<PressAnswer> OpenAsync(ITurnContext context, CancellationToken cancellationToken)
    {
        if (Identity.TeamOf(context.Activity) is not { } team) return PressAnswer.OfSentence(Texts.RefusedInATeamOnly);
        var here = ChannelOf(context);
        var known = await queues.AllAsync(cancellationToken);
        var name = known.FirstOrDefault(queue => queue.ChannelId == here)?.Name ?? (known.Count == 0 ? DefaultQueue : "");
        return PressAnswer.OfForm(DeskCard.UseChannel(await ChannelsAsync(context, team, cancellationToken), here, name, Texts));
    }

    /// <summary>Takes the form.</summary>
    public async Task<PressAnswer> SubmitAsync(ITurnContext context, Press press, CancellationToken cancellationToken)
    {
        if (Identity.TeamOf(context.Activity) is not { } team) return PressAnswer.OfSentence(Texts.RefusedInATeamOnly);
        var channels = await ChannelsAsync(context, team, cancellationToken);
        var (name, channelId) = DeskCard.ReadUseChannel(press);
        if (name is null) return Again("", Texts.NameMissing);
        // Only a channel of the team in which the operator stands, whatever the form says.
        if (channels.FirstOrDefault(each => each.Id == channelId) is not { } channel) return Again(name, Texts.RefusedNoSuchChannel);
        await queues.KeepAsync(new Queue(name, team, channel.Id, context.Activity.ServiceUrl), cancellationToken);
        return PressAnswer.OfSentence(Texts.DoneQueue(name, channel.Name ?? Texts.GeneralChannel));

        PressAnswer Again(string queue, string problem) => PressAnswer.OfForm(DeskCard.UseChannel(channels, ChannelOf(context), queue, Texts, problem));
    }

    private const string DefaultQueue = "Support";

    private static async Task<IReadOnlyList<TeamChannel>> ChannelsAsync(ITurnContext context, string team, CancellationToken cancellationToken)
    {
        var channels = await TeamsInfo.GetTeamChannelsAsync(context, team, cancellationToken);
        return [.. channels.Select(channel => new TeamChannel(channel.Id, channel.Name))];
    }

    private static string ChannelOf(ITurnContext context) => Place.ChannelOf(context.Activity.Conversation.Id);
}
