using Newtonsoft.Json.Linq;

namespace TeamsSimulator;

/// <summary>What a partner's people do before the first customer writes: import the customers, add the app to the team, choose a channel.</summary>
public static class FirstDay
{
    /// <summary>Partner Center's <i>Export customers</i> file of the cast, with an approver and an administrator of the first customer.</summary>
    public static string Customers =>
        $"""
        Microsoft ID,Company name,Primary domain name,Relationship,Approvers,Administrators
        {Cast.Fabrikam.TenantId},{Cast.Fabrikam.Name},{Cast.Fabrikam.Domain},Cloud Reseller,{Named(Cast.Carla)},{Named(Cast.Dina)}
        {Cast.Northwind.TenantId},{Cast.Northwind.Name},{Cast.Northwind.Domain},Cloud Reseller,{Named(Cast.Bo)},

        """;

    /// <summary>Installs the app everywhere; Lea, the operator, presses the card that the bot then posts and gives the first queue the Support channel.</summary>
    /// <exception cref="InvalidOperationException">The bot did not take it.</exception>
    public static async Task OpenAsync(SimulatedTeams teams)
    {
        ArgumentNullException.ThrowIfNull(teams);
        await teams.InstallInTeamAsync();
        var lea = teams.Lea;
        var card = await lea.WaitForAsync(message => message.FromBot && message.Buttons.Count > 0, Cast.GeneralChannelId);
        var opened = await lea.PressAsync(card, "useChannel");
        if (opened.Task is not { } form) throw new InvalidOperationException($"The bot opened no form to choose a channel: {opened.Body ?? opened.Error}");
        var kept = await lea.SubmitTaskAsync(form, "useChannel", new { queue = "Support", channel = Cast.SupportChannelId });
        if (kept.Task is not null || kept.Error is not null) throw new InvalidOperationException($"The bot did not take the channel: {kept.Body as JObject ?? (object?)kept.Error}");
        await teams.InstallForEverybodyAsync();
    }

    private static string Named(CastMember member) => $"{member.Name} <{member.Organisation.TenantId}/{member.AadObjectId}>";
}
