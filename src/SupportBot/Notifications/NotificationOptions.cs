namespace SupportBot.Notifications;

/// <summary>How what is told is looked after: section <c>Notifications</c> of the settings.</summary>
public sealed class NotificationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Notifications";

    /// <summary>
    /// For so many seconds, 5 to 3600, what follows a command is left to the instance that carried it out; what is still
    /// unfinished then is taken up by any other.
    /// </summary>
    public int PatienceSeconds { get; set; } = 90;

    /// <summary>For so many seconds, 0 to 120, an agent's words to a customer are kept back and can be taken back.</summary>
    public int UndoSeconds { get; set; } = 15;
}
