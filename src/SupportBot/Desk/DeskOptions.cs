namespace SupportBot.Desk;

/// <summary>Who sets the desk up and leads it: section <c>Desk</c> of the settings. Where it works is chosen in Teams.</summary>
public sealed class DeskOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Desk";

    /// <summary>Who may set the desk up: sign-in names or Entra object ids of the partner's people.</summary>
    public IList<string> Operators { get; } = [];

    /// <summary>Which members of the desk's teams lead it: sign-in names or Entra object ids.</summary>
    public IList<string> Leads { get; } = [];

    /// <summary>The letters before the hyphen of a ticket number: one to four, A to Z.</summary>
    public string TicketPrefix { get; set; } = "A";

    /// <summary>After so many minutes of service hours, 0 to 10,000, in which nobody took a ticket the channel is reminded; 0 where it is not.</summary>
    public int PromptUnclaimedMinutes { get; set; } = 30;

    /// <summary>After so many minutes of service hours, 0 to 10,000, in which nobody took up what a customer wrote the channel is reminded; 0 where it is not.</summary>
    public int PromptUnreadMinutes { get; set; } = 60;
}
