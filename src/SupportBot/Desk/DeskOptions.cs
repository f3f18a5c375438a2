namespace SupportBot.Desk;

/// <summary>Where the desk works: section <c>Desk</c> of the settings.</summary>
public sealed class DeskOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Desk";

    /// <summary>The Teams id of the desk's team (<c>19:…@thread.tacv2</c>); its members are the agents.</summary>
    public string TeamId { get; set; } = "";

    /// <summary>The channel of that team into which tickets come.</summary>
    public string ChannelId { get; set; } = "";

    /// <summary>The connector that serves the team until its first activity says a newer one.</summary>
    public string ServiceUrl { get; set; } = "https://smba.trafficmanager.net/teams/";

    /// <summary>The letters before the hyphen of a ticket number: one to four, A to Z.</summary>
    public string TicketPrefix { get; set; } = "A";
}
